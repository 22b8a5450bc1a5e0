"""The HTML report in a real browser: accessible, inert, alone, narrow, printed, without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

OPEN_ALL = "document.querySelectorAll('details').forEach(item => { item.open = true })"
RUN_AXE = """() => axe.run().then(result => result.violations.map(
    rule => rule.id + ': ' + rule.nodes.map(node => node.html.slice(0, 120)).join(' | ')))"""
DARK_OR_LIGHT = """() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)
    return (red + green + blue) / 3
}"""


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Callable[..., Any], axe: str, scheme: str, width: int) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.evaluate(OPEN_ALL)
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Callable[..., Any], report: Path) -> None:
    page = open_page()
    page.wait_for_load_state("networkidle")
    assert page.asked == [report.as_uri()]
    assert page.complaints == []


def test_a_name_that_is_a_script_is_shown_and_does_nothing(open_page: Callable[..., Any]) -> None:
    page = open_page(bypass_csp=True)
    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
    assert page.locator("script").count() == 0
    assert page.complaints == []


def test_everything_is_there_without_scripts(open_page: Callable[..., Any]) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator("main h2").count() == 17
    assert all(heading.is_visible() for heading in page.locator("main h2").all())
    page.locator("#s-classification summary").first.click()
    assert page.locator("#s-classification details").first.locator("table").is_visible()


@pytest.mark.parametrize("opened", [False, True])
def test_a_narrow_page_does_not_scroll_sideways(open_page: Callable[..., Any], opened: bool) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    if opened:
        page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.body.scrollWidth") <= 320


def test_wide_tables_scroll_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
    # The summary's own table turns into cards on a narrow screen; the tables behind it scroll.
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.scroll')].findIndex(item => item.checkVisibility() && "
        "item.scrollWidth > item.clientWidth)"
    )
    assert wide >= 0, "no table of the report is wider than the screen"
    region = page.locator(".scroll").nth(wide)
    region.focus()
    assert region.evaluate("item => item === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_skip_link_leads_to_the_report(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_light_and_dark_differ(open_page: Callable[..., Any]) -> None:
    assert open_page(color_scheme="light").evaluate(DARK_OR_LIGHT) > 200
    assert open_page(color_scheme="dark").evaluate(DARK_OR_LIGHT) < 60


def test_print_is_light_and_shows_the_workings(open_page: Callable[..., Any]) -> None:
    page = open_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(DARK_OR_LIGHT) > 250
    assert not page.locator("nav.toc").is_visible()
    working = page.locator("#s-business_case details .work").first
    assert working.bounding_box()["height"] > 10


def test_the_first_printed_page_is_the_summary_alone(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 1017})  # A4 at 96 dpi within the margins of the style sheet
    box = page.locator("#s-summary").bounding_box()
    assert box["y"] + box["height"] <= 1017
    assert page.locator("#s-summary").evaluate("item => getComputedStyle(item).breakAfter") == "page"
