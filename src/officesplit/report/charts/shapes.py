"""The outlines of marks: a shape for each family, so that colour alone never carries a meaning."""

from officesplit.model.vocabulary import Family, Office
from officesplit.report.charts.scale import px

FAMILY_MARK: dict[Family, tuple[str, str]] = {
    Family.KEEP: ("square", "n"),
    Family.AUTOMATE: ("triangle", "b"),
    Family.SHARE: ("pentagon", "d"),
    Family.GIVE_OUT: ("circle", "a"),
    Family.HYBRID: ("diamond", "c"),
    Family.BRING_BACK: ("cross", "n"),
}
"""Shape and tone of each family of options."""

NO_VERDICT_MARK = ("hourglass", "n")
"""Shape and tone of a function without a verdict."""

OFFICE_FILL: dict[Office, tuple[str, str]] = {
    Office.FRONT: ("a", ""),
    Office.MIDDLE: ("b", "hatch"),
    Office.BACK: ("c", "dots"),
}
"""Tone and pattern of each office."""

# Corner points for a radius of one, drawn so that every shape covers about the area of the circle.
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "triangle": ((0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)),
    "diamond": ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
    "hourglass": ((-0.9, -0.9), (0.9, -0.9), (-0.9, 0.9), (0.9, 0.9)),
    "pentagon": ((0.0, -1.0), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31)),
    "cross": (
        (-0.35, -1.0), (0.35, -1.0), (0.35, -0.35), (1.0, -0.35), (1.0, 0.35), (0.35, 0.35),
        (0.35, 1.0), (-0.35, 1.0), (-0.35, 0.35), (-1.0, 0.35), (-1.0, -0.35), (-0.35, -0.35),
    ),
}  # fmt: skip


def outline(shape: str, x: float, y: float, radius: float) -> str:
    """The path of a mark centred on (x, y) that stays inside ``radius``."""
    if shape == "circle":
        r = px(radius)
        return f"M{px(x - radius)} {px(y)}a{r} {r} 0 1 0 {px(2 * r)} 0a{r} {r} 0 1 0 {px(-2 * r)} 0z"
    points = (f"{px(x + across * radius)} {px(y + down * radius)}" for across, down in _CORNERS[shape])
    return "M" + "L".join(points) + "z"
