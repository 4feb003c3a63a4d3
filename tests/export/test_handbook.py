"""The handbook as one book: contents, links that lead, words to say set apart, sources."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest

from askfirst.curriculum import Module
from askfirst.errors import CurriculumError
from askfirst.export.errors import ExportWarning
from askfirst.export.handbook import book_file, handbook_file
from askfirst.export.shelf import Paper, Shelf
from askfirst.handbook import BOOK, read_chapters, read_text
from tests.export.printed import Printed, assert_accessible, printed

ROOT: Final = Path(__file__).parents[2]
SHELF: Final = Shelf(data=ROOT / "data")
CHAPTERS: Final = read_chapters(ROOT)
PATH: Final = 2  # as PDFium calls what is drawn and no text
MM: Final = 72 / 25.4
PEN: Final = 5.5  # mm that handwriting needs
FIRST: Final = """# One

A promise. See [two](02-two.md) and [the table](../../data/services.csv).

## A part

- **Say.** “Take your time.” [C65](#C65)
- ☐ Two doors
- Water

| Kind | Number |
| --- | --- |
| Someone | ________ |
"""


@pytest.fixture(scope="module")
def book() -> Printed:
    """Our own handbook."""
    return printed(book_file(CHAPTERS, SHELF))


def chapters(folder: Path, *sources: str) -> list[Module]:
    """Chapters of a handbook made for one test."""
    names = ("01-one", "02-two")
    for name, source in zip(names, sources, strict=False):
        (folder / f"{name}.md").write_text(source, encoding="utf-8")
    return [read_text(path) for path in sorted(folder.glob("*.md"))]


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_our_handbook_is_accessible(paper: Paper, size: tuple[int, int]) -> None:
    """It is tagged PDF/UA-1 with language, title and headings without gaps, on either paper."""
    pdf = book_file(CHAPTERS, Shelf(data=ROOT / "data", paper=paper))
    assert_accessible(pdf)
    assert printed(pdf).size() == size


def test_the_contents_name_every_chapter_and_lead_to_it(book: Printed) -> None:
    """The first page lists each chapter with its page; every line of it is a link."""
    first: Any = book.reader.pages[0]
    said = " ".join(first.extract_text().replace("\u2060", "").split())
    links = [a.get_object() for a in first["/Annots"]]
    assert len(links) >= len(CHAPTERS) + 1
    for chapter in CHAPTERS:
        assert f"{int(chapter.number)} {chapter.title}" in said
    assert {"TOC", "TOCI"} <= {*book.tags()}


def test_each_chapter_begins_a_page_and_heads_those_that_follow(book: Printed) -> None:
    """A chapter begins on a page of its own; its name stands at the head of its later pages."""
    texts = [" ".join(page.extract_text().split()) for page in book.reader.pages]
    starts = [
        next(
            n for n, text in enumerate(texts) if n and text.startswith(f"{int(c.number)} {c.title}")
        )
        for c in CHAPTERS
    ]
    assert starts == sorted({*starts})
    for chapter, start, end in zip(CHAPTERS, starts, [*starts[1:], len(texts) - 1], strict=True):
        assert all(chapter.title in text[:80] for text in texts[start:end]), chapter.stem


def test_every_page_has_its_number(book: Printed) -> None:
    """Each page says which it is, and of how many."""
    for number, page in enumerate(book.reader.pages, 1):
        assert f"{number} of {book.pages}" in page.extract_text()


def test_every_line_to_say_is_in_the_book(book: Printed) -> None:
    """What a chapter gives to say stands in the book word for word, and so does each heading."""
    said = re.sub(r"[\s\u2060_]", "", book.text)
    for chapter in CHAPTERS:
        source = "\n".join(cell.source for cell in chapter.cells)
        lines = re.findall(r"^- \*\*Say.*?\*\* (“.+”)$|^## (.+)$", source, re.MULTILINE)
        assert len(lines) > 3
        for spoken, heading in lines:
            assert re.sub(r"[\s_]", "", spoken or heading) in said, spoken or heading


def test_the_sources_of_all_marks_stand_at_the_end(book: Printed) -> None:
    """Each claim that a chapter rests on has its first source on the last page."""
    last = book.reader.pages[-1].extract_text()
    claims = {claim for chapter in CHAPTERS for claim in chapter.claims}
    assert {"C65", "C87", "C88", "C89"} <= claims
    for claim in claims:
        assert claim in last


def test_a_link_to_a_chapter_leads_there_and_another_is_words(tmp_path: Path) -> None:
    """Inside the book a link goes to a chapter's page; what lies outside of it is only named."""
    made = chapters(tmp_path, FIRST, "# Two\n\nAnother promise.\n")
    with pytest.warns(ExportWarning, match=r"01-one\.md: 'the table' leads to"):
        found = printed(book_file(made, SHELF))
    inside = [a.get_object() for page in found.reader.pages[1:] for a in page.get("/Annots", [])]
    assert len([a for a in inside if "/Dest" in a or a["/A"]["/S"] == "/GoTo"]) >= 2
    assert "the table" in found.text


def test_boxes_are_drawn_and_slots_are_lines(tmp_path: Path) -> None:
    """A box to tick needs no font, and a slot is a line rather than its signs."""
    with pytest.warns(ExportWarning):
        found = printed(book_file(chapters(tmp_path, FIRST, "# Two\n\nA promise.\n"), SHELF))
    assert "☐" not in found.text
    assert "___" not in found.text
    assert "Two doors" in found.text


def rules(pdf: bytes, page: int) -> list[tuple[float, float]]:
    """The lines across a page, from above: how high each stands and where it ends, in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        bounds = [o.get_bounds() for o in document[page].get_objects([PATH])]
    flat = [(top, right) for left, bottom, right, top in bounds if right - left > 20 > top - bottom]
    return sorted(((y / MM, x / MM) for y, x in flat), reverse=True)


def test_lines_of_a_form_take_a_pen(tmp_path: Path) -> None:
    """A line that ends what is read goes on to the edge, and a row to fill in has one rule."""
    form = "# One\n\nA promise.\n\n## Lines\n\nI keep: ________\n\nI change: ________\n"
    table = "| Kind | Number |\n| --- | --- |\n| A | ________ |\n| B | ________ |\n"
    lines = rules(book_file(chapters(tmp_path, form), SHELF), 1)
    assert [round(end) for _, end in lines] == [190, 190]
    assert lines[0][0] - lines[1][0] > PEN
    filled = rules(book_file(chapters(tmp_path, f"# One\n\nA promise.\n\n{table}"), SHELF), 1)
    heights = sorted({round(height) for height, _ in filled}, reverse=True)
    assert len(heights) == 3
    assert all(upper - lower > PEN for upper, lower in pairwise(heights))


def test_a_heading_draws_its_formula(tmp_path: Path) -> None:
    """A part that is called after a formula has it drawn, with the LaTeX as its words."""
    source = "# One\n\nA promise.\n\n## Why $\\frac{a}{b}$ is half\n\nWords.\n"
    found = printed(book_file(chapters(tmp_path, source), SHELF))
    assert found.alts() == [r"\frac{a}{b}"]
    assert "frac" not in found.text


def test_the_same_chapters_give_the_same_bytes() -> None:
    """Twice the same, and something else for another title."""
    short = CHAPTERS[:2]
    assert book_file(short, SHELF) == book_file(short, SHELF)
    assert book_file(short, SHELF) != book_file(short[:1], SHELF)


def test_no_chapters_is_said(tmp_path: Path) -> None:
    """A book without chapters is refused, with what was expected."""
    with pytest.raises(CurriculumError, match="has no chapters"):
        handbook_file(tmp_path, BOOK, SHELF)
