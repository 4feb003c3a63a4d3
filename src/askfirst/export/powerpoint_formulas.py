"""Formulas on lines of their own, laid out for a presentation: a picture between text and text."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from askfirst.export.formula_text import draw
from askfirst.export.pictures import Picture
from askfirst.export.powerpoint_faces import Face, Image, Part, Said, headline
from askfirst.export.powerpoint_flow import ABOVE_BODY, Around, Text
from askfirst.export.powerpoint_layouts import BODY, FOOT, LAYOUTS, LEFT, TOP, Box
from askfirst.export.powerpoint_measure import height
from askfirst.export.raster import Bitmap, bitmap
from askfirst.export.runs import Runs

LETTER: Final = 36
"""The size of its letters in px, at which they are as high as those of the text beside it."""

GAP: Final = 28
POINT: Final = 0.75
PLACE: Final = LAYOUTS["Formula"].place("Picture").box
WIDTH: Final = LAYOUTS["Formula"].place("Body").box.width
BLACK, INK = b'"black"', b'"#17252B"'


class Formula(Struct, frozen=True, kw_only=True):
    """A formula with the text around it that stands on its slide.

    Attributes:
        alt: Its LaTeX.
        width: In px.
        height: In px.
    """

    bitmap: Bitmap
    alt: str
    width: int
    height: int
    above: Text = ()
    below: Text = ()

    @property
    def tall(self) -> int:
        """How high it stands with its text, in px."""
        texts = [height(text, width=WIDTH, type_=BODY) for text in (self.above, self.below) if text]
        return self.height + sum(texts) + GAP * len(texts)


def formula(source: str) -> Formula:
    """Return a formula that can be drawn, as a picture.

    Args:
        source: LaTeX, without its dollar signs.
    """
    drawing = draw(source)
    wide = min(drawing.width * LETTER, PLACE.width)
    svg = drawing.svg.encode().replace(BLACK, INK)
    picture = Picture(kind="image/svg+xml", content=svg, alt=source)
    return Formula(
        bitmap=bitmap(picture, points=max(1, round(wide * POINT))),
        alt=source,
        width=round(wide),
        height=max(1, round(wide * drawing.height / drawing.width)),
    )


def formula_face(title: Runs, shown: Formula, around: Around) -> Face:
    """Return the slide of a formula."""
    top = headline(title, "Formula")
    parts = tuple(_stacked(shown, TOP + top.below(ABOVE_BODY)))
    return Face(layout="Formula", title=top.runs, parts=parts, footer=around.note)


def _stacked(shown: Formula, y: int) -> Iterator[Part]:
    if shown.above:
        yield _said("Body", shown.above, y)
        y += height(shown.above, width=WIDTH, type_=BODY) + GAP
    factor = min(1, (FOOT - y) / shown.height)  # of one that is higher than a slide
    wide, tall = round(shown.width * factor), round(shown.height * factor)
    yield Image(bitmap=shown.bitmap, alt=shown.alt, box=Box(PLACE.x, y, wide, tall))
    if shown.below:
        yield _said("Below", shown.below, y + tall + GAP)


def _said(place: str, text: Text, y: int) -> Said:
    tall = height(text, width=WIDTH, type_=BODY)
    return Said(place=place, paragraphs=text, box=Box(LEFT, y, WIDTH, tall))
