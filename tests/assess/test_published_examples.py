"""Other people's worked examples, written as profiles, come out as they worked them out."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from officesplit import pipeline
from officesplit.model.result import Cost

FILES = ("published_examples.yaml", "published_examples_2.yaml")
EXAMPLES: list[dict[str, Any]] = [
    example
    for name in FILES
    for example in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))["examples"]
]
SAID = [example for example in EXAMPLES if "cannot" not in example]
ids = [example["id"] for example in SAID]


def cost_of(example: dict[str, Any], folder: Path) -> Cost:
    path = folder / "profile.yaml"
    path.write_text(yaml.safe_dump(example["profile"], allow_unicode=True), encoding="utf-8")
    result = pipeline.assess(pipeline.read_profile(path))
    function = next(one for one in result.functions if one.id == example["function"])
    option = next(one for one in function.options if one.option == example["option"])
    assert option.cost is not None, option.no_cost_reason or [hit.title for hit in option.struck]
    return option.cost


def read(cost: Cost, path: str) -> Any:
    """The number behind a path such as ``annual[1].option``."""
    value: Any = cost
    for name, row in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        if row:
            value = value[int(row)]
    return value


@pytest.mark.parametrize("example", SAID, ids=ids)
def test_example_comes_out_to_the_cent(example: dict[str, Any], tmp_path: Path) -> None:
    cost = cost_of(example, tmp_path)
    for path, number in example["exact"].items():
        assert read(cost, path) == pytest.approx(number, abs=0.005), path


@pytest.mark.parametrize("example", [one for one in SAID if one["expect"]], ids=lambda one: one["id"])
def test_example_agrees_with_what_its_source_prints(example: dict[str, Any], tmp_path: Path) -> None:
    cost = cost_of(example, tmp_path)
    for path, number in example["expect"].items():
        assert abs(read(cost, path) - number) <= example["to"][path] + 1e-9, path


def test_every_example_names_its_source_and_its_words() -> None:
    for example in EXAMPLES:
        assert example["source"]["url"].startswith("https://") or example["source"]["url"].startswith("http://")
        assert 0 < len(example["quote"].split()) <= 30, example["id"]


def test_every_example_has_a_name_of_its_own() -> None:
    names = [example["id"] for example in EXAMPLES]
    assert sorted(set(names)) == sorted(names)
