"""Draws of the inputs: one reproducible stream for each input, whatever is drawn before, after or beside it.

Method: Philox 4x64 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter-based generator,
keyed by BLAKE2b(seed, input id). The raw words are turned into numbers by our own rules, because NumPy promises the
words of a bit generator across its versions, not the distributions made of them (NEP 19). Only additions,
multiplications, divisions and square roots follow, which IEEE 754 fixes, so a draw has the same bits everywhere.

Triangular by inverse distribution function. Correlation by a mixture: in a share of the draws an input takes the number
of a shared factor, in the others its own. Each input keeps its own distribution exactly, and the ranks of two inputs of
one factor with the same rho are correlated by rho. A normal copula would do the same at ten times the cost.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from officesplit.errors import UsageError
from officesplit.model.quantity import Quantity, Range

Array = NDArray[np.float64]
Words = NDArray[np.uint64]

_WORDS_PER_BLOCK = 4
"""Philox makes four words at each step of its counter."""
_SEEDS = 2**64
_KEPT = np.uint64(12)
_ONE = np.uint64(0x3FF0000000000000)
_HALF_STEP = 2.0**-53
_FOLLOWS = "\x1ffollows"
"""Behind an id: the stream that says in which draws the input follows its factor. No id holds this character."""


@dataclass(frozen=True, slots=True)
class Link:
    """The shared factor that an input follows, and how closely.

    ``factor`` is an id of its own, or that of another input; ``rho`` from 0 to 1 is the rank correlation of two inputs
    that follow the factor alike (of the input with the factor it is the square root of rho).
    """

    factor: str
    rho: float


class Draws:
    """``count`` draws of every input under one ``seed`` (0 to 2^64 - 1); ``links`` holds the inputs that move together.

    Raises UsageError for a seed that does not fit, a count under 1, or a rho outside 0 to 1. The arrays are shared
    between callers and cannot be written to.
    """

    def __init__(self, seed: int, count: int, links: Mapping[str, Link] | None = None) -> None:
        if not 0 <= seed < _SEEDS:
            raise UsageError(f"the seed must lie between 0 and {_SEEDS - 1}, not {seed}")
        if count < 1:
            raise UsageError(f"at least one draw is needed, not {count}")
        self.seed = seed
        self.count = count
        self.links = dict(links or {})
        for identity, link in self.links.items():
            if not 0.0 <= link.rho <= 1.0:
                raise UsageError(f"{identity}: rho must lie between 0 and 1, not {link.rho}")
        self._columns: dict[tuple[str, float, float, float], Array] = {}
        self._factors: dict[str, Array] = {}

    def uniforms(self, identity: str, start: int = 0, stop: int | None = None) -> Array:
        """Numbers strictly between 0 and 1 for the draws ``start`` to ``stop`` (exclusive; by default all).

        A part has the same bits as that slice of the whole. An input with a link follows its factor.
        """
        stop = self.count if stop is None else stop
        own = uniform_words(words(self.seed, identity, start, stop))
        link = self.links.get(identity)
        if link is None or link.rho == 0.0 or link.factor == identity:
            return own
        whole = start == 0 and stop == self.count
        factor = self._factors.get(link.factor) if whole else None
        if factor is None:
            factor = uniform_words(words(self.seed, link.factor, start, stop))
            if whole:
                self._factors[link.factor] = factor
        follows = uniform_words(words(self.seed, f"{identity}{_FOLLOWS}", start, stop)) < sqrt(link.rho)
        return np.where(follows, factor, own)

    def column(self, quantity: Quantity) -> Array:
        """The draws of an input, Array(count,) in its unit; one without doubt gives Array(1,)."""
        value = quantity.value
        key = (quantity.id, value.low, value.likely, value.high)
        if key not in self._columns:
            exact = value.low == value.high
            column = np.array([value.likely]) if exact else triangular(self.uniforms(quantity.id), value)
            column.flags.writeable = False
            self._columns[key] = column
        return self._columns[key]

    def forget(self, prefix: str) -> None:
        """Drop the kept columns of the inputs whose ids begin with ``prefix``; asked again they are the same."""
        for key in [key for key in self._columns if key[0].startswith(prefix)]:
            del self._columns[key]

    def columns(self, quantities: Mapping[str, Quantity]) -> dict[str, Array]:
        """The draws of several inputs, under the names and in the order in which they come."""
        return {name: self.column(quantity) for name, quantity in quantities.items()}


def words(seed: int, identity: str, start: int, stop: int) -> Words:
    """The raw 64-bit words ``start`` to ``stop`` (exclusive) of the stream that belongs to a seed and an id."""
    digest = hashlib.blake2b(identity.encode(), digest_size=16, key=seed.to_bytes(8, "big")).digest()
    # The counter is stepped before it is used: word 0 belongs to counter 1, which NumPy reaches from 0.
    first = start // _WORDS_PER_BLOCK
    stream = np.random.Philox(counter=first, key=int.from_bytes(digest, "big"))
    raw: Words = stream.random_raw(max(stop, start) - first * _WORDS_PER_BLOCK)
    return raw[start - first * _WORDS_PER_BLOCK :]


def uniform_words(raw: Words) -> Array:
    """Words as numbers between 0 and 1: the top 52 bits in steps of 2^-52, each moved up by half a step.

    52 bits and not 53: with the half step they fill the 53 bits of a double exactly, so nothing is rounded and 1 is
    never reached. The bits are put into the mantissa of a number from 1 to 2, which is faster than converting them.
    """
    bits = raw >> _KEPT
    bits |= _ONE
    numbers: Array = bits.view(np.float64)
    numbers -= 1.0 - _HALF_STEP
    return numbers


def triangular(uniforms: Array, value: Range) -> Array:
    """Inverse of the triangular distribution at ``uniforms``; low, high and mode of ``value``, any of them equal."""
    width = value.high - value.low
    if width == 0.0:
        return np.full_like(uniforms, value.likely)
    turn = (value.likely - value.low) / width
    rising = uniforms < turn
    reach = np.where(rising, uniforms * turn, (1.0 - uniforms) * (1.0 - turn))
    np.sqrt(reach, out=reach)
    reach *= width
    column: Array = np.where(rising, value.low + reach, value.high - reach)
    # Rounding may step over a hard limit by the last bit.
    return np.clip(column, value.low, value.high, out=column)
