"""A scenario: walked through alone by keyboard, and voted on step by step from the deck."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from askfirst.activities.component import component_css, component_source
from askfirst.export.deck import render_deck
from tests.browser.deck_sheet import misfits, open_deck, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import served_to_phones
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import CLAIMS, asks, module, note, text
from tests.room.rooms import make_room
from tests.stories import STORY

MODULE = module(text("# Title"), asks(STORY), note("First."), note("Second."))


def draw(page: Page, folder: Path, surface: str) -> None:
    """Draw the component on a page of its own."""
    file = folder / "scenario.html"
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
        '<meta name="viewport" content="width=device-width"><style>'
        "@media (prefers-color-scheme:dark){body{background:#10191d;color:#eceae2}}"
        f"{component_css('scenario')}</style><main><h1>Workshop</h1></main>"
        f'<script type="module">{component_source("scenario")}\n'
        "const view = document.createElement('askfirst-scenario');\n"
        f"view.surface = '{surface}'; view.spec = {json.dumps(STORY.spec())};\n"
        "view.state = { phase: 'open', alone: true };\n"
        "view.addEventListener('askfirst-answer', () => document.body.remove());\n"
        "document.querySelector('main').append(view);</script></html>",
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    page.locator("askfirst-scenario .askfirst-line").wait_for()


@pytest.mark.parametrize("surface", ["lab", "page"])
def test_by_keyboard_to_an_ending_and_back(
    open_page: OpenPage, tmp_path: Path, surface: str
) -> None:
    """Tab and Enter walk to an ending and back; the focus is always where the story goes on."""
    page = open_page()
    draw(page, tmp_path, surface)
    at, line = page.get_by_role("status"), page.locator(".askfirst-line")
    expect(at).to_have_text("Step 1")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(at).to_have_text("What happens")
    expect(line).to_have_text("The beanbag drops.")
    expect(line).to_be_focused()
    expect(page.get_by_text("No words needed.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(at).to_have_text("Step 2")
    expect(line).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(at).to_have_text("An ending")
    expect(line).to_have_text("No massage again, and a good breakfast.")
    for there in ("What happens", "Step 2", "What happens", "Step 1"):
        page.get_by_role("button", name="Go back one step").press("Enter")
        expect(at).to_have_text(there)
        expect(line).to_be_focused()
    expect(page.get_by_role("button", name="Go back one step")).to_have_count(0)


def test_a_way_back_and_a_new_beginning(open_page: OpenPage, tmp_path: Path) -> None:
    """A choice can lead back to an earlier step, and from an ending one can begin again."""
    page = open_page(Screen.PHONE)
    draw(page, tmp_path, "page")
    for choice in ("Hands off", "Asks what"):
        page.get_by_role("button", name=choice).click()
        page.get_by_role("button", name="Go on").click()
    expect(page.locator(".askfirst-line")).to_have_text(
        "Amara feels Wen go still. What does she do?"
    )
    page.get_by_role("button", name="Goes on").click()
    expect(page.get_by_text("Sources: C19")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_role("status")).to_have_text("Step 1")
    expect(page.get_by_role("button", name="Go back one step")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_the_way(open_page: OpenPage, tmp_path: Path, dark: bool) -> None:
    """Axe finds nothing at a step, after a choice and at an ending; each target is 44 px high."""
    page = open_page(Screen.PHONE, dark=dark)
    draw(page, tmp_path, "page")
    for press in ("Goes on", "Go on", ""):
        tall(page.get_by_role("button"))
        axe(page)
        if press:
            page.get_by_role("button", name=press, exact=True).click()


def test_every_slide_fits_and_links_lead_on(open_page: OpenPage, tmp_path: Path) -> None:
    """The deck has setting, steps, what happens and endings; where ways part, links lead on."""
    file = tmp_path / "deck.html"
    file.write_text(render_deck(MODULE, claims=CLAIMS), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    count = open_deck(page, file.as_uri())
    for slide in range(1, count + 1):
        show(page, slide)
        assert misfits(page) == [], f"slide {slide}"
        axe(page)
    assert count == 8
    notes = page.locator("section.slide aside.notes").all_text_contents()
    assert [said.strip() for said in notes] == ["First.", "Second."]
    show(page, 4)
    page.locator(".present a", has_text="Step").click()
    expect(page.locator(".present h2")).to_have_text("The beanbag drops. What does Amara do first?")
    show(page, 4)
    page.locator(".present a", has_text="Ending").first.press("Enter")
    expect(page.locator(".present h2")).to_have_text("Where it can end")


def test_the_room_votes_on_one_step(open_page: OpenPage) -> None:
    """On the live deck a step is opened, closed and shown like any poll."""
    deck = render_deck(MODULE, claims=CLAIMS, live=True)
    room = FakeRoom(deck, {a.id: a.spec() for a in MODULE.activities})
    with deck_led_by(room, open_page, at=3) as page:
        for key, phase in (("o", "open"), ("o", "closed")):
            page.keyboard.press(key)
            page.wait_for_selector(f'.present[data-phase="{phase}"]')
            assert misfits(page) == []
        assert room.steps == ["05-wen-still/open", "05-wen-still/close"]


def test_a_phone_votes_on_a_step(open_page: OpenPage) -> None:
    """A phone is asked the step as a poll, and is thanked."""
    with served_to_phones(make_room(activities=MODULE.activities)) as served:
        served.do(served.room.open, "05-wen-still")
        page = open_page(Screen.PHONE)
        page.goto(f"{served.url}#river")
        page.get_by_label("Hands off, says so").check()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
        assert served.room.asked["05-wen-still"].tally.counts == [0, 1]
