"""The exported deck on paper: the view that prints, and what is left without a script."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from askfirst.export.deck import render_deck
from tests.browser.deck_sheet import open_deck, whole_deck
from tests.browser.surface import OpenPage, axe
from tests.export.samples import CLAIMS, EMPTY, module, note, text


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """Address of a deck with one slide of each kind, on disk."""
    return whole_deck(tmp_path)


def test_axe_finds_nothing_in_the_print_view(open_page: OpenPage, deck: str) -> None:
    """Axe finds nothing in the view for paper either."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    axe(page)


def test_the_print_view_is_white_with_notes_beneath(open_page: OpenPage, deck: str) -> None:
    """On paper every slide is shown, on white, with its notes under it."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    grounds = page.eval_on_selector_all(
        ".frame", "frames => frames.map(f => getComputedStyle(f).backgroundColor)"
    )
    assert set(grounds) == {"rgb(255, 255, 255)"}
    assert len(grounds) == 13
    assert page.locator("aside.notes").first.is_visible()
    assert not page.locator(".remaining").first.is_visible()


def test_on_paper_is_black_and_the_line_for_a_number_is_seen(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """Links in notes are black, and the line to write the emergency number on is white on black."""
    said = module(text("# T"), text("## A claim that stands"), note("Say. [C19](#C19)"))
    file = tmp_path / "deck.html"
    file.write_text(render_deck(said, claims=CLAIMS, services=EMPTY), encoding="utf-8")
    page = open_page()
    page.goto(f"{file.as_uri()}?print-pdf")
    colour = "(node, name) => getComputedStyle(node)[name]"
    links = page.locator("aside.notes a")
    assert links.first.evaluate(colour, "color") == "rgb(0, 0, 0)"
    slot = page.locator(".danger .slot").first
    assert slot.evaluate(colour, "borderBottomColor") == "rgb(255, 255, 255)"


def test_on_paper_only_notes_are_kept_with_the_slide_before_them(
    open_page: OpenPage, deck: str
) -> None:
    """Slides without notes make no chain longer than a page, which would cut sources and help."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    kept = page.eval_on_selector_all(
        ".frame",
        "frames => frames.map(f => [f.parentElement.querySelector('aside.notes') !== null,"
        " getComputedStyle(f).breakAfter === 'avoid', getComputedStyle(f).breakInside])",
    )
    assert {tuple(one) for one in kept} == {(True, True, "avoid"), (False, False, "avoid")}


def test_on_paper_marks_of_lists_and_lines_to_write_on_are_black(
    open_page: OpenPage, deck: str
) -> None:
    """Numbers, bullets and the lines under a private question are black, as all on paper is."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    marks = page.eval_on_selector_all(
        ".body li", "rows => rows.map(row => getComputedStyle(row, '::marker').color)"
    )
    lines = page.eval_on_selector_all(
        ".prompts li", "rows => rows.map(row => getComputedStyle(row, '::after').borderBottomColor)"
    )
    assert (set(marks), set(lines)) == ({"rgb(0, 0, 0)"}, {"rgb(0, 0, 0)"})


def printed(page: Page, file: Path, *notes: str) -> list[str]:
    """What each Letter page says, without spaces, of a deck with a claim for each of the notes."""
    claims = (one for n, said in enumerate(notes, 1) for one in (text(f"## Claim {n}"), note(said)))
    sample = module(text("# T"), *claims)
    file.write_text(render_deck(sample, claims=CLAIMS, services=EMPTY), encoding="utf-8")
    page.goto(f"{file.as_uri()}?print-pdf")
    with pypdfium2.PdfDocument(page.pdf(format="Letter")) as sheets:
        return ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in sheets]


def lines(count: int) -> str:
    """Notes of so many lines."""
    return "**Minute 0**\n\n" + "\n".join(f"- Line {n}/{count}." for n in range(1, count + 1))


def test_on_paper_two_slides_with_their_notes_share_a_page(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A slide is as high as what stands on it, so a page holds two, with ten lines to say each."""
    sheets = printed(open_page(), tmp_path / "deck.html", lines(10), lines(11), lines(12))
    (sheet,) = (said for said in sheets if "Claim2" in said)
    assert ("Claim1" in sheet, "10/10" in sheet, "11/11" in sheet) == (True, True, True)


def test_on_paper_notes_stand_on_the_page_of_their_slide(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A slide goes on to the next page with all that is said to it, and leaves no line behind."""
    sheets = printed(open_page(), tmp_path / "deck.html", lines(10), lines(26))
    (sheet,) = (said for said in sheets if "Claim2" in said)
    assert "Claim1" not in sheet
    assert all(f"Line{n}/26." in sheet for n in range(1, 27))


@pytest.mark.parametrize(("count", "over"), [(38, 38), (39, 2), (41, 3)])
def test_on_paper_no_last_line_of_notes_goes_over_the_page_alone(
    open_page: OpenPage, tmp_path: Path, count: int, over: int
) -> None:
    """Of notes that are longer than a page, two lines go over where one would have to."""
    sheets = printed(open_page(), tmp_path / "deck.html", lines(count))
    last = next(said for said in sheets if f"Line{count}/" in said)
    assert sum(f"Line{n}/{count}." in last for n in range(1, count + 1)) == over


def test_on_paper_nothing_is_cut(open_page: OpenPage, deck: str) -> None:
    """Each slide shows all that stands on it, inside its frame."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    cut = page.eval_on_selector_all(
        ".frame",
        """frames => frames.filter(frame => {
          const edge = frame.getBoundingClientRect();
          const inside = [...frame.querySelectorAll("h1, h2, p, li, td, th, svg, dd")]
            .filter(one => one.checkVisibility() && !one.closest(".unseen, .path, svg svg"));
          return frame.scrollHeight > frame.clientHeight + 1 || inside.some(one => {
            const box = one.getBoundingClientRect();
            return box.bottom > edge.bottom + 1 || box.right > edge.right + 1;
          });
        }).map(frame => frame.textContent)""",
    )
    assert cut == []


def test_without_javascript_it_reads_as_paper(open_page: OpenPage, deck: str) -> None:
    """Without JavaScript the deck is a page that can be read from top to bottom."""
    page = open_page(javascript=False)
    page.goto(deck)
    assert page.locator("section.slide").count() == 13
    assert page.locator("section.slide").nth(5).is_visible()


def test_printing_an_open_deck_gives_paper_and_then_slides_again(
    open_page: OpenPage, deck: str
) -> None:
    """The browser's print command turns the slides into paper for as long as it prints."""
    page = open_page()
    open_deck(page, deck)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("section.slide").nth(5).is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.locator("section.slide").nth(5).is_visible()
