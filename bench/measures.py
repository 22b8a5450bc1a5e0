"""Figures of agreement between offices said and offices sourced, and the n-gram model that the classifier has to beat.

All offices are the plain words front, middle and back; probabilities are 0 to 1. Nothing here is random.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

OFFICES = ("front", "middle", "back")
BINS = 10
MISTAKE = 0.01
"""1 less the confidence level of the binomial intervals."""


def accuracy(truth: Sequence[str], said: Sequence[str]) -> float:
    return sum(one == other for one, other in zip(truth, said, strict=True)) / len(truth) if truth else math.nan


def recall(truth: Sequence[str], said: Sequence[str], office: str) -> float:
    """Share of the office's names that are found; nan where it has none."""
    of_it = [other for one, other in zip(truth, said, strict=True) if one == office]
    return of_it.count(office) / len(of_it) if of_it else math.nan


def precision(truth: Sequence[str], said: Sequence[str], office: str) -> float:
    """Share of the names put in the office that belong there; nan where none was put there."""
    return recall(said, truth, office)


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 of the offices that occur in either list."""
    scores = []
    for office in OFFICES:
        hits = sum(one == other == office for one, other in zip(truth, said, strict=True))
        total = list(truth).count(office) + list(said).count(office)
        if total:
            scores.append(2 * hits / total)
    return sum(scores) / len(scores) if scores else math.nan


def bins(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[int, int, int, float]]:
    """Bin number, names, names right and mean confidence of each of ten equal bins that holds any name."""
    found = []
    for number in range(BINS):
        at = [i for i, value in enumerate(confidence) if min(int(value * BINS), BINS - 1) == number]
        if at:
            found.append((number, len(at), sum(right[i] for i in at), sum(confidence[i] for i in at) / len(at)))
    return found


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error: mean distance of confidence and share right, over ten bins weighted by names."""
    return sum(abs(hits - mean * size) for _, size, hits, mean in bins(confidence, right)) / len(right)


def interval(hits: int, size: int) -> tuple[float, float]:
    """Clopper-Pearson interval of a share at 99 %."""

    def at_most(count: int, chance: float) -> float:
        return math.fsum(math.comb(size, k) * chance**k * (1 - chance) ** (size - k) for k in range(count + 1))

    def solve(falling: Callable[[float], float]) -> float:
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if falling(middle) > 0 else (low, middle)
        return low

    low = 0.0 if hits == 0 else solve(lambda chance: MISTAKE / 2 - (1 - at_most(hits - 1, chance)))
    high = 1.0 if hits == size else solve(lambda chance: at_most(hits, chance) - MISTAKE / 2)
    return low, high


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Chance that a value of the first list is above one of the second; ties count half."""
    wins = sum((one > other) + (one == other) / 2 for one in higher for other in lower)
    return wins / (len(higher) * len(lower)) if higher and lower else math.nan


def softmax(points: Sequence[Sequence[float]], temperature: float = 1.0) -> np.ndarray:
    """Probabilities, one row per name, of points per office divided by the temperature."""
    scaled = np.asarray(points, dtype=float) / temperature
    weights = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares: np.ndarray = weights / weights.sum(axis=1, keepdims=True)
    return shares


def best_temperature(points: Sequence[Sequence[float]], truth: Sequence[str]) -> float:
    """The temperature, 0.5 to 3 in steps of 0.05, under which the sourced offices are likeliest."""
    at = [OFFICES.index(office) for office in truth]

    def unlikely(temperature: float) -> float:
        return -float(np.log(softmax(points, temperature)[np.arange(len(at)), at]).sum())

    return min((step * 0.05 for step in range(10, 61)), key=unlikely)


def _grams(name: str) -> list[str]:
    text = f" {name.casefold()} "
    return [text[i : i + size] for size in (2, 3, 4) for i in range(len(text) - size + 1)]


def ngram_offices(
    known: Sequence[tuple[str, str]], asked: Sequence[str], rounds: int = 2000, rate: float = 2.0, ridge: float = 1e-3
) -> list[str]:
    """Offices for ``asked`` by multinomial logistic regression on character 2- to 4-grams of ``known`` (name, office).

    Grams count by inverse document frequency and each name has length 1. The gradient steps start at zero; they are
    taken on one weight per known name, which is the same as on one per gram and much quicker.
    """
    names = [name for name, _ in known]
    columns = {gram: i for i, gram in enumerate(dict.fromkeys(gram for name in names for gram in _grams(name)))}

    def counts(texts: Sequence[str]) -> np.ndarray:
        table = np.zeros((len(texts), len(columns)))
        for row, text in enumerate(texts):
            for gram in _grams(text):
                if gram in columns:
                    table[row, columns[gram]] += 1
        return table

    raw = counts(names)
    rarity = np.log((1 + len(names)) / (1 + (raw > 0).sum(axis=0))) + 1

    def unit(table: np.ndarray) -> np.ndarray:
        weighted = np.log1p(table) * rarity
        scaled: np.ndarray = weighted / np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-12)
        return scaled

    learned = unit(raw)
    alike = learned @ learned.T
    target = np.array([[float(office == one) for one in OFFICES] for _, office in known])
    weights = np.zeros_like(target)
    bias = np.zeros(len(OFFICES))
    for _ in range(rounds):
        error = (softmax(alike @ weights + bias) - target) / len(known)
        weights -= rate * (error + ridge * weights)
        bias -= rate * error.sum(axis=0)
    scores = unit(counts(asked)) @ learned.T @ weights + bias
    return [OFFICES[i] for i in scores.argmax(axis=1)]
