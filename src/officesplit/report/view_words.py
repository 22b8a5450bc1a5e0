"""The words that a report uses for the closed lists of the model: one home for each."""

from officesplit.model.vocabulary import Effect, Family, Goal, Kind, Office, Path, Standing

NONE = "–"
"""What a cell without content shows."""

OFFICE: dict[Office, str] = {Office.FRONT: "Front", Office.MIDDLE: "Middle", Office.BACK: "Back"}

KIND: dict[Kind, str] = {
    Kind.RETAIN: "Keep as it is",
    Kind.IMPROVE: "Keep and improve",
    Kind.AUTOMATE: "Automate",
    Kind.SHARED_SERVICE: "Shared service",
    Kind.ONSHORE: "Give out onshore",
    Kind.NEARSHORE: "Give out nearshore",
    Kind.OFFSHORE: "Give out offshore",
    Kind.HYBRID: "Hybrid",
    Kind.KEEP_OUTSOURCED: "Stay with the provider",
    Kind.BRING_BACK: "Bring back",
}

FAMILY: dict[Family, str] = {
    Family.KEEP: "keep",
    Family.AUTOMATE: "automate",
    Family.SHARE: "move to a shared service",
    Family.GIVE_OUT: "give to a provider",
    Family.HYBRID: "split between own staff and a provider",
    Family.BRING_BACK: "bring back in house",
}

PATH_WORD: dict[Path, str] = {Path.GO: "go", Path.PREPARE: "prepare", Path.PILOT: "pilot"}

PATH: dict[Path, str] = {Path.GO: "Go", Path.PREPARE: "Prepare first", Path.PILOT: "Pilot first"}

ROBUSTNESS: dict[str, str] = {"robust": "Robust", "lean": "Lean", "contested": "Contested"}
BAND = "P10 to P90"
"""The heading of a range: eight draws in ten lie inside it."""
SAVES = "Saves in"
"""The heading of the chance that anything is saved."""
INSUFFICIENT = "No verdict: insufficient evidence"
WEIGHTING: dict[str, str] = {
    "ranked": "ranked weights",
    "rank_order_centroid": "rank-order centroid",
    "rank_sum": "rank sum",
    "equal": "equal weights",
    "free": "free weights",
}
"""Sets of weights of the criteria."""
BY_DECISION = "*"
"""The mark of a course that the decisions register sets against the verdict."""

EFFECT: dict[Effect, str] = {
    Effect.VETO: "Struck",
    Effect.CONDITIONAL: "Condition",
    Effect.NOTICE: "Notice",
    Effect.WATCH: "Watch",
}

GOAL: dict[str, str] = {
    Goal.CUT_COST: "cut cost",
    Goal.STAY_IN_CONTROL: "stay in control",
    Goal.COMPLY: "comply",
    Goal.FOCUS: "focus",
    Goal.IMPROVE_SERVICE: "improve service",
    Goal.GROW_SALES: "grow sales",
    Goal.INNOVATE: "innovate",
    Goal.SCALE: "scale",
}

STANDING: dict[Standing, str] = {
    Standing.GIVEN: "stated in the company profile",
    Standing.BENCHMARK: "from a cited reference",
    Standing.DEFAULT: "our own choice, to be replaced by a fact of the company",
    Standing.RECALL: "general knowledge, not checked against a source",
    Standing.UNKNOWN: "not known; the whole admissible range is used",
}

VERIFIED: dict[str, str] = {
    "read": "the cited text was read",
    "abstract": "only the abstract was read",
    "second_hand": "quoted by another text that was read",
    "recall": "not read; general knowledge",
    "design": "our own design, no outside source",
}

READINESS: dict[str, str] = {
    "ready": "Ready",
    "gaps": "Gaps to close",
    "not_ready": "Not ready",
    "no_verdict": "No verdict: too few answers",
}

MATCHED: dict[str, str] = {
    "name": "exact name",
    "spelling": "close spelling",
    "elsewhere": "name in other industries",
    "part": "part of the name",
    "words": "words in the name",
    "nothing": "nothing; attributes only",
}

ANSWERED: dict[str, str] = {"function": "function", "company": "company", "nowhere": "not answered"}


ACRONYMS = frozenset(
    ("ccpa", "eu", "eea", "fca", "fte", "gdpr", "hipaa", "hr", "it", "nis2", "pci", "sec", "sg", "uk", "us")
)
"""Parts of ids that are written in capitals."""


def words(identifier: str) -> str:
    """An id as plain words: ``retained_staff`` -> "Retained staff"."""
    parts = identifier.replace("_", " ").replace(".", " ").split()
    plain = " ".join(part.upper() if part in ACRONYMS else part for part in parts)
    return plain[:1].upper() + plain[1:]


def counted(count: float, noun: str, text: str = "") -> str:
    """A count with its noun in the right number: "1 function", "2 functions"; ``text`` is the count as printed."""
    return f"{text or f'{count:g}'} {noun}" + ("" if count == 1 else "s")


def sentence(text: str) -> str:
    """A text as a sentence: a capital first, a full stop last where it ends without any mark."""
    text = text.strip()
    closed = text if not text or text[-1] in ".!?:;" else f"{text}."
    return closed[:1].upper() + closed[1:] if text.split(" ", 1)[0].isalpha() else closed


PLAN_LINE: dict[str, str] = {
    "baseline.today": "Cost as run today",
    "option.plan": "Cost under the plan",
    "plan.one_off": "One-off cost at approval",
}
"""Lines of the plan's year table, which has no workings to name them."""


def line_name(line: str) -> str:
    """The name of a cost line without its side: ``option.retained_staff`` -> "Retained staff"."""
    return PLAN_LINE.get(line) or words(line.rsplit(".", 1)[-1])
