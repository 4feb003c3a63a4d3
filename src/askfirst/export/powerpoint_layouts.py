"""The slide layouts of a presentation as data: grounds, places on the grid, and type.

Lengths are pixels of the slide grid, 1280 by 720; three quarters of one is a point.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from askfirst.records import replace

EMU: Final = 9525
"""What PowerPoint counts in, to a pixel of our grid."""

WIDE, HIGH = 1280, 720
LEFT, TOP, FULL = 80, 64, 1120
QUESTION_WIDTH = 752
BODY_TOP, GRID_TOP, FOOT = 176, 152, 636


class Color(StrEnum):
    """A colour of the theme by its slot, or one that has no slot, by its value."""

    INK = "tx1"
    PAPER = "bg1"
    STONE = "tx2"
    STRAW = "lt2"
    ASK = "accent1"
    NIGHT = "accent2"
    MARIGOLD = "accent3"
    EDGE = "accent6"
    LINE = "CBD3D2"
    STRAW_LINE = "E2CF8E"
    NIGHT_LINE = "3D6069"
    NIGHT_TEXT = "F5F1E4"
    NIGHT_SOFT = "B9CBCC"


class Box(Struct, frozen=True):
    """Where something stands."""

    x: int
    y: int
    width: int
    height: int

    def lower(self, by: int) -> "Box":
        """Return the box with its top edge moved down and its foot where it was."""
        return Box(self.x, self.y + by, self.width, self.height - by)


class Type(Struct, frozen=True, kw_only=True):
    """A size and face of look.md.

    Attributes:
        size: In px.
        line: Height of a line in px, by which texts are measured.
        spacing: Of lines, in percent of what the face itself asks for: no more than `line`.
        sans: Arial, else Georgia.
    """

    size: float
    line: int
    spacing: int = 100
    sans: bool = False
    bold: bool = False
    color: Color = Color.INK
    before: int = 0


TITLE: Final = Type(size=88, line=93, spacing=92, bold=True)
PROMISE: Final = Type(size=32, line=43, spacing=112)
CLAIM: Final = Type(size=48, line=56, bold=True)
PRIVATE: Final = Type(size=56, line=67, color=Color.NIGHT_TEXT)
BODY: Final = Type(size=32, line=43, spacing=112, before=24)
SIDE: Final = Type(size=32, line=43, spacing=112, before=20)
LABEL: Final = Type(size=24, line=32, sans=True, color=Color.STONE)
FOOTER: Final = Type(size=22, line=29, sans=True, color=Color.STONE)
CODE: Final = Type(size=22, line=29)
NOTES: Final = Type(size=16, line=22, before=5)


class Place(Struct, frozen=True, kw_only=True):
    """A placeholder.

    Attributes:
        kind: As PowerPoint names it: title, body, tbl, pic, sldNum.
        index: By which a slide finds it; the same for the same thing in every layout.
        prompt: What it says while it is empty.
        anchor: t, ctr or b.
        fill: Its ground, if it has one of its own.
        edge: Whether it has a frame.
        inset: Left and right of the text.
    """

    name: str
    kind: str
    index: int
    box: Box
    type: Type = BODY
    prompt: str = ""
    anchor: str = "t"
    align: str = "l"
    fill: Color | None = None
    edge: bool = False
    inset: int = 0


class Layout(Struct, frozen=True, kw_only=True):
    """A layout: its places from top to bottom, which is the order they are read in.

    Attributes:
        ground: Of the slide.
        mark: Whether it bears wordmark and path.
        ring: Whether it bears the dotted ring of what is out of sight.
    """

    name: str
    places: tuple[Place, ...]
    ground: Color = Color.PAPER
    mark: bool = False
    ring: bool = False

    def place(self, name: str) -> Place:
        """Return one of its places."""
        return next(place for place in self.places if place.name == name)


def _title(box: Box, **more: object) -> Place:
    given = {"type": CLAIM, "prompt": "A claim: a whole sentence", **more}
    return Place(name="Title", kind="title", index=0, box=box, **given)  # type: ignore[arg-type]


def _feet(
    color: Color = Color.STONE, prompt: str = "Sources", *, lines: int = 2
) -> tuple[Place, Place]:
    """Return what stands at the foot: no footer of PowerPoint's, which is one for all slides."""
    high = lines * FOOTER.line
    said = replace(FOOTER, color=color)
    number = replace(FOOTER, color=color if color is not Color.INK else Color.STONE)
    return (
        Place(name="Foot", kind="body", index=11, box=Box(LEFT, 691 - high, 1000, high), type=said,
              anchor="b", prompt=prompt),
        Place(name="Number", kind="sldNum", index=12, box=Box(1090, 662, 110, 29), type=number,
              anchor="b", align="r"),
    )  # fmt: skip


NOTES_IMAGE: Final = Box(72, 48, 432, 243)
NOTES_BOX: Final = Box(72, 315, 576, 609)
"""Where a slide and its notes stand on their page, which is 720 by 960."""

CLAIM_BOX: Final = Box(LEFT, TOP, FULL, 112)
QUESTION_BOX: Final = Box(LEFT, TOP, QUESTION_WIDTH, 112)
TABLE: Final = Place(
    name="Table", kind="tbl", index=14, box=Box(LEFT, GRID_TOP, FULL, FOOT - GRID_TOP)
)

LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            Layout(
                name="Title",
                mark=True,
                places=(
                    _title(Box(LEFT, 168, 1060, 190), type=TITLE, prompt="Title", anchor="b"),
                    Place(name="Promise", kind="body", index=13, box=Box(LEFT, 386, 900, 88),
                          type=PROMISE, prompt="What people will leave with"),
                    Place(name="Minutes", kind="body", index=15, box=Box(800, 64, 400, 32),
                          type=LABEL, align="r", prompt="Minutes"),
                    *_feet(Color.INK, "What is talked about, and that anyone may pass", lines=3),
                ),
            ),
            Layout(
                name="Claim",
                places=(
                    _title(CLAIM_BOX),
                    Place(name="Body", kind="body", index=13,
                          box=Box(LEFT, BODY_TOP, 640, FOOT - BODY_TOP), prompt="What it means"),
                    Place(name="Side", kind="body", index=16, type=SIDE,
                          box=Box(848, BODY_TOP, 352, FOOT - BODY_TOP), prompt="How it sounds"),
                    *_feet(),
                ),
            ),
            Layout(
                name="Words",
                places=(
                    _title(CLAIM_BOX),
                    Place(name="Body", kind="body", index=13,
                          box=Box(LEFT, BODY_TOP, 832, FOOT - BODY_TOP), prompt="What it means"),
                    *_feet(),
                ),
            ),
            Layout(
                name="Table",
                places=(
                    _title(CLAIM_BOX),
                    TABLE,
                    Place(name="Body", kind="body", index=13, box=Box(LEFT, 540, FULL, 96),
                          prompt="What it comes to"),
                    *_feet(),
                ),
            ),
            Layout(
                name="Diagram",
                places=(
                    _title(CLAIM_BOX),
                    Place(name="Picture", kind="pic", index=17, box=Box(LEFT, GRID_TOP, FULL, 360),
                          prompt="A diagram"),
                    Place(name="Body", kind="body", index=13, box=Box(LEFT, 540, FULL, 96),
                          prompt="What it comes to"),
                    *_feet(),
                ),
            ),
            Layout(
                name="Formula",
                places=(
                    _title(CLAIM_BOX),
                    Place(name="Body", kind="body", index=13,
                          box=Box(LEFT, BODY_TOP, 832, 129), prompt="What leads to it"),
                    Place(name="Picture", kind="pic", index=17,
                          box=Box(LEFT + 40, 329, FULL - 40, 120), prompt="A formula"),
                    Place(name="Below", kind="body", index=19,
                          box=Box(LEFT, 473, 832, 163), prompt="What it means"),
                    *_feet(),
                ),
            ),
            Layout(
                name="Activity",
                ground=Color.STRAW,
                places=(
                    _title(QUESTION_BOX, prompt="The question"),
                    Place(name="Lead", kind="body", index=15, type=LABEL,
                          box=Box(LEFT, GRID_TOP, QUESTION_WIDTH, 64), prompt="How to answer"),
                    Place(name="Body", kind="body", index=13, prompt="What it is",
                          box=Box(LEFT, BODY_TOP, QUESTION_WIDTH, FOOT - BODY_TOP)),
                    Place(name="Table", kind="tbl", index=14,
                          box=Box(LEFT, GRID_TOP, QUESTION_WIDTH, FOOT - GRID_TOP)),
                    Place(name="Code", kind="pic", index=18, box=Box(864, TOP, 336, 336),
                          type=LABEL, prompt="Place for the QR code", fill=Color.PAPER,
                          edge=True, inset=16),
                    *_feet(),
                ),
            ),
            Layout(
                name="Private",
                ground=Color.NIGHT,
                ring=True,
                places=(
                    _title(Box(LEFT, 136, 1000, 201), type=PRIVATE,
                           prompt="A question for oneself"),
                    Place(name="Only", kind="body", index=15, box=Box(122, 58, 900, 32),
                          type=Type(size=24, line=32, sans=True, color=Color.MARIGOLD),
                          prompt="Only for you"),
                    Place(name="Body", kind="body", index=13, box=Box(LEFT, 369, 1000, 200),
                          type=Type(size=32, line=43, spacing=112, before=12,
                                    color=Color.NIGHT_TEXT), prompt="What may help"),
                    Place(name="Leave", kind="body", index=16, box=Box(LEFT, 590, FULL, 32),
                          type=Type(size=24, line=32, sans=True, color=Color.NIGHT_SOFT),
                          prompt="That nobody will ask"),
                    *_feet(Color.NIGHT_SOFT, "That anyone may step out"),
                ),
            ),
            Layout(
                name="Help",
                places=(
                    _title(CLAIM_BOX, prompt="Where help is"),
                    Place(name="Danger", kind="body", index=13, box=Box(LEFT, 152, FULL, 83),
                          type=Type(size=32, line=43, color=Color.PAPER), anchor="ctr",
                          fill=Color.INK, inset=28, prompt="What to do in danger"),
                    Place(name="Table", kind="tbl", index=14, box=Box(LEFT, 250, FULL, 378)),
                    *_feet(),
                ),
            ),
            Layout(
                name="Break",
                places=(
                    _title(Box(LEFT, 168, 1060, 190), type=TITLE, prompt="Break", anchor="b"),
                    Place(name="Minutes", kind="body", index=15, box=Box(LEFT, 386, 900, 43),
                          type=Type(size=32, line=43, sans=True, color=Color.STONE),
                          prompt="Minutes"),
                    *_feet(),
                ),
            ),
        )
    }
)  # fmt: skip
