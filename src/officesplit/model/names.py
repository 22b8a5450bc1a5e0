"""Function names as people write them -> comparable keys, shared by the rulebook's index and the classifier.

The same steps run over catalogue names and profile names, so that "Accounts-Payable Dept." and "accounts payable"
meet. Nothing here knows an office.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

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


def _singular(token: str) -> str:
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


def _american(token: str) -> str:
    token = _SPELLING.get(token, token)
    return re.sub(r"is(e|ed|er|ing|ation)$", r"iz\1", token) if len(token) > 6 else token


def tokens(name: str) -> list[str]:
    """Lower-case words without accents, punctuation, plural endings or British spellings."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(ch for ch in text if not unicodedata.combining(ch))
    text = text.replace("&", " and ").replace("'", "").replace("\u2019", "")
    words = [_american(_singular(word)) for word in re.findall(r"[^\W_]+", text)]
    joined = " ".join(words)
    for pair, single in _SPELLING.items():
        if " " in pair:
            joined = re.sub(rf"\b{pair}\b", single, joined)
    return joined.split()


def key(name: str) -> str:
    """The comparable form of a whole name."""
    return " ".join(tokens(name))


def reduced(name: str) -> str:
    """The key without words that name any team whatever; empty where nothing else is left."""
    return " ".join(token for token in tokens(name) if token not in _GENERIC)


def bare(name: str) -> str:
    """The reduced key without 'service', 'operation' and 'management' as well."""
    return " ".join(token for token in tokens(name) if token not in _GENERIC | _LOOSE)


def without_brackets(name: str) -> tuple[str, str]:
    """A name's text outside and inside its brackets."""
    inside = " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", name))
    return re.sub(r"[(\[][^)\]]*[)\]]", " ", name).strip(), inside.strip()


def parts(name: str) -> list[str]:
    """The parts of a compound name; a shared last word is given to every part ("claims and policy admin")."""
    outside, _ = without_brackets(name)
    pieces = [
        piece.strip() for piece in re.split(r"\s*(?:/|,|;|\+)\s*|\s+&\s+|\s+(?:and|und|et)\s+", outside, flags=re.I)
    ]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return []
    head = pieces[-1].split()
    if len(head) > 1:
        return [piece if len(piece.split()) > 1 else f"{piece} {head[-1]}" for piece in pieces[:-1]] + [pieces[-1]]
    return pieces


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
