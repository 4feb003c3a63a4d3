"""How small the letters of drawings are, and what paper makes of it."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from askfirst.export.handout import handout_file
from askfirst.export.lettering import smallest_letters
from askfirst.export.shelf import Shelf
from tests.export.printed import READABLE, printed
from tests.export.samples import module, text

IMAGES = Path(__file__).parents[2] / "notebooks" / "images"
DRAWINGS = sorted(IMAGES.glob("*.svg"))
BELOW = 0.24  # of the size of letters: how far a p reaches below its line
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 200"'


def drawn(inside: str, attributes: str = "") -> bytes:
    return f"{SVG} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("inside", "attributes", "share"),
    [
        ("<path d='M0 0H9'/>", "font-size='8'", 0),
        ("<text>a</text>", "font-size='30'", 0.03),
        ("<text>a</text>", "", 0.012),
        ("<text font-size='20px'>a</text><text font-size='40'>b</text>", "", 0.02),
        ("<g font-size='10'><text font-size='25'>a<tspan dy='9'>b</tspan></text></g>", "", 0.025),
        ("<text font-size='40'><tspan font-size='20'>a</tspan></text>", "", 0.02),
        ("<text font-size='40'>a<tspan font-size='20'> </tspan></text>", "", 0.04),
        ("<text font-size='20'><tspan font-size='40'>a</tspan>b</text>", "", 0.02),
        ("<text font-size='larger'>a</text>", "font-size='30'", 0.03),
    ],
)
def test_the_smallest_letters_are_found(inside: str, attributes: str, share: float) -> None:
    """Sizes are inherited, count only where words are set, and are a share of the width."""
    assert smallest_letters(drawn(inside, attributes)) == pytest.approx(share)


@pytest.mark.parametrize("width", ["100%", "0", "-5"])
def test_a_drawing_without_a_width_in_numbers_says_nothing(width: str) -> None:
    """A drawing from elsewhere may have any width."""
    drawing = drawn("<text>a</text>").replace(b"1000", width.encode())
    assert smallest_letters(drawing) == 0


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: d.stem)
def test_our_drawings_are_legible_in_the_column_of_a_handout(drawing: Path) -> None:
    """Their letters have 28 or more of 1120, so that no drawing has to leave its column."""
    assert smallest_letters(drawing.read_bytes()) >= 28 / 1120


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: d.stem)
def test_no_letter_is_cut_at_the_foot_of_a_drawing(drawing: Path) -> None:
    """A letter that reaches below its line ends above the foot."""
    root = fromstring(drawing.read_bytes())
    foot = float(str(root.get("viewBox")).split()[3])
    feet = [*_feet(root, 0, 12)]
    assert feet
    assert max(feet) <= foot


@pytest.mark.parametrize("size", [40, 30, 24, 18])
def test_a_drawing_is_as_wide_on_a_handout_as_its_letters_need(size: int) -> None:
    """In its column, a little out of it or across the page, no label needs a lens."""
    label = f'<text font-size="{size}" y="40">Before</text>'
    attachment = {"a.svg": {"image/svg+xml": drawn(label).decode()}}
    home = "### Home\n\nWords.\n\n![Two](attachment:a.svg)\n\nMore words.\n\n**My word:** ________"
    made = module(text(home, tags=["takehome"], attachments=attachment))
    found = printed(handout_file(made, Shelf()))
    assert found.alts() == ["Two"]
    assert found.smallest() >= READABLE


def _feet(node: Element, line: float, size: float) -> Iterator[float]:
    """Give how far down the letters of each line of words reach."""
    size = float(node.get("font-size", size))
    line = float(node.get("y", line)) + float(node.get("dy", 0))
    if (node.text or "").strip() and node.tag.endswith(("text", "tspan")):
        yield line + BELOW * size
    for child in node:
        yield from _feet(child, line, size)
