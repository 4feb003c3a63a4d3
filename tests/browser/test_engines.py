"""What matters most, once more in Firefox and in WebKit, the engine of Safari."""

import json
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from askfirst.curriculum import read_module
from askfirst.export.deck import deck_file
from askfirst.export.shelf import shelf_beside
from askfirst.export.texts import PAGE
from askfirst.room.sealing import Sealing
from tests.browser.alone import KEPT, MODULES, NOTHING, made_page
from tests.browser.deck_sheet import HIDDEN, MEASURE, READY, misfits_of
from tests.browser.engines import ENTER, ESCAPE, RIGHT, Firefox, Open
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
RED = """() => document.head.appendChild(document.createElement("style")).textContent =
  "h2:not(.kind), h3 { color: #f00 !important; }" """
ONLY_FIREFOX = pytest.mark.parametrize("engine", ["firefox"], indirect=True)


def last_colour(sheet: pypdfium2.PdfPage) -> str:
    """Return what the lowest ink of a sheet is: red as a heading, or black."""
    drawn = sheet.render(scale=1).to_pil().convert("RGB")
    for top in reversed(range(drawn.height)):
        row = drawn.crop((0, top, drawn.width, top + 1)).tobytes()
        reds, greens = row[::3], row[1::3]
        if any(red > 180 and green < 90 for red, green in zip(reds, greens, strict=True)):
            return "red"
        if min(reds) < 90:
            return "black"
    return "none"


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


def test_a_place_is_kept_from_disk_and_forgotten(engine: Open, tmp_path: Path) -> None:
    """Asked to, a page on disk keeps which parts were read, no word with it, until it is left."""
    page = engine(PHONE)
    page.goto(on_disk(tmp_path, made_page(CONSENT)))
    page.wait(LIVE)
    page.evaluate("() => { document.getElementById('keeping').open = true; }")
    page.click(PAGE["keep"])
    page.see(PAGE["keep_on"])
    page.evaluate("() => document.querySelectorAll('.part-end')[2].scrollIntoView()")
    page.wait("document.querySelector('.contents li[data-read]')")
    page.write(NOTE, "A quiet word")
    page.call("Refresh")
    page.wait(f"{LIVE} && !document.getElementById('resume').hidden")
    assert page.evaluate(f"() => document.querySelector('{NOTE}').value") == ""
    kept = json.loads(page.evaluate("() => localStorage.getItem('workshop')"))
    assert [*kept] == [CONSENT.stem]
    page.evaluate("() => { document.getElementById('keeping').open = true; }")
    page.click(PAGE["forget"])
    page.see(PAGE["keep_off"])
    assert page.evaluate(KEPT) == NOTHING


@ONLY_FIREFOX
def test_a_closed_firefox_holds_no_word(engine: Open, tmp_path: Path) -> None:
    """On a shared computer no file of Firefox holds a note, where it holds that of a plain page."""
    page = engine(LAPTOP)
    assert isinstance(page, Firefox)
    page.inside("Services.prefs.setBoolPref('browser.sessionstore.resume_from_crash', true);")
    page.goto(on_disk(tmp_path, b"<!DOCTYPE html><title>Plain</title><textarea></textarea>"))
    page.write("textarea", "zqxjkvwpfy")
    second = page.call("NewWindow", type="tab")["handle"]
    page.call("SwitchToWindow", handle=second)
    (tmp_path / "own").mkdir()
    page.goto(on_disk(tmp_path / "own", made_page(CONSENT)))
    page.wait(LIVE)
    page.write(NOTE, "vbgjqzkxwd")
    page.quit()
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    held = [path.read_bytes() for path in files]
    assert any(b"zqxjkvwpfy" in content for content in held)
    assert not any(b"vbgjqzkxwd" in content for content in held)


@ONLY_FIREFOX
def test_no_heading_ends_a_sheet(engine: Open, tmp_path: Path) -> None:
    """As Firefox prints a page, what a heading is about begins below it, on the same sheet."""
    page = engine(LAPTOP)
    assert isinstance(page, Firefox)
    page.goto(on_disk(tmp_path, made_page(CONSENT)))
    page.wait(LIVE)
    page.evaluate(RED)
    with pypdfium2.PdfDocument(page.printed()) as sheets:
        assert len(sheets) > 10
        ends = [last_colour(sheet) for sheet in sheets]
    assert {*ends} == {"black"}


@ONLY_FIREFOX
def test_only_notes_are_on_the_sheet_of_notes(engine: Open, tmp_path: Path) -> None:
    """As Firefox prints them, one's own notes stand on one sheet with their prompts, and alone."""
    page = engine(LAPTOP)
    assert isinstance(page, Firefox)
    page.goto(on_disk(tmp_path, made_page(CONSENT)))
    page.wait(LIVE)
    page.write(NOTE, "Ask me on the day")
    page.evaluate("() => { window.print = () => {}; }")  # what opens a dialog
    page.click(PAGE["notes_print"])
    with pypdfium2.PdfDocument(page.printed()) as sheets:
        (said,) = (sheet.get_textpage().get_text_bounded() for sheet in sheets)
    # Firefox draws headings as shapes, so no text tells them.
    plan = ["A word I could use", "Ask me on the day", "A silent signal"]
    assert said.splitlines()[:3] == plan
    assert len(said.splitlines()) == 4
