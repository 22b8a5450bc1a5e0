"""Reads a word that the catalogue lacks as the one catalogue word from which a slip of the pen parts it."""

import math
import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from officesplit.model import names

_WORD = re.compile(r"[^\W\d_]+")
_AMERICAN = re.compile(r"iz(e|ed|er|ing|ation)$")
_OTHER_LETTER = 2


class Speller:
    """Known words, looked up by words that are one edit away."""

    def __init__(
        self, words: Mapping[str, int], sound: Iterable[str], shortest: int, other_letter: int, frequent: int
    ) -> None:
        """Takes words in their comparable form.

        Args:
            words: what a slip may have meant, with the number of names that hold it.
            sound: further words that are spelt as they should be.
            shortest: letters below which a word is taken as it stands.
            other_letter: letters below which a word with another letter in place of one is another word.
            frequent: names from which a word may be meant by another letter in place of one whatever its length.
        """
        self._held, self._known = words, frozenset(words).union(sound)
        self._shortest, self._other_letter, self._frequent = shortest, other_letter, frequent
        self._read: dict[str, str | None] = {}
        self._near: dict[tuple[str, int], list[str]] = {}
        self._written: dict[str, str] = {}
        for word in sorted(words):
            if len(word) >= shortest - 1 and word.isalpha():
                # The comparable form of "advertising" has a z that nobody writes.
                for form in {word, _AMERICAN.sub(r"is\1", word)}:
                    self._written[form] = word
                    self._near.setdefault((form[0], len(form)), []).append(form)

    def knows(self, word: str) -> bool:
        """Whether a word in its comparable form is spelt as it should be."""
        return word in self._known

    def corrected(self, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The name with its slips mended, and each word written and read."""
        changes: dict[str, str] = {}
        for word in _WORD.findall(name):
            if len(word) >= self._shortest - 1 and word not in changes and (right := self._word(word)):
                changes[word] = right
        if not changes:
            return name, ()
        return _WORD.sub(lambda found: changes.get(found[0], found[0]), name), tuple(changes.items())

    def _word(self, written: str) -> str | None:
        """The known word meant by an unknown one; None where it is known, or where none or several come near."""
        found = names.tokens(written)
        if len(found) != 1 or found[0] in self._known:
            return None
        if written not in self._read:
            # A slip can hide a plural's ending ("servcies"), so that the rule on plurals cuts off the wrong letters.
            plain = written.casefold().removesuffix("s")
            self._read[written] = self._nearest(found[0], written) or (
                None if plain in self._known else self._nearest(plain, written)
            )
        return self._read[written]

    def _nearest(self, word: str, written: str) -> str | None:
        """The one known word that is one likely slip away; the first letter is seldom wrong."""
        # Only a name with an unknown word pays for the import.
        from rapidfuzz.distance import OSA

        near = [
            other
            for first in {word[0], word[1]}
            for size in range(len(word) - 1, len(word) + 2)
            for other in self._near.get((first, size), ())
            if max(len(written), len(other)) >= self._shortest
            and (first == word[0] or other[1] == word[0])
            and OSA.distance(word, other, score_cutoff=1) <= 1
        ]
        unlike = {other: self._unlike(word, other) for other in near}
        if len(word) < self._other_letter:
            frequent = {other for other in unlike if self._held[self._written[other]] >= self._frequent}
            unlike = {other: rank for other, rank in unlike.items() if rank < _OTHER_LETTER or other in frequent}
        # A slip is likelier in a word that many names hold: "payrole" is payroll and not parole.
        likely = {other: math.log1p(self._held[self._written[other]]) - rank for other, rank in unlike.items()}
        best = max(likely.values(), default=0.0)
        meant = {self._written[other] for other, value in likely.items() if value == best}
        return meant.pop() if len(meant) == 1 else None

    @staticmethod
    def _unlike(word: str, other: str) -> int:
        """How unlikely a slip: 0 a letter doubled or not, 1 one swapped, left out or put in, 2 another letter."""
        if len(word) != len(other):
            return int([letter for letter, _ in groupby(word)] != [letter for letter, _ in groupby(other)])
        return 1 if sorted(word) == sorted(other) else _OTHER_LETTER
