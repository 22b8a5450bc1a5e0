"""Function names as people write them -> comparable keys, shared by the rulebook's index and the classifier.

The same steps run over catalogue names and profile names, so that "Accounts-Payable Dept." and "accounts payable"
meet. Nothing here knows an office.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_GENERIC = frozenset(
    [
        "team",
        "department",
        "dept",
        "function",
        "unit",
        "group",
        "division",
        "section",
        "staff",
        "the",
        "of",
        "for",
        "a",
        "and",
        "process",
        "activity",
    ]
)
_LOOSE = frozenset(["service", "operation", "management"])
_SPELLING = {
    "centre": "center",
    "programme": "program",
    "labour": "labor",
    "behaviour": "behavior",
    "licence": "license",
    "cheque": "check",
    "catalogue": "catalog",
    "enquiry": "inquiry",
    "fulfilment": "fulfillment",
    "adviser": "advisor",
    "organisation": "organization",
    "e mail": "email",
    "e commerce": "ecommerce",
    "help desk": "helpdesk",
    "front line": "frontline",
    "call center": "callcenter",
    "ops": "operation",
    "mgmt": "management",
    "mgt": "management",
    "admin": "administration",
    "comm": "communication",
    "acct": "account",
    "svc": "service",
    "dev": "development",
    "mktg": "marketing",
    "contact center": "contactcenter",
}


_PAIRS = {pair: single for pair, single in _SPELLING.items() if " " in pair}
_SCOPE = frozenset(
    [
        *("group", "global", "globally", "worldwide", "regional", "region", "international", "local"),
        *("emea", "apac", "apj", "amer", "americas", "latam", "anz", "mena", "dach", "benelux", "nordics", "gcc"),
        *("uk", "gb", "us", "usa", "eu", "europe", "european", "asia", "pacific", "africa", "america", "india"),
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western"),
    ]
)
_TRAILING = frozenset(["i", "ii", "iii", "iv", "v", "vi", "hub", "coe", "squad", "pod", "tribe"]) | _SCOPE
EVERYDAY = _GENERIC | _LOOSE | _TRAILING
"""Words that say which team, place or number a name means rather than which work."""
_LED = re.compile(
    r"^\s*(?:the\s+)?(?:(?:acting\s+|interim\s+|deputy\s+)?(?:head|director|vp|vice president|manager|lead|chief)"
    r"|(?:department|dept\.?|directorate|division|office|bureau|unit|team|section|function))\s+(?:of|for)\s+(?:the\s+)?",
    re.I,
)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b[A-Za-z](?:/[A-Za-z])+\b")
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,5})s\b")
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.I)
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_SPLIT = re.compile(r"\s*(?:/|,|;|\+)\s*|\s+&\s+|\s+(?:and|und|et)\s+", re.I)


def _singular(token: str) -> str:
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


@lru_cache(maxsize=16384)
def _american(token: str) -> str:
    token = _singular(token)
    token = _SPELLING.get(token, token)
    return re.sub(r"is(e|ed|er|ing|ation)$", r"iz\1", token) if len(token) > 6 else token


def _undotted(name: str) -> str:
    """Abbreviations without their dots and strokes: "H.R." is HR, and "A/P" one word of two letters."""
    if "." not in name and "/" not in name:
        return name
    return _DOTTED.sub(lambda found: found[0].replace(".", "").replace("/", ""), name)


@lru_cache(maxsize=16384)
def _tokens(name: str) -> tuple[str, ...]:
    text = _undotted(name)
    text = _POSSESSIVE.sub("", text).casefold()
    if not text.isascii():
        text = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    text = text.replace("&", " and ").replace("'", "").replace("\u2019", "")
    words = [_american(word) for word in _WORD.findall(text)]
    at = 0
    while at < len(words) - 1:
        if (single := _PAIRS.get(f"{words[at]} {words[at + 1]}")) is not None:
            words[at : at + 2] = [single]
        at += 1
    return tuple(words)


def tokens(name: str) -> list[str]:
    """Lower-case words without accents, punctuation, plural endings or British spellings."""
    return list(_tokens(name))


def key(name: str) -> str:
    """The comparable form of a whole name."""
    return " ".join(_tokens(name))


def reduced(name: str) -> str:
    """The key without words that name any team whatever; empty where nothing else is left."""
    return " ".join(token for token in _tokens(name) if token not in _GENERIC)


def bare(name: str) -> str:
    """The reduced key without 'service', 'operation' and 'management' as well."""
    return " ".join(token for token in _tokens(name) if token not in _GENERIC and token not in _LOOSE)


def _said(word: str) -> str:
    return "".join(_WORD.findall(word)).casefold()


def shortened(name: str) -> list[str]:
    """A name with ever less of what says only whose, where or which: "Head of ...", "Global ...", "... - EMEA".

    Starts with the text outside the brackets; ends with what is left when every such word is gone at both ends, but
    never with nothing.
    """
    whole = without_brackets(name)[0]
    found = [whole]
    words = _LED.sub("", whole).split()
    first, last = 0, len(words)
    while last and (not (said := _said(words[last - 1])) or said in _TRAILING or said in _GENERIC or said.isdigit()):
        found.append(" ".join(words[:last]))
        last -= 1
    while first < last and (not (said := _said(words[first])) or said in _SCOPE or said in ("the", "our")):
        found.append(" ".join(words[first:last]))
        first += 1
    found.append(" ".join(words[first:last]))
    tidy = [text for form in found if (text := form.rstrip(" ,;:/|-\u2013\u2014"))]
    return list(dict.fromkeys(tidy)) or [whole or name]


def unscoped(name: str) -> str:
    """A name without anything that says only whose, where or which."""
    return shortened(name)[-1]


def one_of(name: str) -> str:
    """A name with its abbreviations in the singular: "APs" is too short for the rule on plurals, but its capitals tell.

    No part of the comparable form, since "EAs" assist executives and "EA" draws architectures.
    """
    return _ABBREVIATIONS.sub(r"\1", name)


def without_brackets(name: str) -> tuple[str, str]:
    """A name's text outside and inside its brackets."""
    if "(" not in name and "[" not in name:
        return name.strip(), ""
    return _BRACKETED.sub(" ", name).strip(), " ".join(_BRACKETED.findall(name)).strip()


def parts(name: str) -> list[tuple[str, ...]]:
    """The parts of a compound name, each with its readings, the likeliest first; none where there is one part.

    A shared last word is given to every part of one word ("claims and policy admin"), which may also stand alone.
    """
    outside = _undotted(without_brackets(name)[0])
    pieces = [piece for piece in map(str.strip, _SPLIT.split(outside)) if piece]
    if len(pieces) < 2:
        return []
    head = pieces[-1].split()
    shared = head[-1] if len(head) > 1 else ""
    return [(piece,) if " " in piece or not shared else (f"{piece} {shared}", piece) for piece in pieces]


def index(titles: Mapping[str, Iterable[str]]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Entry ids by exact key, and by the keys that leave out generic words; ``titles`` gives each entry's names."""
    exact: dict[str, dict[str, None]] = {}
    loose: dict[str, dict[str, None]] = {}
    for identity, known in titles.items():
        for name in known:
            exact.setdefault(key(name), {})[identity] = None
            for form in (reduced(name), bare(name)):
                if form:
                    loose.setdefault(form, {})[identity] = None
    return (
        {form: tuple(ids) for form, ids in exact.items()},
        {form: tuple(ids) for form, ids in loose.items() if form not in exact},
    )
