"""The pages that lead to notebooks and run them, in Chromium, with a stand-in for JupyterLite."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Dialog, Page, expect

from askfirst.building.outputs import Wishes, shelf_for
from askfirst.export.site_notebooks import notebook_page, notebooks_page
from askfirst.export.site_texts import SITE
from askfirst.records import replace
from tests.browser.alone import KEPT, NOTHING, skipped_to
from tests.browser.measured import CONTROLS, OVERFLOW, TARGETS
from tests.browser.surface import MAPPED_HOST, OpenPage, Screen, axe
from tests.serving import folder_served

ROOT: Final = Path(__file__).parents[2]
# A page that behaves as JupyterLite does towards the page around it, and no more.
STAND_IN: Final = """<!DOCTYPE html><html lang="en"><title>Lab</title><p>A notebook</p><script>
const asked = [];
const panel = {{
  context: {{ready: Promise.resolve()}},
  sessionContext: {{ready: Promise.resolve(), session: {{kernel: {{info: Promise.resolve()}}}}}},
  content: {{activeCellIndex: 9, scrollToItem: async (at) => asked.push(`top ${{at}}`)}},
}};
window.asked = asked;
window.jupyterapp = {{
  restored: Promise.resolve(),
  shell: {{currentWidget: panel}},
  commands: {{execute: async (name) => {{ asked.push(name); return {whole}; }}}},
}};
addEventListener("beforeunload", (event) => event.preventDefault());
</script></html>
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of two notebooks; the cells of the second cannot be run."""
    top = tmp_path_factory.mktemp("run")
    shelf = replace(shelf_for(Wishes(formats=("site",)), ROOT), run=True)
    (top / "notebooks.html").write_bytes(notebooks_page(shelf))
    (top / "run").mkdir()
    for module, name in zip(shelf.modules, ("whole", "broken"), strict=False):
        page = notebook_page(module, shelf).replace(b"../lite/notebooks/index", f"{name}".encode())
        (top / "run" / f"{module.stem}.html").write_bytes(page)
    for name, whole in (("whole", "true"), ("broken", "false")):
        (top / "run" / f"{name}.html").write_text(STAND_IN.format(whole=whole), encoding="utf-8")
    return top


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    """The address of the folder on plain http, with a name that is not localhost."""
    with folder_served(folder, MAPPED_HOST) as address:
        yield address


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("html.live-page").wait_for()
    return page


def test_from_disk_it_says_why_no_notebook_runs(open_page: OpenPage, folder: Path) -> None:
    """Where a browser lets none run, a sentence stands in place of every link and frame."""
    page = opened(open_page(), (folder / "notebooks.html").as_uri())
    expect(page.get_by_text(SITE["run_disk"])).to_be_visible()
    expect(page.locator("ol.served")).to_be_hidden()
    opened(page, (folder / "run" / "00_welcome.html").as_uri())
    expect(page.get_by_text(SITE["run_disk"])).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    assert page.locator("iframe").get_attribute("src") is None


def test_without_javascript_it_says_so(open_page: OpenPage, served: str) -> None:
    """Nothing that cannot run is offered, and the way back is."""
    page = open_page(javascript=False)
    page.goto(f"{served}/notebooks.html")
    expect(page.get_by_text(SITE["run_script"])).to_be_visible()
    expect(page.locator("ol.served")).to_be_hidden()
    expect(page.get_by_role("link", name=SITE["home"]).first).to_be_visible()


def test_from_a_server_a_notebook_is_chosen_and_runs_by_itself(
    open_page: OpenPage, served: str
) -> None:
    """By keyboard from the list into the notebook; when it has run, its top is in view again."""
    page = opened(open_page(), f"{served}/notebooks.html")
    expect(page.get_by_text(SITE["run_disk"])).to_be_hidden()
    page.get_by_role("link", name="Welcome: how we work together").press("Enter")
    expect(page.get_by_role("status")).to_have_text(SITE["run_done"])
    assert page.title() == SITE["tab"]
    assert page.frames[1].evaluate("asked") == ["notebook:run-all-cells", "top 0"]
    assert page.evaluate(KEPT) == NOTHING


@pytest.mark.parametrize("name", ["notebooks.html", "run/00_welcome.html"])
def test_the_keyboard_skips_to_the_text(open_page: OpenPage, served: str, name: str) -> None:
    """The first stop leads past the bar, to the list and to what stands around a notebook."""
    page = opened(open_page(Screen.PHONE), f"{served}/{name}")
    skipped_to(page, page.locator("#leave"))


def test_a_notebook_that_stops_says_so(open_page: OpenPage, served: str) -> None:
    """Where a cell could not be run, the line says so and what to do."""
    page = opened(open_page(), f"{served}/run/01_words.html")
    expect(page.get_by_role("status")).to_have_text(SITE["run_failed"])


def test_leaving_asks_nothing_and_leaves_no_way_back(open_page: OpenPage, served: str) -> None:
    """Leave now empties the page although the notebook would ask first, and Back leads past it."""
    page = open_page()
    page.goto("about:blank#before")
    opened(page, f"{served}/run/00_welcome.html")
    expect(page.get_by_role("status")).to_have_text(SITE["run_done"])
    page.frame_locator("iframe").get_by_text("A notebook").click()
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    page.locator("#leave").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url == "about:blank#before"
    assert asked == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
def test_axe_finds_nothing(open_page: OpenPage, served: str, screen: Screen, dark: bool) -> None:
    """The page that leads to the notebooks and the one around a notebook pass axe, and fit."""
    page = open_page(screen, dark=dark)
    for name in ("notebooks.html", "run/00_welcome.html"):
        opened(page, f"{served}/{name}")
        axe(page)
        assert page.evaluate(OVERFLOW) == [], name
        controls = page.locator("main").locator(CONTROLS)
        small = [one for one in controls.evaluate_all(TARGETS) if one["height"] < 43.9]
        assert small == [], name
