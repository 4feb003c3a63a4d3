"""What matters most, once more in Firefox and in WebKit, the engine of Safari."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from askfirst.curriculum import read_module
from askfirst.export.deck import deck_file
from askfirst.export.shelf import shelf_beside
from askfirst.room.sealing import Sealing
from tests.browser.alone import KEPT, MODULES, NOTHING, made_page
from tests.browser.deck_sheet import HIDDEN, MEASURE, READY, misfits_of
from tests.browser.engines import ENGINES, ENTER, ESCAPE, RIGHT, Driven, driven, installed
from tests.browser.measured import OVERFLOW
from tests.browser.served import served_to_phones
from tests.room.rooms import CHECK, POLL, WORDS, make_room

pytestmark = pytest.mark.long

CONSENT = next(path for path in MODULES if path.stem == "05_consent")
PHONE, LAPTOP, SLIDE = (390, 844), (1280, 800), (1280, 720)
AXE = f"() => {{ {AXE_SCRIPT}; return axe.run().then((found) => found.violations) }}"
LIVE = "document.querySelector('html.live-page')"
CHOSEN = "() => document.querySelectorAll(':checked:not(option)').length"
NOTE = "askfirst-note textarea"

Open = Callable[[tuple[int, int]], Driven]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """A way to open a page of a size in one of the engines; where that is missing, it is said."""
    if installed(request.param) is None:
        pytest.skip(f"{request.param} was not found; CONTRIBUTING.md says what to install.")
    with ExitStack() as ends:

        def opened(size: tuple[int, int]) -> Driven:
            profile = tmp_path / "profile"
            profile.mkdir()
            return ends.enter_context(driven(request.param, profile, size))

        yield opened


def on_disk(folder: Path, content: bytes) -> str:
    """Put a file into a folder, and return its address."""
    file = folder / "exported.html"
    file.write_bytes(content)
    return file.as_uri()


def test_every_slide_of_a_deck_fits(engine: Open, tmp_path: Path) -> None:
    """With the arrow key a deck turns through all its slides, and nothing leaves any of them."""
    page = engine(SLIDE)
    page.goto(on_disk(tmp_path, deck_file(read_module(CONSENT), shelf_beside(CONSENT))))
    page.wait(f"document.querySelector('{READY}')")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    slides = page.evaluate("() => Reveal.getTotalSlides()")
    assert slides > 30
    for slide in range(1, slides + 1):
        page.wait(f"document.querySelector('section.slide:nth-of-type({slide}).present')")
        assert misfits_of(page.evaluate(MEASURE)) == [], f"slide {slide}"
        assert page.evaluate(HIDDEN) == [], f"slide {slide}"
        page.press(RIGHT)


def test_a_phone_answers_and_takes_back(engine: Open) -> None:
    """Joined by keyboard, a phone answers, takes back, answers anew, and hears what comes next."""
    page = engine(PHONE)
    with served_to_phones(make_room(), host=page.host) as served:
        poll = served.room.asked[POLL.id]
        page.goto(served.url)
        page.write("input[name=word]", f"river{ENTER}")
        page.see("Nothing to answer now")
        served.do(served.room.open, POLL.id)
        page.click("Habit")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert poll.tally.counts == [0, 1, 0]
        page.click("Take it back")
        page.see(POLL.question)
        assert poll.tally.counts == [0, 0, 0]
        assert page.evaluate(CHOSEN) == 0
        page.click("Pass")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(AXE) == []
        served.do(served.room.close, POLL.id)
        served.do(served.room.release, POLL.id)
        page.see("This question is closed")
        served.do(served.room.open, WORDS.id)
        page.see(WORDS.question)
        page.write("main input[type=text]", "Not now")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert served.room.asked[WORDS.id].tally.pool == ["Not now"]


def test_a_phone_keeps_its_seat_and_nothing_else(engine: Open) -> None:
    """After a reload the seat is there and no choice; leaving leaves no way back to the page."""
    page = engine(PHONE)
    with served_to_phones(make_room(), host=page.host) as served:
        served.do(served.room.open, CHECK.id)
        page.goto(f"{served.url}#river")
        page.click("This")
        page.call("Refresh")
        page.see(CHECK.question)
        assert page.evaluate(CHOSEN) == 0
        assert served.room.seats.joined == 1
        page.click("That")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert served.room.asked[CHECK.id].tally.counts == [0, 1]
        kept = page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
        assert kept == [0, 0, ""]
        page.click("Leave now")
        page.see("You have left.")
        page.call("Back")
        page.wait("location.href === 'about:blank'")


def test_a_phone_seals(engine: Open, library: str) -> None:
    """With the code of a sealed room a phone seals its answer, and says so, also after a reload."""
    page = engine(PHONE)
    room = make_room()
    room.sealing = Sealing.begin(library)
    with served_to_phones(room, host=page.host) as served:
        served.do(room.open, POLL.id)
        page.goto(f"{served.url}#river.{room.sealing.digits}")
        page.click("Habit")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert room.asked[POLL.id].tally.counts == [0, 1, 0]
        page.click("Take it back")
        page.see(POLL.question)
        page.call("Refresh")
        page.see(POLL.question)
        assert "Sealed: whoever listens" in page.text()
        page.click("Fear")
        page.click("Send")
        page.see("Thank you. That is in.")
        assert room.asked[POLL.id].tally.counts == [1, 0, 0]


def test_a_page_is_used_alone(engine: Open, tmp_path: Path) -> None:
    """A note has room for all that is written, nothing is kept, and Escape twice leaves nothing."""
    page = engine(PHONE)
    page.goto(on_disk(tmp_path, made_page(CONSENT)))
    page.wait(LIVE)
    assert page.evaluate("() => document.fonts.check('600 36px Literata')")
    page.write(NOTE, "What I would like to say, at some length. " * 8)
    hidden = f"(field => field.scrollHeight - field.clientHeight)(document.querySelector('{NOTE}'))"
    assert page.evaluate(f"() => {hidden}") <= 1
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(AXE) == []
    assert page.evaluate(KEPT) == NOTHING
    page.call("Refresh")
    page.wait(LIVE)
    assert page.evaluate(f"() => document.querySelector('{NOTE}').value") == ""
    page.write(NOTE, "Again")
    page.press(ESCAPE, ESCAPE)
    page.wait("location.href === 'about:blank'")
    assert page.text() == ""
