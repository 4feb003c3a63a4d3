"""A facilitator leads a workshop from the start page, in a real browser and a real room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from askfirst import Pulse
from askfirst.opening.workshop import Workshop
from askfirst.planning.prints import prints_of
from askfirst.room.inventory import memory
from tests.browser.leading import QuickClock, answer, led_workshop, opened, phase
from tests.browser.surface import OpenPage, Screen, axe
from tests.opening.projects import POLL, WORDS, written

CLOUD = replace(WORDS, cloud=True)
QUESTION = "What would you say?"
MARKUP = "<b onclick=alert(1)>bold</b>"


@pytest.fixture
def workshop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workshop]:
    """A workshop whose room runs in a thread of its own; there is no lab."""
    with led_workshop(tmp_path, *getattr(request, "param", ())) as made:
        yield made


def closed_words(workshop: Workshop, page: Page, texts: Sequence[str]) -> None:
    """Open the question for words, answer it, and close it."""
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_role("button", name="Open", exact=True).click()
    phase(page, "open")
    answer(workshop, WORDS.id, [f"={text}" for text in texts])
    page.get_by_role("button", name="Close").click()
    phase(page, "closed")


def test_keys_lead_from_open_to_release(workshop: Workshop, open_page: OpenPage) -> None:
    """O opens and closes, R shows; before that nothing of the answers is on the page."""
    page = opened(workshop, open_page)
    page.keyboard.press("o")
    phase(page, "open")
    answer(workshop, POLL.id, ["0"] * 6 + ["1"] * 5 + ["pass"])
    expect(page.locator(".share")).to_have_text("most")
    expect(page.locator(".askfirst-bar")).to_have_count(0)
    page.keyboard.press("o")
    phase(page, "closed")
    expect(page.locator(".askfirst-bar")).to_have_count(0)
    page.keyboard.press("o")
    phase(page, "closed")
    page.keyboard.press("r")
    phase(page, "released")
    expect(page.locator(".control .askfirst-release")).to_be_visible()
    expect(page.locator("#end-note")).to_contain_text("one result")
    page.keyboard.press("o")
    expect(page.locator(".control h2")).to_have_text(QUESTION)
    phase(page, "draft")


def test_a_held_key_takes_one_step(workshop: Workshop, open_page: OpenPage) -> None:
    """A key that is held opens a question, and does not go on to close, show and open the next."""
    page = opened(workshop, open_page)
    page.keyboard.down("o")
    for _ in range(20):
        page.keyboard.down("o")  # what a held key sends: the same key down, again and again
    page.keyboard.up("o")
    phase(page, "open")
    page.keyboard.press("r")
    phase(page, "open")


def test_the_browser_is_started_without_the_key(workshop: Workshop, open_page: OpenPage) -> None:
    """What the browser is started with holds no key, opens the page once, and not a second time."""
    assert workshop.room.host_key not in workshop.front_door
    door = workshop.front_door
    page = open_page()
    page.goto(door)
    expect(page.get_by_role("heading", name="A short one")).to_be_visible()
    assert page.url == f"{workshop.local}/host"
    late = open_page()
    late.goto(door)
    expect(late.locator("#line")).to_contain_text("askfirst open")


def test_the_key_leaves_the_address_and_stays_in_the_tab(
    workshop: Workshop, open_page: OpenPage
) -> None:
    """The key is taken out of the address and survives a reload, in this tab only."""
    page = opened(workshop, open_page)
    assert page.url == f"{workshop.local}/host"
    assert workshop.room.host_key not in page.evaluate("JSON.stringify(history.state)") + page.url
    page.reload()
    expect(page.get_by_role("heading", name="A short one")).to_be_visible()


def test_without_the_key_one_line_says_where_it_is(workshop: Workshop, open_page: OpenPage) -> None:
    """A page without the key, or with a wrong one, says to use the printed link."""
    page = open_page()
    page.goto(f"{workshop.local}/host")
    expect(page.locator("#line")).to_contain_text("askfirst open")
    expect(page.locator("aside")).to_be_hidden()
    page.goto(f"{workshop.local}/host#k=wrong")
    page.reload()
    expect(page.locator("#line")).to_contain_text("askfirst open")


def test_words_are_read_and_left_out_before_they_are_shown(
    workshop: Workshop, open_page: OpenPage
) -> None:
    """Texts stand there as text; what is left out is not shown; too few to show is said."""
    page = opened(workshop, open_page)
    closed_words(workshop, page, ["one", "two", "three", "four", "five", MARKUP])
    expect(page.locator(".texts li")).to_have_count(6)
    expect(page.locator(".texts b")).to_have_count(0)
    page.locator(".texts li", has_text="<b onclick").get_by_label("Leave out").check()
    expect(page.get_by_text("Fewer than five would remain")).to_have_count(0)
    page.locator(".texts li", has_text="two").get_by_label("Leave out").check()
    expect(page.get_by_text("Fewer than five would remain")).to_be_visible()
    page.locator(".texts li", has_text="two").get_by_label("Leave out").uncheck()
    page.get_by_role("button", name="Show the rest").click()
    phase(page, "released")
    expect(page.locator(".control .askfirst-release li")).to_have_count(5)
    expect(page.locator(".control .askfirst-release")).not_to_contain_text("bold")


@pytest.mark.parametrize("workshop", [[(CLOUD,)]], indirect=True)
def test_a_cloud_says_from_how_many_answers_it_is_shown(
    workshop: Workshop, open_page: OpenPage
) -> None:
    """Leaving out too many is said with the cloud's own number; then the shared terms are shown."""
    page = opened(workshop, open_page)
    closed_words(workshop, page, ["calm, Warm", *["Calm"] * 5, "calm; Ann", "tired"])
    expect(page.get_by_text("each term that five or more answers hold")).to_be_visible()
    page.locator(".texts li", has_text="ann, calm").get_by_label("Leave out").check()
    expect(page.locator(".control .bar")).to_have_count(0)
    page.locator(".texts li", has_text="tired").get_by_label("Leave out").check()
    expect(page.get_by_text("Fewer than seven would remain")).to_be_visible()
    axe(page)
    page.locator(".texts li", has_text="tired").get_by_label("Leave out").uncheck()
    page.get_by_role("button", name="Show the rest").click()
    phase(page, "released")
    expect(page.locator(".control .askfirst-cloud li")).to_have_text(["calm"])
    axe(page)


def test_words_can_be_left_and_come_back_to(workshop: Workshop, open_page: OpenPage) -> None:
    """Whoever looks at another question in between finds the texts again."""
    page = opened(workshop, open_page)
    closed_words(workshop, page, ["one", "two", "three", "four", "five", "six"])
    page.get_by_role("button", name=POLL.question).click()
    expect(page.locator(".texts li")).to_have_count(0)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator(".texts li")).to_have_count(6)


def test_a_refusal_keeps_what_was_left_out(workshop: Workshop, open_page: OpenPage) -> None:
    """Where the disk refuses, what was left out stays so, and can be tried again."""
    page = opened(workshop, open_page)
    closed_words(workshop, page, ["one", "two", "three", "four", "five", "six"])
    page.locator(".texts li", has_text="two").get_by_label("Leave out").check()
    results = workshop.root / "results"
    results.rename(workshop.root / "aside")
    results.write_text("in the way")
    page.get_by_role("button", name="Show the rest").click()
    expect(page.get_by_role("alert").filter(has_text="could not be written")).to_be_visible()
    expect(page.locator(".texts li", has_text="two").get_by_label("Leave out")).to_be_checked()
    results.unlink()
    page.get_by_role("button", name="Show the rest").click()
    phase(page, "released")
    expect(page.locator(".control .askfirst-release li")).to_have_count(5)


def test_too_few_words_are_not_read(workshop: Workshop, open_page: OpenPage) -> None:
    """Where too few wrote, no text is on the page, and the question only shows that it was so."""
    page = opened(workshop, open_page)
    closed_words(workshop, page, ["alone", "second"])
    expect(page.get_by_text("Too few phones wrote something")).to_be_visible()
    assert "alone" not in page.inner_text("body")
    expect(page.get_by_role("button", name="Open again")).to_have_count(0)
    page.get_by_role("button", name="Show the result").click()
    phase(page, "released")
    expect(page.locator(".control .askfirst-locked")).to_be_visible()


def test_both_halves_of_a_pulse_are_opened_and_closed_in_order(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """A first half is opened and closed by O, says that nothing arrives, and leads on."""
    pulse = Pulse("05-pulse", "Is it so?", options=["Agree", "Disagree"])
    with led_workshop(tmp_path, [pulse, pulse.after()]) as workshop:
        page = opened(workshop, open_page)
        control = page.locator(".control")
        expect(page.get_by_role("button", name="Is it so? stays on the phones")).to_be_visible()
        expect(page.get_by_role("button", name="Is it so? sent as a pair")).to_be_visible()
        page.keyboard.press("o")
        phase(page, "open")
        expect(control).to_contain_text("Nothing arrives here: the choices stay on the phones.")
        expect(control.locator(".share")).to_have_count(0)
        axe(page)
        page.keyboard.press("o")
        phase(page, "closed")
        expect(page.get_by_role("button", name="Show the result")).to_have_count(0)
        page.keyboard.press("r")
        axe(page)
        page.get_by_role("button", name="Open again").click()
        phase(page, "open")
        page.keyboard.press("o")
        phase(page, "closed")
        page.keyboard.press("o")
        phase(page, "draft")
        expect(control.locator(".state")).to_contain_text("sent as a pair")
        page.keyboard.press("o")
        phase(page, "open")
        answer(workshop, "05-pulse-after", ["0>0"] * 8 + ["0>1"] * 7)
        page.keyboard.press("o")
        phase(page, "closed")
        page.keyboard.press("r")
        phase(page, "released")
        expect(control.locator(".askfirst-bars li")).to_have_count(3)
        expect(control.locator(".askfirst-bars li").first).to_contain_text("Towards “Agree”")
        expect(page.get_by_text("Every question of this plan has been asked.")).to_be_visible()
        axe(page)
        assert "transitions" not in page.content()


def test_the_head_count_is_changed_in_place(workshop: Workshop, open_page: OpenPage) -> None:
    """A wrong head count is said beside the field, typing an O opens nothing, a right one holds."""
    page = opened(workshop, open_page)
    page.get_by_role("button", name="Change").click()
    field = page.get_by_label("Head count")
    expect(field).to_be_focused()
    field.fill("")
    page.keyboard.type("oo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="“oo” is no head count")).to_be_visible()
    phase(page, "draft")
    page.get_by_label("Head count").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator(".pair")).to_contain_text("12")
    assert workshop.room.seats.head_count == 12


def test_a_long_address_fits_on_the_projector(workshop: Workshop, open_page: OpenPage) -> None:
    """Address and word of a room on a server stand whole on the projector, beside no button."""
    long = "strawberry-meadow.rooms.example.org:8443"
    workshop.room.word = "pineapple-umbrella-stone"
    workshop.room.place = replace(workshop.room.place, address=long)
    page = opened(workshop, open_page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Put on screen").click()
    screen = page.get_by_role("dialog")
    expect(screen.locator(".address")).to_have_text(long)
    text, leave = screen.locator("p").bounding_box(), screen.get_by_role("button").bounding_box()
    assert text
    assert leave
    assert text["x"] + text["width"] <= 1280
    assert text["y"] + text["height"] <= leave["y"]


@pytest.mark.parametrize(("wide", "high"), [(1280, 720), (1024, 768)])
def test_the_code_fills_the_screen_until_escape(
    workshop: Workshop, open_page: OpenPage, wide: int, high: int
) -> None:
    """The code, as large as it can be, address and word go on the projector and off again."""
    page = opened(workshop, open_page)
    page.set_viewport_size({"width": wide, "height": high})
    page.get_by_role("button", name="Put on screen").click()
    screen = page.get_by_role("dialog")
    expect(screen).to_contain_text(workshop.short)
    expect(screen).to_contain_text(workshop.room.word)
    code, text = (screen.locator(name).bounding_box() for name in (".qr", "p"))
    assert code
    assert text
    assert code["width"] >= min(0.9 * high, 0.59 * wide)
    assert min(code["x"], code["y"]) >= 0
    assert code["x"] + code["width"] <= text["x"]
    assert text["x"] + text["width"] <= wide
    page.get_by_role("button", name="Take off the screen").click()
    expect(screen).to_be_hidden()


def test_the_end_is_asked_once_and_says_what_is_left(
    workshop: Workshop, open_page: OpenPage
) -> None:
    """Ending asks in the page, can be left, wipes the room, and counts and lists what stays."""
    page, other = opened(workshop, open_page), opened(workshop, open_page)
    page.keyboard.press("o")
    phase(page, "open")
    answer(workshop, POLL.id, ["0"] * 5 + ["1"])
    page.keyboard.press("o")
    phase(page, "closed")
    page.keyboard.press("r")
    phase(page, "released")
    page.get_by_role("button", name=QUESTION).click()
    page.keyboard.press("o")
    phase(page, "open")
    answer(workshop, WORDS.id, ["=a word"] * 3)
    assert memory(workshop.room, addresses=())["tokens"] == 3
    other.get_by_role("button", name="Put on screen").click()
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("button", name="Keep going").click()
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("heading", name="The workshop has ended.")).to_be_focused()
    assert workshop.room.ended
    counts = page.locator("td")
    expect(counts).to_have_count(len(memory(workshop.room, addresses=())))
    expect(counts).to_have_text(["0"] * counts.count())
    # The mark that somebody writes here goes when the program ends.
    found = written(workshop.root / "results").items()
    files = {name: data for name, data in found if not name.startswith(".")}
    shown = page.locator(".files li")
    expect(shown).to_have_count(len(files))
    for name, data in files.items():
        row = shown.filter(has_text=f"results/{name}").first
        expect(row).to_contain_text(f"{len(data):,} bytes")
    axe(page)
    screen = other.get_by_role("dialog")
    expect(screen).to_contain_text("The workshop has ended.")
    expect(screen).to_contain_text("Who can help")
    other.keyboard.press("Escape")
    expect(other.locator("td")).to_have_text(["0"] * counts.count())


def test_a_link_of_the_plan_keeps_the_focus(workshop: Workshop, open_page: OpenPage) -> None:
    """As the clock goes on the plan is drawn anew, and who stood on a link stands there still."""
    clock = workshop.room.clock
    assert isinstance(clock, QuickClock)
    page = opened(workshop, open_page)
    page.locator("#clock-start-0").press("Enter")
    expect(page.locator("#clock-next")).to_be_visible()
    deck = page.locator("#deck-05_small")
    deck.focus()
    deck.evaluate("(link) => (globalThis.before = link)")
    clock.now += 9
    expect(page.locator(".how-far")).not_to_have_text("On time")
    assert not page.evaluate("globalThis.before.isConnected")
    expect(deck).to_be_focused()


def test_what_to_print_goes_with_the_head_count(workshop: Workshop, open_page: OpenPage) -> None:
    """Copies are those that Python says, change with the head count, and come with commands."""
    page = opened(workshop, open_page)
    rows = page.locator(".prints li:has(.copies)")
    for people in (24, 12):
        workshop.room.set_head_count(people) if people != 24 else None
        printed = prints_of(workshop.plan)
        expect(rows.locator(".copies")).to_have_text([f"{p.copies(people)} ×" for p in printed])
        expect(page.locator(".prints")).to_contain_text(f"askfirst seats --count {people}")
    expect(rows.first).to_contain_text("askfirst build short --to handout")


def test_what_happens_elsewhere_is_followed(workshop: Workshop, open_page: OpenPage) -> None:
    """A question opened from another page is at hand here too, and holds back the others."""
    one, other = opened(workshop, open_page), opened(workshop, open_page)
    one.keyboard.press("o")
    phase(other, "open")
    expect(other.get_by_role("button", name=QUESTION)).to_have_count(0)
    expect(other.locator(".is-open")).to_have_count(1)


@pytest.mark.parametrize("screen", [Screen.LAPTOP, Screen.PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(
    workshop: Workshop, open_page: OpenPage, screen: Screen, dark: bool
) -> None:
    """The page is accessible while a question is draft, open, closed and released, and fits."""
    page = opened(workshop, open_page, screen, dark=dark)
    page.get_by_role("button", name="Arrive").click()
    for name in ("draft", "open", "closed", "released"):
        phase(page, name)
        axe(page)
        page.locator("#next-step").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
