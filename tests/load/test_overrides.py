"""Changes by ``--set`` and by scenario."""

from collections.abc import Callable

import pytest

from officesplit.load.profile import read_profile
from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook

Load = Callable[..., Profile]
Errors = Callable[..., list[str]]

TEXT = """\
company: {name: A, industry: hospitality, country: US, currency: USD}
goals: [cut_cost]
functions:
  - name: Accounts payable
    id: ap
    fte: 6
    costs: &costs {salaries: 100, benefits: [10, 11]}
    quotes: [{vendor: V, per_fte_year: 1}, {vendor: W, per_hour: 1}]
  - {name: General ledger, fte: 2, costs: *costs}
scenarios:
  shock: {assumptions.wage_growth: 0.07, "functions[ap].fte": 9}
"""


@pytest.mark.parametrize(
    ("setting", "read", "value"),
    [
        ("company.country=GB", lambda p: p.company.country, "GB"),
        ("company.country = NO", lambda p: p.company.country, "NO"),
        ("company.name=1: 2", None, None),
        ("company.name='1: 2'", lambda p: p.company.name, "1: 2"),
        ("company.name=a=b", lambda p: p.company.name, "a=b"),
        ("company.currency=null", lambda p: p.company.currency, None),
        ("goals=[comply, focus]", lambda p: list(p.goals), ["comply", "focus"]),
        ("goals[0]=focus", lambda p: list(p.goals), ["focus"]),
        ("assumptions.wage_growth=0.07", lambda p: p.assumptions.wage_growth.likely, 0.07),
        ("assumptions.wage_growth={low: 0, likely: 0.1, high: 0.2}", lambda p: p.assumptions.wage_growth.high, 0.2),
        ("functions[ap].fte=8_000", lambda p: p.functions[0].fte.likely, 8000),
        ("functions[ap].fte.high=9", lambda p: p.functions[0].fte.high, 9),
        ("functions[general_ledger].fte=8", lambda p: p.functions[1].fte.likely, 8),
        ("functions[1].fte=8", lambda p: p.functions[1].fte.likely, 8),
        ("functions[ap].quotes[0].per_fte_year=7", lambda p: p.functions[0].quotes[0].per_fte_year.likely, 7),
        ("functions[ap].costs.benefits[1]=7", lambda p: p.functions[0].costs.benefits[1].likely, 7),
        ("facts.baa_in_place=true", lambda p: p.facts["baa_in_place"], True),
        ("readiness.R13=2", lambda p: p.readiness["R13"], 2),
        ("functions[ap].readiness.R13=2", lambda p: p.functions[0].readiness["R13"], 2),
        ("as_of=2027-01-01", lambda p: str(p.as_of), "2027-01-01"),
    ],
)
def test_a_setting(
    load: Load, errors: Errors, setting: str, read: Callable[[Profile], object] | None, value: object
) -> None:
    if read is None:
        assert errors(TEXT, settings=[setting])[0].startswith(f"--set {setting}: ")
    else:
        assert read(load(TEXT, settings=[setting])) == value


def test_an_alias_is_not_changed_with_its_copy(load: Load) -> None:
    ap, ledger = load(TEXT, settings=["functions[ap].costs.salaries=5"]).functions
    assert ap.costs is not None
    assert ap.costs.salaries is not None
    assert ap.costs.salaries[0].likely == 5
    assert ledger.costs is not None
    assert ledger.costs.salaries is not None
    assert ledger.costs.salaries[0].likely == 100


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("foo", "needs PATH=VALUE; write it like functions[ap].fte=8"),
        ("=3", "needs PATH=VALUE"),
        ("company.name=", "needs PATH=VALUE"),
        ("compny.name=x", "unknown key 'compny'; did you mean 'company'?"),
        ("company.contry=GB", "unknown key 'company.contry'; did you mean 'country'?"),
        ("functions[ab].fte=8", "no function 'ab'; use one of ap, general_ledger"),
        ("functions[general_leger].fte=8", "no function 'general_leger'; did you mean 'general_ledger'?"),
        ("functions[7].fte=8", "no function '7'; use one of ap, general_ledger"),
        ("functions.fte=8", "'functions' is a list; say which entry: functions[0].fte"),
        (
            "functions[ap].quotes[2].vendor=x",
            "'functions[0].quotes' has no entry [2]; it has 2 entries, counted from 0",
        ),
        ("company.name.x=1", "'company.name' holds no keys"),
        ("a..b=1", "'a..b' is not a path; write it like"),
        ("[ap]=1", "'[ap]' is not a path; write it like"),
        ("functions[ap].fte=x", "functions[0].fte: a number is needed here, not text"),
        ("functions[ap].fte=-1", "functions[0].fte: must not be negative"),
        ("functions[ap].fte=.inf", "functions[0].fte: must be a finite number"),
        ("functions[ap].fte=[1", "did not find expected"),
        ("functions[ap].fte={low: 1, low: 2}", "duplicate key 'low'"),
        ("functions[ap].offic=x", "unknown key 'functions[0].offic'; did you mean 'office'?"),
        ("functions[ap].id=general_ledger", "a second function with the id 'general_ledger'"),
        ("company.country=ZZ", "company.country: unknown country 'ZZ'"),
        ("readiness.R99=1", "readiness.R99: unknown question 'R99'"),
        ("functions[ap].depends_on=[ap]", "functions[0].depends_on[0]: depends on itself"),
    ],
)
def test_a_wrong_setting_is_told_as_it_was_given(errors: Errors, setting: str, expected: str) -> None:
    found = errors(TEXT, settings=[setting])
    assert any(expected in problem for problem in found), found
    if "second function" not in expected:
        assert all(problem.startswith(f"--set {setting}: ") for problem in found), found


def test_a_scenario_and_then_the_settings(rulebook: Rulebook) -> None:
    profile, source = read_profile(
        "p.yaml", rulebook=rulebook, text=TEXT, scenario="shock", settings=["functions[ap].fte=10"]
    )
    assert profile.assumptions.wage_growth is not None
    assert profile.assumptions.wage_growth.likely == 0.07
    assert profile.functions[0].fte.likely == 10
    assert (source.scenario, source.settings) == ("shock", ("functions[ap].fte=10",))


def test_an_unknown_scenario(errors: Errors) -> None:
    assert errors(TEXT, scenario="shok") == ["p.yaml: no scenario 'shok'; did you mean 'shock'?"]
    short = TEXT.partition("scenarios")[0]
    assert errors(short, scenario="x") == ["p.yaml: no scenario 'x'; this profile has no scenarios"]


def test_wrong_settings_show_with_the_errors_of_the_file(errors: Errors) -> None:
    found = errors(TEXT.replace("fte: 6", "fte: -6"), settings=["foo", "functions[general_ledger].fte=-2"])
    assert [problem.partition(": ")[0] for problem in found] == [
        "--set foo",
        "--set functions[general_ledger].fte=-2",
        "p.yaml:6:10",
    ]


def test_a_setting_heals_the_file(load: Load) -> None:
    broken = TEXT.replace("fte: 6", "fte: -6")
    assert load(broken, settings=["functions[ap].fte=6"]) == load(TEXT)


def test_what_a_setting_heals_is_not_told_of_a_scenario(load: Load, errors: Errors) -> None:
    broken = TEXT.replace("country: US", "country: ZZ")
    assert load(broken, settings=["company.country=US"]) == load(TEXT)
    assert len(errors(broken)) == 1
