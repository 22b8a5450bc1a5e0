"""Numbers that a reader with market knowledge would accept, or be warned about."""

import math

import pytest

from officesplit.model.result import Assessment
from tests.conftest import assess_functions, assess_one, book, cost_of, option_of

BANDS = {"offshore": (6.0, 16.0), "nearshore": (10.0, 25.0), "onshore": (20.0, 48.0)}
"""USD an hour for contact-centre work, by kind; the onshore band is that of the United States."""
HOMES = ["US", "GB", "DE", "FR", "PL", "BR", "IN", "ZA", "AE", "JP", "AU", "CA"]


def outside_and_silent(assessment: Assessment, fx: float, kinds: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Contact-centre prices outside their band that no finding mentions."""
    warned = {(f.function, f.text.split(" ")[0]) for f in assessment.findings if f.id == "price_outside_band"}
    silent = []
    for function in assessment.functions:
        for option in function.options:
            price = option.cost.price_per_hour if option.cost else None
            if price is None or option.option.value not in kinds:
                continue
            low, high = BANDS[option.option.value]
            if not low <= price / fx <= high and (function.id, option.option.value) not in warned:
                silent.append((function.id, option.option.value, option.country, round(price / fx, 2)))
    return silent


@pytest.mark.parametrize("fte", [12, 60, 300])
@pytest.mark.parametrize("hours", ["office", "extended", "round_the_clock"])
def test_contact_centre_prices_from_the_us_are_inside_their_bands(fte: int, hours: str) -> None:
    result = assess_one({"name": "Customer support", "fte": fte, "hours": hours})
    for kind, (low, high) in BANDS.items():
        price = cost_of(result, kind).price_per_hour
        assert price is not None
        assert low <= price <= high, (kind, option_of(result, kind).country, price)


@pytest.mark.parametrize("home", HOMES)
def test_a_price_outside_its_band_is_a_finding(home: str) -> None:
    functions = [{"name": "Customer support", "fte": fte, "id": f"support_{fte}"} for fte in (2, 60)]
    assessment = assess_functions(functions, company={"country": home, "currency": "USD"})
    assert not outside_and_silent(assessment, 1.0, ("nearshore", "offshore"))


@pytest.mark.parametrize("fte", [0.5, 1, 2, 4])
def test_a_price_at_home_outside_its_band_is_a_finding(fte: float) -> None:
    names = ["Customer support", "Technical support", "Sales hotline", "IT service desk"]
    functions = [{"name": name, "fte": fte, "hours": "round_the_clock"} for name in names]
    assert not outside_and_silent(assess_functions(functions), 1.0, ("onshore",))


@pytest.mark.parametrize("name", ["Accounts payable", "Customer support", "Data entry", "Software development"])
@pytest.mark.parametrize("kind", ["offshore", "nearshore"])
def test_a_smaller_lot_never_saves_more_per_head(name: str, kind: str) -> None:
    def each(fte: int) -> float:
        return cost_of(assess_one({"name": name, "fte": fte}), kind).npv_saving.likely / fte

    four, twelve, forty = each(4), each(12), each(40)
    assert four < twelve < forty


def test_lots_share_fixed_cost_only_inside_their_bundle() -> None:
    apart = assess_functions([{"name": "Payroll", "fte": 4}, {"name": "Accounts payable", "fte": 12}])
    together = assess_functions(
        [{"name": "Payroll", "fte": 4, "bundle": "b"}, {"name": "Accounts payable", "fte": 12, "bundle": "b"}]
    )
    for alone, bundled in zip(apart.functions, together.functions, strict=True):
        assert cost_of(bundled, "offshore").npv_saving.likely > cost_of(alone, "offshore").npv_saving.likely
    fixed = "one_off.selection_and_legal"
    shares = [cost_of(f, "offshore").annual[0].lines[fixed] for f in together.functions]
    assert math.fsum(shares) == pytest.approx(book().number("selection_and_legal"))
    assert shares[0] / shares[1] == pytest.approx(4 / 12)


@pytest.mark.parametrize("name", ["Accounts payable", "Customer support", "Software development"])
def test_transition_money_does_not_grow_with_the_local_wage(name: str) -> None:
    transition = (
        "one_off.selection_and_legal",
        "one_off.transition_fixed",
        "one_off.transition_staff",
        "one_off.tooling",
    )
    low, high = (assess_one({"name": name, "fte": 20, "salary": salary}) for salary in (30_000, 120_000))
    amounts = {
        tuple(cost_of(result, kind).annual[0].lines[line] for line in transition)
        for result in (low, high)
        for kind in ("onshore", "nearshore", "offshore")
    }
    assert len(amounts) == 1


@pytest.mark.parametrize("home", HOMES)
def test_no_country_without_a_delivery_industry_wins(home: str) -> None:
    rules = book()
    limit = rules.number("delivery_tier_limit")
    names = ["Accounts payable", "Customer support", "Software development", "Data entry", "Payroll"]
    functions = [{"name": name, "fte": 30, "salary": 60_000} for name in names]
    for function in assess_functions(functions, company={"country": home, "currency": "USD"}).functions:
        for option in function.options:
            if option.country and option.country != home:
                assert rules.countries[option.country].delivery_tier <= limit, (function.id, option.option)
            assert all(
                place.country == home or rules.countries[place.country].delivery_tier <= limit
                for place in option.places
            )


def test_a_quote_opens_a_country_that_has_no_delivery_industry() -> None:
    rules = book()
    country = next(c.iso2 for c in rules.countries.values() if c.delivery_tier == 4 and c.iso2 not in ("US", "CA"))
    quote = {"vendor": "V", "location": country, "per_hour": 9}
    result = assess_one({"name": "Data entry", "fte": 20, "quotes": [quote]})
    assert country in {option.country for option in result.options}


def test_nearshore_is_near_and_speaks_a_business_language() -> None:
    rules = book()
    for home in HOMES:
        functions = [{"name": "Accounts payable", "fte": 30, "salary": 60_000}]
        option = option_of(
            assess_functions(functions, company={"country": home, "currency": "USD"}).functions[0], "nearshore"
        )
        if option.country is None:
            continue
        there, here = rules.territories[option.country], rules.territories[home]
        assert there.utc_jan is not None
        assert there.utc_jul is not None
        assert here.utc_jan is not None
        assert here.utc_jul is not None
        assert max(abs(there.utc_jan - here.utc_jan), abs(there.utc_jul - here.utc_jul)) <= 3
        assert {*rules.countries[option.country].languages} & {*here.languages, "en"}


def test_a_shortlist_has_three_places_at_most_and_one_is_chosen() -> None:
    result = assess_one({"name": "Accounts payable", "fte": 30})
    for kind in ("onshore", "nearshore", "offshore"):
        places = option_of(result, kind).places
        assert 1 <= len(places) <= 3
        assert [place.country for place in places if place.chosen] == [option_of(result, kind).country]


def test_a_company_without_wage_data_needs_a_salary() -> None:
    home = next(code for code in book().territories if code not in book().countries)
    without = assess_one({"name": "Payroll", "fte": 10}, company={"country": home, "currency": "USD"})
    assert without.recommendation.insufficient_evidence
    assert all(option.cost is None for option in without.options)
    given = assess_one({"name": "Payroll", "fte": 10, "salary": 9_000}, company={"country": home, "currency": "USD"})
    assert not given.recommendation.insufficient_evidence
