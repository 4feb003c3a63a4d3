"""The notebook in JupyterLab: alone, leading the room, and exported from the menu."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.held import Opened, open_workshop
from tests.browser.surface import OpenPage, Screen

START = 90_000  # milliseconds until a lab and its kernel are ready on a slow machine


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One workshop for all tests of this file; each opens the notebook anew."""
    with open_workshop(tmp_path_factory.mktemp("project")) as opened:
        yield opened


def open_notebook(page: Page, workshop: Opened, path: str = "notebooks/05_consent.ipynb") -> None:
    """Open a notebook in the workshop's lab and wait for its kernel."""
    lab = workshop.wait_for_lab()
    page.set_default_timeout(START)
    page.goto(lab.replace("/lab?", f"/lab/tree/{path}?reset&"))
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text(re.compile(r"Python 3 .*\| Idle")).first.wait_for()


def menu(page: Page, *names: str) -> None:
    """Choose from the menu bar."""
    page.get_by_role("menubar").get_by_text(names[0], exact=True).first.click()
    for name in names[1:]:
        page.locator(".lm-Menu-item").get_by_text(name, exact=True).last.click()


def activity(page: Page, kind: str, question: str) -> Locator:
    """Find a widget by its question, scrolled into view so that the lab draws it."""
    return page.locator(f"askfirst-{kind}").filter(has_text=question).first


def test_leads_the_room(open_page: OpenPage, workshop: Opened) -> None:
    """In a kernel of the workshop the widget opens and closes the activity in the room."""
    page = open_page(Screen.LAPTOP)
    open_notebook(page, workshop)
    menu(page, "Run", "Run All Cells")
    widget = activity(page, "poll", "Which of these are a yes")
    widget.get_by_role("button", name="Open").click()
    widget.get_by_text("Open: answers arriving").wait_for()
    assert workshop.phase("05-signals") == "open"
    widget.get_by_role("button", name="Close").click()
    widget.get_by_text("Closed", exact=True).wait_for()
    assert workshop.phase("05-signals") == "closed"
    expect(widget.get_by_role("checkbox")).to_have_count(0)


def test_alone_a_click_reaches_the_kernel(open_page: OpenPage, workshop: Opened) -> None:
    """Without a room an answer reaches the kernel, and never the notebook that is saved."""
    source = [
        "import os\n",
        "os.environ.pop('ASKFIRST_ROOM', None)\n",
        "from askfirst import Poll\n",
        "poll = Poll('x-alone', 'Which?', options=['This one', 'That one'])\n",
        "poll",
    ]
    asked = ["f'cells {poll.answer.cells}'"]
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "source": text,
         "execution_count": None}
        for i, text in enumerate((source, asked))
    ]  # fmt: skip
    path = workshop.folder / "notebooks" / "99_alone.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3"}}})
    )  # fmt: skip
    page = open_page(Screen.LAPTOP)
    open_notebook(page, workshop, "notebooks/99_alone.ipynb")
    page.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Control+Enter")
    widget = page.locator("askfirst-poll")
    widget.get_by_label("That one").check()
    widget.get_by_role("button", name="Answer").click()
    widget.get_by_text("Thank you. That is in.").wait_for()
    page.locator(".jp-CodeCell").nth(1).click()
    page.keyboard.press("Control+Enter")
    page.get_by_text("cells (1,)").wait_for()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    saved = json.loads(path.read_text())
    assert "widgets" not in saved["metadata"]
    outputs = json.dumps(saved["cells"][0]["outputs"])
    assert "This one" in outputs
    assert "sent" not in [k for o in saved["cells"][0]["outputs"] for k in o["data"]]
    path.unlink()


def test_exports_the_deck_from_the_menu(
    open_page: OpenPage, workshop: Opened, tmp_path: Path
) -> None:
    """Save and Export gives the deck as one file."""
    page = open_page(Screen.LAPTOP)
    with page.expect_response("**/api/nbconvert*", timeout=START):  # the menu is filled after it
        open_notebook(page, workshop)
    with page.expect_download(timeout=START) as waiting:
        menu(page, "File", "Save and Export Notebook As")
        page.locator(".lm-Menu-item").get_by_text("Workshop_deck").last.click()
    file = tmp_path / "deck.html"
    waiting.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "Consent that keeps going" in text
    assert text.lower().lstrip().startswith("<!doctype html>")
