"""Payments beyond the modelled ones: equipment avoided or needed, proceeds, with depreciation and deductibility."""

from dataclasses import dataclass

from officesplit.assess.inputs import Inputs
from officesplit.assess.sheet import Sheet
from officesplit.assess.timeline import MONTHS, Factor
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import OneOff
from officesplit.model.vocabulary import Standing

_BY_CALENDAR, _FROM_APPROVAL = 0, 1


@dataclass(frozen=True, slots=True)
class Item:
    """One payment of the profile with the id of its amount and its number in the list."""

    number: int
    amount: str
    given: OneOff


def item_inputs(facts: Facts, setting: Setting, inputs: Inputs) -> tuple[Item, ...]:
    """Register the amounts of a function's one-off payments; they are counted as given, without a range."""
    function = facts.function
    return tuple(
        Item(
            number,
            inputs.number(
                f"{function.id}.one_offs[{number - 1}]", given.what, given.amount, setting.currency, Standing.GIVEN,
                exact=True,
            ),
            given,
        )
        for number, given in enumerate(function.one_offs, start=1)
    )  # fmt: skip


def book_items_of_today(sheet: Sheet, items: tuple[Item, ...], tax: str | None) -> None:
    """Book what staying as it is makes necessary; these payments keep to the calendar."""
    for item in items:
        if item.given.side == "baseline":
            _book(sheet, item, "baseline_item", "baseline", _BY_CALENDAR, tax)


def book_items_still_due(sheet: Sheet, items: tuple[Item, ...], tax: str | None, *, all_of_them: bool) -> None:
    """Book today's payments on the option's side: all of them, or those that fall before this function's approval."""
    for item in items:
        if item.given.side == "baseline" and (all_of_them or item.given.year * MONTHS < sheet.time.start):
            _book(sheet, item, "item_still_due", "option", _BY_CALENDAR, tax)


def book_items_of_option(sheet: Sheet, items: tuple[Item, ...], tax: str | None) -> None:
    """Book what giving the work out, or bringing it back, makes necessary; year 0 is this function's approval."""
    for item in items:
        if item.given.side == "option":
            at_once = item.given.year == 0
            _book(sheet, item, "one_off_item" if at_once else "option_item", "one_off" if at_once else "option",
                  _FROM_APPROVAL, tax)  # fmt: skip


def _book(sheet: Sheet, item: Item, rule: str, side: str, shifted: int, tax: str | None) -> None:
    """Book one payment and, for a capital item where tax is paid, the relief that its depreciation brings."""
    given = item.given
    when = Factor("item", fixed=(given.year, shifted), label=f"paid in year {given.year}")
    capital = given.depreciate_years is not None
    sheet.book(
        rule, {"amount": item.amount}, when, name=f"{side}.item_{item.number}", label=given.what,
        deductible=given.deductible and not capital,
    )  # fmt: skip
    if tax and given.depreciate_years and given.deductible:
        written = Factor(
            "depreciation", fixed=(given.year, given.depreciate_years, shifted),
            label=f"written off over {given.depreciate_years} years",
        )  # fmt: skip
        running = "baseline" if side == "baseline" else "option"
        sheet.book(
            f"{running}_depreciation", {"amount": item.amount, "rate": tax}, written,
            name=f"{running}.depreciation_{item.number}", label=f"Tax relief by depreciation: {given.what}",
            deductible=False,
        )  # fmt: skip
