"""QuestionBox in Chromium: beside a question on phones, at the facilitator's desk, on its slide."""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, Response, expect

from askfirst import Pace, QuestionBox
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.opening.workshop import Workshop
from tests.browser.deck_sheet import READY, misfits
from tests.browser.leading import led_workshop, post
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.opening.projects import POLL as WHICH
from tests.room.rooms import POLL, WORDS, Help, make_room

PACE = Pace("00-pace", "How is the pace?")
BOX = QuestionBox("00-box", "Anything you would like to ask")
HELP = [Help("emergency", number="112")]
INJECTION = "<img src=x onerror=alert(1)> why?"
TYPED = [INJECTION, *(f"typed by hand, number {n}" for n in range(11))]


@pytest.fixture
def served() -> Iterator[Served]:
    """A room with both that may stand open, and two questions."""
    room = make_room(activities=[PACE, BOX, POLL, WORDS])
    with served_to_phones(room, services=HELP) as served:
        yield served


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop with both that may stand open, led from its start page."""
    with led_workshop(tmp_path, [PACE, BOX, WHICH]) as made:
        yield made


def joined(served: Served, page: Page) -> Locator:
    """Join, and return what stands beside the question."""
    page.goto(f"{served.url}#river")
    page.wait_for_url(served.url)
    return page.locator("aside")


def unfold(beside: Locator) -> None:
    beside.locator("summary", has_text="Question box").click()


def put(workshop: Workshop, texts: Sequence[str]) -> list[dict[str, Any]]:
    """One phone for each text joins and puts it in the box; returns what each sent."""
    sent = []
    for text in texts:
        ticket = {"word": workshop.room.word, "ticket": secrets.token_hex(16)}
        message = {
            "seat": post(workshop, "/join", ticket)["seat"],
            "activity": BOX.id,
            "nonce": secrets.token_hex(16),
            "choice": f"={text}",
            "round": 1,
        }
        post(workshop, "/answer", message)
        sent.append(message)
    return sent


def closed_box(
    workshop: Workshop, page: Page, texts: Sequence[str] = TYPED
) -> list[dict[str, Any]]:
    """Open the start page, fill the box beside an open question, and close it."""
    page.goto(workshop.start_page)
    page.locator(f"#stand-{BOX.id}").click()
    expect(page.locator(".beside")).to_contain_text("Open: questions arriving")
    page.locator("#next-step").click()
    expect(page.locator(".control[data-phase=open]")).to_be_visible()
    sent = put(workshop, texts)
    page.locator(f"#stand-{BOX.id}").click()
    expect(page.locator(".beside")).to_contain_text("Closed")
    return sent


def read(page: Page) -> Locator:
    """Bring the questions to the desk."""
    page.get_by_role("button", name="Read the questions").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    return page.locator(".desk-list > li")


def decide(row: Locator, said: str, *, kind: str = "fact") -> None:
    """Sort one question, with words for it or without."""
    row.get_by_label("Type").select_option(kind)
    row.get_by_label("In your own words").fill(said)
    row.get_by_label("Answer it" if said else "Leave it out").check()


def state(page: Page, line: str) -> None:
    expect(page.locator(".state-line")).to_have_text(line)


@pytest.mark.parametrize("dark", [False, True])
def test_a_question_goes_in_and_comes_back(served: Served, open_page: OpenPage, dark: bool) -> None:
    """Beside an open question and Pace the box takes a question, gives it back, takes another."""
    for one in (PACE, BOX, POLL):
        served.do(served.room.open, one.id)
    pool = served.room.asked[BOX.id].tally.pool
    page = open_page(Screen.PHONE, dark=dark)
    beside = joined(served, page)
    expect(beside.locator("summary")).to_have_text(["Pace", "Question box"])
    page.get_by_label("Habit").check()
    unfold(beside)
    axe(page)
    field = beside.get_by_label(BOX.question)
    put_in = beside.get_by_role("button", name="Put it in the box")
    put_in.click()
    expect(beside.get_by_role("alert")).to_contain_text("Nothing is written yet.")
    field.fill("My boss Ann laughs at me.\nWhat now?")
    put_in.click()
    expect(beside.get_by_role("alert")).to_contain_text("My boss Ann")
    axe(page)
    put_in.click()
    expect(beside.get_by_text("Thank you. That is in.")).to_be_focused()
    assert pool == ["My boss Ann laughs at me. What now?"]
    axe(page)
    beside.get_by_role("button", name="Take it back").click()
    expect(field).to_have_value("")
    assert pool == []
    field.fill("What can one say?")
    put_in.click()
    expect(beside.get_by_text("Thank you. That is in.")).to_be_visible()
    assert pool == ["What can one say?"]
    expect(page.get_by_label("Habit")).to_be_checked()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main").get_by_text("Thank you. That is in.")).to_be_visible()
    assert served.room.asked[POLL.id].tally.counts == [0, 1, 0]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_half_written_stays_while_questions_come_and_go(
    served: Served, open_page: OpenPage
) -> None:
    """A question opens and closes: the field keeps text, cursor and focus."""
    served.do(served.room.open, BOX.id)
    page = open_page(Screen.PHONE)
    beside = joined(served, page)
    unfold(beside)
    field = beside.get_by_label(BOX.question)
    field.fill("How do I")
    served.do(served.room.open, POLL.id)
    expect(page.get_by_label("Habit")).to_be_visible()
    served.do(served.room.open, PACE.id)
    expect(beside.locator("summary")).to_have_text(["Pace", "Question box"])
    served.do(served.room.close, POLL.id)
    expect(page.locator("h2")).to_have_text("This question is closed")
    expect(field).to_be_focused()
    page.keyboard.type(" begin?")
    expect(field).to_have_value("How do I begin?")


def test_once_closed_it_can_be_taken_back_until_it_is_shown(
    served: Served, open_page: OpenPage
) -> None:
    """After the close who wrote can take back, who did not reads that it is closed, until shown."""
    served.do(served.room.open, BOX.id)
    wrote, reads = open_page(Screen.PHONE), open_page(Screen.PHONE)
    boxes = [joined(served, page) for page in (wrote, reads)]
    for beside in boxes:
        unfold(beside)
    boxes[0].get_by_label(BOX.question).fill("Why?")
    boxes[0].get_by_role("button", name="Put it in the box").click()
    expect(boxes[0].get_by_text("Thank you. That is in.")).to_be_visible()
    served.do(served.room.close, BOX.id)
    expect(boxes[1]).to_contain_text("The box is closed.")
    boxes[0].get_by_role("button", name="Take it back").click()
    expect(boxes[0]).to_contain_text("The box is closed.")
    assert served.room.asked[BOX.id].tally.pool == []
    expect(boxes[0].get_by_role("textbox")).to_have_count(0)


def test_a_reload_keeps_one_question_a_phone(served: Served, open_page: OpenPage) -> None:
    """After a reload a second question of the same seat is refused in words, and counts nothing."""
    served.do(served.room.open, BOX.id)
    page = open_page(Screen.PHONE)
    beside = joined(served, page)
    for text in ("Why?", "And how?"):
        unfold(beside)
        beside.get_by_label(BOX.question).fill(text)
        beside.get_by_role("button", name="Put it in the box").click()
        if text == "Why?":
            expect(beside.get_by_text("Thank you. That is in.")).to_be_visible()
            page.reload()
    expect(beside.get_by_role("alert")).to_contain_text("has answered or passed already")
    assert served.room.asked[BOX.id].tally.pool == ["Why?"]


def test_by_keyboard_both_are_reached_after_the_question(
    served: Served, open_page: OpenPage
) -> None:
    """Tab goes question, Pace, box; Enter unfolds the box, and it is filled without a pointer."""
    for one in (PACE, BOX, POLL):
        served.do(served.room.open, one.id)
    page = open_page(Screen.PHONE)
    beside = joined(served, page)
    expect(beside.locator("summary")).to_have_count(2)
    page.get_by_role("button", name="Send", exact=True).focus()
    page.keyboard.press("Tab")
    expect(beside.locator("summary").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Why?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(beside.get_by_text("Thank you. That is in.")).to_be_focused()
    page.keyboard.press("Tab")
    expect(beside.get_by_role("button", name="Take it back")).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
def test_twelve_questions_are_sorted_and_answered(
    workshop: Workshop, open_page: OpenPage, dark: bool
) -> None:
    """At the desk each gets a type and other words, or is left out; a reload finds it again."""
    page = open_page(dark=dark)
    page.on("dialog", closed_dialog)
    closed_box(workshop, page)
    assert not any(text in page.content() for text in TYPED[1:])
    rows = read(page)
    expect(rows).to_have_count(12)
    expect(page.locator("img")).to_have_count(0)
    expect(page.get_by_role("button", name="Open again")).to_have_count(0)
    assert {rows.nth(i).get_by_label("In your own words").input_value() for i in range(12)} == {""}
    state(page, "12 to decide, 0 to answer, 0 left out.")
    axe(page)
    for i in range(9):
        decide(rows.nth(i), f"Somebody asks {i}.", kind=BOX.kinds[i % 7])
    expect(rows.nth(5).locator(".bar").first).to_contain_text("Read the help page to everybody")
    with page.expect_response(lambda reply: '"shock","said":"half"' in body_of(reply)):
        rows.nth(9).get_by_label("In your own words").fill("half")
        rows.nth(9).get_by_label("Type").select_option("shock")
    state(page, "3 to decide, 9 to answer, 0 left out.")
    axe(page)
    page.reload()
    rows = read(page)
    state(page, "3 to decide, 9 to answer, 0 left out.")
    expect(rows.nth(9).get_by_label("In your own words")).to_have_value("half")
    expect(rows.nth(9).get_by_label("Type")).to_have_value("shock")
    page.get_by_role("button", name="Show the questions").click()
    expect(page.locator(".desk > .bar[role=alert]")).to_contain_text("3 of 12 questions are not")
    for i in range(9, 12):
        decide(rows.nth(i), "", kind="off-topic")
    state(page, "0 to decide, 9 to answer, 3 left out.")
    page.get_by_role("button", name="Show the questions").click()
    expect(page.locator(".desk")).to_have_count(0)
    page.get_by_role("button", name="Read them aloud").click()
    shown = page.locator(".desk .askfirst-release li")
    expect(shown).to_have_count(9)
    assert sorted(shown.all_inner_texts()) == [f"Somebody asks {i}." for i in range(9)]
    axe(page)
    page.get_by_role("button", name="Back to the plan").click()
    expect(page.get_by_role("heading", name="A short one")).to_be_visible()
    assert page.locator(".control[data-phase=open]").count() == 1
    (file,) = (workshop.root / "results").glob("*.json")
    assert not any(text in file.read_text() for text in [*TYPED, "Somebody asks"])


def body_of(reply: Response) -> str:
    return reply.request.post_data or ""


def closed_dialog(dialog: Dialog) -> None:
    dialog.dismiss()
    pytest.fail("a dialog opened")


@pytest.mark.parametrize("screen", [Screen.LAPTOP, Screen.PHONE])
def test_the_desk_says_what_is_missing(
    workshop: Workshop, open_page: OpenPage, screen: Screen
) -> None:
    """Without a type, without words, or with those that were typed, it stays undecided."""
    page = open_page(screen)
    closed_box(workshop, page, [f"typed by hand, number {n}" for n in range(6)])
    row = read(page).first
    wrong = row.locator(".bar[role=alert]")
    answer = row.get_by_label("Answer it")
    answer.click()
    expect(wrong).to_have_text("Choose its type first.")
    expect(answer).not_to_be_checked()
    row.get_by_label("Type").select_option("value")
    expect(wrong).to_have_text("")
    answer.click()
    expect(wrong).to_have_text("Write it in your own words first.")
    typed = row.locator(".asked-text").inner_text()
    row.get_by_label("In your own words").fill(f"Someone: {typed.upper()}!")
    answer.click()
    expect(wrong).to_have_text("These are its own words. Say it in yours.")
    expect(answer).not_to_be_checked()
    row.get_by_label("In your own words").fill("Somebody mentions @someone.")
    expect(row.get_by_text("This could point to a person: @someone.")).to_be_visible()
    state(page, "6 to decide, 0 to answer, 0 left out.")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_letters_at_the_desk_lead_nothing(workshop: Workshop, open_page: OpenPage) -> None:
    """Typing o or r, in a field or to choose a type, neither closes nor shows a question."""
    page = open_page()
    closed_box(workshop, page)
    row = read(page).first
    row.get_by_label("Type").focus()
    page.keyboard.type("o")
    row.get_by_label("In your own words").focus()
    page.keyboard.type("or so")
    row.get_by_label("Leave it out").focus()
    page.keyboard.type("or")
    expect(page.locator(".control[data-phase=open]")).to_be_visible()
    expect(row.get_by_label("Type")).to_have_value("off-topic")


def test_what_is_taken_back_is_not_shown(workshop: Workshop, open_page: OpenPage) -> None:
    """A question taken back while it lies on the desk stays there, and the room never sees it."""
    page = open_page()
    sent = closed_box(workshop, page, [f"typed by hand, number {n}" for n in range(7)])
    rows = read(page)
    for i in range(7):
        decide(rows.nth(i), f"Somebody asks {i}.")
    state(page, "0 to decide, 7 to answer, 0 left out.")
    order = rows.locator(".asked-text").all_inner_texts()
    gone = order.index(sent[2]["choice"][1:])
    post(workshop, "/take-back", sent[2])
    page.reload()
    rows = read(page)
    expect(rows.locator(".asked-text")).to_have_text(order)
    state(page, "0 to decide, 7 to answer, 0 left out.")
    page.get_by_role("button", name="Show the questions").click()
    page.get_by_role("button", name="Read them aloud").click()
    shown = page.locator(".desk .askfirst-release li")
    expect(shown).to_have_count(6)
    assert f"Somebody asks {gone}." not in shown.all_inner_texts()


def test_with_too_few_it_says_what_to_do(workshop: Workshop, open_page: OpenPage) -> None:
    """Below five nothing reaches the page, which leads to the printed questions instead."""
    page = open_page()
    closed_box(workshop, page, TYPED[1:5])
    page.get_by_role("button", name="Read the questions").click()
    expect(page.locator(".beside")).to_contain_text("so nobody can read it")
    expect(page.locator(".beside")).to_contain_text("printed likely questions")
    assert not any(text in page.content() for text in TYPED)
    axe(page)
    page.get_by_role("button", name="Show the questions").click()
    expect(page.locator(".beside")).to_contain_text("Fewer than five questions can be shown")
    axe(page)


SAID = [f"Somebody asks {n}, at some length, so that a line of the slide is full. " * (1 + n % 4)
        for n in range(9)]  # fmt: skip


def test_the_slide_shows_the_answers_page_by_page(workshop: Workshop, open_page: OpenPage) -> None:
    """On its slide the box says what it is; released, arrow keys turn its pages, and each fits."""
    deck = open_page()
    deck.set_viewport_size({"width": 1280, "height": 720})
    deck.goto(f"{workshop.local}/deck/05_small#k={workshop.room.host_key}")
    deck.wait_for_selector(READY)
    for _ in range(2):
        deck.keyboard.press("ArrowRight")
    deck.locator(".present .act button").wait_for()
    for phase in ("draft", "open"):
        deck.wait_for_selector(f'.present[data-phase="{phase}"]')
        expect(deck.locator(".present .stage")).to_contain_text("One question from each phone")
        assert misfits(deck) == []
        axe(deck)
        deck.keyboard.press("o")
        if phase == "draft":
            deck.wait_for_selector('.present[data-phase="open"]')
            put(workshop, TYPED[:9])
    deck.wait_for_selector('.present[data-phase="closed"]')
    deck.keyboard.press("r")
    expect(deck.locator(".present .act button")).to_have_text("Open the start page")
    expect(deck.locator(".present .foot-said")).to_contain_text("Read and sort the questions")
    assert misfits(deck) == []
    page = open_page()
    page.goto(workshop.start_page)
    rows = read(page)
    for i, said in enumerate(SAID):
        decide(rows.nth(i), said.strip())
    state(page, "0 to decide, 9 to answer, 0 left out.")
    page.get_by_role("button", name="Show the questions").click()
    deck.wait_for_selector('.present[data-phase="released"]')
    seen: list[str] = []
    pages = deck.locator(".present .askfirst-pages > div").count()
    assert pages > 2
    for number in range(1, pages + 1):
        shown = deck.locator(".present .askfirst-pages > div").filter(
            has_text=f"{number} of {pages}"
        )
        expect(shown).to_be_visible()
        expect(deck.locator(".present .askfirst-pages li").filter(visible=True)).to_have_count(
            shown.locator("li").count()
        )
        seen += shown.locator("li").all_inner_texts()
        assert misfits(deck) == []
        axe(deck)
        deck.keyboard.press("ArrowRight")
    assert sorted(seen) == sorted(said.strip() for said in SAID)
    expect(deck.locator(".present [data-activity]")).to_have_attribute("data-activity", WHICH.id)
    assert not any(text in deck.content() for text in TYPED)


STATES: Sequence[dict[str, Any]] = (
    {"phase": "open", "alone": True},
    {"phase": "open", "lead": True, "progress": {"pips": 1, "words": "some"}},
    {"phase": "closed", "lead": True},
    {"phase": "released", "lead": True, "release": {"view": "words", "k": 5, "texts": []}},
    {"phase": "released", "lead": True, "release": {"view": "locked", "k": 5}},
)


@pytest.mark.parametrize("dark", [False, True])
def test_alone_it_takes_nothing_and_leading_it_names_the_next_step(
    open_page: OpenPage, dark: bool
) -> None:
    """Alone it says that nothing is sent and has no field; leading it says where to read."""
    page = open_page(dark=dark)
    data = json.dumps([(BOX.spec(), one) for one in STATES]).replace("<", "\\u003c")
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Box</title>'
        f"<style>{component_css(*TYPES)} @media (prefers-color-scheme: dark) {{ body {{"
        "background: #10191d; color: #eceae2; --jp-layout-color0: #10191d; "
        "--jp-ui-font-color1: #eceae2 }}</style>"
        f'<body data-jp-theme-light="{str(not dark).lower()}"><main><h1>Box</h1></main>'
        f'<script type="module">{component_source("questionbox")}\n'
        f"for (const [spec, state] of {data}) {{\n"
        "const view = document.createElement('askfirst-questionbox');\n"
        "Object.assign(view, { surface: 'lab', spec, state });\n"
        "document.querySelector('main').append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()
    views = page.locator("askfirst-questionbox")
    expect(views.nth(0).locator("button, input, textarea")).to_have_count(0)
    expect(views.nth(0)).to_contain_text("Alone there is nobody to read it, and nothing is sent.")
    expect(views.nth(1).get_by_role("button")).to_have_text(["Close"])
    expect(views.nth(2)).to_contain_text("on the start page")
    expect(views.nth(2).get_by_role("button")).to_have_count(0)
    expect(views.nth(3)).to_contain_text("They stand on the slide")
    expect(views.nth(4)).to_contain_text("Fewer than five questions can be shown")
    axe(page)
