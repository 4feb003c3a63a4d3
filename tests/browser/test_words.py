"""Words in Chromium: what is said beside the texts that are shown."""

import pytest
from playwright.sync_api import expect

from askfirst import Words
from askfirst.release import Tier, release_words
from tests.browser.gathered import gather, gather_controls, gather_slides
from tests.browser.surface import OpenPage
from tests.states import Seen

SHOWN = release_words(["Slower", "Wait", "Stop", "Tea", "Not now"], tier=Tier.PERSONAL).to_json()
STATE = {"phase": "released", "release": SHOWN}


@pytest.mark.parametrize("surface", ["lab", "start", "deck"])
def test_how_many_answered_is_not_said(open_page: OpenPage, surface: str) -> None:
    """Beside words stands that some may be missing, and no number: only what is shown is known."""
    page = open_page()
    draw = {"deck": gather_slides, "start": gather_controls}.get(surface, gather)
    draw(page, [Seen(Words("x-words", "What could Sam say?"), surface, "released", STATE)])
    expect(page.get_by_text("In mixed order. Some may have been left out.")).to_have_count(
        2 if surface == "deck" else 1  # a slide keeps the one under the texts out of sight
    )
    assert "answered" not in page.locator("main").inner_text()


def test_a_slide_of_words_has_no_line_to_write_on_once_they_are_shown(open_page: OpenPage) -> None:
    """The line to write on, and how much may be written, are gone with the question."""
    page = open_page()
    gather_slides(page, [Seen(Words("x-words", "What?"), "deck", "released", STATE)])
    expect(page.locator(".stage .askfirst-small")).to_be_hidden()
    gather_slides(page, [Seen(Words("x-words", "What?"), "deck", "open", {"phase": "open"})])
    expect(page.locator(".stage .askfirst-small")).to_have_text("Up to 80 characters")
