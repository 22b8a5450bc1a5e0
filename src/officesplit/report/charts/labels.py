"""Places labels beside bubbles so that they cover neither each other nor a bubble, in a few milliseconds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

GAP = 4.0
_RINGS = (GAP, 14.0, 28.0, 46.0, 68.0)
_DIRECTIONS = tuple(
    (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    for angle in (0, 180, 330, 30, 210, 150, 270, 90, 300, 60, 240, 120)
)
_LEADER_FROM = 9.0


@dataclass(frozen=True)
class Spot:
    """A bubble that wants a label of ``wide`` x ``tall`` pixels."""

    x: float
    y: float
    radius: float
    wide: float
    tall: float


@dataclass(frozen=True)
class Label:
    """Where the label of a spot goes; ``leader`` joins it to its bubble where the two are apart."""

    box: Box
    leader: tuple[float, float, float, float] | None


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share some area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def place(spots: Sequence[Spot], frame: Box, taken: Sequence[Box] = ()) -> list[Label | None]:
    """A label for each spot inside ``frame`` and off the ``taken`` boxes, or None where there is no free place.

    Large bubbles choose first; each takes the first free candidate of a fixed list, so the result is deterministic and
    most spots cost one or two tests. A label that finds no place is left out rather than drawn over another: the table
    under the chart has every name.
    """
    blocked: list[Box] = [*taken, *(_square(spot) for spot in spots)]
    labels: list[Label | None] = [None] * len(spots)
    for index in sorted(range(len(spots)), key=lambda i: (-spots[i].radius, i)):
        label = _first_free(spots[index], frame, blocked)
        if label is not None:
            labels[index] = label
            blocked.append(label.box)
    return labels


def _square(spot: Spot) -> Box:
    return (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _first_free(spot: Spot, frame: Box, blocked: Sequence[Box]) -> Label | None:
    for ring in _RINGS:
        for across, down in _DIRECTIONS:
            # The anchor lies on a ring around the bubble; the box leans outward from it, so that it never turns back.
            left = spot.x + (spot.radius + ring) * across - spot.wide * (1 - across) / 2
            top = spot.y + (spot.radius + ring) * down - spot.tall * (1 - down) / 2
            right, bottom = left + spot.wide, top + spot.tall
            if left < frame[0] or top < frame[1] or right > frame[2] or bottom > frame[3]:
                continue
            for box in blocked:
                if left < box[2] and box[0] < right and top < box[3] and box[1] < bottom:
                    break
            else:
                return Label((left, top, right, bottom), _leader(spot, (left, top, right, bottom)))
    return None


def _leader(spot: Spot, box: Box) -> tuple[float, float, float, float] | None:
    end_x, end_y = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
    away = math.hypot(end_x - spot.x, end_y - spot.y)
    if away < spot.radius + _LEADER_FROM:
        return None
    share = spot.radius / away
    return (spot.x + (end_x - spot.x) * share, spot.y + (end_y - spot.y) * share, end_x, end_y)
