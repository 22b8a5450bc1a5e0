"""The list of formats: found by name and by suffix, and each renders."""

from pathlib import Path

import pytest

from officesplit.errors import UsageError
from officesplit.model.result import Assessment
from officesplit.report.formats import FORMATS, by_name, by_suffix, render
from officesplit.report.machine import render_json


def test_names_and_suffixes_are_not_shared() -> None:
    suffixes = [suffix for item in FORMATS for suffix in item.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert len({item.name for item in FORMATS}) == len(FORMATS)
    assert {"terminal", "markdown", "html", "json", "csv"} <= {item.name for item in FORMATS}


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.md", "markdown"), ("a.HTML", "html"), ("b/c.json", "json"), (Path("x.csv"), "csv"), ("y.tar.htm", "html")],
)
def test_suffix_picks_the_format(path: str | Path, name: str) -> None:
    assert by_suffix(path).name == name


@pytest.mark.parametrize("path", ["report", "report.docx", "report.", "-"])
def test_unknown_suffix_is_explained(path: str) -> None:
    with pytest.raises(UsageError) as caught:
        by_suffix(path)
    assert ".html" in caught.value.hint


def test_unknown_name_is_explained() -> None:
    with pytest.raises(UsageError) as caught:
        by_name("word")
    assert "html" in caught.value.hint
    assert by_name("JSON").name == "json"


@pytest.mark.parametrize("name", [item.name for item in FORMATS if item.is_text])
def test_every_format_renders_the_sample(name: str, sample: Assessment) -> None:
    rendered = render(sample, name, stem="harbour")
    assert "Harbour Lane Hotels" in rendered.text
    assert rendered.text.endswith("\n")
    assert render(sample, name, stem="harbour") == rendered
    assert all(file.startswith("harbour") for file in rendered.companions)


def test_options_reach_the_format(sample: Assessment) -> None:
    assert render(sample, "json", detail="lean").text == render_json(sample, detail="lean").text
    assert render(sample, "terminal", width=120).text != render(sample, "terminal").text
    assert "\x1b[" in render(sample, "terminal", colour=True).text
