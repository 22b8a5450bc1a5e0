"""Function names as people write them -> comparable keys, shared by the rulebook's index and the classifier.

The same steps run over catalogue names and profile names, so that "Accounts-Payable Dept." and "accounts payable"
meet. Nothing here knows an office.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

GENERIC = frozenset(
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
_LEADING = _SCOPE | {"the", "our"}
_TRAILING = frozenset(["i", "ii", "iii", "iv", "v", "vi", "hub", "coe", "squad", "pod", "tribe"]) | _SCOPE
EVERYDAY = GENERIC | _LOOSE | _TRAILING
"""Words that say which team, place or number a name means rather than which work."""
_LED = re.compile(
    r"^\s*(?:the\s+)?(?:(?:acting\s+|interim\s+|deputy\s+)?(?:head|director|vp|vice president|manager|lead|chief)"
    r"|(?:department|dept\.?|directorate|division|office|bureau|unit|team|section|function))\s+(?:of|for)\s+(?:the\s+)?",
    re.I,
)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b[A-Za-z](?:/[A-Za-z])+\b")
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,5})s\b")
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.I)
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_SPLIT = re.compile(r"\s*(?:/|,|;|\+)\s*|\s+&\s+|\s+(?:and|und|et)\s+", re.I)


_NO_PLURAL = frozenset(["specimen", "regimen", "abdomen"])


def _singular(token: str) -> str:
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if token.endswith("men") and len(token) > 4 and token not in _NO_PLURAL:
        return token[:-3] + "man"
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
    return " ".join(token for token in _tokens(name) if token not in GENERIC)


def bare(name: str) -> list[str]:
    """The reduced key with ever fewer of 'service', 'operation' and 'management' at its end, then without any."""
    words = reduced(name).split()
    found = []
    while words and words[-1] in _LOOSE:
        words.pop()
        found.append(" ".join(words))
    found.append(" ".join(word for word in words if word not in _LOOSE))
    return [form for form in dict.fromkeys(found) if form]


EVERY = "*"
"""The feature that every name has."""


def features(name: str, scopes: Iterable[str]) -> dict[str, str]:
    """What a fitted weight can attach to, each with the word or industry that it stands for.

    The words of a name, the pairs of neighbours, the first ("^word") and the last word ("word$"), and the industry and
    its groups ("in:key"), for which "any" says nothing.
    """
    words = [word for word in reduced(name).split() or tokens(name) if not word.isdigit()]
    found = {word: word for word in words}
    found |= {pair: pair for pair in map(" ".join, pairwise(words))}
    if words:
        found |= {f"^{words[0]}": words[0], f"{words[-1]}$": words[-1]}
    return found | {f"in:{key}": key for key in scopes if key != "any"}


def _said(word: str) -> str:
    return "".join(_WORD.findall(word)).casefold()


def shortened(name: str) -> list[str]:
    """A name with ever less of what says only whose, where or which: "Head of ...", "Global ...", "... - EMEA".

    Starts with the text outside the brackets; ends with what is left when every such word is gone at both ends, but
    never with nothing.
    """
    whole = without_brackets(name)[0]
    found = [whole]
    # "Estate agents - London" says where, or which of them.
    words = _LED.sub("", _DASH.split(whole)[0] or whole).split()
    first, last = 0, len(words)
    while last and (not (said := _said(words[last - 1])) or said in _TRAILING or said in GENERIC or said.isdigit()):
        found.append(" ".join(words[:last]))
        last -= 1
    while first < last and (not (said := _said(words[first])) or said in _LEADING or any(map(str.isdigit, said))):
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
            # One word of "process managers" or "EVP team" is no name: it may stand for anything.
            if " " in (form := reduced(name)):
                loose.setdefault(form, {})[identity] = None
    return (
        {form: tuple(ids) for form, ids in exact.items()},
        {form: tuple(ids) for form, ids in loose.items() if form not in exact},
    )
