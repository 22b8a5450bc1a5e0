"""The closed word lists of the field: offices, kinds of option, standings, levels."""

from enum import StrEnum


class Office(StrEnum):
    """Where an activity sits; declared in the order in which ties are broken."""

    FRONT = "front"
    MIDDLE = "middle"
    BACK = "back"


class Standing(StrEnum):
    """What stands behind a number or a rule, from the best to the weakest."""

    GIVEN = "given"
    BENCHMARK = "benchmark"
    DEFAULT = "default"
    RECALL = "recall"
    UNKNOWN = "unknown"


class Verified(StrEnum):
    """How much of a cited source was seen by the authors of the rulebook."""

    READ = "read"
    ABSTRACT = "abstract"
    SECOND_HAND = "second_hand"
    RECALL = "recall"
    DESIGN = "design"


class Level(StrEnum):
    """The four written levels of an attribute; a profile may also give a number from 0 to 100."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Kind(StrEnum):
    """The ways to run a function: named points in ownership x place x automation share."""

    RETAIN = "retain"
    IMPROVE = "improve"
    AUTOMATE = "automate"
    SHARED_SERVICE = "shared_service"
    ONSHORE = "onshore"
    NEARSHORE = "nearshore"
    OFFSHORE = "offshore"
    HYBRID = "hybrid"
    KEEP_OUTSOURCED = "keep_outsourced"
    BRING_BACK = "bring_back"


class Family(StrEnum):
    """Kinds that answer the board's first question alike."""

    KEEP = "keep"
    AUTOMATE = "automate"
    SHARE = "share"
    GIVE_OUT = "give_out"
    HYBRID = "hybrid"
    BRING_BACK = "bring_back"


FAMILY_OF: dict[Kind, Family] = {
    Kind.RETAIN: Family.KEEP,
    Kind.IMPROVE: Family.KEEP,
    Kind.AUTOMATE: Family.AUTOMATE,
    Kind.SHARED_SERVICE: Family.SHARE,
    Kind.ONSHORE: Family.GIVE_OUT,
    Kind.NEARSHORE: Family.GIVE_OUT,
    Kind.OFFSHORE: Family.GIVE_OUT,
    Kind.KEEP_OUTSOURCED: Family.GIVE_OUT,
    Kind.HYBRID: Family.HYBRID,
    Kind.BRING_BACK: Family.BRING_BACK,
}
"""The family of each kind."""

PLACED: tuple[Kind, ...] = (Kind.ONSHORE, Kind.NEARSHORE, Kind.OFFSHORE)
"""Kinds that name where a provider works; countries compete inside each of them."""

UNCHANGED: tuple[Kind, ...] = (Kind.RETAIN, Kind.KEEP_OUTSOURCED)
"""Kinds that leave a function as it is."""

EXTERNAL: frozenset[Kind] = frozenset({*PLACED, Kind.HYBRID, Kind.KEEP_OUTSOURCED})
"""Kinds in which another company does some of the work."""


class Effect(StrEnum):
    """What a gate does to an option."""

    VETO = "veto"
    CONDITIONAL = "conditional"
    NOTICE = "notice"
    WATCH = "watch"


class Path(StrEnum):
    """How to set out on a verdict."""

    GO = "go"
    PREPARE = "prepare"
    PILOT = "pilot"


class Goal(StrEnum):
    """What the company wants, in its own order."""

    CUT_COST = "cut_cost"
    STAY_IN_CONTROL = "stay_in_control"
    COMPLY = "comply"
    FOCUS = "focus"
    IMPROVE_SERVICE = "improve_service"
    GROW_SALES = "grow_sales"
    INNOVATE = "innovate"
    SCALE = "scale"


class Criterion(StrEnum):
    """The seven criteria of the choice."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"


class DataCategory(StrEnum):
    """Kinds of data that set off gates and controls."""

    PERSONAL = "personal"
    SENSITIVE_PERSONAL = "sensitive_personal"
    PAYMENT_CARD = "payment_card"
    HEALTH = "health"
    FINANCIAL_REPORTING = "financial_reporting"
    GOVERNMENT = "government"
    TRADE_SECRET = "trade_secret"


class Demand(StrEnum):
    """The shape of demand over the year."""

    STEADY = "steady"
    SEASONAL = "seasonal"
    PEAKY = "peaky"


class Suppliers(StrEnum):
    """How many capable suppliers the market holds."""

    NONE = "none"
    FEW = "few"
    SOME = "some"
    MANY = "many"


class Hours(StrEnum):
    """When the function must be staffed."""

    OFFICE = "office"
    EXTENDED = "extended"
    ROUND_THE_CLOCK = "round_the_clock"


class Work(StrEnum):
    """Cost class of the work: which price slope, transition and span parameters apply."""

    VOICE = "voice"
    CLERICAL = "clerical"
    SKILLED = "skilled"


class Scale(StrEnum):
    """How much more a provider's scale gets out of one FTE."""

    BUREAU = "bureau"
    PROCESSING = "processing"
    NONE = "none"
