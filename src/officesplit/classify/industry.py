"""The industry key behind the plain word that people use."""

from officesplit.model import names
from officesplit.model.rulebook import Rulebook

ANY = "any"


def industry_key(said: str | None, rulebook: Rulebook) -> tuple[str, str]:
    """The key for ``said`` and a warning where none is known; then the industry counts as any."""
    if said is None or not said.strip() or said.strip() == ANY:
        return ANY, ""
    if said in rulebook.industries:
        return said, ""
    wanted = names.key(said)
    for key, industry in rulebook.industries.items():
        if wanted in {names.key(word) for word in (key.replace("_", " "), industry.title, *industry.words)}:
            return key, ""
    inside = [
        (len(word), key)
        for key, industry in rulebook.industries.items()
        for word in industry.words
        if f" {names.key(word)} " in f" {wanted} "
    ]
    if inside:
        return max(inside)[1], ""
    return ANY, f"industry '{said}' is not known and counts as any"
