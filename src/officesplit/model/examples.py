"""Worked examples that no company's result holds: what typical work costs an hour in a country."""

from officesplit.model.quantity import Frozen
from officesplit.model.result import Operand
from officesplit.model.vocabulary import Kind, Work


class PriceExample(Frozen):
    """A modelled provider's price an hour in USD for one kind of work in one country, before the lot-size uplift."""

    country: str
    work: Work
    occupation: str
    option: Kind
    night: bool
    price: float
    formula: str
    operands: tuple[Operand, ...]
    source: tuple[str, ...]
