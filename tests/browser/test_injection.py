"""Text that looks like a program, on every surface: no dialog, no request, no new element."""

import json
import warnings
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from askfirst import Note, Poll, QuestionBox, Scale, Words
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportWarning
from askfirst.export.page import page_html
from askfirst.release import Tier, release_counts, release_terms, release_words
from tests.browser.deck_sheet import open_deck
from tests.browser.surface import OpenPage
from tests.export.samples import asks, module, note, text

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</script><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](http://outside.test/x.png)",
    "{{constructor.constructor('alert(1)')()}}",
    "</textarea><iframe src=http://outside.test>",
    "<style>@import url(http://outside.test)</style>",
    "\u202egnp.exe <b>bold</b>",
)
FOREIGN = "img[src='x'], svg[onload], iframe, a[href^='javascript'], b"


def watch(page: Page) -> list[str]:
    """Note each dialog, which would mean that a text ran."""
    ran: list[str] = []

    def close(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    return ran


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_deck_shows_text_as_text(open_page: OpenPage, tmp_path: Path, hostile: str) -> None:
    """In titles, claims, notes, questions and options of a deck nothing runs and nothing loads."""
    cells = [
        text(f"# {hostile}\n\n{hostile}", layout="title"),
        note(hostile),
        text(f"## {hostile}\n\n{hostile}\n\n> {hostile}"),
        text(f"## Table\n\n| a | b |\n| --- | --- |\n| {hostile.replace('|', '')} | x |"),
        asks(Poll("x-poll", hostile, options=[hostile, "other"])),
        asks(Note("x-note", hostile, prompts=[hostile])),
    ]
    file = tmp_path / "deck.html"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)  # it says what it left out
        html = render_deck(module(*cells, folder=tmp_path))
    file.write_text(html, encoding="utf-8")
    page = open_page()
    ran = watch(page)
    for _ in range(open_deck(page, file.as_uri())):
        page.keyboard.press("ArrowRight")
    assert page.locator(f".slides :is({FOREIGN})").count() == 0
    assert ran == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_page_shows_text_as_text(open_page: OpenPage, tmp_path: Path, hostile: str) -> None:
    """In titles, texts, tables, questions and options of a page nothing runs and nothing loads."""
    cells = [
        text(f"# {hostile}\n\n{hostile}", layout="title"),
        text(f"## {hostile}\n\n{hostile}\n\n> {hostile}"),
        text(f"## Table\n\n| a | b |\n| --- | --- |\n| {hostile.replace('|', '')} | x |"),
        asks(Poll("x-poll", hostile, options=[hostile, "other"])),
        asks(Note("x-note", hostile, prompts=[hostile])),
    ]
    file = tmp_path / "page.html"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)  # it says what it left out
        html = page_html(module(*cells, folder=tmp_path))
    file.write_text(html, encoding="utf-8")
    page = open_page()
    ran = watch(page)
    page.goto(file.as_uri())
    page.locator("html.live-page").wait_for()
    assert page.locator(".activity > .askfirst").count() == 2
    assert page.locator(f"main :is({FOREIGN.replace(', b', '')})").count() == 0
    assert ran == []


def test_components_show_text_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    """In forms, thanks, releases and errors of every component nothing runs and nothing loads."""
    states = []
    for hostile in HOSTILE:
        poll = Poll("x-poll", hostile, options=[hostile, "other"])
        counts = release_counts([9, 8], tier=Tier.PERSONAL).to_json()
        words = release_words([hostile] * 5, tier=Tier.PERSONAL).to_json()
        terms = release_terms([[hostile]] * 9, each=3, tier=Tier.PERSONAL).to_json()
        states += [
            (poll.spec(), {"phase": "open", "error": hostile}),
            (poll.spec(), {"phase": "open", "lead": True, "error": hostile}),
            (poll.spec(), {"phase": "released", "release": counts}),
            (Scale("x-s", hostile, ends=(hostile, "b")).spec(), {"phase": "open"}),
            (Words("x-w", hostile).spec(), {"phase": "released", "release": words}),
            (Words("x-c", hostile, cloud=True).spec(), {"phase": "released", "release": terms}),
            (QuestionBox("x-q", hostile).spec(), {"phase": "released", "release": words}),
            (Note("x-n", hostile, prompts=[hostile]).spec(), {}),
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
    ran = watch(page)
    page.goto(file.as_uri())
    page.locator("body[data-drawn]").wait_for()
    assert page.locator(".askfirst").count() == len(states)
    assert page.locator(FOREIGN.replace(", b", "")).count() == 0
    assert ran == []
