"""What does not fit on one slide goes on to the next, under the same headline."""

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from askfirst.export.markdown import Block, BlockKind
from askfirst.export.measure import BOLD, REGULAR, Widths, lines, text_width
from askfirst.export.slides import Kind, Slide
from askfirst.records import replace

TITLE_WIDTH: Final = 1040
LONG_TITLE: Final = 4  # lines, from which on a headline is set smaller
ASKED_WIDTH: Final = 752  # of a question: beside it stands the code
ASKED_LINES: Final = 3  # of a question; the deck cuts what is below them
BODY_WIDTH: Final = {Kind.CLAIM: 640, Kind.WORDS: 832, Kind.TABLE: 1120, Kind.DIAGRAM: 1120}
HEADLINE: Final = Widths({letter: width - 0.012 for letter, width in BOLD.items()})
"""Of a headline, whose letters stand a little closer."""
FOOT: Final = 640
LINE, GAP, ROW = 43, 24, 71
CODE_LINE, CODE_LETTER = 29, 13.3
FORMULA_LINE, FORMULA_ROW = 60, 100
STACKED: Final = re.compile(r"\\(?:[dt]?frac|sum|prod|int|binom|lim|under|over)")
TABLES: Final = re.compile(r"\\(?:begin|end)")
TABLE_HEAD: Final = 46
MOST_ROWS: Final = 5
MOST_BELOW: Final = 240  # how high the text under a table or picture may stand
FULL: Final = 1120  # of a table, in px
MOST_COLUMNS: Final = 10  # side by side on a slide; more would break each word
EACH: Final = 160  # of so many columns
SPARE: Final = 40  # the gap between columns, and what rounding the widths may cost


def paged(slide: Slide, *, continued: str) -> Iterator[Slide]:
    """Give the slide, in as many parts as it needs; time and marks of the first, notes on each.

    Args:
        slide: Of kind claim, words or table; others are drawn whole.
        continued: Headline of the further parts, with a place for `{title}`.
    """
    named, further = slide.title_text, _further(slide.title_text, continued)
    parts = _parts(slide)
    if len(parts) > 1:  # the further headline may take a line more
        parts = _parts(replace(slide, title_text=further))
    for number, part in enumerate(parts):
        yield replace(
            part,
            title=_further(part.title, continued) if number and part.title else part.title,
            title_text=further if number and part.title else named,
            side=part.side if number == 0 else (),
            body=part.body if part.kind is not Kind.TABLE or number == len(parts) - 1 else (),
            kind=Kind.WORDS if number and part.kind is Kind.CLAIM else part.kind,
            seconds=part.seconds if number == 0 else 0,
            anchor=part.anchor if number == 0 else "",
            tall=_is_tall(part),
        )


def _further(title: str, continued: str) -> str:
    """Return the headline of a part that goes on; of one that does already, the same."""
    before, _, after = continued.partition("{title}")
    goes_on = title.startswith(before) and title.endswith(after)
    return title if goes_on and before + after else continued.format(title=title)


def _parts(slide: Slide) -> list[Slide]:
    slide, after = _parted(slide)
    if slide.kind is Kind.TABLE:
        return [*(replace(slide, rows=rows) for rows in _row_pages(slide)), *after]
    if slide.kind in {Kind.CLAIM, Kind.WORDS}:
        return [*(replace(slide, body=body) for body in _pages(slide)), *after]
    return [slide, *after]


def _parted(slide: Slide) -> tuple[Slide, list[Slide]]:
    """Return a slide without the text under its table or picture, if that needs its own slides."""
    first = 1 if slide.kind is Kind.DIAGRAM else 0
    below = slide.body[first:] if slide.kind in {Kind.TABLE, Kind.DIAGRAM} else ()
    if sum(_height(block, 1120) + GAP for block in below) <= MOST_BELOW:
        return slide, []
    words = replace(slide, kind=Kind.WORDS, rows=(), cells=(), side=(), body=below)
    pages = [replace(words, body=body) for body in _pages(words)]
    return replace(slide, body=slide.body[:first]), pages


def title_lines(slide: Slide, width: int = TITLE_WIDTH) -> int:
    """Return how many lines the headline takes."""
    return lines(slide.title_text, width=width, size=48, widths=HEADLINE) if slide.title else 0


def title_height(slide: Slide) -> int:
    """Return how high the headline stands, in px; one of four lines and more is set smaller."""
    count = title_lines(slide)
    if count < LONG_TITLE:
        return 56 * max(count, 1)
    return 40 * lines(slide.title_text, width=TITLE_WIDTH, size=32, widths=HEADLINE)


def has_head(rows: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Whether anything stands above the columns of a table."""
    return any(text for _, text in (rows[0] if rows else ()))


def table_width(rows: Sequence[Sequence[tuple[str, str]]]) -> int:
    """Return how wide a table is; one of many columns is wider than a slide, and scrolls."""
    columns = max(map(len, rows), default=0)
    return FULL if columns <= MOST_COLUMNS else EACH * columns


def column_widths(
    rows: Sequence[Sequence[tuple[str, str]]],
    width: int = FULL,
    *,
    faces: tuple[Widths, Widths] = (BOLD, REGULAR),
) -> tuple[int, ...]:
    """Return the width of each column: what its longest cell needs, or a share of what is left.

    Args:
        rows: Cells as (HTML, plain text).
        width: Of them all.
        faces: Of the first column and of the others.
    """
    columns = max(map(len, rows), default=0)
    wanted = []
    for column in range(columns):
        cells = [row[column][1] for row in rows if column < len(row)]
        letters = faces[min(column, 1)]
        wanted.append(SPARE + max(text_width(c, size=32, widths=letters) for c in cells))
    fair = width / max(columns, 1)
    if sum(wanted) > width:
        small = [w for w in wanted if w <= fair]
        spare = (width - sum(small)) / (columns - len(small))
        wanted = [w if w <= fair else spare for w in wanted]
    rest = (width - sum(wanted)) / max(columns, 1)
    return tuple(int(w + rest) for w in wanted)


def _room(slide: Slide) -> int:
    return FOOT - 120 - title_height(slide)


def _is_tall(part: Slide) -> bool:
    if part.kind is Kind.TABLE:
        widths = column_widths(part.rows, table_width(part.rows))
        return sum(_row_height(row, widths) for row in part.rows[1:]) > _room(part)
    if part.kind not in {Kind.CLAIM, Kind.WORDS}:
        return False
    side = sum(_height(block, 350) + 20 for block in part.side)
    return max([side, *(_height(b, BODY_WIDTH[part.kind]) for b in part.body)]) > _room(part)


def _pages(slide: Slide) -> list[tuple[Block, ...]]:
    room, width = _room(slide), BODY_WIDTH[slide.kind]
    blocks = [*_split(slide.body, room, width)]
    heights = [_height(block, width) + GAP for block in blocks]
    pages = _joined(heights, _filled(heights, room + GAP, len(blocks)))
    return [tuple(blocks[start:end]) for start, end in pages]


def _split(body: Sequence[Block], room: float, width: int) -> Iterator[Block]:
    if sum(_height(b, width) + GAP for b in body) <= room + GAP:
        yield from body
        return
    for block in body:
        yield from block.parts or (block,)


def _height(block: Block, width: int) -> float:
    if block.kind is BlockKind.PICTURE:
        return 400
    if block.kind is BlockKind.CODE:
        columns = int((width - 26) / CODE_LETTER)
        rows = sum(max(1, ceil(len(r) / columns)) for r in block.text.splitlines() or [""])
        return rows * CODE_LINE
    if block.kind is BlockKind.FORMULA:
        rows = max(part.count("\\\\") for part in TABLES.split(block.text)) + 1
        return rows * (FORMULA_ROW if STACKED.search(block.text) else FORMULA_LINE)
    indent = 40 if block.kind is BlockKind.LIST else 0
    paragraphs = block.text.splitlines() or [""]
    count = sum(lines(p, width=width - indent, size=32) for p in paragraphs)
    return count * LINE + (len(paragraphs) - 1) * 12


def _row_pages(slide: Slide) -> list[tuple[tuple[tuple[str, str], ...], ...]]:
    head, *rows = slide.rows or ((),)
    widths = column_widths(slide.rows, table_width(slide.rows))
    below = sum(_height(b, 1120) + GAP for b in slide.body)
    heading = TABLE_HEAD if has_head(slide.rows) else 0
    room = FOOT - 101 - title_height(slide) - heading - below
    heights = [_row_height(row, widths) for row in rows]
    return [(head, *rows[start:end]) for start, end in balanced(heights, room)]


def balanced(
    heights: Sequence[int], room: float, *, most: int = MOST_ROWS
) -> list[tuple[int, int]]:
    """Return the first row of each page and the row after its last, as few pages as can be."""
    pages = _filled(heights, room, most)
    # As many pages, but each as low as it can be: three rows and three, not five and one.
    limit = next(
        (
            low
            for low in range(sum(heights) // len(pages), int(room))
            if _fits(heights, low, most, pages)
        ),
        room,
    )
    return _joined(heights, _filled(heights, limit, most))


def _joined(heights: Sequence[float], pages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pages with company for a last row that stands alone, if that makes none higher."""
    if len(pages) < 2:
        return pages
    *first, (start, middle), (_, end) = pages
    alone = end - middle == 1 and middle - start > 2
    if alone and sum(heights[middle - 1 : end]) <= sum(heights[start:middle]):
        return [*first, (start, middle - 1), (middle - 1, end)]
    return pages


def _filled(heights: Sequence[float], room: float, most: int) -> list[tuple[int, int]]:
    """Return the first row of each page and the row after its last; a page has one at least."""
    pages = [(0, 0)]
    used = 0.0
    for row, height in enumerate(heights):
        start, end = pages[-1]
        if end > start and (used + height > room or end - start == most):
            start, used = row, 0.0
            pages.append((row, row))
        pages[-1] = (start, row + 1)
        used += height
    return pages


def _fits(heights: Sequence[int], room: int, most: int, pages: Sequence[tuple[int, int]]) -> bool:
    return len(_filled(heights, room, most)) == len(pages) and max(heights, default=0) <= room


def _row_height(row: Sequence[tuple[str, str]], widths: Sequence[int]) -> int:
    deepest = max(
        (
            lines(text, width=wide - 32, size=32, widths=REGULAR if i else BOLD)
            for i, ((_, text), wide) in enumerate(zip(row, widths, strict=False))
        ),
        default=1,
    )
    return ROW + (deepest - 1) * LINE
