"""Finds the catalogue entry that a name means, in the company's industry."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

from officesplit.classify.spelling import Speller
from officesplit.model import names
from officesplit.model.labels import ANY, office_in, scopes
from officesplit.model.rulebook import CatalogueFunction, Rulebook, WordEvidence

How = Literal["name", "spelling", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Match:
    """A catalogue entry and how it was found."""

    entry: CatalogueFunction
    how: How
    """By its name, by a slip in it, or by its name as another industry uses it."""
    heard: str


class Catalogue:
    """Look-up of names; built once per rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._scopes: dict[str, tuple[str, ...]] = {}
        self._units: dict[str, dict[str, float]] = {}
        self._held: dict[str, list[tuple[str, float]]] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._close = 100 * rulebook.number("nearest_name_spelling", "likeness")
        self._shortest_fuzzy = int(rulebook.number("nearest_name_spelling", "shortest_name"))
        self._shortest_word = int(rulebook.number("nearest_name_spelling", "shortest_word"))
        self._last_word = rulebook.number("nearest_name_last_word")

    @cached_property
    def words(self) -> dict[str, list[tuple[str, WordEvidence]]]:
        """Word evidence by the comparable form of its words and phrases."""
        found: dict[str, list[tuple[str, WordEvidence]]] = {}
        for item in self._rulebook.words:
            for word in item.words:
                found.setdefault(names.key(word), []).append((word, item))
        return found

    @cached_property
    def _joined(self) -> dict[str, str]:
        """Name keys by their letters alone: "fire fighters" is "firefighters"."""
        return {form.replace(" ", ""): form for form in self._rulebook.exact_names}

    @cached_property
    def _choices(self) -> dict[int, dict[int, list[str]]]:
        """Name keys long enough to be misspelt, by their number of blanks and their length."""
        found: dict[int, dict[int, list[str]]] = {}
        for form in self._rulebook.exact_names:
            if len(form) >= self._shortest_fuzzy:
                found.setdefault(form.count(" "), {}).setdefault(len(form), []).append(form)
        return found

    def _entries(self, ids: str | None) -> list[CatalogueFunction]:
        return [self._rulebook.functions[name] for name in (ids or "").split()]

    def scopes(self, industry: str) -> tuple[str, ...]:
        """The industry, its broader groups and "any", from the narrowest."""
        if industry not in self._scopes:
            self._scopes[industry] = scopes(industry, self._rulebook)
        return self._scopes[industry]

    def find(self, name: str, industry: str) -> Match | None:
        """The entry for ``name``: as it is spelt, without a slip, in another industry, without words nobody knows."""
        if match := self._plain(name, industry):
            return match
        if (single := names.one_of(name)) != name:
            return self.find(single, industry)
        mended, changes = self.speller.corrected(name)
        if changes and (match := self._plain(mended, industry)):
            return Match(match.entry, "spelling", match.heard)
        match = self._loose(name, mended, industry)
        if match and changes and match.how == "name":
            return Match(match.entry, "spelling", match.heard)
        return match

    def _loose(self, name: str, mended: str, industry: str) -> Match | None:
        """The entry of a name that is not the catalogue's own; ``mended`` is the name without its slips."""
        compound = bool(names.parts(name))
        forms = dict.fromkeys((mended, names.unscoped(mended)))
        match = None
        if not compound:
            said = dict.fromkeys((names.without_brackets(name)[0] or name, names.unscoped(name)))
            match = next(filter(None, (self._misspelt(form, industry) for form in said)), None)
            match = match or next(filter(None, (self._elsewhere(form, industry) for form in forms)), None)
        return match or next(filter(None, (self._known_words(form, industry) for form in forms)), None)

    def _plain(self, name: str, industry: str) -> Match | None:
        """The entry for ``name`` as it is spelt."""
        book = self._rulebook
        outside, inside = names.without_brackets(name)
        shorter = names.shortened(name)
        for form in dict.fromkeys((name, outside, inside, *shorter)):
            if form and (entry := self._best(self._entries(book.exact_names.get(names.key(form))), industry)):
                return Match(entry, "name", form)
        for form in dict.fromkeys((outside, shorter[-1])):
            joined = self._joined.get(names.key(form).replace(" ", ""))
            if joined and (entry := self._best(self._entries(book.exact_names[joined]), industry)):
                return Match(entry, "name", form)
        # A longer name that only another industry has is nearer than what is left of it without its general words.
        compound = bool(names.parts(name))
        if not compound and " " in names.key(outside) and (match := self._elsewhere(outside, industry)):
            return match
        # What is left of a compound name without its general words is one part of it, and not the whole.
        for form in dict.fromkeys((outside, inside, shorter[-1])):
            for shape in (names.reduced(form), *(() if compound else names.bare(form))):
                # Without its "and" a compound name is none that the catalogue writes without one.
                ids = (None if compound else book.exact_names.get(shape)) or book.loose_names.get(shape)
                if shape and (entry := self._best(self._entries(ids), industry, alone=shape not in book.exact_names)):
                    return Match(entry, "name", form)
        return None

    def _elsewhere(self, name: str, industry: str) -> Match | None:
        """The entry of that very name in other industries only, where all of them agree on the office.

        A single word means other work in another industry ("bar", "dealers"), unless the industry is not known.
        """
        form = names.key(name)
        if " " not in form and industry != ANY:
            return None
        known = form if form in self._rulebook.exact_names else self._joined.get(form.replace(" ", ""), "")
        entries = self._entries(self._rulebook.exact_names.get(known))
        agreed = len({office_in(entry, self.scopes(industry)) for entry in entries}) == 1
        return Match(entries[0], "elsewhere", known) if agreed and not self._best(entries, industry) else None

    @cached_property
    def _serving(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Words for people outside, for colleagues, and of serving, in their comparable form."""
        rules = self._rulebook.office_rules
        outside, inside, serving = (
            frozenset(map(names.key, rules[rule].words))
            for rule in ("serves_outside", "serves_inside", "serving_words")
        )
        return outside, inside, serving

    def silent(self, name: str) -> frozenset[str]:
        """Words of serving that say nothing for the back office in a name that serves people outside the company."""
        outside, inside, serving = self._serving
        said = names.tokens(name)
        return serving if not outside.isdisjoint(said) and inside.isdisjoint(said) else frozenset()

    def _known_words(self, name: str, industry: str) -> Match | None:
        """The entry for what is left of a name without words that no catalogue name holds: places, numbers, brands."""
        compound = bool(names.parts(name))
        words = (names.key(name) if compound else names.reduced(name)).split()
        known = [word for word in words if word in self._by_token and not word.isdigit()]
        if not known or len(known) == len(words):
            return None
        shape = " ".join(known)
        ids = self._rulebook.exact_names.get(shape) or (None if compound else self._rulebook.loose_names.get(shape))
        entry = self._best(self._entries(ids), industry, alone=True)
        return Match(entry, "name", shape) if entry else None

    @cached_property
    def speller(self) -> Speller:
        """Reads words that are one edit from a word of the catalogue or of the word evidence."""
        book = self._rulebook
        evidence = (token for phrase in self.words for token in phrase.split())
        # The rulebook's own prose and the titles of occupations hold words that lie one edit from another: painting.
        rules = (*book.functions.values(), *book.industries.values(), *book.archetypes.values(), *book.words)
        prose = (*(rule.reason for rule in rules), *(wage.title for wage in book.wages.values()))
        sound = (token for text in (*prose, book.text("known_word_sound")) for token in names.tokens(text))
        other, frequent = (int(book.number("nearest_name_spelling", key)) for key in ("other_letter", "frequent"))
        held = {word: len(forms) for word, forms in self._by_token.items()}
        words = dict.fromkeys((*evidence, *names.EVERYDAY), 0) | held
        return Speller(words, sound, self._shortest_word, other, frequent)

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
        frequency), and the last word, which names the work, counts more: "hotel accounting" is accounting.
        """
        wanted = self._weights(" ".join(word for word in names.reduced(name).split() if not word.isdigit()))
        if not wanted:
            return None
        least = self._rulebook.number("nearest_name_likeness")
        whole = _length(wanted)
        parts = [(token, weight / whole) for token, weight in wanted.items()]
        alike: dict[str, float] = {}
        for token, weight in parts:
            for form, part in self._postings(token):
                if weight * part < least:
                    break
                alike[form] = 0.0
        for one, other in combinations(wanted, 2):
            alike.update(dict.fromkeys(self._forms(one) & self._forms(other), 0.0))
        for form in alike:
            unit = self._unit(form)
            alike[form] = math.fsum(weight * unit[token] for token, weight in parts if token in unit)
        for form, likeness in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
            if likeness < least:
                break
            if entry := self._best(self._entries(self._rulebook.exact_names[form]), industry):
                return entry, likeness
        return None

    def _forms(self, token: str) -> frozenset[str]:
        """The catalogue names that hold a word; kept for the next question."""
        if token not in self._sets:
            self._sets[token] = frozenset(self._by_token.get(token, ()))
        return self._sets[token]

    def _postings(self, token: str) -> list[tuple[str, float]]:
        """The catalogue names that hold a word, with the word's part in each, from the largest; kept likewise."""
        if token not in self._held:
            parts = [(form, self._unit(form)[token]) for form in self._by_token.get(token, ())]
            self._held[token] = sorted(parts, key=lambda one: -one[1])
        return self._held[token]

    def _unit(self, form: str) -> dict[str, float]:
        """Weights of the words of a catalogue name, of length 1 together; kept for the next question."""
        if form not in self._units:
            weights = self._weights(form)
            length = _length(weights)
            self._units[form] = {word: weight / length for word, weight in weights.items()}
        return self._units[form]

    def _weights(self, form: str) -> dict[str, float]:
        """Weight of each word of a name's key."""
        words = form.split()
        whole = 1 + len(self._rulebook.exact_names)
        rarity = {word: math.log(whole / (1 + len(self._by_token.get(word, ())))) for word in words}
        return {word: weight * (self._last_word if word == words[-1] else 1.0) for word, weight in rarity.items()}

    def _best(
        self, entries: list[CatalogueFunction], industry: str, *, alone: bool = False
    ) -> CatalogueFunction | None:
        """The entry of the narrowest scope; with ``alone`` only where no other entry of that scope competes."""
        for scope in self.scopes(industry) if entries else ():
            found = [entry for entry in entries if scope in entry.industries]
            if found:
                return None if alone and len(found) > 1 else found[0]
        return None

    def _misspelt(self, name: str, industry: str) -> Match | None:
        """The entry of the catalogue name of as many words that is spelt most alike."""
        wanted = names.key(name)
        # "Painting services" is no slip in "printing services", though one edit away: only unknown words can be slips.
        if len(wanted) < self._shortest_fuzzy or all(map(self.speller.knows, wanted.split())):
            return None
        # Only a name with an unknown word pays for the import.
        from rapidfuzz import fuzz, process

        # A ratio of r needs lengths within a factor of r / (2 - r).
        least = len(wanted) * self._close / (200 - self._close)
        most = len(wanted) * (200 - self._close) / self._close
        found: tuple[str, float] | None = None
        for size, forms in self._choices.get(wanted.count(" "), {}).items():
            if least <= size <= most:
                hit = process.extractOne(
                    wanted, forms, scorer=fuzz.ratio, score_cutoff=found[1] if found else self._close
                )
                if hit and (found is None or hit[1] > found[1]):
                    found = hit[0], hit[1]
        if found is None:
            return None
        parted = set(wanted.split()) - set(found[0].split())
        if any(len(word) < self._shortest_word or self.speller.knows(word) for word in parted):
            return None
        entry = self._best(self._entries(self._rulebook.exact_names[found[0]]), industry)
        return Match(entry, "spelling", found[0]) if entry else None


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in weights.values()))


_BUILT: dict[str, Catalogue] = {}


def catalogue(rulebook: Rulebook) -> Catalogue:
    """The look-up for a rulebook, kept by the rulebook's digest."""
    if rulebook.digest not in _BUILT:
        _BUILT.clear()
        _BUILT[rulebook.digest] = Catalogue(rulebook)
    return _BUILT[rulebook.digest]
