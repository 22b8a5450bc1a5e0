"""Fits the weights of words in function names, for names that the catalogue lacks.

    python -m bench.name_weights            agreement on names left out of the fit
    python -m bench.name_weights --write    the same, and offices/name_weights.csv anew

What is fitted: multinomial logistic regression with an L2 penalty (scikit-learn, L-BFGS from nought, nothing random)
of the office on the features of ``officesplit.model.names.features``. On what: the catalogue's own names, in
the industries in which they are known, and the statements of published pages. A function counts by the square root of
its names, so that one with fifty does not outweigh ten with five. The names kept for evaluation are no part of it.
"""

import argparse
import csv
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench import measures
from bench.classifier import DATA
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from officesplit.load import rulebook as loading
from officesplit.model import names
from officesplit.model.labels import office_in, scopes
from officesplit.model.rulebook import Rulebook

TARGET = Path(loading.__file__).resolve().parents[1] / "rulebook" / "offices" / "name_weights.csv"
LABELS = TARGET.with_name("labels.csv")
PENALTY = 0.1
"""Strength of the L2 penalty; when it was chosen 0.1, 0.25 and 0.5 placed 79.4, 78.7 and 78.3 of 100 names left out."""
LEAST_NAMES = 2
"""Names that must hold a feature before it gets a weight."""
LEAST_WEIGHT = 0.2
"""Features whose weights are all below this, in log odds, are left out: half of them, at no cost in agreement."""
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A name with its office in an industry, and how much it counts."""

    name: str
    scopes: tuple[str, ...]
    office: str
    weight: float

    @property
    def fold(self) -> int:
        """The fold of the name, whatever its industry, the same on every machine."""
        return zlib.crc32(names.key(self.name).encode()) % FOLDS


def examples(book: Rulebook, without: Container[str] = ()) -> list[Example]:
    """Every name of the catalogue in each of its industries, and every statement of a page but those ``without``.

    Names that stand in the evaluation are left out, whatever page the catalogue has them from.
    """
    with DATA.open(encoding="utf-8", newline="") as file:
        apart = {names.key(row["name"]) for row in csv.DictReader(file)}
    every = (*_catalogue(book), *_statements(book, without))
    return [one for one in every if names.key(one.name) not in apart]


def _catalogue(book: Rulebook) -> Iterator[Example]:
    for entry in book.functions.values():
        titles = (entry.title, *entry.names)
        # Industries for which the catalogue gives another office are examples of their own.
        industries = dict.fromkeys((*entry.industries, *entry.by_industry))
        weight = len(titles) ** -0.5 / len(industries)
        for industry in industries:
            where = scopes(industry, book)
            for title in titles:
                yield Example(title, where, office_in(entry, where).value, weight)


def _statements(book: Rulebook, without: Container[str]) -> Iterator[Example]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] not in without]
    each = Counter(row["function"] for row in rows)
    for row in rows:
        yield Example(row["name"], scopes(row["industry"], book), row["office"], each[row["function"]] ** -0.5)


class Model:
    """A fitted model: the weight of each feature, and of every name."""

    def __init__(self, known: Sequence[Example]) -> None:
        raw = [dict.fromkeys(names.features(one.name, one.scopes), 1.0) for one in known]
        distinct = {names.key(one.name): found for found, one in zip(raw, known, strict=True)}
        held = Counter(feature for found in distinct.values() for feature in found)
        table = DictVectorizer()
        inputs = table.fit_transform([{f: v for f, v in found.items() if held[f] >= LEAST_NAMES} for found in raw])
        fitted = LogisticRegression(C=1 / PENALTY, max_iter=1000, tol=1e-6)
        fitted.fit(inputs, [one.office for one in known], sample_weight=[one.weight for one in known])
        order = [list(fitted.classes_).index(office) for office in measures.OFFICES]
        weights = fitted.coef_[order]
        bias = fitted.intercept_[order]
        self.weights: dict[str, tuple[float, ...]] = {names.EVERY: tuple((bias - bias.mean()).round(2).tolist())}
        for feature, column in zip(table.get_feature_names_out(), (weights - weights.mean(axis=0)).T, strict=True):
            if np.abs(column).max() >= LEAST_WEIGHT:
                self.weights[str(feature)] = tuple(column.round(2).tolist())

    def points(self, one: Example) -> list[float]:
        """Log odds of the offices, in the order of ``measures.OFFICES``."""
        held = [self.weights[f] for f in (names.EVERY, *names.features(one.name, one.scopes)) if f in self.weights]
        return [sum(column) for column in zip(*held, strict=True)]


def held_out(known: Sequence[Example]) -> tuple[list[str], list[str]]:
    """Office of each name, and what a model of the names in the other folds says."""
    truth, said = [], []
    for fold in range(FOLDS):
        model = Model([one for one in known if one.fold != fold])
        asked = [one for one in known if one.fold == fold]
        truth += [one.office for one in asked]
        points = [model.points(one) for one in asked]
        said += [measures.OFFICES[row.index(max(row))] for row in points]
    return truth, said


def write(model: Model, target: Path = TARGET) -> None:
    """Write the weights, sorted by feature."""
    with target.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(["feature", *measures.OFFICES])
        sheet.writerows([feature, *weights] for feature, weights in sorted(model.weights.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Weights of words in function names.")
    parser.add_argument("--write", action="store_true", help="replace the rulebook's file")
    writes: bool = parser.parse_args().write
    known = examples(loading.load_rulebook())
    if writes:
        model = Model(known)
        write(model)
        print(f"{len(model.weights)} weights of {len(known)} examples written")
        return
    truth, said = held_out(known)
    recalls = "  ".join(f"{office} {measures.recall(truth, said, office):.3f}" for office in measures.OFFICES)
    print(f"{len(known)} examples, names left out: accuracy {measures.accuracy(truth, said):.3f}, ", end="")
    print(f"macro-F1 {measures.macro_f1(truth, said):.3f}; recall {recalls}")


if __name__ == "__main__":
    main()
