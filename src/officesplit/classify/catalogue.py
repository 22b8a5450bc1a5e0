"""Finds the catalogue entry that a name means, in the company's industry."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from officesplit.classify import names
from officesplit.model.rulebook import CatalogueFunction, Rulebook

_CLOSE = 91.0
_SHORTEST_FUZZY = 7

How = Literal["name", "spelling"]


@dataclass(frozen=True, slots=True)
class Match:
    """A catalogue entry and how it was found."""

    entry: CatalogueFunction
    how: How
    heard: str


class Catalogue:
    """Look-up of names; built once per rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._groups = {key: industry.group for key, industry in rulebook.industries.items()}
        self._exact: dict[str, list[CatalogueFunction]] = {}
        self._loose: dict[str, list[CatalogueFunction]] = {}
        for entry in rulebook.functions.values():
            for name in (entry.title, *entry.names):
                self._add(self._exact, names.key(name), entry)
                for form in (names.reduced(name), names.bare(name)):
                    if form:
                        self._add(self._loose, form, entry)
        self._choices = [choice for choice in self._exact if len(choice) >= _SHORTEST_FUZZY]

    @staticmethod
    def _add(index: dict[str, list[CatalogueFunction]], form: str, entry: CatalogueFunction) -> None:
        held = index.setdefault(form, [])
        if entry not in held:
            held.append(entry)

    def scopes(self, industry: str) -> tuple[str, ...]:
        """The industry, its broader groups and "any", from the narrowest."""
        chain = [industry]
        while chain[-1] in self._groups and self._groups[chain[-1]] not in (*chain, "any"):
            chain.append(self._groups[chain[-1]])
        return (*chain, "any")

    def find(self, name: str, industry: str) -> Match | None:
        """The entry for ``name``: exact, then without words that any team's name may hold, then a misspelling."""
        outside, inside = names.without_brackets(name)
        for form in (name, outside, inside):
            if form and (entry := self._best(self._exact.get(names.key(form)), industry)):
                return Match(entry, "name", form)
        for form in (outside, inside):
            for shape in (names.reduced(form), names.bare(form)):
                candidates = self._exact.get(shape) or self._loose.get(shape)
                if shape and (entry := self._best(candidates, industry, alone=shape not in self._exact)):
                    return Match(entry, "name", form)
        return self._misspelt(outside or name, industry)

    def _best(
        self, entries: list[CatalogueFunction] | None, industry: str, *, alone: bool = False
    ) -> CatalogueFunction | None:
        """The entry of the narrowest scope; with ``alone`` only where no other entry of that scope competes."""
        if not entries:
            return None
        for scope in self.scopes(industry):
            found = [entry for entry in entries if scope in entry.industries]
            if found:
                return None if alone and len(found) > 1 else found[0]
        # An entry of another industry still tells more than nothing, where it is the only one of that name.
        return entries[0] if len(entries) == 1 else None

    def _misspelt(self, name: str, industry: str) -> Match | None:
        wanted = names.key(name)
        if len(wanted) < _SHORTEST_FUZZY:
            return None
        hit = process.extractOne(wanted, self._choices, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if hit is None or len(hit[0].split()) != len(wanted.split()):
            return None
        entry = self._best(self._exact[hit[0]], industry)
        return Match(entry, "spelling", hit[0]) if entry else None


@lru_cache(maxsize=4)
def _built(digest: str, holder: "_Holder") -> Catalogue:
    return Catalogue(holder.rulebook)


class _Holder:
    """Lets the cache key on the digest while the rulebook itself stays unhashed."""

    __slots__ = ("digest", "rulebook")

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.digest = rulebook.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.digest == self.digest


def catalogue(rulebook: Rulebook) -> Catalogue:
    """The look-up for a rulebook, built on first use."""
    return _built(rulebook.digest, _Holder(rulebook))
