"""Finds the catalogue entry that a name means, in the company's industry."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz, process

from officesplit.model import names
from officesplit.model.rulebook import CatalogueFunction, Rulebook, WordEvidence
from officesplit.model.vocabulary import Office

_CLOSE = 91.0
_SHORTEST_FUZZY = 7
_HEAD = 2.0

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
        self._rulebook = rulebook
        self._vectors: dict[str, tuple[dict[str, float], float]] = {}
        self._groups = {key: industry.group for key, industry in rulebook.industries.items()}

    @cached_property
    def words(self) -> dict[str, list[tuple[str, WordEvidence]]]:
        """Word evidence by the comparable form of its words and phrases."""
        found: dict[str, list[tuple[str, WordEvidence]]] = {}
        for item in self._rulebook.words:
            for word in item.words:
                found.setdefault(names.key(word), []).append((word, item))
        return found

    @cached_property
    def offices_by_word(self) -> dict[str, dict[Office, int]]:
        """How many entries of each office hold a word in one of their names."""
        found: dict[str, dict[Office, int]] = {}
        held: dict[str, set[str]] = {}
        for form, ids in self._rulebook.exact_names.items():
            for identity in ids:
                held.setdefault(identity, set()).update(form.split())
        for identity, words in held.items():
            office = self._rulebook.functions[identity].office
            for word in sorted(words):
                counts = found.setdefault(word, dict.fromkeys(Office, 0))
                counts[office] += 1
        return found

    @cached_property
    def prior(self) -> dict[Office, float]:
        """Share of the entries in each office."""
        every = [entry.office for entry in self._rulebook.functions.values()]
        return {office: every.count(office) / len(every) for office in Office}

    @cached_property
    def _joined(self) -> dict[str, str]:
        """Name keys by their letters alone: "fire fighters" is "firefighters"."""
        return {form.replace(" ", ""): form for form in self._rulebook.exact_names}

    @cached_property
    def _choices(self) -> list[str]:
        return [choice for choice in self._rulebook.exact_names if len(choice) >= _SHORTEST_FUZZY]

    def _entries(self, ids: tuple[str, ...] | None) -> list[CatalogueFunction]:
        return [self._rulebook.functions[name] for name in ids or ()]

    def scopes(self, industry: str) -> tuple[str, ...]:
        """The industry, its broader groups and "any", from the narrowest."""
        chain = [industry]
        while chain[-1] in self._groups and self._groups[chain[-1]] not in (*chain, "any"):
            chain.append(self._groups[chain[-1]])
        return (*chain, "any")

    def find(self, name: str, industry: str) -> Match | None:
        """The entry for ``name``: exact, then without words that any team's name may hold, then a misspelling."""
        book = self._rulebook
        outside, inside = names.without_brackets(name)
        for form in (name, outside, inside):
            if form and (entry := self._best(self._entries(book.exact_names.get(names.key(form))), industry)):
                return Match(entry, "name", form)
        # What is left of a compound name without its general words is one part of it, and not the whole.
        compound = bool(names.parts(name))
        for form in (outside, inside):
            for shape in (names.reduced(form), "" if compound else names.bare(form)):
                ids = book.exact_names.get(shape) or book.loose_names.get(shape)
                if shape and (entry := self._best(self._entries(ids), industry, alone=shape not in book.exact_names)):
                    return Match(entry, "name", form)
        joined = self._joined.get(names.key(outside).replace(" ", ""))
        if joined and (entry := self._best(self._entries(book.exact_names[joined]), industry)):
            return Match(entry, "name", outside)
        if compound:
            return None
        return self._misspelt(outside or name, industry) or self._known_words(outside or name, industry)

    def _known_words(self, name: str, industry: str) -> Match | None:
        """The entry for what is left of a name without words that no catalogue name holds: places, numbers, brands."""
        words = names.reduced(name).split()
        known = [word for word in words if word in self._by_token and not word.isdigit()]
        if not known or len(known) == len(words):
            return None
        shape = " ".join(known)
        ids = self._rulebook.exact_names.get(shape) or self._rulebook.loose_names.get(shape)
        entry = self._best(self._entries(ids), industry, alone=True)
        return Match(entry, "name", shape) if entry else None

    @cached_property
    def _by_token(self) -> dict[str, list[str]]:
        """Name keys by the words in them."""
        found: dict[str, list[str]] = {}
        for form in self._rulebook.exact_names:
            for token in dict.fromkeys(form.split()):
                found.setdefault(token, []).append(form)
        return found

    def nearest(self, name: str, industry: str) -> tuple[CatalogueFunction, float] | None:
        """The entry whose name shares most with ``name``, and how much, 0 to 1; None below the least likeness.

        The measure is the cosine of the two names. Words count by their rarity in the catalogue (inverse document
        frequency), and the last word, which names the work, counts double: "hotel accounting" is accounting.
        """
        wanted = self._weights(" ".join(word for word in names.reduced(name).split() if not word.isdigit()))
        if not wanted:
            return None
        best: tuple[float, CatalogueFunction] | None = None
        # The two rarest words bring every name that could come near; common words bring thousands that cannot.
        rarest = sorted(wanted, key=lambda token: len(self._by_token.get(token, ())))[:2]
        forms = dict.fromkeys(form for token in rarest for form in self._by_token.get(token, ()))
        whole = _length(wanted)
        for form in forms:
            other, length = self._vector(form)
            shared = math.fsum(weight * other[token] for token, weight in wanted.items() if token in other)
            likeness = shared / (whole * length)
            if best is None or likeness > best[0]:
                entry = self._in_scope(self._entries(self._rulebook.exact_names[form]), industry)
                if entry:
                    best = likeness, entry
        if best is None or best[0] < self._rulebook.number("nearest_name_likeness"):
            return None
        return best[1], best[0]

    def _vector(self, form: str) -> tuple[dict[str, float], float]:
        """Weights and length of a catalogue name, kept for the next question."""
        if form not in self._vectors:
            weights = self._weights(form)
            self._vectors[form] = weights, _length(weights)
        return self._vectors[form]

    def _weights(self, form: str) -> dict[str, float]:
        """Weight of each word of a name's key."""
        words = form.split()
        whole = 1 + len(self._rulebook.exact_names)
        rarity = {word: math.log(whole / (1 + len(self._by_token.get(word, ())))) for word in words}
        return {word: weight * (_HEAD if word == words[-1] else 1.0) for word, weight in rarity.items()}

    def _in_scope(self, entries: list[CatalogueFunction], industry: str) -> CatalogueFunction | None:
        scopes = self.scopes(industry)
        return next((entry for scope in scopes for entry in entries if scope in entry.industries), None)

    def _best(
        self, entries: list[CatalogueFunction], industry: str, *, alone: bool = False
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
        entry = self._best(self._entries(self._rulebook.exact_names[hit[0]]), industry)
        return Match(entry, "spelling", hit[0]) if entry else None


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in weights.values()))


_BUILT: dict[str, Catalogue] = {}


def catalogue(rulebook: Rulebook) -> Catalogue:
    """The look-up for a rulebook, kept by the rulebook's digest."""
    if rulebook.digest not in _BUILT:
        _BUILT.clear()
        _BUILT[rulebook.digest] = Catalogue(rulebook)
    return _BUILT[rulebook.digest]
