"""Tables on slides of a presentation: whole on one if they can be, else as few as hold them."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from askfirst.export.measure import lines, text_width
from askfirst.export.paging import MOST_ROWS, balanced, column_widths
from askfirst.export.powerpoint_faces import ROOM, Face, Grid, Row, cell_text, headline
from askfirst.export.powerpoint_flow import (
    ABOVE_GRID,
    BELOW,
    Around,
    Text,
    below_headline,
    conclusion,
    conclusion_height,
    continued,
    room_below,
    said_text,
    text,
)
from askfirst.export.powerpoint_layouts import BODY, FOOT, FULL, LAYOUTS, LEFT, Box
from askfirst.export.powerpoint_measure import (
    GEORGIA,
    GEORGIA_BOLD,
    divided,
    measured,
)
from askfirst.export.runs import Paragraph, Runs
from askfirst.records import replace

HEAD: Final = 46
PADS: Final = (13, 6)
"""Room above and below the text of a row, the first with which a table takes fewest slides."""

FACES: Final = (GEORGIA_BOLD, GEORGIA)
"""Of the first column and of the others."""

Texts = Sequence[str]
"""Of a row: what its cells say, as it is measured."""

GAP: Final = 32
MORE: Final = (24, 48, 72, 96)
"""By how much a column may be wider than its fair share, where that saves lines."""

LEAST: Final = 160
RULE: Final = 2
TIGHT: Final = replace(BODY, spacing=100)
"""For a table that is full: its lines stand as close as the face itself asks for."""

TALL: Final = 49
"""Of a line of BODY in the highest face that stands in for Georgia, which is Noto Serif."""


def table(title: Runs, cells: Sequence[Row], below: Text, around: Around) -> Iterator[Face]:
    """Give a table in as few slides as hold it, with what it comes to on the last."""
    head, *rows = _even(cells)
    headed = any(run.text.strip() for runs in head for run in runs)
    widths = _widths((head, *rows))
    whole = Grid(
        rows=(head,) if headed else (),
        widths=widths,
        heights=(HEAD,) if headed else (),
        box=LAYOUTS["Table"].place("Table").box,
        title=said_text(title),
        head=headed,
    )
    named = continued(title, around.texts)
    pages = _pages(rows, whole, title, named, below)
    for place, grid in enumerate(pages.grids):
        top = headline(named if place else title, "Table")
        y = below_headline(top, ABOVE_GRID, whole.box).y
        tall = sum(grid.heights)
        last = place == len(pages.grids) - 1
        under = conclusion(below, y + tall) if last and not pages.apart else []
        room = BELOW // 2 if under else FOOT - y - tall
        placed = _spaced(replace(grid, box=Box(LEFT, y, FULL, tall)), room)
        yield Face(layout="Table", title=top.runs, parts=(placed, *under), footer=around.note)
    if below and pages.apart:
        yield from text(named, below, around)


def _widths(rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the width of each column: a fair share, or what it needs if rows are then lower."""
    fair = column_widths([cell_text(row) for row in rows], FULL, faces=FACES)
    said = [[measured(runs) for runs in row] for row in rows]
    needed = [
        max(_long(text, place) for text in cells) + GAP
        for place, cells in enumerate(zip(*said, strict=True))
    ]
    needed[-1] -= GAP
    rest = (FULL - sum(needed)) / len(needed)
    own = tuple(int(wide + rest) for wide in needed) if rest > 0 else fair
    return min((fair, own, *_wider(said, fair)), key=lambda widths: _deep(said, widths))


def _wider(said: Sequence[Texts], widths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Give widths with more for a column that alone makes a row higher, taken from the others."""
    counts = (_counts(texts, widths) for texts in said)
    alone = {row.index(max(row)) for row in counts if row.count(max(row)) == 1 < max(row)}
    for column in sorted(alone) if len(widths) > 1 else ():
        for more in MORE:
            less = more // (len(widths) - 1)
            given = [wide - less for wide in widths]
            given[column] += FULL - sum(given)
            if min(given) > LEAST:
                yield tuple(given)


def _long(text: str, column: int) -> float:
    """Return how long a cell is in Georgia or Noto Serif, whichever is wider."""
    long = text_width(text, size=BODY.size, widths=FACES[min(column, 1)])
    return long * ROOM[column == 0]


def _deep(said: Sequence[Texts], widths: Sequence[int]) -> int:
    """Return how many lines rows take in the wider of both."""
    return sum(max(_counts(texts, widths)) for texts in said)


def _counts(texts: Texts, widths: Sequence[int]) -> list[int]:
    """Return how many lines each cell of a row takes in the wider of both."""
    last = len(widths) - 1
    rooms = [(wide - GAP * (place < last)) / ROOM[place == 0] for place, wide in enumerate(widths)]
    return [*_cell_lines(texts, rooms)]


class _Pages(Struct, frozen=True, kw_only=True):
    """A table in parts, and whether there is no room for its conclusion under the last."""

    grids: list[Grid]
    apart: bool


def _pages(rows: list[Row], whole: Grid, title: Runs, named: Runs, below: Text) -> _Pages:
    """Return all rows on one slide where they fit with their conclusion, else on several."""
    above, under = sum(whole.heights), conclusion_height(below)
    alone = room_below(headline(title, "Table"), ABOVE_GRID) - above
    for pad in PADS:
        heights = [_row_height(row, whole.widths, pad) for row in rows]
        if sum(heights) + under <= alone and len(rows) <= MOST_ROWS + 1:
            return _Pages(grids=[_grid(whole, rows, heights, pad)], apart=False)
    room = min(alone, room_below(headline(named, "Table"), ABOVE_GRID) - above)
    grids = min((_parted(rows, whole, room, pad) for pad in PADS), key=len)
    return _Pages(grids=grids, apart=sum(grids[-1].heights) - above + under > room)


def _parted(rows: Sequence[Row], whole: Grid, room: int, pad: int) -> list[Grid]:
    """Return a table in as few parts as hold it."""
    pieces = [piece for row in rows for piece in _split(row, whole.widths, room)]
    heights = [_row_height(piece, whole.widths, pad) for piece in pieces]
    return [_grid(whole, pieces[a:b], heights[a:b], pad) for a, b in balanced(heights, room)]


def _grid(whole: Grid, rows: Sequence[Row], heights: Sequence[int], pad: int) -> Grid:
    return replace(whole, rows=(*whole.rows, *rows), heights=(*whole.heights, *heights), pad=pad)


def _spaced(grid: Grid, room: int) -> Grid:
    """Return a table, tight where a higher face would need more than the room below it."""
    rows = grid.heights[grid.head :]
    taller = sum((tall - 2 * grid.pad - RULE) // BODY.line * (TALL - BODY.line) for tall in rows)
    return replace(grid, type=TIGHT) if taller > room else grid


def _even(cells: Sequence[Row]) -> list[Row]:
    """Return rows of one length; where a cell is missing, an empty one."""
    columns = max(map(len, cells))
    return [(*row, *[()] * (columns - len(row))) for row in cells]


def _split(row: Row, widths: Sequence[int], room: int) -> Iterator[Row]:
    """Give a row in as many rows as it needs to be none higher than the room."""
    if _row_height(row, widths, PADS[0]) <= room:
        yield row
        return
    most = (room - 2 * PADS[0] - RULE) // BODY.line
    cells = []
    for column, (runs, wide) in enumerate(zip(row, widths, strict=True)):
        type_ = replace(BODY, bold=column == 0)
        whole = Paragraph(runs=runs)
        cells.append([p.runs for p in divided(whole, width=wide - GAP, type_=type_, most=most)])
    for place in range(max(map(len, cells))):
        yield tuple(pieces[place] if place < len(pieces) else () for pieces in cells)


def _row_height(row: Row, widths: Sequence[int], pad: int) -> int:
    deepest = _lines(row, [wide - GAP for wide in widths])
    return 2 * pad + RULE + deepest * BODY.line


def _lines(row: Row, rooms: Sequence[float]) -> int:
    return max(_cell_lines([measured(runs) for runs in row], rooms))


def _cell_lines(texts: Texts, rooms: Sequence[float]) -> Iterator[int]:
    for column, (said, room) in enumerate(zip(texts, rooms, strict=True)):
        yield lines(said, width=room, size=BODY.size, widths=FACES[min(column, 1)])
