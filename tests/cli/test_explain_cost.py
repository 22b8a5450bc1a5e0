"""``explain --cost``: every sum can be done again from the lines that are printed."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROFILE = """\
company: {name: Harbour Lane Hotels, industry: hospitality, country: US}
assumptions: {tax_rate: 0.25, discounting: mid_year}
functions:
  - name: Accounts payable
    id: ap
    fte: 12
    quotes: [{vendor: Acme, location: PH, per_hour: 9.5}, {vendor: Beta, location: IN, per_fte_year: 30000}]
    one_offs: [{side: baseline, what: server refresh, year: 1, amount: 90000, depreciate_years: 3}]
  - {name: Payroll, id: payroll, fte: 4, currently: {annual_price: 400_000}}
  - {name: Zorblax, id: z, fte: 4}
"""


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    path = tmp_path / "rich.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def explained(run: Run, path: Path, *arguments: str) -> str:
    done = run("explain", path, *arguments, "--cost")
    assert done.exit_code == 0, done.stderr
    return str(done.stdout)


def amount(text: str) -> float:
    return float(text.replace(",", ""))


def block(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, each as its cells."""
    lines = text.split(f"{heading}\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def test_it_is_readable_in_eighty_columns(run: Run, rich: Path) -> None:
    text = explained(run, rich, "ap")
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert not re.search(r"\de[+-]?\d", text)


def test_lines_add_up_to_the_totals_of_every_year(run: Run, rich: Path) -> None:
    rows = block(explained(run, rich, "ap"), "Totals by side, to the cent")
    sums: list[float] = []
    checked = 0
    for name, *cells in rows:
        if name.endswith(":"):
            continue
        if name == "year":
            sums = [0.0] * len(cells)
        elif name.startswith("total "):
            assert [amount(cell) for cell in cells] == pytest.approx(sums, abs=1e-6), name
            checked += len(cells)
        else:
            sums = [so_far + amount(cell) for so_far, cell in zip(sums, cells, strict=True)]
    assert checked == 12


def test_present_values_add_up_and_the_bridge_ends_where_they_do(run: Run, rich: Path) -> None:
    text = explained(run, rich, "ap")
    _, *years, last = block(text, "Net present value")
    assert [row[0] for row in years] == list("012345")
    for _, saving, factor, present in years:
        assert amount(saving) * float(factor) == pytest.approx(amount(present), abs=0.011)
    assert sum(amount(row[3]) for row in years) == pytest.approx(amount(last[1]), abs=1e-6)
    bridge = block(text, "From today's cost to the option's, in present value")
    totals = [amount(row[1]) for row in bridge if row[0].startswith("total ")]
    parts = [amount(row[1]) for row in bridge if row[0].startswith(("baseline.", "option.", "one_off."))]
    assert sum(parts) == pytest.approx(sum(totals), abs=1e-6)
    assert bridge[-1][0] == "NPV saving"
    assert amount(bridge[-1][1]) == pytest.approx(sum(totals), abs=1e-6)
    assert amount(bridge[-1][1]) == pytest.approx(amount(last[1]), abs=0.011)


def test_figures_follow_from_one_another(run: Run, rich: Path) -> None:
    text = explained(run, rich, "ap")
    figures = {name: rest[0] for name, *rest in block(text, "What follows")}
    saving = amount(figures["NPV saving"].split(" ")[0])
    annuity = float(figures["sum of the discount factors of the years"])
    assert amount(figures["equal yearly amount: the saving"]) * annuity == pytest.approx(saving, abs=0.05)
    assert figures["internal rate of return"].endswith("%")
    assert "months" in figures["discounted payback"]
    assert re.search(r"from the\s+middle of the year", text)
    assert "tax at 25.0000%" in text
    price, even = float(figures["price today an hour"]), figures["break-even price"].split(" ")
    assert float(even[0]) / price - 1 == pytest.approx(float(even[1].strip("(%)")) / 100, abs=1e-4)


def test_a_formula_gives_the_printed_result(run: Run, rich: Path) -> None:
    """Salaries: the printed formula with its numbers, times the printed growth, is the printed amount."""
    part = explained(run, rich, "ap").split("[baseline.staff]", 1)[1].split("\n  Supervision", 1)[0]
    numbers = re.search(r"= (\d[^\n]*)", part)
    growth = re.search(r"x growth since year 1 \(wages\): ([\d.; \n]+) \(years 1 on\)", part)
    assert numbers
    assert growth
    scale = eval(numbers[1])
    factors = [float(text) for text in growth[1].replace("\n", "").split(";")]
    amounts = [amount(text) for text in re.findall(r"year\s+\d ([\d,]+\.\d\d)", " ".join(part.split()))]
    assert amounts == pytest.approx([scale * factor for factor in factors], abs=0.011)
    assert "[benchmark; ap.salary; bls_oews_2024]" in " ".join(part.split())


def test_quotes_are_set_beside_the_modelled_price(run: Run, rich: Path) -> None:
    text = " ".join(explained(run, rich, "ap").split("QUOTES\n", 1)[1].split())
    assert "- Acme, offshore PH, per_hour, taken: charges a year " in text
    found = re.search(r"charges a year ([\d,.]+), at the modelled price ([\d,.]+) \(([+-][\d.]+)%\)", text)
    assert found
    assert amount(found[1]) / amount(found[2]) - 1 == pytest.approx(float(found[3]) / 100, abs=1e-3)


def test_one_option_can_be_asked_for(run: Run, rich: Path) -> None:
    text = explained(run, rich, "payroll", "--option", "bring_back")
    assert "OPTION BRING_BACK" in text
    assert "x the sum of a full first year of option.staff" in " ".join(text.split())
    assert run("explain", rich, "payroll", "--option", "bring_back").exit_code == 2


def test_no_cost_says_why(run: Run, rich: Path) -> None:
    assert "No option has a cost: " in explained(run, rich, "z")


def test_as_json_it_is_the_money_of_the_options(run: Run, rich: Path) -> None:
    options = json.loads(explained(run, rich, "ap", "-f", "json"))
    assert options
    for option in options:
        assert option["cost"]["workings"]
        assert set(option) == {"option", "country", "country_name", "vendor", "cost", "quotes", "retender"}
