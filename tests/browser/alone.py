"""The self-paced page as the browser tests open it: small, of a module, or of the gallery."""

from functools import cache
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.curriculum import read_module
from askfirst.export.page import page_file, page_html
from askfirst.export.shelf import shelf_beside
from askfirst.export.texts import PAGE
from tests.browser.surface import TARGET
from tests.export.samples import CLAIMS, FILLED, whole_module

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
GALLERY: Final = ROOT / "docs" / "gallery.ipynb"
# Everything that a browser keeps for a page, besides the page itself.
KEPT: Final = """async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, history.state,
  (await indexedDB.databases()).map(({ name }) => name), location.search,
])"""
NOTHING: Final = '[{},{},"",null,[],""]'


@cache
def made_page(path: Path) -> bytes:
    """Return the page of a notebook; in the gallery the link to a file of the docs is left out."""
    if path != GALLERY:
        return page_file(read_module(path), shelf_beside(path))
    with pytest.warns(match="activities.md"):
        return page_file(read_module(path), shelf_beside(path))


def small_page(folder: Path) -> str:
    """Put a page with one cell of each kind into a folder, and return its name."""
    html = page_html(whole_module(folder), claims=CLAIMS, services=FILLED)
    (folder / "page.html").write_text(html, encoding="utf-8")
    return "page.html"


def opened(page: Page, address: str) -> Page:
    """Open a page, and wait until its components stand there."""
    page.goto(address)
    page.locator("html.live-page").wait_for()
    return page


def show_gallery(page: Page, folder: Path) -> Page:
    """Open the page of the gallery."""
    file = folder / "gallery.html"
    file.write_bytes(made_page(GALLERY))
    return opened(page, file.as_uri())


def skipped_to(page: Page, passed: Locator) -> None:
    """Skip to the text by the first stop of the keyboard, which is in sight and covers no way out.

    Args:
        page: As it opens.
        passed: A link of its bar, which the next stop is behind.
    """
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name=PAGE["skip"])
    expect(link).to_be_focused()
    shown, way_out = link.bounding_box(), passed.bounding_box()
    assert shown is not None
    assert way_out is not None
    assert shown["height"] >= TARGET
    assert min(shown["x"], shown["y"]) >= 0
    apart = (shown["x"] + shown["width"], way_out["x"] + way_out["width"])
    assert apart[0] <= way_out["x"] or apart[1] <= shown["x"]
    page.keyboard.press("Enter")
    text = page.get_by_role("main")
    expect(text).to_be_focused()
    assert text.evaluate("(main) => getComputedStyle(main).outlineStyle") == "none"
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def note(page: Page) -> Locator:
    """The first field for a note."""
    return page.locator("askfirst-note textarea").first
