"""The workbook: our numbers are stored in it, LibreOffice comes to the same, and yellow cells move the NPV as we do."""

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from officesplit import pipeline
from officesplit.assess.timeline import KINDS
from officesplit.cli.app import run
from officesplit.model.result import Assessment, OptionResult
from officesplit.model.vocabulary import Kind
from officesplit.report.machine import render_json
from officesplit.report.workbook_function import shown
from officesplit.report.workbook_grid import place
from officesplit.report.workbook_time import FORMULAS
from tests.report.workbook_reader import blocks, calculated, edited, formula_cells, opened, row_of, sheet_of

ROOT = Path(__file__).parents[2]
DOLLAR = 0.9
"""Euros for one US dollar of the quote."""
NASTY = "=cmd|' /C calc'!A0"
LONG = "Payroll [a]/b:c*d?'e'\\ and \"quotes\" of"
TAXED = f"""
company: {{name: "{NASTY}", industry: manufacturing, country: DE, currency: EUR}}
assumptions: {{horizon_years: 7, discount_rate: 0.09, tax_rate: 0.27, discounting: mid_year, irrecoverable_vat: 0.1,
  exchange_rates: {{USD: {DOLLAR}}}}}
functions:
  - name: "{NASTY}"
    id: ap
    fte: 11
    salary: 65000
    quotes:
      - {{vendor: "+Vendor [x]", location: IN, annual_fee: [300000, 290000, 280000], transition: 40000, currency: USD}}
    one_offs:
      - {{side: baseline, what: "@New machine", year: 2, amount: 140000, depreciate_years: 5}}
      - {{side: option, what: "-Interface", year: 0, amount: 90000, depreciate_years: 3, deductible: true}}
      - {{side: option, what: Sale of a building, year: 1, amount: -50000, deductible: false}}
      - {{side: option, what: Late, year: 3, amount: 10000}}
  - name: Given
    id: given
    fte: 10
    costs: {{salaries: 500000, facilities: [30000, 31000, 32500], technology: 12000, management: 40000}}
    quotes:
      - {{vendor: B, location: PL, per_fte_year: 32000, term_years: 4, fte: 10, minimum_volume: 8, productivity: 0.02}}
  - {{name: "{LONG.replace('"', "''").replace(chr(92), chr(92) * 2)} one", id: one, fte: 6, salary: 50000}}
  - {{name: "{LONG.replace('"', "''").replace(chr(92), chr(92) * 2)} two", id: two, fte: 7, salary: 51000}}
  - name: Summary
    id: calls
    fte: 40
    salary: 43000
    volume: {{unit: call, per_year: [500000, 480000]}}
    quotes: [{{vendor: C, location: RO, per_unit: 1.1, minimum_volume: 490000}}]
  - {{name: History, id: old, fte: 9, salary: 30000,
      currently: {{annual_price: [438000, 451000, 464000], vendor: W, location: DE}}}}
"""
FILES = {
    "fort worth": ROOT / "examples/03-fort-worth/profile.yaml",
    "rich": ROOT / "examples/02-rich/profile.yaml",
    "logistics": ROOT / "profiles/industries/logistics.yaml",
    "hospitality": ROOT / "profiles/industries/hospitality.yaml",
}
PROFILES = (*FILES, "taxed")
CHANGES: dict[str, tuple[Kind, str, str, dict[str, float]]] = {
    "salary": (Kind.OFFSHORE, "ap", "functions[ap].salary=71500", {"ap.salary": 71500}),
    "fee of the second year": (
        Kind.OFFSHORE, "ap", "functions[ap].quotes[0].annual_fee=[300000, 250000, 280000]",
        {"ap.quotes[0].annual_fee.1": 250000 * DOLLAR},
    ),
    "discount rate": (Kind.HYBRID, "ap", "assumptions.discount_rate=0.14", {"company.discount_rate": 0.14}),
    "tax rate": (Kind.ONSHORE, "given", "assumptions.tax_rate=0.19", {"company.tax_rate": 0.19}),
    "price per FTE": (
        Kind.NEARSHORE, "given", "functions[given].quotes[0].per_fte_year=30500",
        {"given.quotes[0].per_fte_year": 30500},
    ),
    "price per unit": (
        Kind.NEARSHORE, "calls", "functions[calls].quotes[0].per_unit=0.85", {"calls.quotes[0].per_unit": 0.85},
    ),
    "payment": (Kind.OFFSHORE, "ap", "functions[ap].one_offs[1].amount=155000", {"ap.one_offs[1]": 155000}),
    "provider today": (
        Kind.BRING_BACK, "old", "functions[old].currently.annual_price=[438000, 471000, 464000]",
        {"old.currently.annual_price.2": 471000},
    ),
}  # fmt: skip
"""By name: the option and function looked at, what is set in a second run, and the yellow cells changed instead."""


@lru_cache
def assessed(name: str, setting: str = "") -> Assessment:
    settings = (setting,) if setting else ()
    if name in FILES:
        return pipeline.assess(pipeline.read_profile(FILES[name], settings=settings))
    return pipeline.assess(pipeline.read_profile("-", stdin=TAXED.encode(), settings=settings))


@lru_cache
def workbook(name: str) -> bytes:
    return written(assessed(name))


def written(assessment: Assessment) -> bytes:
    content = pipeline.render(assessment, "excel").content
    assert content is not None
    return content


def led_by(assessment: Assessment, kind: Kind) -> Assessment:
    """The assessment as if that kind were planned wherever it has a price."""
    functions = []
    for function in assessment.functions:
        if any(option.option is kind and option.cost for option in function.options):
            advice = function.recommendation.model_copy(update={"planned": kind, "runner_up": None})
            function = function.model_copy(update={"recommendation": advice})
        functions.append(function)
    return assessment.model_copy(update={"functions": tuple(functions)})


def only(wanted: str, assessment: Assessment) -> Assessment:
    """The assessment with one of its functions."""
    functions = tuple(function for function in assessment.functions if function.id == wanted)
    return assessment.model_copy(update={"functions": functions})


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """What LibreOffice makes of every workbook of these tests: nothing that we stored is left for it to copy."""
    files = {name: edited(workbook(name), {}) for name in PROFILES}
    for name, (kind, wanted, _, cells) in CHANGES.items():
        files[name] = edited(written(only(wanted, led_by(assessed("taxed"), kind))), cells)
    files |= {f"led by {kind}": edited(written(led_by(assessed("taxed"), kind)), {}) for kind in Kind}
    return calculated(tmp_path_factory.mktemp("libreoffice"), files)


def near(ours: float) -> Any:
    return pytest.approx(ours, abs=0.005)


@pytest.mark.parametrize("name", PROFILES)
def test_stored_values_are_those_of_the_result(name: str) -> None:
    book = opened(workbook(name))
    document = json.loads(render_json(assessed(name)).text)
    seen = 0
    for function, parsed in zip(assessed(name).functions, document["functions"], strict=True):
        options = [item.option for item in shown(function)]
        if not options:
            continue
        today, *found = blocks(sheet_of(book, cell_text(function.name)))
        assert len(found) == len(options)
        for block, option in zip(found, options, strict=True):
            index = [one is option for one in function.options].index(True)
            cost = parsed["options"][index]["cost"]
            for side, lines in ((("baseline",), today.lines), (("option", "one_off"), block.lines)):
                named = [one["line"] for part in side for one in cost["workings"] if one["side"] == part]
                assert len(named) == len(lines)
                for line, (_, amounts) in zip(named, lines, strict=True):
                    assert amounts == [near(year["lines"].get(line, 0.0)) for year in cost["annual"]], line
            assert today.named["Today"] == [near(year["baseline"]) for year in cost["annual"]]
            assert block.named["NPV of today"] == (near(cost["baseline_npv"]), near(cost["baseline_npv"]), 0)
            assert block.named["NPV of the option"][0] == near(cost["option_npv"])
            assert block.named["NPV saving"][:2] == (near(cost["npv_saving"]["likely"]),) * 2
            assert block.named["One-off cost at approval"][0] == near(cost["one_off"])
            assert block.named[f"Run-rate saving, year {cost['run_rate_year']}"][0] == near(cost["run_rate_saving"])
            assert block.bridge[-1][1:] == (near(cost["option_npv"]), near(cost["option_npv"]))
            seen += 1
    assert seen


def cell_text(name: str) -> str:
    return f"'{name}" if name.startswith("=") else name


@pytest.mark.slow
@pytest.mark.parametrize("name", PROFILES)
def test_libreoffice_comes_to_the_same_values(name: str, anew: dict[str, Workbook]) -> None:
    assert compared(workbook(name), anew[name]) > 1000


@pytest.mark.slow
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_option_is_calculated_alike(kind: Kind, anew: dict[str, Workbook]) -> None:
    assert compared(written(led_by(assessed("taxed"), kind)), anew[f"led by {kind}"]) > 1000


def compared(ours: bytes, theirs: Workbook) -> int:
    """Compare every formula's stored value with the calculated one; returns how many there were."""
    stored = opened(ours)
    count = 0
    for cell in formula_cells(opened(ours, formulas=True)):
        sheet = cell.parent.title
        there = theirs[sheet][cell.coordinate].value
        assert there == near(stored[sheet][cell.coordinate].value), (sheet, cell.coordinate, cell.value)
        count += 1
    return count


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_yellow_cell_moves_the_npv_as_a_second_run_does(name: str, anew: dict[str, Workbook]) -> None:
    kind, wanted, setting, _ = CHANGES[name]
    before, after = led_by(assessed("taxed"), kind), assessed("taxed", setting)
    function = next(one for one in before.functions if one.id == wanted)
    again = next(one for one in after.functions if one.id == wanted)
    _, *found = blocks(sheet_of(anew[name], cell_text(function.name)))
    assert shown(function)[0].option.option is kind
    moved = 0
    for block, item in zip(found, shown(function), strict=True):
        cost = same(item.option, again.options).cost
        assert cost
        assert block.named["NPV saving"][0] == near(cost.npv_saving.likely)
        assert block.named["NPV of today"][0] == near(cost.baseline_npv)
        assert block.named["One-off cost at approval"][0] == near(cost.one_off)
        moved += abs(cost.npv_saving.likely - item.cost.npv_saving.likely) > 1
    assert moved


def same(option: OptionResult, among: tuple[OptionResult, ...]) -> OptionResult:
    """The same option of another run; a test that changes the place or the vendor tests nothing."""
    found = next(one for one in among if one.option is option.option)
    assert (found.country, found.vendor) == (option.country, option.vendor)
    return found


def test_the_options_shown_meet_what_is_hard() -> None:
    """The profile of these tests reaches every kind of factor, so that each formula is calculated."""
    costs = [option.cost for function in assessed("taxed").functions for option in function.options if option.cost]
    used = {factor.kind for cost in costs for working in cost.workings for factor in working.factors}
    assert used == set(KINDS)


def test_every_kind_of_factor_has_a_formula() -> None:
    assert {*FORMULAS, "learning"} == set(KINDS)


def test_names_are_texts_and_sheets_have_names_that_excel_takes() -> None:
    book = opened(workbook("taxed"), formulas=True)
    names = book.sheetnames
    assert names[:4] == ["Summary", "Inputs", "Time", "Sources"]
    assert len({name.casefold() for name in names}) == len(names) == 4 + 6
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert "history" not in {name.casefold() for name in names}
    assert not [cell for cell in formula_cells(book) if "|" in cell.value]
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert f"'{NASTY}" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_only_inputs_are_unlocked() -> None:
    book = opened(workbook("taxed"), formulas=True)
    open_cells = {
        sheet.title: [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked] for sheet in book
    }
    assert {title for title, cells in open_cells.items() if cells} == {"Inputs", "Time"}
    assert all(cell.fill.fgColor.rgb == "FFFFF2CC" for cells in open_cells.values() for cell in cells)
    assert all(sheet.protection.sheet for sheet in book)


def test_dollars_are_converted_by_one_cell() -> None:
    sheet = opened(workbook("taxed"), formulas=True)["Inputs"]
    rate = row_of(sheet, "exchange_rate")
    dollars = [row for row in range(rate + 1, sheet.max_row + 1) if str(sheet.cell(row, 7).value).startswith("USD")]
    assert dollars
    assert all(sheet.cell(row, 4).value == f"=C{row}*'Inputs'!$D${rate}" for row in dollars)


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert written(assessed("taxed")) == workbook("taxed")


def test_a_plan_without_any_price_still_has_a_summary() -> None:
    bare = assessed("taxed").functions[0]
    options = tuple(option.model_copy(update={"cost": None}) for option in bare.options)
    function = bare.model_copy(update={"options": options})
    book = opened(written(assessed("taxed").model_copy(update={"functions": (function,)})))
    assert book.sheetnames == ["Summary", "Sources"]


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [place(0, col) for col in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]
    assert place(4, 2, "both") == "$C$5"


def test_without_the_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    target = tmp_path / "plan.xlsx"
    assert run(["assess", str(ROOT / "examples/01-small/profile.yaml"), "-o", str(target)]) == 2
    assert "pip install 'officesplit[excel]'" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_workbook_is_written_and_checked_but_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = str(ROOT / "examples/01-small/profile.yaml")
    target = tmp_path / "plan.xlsx"
    assert run(["assess", profile, "-o", str(target)]) == 0
    assert run(["assess", profile, "-o", str(target), "--check"]) == 0
    target.write_bytes(b"other")
    assert run(["assess", profile, "-o", str(target), "--check"]) == 1
    assert "plan.xlsx: differs" in capsys.readouterr().out
    assert run(["assess", profile, "-f", "excel"]) == 2
    assert "-o plan.xlsx" in capsys.readouterr().err
