"""What knowing one input for certain would be worth, in money, to a company that does not mind risk.

Method: expected value of partial perfect information from one set of draws, by sorting the draws by the input and
cutting them into equal bins (Strong & Oakley 2011, "An efficient method for computing partial expected value of
perfect information for correlated inputs"): sum over bins of p_b · max_o E[NPV_o | b], less max_o E[NPV_o].

The maximum of noisy means is too high, so the mean over random bins of the same sizes is taken off, and what does
not exceed a high quantile of those is not reported. All inputs without ties have bins of equal sizes and thus share
one set of random bins. Everything is measured from the option that is best without knowing more, so nothing large
is subtracted from anything large.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from officesplit.assess.bands import quantiles
from officesplit.assess.draws import words

Array = NDArray[np.float64]
Sizes = tuple[int, ...]

_STREAM = "worth_knowing"
_KEYS_PER_WORD = 4
"""One 64-bit word gives four 16-bit sort keys. Equal keys stay in their order, which matters at a border only."""


def worth_knowing(
    npv: Array, inputs: Mapping[str, Array], bins: int, permutations: int, quantile: float, seed: int
) -> dict[str, float | None]:
    """Expected gain from choosing after knowing an input, in the money of ``npv``; None where chance alone shows it.

    ``npv``: Array(options, draws); ``inputs``: by id, Array(draws,) or Array(1,) for one without doubt; ``bins``:
    number of equal bins; ``permutations``: number of random binnings; ``quantile``: the share of them that a value
    must exceed (0.95); ``seed``: 0 to 2^64 - 1. Equal values of an input share a bin, since knowing it cannot tell
    them apart. Raises ValueError where bins or permutations are under 1.
    """
    if bins < 1 or permutations < 1:
        raise ValueError("worth_knowing needs at least one bin and one permutation")
    means = npv.sum(axis=1) / npv.shape[1]
    best = int(np.argmax(means))
    gains = np.delete(npv, best, axis=0) - npv[best]
    # An option that never beats the best one cannot be chosen in any bin.
    gains = gains[np.max(gains, axis=1, initial=0.0) > 0.0]
    found: dict[str, tuple[float, Sizes]] = {}
    if len(gains):
        for name, column in inputs.items():
            if len(column) > 1 and column.min() < column.max():
                found[name] = _known(gains, column, bins)
    kinds_of_bins = list(dict.fromkeys(sizes for worth, sizes in found.values() if worth > 0.0))
    null = _chance(gains, kinds_of_bins, permutations, seed)
    limits = {sizes: float(quantiles(null[sizes], [quantile])[0]) for sizes in kinds_of_bins}
    result: dict[str, float | None] = dict.fromkeys(inputs)
    for name, (worth, sizes) in found.items():
        if worth > 0.0 and worth > limits[sizes]:
            net = worth - float(null[sizes].sum()) / permutations
            result[name] = net if net > 0.0 else None
    return result


def _known(gains: Array, column: Array, bins: int) -> tuple[float, Sizes]:
    """Gain from knowing an input, before chance is taken off, and the sizes of its bins, empty ones left out."""
    draws = len(column)
    borders = np.sort(column)[_cuts(draws, bins)]
    label = np.zeros(draws, dtype=np.intp)
    for border in borders:
        np.add(label, column >= border, out=label)
    sums = np.array([np.bincount(label, weights=row, minlength=bins) for row in gains])
    sizes = np.bincount(label, minlength=bins)
    return float(_choose(sums)) / draws, tuple(sizes[sizes > 0].tolist())


def _cuts(draws: int, bins: int) -> NDArray[np.intp]:
    """Where the bins after the first begin, in sorted draws; bins differ by one draw at most."""
    return np.arange(1, bins) * draws // bins


def _choose(sums: Array) -> Array:
    """Sum over bins (last axis) of the best option's gain, not under zero: the best option so far gains nothing."""
    return np.asarray(np.maximum(sums.max(axis=0), 0.0).sum(axis=-1))


def _chance(gains: Array, kinds_of_bins: list[Sizes], permutations: int, seed: int) -> dict[Sizes, Array]:
    """Gains that random bins of given sizes seem to bring: for each sizes Array(permutations,)."""
    null = {sizes: np.empty(permutations) for sizes in kinds_of_bins}
    if not kinds_of_bins:
        return null
    draws = gains.shape[1]
    starts = {sizes: np.cumsum((0, *sizes[:-1])) for sizes in kinds_of_bins}
    needed = -(-draws // _KEYS_PER_WORD)
    # Fixed byte order, or the keys would come in another order on another processor.
    keys = words(seed, _STREAM, 0, needed * permutations).astype("<u8").view("<u2").reshape(permutations, -1)
    for turn, row in enumerate(keys):
        shuffled = gains.take(np.argsort(row[:draws], kind="stable"), axis=1)
        for sizes, begin in starts.items():
            null[sizes][turn] = _choose(np.add.reduceat(shuffled, begin, axis=1)) / draws
    return null
