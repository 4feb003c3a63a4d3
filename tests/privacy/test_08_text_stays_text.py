"""Proof 8: text that looks like a program, on every surface: no dialog, request or new element."""

import csv
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from askfirst import Note, Poll, QuestionBox, Scale, Words
from askfirst.activities.base import Activity
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.curriculum import Module
from askfirst.errors import DeclarationError, RoomError
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportWarning
from askfirst.export.handout import handout_file
from askfirst.export.page import page_html
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.opening.pages import live_deck
from askfirst.release import Tier, release_counts, release_terms, release_words
from askfirst.room.snapshots import Place
from askfirst.start.page import start_page
from tests.browser.deck_sheet import READY, open_deck
from tests.browser.held import open_workshop
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen
from tests.browser.test_lab import open_notebook
from tests.export.samples import asks, module, note, text
from tests.privacy.corpus import EVERYTHING, PRINTABLE
from tests.privacy.resources import of_html, of_office, of_pdf
from tests.room.rooms import KEY, Phone, make_room

# What is in a page, and never may come of a text. Headings, bold and links to follow may: a
# module's own cells are Markdown.
COUNTED: Final = """(formulas) => {
  // Between dollar signs stands a formula, and of that only what draws it.
  const drawn = `mi, mn, mo, mtext, mspace, mrow, mfrac, msqrt, mroot, msub, msup, msubsup, munder,
    mover, munderover, mmultiscripts, mtable, mtr, mtd, menclose, mstyle, mpadded, mphantom`;
  const none = ["iframe", "frame", "object", "embed", "base", "applet", "portal", "marquee",
    "foreignObject", "animate", "video", "audio", "form[action*='outside']", "slot",
    formulas ? `math :not(${drawn})` : "math",
    "img:not([src^='data:'])", "image:not([href^='data:'])", "link[rel=stylesheet]",
    "meta[http-equiv=refresh]"];
  const found = none.flatMap((name) => [...document.querySelectorAll(name)]);
  for (const node of document.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      const acts = name.startsWith("on") || name === "srcdoc" || name === "autofocus";
      const leads = /^(href|src|action|formaction|data|xlink:href)$/.test(name)
        && /^\\s*(javascript|vbscript|data:text|file:\\/\\/\\/etc)/i.test(value);
      if (acts || leads || (name === "style" && value.includes("outside"))) found.push(node);
    }
  }
  return { found: found.map((node) => node.outerHTML.slice(0, 200)),
    scripts: document.scripts.length, styles: document.styleSheets.length };
}"""
OURS: Final = re.compile(r"/|/(join|answer|take-back|next|events|standing|host(/.*)?|deck/x|c/.*)")
BATCH: Final = 13
BATCHES: Final = [PRINTABLE[at : at + BATCH] for at in range(0, len(PRINTABLE), BATCH)]
SOME_BATCHES: Final = [  # of those that open a browser; the others as long ones
    pytest.param(place, marks=[pytest.mark.long] if place in {1, 2} else [])
    for place in range(len(BATCHES))
]
TAME: Final = ("plain", "Just words.")


class Watch:
    """Notes what a text may never do: open a dialog, ask for anything, leave the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ran: list[str] = []
        page.on("dialog", self._close)
        page.on("request", self._note)
        page.on("popup", lambda _: self.ran.append("a window"))

    def _close(self, dialog: Dialog) -> None:
        self.ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in {"http", "https"} and not OURS.fullmatch(asked.path):
            self.ran.append(f"request {request.url}")
        if asked.scheme == "file" and not asked.path.endswith(".html"):
            self.ran.append(f"request {request.url}")

    def expect_nothing(self, tame: dict[str, Any] | None = None) -> None:
        """Fail if anything ran, or if anything stands there that can."""
        counted = self.page.evaluate(COUNTED, tame is not None)  # a file may draw formulas
        assert self.ran == []
        assert counted["found"] == []
        if tame:
            assert (counted["scripts"], counted["styles"]) == (tame["scripts"], tame["styles"])


def hostile_module(texts: Sequence[str], folder: Path) -> Module:
    """A module that has each of them wherever an author can put words."""
    cells = [text("# Title\n\nPromise.", layout="title")]
    for place, hostile in enumerate(texts):
        cells += [
            text(f"# {hostile}\n\n{hostile}"),
            note(hostile),
            text(f"## {hostile}\n\n{hostile}\n\n> {hostile}\n\n- {hostile}"),
            text(f"## Table\n\n| a | b |\n| --- | --- |\n| {hostile.replace('|', '')} | x |"),
            *(asks(activity) for activity in declared(hostile, place)),
        ]
    return module(*cells, folder=folder)


def declared(hostile: str, place: int) -> Iterator[Activity]:
    """Activities in which it is question, option, end and prompt; fewer where it is refused."""
    for make in (
        lambda: Poll(f"x-poll-{place}", hostile, options=[hostile, "other"]),
        lambda: Scale(f"x-scale-{place}", hostile, ends=(hostile[:60], "b")),
        lambda: Words(f"x-words-{place}", hostile),
        lambda: Note(f"x-note-{place}", hostile, prompts=[hostile[:120]]),
    ):
        try:
            yield make()
        except DeclarationError:
            continue


def written(texts: Sequence[str], folder: Path, kind: str) -> bytes:
    """Return the export of a module that is made of these texts."""
    made = hostile_module(texts, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)  # it says what it left out
        match kind:
            case "deck":
                return render_deck(made).encode()
            case "page":
                return page_html(made).encode()
            case "handout":
                return handout_file(made, Shelf())
            case _:
                return powerpoint_file(made, Shelf())


def open_file(open_page: OpenPage, file: Path, kind: str) -> Watch:
    """Open a deck or page, and go through all of it."""
    page = open_page()
    watch = Watch(page)
    if kind == "deck":
        for _ in range(open_deck(page, file.as_uri())):
            page.keyboard.press("ArrowRight")
    else:
        page.goto(file.as_uri())
        page.locator("html.live-page").wait_for()
    return watch


@pytest.mark.parametrize("batch", SOME_BATCHES)
@pytest.mark.parametrize("kind", ["deck", "page"])
def test_a_file_shows_text_as_text(
    open_page: OpenPage, tmp_path: Path, kind: str, batch: int
) -> None:
    """In titles, claims, notes, tables, questions and options nothing runs and nothing loads."""
    tame = written(TAME, tmp_path, kind)
    content = written(BATCHES[batch], tmp_path, kind)
    assert of_html(content) == []
    (tmp_path / "tame.html").write_bytes(tame)
    (tmp_path / "hostile.html").write_bytes(content)
    usual = open_file(open_page, tmp_path / "tame.html", kind).page.evaluate(COUNTED)
    open_file(open_page, tmp_path / "hostile.html", kind).expect_nothing(usual)


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_a_handout_and_a_presentation_act_on_no_text(tmp_path: Path, batch: int) -> None:
    """On paper and in PowerPoint no text becomes code, an action or anything from outside."""
    assert of_pdf(written(BATCHES[batch], tmp_path, "handout")) == []
    assert of_office(written(BATCHES[batch], tmp_path, "pptx")) == []


def test_components_show_text_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    """In forms, thanks, releases and errors of every component nothing runs and nothing loads."""
    states: list[tuple[object, object]] = []
    for place, hostile in enumerate(PRINTABLE):
        counts = release_counts([9, 8], tier=Tier.PERSONAL).to_json()
        words = release_words([hostile] * 5, tier=Tier.PERSONAL).to_json()
        terms = release_terms([[hostile]] * 9, each=3, tier=Tier.PERSONAL).to_json()
        poll, *others = declared(hostile, place)
        states += [
            (poll.spec(), {"phase": "open", "error": hostile}),
            (poll.spec(), {"phase": "open", "lead": True, "error": hostile}),
            (poll.spec(), {"phase": "released", "release": counts}),
            *((other.spec(), {"phase": "open"}) for other in others),
            (Words("x-w", "W?").spec(), {"phase": "released", "release": words}),
            (Words("x-c", "C?", cloud=True).spec(), {"phase": "released", "release": terms}),
            (QuestionBox("x-q", "Q?").spec(), {"phase": "released", "release": words}),
        ]
    data = json.dumps(states).replace("<", "\\u003c")
    file = tmp_path / "states.html"
    file.write_text(
        f"<!doctype html><meta charset=utf-8><title>States</title><style>{component_css()}</style>"
        f"<body><script type=module>{component_source(*TYPES)}\n"
        f"for (const [spec, state] of {data}) {{\n"
        "const view = document.createElement('askfirst-' + spec.type);\n"
        "view.spec = spec; view.state = state; document.body.append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>",
        encoding="utf-8",
    )
    page = open_page()
    watch = Watch(page)
    page.goto(file.as_uri())
    page.locator("body[data-drawn]").wait_for()
    assert page.locator(".askfirst").count() == len(states)
    watch.expect_nothing()
    assert page.locator("script").count() == 1


# In a room: hostile questions, and phones that write


ASKED: Final = Words("x-words", "What would you say?", most=200)
BOX: Final = QuestionBox("x-box", "Anything to ask?")
POLLS: Final = tuple(next(declared(hostile, n)) for n, hostile in enumerate(PRINTABLE))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    """A room whose questions are hostile, with start page and live deck."""
    made = module(text("# Title"), *map(asks, (ASKED, *POLLS)), folder=tmp_path)
    pages = {"/host": start_page(), "/deck/x": live_deck(made, claims={}, services=())}
    asked = make_room(head_count=80, results=tmp_path / "results", activities=[ASKED, BOX, *POLLS])
    asked.place = Place(plan=plan_of([ASKED.id, BOX.id]))
    with served_to_phones(asked, pages=pages) as served:
        yield served


def plan_of(activities: Sequence[str]) -> dict[str, object]:
    """Return what the start page is told of a plan with one module."""
    entry = {"title": "X", "minutes": 10, "say": "", "pause": False, "day": "", "module": "x"}
    entry |= {"number": "05", "deck": "/deck/x", "notebook": None, "activities": activities}
    return {"title": "X", "minutes": 10, "entries": [entry]}


def write(served: Served) -> list[str]:
    """Let a phone write each text of the corpus, and return those that the room took."""
    taken = []
    for place, hostile in enumerate(EVERYTHING):
        phone = Phone(served.room, place)
        try:
            phone.answer(ASKED, f"={hostile}")
        except RoomError:
            continue
        taken.append(hostile)
    return taken


def test_what_phones_write_stays_text_for_everyone(open_page: OpenPage, room: Served) -> None:
    """Read on the start page, shown on the slide, written to disk: nothing of it runs."""
    room.do(room.room.open, ASKED.id)
    taken: list[str] = []
    room.do(lambda: taken.extend(write(room)))
    assert not [text for text in taken if any(ord(letter) < 32 for letter in text)]
    assert len(taken) >= len(PRINTABLE) - 4
    start = open_page(Screen.LAPTOP)
    deck = open_page(Screen.PROJECTOR)
    leading, slides = Watch(start), Watch(deck)
    start.goto(f"{room.url}host#k={KEY}")
    deck.goto(f"{room.url}deck/x#k={KEY}")
    deck.wait_for_selector(READY)
    room.do(room.room.close, ASKED.id)
    start.get_by_role("button", name=ASKED.question).first.click()
    start.locator(".texts li").first.wait_for()
    expect(start.locator(".texts li")).to_have_count(len(taken))
    leading.expect_nothing()
    room.do(room.room.texts, ASKED.id)
    room.do(room.room.release, ASKED.id)
    deck.keyboard.press("ArrowRight")
    shown = deck.locator("section.present .askfirst-release")
    shown.wait_for()
    for hostile in ("<script>alert(1)</script>", "[x](javascript:alert(1))"):
        expect(
            deck.locator("section.present").get_by_text(hostile, exact=True).first
        ).to_be_attached()
    slides.expect_nothing()
    room.do(room.room.end)
    for file in (room.room.results.path.parent if room.room.results else Path()).rglob("*.csv"):
        for row in csv.reader(StringIO(file.read_text(encoding="utf-8"))):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+1", "-2+"))]


@pytest.mark.parametrize("javascript", [True, False])
def test_hostile_questions_stay_text_on_phones(
    open_page: OpenPage, room: Served, javascript: bool
) -> None:
    """Each question, option and error of a phone is text, with JavaScript and without."""
    page = open_page(Screen.PHONE, javascript=javascript)
    watch = Watch(page)
    page.goto(room.url)
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("heading", name="Nothing to answer now").wait_for()
    for poll in POLLS[::3]:
        room.do(room.room.open, poll.id)
        if not javascript:
            page.get_by_role("button", name="Look again").click()
        page.locator("main fieldset").wait_for()
        expect(page.locator("main legend").first).to_have_text(poll.question, use_inner_text=False)
        page.locator("main input[type=radio]").first.check()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Thank you. That is in.").wait_for()
        watch.expect_nothing()
        room.do(room.room.close, poll.id)
        if not javascript:
            page.get_by_role("button", name="Next").click()


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_notebook_shows_text_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    """In JupyterLab questions and options that look like programs are text in every output."""
    said = BATCHES[0]
    source = (
        "from IPython.display import display\nfrom askfirst import Poll\n"
        f"for n, said in enumerate({said!r}):\n"
        "    display(Poll(f'x-{n}', said, options=[said, 'other']))\n"
    )
    cell = {"cell_type": "code", "id": "c1", "metadata": {}, "outputs": [], "source": source}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel}
    with open_workshop(tmp_path) as workshop:
        path = workshop.folder / "notebooks" / "99_hostile.ipynb"
        path.write_text(json.dumps({**book, "cells": [{**cell, "execution_count": None}]}))
        page = open_page(Screen.LAPTOP)
        watch = Watch(page)
        open_notebook(page, workshop, "notebooks/99_hostile.ipynb")
        page.locator(".jp-CodeCell").first.click()
        page.keyboard.press("Control+Enter")
        page.locator("askfirst-poll").nth(len(said) - 1).wait_for(state="attached")
        outputs = page.locator(".jp-Cell-outputArea")
        found = outputs.evaluate_all(
            "(roots) => roots.flatMap((document) => {"
            f"return ({COUNTED.replace('scripts: document.scripts.length, styles: document.styleSheets.length', '')})().found; }})"  # noqa: E501
        )
    assert found == []
    assert [one for one in watch.ran if one.startswith("dialog") or "outside" in one] == []


def test_a_watch_sees_what_runs(open_page: OpenPage, tmp_path: Path) -> None:
    """The same texts, put into a page as HTML, do open dialogs, ask and leave elements."""
    file = tmp_path / "open.html"
    page = open_page()
    watch = Watch(page)
    page.goto("about:blank")
    page.route("**/*outside*", lambda route: route.abort())
    file.write_text(
        "<!doctype html><p>x<img src=data:, onerror=alert(1)><img src=x>", encoding="utf-8"
    )
    page.goto(file.as_uri())
    page.wait_for_load_state("load")
    with pytest.raises(AssertionError):
        watch.expect_nothing()
    assert [one for one in watch.ran if one.startswith("dialog")]
