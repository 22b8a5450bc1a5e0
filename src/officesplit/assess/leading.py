"""Which kind leads by points, column by column: the rule of the verdict without draws, for shocks and switch values."""

from collections.abc import Collection, Mapping

import numpy as np

from officesplit.assess.inputs import Array
from officesplit.model.vocabulary import Kind


def weighted(points: Array, weights: Array) -> Array:
    """Weighted points of one kind, Array(columns,), of Array(criteria, columns) and Array(criteria,).

    Criterion after criterion, so that a column is the same number however many stand beside it.
    """
    total = np.zeros(points.shape[-1])
    for row, weight in zip(points, weights, strict=True):
        total = total + row * weight
    return total


def leading(points: Mapping[Kind, Array], weights: Array, unchanged: Collection[Kind], hurdle: float) -> list[Kind]:
    """The leading kind in every column; ties go to the earlier kind of ``points``.

    ``points``: Array(criteria, columns or 1) by kind, not empty; ``weights``: Array(criteria,), of the same criteria,
    adding up to 1. A change must beat the best of the ``unchanged`` kinds by ``hurdle`` points, else that one leads.
    """
    kinds = list(points)
    totals = [weighted(table, weights) for table in points.values()]
    width = max(len(total) for total in totals)
    table = np.stack([np.broadcast_to(total, (width,)) for total in totals])
    first = np.argmax(table, axis=0)
    staying = [index for index, kind in enumerate(kinds) if kind in unchanged]
    if staying:
        stay = np.array(staying)[np.argmax(table[staying], axis=0)]
        columns = np.arange(width)
        first = np.where(table[first, columns] - table[stay, columns] < hurdle, stay, first)
    return [kinds[index] for index in first]
