"""The clock of a workshop on the start page, followed by whoever leads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from askfirst.opening.workshop import Workshop
from tests.browser.leading import QuickClock, led_workshop, opened, phase
from tests.browser.surface import OpenPage, axe

# Counts how often the line for screen readers is written anew.
WATCHED = """() => {
    const watched = { count: 0 };
    const line = document.querySelector("p.unseen");
    new MutationObserver(() => (watched.count += 1)).observe(line, { childList: true });
    return watched;
}"""


@pytest.fixture
def workshop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workshop]:
    """A workshop whose room runs in a thread of its own; there is no lab."""
    with led_workshop(tmp_path, *getattr(request, "param", ())) as made:
        yield made


def test_the_clock_is_followed_by_keyboard(workshop: Workshop, open_page: OpenPage) -> None:
    """Started, gone on and dropped by keys alone, it says each change of state once, in words."""
    clock = workshop.room.clock
    assert isinstance(clock, QuickClock)
    page = opened(workshop, open_page)
    news, how_far = page.locator("p.unseen"), page.locator(".how-far")
    expect(news).to_have_text("")
    page.locator("#clock-start-0").focus()
    page.keyboard.press("Enter")
    expect(how_far).to_have_text("On time")
    expect(news).to_have_text("On time. Now: Arrive. ")
    axe(page)
    clock.now += 9  # Arrive has five minutes
    expect(how_far).to_have_text("4 minutes behind")
    expect(news).to_have_text("Behind the plan. Now: Arrive. Its time is over.")
    said = page.evaluate_handle(WATCHED)
    clock.now += 1
    expect(how_far).to_have_text("5 minutes behind")
    assert said.evaluate("watched => watched.count") == 0  # a minute more is no news
    page.keyboard.press("n")
    expect(page.locator(".is-now")).to_contain_text("Small")
    expect(page.locator("[aria-current=step]")).to_have_count(1)
    expect(page.get_by_text("That is not enough: 3 minutes are missing")).to_be_visible()
    end = page.get_by_text("As it goes, the end is at").inner_text()
    axe(page)
    page.get_by_role("button", name="Drop it").focus()
    page.keyboard.press("Enter")
    expect(how_far).to_have_text("3 minutes behind")
    expect(page.get_by_text("As it goes, the end is at")).not_to_have_text(end)
    expect(page.get_by_role("heading", name="Dropped")).to_be_visible()
    page.get_by_role("button", name="Keep it after all").focus()
    page.keyboard.press("Enter")
    expect(how_far).to_have_text("5 minutes behind")
    page.locator("#clock-back").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".is-now")).to_contain_text("Arrive")
    page.keyboard.press("o")  # a question of the next part says where the workshop is
    expect(page.locator(".is-now")).to_contain_text("Small")


def test_who_has_scrolled_down_still_sees_the_time(workshop: Workshop, open_page: OpenPage) -> None:
    """One line says how far it is while the clock is out of sight, and moves nothing."""
    clock = workshop.room.clock
    assert isinstance(clock, QuickClock)
    page = opened(workshop, open_page)
    glance = page.locator(".glance")
    page.locator("#clock-start-0").press("Enter")
    expect(page.locator(".how-far")).to_have_text("On time")
    clock.now += 9
    expect(page.locator(".how-far")).to_have_text("4 minutes behind")
    expect(glance).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 320})
    place = "(path) => path.getBoundingClientRect().top + scrollY"
    before = page.locator(".path").evaluate(place)
    page.locator(".prints li").last.scroll_into_view_if_needed()
    expect(glance).to_have_text(re.compile(r"^4 minutes behind Now: Arrive\. It should have"))
    expect(glance.locator("p")).to_be_in_viewport()
    assert page.locator(".path").evaluate(place) == before
    axe(page)
    page.evaluate("scrollTo(0, 0)")
    expect(glance).to_be_hidden()


def test_what_the_clock_has_left_is_folded(workshop: Workshop, open_page: OpenPage) -> None:
    """A part that is done does not fill the plan; unfolded once more, it stays so."""
    page = opened(workshop, open_page)
    page.locator("#clock-start-0").press("Enter")
    page.locator("#clock-next").press("Enter")
    expect(page.locator(".is-now")).to_contain_text("Small")
    small = page.locator("#fold-05_small")
    expect(small).to_have_attribute("aria-expanded", "true")  # its question is at hand
    page.locator("#clock-next").press("Enter")
    expect(small).to_have_attribute("aria-expanded", "false")
    small.press("Enter")
    expect(small).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("o")
    phase(page, "open")
    expect(small).to_have_attribute("aria-expanded", "true")
