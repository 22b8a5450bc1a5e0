"""validate, init, explain, catalog, schema, classify, compare."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from officesplit.cli.explain_text import next_best
from officesplit.cli.text import plain
from officesplit.model.vocabulary import Kind
from tests.cli.conftest import PROFILE, Run


def test_validate_counts_functions(run: Run, profile: Path) -> None:
    done = run("validate", profile)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"{profile}: OK, 2 functions")


def test_validate_goes_on_after_a_bad_profile(run: Run, folder: Path) -> None:
    done = run("validate", folder)
    assert done.exit_code == 2
    assert [line.split(":")[0].rpartition("/")[2] for line in done.stdout.splitlines() if ": OK" in line] == [
        "a.yaml",
        "b.yml",
    ]
    assert "c.yaml:1:" in done.stderr


def test_validate_reads_standard_input(run: Run) -> None:
    assert run("validate", "-", stdin=PROFILE).stdout.startswith("standard input: OK")


def test_init_writes_a_profile_that_runs(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new.yaml"
    done = run("init", target)
    assert done.exit_code == 0, done.stderr
    assert "officesplit assess" in done.stdout
    assert run("assess", target).exit_code == 0


def test_init_knows_every_industry(run: Run) -> None:
    for industry in json.loads(run("catalog", "industries", "-f", "json").stdout):
        key = industry["id"]
        done = run("init", "-", "--industry", key)
        assert done.exit_code == 0, done.stderr
        assert re.search(rf"industry: {key}\b", done.stdout), key
        assert run("validate", "-", stdin=done.stdout).exit_code == 0, key


def test_init_defaults_to_profile_yaml(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    assert (tmp_path / "profile.yaml").is_file()


def test_init_never_overwrites(run: Run, profile: Path) -> None:
    done = run("init", profile)
    assert done.exit_code == 2
    assert "exists already" in done.stderr
    assert profile.read_text(encoding="utf-8") == PROFILE


def test_init_prints_and_names_the_nearest_industry(run: Run) -> None:
    assert run("init", "-").stdout.strip()
    done = run("init", "-", "--industry", "bankng")
    assert done.exit_code == 2
    assert "did you mean 'banking'?" in done.stderr


def test_init_asks(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "asked.yaml"
    answers = ["", 'Acme: "the" #1 \\ Co', "bankng", "banking", "usa", "us", "", "Accounts payable", "six", "-1", "6.5"]
    done = run("init", target, "--interactive", stdin="\n".join([*answers, "Help desk", "1200000", "", ""]))
    assert done.exit_code == 0, done.stderr
    assert "did you mean 'banking'?" in done.stderr
    profile = json.loads(run("assess", target, "-f", "json").stdout)
    assert profile["company"]["name"] == 'Acme: "the" #1 \\ Co'
    assert [(one["name"], one["fte"]) for one in profile["functions"]] == [
        ("Accounts payable", 6.5),
        ("Help desk", 1_200_000),
    ]


def test_init_that_is_given_up_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "p.yaml", "--interactive", stdin="Acme\n")
    assert done.exit_code == 130
    assert not (tmp_path / "p.yaml").exists()


def test_explain_shows_the_whole_chain(run: Run, profile: Path) -> None:
    done = run("explain", profile, "ap")
    assert done.exit_code == 0, done.stderr
    for heading in ("VERDICT", "OFFICE", "THE WORK", "OPTIONS", "MONEY", "CRITERIA", "RISKS", "READINESS", "SOURCES"):
        assert heading in done.stdout


def test_explain_prints_plain_numbers_and_the_sum_of_the_first_criterion(run: Run, profile: Path) -> None:
    text = run("explain", profile, "ap").stdout
    assert not re.search(r"\de[+-]?\d", text)
    assert "50 + 100 x (NPV saving " in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7_900_000.0, "7,900,000.00"),
        (999.4567, "999.457"),
        (0.65, "0.65"),
        (1.0, "1"),
        (0.0000123, "0.0000123"),
        (0.0, "0"),
    ],
)
def test_numbers_have_no_exponent(value: float, text: str) -> None:
    assert plain(value) == text


def test_explain_never_says_that_more_points_are_behind() -> None:
    assert next_best(Kind.SHARED_SERVICE, 2.5) == "  next: shared_service, 2.5 points behind"
    assert next_best(Kind.SHARED_SERVICE, -0.5) == (
        "  shared service has 0.5 points more, but a change must win by the hurdle"
    )


@pytest.mark.parametrize("name", ["md", "markdown"])
def test_the_catalogue_knows_markdown_by_both_names(run: Run, name: str) -> None:
    assert run("catalog", "claims", "-f", name).stdout.startswith("# Claims")


@pytest.mark.parametrize(("alias", "name"), [("md", "markdown"), ("txt", "terminal")])
def test_a_format_is_known_by_its_suffix_too(run: Run, profile: Path, alias: str, name: str) -> None:
    assert run("assess", profile, "-f", alias).stdout == run("assess", profile, "-f", name).stdout


def test_explain_finds_a_function_by_its_name(run: Run, profile: Path) -> None:
    assert run("explain", profile, "accounts PAYABLE").stdout == run("explain", profile, "ap").stdout


def test_explain_as_json_is_the_functions_part_of_the_result(run: Run, profile: Path) -> None:
    whole = json.loads(run("assess", profile, "-f", "json").stdout)
    part = json.loads(run("explain", profile, "ap", "-f", "json").stdout)
    assert part == next(one for one in whole["functions"] if one["id"] == "ap")


def test_explain_names_the_nearest_function(run: Run, profile: Path) -> None:
    done = run("explain", profile, "acounts payable")
    assert done.exit_code == 2
    assert "did you mean 'Accounts payable'?" in done.stderr


KINDS = ["functions", "industries", "locations", "rules", "regulations", "parameters", "templates", "claims", "sources"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_catalogue_lists_and_shows(run: Run, kind: str) -> None:
    entries = json.loads(run("catalog", kind, "-f", "json").stdout)
    assert entries
    listed = run("catalog", kind).stdout
    if kind == "locations":
        listed = listed.partition("\n")[2].partition("\n\n")[0]
    assert len(listed.splitlines()) == len(entries)
    first = entries[0]["id"]
    assert run("catalog", kind, first).stdout.startswith(f"id: {first}\n")
    assert json.loads(run("catalog", kind, first, "-f", "json").stdout) == entries[0]
    markdown = run("catalog", kind, "-f", "md").stdout
    assert markdown.count("\n## ") == len(entries)


def test_locations_are_seen_from_a_home_country(run: Run) -> None:
    from_us = run("catalog", "locations").stdout
    assert from_us.splitlines()[0].split()[:4] == ["iso", "country", "tier", "wage"]
    assert from_us.splitlines()[0].split()[4:7] == ["voice", "clerical", "skilled"]
    assert "shared with US" in " ".join(from_us.split())
    india = json.loads(run("catalog", "locations", "IN", "-f", "json", "--home", "de").stdout)
    assert india["home"] == "DE"
    assert india["overlap_hours"] == 3.5
    assert india["wage_basis"] == "read"
    assert india["source"]
    assert [one["work"] for one in india["prices_usd_per_hour"]] == ["voice", "clerical", "skilled"]
    for one in india["prices_usd_per_hour"]:
        assert eval(one["numbers"]) == pytest.approx(one["price"], abs=0.011)
        assert {operand["name"] for operand in one["operands"]} == {
            "intercept", "desk", "slope", "wage", "load", "shift_premium",
        }  # fmt: skip
    assert india["standing"]
    shown = run("catalog", "locations", "IN").stdout
    assert "transfer_note: No adequacy decision" in shown
    assert "severance_weeks:" in shown


def test_a_home_is_a_country_and_goes_with_locations(run: Run) -> None:
    done = run("catalog", "locations", "--home", "XX")
    assert done.exit_code == 2
    assert "is no ISO 3166-1 country" in done.stderr
    assert run("catalog", "rules", "--home", "DE").exit_code == 2


def test_rules_say_their_reason_and_source(run: Run) -> None:
    for rule in json.loads(run("catalog", "rules", "-f", "json").stdout):
        assert rule["reason"], rule["id"]
        assert rule["source"], rule["id"]
        assert rule["checked"], rule["id"]


def test_catalogue_ids_are_unique(run: Run) -> None:
    for kind in KINDS:
        ids = [one["id"] for one in json.loads(run("catalog", kind, "-f", "json").stdout)]
        assert len(set(ids)) == len(ids), kind


def test_the_catalogue_knows_other_names_and_the_nearest(run: Run) -> None:
    assert run("catalog", "functions", "AP").stdout.startswith("id: accounts_payable\n")
    done = run("catalog", "functions", "acounts_payable")
    assert done.exit_code == 2
    assert "did you mean 'accounts_payable'?" in done.stderr


@pytest.mark.parametrize("which", ["profile", "result"])
def test_schemas_are_json_schema(run: Run, which: str) -> None:
    Draft202012Validator.check_schema(json.loads(run("schema", which).stdout))


def test_a_result_meets_its_schema(run: Run, profile: Path) -> None:
    schema = json.loads(run("schema", "result").stdout)
    Draft202012Validator(schema).validate(json.loads(run("assess", profile, "-f", "json").stdout))


def test_classify_as_json_holds_the_promised_keys(run: Run) -> None:
    found = json.loads(run("classify", "Accounts payable", "Help desk", "-f", "json").stdout)
    assert [one["name"] for one in found] == ["Accounts payable", "Help desk"]
    keys = {"name", "industry", "office", "confidence", "margin", "runner_up", "office_contested", "mixed", "matched"}
    for one in found:
        assert keys | {"reasons"} <= one.keys()
        assert one["reasons"]


def test_classify_reads_lines(run: Run) -> None:
    found = json.loads(run("classify", "-", "-f", "json", stdin="\ufeffAccounts payable\r\n\r\nSales, field\n").stdout)
    assert [one["name"] for one in found] == ["Accounts payable", "Sales, field"]


def test_classify_reads_csv_with_industries(run: Run) -> None:
    table = 'Industry, Name\nbanking,"Settlements, equities"\n,Payroll\n\n'
    found = json.loads(run("classify", "-", "-f", "json", "--industry", "insurance", stdin=table).stdout)
    assert [(one["name"], one["industry"]) for one in found] == [
        ("Settlements, equities", "banking"),
        ("Payroll", "insurance"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        '"name","industry"\n"Tellers","banking"\n"Sales, field","retail"\n',
        "id;Name;notes;Industry\n1;Tellers;x;banking\n2;Sales, field;;retail\n",
        "industry\tname\nbanking\tTellers\nretail\tSales, field\n",
    ],
)
def test_classify_reads_csv_as_programs_write_it(run: Run, table: str) -> None:
    """Quoted throughout, with semicolons or tabs, with further columns and in any order."""
    found = json.loads(run("classify", "-", "-f", "json", stdin=table).stdout)
    assert [(one["name"], one["industry"]) for one in found] == [("Tellers", "banking"), ("Sales, field", "retail")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('name,industry\n"Sales,retail\nHR,retail\n', "line 3 of standard input is no CSV"),
        ("name,industry\nSales,retail\n,retail\n", "line 3 of standard input has no name"),
        ("name,name\nSales,HR\n", "two columns 'name'"),
    ],
)
def test_classify_says_what_is_wrong_with_a_table(run: Run, table: str, said: str) -> None:
    done = run("classify", "-", stdin=table)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not done.stdout


def test_classify_shows_the_split_of_a_compound_name(run: Run) -> None:
    assert "back (50% front, 50% back)" in run("classify", "HR and customer service").stdout
    rows = list(csv.DictReader(io.StringIO(run("classify", "HR and customer service", "HR", "-f", "csv").stdout)))
    assert [row["mixed"] for row in rows] == ["50% front, 50% back", ""]


def test_classify_prints_a_reason_for_the_office_that_it_says(run: Run) -> None:
    """Teaching is in the name, and speaks for the front office; the payroll of teachers is not."""
    done = run("classify", "Teacher payroll", "-f", "json")
    found = json.loads(done.stdout)[0]
    assert found["reasons"][0]["office"] != found["office"] == "back"
    most = max((one for one in found["reasons"] if one["office"] == "back"), key=lambda one: one["points"])
    assert most["text"] in run("classify", "Teacher payroll").stdout


def test_classify_as_csv_guards_against_formulas(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("classify", "=cmd()|x", "Payroll", "-f", "csv").stdout)))
    assert [row["name"] for row in rows] == ["'=cmd()|x", "Payroll"]
    assert rows[1]["office"] in ("front", "middle", "back")


def test_classify_as_a_table_escapes_the_terminal(run: Run) -> None:
    done = run("classify", "Pay\x1b[2Jroll")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\\x1b[2J" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["-"], ""),
        (["-"], b"\xff\xfe\x00"),
        (["-"], "name,industry\nSettlements, equities,banking\n"),
        (["-"], "name,industry\n,banking\n"),
        ([" "], None),
        (["Payroll", "--industry", "bankng"], None),
    ],
)
def test_classify_refuses_what_it_cannot_read(run: Run, arguments: list[str], stdin: str | bytes | None) -> None:
    done = run("classify", *arguments, stdin=stdin)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("officesplit: ")


def test_compare_needs_two_sides(run: Run, profile: Path) -> None:
    assert run("compare", profile).exit_code == 2
    assert run("compare", profile, "--scenario", "wage_shock").exit_code == 0


def test_compare_puts_companies_side_by_side(run: Run, folder: Path, tmp_path: Path) -> None:
    good = [folder / "a.yaml", folder / "b.yml"]
    done = run("compare", *good)
    assert done.exit_code == 0, done.stderr
    assert "First Hotels" in done.stdout
    assert "Second Hotels" in done.stdout
    assert json.loads(run("compare", *good, "-f", "json").stdout)
    assert run("compare", *good, "-o", tmp_path / "c.md").exit_code == 0
    assert "First Hotels" in (tmp_path / "c.md").read_text(encoding="utf-8")


def test_compare_with_a_bad_profile_prints_no_comparison(run: Run, folder: Path) -> None:
    done = run("compare", folder)
    assert (done.exit_code, done.stdout) == (2, "")


def test_compare_refuses_an_unknown_format(run: Run, profile: Path, tmp_path: Path) -> None:
    assert run("compare", profile, profile, "-f", "html").exit_code == 2
    assert run("compare", profile, profile, "-o", tmp_path / "c.html").exit_code == 2


def test_help_covers_every_command(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("assess", "compare", "validate", "init", "explain", "catalog", "schema", "classify"):
        assert command in shown
        assert run(command, "--help").exit_code == 0
