"""What stands on each slide of a presentation, and where, before it is written as XML."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from askfirst.export.powerpoint_layouts import (
    BODY,
    CLAIM,
    LAYOUTS,
    PRIVATE,
    TITLE,
    Box,
    Color,
    Type,
)
from askfirst.export.powerpoint_measure import SPARE, measured, text_lines
from askfirst.export.raster import Bitmap
from askfirst.export.runs import Paragraph, Run, Runs
from askfirst.records import replace

Row = tuple[Runs, ...]


class Said(Struct, frozen=True, kw_only=True):
    """Paragraphs in a place of the layout.

    Attributes:
        box: Where it stands, if not where the layout has it.
        type: Its type, if not that of its place.
    """

    place: str
    paragraphs: tuple[Paragraph, ...]
    box: Box | None = None
    type: Type | None = None


class Grid(Struct, frozen=True, kw_only=True):
    """A table.

    Attributes:
        rows: All of one length; the first is the head if `head`.
        widths: Of the columns, in px.
        heights: Of the rows, in px.
        title: What it is, for people who do not see it.
        type: Of its cells.
        first: Whether the first column is bold.
        gap: Between columns.
        pad: Above and below the text of a row.
    """

    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    box: Box
    title: str
    type: Type = BODY
    head: bool = False
    first: bool = True
    gap: int = 32
    pad: int = 13
    ground: Color = Color.PAPER


class Image(Struct, frozen=True, kw_only=True):
    """A picture with its words; without one, the words in a dotted frame."""

    bitmap: Bitmap | None
    alt: str
    box: Box


class Rule(Struct, frozen=True, kw_only=True):
    """A line between columns; it says nothing."""

    box: Box


class Rings(Struct, frozen=True, kw_only=True):
    """The rings of the path, with the one of this module, whose number stands in it."""

    number: str
    here: int
    count: int
    alt: str


Part = Said | Grid | Image | Rule | Rings


class Face(Struct, frozen=True, kw_only=True):
    """One slide.

    Attributes:
        title: Its headline, never empty.
        parts: What stands on it, in the order it is read.
        code: Whether it keeps a place for the code of the room.
        anchors: Names by which other slides lead here.
        notes: For who leads.
    """

    layout: str
    title: Runs
    parts: tuple[Part, ...] = ()
    footer: Runs = ()
    code: bool = False
    anchors: tuple[str, ...] = ()
    notes: tuple[Paragraph, ...] = ()


class Headline(Struct, frozen=True, kw_only=True):
    """A headline as it fits.

    Attributes:
        lines: How many it takes, also where a wider face stands in for Georgia.
        width: In which its lines are of like length.
        rest: What of it had to be left out, to be said below.
    """

    type: Type
    lines: int
    width: int
    runs: Runs
    rest: Runs = ()

    @property
    def height(self) -> int:
        """How high it stands."""
        return self.lines * self.type.line

    def below(self, gap: int) -> int:
        """Return how far below the headline's top something stands, with a gap between."""
        return self.height + gap


# For each layout, types from the largest on, each with the most lines that it may take.
STEPS: Final = {
    "Title": ((TITLE, 2), (Type(size=64, line=70, spacing=96, bold=True), 2),
              (Type(size=48, line=56, bold=True), 3)),
    "Activity": ((CLAIM, 3), (Type(size=40, line=48, bold=True), 4),
                 (Type(size=32, line=40, bold=True), 6)),
    "Private": ((PRIVATE, 3), (Type(size=48, line=58, color=Color.NIGHT_TEXT), 4),
                (Type(size=36, line=44, color=Color.NIGHT_TEXT), 6)),
}  # fmt: skip
USUAL: Final = (
    (CLAIM, 2),
    (Type(size=40, line=48, bold=True), 3),
    (Type(size=32, line=40, bold=True), 4),
)
STEP: Final = 8
ROOM: Final = {True: 0.96, False: 1.03}
"""What a text needs of its measured width to break alike in both faces, if it is bold and if not.

Georgia and Noto Serif, which often takes its place, run at 0.93 of what is measured where they are
bold, and Noto Serif at 1.02 where it is not.
"""

CUT: Final = 160
"""Letters of a headline that is too long for its slide; all of it then stands below."""


def headline(runs: Runs, layout: str) -> Headline:
    """Return a headline in the largest type that its layout gives room for."""
    text = measured(runs)
    width = LAYOUTS[layout].place("Title").box.width
    steps = STEPS.get("Title" if layout == "Break" else layout, USUAL)
    for full, most in steps:
        for type_ in (full, _narrower(full)):
            count = text_lines(text, width=width, type_=type_)
            if count <= min(most, text_lines(text, width=width * SPARE, type_=full)):
                return Headline(
                    type=type_, lines=count, width=_balanced(text, width, type_), runs=runs
                )
    type_, most = steps[-1]
    for letters in range(CUT, 0, -20):
        short = f"{text[:letters].rsplit(' ', 1)[0]} …"
        count = text_lines(short, width=width, type_=type_)
        if count < most:  # a line is left for "(continued)"
            break
    return Headline(type=type_, lines=count, width=width, runs=(Run(text=short),), rest=runs)


@cache
def _narrower(type_: Type) -> Type:
    """Return a type so much smaller that no wider face takes a line more than Georgia would."""
    size = int(type_.size / SPARE)
    return replace(type_, size=size, line=round(type_.line * size / type_.size))


def _balanced(text: str, width: int, type_: Type) -> int:
    """Return the least width in which a text takes no more lines than in all of it."""
    count = text_lines(text, width=width, type_=type_)
    widths = range(width // count, width, STEP)
    least = bisect_left(widths, -count, key=lambda w: -text_lines(text, width=w, type_=type_))
    return min(width, round(widths[least] * ROOM[type_.bold])) if least < len(widths) else width


def label(text: str) -> Runs:
    """Return what the machine says: sans."""
    return (Run(text=text, label=True),)


def cell_text(cells: Sequence[Runs]) -> list[tuple[str, str]]:
    """Return a row as columns are measured by."""
    texts = ("".join(run.text for run in runs) for runs in cells)
    return [("", text) for text in texts]
