"""How well the classifier agrees with published pages that it has not counted: pages held out by publisher.

    python -m bench.pages

The labels of each publisher are classified with the labels of all other folds' publishers, and with weights of words
fitted without them; the names that those pages brought stay in the catalogue. What it prints stands behind the
parameters in ``rulebook/parameters/labels.yaml``.
"""

import csv
import zlib

from bench import measures
from bench.name_weights import LABELS, Model, examples

from officesplit.classify.offices import classify
from officesplit.load import rulebook as loading
from officesplit.model.profile import Function
from officesplit.model.result import Classification
from officesplit.model.rulebook import Label, Table

FOLDS = 5

Seen = list[tuple[Classification, bool]]
"""Each held-out statement: what the classifier says, and whether the page says the same."""


def held_out() -> Seen:
    """Every statement, classified without the pages of its own fold."""
    book = loading.load_rulebook()
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fold = {row["source"]: zlib.crc32(book.sources[row["source"]].publisher.encode()) % FOLDS for row in rows}
    found: Seen = []
    for one in range(FOLDS):
        kept = [Label.model_validate(_raw(row)) for row in rows if fold[row["source"]] != one]
        weights = Model(examples(book, {source for source, number in fold.items() if number == one})).weights
        changed = {"labels": loading.filed(kept), "weights_table": Table.of(weights), "digest": f"fold {one}"}
        known = book.model_copy(update=changed)
        memo: dict[tuple[str, str], Classification] = {}
        for row in (row for row in rows if fold[row["source"]] == one):
            key = (row["name"], row["industry"])
            if key not in memo:
                memo[key] = classify(Function.model_validate({"name": row["name"], "fte": 1}), row["industry"], known)[
                    0
                ]
            found.append((memo[key], memo[key].office == row["office"]))
    return found


def _raw(row: dict[str, str]) -> dict[str, object]:
    flags = {name: row[name] == "yes" for name in ("stated", "middle_known")}
    return {name: row[name] for name in ("function", "industry", "office", "source")} | flags


def report(title: str, rows: Seen) -> None:
    """Print the share of statements that the classifier agrees with, and its calibration error."""
    right = [agrees for _, agrees in rows]
    error = measures.calibration_error([seen.confidence for seen, _ in rows], right)
    print(f"{title:<26}{len(rows):>6}{sum(right) / len(rows):>9.3f}{error:>9.3f}")


def main() -> None:
    """Print agreement with held-out pages, for all statements and by flag."""
    rows = held_out()
    print(f"{'held-out statements':<26}{'n':>6}{'agree':>9}{'error':>9}")
    report("all", rows)
    report("office contested", [row for row in rows if row[0].office_contested])
    report("office not contested", [row for row in rows if not row[0].office_contested])
    print(f"\n{'confidence':<26}{'n':>6}{'said':>9}{'agree':>9}")
    for name, count, right, said in measures.bins(
        [seen.confidence for seen, _ in rows], [agrees for _, agrees in rows]
    ):
        print(f"{name:<26}{count:>6}{said:>9.3f}{right / count:>9.3f}")


if __name__ == "__main__":
    main()
