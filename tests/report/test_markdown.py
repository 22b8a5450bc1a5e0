"""The Markdown report: tables that hold, text that stays text, pictures beside it."""

import re
from itertools import pairwise

import pytest

from officesplit.model.result import Assessment
from officesplit.report.markdown import render_markdown, render_memo
from officesplit.report.pages import markdown_text
from officesplit.report.view import SECTIONS
from tests.report.sample import sample_assessment, undrawn


@pytest.fixture(scope="module")
def text(sample: Assessment) -> str:
    return render_markdown(sample).text


def test_sections_are_there_in_order(text: str) -> None:
    titles = re.findall(r"^## (\d+) (.*)$", text, flags=re.MULTILINE)
    assert titles == [(str(number), title) for number, (_, title, *_) in enumerate(SECTIONS, start=1)]


def test_rows_of_a_table_have_the_cells_of_its_head(text: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(counts) == 1, block.splitlines()[0]
        assert set(block.splitlines()[1]) <= set("|-: ")


def test_a_table_or_list_never_touches_the_paragraph_before(text: str) -> None:
    lines = text.splitlines()
    for before, line in pairwise(lines):
        if line.startswith(("**", "#", "![")):
            assert before == "", (before, line)
        if line.startswith("|"):
            assert before == "" or before.startswith("|"), (before, line)


def test_a_name_that_is_markup_stays_a_name(text: str) -> None:
    assert "<script" not in text
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; \[bold\]x\[/\] =cmd() \| a b" in text


def test_links_inside_the_report_resolve(text: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_pictures_lie_beside_the_report(sample: Assessment) -> None:
    rendered = render_markdown(sample, stem="case")
    shown = re.findall(r"\]\((case-[a-z_]+\.svg)\)", rendered.text)
    assert sorted(shown) == sorted(rendered.companions)
    assert shown
    assert all(svg.lstrip().startswith("<svg") and "xmlns=" in svg for svg in rendered.companions.values())


def test_without_charts_nothing_lies_beside(sample: Assessment) -> None:
    rendered = render_markdown(sample, with_charts=False)
    assert not rendered.companions
    assert "![" not in rendered.text


def test_same_result_same_bytes(sample: Assessment, text: str) -> None:
    assert render_markdown(sample).text == text
    assert "\n\n\n" not in text
    assert text.endswith("\n")


def test_an_empty_company_has_a_report_too() -> None:
    assert "changing nothing now" in render_markdown(sample_assessment(())).text


def test_the_memo_asks_for_one_decision(sample: Assessment) -> None:
    memo = render_memo(sample).text
    assert memo.startswith("# Decision memo: Harbour Lane Hotels\n")
    headings = re.findall(r"^## (.*)$", memo, flags=re.MULTILINE)
    assert headings[:3] == ["Decision asked", "Value and odds", "Top risks"]
    assert headings[3:] == ["First 90 days", "Gaps to close first", "Approval"]
    assert "<script" not in memo


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a | b", r"a \| b"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("79.5", "79.5"),
        ("*bold* _it_ snake_case", r"\*bold\* \_it\_ snake_case"),
        ("[x](http://e.org)", r"\[x\](http://e.org)"),
        ("`code` $x$ ~~s~~", r"\`code\` \$x\$ \~\~s\~\~"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("two\nlines\r\n\tmore", "two lines more"),
        ("turn\u202eed \x07", "turned"),
    ],
)
def test_text_stays_text(value: str, shown: str) -> None:
    assert markdown_text(value) == shown


def test_without_draws_nothing_breaks_and_it_is_said(sample: Assessment) -> None:
    for rendered in (render_markdown(undrawn(sample)), render_memo(undrawn(sample))):
        assert "No odds: this result was made without draws." in rendered.text
        assert "P10" not in rendered.text
