"""Every shipped profile runs as it stands, and the starter explains every field that there is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from officesplit import pipeline
from officesplit.model.profile import Profile
from officesplit.model.vocabulary import DataCategory, Demand, Family, Goal, Hours, Kind, Level, Office, Suppliers

ROOT = Path(__file__).parents[2]
INDUSTRIES = sorted((ROOT / "profiles" / "industries").glob("*.yaml"))
STARTER = ROOT / "profiles" / "starter.yaml"
EXAMPLES = sorted((ROOT / "examples").glob("*/profile.yaml"))
ALL = [STARTER, *INDUSTRIES, *EXAMPLES]

FOUNDING = {
    "hospitality": ["reception", "Concierge", "reservations", "accounting", "Procurement", "Human resources"],
    "financial_services": ["advisors", "Trading", "relationship managers", "settlement", "Compliance checks", "audit"],
    "healthcare": ["intake", "Appointment scheduling", "billing", "claims", "records", "Payroll"],
    "retail": ["Point of sale", "service desks", "E-commerce support", "Inventory logistics", "Vendor", "Accounting"],
}
"""What the founding claims C5 to C8 name for an industry."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def profile_of(path: Path) -> Profile:
    return pipeline.read_profile(path).profile


def starter() -> str:
    return STARTER.read_text(encoding="utf-8")


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation, with those inside them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for argument in get_args(annotation):
        yield from models(argument)


FIELDS = sorted({(model.__name__, key) for model in models(Profile) for key in model.model_fields})


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_it_loads_and_validates(path: Path) -> None:
    assert profile_of(path).functions


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_editors_find_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert (path.parent / found[1]).resolve() == ROOT / "profiles" / "schema" / "profile.schema.json"


def test_ten_industries_are_shipped() -> None:
    assert len(INDUSTRIES) == 10


@pytest.mark.parametrize("path", INDUSTRIES, ids=lambda path: path.stem)
class TestIndustry:
    def test_size_and_key(self, path: Path) -> None:
        profile = profile_of(path)
        assert profile.company.industry == path.stem
        assert 10 <= len(profile.functions) <= 25

    def test_says_that_it_is_invented(self, path: Path) -> None:
        head = path.read_text(encoding="utf-8").splitlines()[1:3]
        assert all(line.startswith("# ") for line in head)
        assert "invented" in head[0]
        assert "`given`" in head[1]

    def test_names_the_founding_functions(self, path: Path) -> None:
        names = " / ".join(function.name for function in profile_of(path).functions)
        assert [word for word in FOUNDING.get(path.stem, []) if word not in names] == []


def test_companies_differ() -> None:
    profiles = [profile_of(path) for path in INDUSTRIES]
    assert len({profile.company.name for profile in profiles}) == len(profiles)
    assert sum(profile.company.country == "US" for profile in profiles) * 2 >= len(profiles)
    assert len({profile.goals[0] for profile in profiles if profile.goals}) >= 3


@pytest.mark.parametrize(("model", "key"), FIELDS, ids=[f"{model}.{key}" for model, key in FIELDS])
def test_starter_mentions_the_field(model: str, key: str) -> None:
    assert re.search(rf"(?m)(?:^|[\s{{,]){re.escape(key)}:", starter()), f"{model}.{key}"


@pytest.mark.parametrize("words", [Goal, DataCategory, Demand, Hours, Level, Office, Suppliers, Kind, Family])
def test_starter_lists_the_words(words: Any) -> None:
    assert [word.value for word in words if not re.search(rf"\b{word.value}\b", starter())] == []


def test_starter_lists_what_the_rulebook_knows() -> None:
    book = pipeline.rulebook()
    words = {risk.family for risk in book.risks.values()}
    for industry in book.industries.values():
        words |= {flag.flag for flag in industry.regulated_as}
    for gate in book.gates.values():
        words |= {*gate.when.regulated_as, *gate.unless}
    assert sorted(word for word in words if not re.search(rf"\b{word}\b", starter())) == []
