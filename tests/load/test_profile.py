"""Profiles: what is accepted, and what each mistake is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from officesplit.errors import InputError
from officesplit.load.profile import read_profile
from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Level
from tests.load.conftest import load_profile

Load = Callable[..., Profile]
Errors = Callable[..., list[str]]

HEAD = "company: {name: A, industry: hospitality, country: US}\n"
ONE = "functions: [{name: Accounts payable, id: ap, fte: 6}]\n"

FULL = """\
company:
  name: Harbour Lane Hotels
  industry: hospitality
  country: US
  currency: USD
  headcount: 420
  revenue: 38_000_000
  regulated_as: [pci_merchant]
  data_subjects_in: [US, EU]
  outsourced_before: false
goals: [cut_cost, improve_service, stay_in_control]
constraints:
  offshore: true
  exclude_locations: [IN]
  data_must_stay_in: [US]
  languages: [en, es]
  one_off_budget: 400_000
  max_outsourced_share: 0.5
  max_parallel_transitions: 2
  start: 2027-01
risk_appetite: {data: low}
facts: {baa_in_place: unknown}
assumptions: {horizon_years: 5, discount_rate: 0.08, wage_growth: 0.035, tax_rate: 0, lines: complete}
readiness: {R13: 3, R16: 2, R23: 4}
functions:
  - name: Général ledger 給与
    fte: {low: 3, likely: 4, high: 5}
    currently: {annual_price: [1_000, 1_100], vendor: V, location: IN}
  - name: Accounts payable
    id: ap
    fte: 6
    salary: 46_000
    currently: in_house
    office: back
    customer_contact: 0.05
    strategic_importance: low
    asset_specificity: 40
    data: [personal, payment_card]
    critical: unknown
    volume: {unit: invoice, per_year: 52_000}
    costs: {salaries: 276_000, benefits: [60_000, {low: 1, likely: 2, high: 3}]}
    depends_on: [général_ledger_給与]
    quotes:
      - {vendor: Acme, location: PH, per_fte_year: 14_500, transition: 60_000, term_years: 3}
    one_offs:
      - {side: baseline, what: server refresh, year: 0, amount: 300_000, depreciate_years: 3}
    readiness: {R01: 3, R07: unknown}
scenarios:
  wage_shock: {assumptions.wage_growth: 0.07, "functions[ap].fte": 7}
decisions:
  - {function: ap, verdict: retain, reason: "ERP change", by: CFO, until: 2027-06-30}
as_of: 2026-11-22
"""


def test_a_full_profile(load: Load) -> None:
    profile = load(FULL)
    ledger, payable = profile.functions
    assert ledger.id == "général_ledger_給与"
    assert payable.costs is not None
    assert payable.costs.salaries is not None
    assert payable.costs.salaries[0].likely == 276_000
    assert payable.asset_specificity == 40
    assert payable.strategic_importance is Level.LOW
    assert profile.decisions[0].until == date(2027, 6, 30)
    assert profile.as_of == date(2026, 11, 22)
    assert profile.facts == {"baa_in_place": None}


def test_the_shortest_profile(load: Load) -> None:
    text = "company: {name: H, industry: hospitality, country: NO}\nfunctions:\n  - {name: 'on', fte: 24}\n"
    profile = load(text)
    assert profile.company.country == "NO"
    assert profile.functions[0].id == "on"


def test_json_is_a_profile_too(load: Load) -> None:
    company = '{"name": "A", "industry": "hospitality", "country": "US"}'
    functions = '[{"name": "Accounts payable", "id": "ap", "fte": 6}]'
    text = f'{{"company": {company},\n\t"functions": {functions}}}'
    assert load(text, "p.json") == load(HEAD + ONE)


def test_merged_functions(load: Load) -> None:
    text = HEAD + "functions:\n  - &a {name: A, fte: 2, office: back}\n  - {<<: *a, name: B}\n"
    assert [(one.id, one.office) for one in load(text).functions] == [("a", "back"), ("b", "back")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3\n", "1:1: must be a mapping with the keys company and functions", id="a number"),
        pytest.param(
            HEAD + "functions: []\n", "2:12: functions: must not be empty; list at least 1", id="no functions"
        ),
        pytest.param(HEAD, "1:1: functions: is missing; add it", id="functions missing"),
        pytest.param(ONE, "1:1: company: is missing; add it", id="company missing"),
        pytest.param(HEAD + "functions: {a: 1}\n", "2:12: functions: must be a list", id="not a list"),
        pytest.param(HEAD + "functions: [text]\n", "2:13: functions[0]: must be a mapping", id="not a mapping"),
        pytest.param(
            HEAD + "functions:\n  - {name: A, fte: 1, contact: 1}\n",
            "3:23: functions[0].contact: unknown key; did you mean 'customer_contact'?",
            id="unknown key",
        ),
        pytest.param(
            "compny: {}\n" + HEAD + ONE, "1:1: compny: unknown key; did you mean 'company'?", id="unknown top key"
        ),
        pytest.param(
            HEAD + ONE + "assumptions: {zzz: 1}\n",
            "3:15: assumptions.zzz: unknown key; use one of horizon_years, ",
            id="far",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: '6'}]\n",
            "2:28: functions[0].fte: a number is needed here, not text;",
            id="quoted",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 010}]\n",
            "2:28: functions[0].fte: a number is needed here, not text;",
            id="010",
        ),
        pytest.param(
            HEAD + ONE + "assumptions: {horizon_years: '5'}\n",
            "3:30: assumptions.horizon_years: a number is needed here, not text;",
            id="quoted whole number",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: true}]\n", "functions[0].fte: a number is needed here", id="true"
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: -4}]\n",
            "2:28: functions[0].fte: must not be negative; write 0 or more",
            id="negative",
        ),
        *(
            pytest.param(
                HEAD + f"functions: [{{name: A, fte: {number}}}]\n",
                "2:28: functions[0].fte: must be a finite number",
                id=number,
            )
            for number in (".inf", "-.inf", ".nan", "1e400")
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: {low: 3, likely: 2, high: 5}}]\n",
            "2:28: functions[0].fte: low, likely and high must rise in this order; swap the values",
            id="range out of order",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: {low: 1, likely: 2}}]\n",
            "2:28: functions[0].fte.high: is missing; add it",
            id="half a range",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, office: bak}]\n",
            "2:39: functions[0].office: 'bak' is not known; did you mean 'back'?",
            id="wrong word",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, currently: outsorced}]\n",
            "2:42: functions[0].currently: 'outsorced' is not known; did you mean 'outsourced'?",
            id="wrong word of a union",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, currently: {vendor: V}}]\n",
            "2:42: functions[0].currently.annual_price: is missing; add it",
            id="half a mapping of a union",
        ),
        pytest.param(
            HEAD + "functions: [{name: 2024, fte: 1}]\n",
            "2:20: functions[0].name: must be text; put it in quotes",
            id="name",
        ),
        pytest.param(HEAD + "functions: [{name: '', fte: 1}]\n", "functions[0].name: must not be empty", id="no name"),
        pytest.param(
            HEAD + "functions:\n  - {name: A, id: ap, fte: 1}\n  - {name: B, id: ap, fte: 1}\n",
            "4:19: functions[1].id: a second function with the id 'ap' (first on line 3)",
            id="one id twice",
        ),
        pytest.param(
            HEAD + "functions:\n  - {name: A p, fte: 1}\n  - {name: a-P, fte: 1}\n",
            "4:12: functions[1].name: a second function with the id 'a_p' (first on line 3)",
            id="one derived id twice",
        ),
        pytest.param(
            HEAD + "functions: [{name: General ledger, id: gl, fte: 1}, {name: B, fte: 1, depends_on: [ql]}]\n",
            "functions[1].depends_on[0]: depends on 'ql', which is no function; use one of gl, b",
            id="depends on nothing",
        ),
        pytest.param(
            HEAD + "functions: [{name: Big ledger, id: gl, fte: 1}, {name: B, fte: 1, depends_on: [Big ledger]}]\n",
            "functions[1].depends_on[0]: depends on 'Big ledger', which is no function; write its id 'gl'",
            id="depends on a name",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, depends_on: [a]}]\n",
            "2:44: functions[0].depends_on[0]: depends on itself; remove it",
            id="depends on itself",
        ),
        pytest.param(
            HEAD
            + "functions:\n  - {name: A, fte: 1, depends_on: [b]}\n  - {name: B, fte: 1, depends_on: [c]}\n"
            + "  - {name: C, fte: 1, depends_on: [a]}\n",
            "5:36: functions[2].depends_on[0]: depends on itself in a circle: a → b → c → a; remove one",
            id="circle",
        ),
        pytest.param(
            HEAD + ONE + "decisions: [{function: xy, verdict: retain, reason: r, by: b, until: 2027-01-01}]\n",
            "3:24: decisions[0].function: no function 'xy'; use one of ap",
            id="decision on nothing",
        ),
        pytest.param(
            HEAD + ONE + "decisions: [{function: ap, verdict: retian, reason: r, by: b, until: 2027-01-01}]\n",
            "3:37: decisions[0].verdict: unknown verdict 'retian'; did you mean 'retain'?",
            id="unknown verdict",
        ),
        pytest.param(
            HEAD + ONE + "decisions: [{function: ap, verdict: retain, reason: r, by: b, until: 2027}]\n",
            "3:70: decisions[0].until: must be a day, written YYYY-MM-DD",
            id="a year is no day",
        ),
        pytest.param(HEAD + ONE + "as_of: tomorrow\n", "3:8: as_of: must be a day, written YYYY-MM-DD", id="no day"),
        pytest.param(
            HEAD + ONE + "readiness: {R99: 3}\n", "3:13: readiness.R99: unknown question 'R99'", id="unknown question"
        ),
        pytest.param(
            HEAD + ONE + "readiness: {R01: 5}\n",
            "3:18: readiness.R01: must be a whole number from 0 to 4, or unknown",
            id="answer out of range",
        ),
        pytest.param(
            HEAD + ONE + "risk_appetite: {complience: low}\n",
            "3:17: risk_appetite.complience: unknown family of risks 'complience'; did you mean 'compliance'?",
            id="unknown family",
        ),
        pytest.param(
            HEAD + ONE + "goals: [cut_cost, comply, cut_cost]\n",
            "3:27: goals[2]: goal 'cut_cost' is named twice",
            id="goal twice",
        ),
        pytest.param(
            HEAD + ONE + "goals: [cut_costs]\n",
            "3:9: goals[0]: 'cut_costs' is not known; did you mean 'cut_cost'?",
            id="goal",
        ),
        pytest.param(
            HEAD + ONE + "constraints: {exclude_locations: [XX]}\n",
            "3:35: constraints.exclude_locations[0]: unknown country 'XX'",
            id="excluded place",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, quotes: [{vendor: V, per_hour: 3, location: Philippines}]}]\n",
            "functions[0].quotes[0].location: unknown country 'Philippines'; did you mean 'PH' (Philippines)?",
            id="quoted place",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, quotes: [{vendor: V, per_hour: 3, currency: usd}]}]\n",
            "functions[0].quotes[0].currency: unknown currency 'usd'; did you mean 'USD'?",
            id="quoted currency",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: 1, quotes: [{vendor: V}]}]\n",
            "2:40: functions[0].quotes[0]: a quote needs exactly one of per_fte_year,",
            id="quote without a price",
        ),
        pytest.param(
            HEAD + ONE + "scenarios: {s: {assumptions.wage_grwth: 0.07}}\n",
            "3:17: scenarios.s.assumptions.wage_grwth: unknown key 'assumptions.wage_grwth'; did you mean 'wage_gro",
            id="scenario path",
        ),
        pytest.param(
            HEAD + ONE + "scenarios: {s: {assumptions.wage_growth: 7}}\n",
            "3:42: scenarios.s.assumptions.wage_growth: must lie between -1 and 1 a year; write 3.5 % as 0.035",
            id="scenario value",
        ),
        pytest.param(
            HEAD + ONE + "scenarios: {s: {company.country: ZZ}}\n",
            "3:34: scenarios.s.company.country: unknown country 'ZZ'",
            id="scenario name",
        ),
        pytest.param(
            HEAD + "functions: [{name: A, fte: -1}]\nscenarios: {s: {company.country: ZZ}}\n",
            "3:34: scenarios.s.company.country: unknown country 'ZZ'",
            id="scenario beside other errors",
        ),
        pytest.param(HEAD + ONE + "scenarios: {s: 3}\n", "3:16: scenarios.s: must be a mapping", id="scenario"),
        pytest.param(
            HEAD + "x: &x {fte: -1}\nfunctions:\n  - {<<: *x, name: A}\n",
            "2:13: functions[0].fte: must not be negative (comes in through the merge on line 4)",
            id="through a merge",
        ),
        pytest.param(
            HEAD + "functions:\n  - {name: A, fte: 1, office: front, office: back}\n",
            "3:38: duplicate key 'office' (first on line 3); keep one of them",
            id="duplicate key",
        ),
    ],
)
def test_a_mistake_is_told(errors: Errors, text: str, expected: str) -> None:
    found = errors(text)
    assert any(problem.startswith(f"p.yaml:{expected}") or expected in problem for problem in found), found


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        (
            "{name: A, industry: hotel, country: US}",
            "1:30: company.industry: unknown industry 'hotel'; write 'hospitality'",
        ),
        ("{name: A, industry: Hospitality, country: US}", "unknown industry 'Hospitality'; write 'hospitality'"),
        ("{name: A, industry: hospitalty, country: US}", "did you mean 'hospitality'?"),
        ("{name: A, industry: zzzz, country: US}", "see 'officesplit catalog industries'"),
        (
            "{name: A, industry: retail, country: UK}",
            "1:47: company.country: unknown country 'UK'; did you mean 'GB' (",
        ),
        (
            "{name: A, industry: retail, country: no}",
            "company.country: unknown country 'no'; did you mean 'NO' (Norway)?",
        ),
        ("{name: A, industry: retail, country: Norwey}", "unknown country 'Norwey'; did you mean 'NO' (Norway)?"),
        ("{name: A, industry: retail, country: 47}", "company.country: must be text; put it in quotes"),
        ("{name: A, industry: retail, country: US, currency: XQX}", "unknown currency 'XQX'; write its ISO 4217 code"),
        (
            "{name: A, industry: retail, country: US, regulated_as: [hippa_covered]}",
            "1:66: company.regulated_as[0]: unknown status 'hippa_covered'; did you mean 'hipaa_covered'?",
        ),
        (
            "{name: A, industry: retail, country: US, data_subjects_in: [EUR]}",
            "company.data_subjects_in[0]: unknown country 'EUR'; write its ISO 3166-1 code of two capitals, such as",
        ),
    ],
)
def test_the_company(errors: Errors, company: str, expected: str) -> None:
    found = errors(f"company: {company}\n{ONE}")
    assert len(found) == 1, found
    assert expected in found[0]


def test_no_tag_of_a_union_is_shown(errors: Errors) -> None:
    text = "company: {name: A, industry: retail, country: US, data_subjects_in: [7]}\n"
    text += "functions: [{name: A, fte: 1, currently: 5, costs: {salaries: {low: a}}, strategic_importance: x}]\n"
    for problem in errors(text):
        assert not {"literal", "constrained", "Outsourced", "function-"} & set(problem.replace("[", " ").split()), (
            problem
        )
        assert "str" not in problem.split(": ")[1].split(".")


def test_one_value_is_told_once(errors: Errors) -> None:
    text = HEAD + "functions: [{name: A, fte: .inf, currently: {anual_price: 1}, costs: {salaries: [.inf, -1]}}]\n"
    found = errors(text)
    assert len(found) == len(set(found)) == 5, found


def test_all_errors_at_once_from_the_top_to_the_end(rulebook: Rulebook) -> None:
    text = (
        "company:\n  name: A\n  industry: hospitalty\n  country: ZZ\ngoals: [x, comply]\nfunctions:\n  - {fte: 1}\n"
        "  - {name: A, fte: -1, fte: 2}\n  - {name: A, fte: x, depends_on: [q]}\nextra: 1\n"
        "decisions: [{function: z, verdict: retain, reason: r, by: b, until: never}]\n"
    )
    with pytest.raises(InputError) as caught:
        load_profile("p.yaml", rulebook=rulebook, text=text)
    places = [(one.line, one.column) for one in caught.value.problems]
    assert places == sorted(places)
    assert [line for line, _ in places] == [3, 4, 5, 7, 8, 8, 9, 9, 9, 10, 11, 11]
    assert all(one.excerpt == text.splitlines()[one.line - 1] for one in caught.value.problems)


def test_a_long_chain_of_dependencies_is_followed(load: Load) -> None:
    rows = [f"  - {{name: f{n}, fte: 1, depends_on: [f{n + 1}]}}" for n in range(2000)]
    assert len(load("\n".join([HEAD + "functions:", *rows, "  - {name: f2000, fte: 1}"])).functions) == 2001


def test_standard_input_and_files(tmp_path: Path, rulebook: Rulebook) -> None:
    profile, source = read_profile("-", rulebook=rulebook, stdin=(HEAD + ONE).encode())
    path = tmp_path / "p.yaml"
    path.write_text(HEAD + ONE, encoding="utf-8")
    again, file_source = read_profile(path, rulebook=rulebook)
    assert profile == again
    assert source.sha256 == file_source.sha256
    assert (source.name, file_source.name) == ("<stdin>", str(path))
    with pytest.raises(InputError, match="<stdin>: nothing to read"):
        load_profile("-", rulebook=rulebook)
    with pytest.raises(InputError, match="is a directory"):
        load_profile(tmp_path, rulebook=rulebook)


def test_text_may_be_given_as_text_or_bytes(rulebook: Rulebook) -> None:
    as_text = read_profile("p.yaml", rulebook=rulebook, text=HEAD + ONE)
    assert as_text == read_profile("p.yaml", rulebook=rulebook, text=(HEAD + ONE).encode())
