"""Words in Chromium: terms from a phone, and the cloud on slide, start page and notebook."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from askfirst import Words
from askfirst.activities.base import Totals
from askfirst.activities.component import component_css, component_source
from askfirst.export.deck import render_deck
from tests.browser import fake_room
from tests.browser.deck_sheet import misfits
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module
from tests.room.rooms import client, make_room

CLOUD = Words("11-word", "One word for where you are now.", cloud=True)


def released(*texts: str) -> dict[str, Any]:
    shown = CLOUD.release(Totals(counts=(), answered=len(texts), texts=texts))
    return {"phase": "released", "release": shown.to_json()}


ROOM = released(
    *["curious, ready to go home, tired"] * 7,
    *["calm, curious"] * 11,
    *["curious, glad to have come along"] * 5,
    *["curious, left alone"] * 4,
    "warm",
)
STATES: Mapping[str, dict[str, Any]] = {
    "asked": {"phase": "open", "alone": True},
    "led": {"phase": "draft", "lead": True},
    "shown": ROOM,
    "small room": released(*["calm, curious"] * 6, "calm"),
    "none": released(*map(str, range(12))),
    "locked": released(*["calm"] * 6),
    "in a notebook": {**ROOM, "lead": True, "release": {**ROOM["release"], "texts": []}},
}


def draw(page: Page, state: Mapping[str, Any], *, way: str = "ltr") -> None:
    """Draw the cloud in one state on an otherwise empty page."""
    given = json.dumps([CLOUD.spec(), state]).replace("<", "\\u003c")
    page.set_content(
        f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8"><title>Words</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{component_css('words')} body {{ background: #fff }}\n"
        "@media (prefers-color-scheme: dark) { body { background: #10191d; color: #eceae2 } }"
        "</style><body><main><h1>Words</h1></main>"
        f'<script type="module">{component_source("words")}\nconst [spec, state] = {given};\n'
        "const view = document.createElement('askfirst-words');\n"
        "Object.assign(view, { surface: 'page', spec, state });\n"
        "document.querySelector('main').append(view);\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


@pytest.fixture
def asking() -> Iterator[Served]:
    """A room that is being served, which asks for a word."""
    with served_to_phones(make_room(activities=[CLOUD])) as served:
        served.do(served.room.open, CLOUD.id)
        yield served


def test_a_phone_sends_terms(asking: Served, open_page: OpenPage) -> None:
    """A fourth term is refused in words; three are counted once each, and can be taken back."""
    page = open_page(Screen.PHONE)
    page.goto(f"{asking.url}#river")
    field = page.get_by_label(CLOUD.question)
    field.fill("calm, tired, curious, glad")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("one to three terms with commas")
    axe(page)
    field.fill("Tired, CALM; calm , curious")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("only if five phones or more wrote it")).to_be_visible()
    tally = asking.room.asked[CLOUD.id].tally
    assert tally.pool == ["calm, curious, tired"]
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label(CLOUD.question)).to_be_visible()
    assert (tally.pool, tally.answered) == ([], 0)


def test_a_phone_without_javascript_sends_terms(open_page: OpenPage) -> None:
    """Without JavaScript the form says the same, and what it sent can be taken back."""
    room = make_room(activities=[CLOUD])
    room.open(CLOUD.id)
    web = client(room)
    page = open_page(Screen.PHONE, javascript=False)
    page.set_content(web.post("/join", data={"word": "river"}).text)
    expect(page.get_by_text("One to three terms with commas between them")).to_be_visible()
    axe(page)
    hidden = page.locator("form[action='/answer'] [type=hidden]").evaluate_all(
        "all => all.map((f) => [f.name, f.value])"
    )
    sent = dict(hidden)
    refused = web.post("/answer", data={**sent, "words": "a, b, c, d"})
    assert "one to three terms with commas" in refused.text
    assert "Thank you" in web.post("/answer", data={**sent, "words": "Tired; calm"}).text
    assert room.asked[CLOUD.id].tally.pool == ["calm, tired"]
    web.post("/take-back", data=sent)
    assert room.asked[CLOUD.id].tally.pool == []


@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, screen: Screen, dark: bool) -> None:
    """In every state axe finds nothing, and nothing is wider than the page."""
    page = open_page(screen, dark=dark)
    for state in STATES.values():
        draw(page, state)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_cloud_is_a_list_in_the_order_of_its_numbers(open_page: OpenPage) -> None:
    """The cloud reads as a plain list; its order and its three sizes follow what is printed."""
    page = open_page()
    draw(page, ROOM)
    items = page.get_by_role("list").get_by_role("listitem")
    expect(items).to_have_text(
        ["curious all but a few", "calm 11", "ready to go home 7", "tired 7",
         "glad to have come along 5"]
    )  # fmt: skip
    sizes = items.locator("bdi").evaluate_all("all => all.map((t) => getComputedStyle(t).fontSize)")
    assert [float(size[:-2]) for size in sizes] == sorted(
        (float(size[:-2]) for size in sizes), reverse=True
    )
    assert len(set(sizes)) == 3
    expect(page.get_by_text("left alone")).to_have_count(0)


def test_what_stands_there_says_why_there_are_no_numbers(open_page: OpenPage) -> None:
    """Few answers, no shared term, and a notebook each have their own words, and no number."""
    page = open_page()
    draw(page, STATES["small room"])
    expect(page.get_by_role("listitem")).to_have_text(["calm", "curious"])
    expect(page.get_by_text("Shown this way to protect small numbers.")).to_be_visible()
    for state, said in {
        "none": "No term is shown. Too few answers had the same one",
        "locked": "fewer than seven answers",
        "in a notebook": "What was written is not kept here.",
    }.items():
        draw(page, STATES[state])
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_role("listitem")).to_have_count(0)


def test_a_cloud_is_ready_for_right_to_left(open_page: OpenPage) -> None:
    """Where a page runs from right to left, the first term stands at its right edge."""
    page = open_page()
    draw(page, ROOM, way="rtl")
    first, second = (page.get_by_role("listitem").nth(i).bounding_box() for i in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"]


def test_a_slide_holds_the_cloud(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slide the cloud fits in every state, axe finds nothing, and no term is under 24 px."""
    monkeypatch.setattr(fake_room, "RELEASE", ROOM["release"])
    room = FakeRoom(
        render_deck(module(asks(CLOUD), folder=tmp_path), live=True), {CLOUD.id: CLOUD.spec()}
    )
    with deck_led_by(room, open_page) as page:
        for phase in ("draft", "open", "closed"):
            page.wait_for_selector(f'.present[data-phase="{phase}"]')
            assert misfits(page) == [], phase
            axe(page)
            page.keyboard.press("o")
        room.step(CLOUD.id, "release")
        page.wait_for_selector('.present[data-phase="released"]')
        assert misfits(page) == []
        axe(page)
        expect(page.locator(".present .state")).to_contain_text("Out of 25 to 29 answers.")
        expect(page.locator(".present .askfirst-cloud li")).to_have_count(5)


def test_a_slide_turns_the_pages_of_many_words(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a full room wrote stands in two columns, as many pages as it needs, and none is cut."""
    words = Words("05-words", "What could someone say that hears a stop well?")
    written = [f"{i}. {'Thank you for saying it. ' * (1 + i % 3)}".strip() for i in range(24)]
    shown = words.release(Totals(counts=(), answered=len(written), texts=written))
    monkeypatch.setattr(fake_room, "RELEASE", shown.to_json())
    room = FakeRoom(
        render_deck(module(asks(words), folder=tmp_path), live=True), {words.id: words.spec()}
    )
    with deck_led_by(room, open_page) as page:
        for step in ("open", "close", "release"):
            room.step(words.id, step)
        page.wait_for_selector('.present[data-phase="released"]')
        pages = page.locator(".present .askfirst-pages > div")
        count = pages.count()
        assert 1 < count < 5
        seen: list[str] = []
        for number in range(1, count + 1):
            at = pages.filter(has_text=f"{number}/{count}")
            expect(at).to_be_visible()
            expect(page.locator(".present li").filter(visible=True)).to_have_count(
                at.locator("li").count()
            )
            frame = page.locator(".present .askfirst-release")
            assert frame.evaluate("(box) => box.scrollHeight <= box.clientHeight")
            assert misfits(page) == []
            axe(page)
            seen += at.locator("li").all_inner_texts()
            page.keyboard.press("ArrowRight")
        assert sorted(seen) == sorted(written)
