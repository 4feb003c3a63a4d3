"""What is said on a slide, laid out for a presentation: as many slides as it needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from askfirst.export.markdown import Block, BlockKind
from askfirst.export.measure import lines
from askfirst.export.paging import balanced, column_widths
from askfirst.export.pictures import Picture
from askfirst.export.powerpoint_faces import (
    Face,
    Grid,
    Headline,
    Image,
    Part,
    Row,
    Rule,
    Said,
    cell_text,
    headline,
)
from askfirst.export.powerpoint_layouts import (
    BODY,
    BODY_TOP,
    FOOT,
    FULL,
    GRID_TOP,
    LAYOUTS,
    LEFT,
    SIDE,
    TOP,
    Box,
    Type,
)
from askfirst.export.powerpoint_measure import (
    GEORGIA,
    GEORGIA_BOLD,
    divided,
    gap,
    height,
    paragraph_height,
    paragraph_type,
)
from askfirst.export.raster import Bitmap
from askfirst.export.runs import Paragraph, Run, Runs, Shape, plain
from askfirst.export.slides import Slide

Texts = Mapping[str, str]
Text = tuple[Paragraph, ...]

HEAD: Final = 46
ABOVE_GRID, ABOVE_BODY = GRID_TOP - TOP - 56, BODY_TOP - TOP - 56  # below a headline of one line
BELOW: Final = 20
MOST_BELOW: Final = 160
"""How high a conclusion may stand under a table or a picture; a longer one has its own slide."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the slides of one have in common: the line at their foot, and our own sentences."""

    note: Runs
    texts: Texts


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture that could be had, or only its words."""

    bitmap: Bitmap | None
    alt: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of what cells say, head first."""

    rows: tuple[Row, ...]


Unit = Text | Shown | Table


def prose(
    slide: Slide, title: Runs, around: Around, opened: Mapping[Picture, Bitmap | None]
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
    title = top.runs
    for place in range(len(units) or 1):
        if place and not units:
            break
        unit, *units = units or [()]
        below: Text = ()
        if not isinstance(unit, tuple) and units and isinstance(units[0], tuple):
            low = height(units[0], width=FULL, type_=BODY) <= MOST_BELOW
            below, units = (units[0], units[1:]) if low else ((), units)
        named = continued(title, around.texts) if place else title
        yield from _unit(unit, named, around, below=below, side=side)
        side = ()


def _unit(unit: Unit, title: Runs, around: Around, *, below: Text, side: Text) -> Iterator[Face]:
    if isinstance(unit, Table):
        yield from table(title, unit.rows, below, around)
    elif isinstance(unit, Shown):
        yield _picture(title, unit, below, around)
    else:
        yield from text(title, unit, around, side)


def text(title: Runs, body: Text, around: Around, side: Text = ()) -> Iterator[Face]:
    """Give text, with a side column on the first slide if it has one that fits."""
    layout = "Claim" if side else "Words"
    top = headline(title, layout)
    side = _labelled(side)
    beside = LAYOUTS["Claim"].place("Side").box
    if side and height(side, width=beside.width, type_=SIDE) > _room(top, ABOVE_BODY):
        layout, body, side = "Words", (*body, *side), ()
    while True:
        box = _below(top, ABOVE_BODY, LAYOUTS[layout].place("Body").box)
        page, body = filled(body, box.height, box.width, BODY)
        parts: list[Part] = [Said(place="Body", paragraphs=page, box=box)] if page else []
        if side:
            tall = max(height(side, width=beside.width, type_=SIDE), _tall(page, box.width))
            parts.append(Rule(box=Box(815, box.y, 0, min(tall, box.height))))
            place = Box(beside.x, box.y, beside.width, box.height)
            parts.append(Said(place="Side", paragraphs=side, box=place))
        yield Face(layout=layout, title=top.runs, parts=tuple(parts), footer=around.note)
        if not body:
            return
        layout, side = "Words", ()
        top = headline(continued(title, around.texts), layout)


def table(title: Runs, cells: Sequence[Row], below: Text, around: Around) -> Iterator[Face]:
    """Give a table in as few slides as hold it, with what it comes to on the last."""
    columns = max(map(len, cells))
    head, *rows = ((*row, *[()] * (columns - len(row))) for row in cells)
    headed = any(run.text.strip() for runs in head for run in runs)
    faces = (GEORGIA_BOLD, GEORGIA)
    widths = column_widths([cell_text(row) for row in (head, *rows)], FULL, faces=faces)
    above = HEAD if headed else 0
    tops = [headline(named, "Table") for named in (title, continued(title, around.texts))]
    room = min(_room(top, ABOVE_GRID) for top in tops) - above
    rows = [part for row in rows for part in _split(row, widths, room)]
    heights = [_row_height(row, widths) for row in rows]
    under = height(below, width=FULL, type_=BODY) + BELOW if below else 0
    pages = balanced(heights, room)
    start, end = pages[-1]
    apart = sum(heights[start:end]) + under > room  # no row moves on for what stands below
    for number, (first, end) in enumerate(pages):
        top, last = tops[min(number, 1)], number == len(pages) - 1
        box = _below(top, ABOVE_GRID, LAYOUTS["Table"].place("Table").box)
        tall = above + sum(heights[first:end])
        grid = Grid(
            rows=(*([head] if headed else []), *rows[first:end]),
            widths=widths,
            heights=(*([HEAD] if headed else []), *heights[first:end]),
            box=Box(LEFT, box.y, FULL, tall),
            title=_text(title),
            head=headed,
        )
        conclusion = _conclusion(below, box.y + tall) if last and below and not apart else []
        yield Face(layout="Table", title=top.runs, parts=(grid, *conclusion), footer=around.note)
    if below and apart:
        yield from text(continued(title, around.texts), below, around)


def _picture(title: Runs, shown: Shown, below: Text, around: Around) -> Face:
    top = headline(title, "Diagram")
    under = height(below, width=FULL, type_=BODY) + BELOW if below else 0
    room = _below(top, ABOVE_GRID, LAYOUTS["Diagram"].place("Picture").box, foot=FOOT - under)
    box = _fitted(shown.bitmap, room)
    image = Image(bitmap=shown.bitmap, alt=shown.alt, box=box)
    conclusion = _conclusion(below, box.y + box.height) if below else []
    return Face(layout="Diagram", title=top.runs, parts=(image, *conclusion), footer=around.note)


def _conclusion(below: Text, foot: int) -> list[Said]:
    tall = height(below, width=FULL, type_=BODY)
    return [Said(place="Body", paragraphs=below, box=Box(LEFT, foot + BELOW, FULL, tall))]


def filled(body: Text, room: int, width: int, type_: Type) -> tuple[Text, Text]:
    """Return what fits into a room and what goes on; no heading is the last of a page."""
    page: list[Paragraph] = []
    used = 0
    rest = [*body]
    while rest:
        tall = paragraph_height(rest[0], width=width, type_=type_)
        space = gap(rest[0], type_) if page else 0
        if used + space + tall > room:
            if page:
                break
            rest[:1] = _divided(rest[0], room, width, type_)
            tall = paragraph_height(rest[0], width=width, type_=type_)
        page.append(rest.pop(0))
        used += space + tall
    while rest and len(page) > 1 and page[-1].shape is Shape.HEADING:
        rest.insert(0, page.pop())
    return tuple(page), tuple(rest)


def continued(title: Runs, texts: Texts) -> Runs:
    """Return the headline of a further slide."""
    before, _, after = texts["continued"].partition("{title}")
    around = [(Run(text=said),) if said else () for said in (before, after)]
    return (*around[0], *title, *around[1])


def said_in(block: Block) -> Text:
    """Return the paragraphs of a block; of one that was not written as Markdown, its plain text."""
    if block.paragraphs:
        return block.paragraphs
    shapes = {BlockKind.CODE: Shape.CODE, BlockKind.LIST: Shape.BULLET}
    return plain(block.text, shapes.get(block.kind, Shape.TEXT))


def _units(body: Sequence[Block], opened: Mapping[Picture, Bitmap | None]) -> Iterator[Unit]:
    """Give text as it comes together, and between it tables and pictures."""
    gathered: list[Paragraph] = []
    for block in body:
        apart = [*_apart(block, opened)]
        gathered += said_in(block) if block.kind not in {BlockKind.PICTURE, BlockKind.TABLE} else ()
        if apart and gathered:
            yield tuple(gathered)
            gathered = []
        yield from apart
    if gathered:
        yield tuple(gathered)


def _apart(block: Block, opened: Mapping[Picture, Bitmap | None]) -> Iterator[Shown | Table]:
    if block.kind is BlockKind.TABLE and block.rows:
        yield Table(rows=block.cells or _plain_rows(block.rows))
    for picture in block.pictures:
        yield Shown(bitmap=opened[picture], alt=picture.alt)
    if block.kind is BlockKind.PICTURE and not block.pictures:
        yield Shown(bitmap=None, alt=block.text)


def _plain_rows(rows: Sequence[Sequence[tuple[str, str]]]) -> tuple[Row, ...]:
    return tuple(tuple((Run(text=text),) for _, text in row) for row in rows)


def _labelled(side: Text) -> Text:
    """Return a side column whose first paragraph, if it is all bold, says what the others are."""
    if side and all(run.bold for run in side[0].runs):
        runs = tuple(replace(run, bold=False, label=True) for run in side[0].runs)
        return (replace(side[0], runs=runs), *side[1:])
    return side


def _divided(paragraph: Paragraph, room: int, width: int, type_: Type) -> Iterator[Paragraph]:
    most = max(1, room // paragraph_type(paragraph, type_).line)
    yield from divided(paragraph, width=width, type_=type_, most=most)


def _split(row: Row, widths: Sequence[int], room: int) -> Iterator[Row]:
    """Give a row in as many rows as it needs to be none higher than the room."""
    if _row_height(row, widths) <= room:
        yield row
        return
    most = (room - 28) // BODY.line
    cells = []
    for column, (runs, wide) in enumerate(zip(row, widths, strict=True)):
        type_ = replace(BODY, bold=column == 0)
        whole = Paragraph(runs=runs)
        cells.append([p.runs for p in divided(whole, width=wide - 32, type_=type_, most=most)])
    for place in range(max(map(len, cells))):
        yield tuple(pieces[place] if place < len(pieces) else () for pieces in cells)


def _row_height(row: Row, widths: Sequence[int]) -> int:
    deepest = max(
        lines(_text(runs), width=wide - 32, size=BODY.size, widths=GEORGIA if i else GEORGIA_BOLD)
        for i, (runs, wide) in enumerate(zip(row, widths, strict=True))
    )
    return 28 + deepest * BODY.line


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _tall(page: Text, width: int) -> int:
    return height(page, width=width, type_=BODY)


def _room(top: Headline, above: int) -> int:
    return FOOT - TOP - top.below(above)


def _below(top: Headline, above: int, box: Box, *, foot: int = FOOT) -> Box:
    """Return where something stands below a headline, down to the foot."""
    y = TOP + top.below(above)
    return Box(box.x, y, box.width, foot - y)


def _fitted(bitmap: Bitmap | None, room: Box) -> Box:
    """Return the largest box of the picture's shape at the left of a room."""
    if bitmap is None:
        return Box(room.x, room.y, room.width, min(room.height, 240))
    factor = min(room.width / bitmap.width, room.height / bitmap.height)
    return Box(room.x, room.y, round(bitmap.width * factor), round(bitmap.height * factor))
