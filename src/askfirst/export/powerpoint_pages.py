"""What is said on a slide, laid out for a presentation: as many slides as it needs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from askfirst.export.markdown import Block, BlockKind
from askfirst.export.pictures import Picture
from askfirst.export.powerpoint_faces import Face, Image, Row, headline
from askfirst.export.powerpoint_flow import (
    ABOVE_BODY,
    ABOVE_GRID,
    BELOW,
    Around,
    Text,
    below_headline,
    conclusion,
    conclusion_height,
    continued,
    room_below,
    text,
)
from askfirst.export.powerpoint_formulas import Formula, formula, formula_face
from askfirst.export.powerpoint_layouts import BODY, FOOT, FULL, LAYOUTS, Box
from askfirst.export.powerpoint_measure import height
from askfirst.export.powerpoint_tables import table
from askfirst.export.raster import Bitmap
from askfirst.export.runs import Paragraph, Run, Runs, Shape, plain
from askfirst.export.slides import Slide
from askfirst.records import replace

MOST_BELOW: Final = 160
"""How high a conclusion may stand under a table or a picture; a longer one has its own slide."""

APART: Final = frozenset({BlockKind.PICTURE, BlockKind.TABLE, BlockKind.FORMULA})


class Shown(Struct, frozen=True, kw_only=True):
    """A picture that could be had, or only its words."""

    bitmap: Bitmap | None
    alt: str


class Table(Struct, frozen=True, kw_only=True):
    """Rows of what cells say, head first."""

    rows: tuple[Row, ...]


Unit = Text | Shown | Table | Formula


def prose(
    slide: Slide, title: Runs, around: Around, opened: Mapping[Picture, Bitmap]
) -> Iterator[Face]:
    """Give the slides of text, tables and pictures.

    Args:
        slide: Of a kind that asks nothing.
        title: Its headline.
        around: Its foot and our sentences.
        opened: Each picture as it can be shown.
    """
    top = headline(title, "Words")
    units: list[Unit] = [(Paragraph(runs=top.rest),)] if top.rest else []
    if slide.rows:
        units.append(Table(rows=slide.cells or _plain_rows(slide.rows)))
    units += _units(slide.body, opened)
    side = tuple(p for block in slide.side for p in said_in(block))
    if side and not (units and isinstance(units[0], tuple)):
        units, side = [*units, side], ()
    first, units = ([units[0]], units[1:]) if side else ([], units)
    named, waiting = top.runs, [*first, *_with_text(units, top.runs, around)] or [()]
    while waiting:
        unit, *waiting = waiting
        below = _conclusion(waiting) if isinstance(unit, Shown | Table) else ()
        waiting = waiting[1:] if below else waiting
        yield from _unit(unit, named, around, below=below, side=side)
        named, side = continued(top.runs, around.texts), ()


def _with_text(units: Sequence[Unit], title: Runs, around: Around) -> list[Unit]:
    """Return units in which each formula holds the text before and after it, as far as it fits."""
    room = room_below(headline(continued(title, around.texts), "Formula"), ABOVE_BODY)
    made: list[Unit] = []
    for unit in units:
        last = made[-1] if made else None
        if isinstance(unit, Formula) and isinstance(last, tuple):
            led = replace(unit, above=last)
            made[-1:] = [led] if led.tall <= room else [last, unit]
        elif isinstance(unit, tuple) and isinstance(last, Formula):
            followed = replace(last, below=unit)
            made[-1:] = [followed] if followed.tall <= room else [last, unit]
        else:
            made.append(unit)
    return made


def _conclusion(waiting: Sequence[Unit]) -> Text:
    """Return the text that comes next if it can stand under a table or picture."""
    text = waiting[0] if waiting else ()
    low = isinstance(text, tuple) and height(text, width=FULL, type_=BODY) <= MOST_BELOW
    return text if low and isinstance(text, tuple) else ()


def _unit(unit: Unit, title: Runs, around: Around, *, below: Text, side: Text) -> Iterator[Face]:
    if isinstance(unit, Table):
        yield from table(title, unit.rows, below, around)
    elif isinstance(unit, Formula):
        yield formula_face(title, unit, around)
    elif isinstance(unit, Shown):
        yield _picture(title, unit, below, around)
    else:
        yield from text(title, unit, around, side)


def _picture(title: Runs, shown: Shown, below: Text, around: Around) -> Face:
    top = headline(title, "Diagram")
    foot = FOOT - BELOW - conclusion_height(below)
    place = LAYOUTS["Diagram"].place("Picture").box
    box = _fitted(shown.bitmap, below_headline(top, ABOVE_GRID, place, foot=foot))
    image = Image(bitmap=shown.bitmap, alt=shown.alt, box=box)
    under = conclusion(below, box.y + box.height)
    return Face(layout="Diagram", title=top.runs, parts=(image, *under), footer=around.note)


def said_in(block: Block) -> Text:
    """Return the paragraphs of a block; of one that was not written as Markdown, its plain text."""
    if block.paragraphs:
        return block.paragraphs
    shapes = {BlockKind.CODE: Shape.CODE, BlockKind.LIST: Shape.BULLET}
    return plain(block.text, shapes.get(block.kind, Shape.TEXT))


def _units(body: Sequence[Block], opened: Mapping[Picture, Bitmap]) -> Iterator[Unit]:
    """Give text as it comes together, and between it tables and pictures."""
    gathered: list[Paragraph] = []
    for block in body:
        apart = [*_apart(block, opened)]
        gathered += said_in(block) if block.kind not in APART else ()
        if apart and gathered:
            yield tuple(gathered)
            gathered = []
        yield from apart
    if gathered:
        yield tuple(gathered)


def _apart(block: Block, opened: Mapping[Picture, Bitmap]) -> Iterator[Unit]:
    if block.kind is BlockKind.FORMULA:
        yield formula(block.text)
    if block.kind is BlockKind.TABLE and block.rows:
        yield Table(rows=block.cells or _plain_rows(block.rows))
    for picture in block.pictures:
        yield Shown(bitmap=opened[picture], alt=picture.alt)
    if block.kind is BlockKind.PICTURE and not block.pictures:
        yield Shown(bitmap=None, alt=block.text)


def _plain_rows(rows: Sequence[Sequence[tuple[str, str]]]) -> tuple[Row, ...]:
    return tuple(tuple((Run(text=text),) for _, text in row) for row in rows)


def _fitted(bitmap: Bitmap | None, room: Box) -> Box:
    """Return the largest box of the picture's shape at the left of a room."""
    if bitmap is None:
        return Box(room.x, room.y, room.width, min(room.height, 240))
    factor = min(room.width / bitmap.width, room.height / bitmap.height)
    return Box(room.x, room.y, round(bitmap.width * factor), round(bitmap.height * factor))
