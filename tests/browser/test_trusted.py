"""HTML that is trusted, in Chromium: it runs nothing, loads nothing, and stays in its box."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from askfirst.curriculum import module_from_notebook
from askfirst.export.deck import render_deck
from askfirst.export.page import page_html
from tests.browser.alone import opened
from tests.browser.deck_sheet import open_deck, show
from tests.browser.surface import OpenPage, axe
from tests.export.samples import notebook, text

OUT: Final = "http://outside.test"
SOURCE: Final = f"""## Shown

<details><summary>More</summary>

Inside.

</details>

<p style="position: fixed; inset: 0; z-index: 99; background: #fff">Over all</p>

<style>
:scope, & {{ contain: none !important; display: contents !important }}
p, h2, #leave {{ color: rgb(1, 2, 3) }}
</style><p>Styled</p>

<script>document.title = "taken"</script><img src="{OUT}/a.png" alt="away" onerror="evil()">

<u onclick="document.title = 'taken'">Press</u> <a href="javascript:evil()">Go</a>
"""

BEYOND: Final = f"""## Kept

<style>/<!--*{{*/ }} h2 {{ display: none }}</style><style>i {{ a: "{{
}}}} h2 {{ display: none }}</style><style>i {{ a: url(#{{)}}}} h2 {{ display: none }}</style>
<style>@property --ink {{ syntax: "*"; inherits: false; }}</style>
<p style='background: image-set("{OUT}/b.png" 1x)'>Set</p>
<p style="background: url({OUT}/c">Open</p>
"""


def made(source: str, page: Page, folder: Path, surface: str) -> Page:
    """A deck or page of a trusted notebook, where its HTML is."""
    module = module_from_notebook(notebook([text("# T"), text(source)]), Path("other.ipynb"))
    render: Any = {"deck": render_deck, "page": page_html}[surface]
    file = folder / "made.html"
    file.write_text(render(replace(module, trusted=True)), encoding="utf-8")
    if surface == "page":
        return opened(page, file.as_uri())
    open_deck(page, file.as_uri())
    show(page, 2)
    return page


@pytest.mark.parametrize("surface", ["deck", "page"])
def test_trusted_html_stays_in_its_box(open_page: OpenPage, tmp_path: Path, surface: str) -> None:
    """It opens and has its looks, but covers nothing of ours, runs no script and asks nothing."""
    with pytest.warns(UserWarning, match="away|a.png"):
        page = made(SOURCE, open_page(), tmp_path, surface)
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_text("Inside.", exact=True)).to_be_visible()
    expect(page.get_by_text("Styled", exact=True)).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.get_by_role("heading", name="Shown")).not_to_have_css("color", "rgb(1, 2, 3)")
    over = page.get_by_text("Over all", exact=True)
    inside: bool = over.evaluate(
        """(over) => {
          const [own, box] = [over, over.closest(".markup")].map((e) => e.getBoundingClientRect());
          return own.width <= box.width && own.height <= box.height;
        }"""
    )
    assert inside
    page.get_by_text("Press", exact=True).click()
    expect(page).not_to_have_title("taken")
    axe(page)


@pytest.mark.parametrize("surface", ["deck", "page"])
def test_no_sheet_ends_its_scope(open_page: OpenPage, tmp_path: Path, surface: str) -> None:
    """A sheet that is read in two ways hides nothing of ours, and none asks outside."""
    with pytest.warns(UserWarning, match="<style>, style of <p>"):
        page = made(BEYOND, open_page(), tmp_path, surface)
    expect(page.get_by_text("Open", exact=True)).to_be_visible()
    ink = page.get_by_role("heading", name="Kept").evaluate(
        "(heading) => getComputedStyle(heading).getPropertyValue('--ink')"
    )
    assert ink
