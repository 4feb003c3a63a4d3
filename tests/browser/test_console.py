"""The console in JupyterLab leads a workshop, with the kernel as its only way to the room."""

import json
import secrets
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.held import Opened, open_workshop
from tests.browser.surface import OpenPage, Screen
from tests.browser.test_lab import menu, open_notebook

NOTEBOOK = "facilitator/console.ipynb"
BISCUIT = "Which biscuit?"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Opened]:
    """A workshop of its own for each test."""
    with open_workshop(tmp_path) as opened:
        yield opened


def led(page: Page, workshop: Opened) -> Locator:
    """Open the notebook, run it, and give the console."""
    open_notebook(page, workshop, NOTEBOOK)
    menu(page, "Run", "Run All Cells")
    console = page.locator(".askfirst-start")
    console.get_by_role("heading", name="All modules").wait_for()
    return console


def post(workshop: Opened, path: str, body: dict[str, Any]) -> Any:
    url = f"http://127.0.0.1:{workshop.port}{path}"
    request = urllib.request.Request(url, data=json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def answer(workshop: Opened, activity: str, choices: Sequence[str]) -> None:
    """One phone for each choice joins and sends it."""
    for choice in choices:
        ticket, nonce = secrets.token_hex(16), secrets.token_hex(16)
        seat = post(workshop, "/join", {"word": workshop.word, "ticket": ticket})["seat"]
        sent = {"seat": seat, "activity": activity, "nonce": nonce, "choice": choice, "round": 1}
        post(workshop, "/answer", sent)


def phase(console: Locator, name: str) -> None:
    expect(console.locator(f".control[data-phase={name}]")).to_be_visible()
    expect(console.locator("#next-step[disabled]")).to_have_count(0)


def test_a_poll_is_led_from_open_to_result(open_page: OpenPage, workshop: Opened) -> None:
    """Opened, closed and shown from the console; the clock runs there; nothing of it is saved."""
    page = open_page(Screen.LAPTOP)
    console = led(page, workshop)
    console.get_by_role("button", name="Start the clock").click()
    expect(console.locator(".how-far")).to_have_text("On time")
    console.get_by_role("button", name=BISCUIT).click()
    console.locator("#next-step").focus()
    page.keyboard.press("o")
    phase(console, "open")
    snapshot = workshop.snapshot()["activities"]
    (biscuit,) = [name for name, one in snapshot.items() if one["phase"] == "open"]
    answer(workshop, biscuit, ["0"] * 5 + ["1"] * 5)
    console.locator("#next-step").focus()
    page.keyboard.press("o")
    phase(console, "closed")
    expect(console.locator(".askfirst-bar")).to_have_count(0)
    page.keyboard.press("r")
    phase(console, "released")
    expect(console.locator(".control .askfirst-release")).to_be_visible()
    assert workshop.phase(biscuit) == "released"
    menu(page, "File", "Save Notebook")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    saved = (workshop.folder / NOTEBOOK).read_text(encoding="utf-8")
    assert workshop.key not in saved
    assert BISCUIT not in saved
    assert workshop.word not in json.loads(saved)["cells"][1]["outputs"][0]["data"]["text/plain"]


def test_an_agreement_is_led_to_its_vote(open_page: OpenPage, workshop: Opened) -> None:
    """Lines of a group are read, chosen and voted on without leaving JupyterLab."""
    page = open_page(Screen.LAPTOP)
    console = led(page, workshop)
    console.get_by_role("button", name="Which line should we add?").click()
    console.locator("#next-step").click()
    phase(console, "open")
    answer(workshop, "00-agreement-lines", ["=Say when you need air."] + ["=Be on time."] * 4)
    console.locator("#next-step").click()
    phase(console, "closed")
    row = console.locator(".texts li").filter(has_text="Say when you need air.")
    row.get_by_label("To the vote").check()
    console.get_by_role("button", name="Show the lines for the vote").click()
    phase(console, "released")
    console.locator("#next-step").click()
    phase(console, "draft")
    console.locator("#next-step").click()
    phase(console, "open")
    vote = workshop.snapshot()["activities"]["00-agreement-vote"]["spec"]
    assert "Say when you need air." in vote["options"]


def test_the_end_is_led_from_there_and_lists_what_is_left(
    open_page: OpenPage, workshop: Opened
) -> None:
    """The console ends the workshop after one question, and shows the room's own count."""
    page = open_page(Screen.LAPTOP)
    console = led(page, workshop)
    console.get_by_role("button", name="End the workshop").click()
    console.get_by_role("button", name="End it now").click()
    console.get_by_role("heading", name="The workshop has ended.").wait_for()
    counts = console.locator("td")
    expect(counts).to_have_text(["0"] * 9)
    assert workshop.snapshot()["room"]["ended"] is True
