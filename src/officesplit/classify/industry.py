"""The industry key behind the plain word that people use."""

import re
from functools import lru_cache

from officesplit.model import names
from officesplit.model.rulebook import Rulebook

ANY = "any"

_KNOWN: dict[str, dict[str, str]] = {}


def industry_key(said: str | None, rulebook: Rulebook) -> tuple[str, str]:
    """The key for ``said`` and a warning where none is known; then the industry counts as any."""
    if said is None or not said.strip() or said.strip() == ANY:
        return ANY, ""
    if said in rulebook.industries:
        return said, ""
    known = _known(rulebook)
    wanted = _form(said)
    key = known.get(wanted) or _inside(wanted, known) or _inside(_form(said, whole=True), known)
    return (key, "") if key else (ANY, f"industry '{said}' is not known and counts as any")


@lru_cache(maxsize=4096)
def _form(said: str, *, whole: bool = False) -> str:
    """The comparable form of ``said``; unless ``whole``, up to the words that say for whom or where it works."""
    head = re.split(r"\s(?:for|in|serving)\s", said.strip(), flags=re.I)[0]
    return names.key(said if whole else head) or names.key(said)


def _inside(wanted: str, known: dict[str, str]) -> str | None:
    """The industry of the last known words ("city bank" is a bank), and of the longest where several end there."""
    words = wanted.split()
    for end in range(len(words), 0, -1):
        for start in range(end):
            if key := known.get(" ".join(words[start:end])):
                return key
    return None


def _known(rulebook: Rulebook) -> dict[str, str]:
    """Industry keys by the comparable form of everything they are called, kept for one rulebook."""
    if rulebook.digest not in _KNOWN:
        _KNOWN.clear()
        found: dict[str, str] = {}
        for key, industry in rulebook.industries.items():
            for word in (key.replace("_", " "), industry.title, *industry.words):
                found.setdefault(names.key(word), key)
        _KNOWN[rulebook.digest] = found
    return _KNOWN[rulebook.digest]
