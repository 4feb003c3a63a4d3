"""A presentation as another program opens it: LibreOffice makes a PDF, and the words are found."""

import os
import re
import shutil
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from pptx import Presentation

from askfirst.curriculum import read_modules
from askfirst.export.direction import begins_from_right
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from tests.export.arabic import arabic_module

ROOT = Path(__file__).parents[2]
OFFICE: Final = shutil.which("soffice")
READER: Final = shutil.which("pdftotext")
POINTS: Final = (960, 540)
LIGHT: Final = 220  # of a grey, where white is 255
MARK: Final = re.compile(r"C\d\d")
NOTES: Final = 'pdf:impress_pdf_Export:{"ExportNotesPages":{"type":"boolean","value":"true"},'
ONLY_NOTES: Final = f'{NOTES}"ExportOnlyNotesPages":{{"type":"boolean","value":"true"}}}}'
PAPER: Final = (540, 720)
FOOT: Final = 477
"""Where the foot begins, in points: from here on stand sources and the number alone."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(OFFICE is None, reason="soffice is not installed (libreoffice-impress)"),
    pytest.mark.skipif(READER is None, reason="pdftotext is not installed (poppler-utils)"),
]


@pytest.fixture(scope="module", params=["05_consent", "06_boundaries"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module as a PDF, its presentation beside it."""
    return printed(request.param, tmp_path_factory.mktemp("office"), "pdf")


def printed(stem: str, folder: Path, kind: str) -> Path:
    """Write a module into a folder, and print it as LibreOffice does."""
    module = next(m for m in read_modules(ROOT / "notebooks") if m.stem == stem)
    file = folder / "module.pptx"
    file.write_bytes(powerpoint_file(module, Shelf(data=ROOT / "data")))
    return converted(file, kind)


def converted(file: Path, kind: str = "pdf") -> Path:
    """The PDF that LibreOffice makes of a presentation, or of its notes."""
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, file.name]
    subprocess.run(command, cwd=file.parent, check=True, capture_output=True, timeout=200)
    return file.with_suffix(".pdf")


def words(pdf: Path) -> list[list[tuple[str, list[float]]]]:
    """Each word of each page with its box: left, top, right and bottom in points."""
    command = [str(READER), "-bbox", os.fspath(pdf), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = re.findall(r"<page .*?</page>", found, re.DOTALL)
    box = re.compile(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<')
    return [
        [(unescape(word), [*map(float, corners)]) for *corners, word in box.findall(page)]
        for page in pages
    ]


def test_every_slide_is_a_page(opened: Path) -> None:
    """LibreOffice opens the file and makes one page of each slide."""
    presentation = Presentation(BytesIO(opened.with_suffix(".pptx").read_bytes()))
    assert len(words(opened)) == len(presentation.slides)


def test_every_word_is_on_its_page(opened: Path) -> None:
    """No word leaves its page, whatever face stands in for Georgia."""
    for number, page in enumerate(words(opened), 1):
        for word, (left, top, right, bottom) in page:
            inside = left >= 0 and top >= 0 and right <= POINTS[0] and bottom <= POINTS[1]
            assert inside, (number, word)


def test_nothing_runs_into_the_foot(opened: Path) -> None:
    """What stands at the foot of a page is its sources and its number, and no word of the body."""
    presentation = Presentation(BytesIO(opened.with_suffix(".pptx").read_bytes()))
    for number, (slide, page) in enumerate(zip(presentation.slides, words(opened), strict=True), 1):
        low = (shape for shape in slide.shapes if shape.name in {"Foot", "Number"})
        said = " ".join(shape.text_frame.text for shape in low)
        for word, (_, top, _, bottom) in page:
            foot = (top + bottom) / 2 >= FOOT
            assert not foot or word in said or word.endswith(f".{number}"), (number, word)


def test_no_line_begins_with_a_source_mark(opened: Path) -> None:
    """A mark stands on the line of the word before it, though it is a link."""
    for number, page in enumerate(words(opened), 1):
        if {"Where", "this", "comes", "from"} <= {word for word, _ in page}:
            continue
        for mark, (left, top, _, bottom) in page:
            if MARK.fullmatch(mark) and bottom < FOOT:
                middle = (top + bottom) / 2
                beside = (
                    right <= left <= right + 14 and above - 4 < middle < below + 4
                    for _, (_, above, right, below) in page
                )
                assert any(beside), (number, mark)


def test_each_mark_at_the_foot_is_underlined(opened: Path) -> None:
    """It looks like the link that it is, where it begins the line as well."""
    with pypdfium2.PdfDocument(opened) as document:
        for number, (sheet, page) in enumerate(zip(document, words(opened), strict=True), 1):
            feet = [box for word, box in page if MARK.fullmatch(word) and box[1] > FOOT]
            drawn = sheet.render(scale=2).to_pil().convert("L") if feet else None
            for box in feet:
                assert drawn is not None
                mark = drawn.crop([round(2 * edge) for edge in box])
                rows = (mark.crop((2, y, mark.width - 2, y + 1)) for y in range(mark.height))
                assert any(row.getextrema()[1] < LIGHT for row in rows), (number, box)


def test_the_words_of_the_slides_are_the_words_of_the_pages(opened: Path) -> None:
    """What was written in the file can be read on the page: every headline, word by word."""
    presentation = Presentation(BytesIO(opened.with_suffix(".pptx").read_bytes()))
    for slide, page in zip(presentation.slides, words(opened), strict=True):
        shown = "".join(word for word, _ in page)
        for word in slide.shapes.title.text_frame.text.split():
            assert re.sub(r"[^a-z]", "", word.lower()) in re.sub(r"[^a-z]", "", shown.lower())


def test_the_place_for_the_code_is_not_shown_to_the_room(opened: Path) -> None:
    """The prompt of the empty place is there to be edited, and on no page."""
    assert not any("QR" in word for page in words(opened) for word, _ in page)


def test_no_word_of_the_notes_is_cut_where_they_are_printed(tmp_path: Path) -> None:
    """A slide and all that is said to it stand on one page of notes, the longest as well."""
    pages = words(printed("10_readiness", tmp_path, ONLY_NOTES))
    slides = Presentation(os.fspath(tmp_path / "module.pptx")).slides
    assert len(pages) == len(slides)
    for number, (slide, page) in enumerate(zip(slides, pages, strict=True), 1):
        *_, last = slide.notes_slide.notes_text_frame.text.split() or [""]
        assert last in " ".join(word for word, _ in page), number
        for word, (left, top, right, bottom) in page:
            inside = left >= 0 and top >= 0 and right <= PAPER[0] and bottom <= PAPER[1]
            assert inside, (number, word)


def test_arabic_begins_at_the_right_margin(tmp_path: Path) -> None:
    """Every headline ends where one from the left would begin, and no word leaves its page."""
    file = tmp_path / "arabic.pptx"
    file.write_bytes(powerpoint_file(arabic_module(tmp_path), Shelf()))
    pages = [
        [box for word, box in page if begins_from_right(word)] for page in words(converted(file))
    ]
    assert sum(map(bool, pages)) > 8  # of sources all that is said is English
    for number, boxes in enumerate(filter(None, pages), 1):
        line = [box for box in boxes if box[1] < min(top for _, top, *_ in boxes) + 8]
        assert max(right for *_, right, _ in line) == pytest.approx(900, abs=4), number
        assert min(left for left, *_ in boxes) > 56, number
