"""Every notebook, run to its end by Python in Chromium, and one in Firefox and in WebKit."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import FrameLocator, Page, Request, expect

from askfirst.activities.registry import TYPES
from askfirst.building.outputs import Wishes, shelf_for
from askfirst.curriculum import module_paths, read_module
from askfirst.export.formats import LITE, LITE_PARTS
from askfirst.export.lite import PARTS, has_parts
from askfirst.export.site_texts import SITE
from tests.browser.engines import Open
from tests.browser.surface import MAPPED_HOST, OpenPage
from tests.serving import folder_served

pytestmark = pytest.mark.long

ROOT: Final = Path(__file__).parents[2]
STEMS: Final = [path.stem for path in module_paths(ROOT / "notebooks")]
READY: Final = 180_000  # milliseconds: Python has to start, on whatever machine this is
FAILED: Final = ", ".join(
    f".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.{kind}']"
    for kind in ("stderr", "error")
)
DRAWN: Final = ", ".join(f"askfirst-{kind}" for kind in TYPES)
KEPT: Final = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: self.caches ? await caches.keys() : [],
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING: Final = {
    "local": [],
    "session": [],
    "cookie": "",
    "databases": [],
    "caches": [],
    "workers": 0,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The part of the site that runs the notebooks, without what is printed."""
    if not has_parts(ROOT):
        reason = f"{PARTS.as_posix()} is missing: run make lite first."
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    top = tmp_path_factory.mktemp("lite")
    shelf = shelf_for(Wishes(formats=("site",)), ROOT)
    for made in LITE:
        if made.whole:
            write(top / f"{made.name}{made.suffix}", made.render_all(shelf))
            continue
        for module in shelf.modules:
            write(
                top / made.name / f"{module.stem}{made.suffix}", made.render_module(module, shelf)
            )
    for name in LITE_PARTS.sources(ROOT):
        write(top / LITE_PARTS.name / name, LITE_PARTS.render_file(ROOT, name, shelf))
    return top / "site"


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(params=[MAPPED_HOST, "localhost"])
def served(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Its address on plain http: by a name, and as localhost, where service workers could be."""
    with folder_served(site, request.param) as address:
        yield address


def run(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    expect(page.get_by_role("status").first).to_have_text(SITE["run_done"], timeout=READY)
    return page.frame_locator("iframe.served")


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("served", [MAPPED_HOST], indirect=True)
def test_a_notebook_runs_to_its_end_and_keeps_nothing(
    open_page: OpenPage, served: str, stem: str
) -> None:
    """No cell fails, each activity and picture is drawn, and nothing is left or asked elsewhere."""
    page = open_page()
    lab = run(page, f"{served}/run/{stem}.html")
    expect(lab.locator(FAILED)).to_have_count(0)
    expect(lab.locator(".jp-RenderedMarkdown img").first).to_have_js_property(
        "complete", value=True
    )
    widths = lab.locator(".jp-RenderedMarkdown img").evaluate_all(
        "all => all.map(i => i.naturalWidth)"
    )
    assert 0 not in widths
    module = read_module(ROOT / "notebooks" / f"{stem}.ipynb")
    declared = [cell for cell in module.cells if cell.activity is not None]
    drawn = lab.locator(".jp-OutputArea-output").filter(has=page.locator(DRAWN))
    expect(drawn).to_have_count(len(declared))
    assert page.evaluate(KEPT) == NOTHING
    page.locator("#leave").click()
    page.wait_for_url("about:blank")


def test_an_answer_is_given_alone_and_a_note_written(open_page: OpenPage, served: str) -> None:
    """A question takes an answer from the kernel's memory, and what was typed goes nowhere."""
    page = open_page()
    asked: list[str] = []
    lab = run(page, f"{served}/run/05_consent.html")
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    question = lab.locator("askfirst-poll").first
    question.get_by_role("checkbox").first.or_(question.get_by_role("radio").first).check()
    question.get_by_role("button").first.click()
    expect(question.get_by_text("Alone", exact=False).first).to_be_visible()
    note = lab.locator("askfirst-note").first.get_by_role("textbox").first
    note.fill("a quiet word")
    assert [url for url in asked if "quiet" in url] == []
    assert page.evaluate(KEPT) == NOTHING


@pytest.mark.parametrize("served", [MAPPED_HOST], indirect=True)
def test_it_loads_no_more_than_it_says(open_page: OpenPage, served: str) -> None:
    """The first notebook loads about as many megabytes as the page before it says."""
    page = open_page()
    loaded: list[Request] = []

    def note(request: Request) -> None:
        loaded.append(request)

    page.context.on("requestfinished", note)
    run(page, f"{served}/run/05_consent.html")
    size = sum(request.sizes()["responseBodySize"] for request in loaded)
    assert "about 30 MB" in SITE["run_load"]
    assert 27e6 < size < 33e6


def inside(what: str) -> str:
    """Return a function of JavaScript that looks into the notebook in its frame."""
    return f"() => {{ const d = document.querySelector('iframe').contentDocument; return {what}; }}"


def test_a_notebook_runs_in_other_browsers(engine: Open, site: Path) -> None:
    """In Firefox and in WebKit a notebook runs to its end, takes an answer, and keeps nothing."""
    page = engine((1280, 800))
    with folder_served(site, page.host) as address:
        page.goto(f"{address}/run/05_consent.html")
        page.see(SITE["run_done"], patience=READY / 1000)
        count = "d.querySelectorAll({}).length"
        assert page.evaluate(inside(count.format(json.dumps(FAILED)))) == 0
        module = read_module(ROOT / "notebooks" / "05_consent.ipynb")
        declared = [cell for cell in module.cells if cell.activity is not None]
        outputs = "[...d.querySelectorAll('.jp-OutputArea-output')]"
        drawn = f"{outputs}.filter((one) => one.querySelector({json.dumps(DRAWN)})).length"
        assert page.evaluate(inside(drawn)) == len(declared)
        poll = "d.querySelector('askfirst-poll')"
        page.evaluate(inside(f"{poll}.querySelector('input').click()"))
        page.evaluate(inside(f"{poll}.querySelector('button').click()"))
        said = inside(f"{poll}.innerText.includes('Alone')")
        page.wait(f"({said})()")
        assert page.evaluate(KEPT) == NOTHING
