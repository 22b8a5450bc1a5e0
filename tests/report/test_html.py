"""The HTML report: one self-contained, inert, well-formed page."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from officesplit.errors import UsageError
from officesplit.model.result import Assessment
from officesplit.model.vocabulary import Kind, Office
from officesplit.report.html import render_html
from officesplit.report.markdown import render_markdown, render_memo
from officesplit.report.terminal import render_terminal
from officesplit.report.view import SECTIONS
from officesplit.resources import bundled
from tests.report.sample import function_of, many_functions, sample_assessment, undrawn

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
COUNTING = {"round", "sum", "int", "float", "abs", "format", "filesizeformat"}


class Page(HTMLParser):
    """What the tests ask of a page: tags with attributes in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module")
def text(sample: Assessment) -> str:
    return render_html(sample).text


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_sections_are_there_in_order(page: Page) -> None:
    assert [item["id"] for item in page.of("section")] == [f"s-{ident}" for ident, *_ in SECTIONS]


def test_the_page_needs_nothing_else(text: str, page: Page) -> None:
    assert not page.of("script", "link", "iframe", "img", "object", "embed", "base")
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", text)
    for tag, attributes in page.tags:
        assert not {"src", "srcset", "onload", "onclick", "style"} & attributes.keys(), tag
        if attributes.get("href", "#").startswith("http"):
            assert tag == "a"


def test_a_name_that_is_markup_stays_a_name(text: str) -> None:
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_ids_are_unique_and_links_inside_the_page_resolve(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {item["href"][1:] for item in page.of("a") if item.get("href", "").startswith("#")}
    assert targets <= set(ids)


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.of("table")) == len(page.of("caption"))
    assert all(item.get("scope") in ("row", "col") for item in page.of("th"))


def test_language_title_and_landmarks(text: str, page: Page) -> None:
    assert page.of("html")[0]["lang"] == "en"
    assert "<title>Harbour Lane Hotels:" in text
    assert all(page.of(tag) for tag in ("header", "nav", "main", "footer"))
    assert page.of("a")[0]["href"] == "#main"


def test_what_must_be_said_is_said(text: str) -> None:
    for sentence in (
        "Legal information, not advice",
        "Not adopted:",
        "It reopens with:",
        "Towards giving out.",
        "No verdict: insufficient evidence",
        "How to read the odds",
        "combinations of weightings and inputs",
        "10,000 draws, seed 7",
    ):
        assert sentence in text


def test_page_one_does_not_approve_what_nobody_could_assess() -> None:
    functions = tuple(
        function_of(ident, ident, 5, Office.BACK, Kind.RETAIN, insufficient="no wage data for this country", wave=0)
        for ident in ("ap", "payroll")
    )
    result = sample_assessment(functions)
    for rendered in (render_html(result), render_markdown(result), render_memo(result)):
        assert "no function could be assessed in money" in rendered.text
        assert "No wage data for this country." in rendered.text
        assert "Approve preparing" not in rendered.text
        assert "no open option beats" not in rendered.text
    terminal = render_terminal(result).text
    assert "No function could be assessed in money" in terminal
    assert "saves" not in terminal


def test_the_verdict_table_becomes_cards_with_their_labels(text: str) -> None:
    assert 'class="scroll cards"' in text
    assert 'data-label="Verdict"' in text


def test_same_result_same_bytes(sample: Assessment, text: str) -> None:
    assert render_html(sample).text == text


def test_an_empty_company_has_a_report_too() -> None:
    assert "changing nothing now" in render_html(sample_assessment(())).text


def test_a_locale_changes_the_numbers(sample: Assessment) -> None:
    german = render_html(sample, locale="de").text
    assert "1.579.200" in german


def test_a_user_partial_replaces_ours_alone(sample: Assessment, tmp_path: Path) -> None:
    folder = tmp_path / "partials" / "html"
    folder.mkdir(parents=True)
    (folder / "exit_plan.html.j2").write_text("<p>Our own exit plan for {{ report.company }}.</p>", encoding="utf-8")
    text = render_html(sample, templates=tmp_path).text
    assert "Our own exit plan for Harbour Lane Hotels." in text
    assert "The decision asked" in text


@pytest.mark.parametrize("source", ["{% if %}", "{{ report.no_such_thing }}", "{{ nothing }}"])
def test_a_wrong_user_template_is_explained(sample: Assessment, tmp_path: Path, source: str) -> None:
    folder = tmp_path / "partials" / "html"
    folder.mkdir(parents=True)
    (folder / "exit_plan.html.j2").write_text(source, encoding="utf-8")
    with pytest.raises(UsageError):
        render_html(sample, templates=tmp_path)


def test_a_missing_templates_folder_is_explained(sample: Assessment, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        render_html(sample, templates=tmp_path / "none")


def test_a_template_file_of_ours_holds_no_arithmetic() -> None:
    folder = Path(str(bundled("templates")))
    files = sorted(folder.rglob("*.j2"))
    assert files
    for file in files:
        tree = Environment().parse(file.read_text(encoding="utf-8"))
        assert not list(tree.find_all(ARITHMETIC)), file.name
        assert not [item.name for item in tree.find_all(nodes.Filter) if item.name in COUNTING], file.name


def test_every_section_has_both_partials() -> None:
    folder = Path(str(bundled("templates"))) / "partials"
    for kind in ("html", "md"):
        names = {file.name for file in (folder / kind).iterdir()}
        assert {f"{ident}.{kind}.j2" for ident, *_ in SECTIONS} <= names


def test_twenty_functions_fit() -> None:
    text = render_html(sample_assessment(many_functions(20))).text
    assert text.count("<caption>Options for Function number") == 20


def test_without_draws_nothing_breaks_and_it_is_said(sample: Assessment) -> None:
    text = render_html(undrawn(sample)).text
    assert "No odds: this result was made without draws." in text
    assert "P10" not in text
    assert "How to read the odds" not in text
