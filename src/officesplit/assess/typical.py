"""Prices an hour of typical work in every country, by the model that prices a function."""

from collections.abc import Iterator, Sequence

from officesplit.assess.inputs import Inputs
from officesplit.assess.places import night_and_overlap
from officesplit.assess.wages import price_inputs
from officesplit.model.conditions import kind_of
from officesplit.model.examples import PriceExample
from officesplit.model.facts import Facts, Setting
from officesplit.model.formula import compiled, operands
from officesplit.model.profile import Profile
from officesplit.model.reference import CountryRow
from officesplit.model.result import Operand

FUNCTIONS = ("Customer support", "Accounts payable", "Software development")
"""One function of each kind of work: by voice, clerical, skilled."""
_COMPANY = {"name": "Typical work", "industry": "software"}
_UPLIFT = " * lot_uplift"


def company(home: str) -> Profile:
    """A company at home in ``home`` with one person in each function."""
    functions = [{"name": name, "fte": 1} for name in FUNCTIONS]
    return Profile.model_validate({"company": {**_COMPANY, "country": home}, "functions": functions})


def price_examples(everyone: Sequence[Facts], setting: Setting) -> tuple[PriceExample, ...]:
    """The price of each function in every country, in the order of the tables."""
    return tuple(
        found
        for country in setting.rulebook.countries.values()
        for facts in everyone
        for found in _example(facts, setting, country)
    )


def _example(facts: Facts, setting: Setting, country: CountryRow) -> Iterator[PriceExample]:
    rulebook, kind = setting.rulebook, kind_of(country, setting)
    night, _ = night_and_overlap(facts, country, setting)
    inputs = Inputs(rulebook)
    ids = price_inputs(facts, setting, kind, country, inputs, night=night)
    if ids is None:
        return
    formula = rulebook.cost_lines["charges"].formula.partition(_UPLIFT)[0]
    named: dict[str, str | float] = {
        "intercept": ids.intercept,
        "desk": ids.on_site or 1.0,
        "slope": ids.slope,
        "wage": ids.wage,
        "load": ids.load,
        "shift_premium": ids.premium or 0.0,
    }
    used = tuple(_operand(name, named[name], inputs) for name in operands(formula))
    values = {operand.name: operand.value for operand in used}
    sources = (source for quantity in inputs.quantities.values() for source in quantity.source)
    yield PriceExample(
        country=country.iso2,
        work=facts.work,
        occupation=rulebook.wages[facts.soc].title,
        option=kind,
        night=night,
        price=float(eval(compiled(formula), {"__builtins__": {}}, values)),
        formula=formula,
        operands=used,
        source=tuple(dict.fromkeys(sources)),
    )


_LABELS = {"desk": "share of the fixed part", "load": "load on the provider's wage", "shift_premium": "no night shifts"}


def _operand(name: str, found: str | float, inputs: Inputs) -> Operand:
    if not isinstance(found, str):
        return Operand(name=name, label=_LABELS[name], value=found, unit="x wage" if name == "load" else "share")
    quantity = inputs.quantities[found]
    return Operand(
        name=name,
        label=quantity.label,
        value=quantity.value.likely,
        unit=quantity.unit,
        input=found,
        standing=quantity.standing,
    )
