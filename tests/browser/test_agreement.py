"""An agreement in Chromium: from a line on a phone to a vote, a slide and a printed page."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from askfirst import Agreement
from askfirst.activities.base import Activity, Totals
from askfirst.activities.component import component_css, component_source
from askfirst.activities.vote import Vote
from askfirst.export.deck import render_deck
from askfirst.opening.workshop import Workshop
from tests.browser import fake_room
from tests.browser.deck_sheet import READY, misfits, open_deck, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.leading import answer, led_workshop, opened, phase
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module

AGREEMENT = Agreement(
    "05-agreement",
    "What should we agree on?",
    starters=[
        "What people say stays; what you learn may leave.",
        "Pass whenever you like; nobody asks why.",
        "Speak for yourself.",
        "No questions about anyone’s body, history or partner, ours included.",
        "No recording, screenshots or automatic note-takers.",
        "Correct kindly.",
        "Come and go as you need.",
    ],
)
LINES, VOTE = AGREEMENT.parts()
GROUP = (
    "Say it once more for those who did not hear it.",
    "Everyone sees things in their own way.",
    "A break in each hour.",
    "No jokes about each other.",
    "<b onclick=alert(1)>Be kind</b>",
)
WHOLE = VOTE.following(GROUP)
LONGEST = VOTE.following(
    [f"{letter} {'weighty words ' * 6}"[:80].strip(" w") for letter in "ABCDE"]
)
PHASES = ("draft", "open", "closed", "released")
# The tab index of whatever holds more than it shows.
SCROLLING = """stage => [...stage.querySelectorAll("*")].filter((f) =>
  getComputedStyle(f).overflowY === "auto" && f.scrollHeight > f.clientHeight + 1)
  .map((f) => f.getAttribute("tabindex"))"""
PRINT = "window.print = () => { document.body.dataset.printed = 'yes'; }"


def voted(asked: Activity, *counts: int, answered: int = 23) -> dict[str, Any]:
    """The state of a vote in which so many ticked each line."""
    totals = Totals(counts=counts, answered=answered)
    return {"phase": "released", "release": asked.release(totals).to_json()}


def drafted(*lines: str, wrote: int = 9) -> dict[str, Any]:
    """The state of lines of which these were chosen."""
    totals = Totals(counts=(), answered=wrote, texts=lines)
    return {"phase": "released", "release": LINES.release(totals).to_json()}


NUMBERS = (22, 20, 21, 18, 22, 23, 22, 9, 15, 20, 11, 0)
VOTED = voted(WHOLE, *NUMBERS)
States = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
STATES: States = (
    (AGREEMENT.spec(), {"phase": "open", "alone": True}),
    (AGREEMENT.spec(), {"phase": "open", "alone": True, "sent": True}),
    (LINES.spec(), {"phase": "open"}),
    (LINES.spec(), drafted(*GROUP)),
    (LINES.spec(), drafted()),
    (LINES.spec(), drafted(wrote=4)),
    (WHOLE.spec(), {"phase": "open"}),
    (WHOLE.spec(), VOTED),
    (VOTE.spec(), voted(VOTE, *[2] * 7, answered=4)),
)


def draw(page: Page, states: States, *, surface: str = "page", way: str = "ltr") -> None:
    """Draw components on an otherwise empty page, which notes every choice that is sent."""
    given = json.dumps(states).replace("<", "\\u003c")
    types = ("words", "agreement", "lines", "vote")
    page.set_content(
        f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8"><title>Workshop</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{component_css(*types)} body {{ background: #fff }}\n"
        "@media (prefers-color-scheme: dark) { body { background: #10191d; color: #eceae2 } }"
        "</style><body><main><h1>Workshop</h1></main>"
        f'<script type="module">{component_source(*types)}\nwindow.sent = [];\n'
        f"for (const [spec, state] of {given}) {{\n"
        "const view = document.createElement('askfirst-' + spec.type);\n"
        f"Object.assign(view, {{ surface: '{surface}', spec, state }});\n"
        "view.addEventListener('askfirst-answer', (e) => window.sent.push(e.detail.choice));\n"
        "document.querySelector('main').append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop that asks for an agreement."""
    with led_workshop(tmp_path, (AGREEMENT,)) as made:
        yield made


@pytest.fixture
def page(workshop: Workshop, open_page: OpenPage) -> Page:
    """Its start page."""
    return opened(workshop, open_page)


def joined(workshop: Workshop, open_page: OpenPage, *, javascript: bool = True) -> Page:
    """A phone in the room."""
    phone = open_page(Screen.PHONE, javascript=javascript)
    if javascript:
        phone.goto(f"{workshop.local}/#{workshop.room.word}")
        return phone
    phone.goto(f"{workshop.local}/")
    phone.get_by_label("The word on the screen").fill(workshop.room.word)
    phone.get_by_role("button", name="Join").click()
    return phone


def closed_lines(workshop: Workshop, page: Page, lines: Sequence[str]) -> None:
    """Ask for lines, write them, and close the question."""
    page.keyboard.press("o")
    phase(page, "open")
    answer(workshop, LINES.id, [f"={line}" for line in lines])
    page.keyboard.press("o")
    phase(page, "closed")


def row(page: Page, line: str) -> Any:
    """The row of a proposed line on the start page."""
    return page.locator(".proposed li", has_text=line)


def test_a_line_is_chosen_and_mended(workshop: Workshop, page: Page, open_page: OpenPage) -> None:
    """Lines from phones stand on the start page; by keyboard one is chosen and mended."""
    page.keyboard.press("o")
    phase(page, "open")
    for javascript in (True, False):
        phone = joined(workshop, open_page, javascript=javascript)
        phone.get_by_label(LINES.question).fill("Orderly seats, says Ann")
        expect(phone.get_by_text("The facilitator may mend the wording")).to_be_visible()
        axe(phone)
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_text("chooses some for the vote")).to_be_visible()
        phone.get_by_role("button", name="Take it back").click()
        phone.get_by_label(LINES.question).fill(f"Orderly seats, says {'Ann' * javascript}")
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_text("Thank you. That is in.")).to_be_visible()
    answer(workshop, LINES.id, [f"={line}" for line in GROUP[:4]])
    page.keyboard.press("o")
    phase(page, "closed")
    expect(page.locator(".proposed li")).to_have_count(6)
    expect(page.locator(".proposed textarea")).to_have_count(0)
    row(page, "says Ann").get_by_label("To the vote").press("Space")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Wording of: Orderly seats, says Ann")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Orderly seats, room for all")
    row(page, GROUP[0]).get_by_label("To the vote").check()
    expect(page.locator(".proposed textarea")).to_have_count(2)
    axe(page)
    page.get_by_role("button", name="Show the lines for the vote").click()
    phase(page, "released")
    shown = page.locator(".control .askfirst-drafted")
    expect(shown.get_by_role("listitem")).to_have_count(9)
    expect(shown).to_contain_text("Orderly seats, room for all")
    axe(page)


def test_lines_stay_where_the_answer_to_a_step_comes_last(workshop: Workshop, page: Page) -> None:
    """Lines that were read before the room has answered the step are not taken for old ones."""
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/close", lambda route: held.append((route, route.fetch())))
    page.keyboard.press("o")
    phase(page, "open")
    answer(workshop, LINES.id, [f"={line}" for line in GROUP])
    page.keyboard.press("o")
    expect(page.locator(".proposed li")).to_have_count(len(GROUP))
    (route, response) = held.pop()
    route.fulfill(response=response)
    phase(page, "closed")
    expect(page.locator(".proposed li")).to_have_count(len(GROUP))


def test_phones_vote_on_what_was_chosen(
    workshop: Workshop, page: Page, open_page: OpenPage
) -> None:
    """With and without JavaScript phones tick lines of both kinds; the numbers are shown."""
    closed_lines(workshop, page, GROUP)
    row(page, GROUP[2]).get_by_label("To the vote").check()
    page.get_by_role("button", name="Show the lines for the vote").click()
    phase(page, "released")
    page.keyboard.press("o")
    page.keyboard.press("o")
    phase(page, "open")
    for javascript in (True, False):
        phone = joined(workshop, open_page, javascript=javascript)
        expect(phone.get_by_role("checkbox")).to_have_count(9)
        phone.get_by_label(GROUP[2]).check()
        phone.get_by_label("Correct kindly.").check()
        axe(phone)
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_text("Thank you. That is in.")).to_be_visible()
    answer(workshop, VOTE.id, ["+0,5", "+5", "+5", "pass", "+"])
    page.keyboard.press("o")
    phase(page, "closed")
    page.keyboard.press("r")
    phase(page, "released")
    table = page.locator(".control .askfirst-agreed")
    expect(table.get_by_role("row", name="Correct kindly.")).to_have_text(re.compile(r"\b5$"))
    expect(table.get_by_role("row", name=GROUP[2])).to_contain_text("2 to talk about")
    expect(page.get_by_text("No line goes out by its number.")).to_be_visible()
    axe(page)


def test_more_than_twelve_are_refused_and_nothing_is_lost(workshop: Workshop, page: Page) -> None:
    """Six beside seven starters: the page says it, the room refuses, and the choice stays."""
    closed_lines(workshop, page, [f"Line {i}" for i in range(7)])
    expect(page.get_by_text("Up to 5 fit beside the lines to start from.")).to_be_visible()
    for i in range(6):
        row(page, f"Line {i}").get_by_label("To the vote").check()
    expect(page.get_by_role("status").filter(has_text="5 fit. Leave out 1 more.")).to_be_visible()
    page.get_by_label("Wording of: Line 0").fill("Mended")
    page.get_by_role("button", name="Show the lines for the vote").click()
    expect(page.get_by_role("alert").filter(has_text="At most 12 fit one vote")).to_be_visible()
    expect(page.get_by_label("Wording of: Line 0")).to_have_value("Mended")
    axe(page)
    row(page, "Line 5").get_by_label("To the vote").uncheck()
    page.get_by_role("button", name="Show the lines for the vote").click()
    phase(page, "released")
    expect(page.locator(".control .askfirst-drafted li")).to_have_count(12)


def test_too_few_lines_leave_the_starters(
    workshop: Workshop, page: Page, open_page: OpenPage
) -> None:
    """Four lines stand on no page; the vote, refused until that is shown, is on the starters."""
    closed_lines(workshop, page, GROUP[:4])
    expect(page.get_by_text("Too few phones wrote something")).to_be_visible()
    page.locator(f"#ask-{VOTE.id}").click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(
        page.get_by_role("alert").filter(has_text="First show what you choose of it")
    ).to_be_visible()
    page.locator(f"#ask-{LINES.id}").click()
    page.get_by_role("button", name="Show the result").click()
    phase(page, "released")
    expect(page.get_by_text("Fewer than five phones wrote a line")).to_be_visible()
    assert "No jokes" not in page.inner_text("body")
    page.keyboard.press("o")
    page.keyboard.press("o")
    phase(page, "open")
    phone = joined(workshop, open_page)
    expect(phone.get_by_role("checkbox")).to_have_count(8)


def test_the_deck_draws_the_vote_that_the_room_made(
    workshop: Workshop, page: Page, open_page: OpenPage
) -> None:
    """The slide of the vote has the lines of the group, as text, and shows the agreement."""
    closed_lines(workshop, page, GROUP)
    for line in GROUP:
        row(page, line).get_by_label("To the vote").check()
    page.get_by_role("button", name="Show the lines for the vote").click()
    phase(page, "released")
    deck = open_page()
    deck.set_viewport_size({"width": 1280, "height": 720})
    deck.goto(f"{workshop.local}/deck/05_small#k={workshop.room.host_key}")
    deck.wait_for_selector(READY)
    show(deck, 2)
    expect(deck.locator(".present .askfirst-drafted li")).to_have_count(12)
    show(deck, 3)
    expect(deck.locator(".present ol li")).to_have_count(8)
    deck.keyboard.press("o")
    deck.wait_for_selector('.present[data-phase="open"]')
    expect(deck.locator(".present ol li")).to_have_count(13)
    assert misfits(deck) == []
    axe(deck)
    answer(workshop, VOTE.id, ["+0,7,8,9,10,11"] * 5)
    deck.keyboard.press("o")
    deck.wait_for_selector('.present[data-phase="closed"]')
    deck.keyboard.press("r")
    deck.wait_for_selector('.present[data-phase="released"]')
    expect(deck.locator(".present .askfirst-agreed tbody tr")).to_have_count(12)
    expect(deck.get_by_role("row", name="<b onclick")).to_contain_text("5")
    expect(deck.locator(".askfirst-agreed b")).to_have_count(0)
    expect(deck.locator(".present .foot-said")).to_contain_text("for talking about")
    assert misfits(deck) == []
    axe(deck)
    deck.evaluate(PRINT)
    deck.get_by_role("button", name="Print the agreement").press("Enter")
    expect(deck.locator("body[data-printed]")).to_be_attached()
    expect(deck.locator(".present .askfirst-agreed")).to_be_visible()


@pytest.mark.parametrize("asked", [WHOLE, LONGEST])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_agreement_prints_on_one_page(open_page: OpenPage, asked: Vote, paper: str) -> None:
    """Title, empty date, lines and numbers are on one page, alone; then the page is as before."""
    page = open_page()
    draw(page, [(asked.spec(), voted(asked, *NUMBERS))])
    page.evaluate(PRINT)
    page.get_by_role("button", name="Print the agreement").click()
    expect(page.locator("body[data-printed]")).to_be_attached()
    sheet = page.locator(".askfirst-sheet")
    expect(sheet).to_be_hidden()
    page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    expect(sheet.get_by_role("heading")).to_have_text("Our agreement")
    expect(sheet.locator(".askfirst-date")).to_have_text("Date")
    for label, number in zip(asked.labels(), NUMBERS, strict=True):
        expect(sheet.get_by_role("row", name=label)).to_contain_text(str(number))
    expect(sheet).to_contain_text("how many of the 20 to 24 phones that answered")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    expect(page.locator("main")).to_be_visible()


def test_without_numbers_the_lines_are_printed_alone(open_page: OpenPage) -> None:
    """Where fewer than five voted, the page has the lines, and no number or word about them."""
    page = open_page()
    draw(page, [(VOTE.spec(), voted(VOTE, *[2] * 7, answered=4))])
    expect(page.get_by_text("Fewer than five phones answered")).to_be_visible()
    page.evaluate(PRINT)
    page.get_by_role("button", name="Print the agreement").click()
    page.emulate_media(media="print")
    sheet = page.locator(".askfirst-sheet")
    expect(sheet.get_by_role("row")).to_have_count(7)
    assert not re.search(r"\d|talk", sheet.inner_text())


def test_few_is_said_only_where_it_is_sure(open_page: OpenPage) -> None:
    """To talk about: fewer than half ticked it, whichever number of the band voted."""
    page = open_page()
    two = VOTE.following(())
    for answered in (5, 9, 20, 24):
        counts = [*range(0, answered + 1, max(1, answered // 6))][:7]
        counts += [answered] * (7 - len(counts))
        draw(page, [(two.spec(), voted(two, *counts, answered=answered))])
        said = page.locator("tbody td").all_inner_texts()
        for count, text in zip(counts, said, strict=True):
            assert text.split()[0] == str(count)
            if "to talk about" in text:
                assert 2 * count < answered
        assert "to talk about" in said[0]


def test_alone_one_ticks_and_writes(open_page: OpenPage) -> None:
    """By keyboard alone, starters are ticked and a line is written; Pass stands alone."""
    page = open_page()
    draw(page, STATES[:1])
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(7):
        page.keyboard.press("Tab")
    page.keyboard.type("Be  here.")
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == ["+0=Be here."]
    page.get_by_label("Pass", exact=True).check()
    page.get_by_role("button", name="Answer").click()
    assert page.evaluate("window.sent.at(-1)") == "pass"


@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, screen: Screen, dark: bool) -> None:
    """In every state of whole and parts axe finds nothing, and nothing is wider than the page."""
    page = open_page(screen, dark=dark)
    for state in STATES:
        draw(page, [state])
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("main b:not([class])").count() == 0


def test_lines_and_numbers_are_ready_for_right_to_left(open_page: OpenPage) -> None:
    """Where a page runs from right to left, the numbers stand at its left."""
    page = open_page()
    draw(page, [(WHOLE.spec(), VOTED)], way="rtl")
    line, number = page.locator("tbody th").first, page.locator("tbody td").first
    left, right = number.bounding_box(), line.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


def test_every_printed_slide_fits(open_page: OpenPage, tmp_path: Path) -> None:
    """Without a room the deck has a slide for the lines and one for the vote, and both fit."""
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(asks(AGREEMENT), folder=tmp_path)), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    assert open_deck(page, file.as_uri()) == 3
    for slide in (2, 3):
        show(page, slide)
        assert misfits(page) == []
        axe(page)


@pytest.fixture(params=["lines", "vote", "long vote"])
def slide(request: pytest.FixtureRequest) -> tuple[int, Activity, dict[str, Any]]:
    """A slide with twelve lines: its number, what the room asks on it, and what it shows last."""
    slides: dict[str, tuple[int, Activity, dict[str, Any]]] = {
        "lines": (2, LINES, drafted(*GROUP)),
        "vote": (3, WHOLE, VOTED),
        "long vote": (3, LONGEST, voted(LONGEST, *NUMBERS)),
    }
    return slides[str(request.param)]


def test_twelve_lines_stand_on_a_slide(
    open_page: OpenPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    slide: tuple[int, Activity, dict[str, Any]],
) -> None:
    """In every phase twelve lines fit the slide, or scroll by keyboard; axe finds nothing."""
    number, asked, state = slide
    monkeypatch.setattr(fake_room, "RELEASE", state["release"])
    deck = render_deck(module(asks(AGREEMENT), folder=tmp_path), live=True)
    room = FakeRoom(deck, {part.id: part.spec() for part in (LINES, VOTE, asked)})
    with deck_led_by(room, open_page, at=number) as page:
        for phase_, step in zip(PHASES, ("open", "close", "release", ""), strict=True):
            page.wait_for_selector(f'.present[data-phase="{phase_}"]')
            assert asked is LONGEST or misfits(page) == [], phase_
            axe(page)
            scrolling = page.locator(".present .stage").evaluate(SCROLLING)
            assert scrolling == [] or (asked is LONGEST and scrolling == ["0"])
            if step:
                room.step(asked.id, step)
