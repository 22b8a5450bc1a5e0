"""How well the classifier agrees with offices that published sources give, against three simple baselines.

    python -m bench.classifier [--folds 5]

The names stand in ``tests/classify/data`` and are for evaluation only. No name, word or weight of the classifier was
taken from them (how much dissent may take of the confidence was chosen with them in view), so its folds only slice; the
n-gram model is trained on the other folds. Rows that mean one function share a fold.
"""

import argparse
import csv
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench import measures
from bench.measures import OFFICES

from officesplit import pipeline
from officesplit.classify.catalogue import catalogue
from officesplit.model import names
from officesplit.model.labels import office_in
from officesplit.model.result import Classification
from officesplit.model.vocabulary import Office

DATA = Path(__file__).resolve().parents[1] / "tests" / "classify" / "data" / "office_labels_dev.csv"


@dataclass(frozen=True)
class Row:
    """A sourced name, with what the classifier says of it."""

    told: dict[str, str]
    seen: Classification
    industry: str
    warning: str

    @property
    def label(self) -> str:
        return self.told["label"]

    @property
    def office(self) -> str:
        return self.seen.office.value

    @property
    def clear(self) -> bool:
        return self.told["disputed"] == "no"

    @cached_property
    def points(self) -> list[float]:
        """Points per office, in the order of ``OFFICES``."""
        return [self.seen.points[Office(office)] for office in OFFICES]


def read(path: Path = DATA) -> list[Row]:
    """Every row of the file, classified in its industry."""
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    seen = pipeline.classify_names([(row["name"], row["industry"]) for row in told])
    return [Row(row, found, key, warning) for row, (_, key, found, warning) in zip(told, seen, strict=True)]


def fold_of(row: Row, folds: int) -> int:
    """The fold of a row's function, the same on every machine."""
    return zlib.crc32(row.told["canonical_key"].encode()) % folds


def by_catalogue(row: Row) -> str:
    """The office by an exact catalogue name alone, else back."""
    look_up = catalogue(pipeline.rulebook())
    match = look_up.find(row.told["name"], row.industry)
    if match is None or names.key(row.told["name"]) not in pipeline.rulebook().exact_names:
        return "back"
    return office_in(match.entry, look_up.scopes(row.industry)).value


def by_ngrams(rows: Sequence[Row], folds: int) -> list[str]:
    """The office of each row by a model of the rows in other folds."""
    said = [""] * len(rows)
    for fold in range(folds):
        known = [(row.told["name"], row.label) for row in rows if fold_of(row, folds) != fold]
        asked = [i for i, row in enumerate(rows) if fold_of(row, folds) == fold]
        for i, office in zip(asked, measures.ngram_offices(known, [rows[i].told["name"] for i in asked]), strict=True):
            said[i] = office
    return said


def labels(rows: Sequence[Row]) -> list[str]:
    return [row.label for row in rows]


def offices(rows: Sequence[Row]) -> list[str]:
    return [row.office for row in rows]


def calibration(rows: Sequence[Row]) -> float:
    """Expected calibration error of the confidence as it is."""
    return measures.calibration_error([r.seen.confidence for r in rows], [r.office == r.label for r in rows])


def tempered(rows: Sequence[Row], folds: int) -> list[tuple[float, float, float]]:
    """Per fold: temperature fitted on the other folds, calibration error as it is, and under that temperature."""
    found = []
    for fold in range(folds):
        inside = [row for row in rows if fold_of(row, folds) == fold]
        outside = [row for row in rows if fold_of(row, folds) != fold]
        warmth = measures.best_temperature([row.points for row in outside], labels(outside))
        shares = measures.softmax([row.points for row in inside], warmth).max(axis=1).tolist()
        right = [row.office == row.label for row in inside]
        found.append((warmth, calibration(inside), measures.calibration_error(shares, right)))
    return found


def any_label(rows: Sequence[Row]) -> float:
    """Share of names put where at least one source puts them."""
    return sum(row.office in row.told["labels_seen"].split("/") for row in rows) / len(rows)


def variants_agree(rows: Sequence[Row]) -> float:
    """Share of the variants that get the office of the name they vary, in their own industry."""
    variants = [row for row in rows if row.told["variant_of"]]
    origins = pipeline.classify_names([(row.told["variant_of"], row.told["industry"]) for row in variants])
    return sum(row.seen.office is seen.office for row, (_, _, seen, _) in zip(variants, origins, strict=True)) / len(
        variants
    )


def dispute_auc(rows: Sequence[Row]) -> float:
    """How well the confidence separates undisputed names from disputed ones; 0.5 is not at all."""
    return measures.auc(
        [row.seen.confidence for row in rows if row.clear], [row.seen.confidence for row in rows if not row.clear]
    )


def _line(title: str, truth: Sequence[str], said: Sequence[str]) -> None:
    scores = (measures.accuracy(truth, said), measures.macro_f1(truth, said))
    recalls = "".join(f"{measures.recall(truth, said, office):>8.3f}" for office in OFFICES)
    print(f"  {title:<34}{len(truth):>5}{scores[0]:>9.3f}{scores[1]:>9.3f}{recalls}")


def _head(title: str) -> None:
    print(f"\n{title}\n  {'':<34}{'n':>5}{'accuracy':>9}{'macro-F1':>9}{'front':>8}{'middle':>8}{'back':>8}   (recall)")


def _sliced(title: str, rows: Sequence[Row], part: Callable[[Row], str]) -> None:
    _head(title)
    for name in sorted({part(row) for row in rows}):
        chosen = [row for row in rows if part(row) == name]
        _line(name, labels(chosen), offices(chosen))


def _calibration(rows: Sequence[Row], folds: int) -> None:
    print("\nCalibration of the confidence, undisputed names")
    print(f"  expected calibration error {calibration(rows):.3f} (all ten bins)")
    print(f"  {'bin':<12}{'n':>5}{'said':>8}{'right':>8}   99 % interval of the share right")
    right = [row.office == row.label for row in rows]
    for number, size, hits, mean in measures.bins([row.seen.confidence for row in rows], right):
        low, high = measures.interval(hits, size)
        outside = "" if low <= mean <= high else "  outside"
        name = f"{number / 10:.1f}-{(number + 1) / 10:.1f}"
        print(f"  {name:<12}{size:>5}{mean:>8.3f}{hits / size:>8.3f}   {low:.3f} to {high:.3f}{outside}")
    print("  by fold: temperature fitted on the other folds, error as it is, error under that temperature")
    for fold, (warmth, raw, cooled) in enumerate(tempered(rows, folds)):
        print(f"    fold {fold}: {warmth:.2f}  {raw:.3f}  {cooled:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Agreement of the classifier with sourced offices.")
    parser.add_argument("--folds", type=int, default=5)
    folds: int = parser.parse_args().folds
    rows = read()
    clear = [row for row in rows if row.clear]
    print(f"{len(rows)} names, {len(clear)} undisputed. No name, word or weight was taken from them: folds only slice.")
    ngrams = by_ngrams(rows, folds)
    said: dict[str, list[str]] = {
        "officesplit": offices(rows),
        "always back": ["back"] * len(rows),
        "character n-grams, other folds": ngrams,
        "exact catalogue names, else back": [by_catalogue(row) for row in rows],
    }
    groups: dict[str, Callable[[Row], bool]] = {
        "All names": lambda _: True,
        "Undisputed": lambda row: row.clear,
        "Undisputed and stated of this very name": lambda row: row.clear and row.told["confidence"] == "stated",
    }
    for title, keep in groups.items():
        at = [i for i, row in enumerate(rows) if keep(row)]
        _head(title)
        for who, what in said.items():
            _line(who, [rows[i].label for i in at], [what[i] for i in at])
    for who in ("officesplit", "character n-grams, other folds"):
        _head(f"Undisputed by fold: {who}")
        for fold in range(folds):
            at = [i for i, row in enumerate(rows) if row.clear and fold_of(row, folds) == fold]
            _line(f"fold {fold}", [rows[i].label for i in at], [said[who][i] for i in at])
    _calibration(clear, folds)
    _sliced("How the name was matched, undisputed", clear, lambda row: row.seen.matched_by)
    _sliced("Industry, undisputed", clear, lambda row: row.told["industry"])
    _sliced("Source tier, undisputed", clear, lambda row: row.told["source_tier"])
    print(f"\nAny sourced label, all names: {any_label(rows):.3f}")
    print(f"Variants that get the office of the name they vary: {variants_agree(rows):.3f}")
    print(f"AUC of the confidence, undisputed against disputed names: {dispute_auc(rows):.3f}")
    unknown = sorted({row.told["industry"] for row in rows if row.warning})
    print(f"Industry words not known, counted as any: {', '.join(unknown) or 'none'}")


if __name__ == "__main__":
    main()
