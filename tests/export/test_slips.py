"""Slips for a hat as they come from the printer: each opens its own address, and names nobody."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2
import pytest
import zxingcpp

from askfirst.export.shelf import PAPERS, Paper
from askfirst.export.slips import SHEET, Slip, slips_file
from askfirst.room.hat import new_code, spelled
from tests.export.printed import assert_accessible, printed

ADDRESS: Final = "192.168.1.20:8080"
LONG: Final = "the-laptop-that-stands-in-the-big-room.of-the-house.local:8080"
WIDE: Final = ("QMV-9MM-VWN", "PMW-NMG-WDV", "W2W-DDQ-HVW", "WMW-QMW-MQW")
DOTS: Final = 150  # an inch
INCH: Final = 25.4


def slips(count: int, address: str = ADDRESS) -> list[Slip]:
    codes = [spelled(new_code()) for _ in range(count)]
    return [Slip(code=code, link=f"http://{address}/#{code}") for code in codes]


def scanned(pdf: bytes) -> Iterator[list[Any]]:
    """What a camera finds on each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=DOTS / 72, grayscale=True).to_pil()
            yield zxingcpp.read_barcodes(picture)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("address", [ADDRESS, LONG])
def test_each_code_opens_its_own_address(paper: Paper, address: str) -> None:
    """Read from the printed page, each QR code is that of its slip; beside it stands its code."""
    made = slips(9, address)
    pdf = slips_file(made, address=address, people=7, paper=paper)
    pages = list(scanned(pdf))
    assert [len(page) for page in pages] == [SHEET, 3]
    assert sorted(found.text for page in pages for found in page) == sorted(s.link for s in made)
    said = printed(pdf).text
    assert all(slip.code in said for slip in made)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_widest_code_is_on_one_line(language: str) -> None:
    """Whatever its letters, it is not parted at a hyphen."""
    made = [Slip(code=code, link=f"http://{ADDRESS}/#{code}") for code in WIDE]
    said = printed(slips_file(made, address=ADDRESS, people=4, paper="a4", language=language)).text
    assert [code for code in WIDE if code not in said] == []


def test_the_widest_code_ends_before_the_fold() -> None:
    """It reaches into the margin of its panel at most, which is 4 mm wide."""
    made = [Slip(code=code, link=f"http://{ADDRESS}/#{code}") for code in WIDE]
    pdf = slips_file(made, address=ADDRESS, people=4, paper="a4")
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        for code in WIDE:
            start, count = words.search(code).get_next()
            edges = [words.get_charbox(start + place) for place in range(count)]
            assert (edges[-1][2] - edges[0][0]) / 72 * INCH < 42


def test_a_code_is_large_enough_for_any_camera() -> None:
    """It is at least 25 mm wide, with four modules of white, and no two touch."""
    (page,) = scanned(slips_file(slips(SHEET), address=ADDRESS, people=4, paper="a4"))
    for found in page:
        corners = found.position
        assert (corners.top_right.x - corners.top_left.x) / DOTS * INCH >= 25
    tops = sorted(found.position.top_left.y / DOTS * INCH for found in page)
    assert all(below - above > 38 for above, below in pairwise(tops))


@pytest.mark.parametrize("paper", PAPERS)
def test_slips_are_tagged_and_in_black_alone(paper: Paper) -> None:
    """Screen readers get titles and words for each code; the file asks for no colour."""
    pdf = slips_file(slips(SHEET), address=ADDRESS, people=4, paper=paper)
    assert_accessible(pdf)
    found = printed(pdf)
    assert len(found.alts()) == SHEET
    assert found.size() == {"a4": (210, 297), "letter": (216, 279)}[paper]
    contents = b"".join(
        content.get_data() for page in found.reader.pages if (content := page.get_contents())
    )
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn?|SCN?)\b", contents)
    assert all(red == green == blue for red, green, blue in colours)


def test_nothing_on_a_slip_tells_it_from_another_or_whose_it_is() -> None:
    """But for its code, each slip says the same: a neutral title, no number, no name."""
    made = slips(SHEET)
    said = printed(slips_file(made, address=ADDRESS, people=4, paper="a4")).text
    for slip in made:
        said = said.replace(slip.code, "CODE")
    _, first, *others = re.split(r"(?=Workshop Scan)", said)
    assert len(others) == SHEET - 1
    assert all(other.strip() == first.strip() for other in others)
    assert "Ask First" not in said
    assert not re.search(r"intima|sex|consent|touch", said, re.IGNORECASE)
