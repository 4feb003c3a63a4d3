"""A finding drawn for slides and for print: rows of words, numbers and a bar, as SVG.

Labels stand at what they name and numbers beside their bars, so nothing depends on colour, on a
legend or on a pointer. Each chart carries the same in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from askfirst.evaluating.finding import Finding, Row
from askfirst.evaluating.marks import Axis, marks
from askfirst.export.measure import BOLD, REGULAR, Widths, text_width

ASK, INK, LINE = "#0A5A66", "#17252B", "#CBD3D2"
SERIF: Final = 'font-family="Literata, Charter, Cambria, Georgia, serif"'
SANS: Final = 'font-family="Noto Sans, Segoe UI, Roboto, Arial, sans-serif"'
ANCHORS: Final = ("start", "middle", "end")
WIDER: Final = 1.1  # how much wider a sans is than the serif that is measured
STOPS: Final = (".", "?", "!", "…", ":")
NOT_REPORTED: Final = "Not reported"
SOLID: Final = "Solid to the least it could be, striped to the most."
STRIPED: Final = "Striped from the least it could be to the most."
CONTROLS: Final = dict.fromkeys([*range(32), *range(127, 160), 0xFFFE, 0xFFFF], " ")


@dataclass(frozen=True, kw_only=True)
class Look:
    """Sizes of a chart, in px of its own width.

    Attributes:
        label: Width of the column of words.
        number: Width of the column of numbers.
        size: Of serif text; `line` is its height.
        small: Of sans text; `small_line` is its height.
        bar: Height of a bar.
        pad: Room above and below a row.
        stroke: Of a stripe.
        most: How high a chart may be.
    """

    width: int
    label: int
    number: int
    gap: int
    size: int
    line: int
    small: int
    small_line: int
    bar: int
    pad: int
    stroke: float
    most: int


SLIDE: Final = Look(
    width=1120, label=480, number=184, gap=24, size=32, line=40, small=24, small_line=28,
    bar=32, pad=8, stroke=3, most=424,
)  # fmt: skip
PRINT: Final = Look(
    width=654, label=280, number=112, gap=14, size=15, line=20, small=13, small_line=18,
    bar=15, pad=6, stroke=1.5, most=800,
)  # fmt: skip


class Chart(NamedTuple):
    """A drawing, how high it is, what it shows in words, and the rows in it."""

    svg: str
    height: int
    alt: str
    rows: tuple[Row, ...]


class _Text(NamedTuple):
    """A line of words: its baseline, where it begins or is anchored, and how it looks."""

    x: float
    y: float
    words: str
    look: str
    anchor: str = "start"


def charts(finding: Finding, look: Look) -> tuple[Chart, ...]:
    """Return a finding as one drawing, or as several where it is higher than the look allows.

    A group stays whole where it can. Of a finding without an axis, or of which nothing is
    reported, there is no drawing: its words say all.
    """
    axis = finding.axis
    if axis is None or not any(row.bounds for row in finding.rows):
        return ()
    room = look.most - _axis_height(axis, look)
    pages = _pages(finding, look, room)
    return tuple(_chart(finding.title, axis, page, look) for page in pages)


def broken(text: str, *, width: float, size: float, widths: Widths = REGULAR) -> list[str]:
    """Return a text in lines that are no wider than a column, broken at spaces."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size=size, widths=widths) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pages(finding: Finding, look: Look, room: int) -> list[tuple[Row, ...]]:
    """Return the rows in as few drawings as hold them, and those about equally high."""
    groups = grouped(finding.rows)
    least = _filled(groups, look, room)
    lowest = sum(_height(row, look) for row in finding.rows) // len(least)
    for limit in range(lowest, room, look.line // 2):
        pages = _filled(groups, look, limit)
        if len(pages) == len(least) and all(_tall(page, look) <= limit for page in pages):
            return pages
    return least


def _filled(groups: Sequence[Sequence[Row]], look: Look, room: int) -> list[tuple[Row, ...]]:
    pages: list[tuple[Row, ...]] = [()]
    for group in groups:
        parts = [tuple(group)] if _tall(group, look) <= room else [(row,) for row in group]
        for part in parts:
            if pages[-1] and _tall((*pages[-1], *part), look) > room:
                pages.append(())
            pages[-1] += part
    return pages


def _tall(rows: Sequence[Row], look: Look) -> int:
    return sum(_height(row, look) for row in rows)


def grouped(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows in groups, each with its line above its first; one group where none has any."""
    found: list[list[Row]] = []
    for row in rows:
        if row.group or not found:
            found.append([])
        found[-1].append(row)
    return found


def _chart(title: str, axis: Axis, rows: tuple[Row, ...], look: Look) -> Chart:
    shapes: list[str] = []
    y = 0
    for row in rows:
        shapes += _row(row, axis, look, y)
        y += _height(row, look)
    scale = [*_scale(axis, look, y, solid=_has_solid(axis, rows), wide=_is_open(rows))]
    height = y + _axis_height(axis, look)
    alt = _alt(title, axis, rows)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {look.width} {height}" '
        f'width="{look.width}" height="{height}" role="img" aria-label="{_said(alt)}">'
        f"{''.join([*scale, *shapes])}</svg>"
    )
    return Chart(svg, height, alt, rows)


def _row(row: Row, axis: Axis, look: Look, top: int) -> Iterator[str]:
    yield _rule(look, top)
    y = top + look.pad if row.above else top
    for words, bold in _above(row, look):
        yield _text(_Text(0, y + 0.76 * look.line, words, _serif(look, bold=bold)))
        y += look.line
    yield from _grid(look, y, top + _height(row, look))
    y += look.pad
    for i, words in enumerate(_label(row, look)):
        yield _text(_Text(0, y + (i + 0.76) * look.line, words, _serif(look)))
    at, baseline = look.label + look.gap, y + 0.76 * look.line
    for words, size in _numbers(row, look):
        yield _text(_Text(at, baseline, words, _sans(size)))
        baseline += look.small_line
    yield from _bar(row, axis, look, y + (look.line - look.bar) / 2)


def _bar(row: Row, axis: Axis, look: Look, y: float) -> Iterator[str]:
    left, wide = _bar_column(look)
    if row.bounds is None:
        yield (
            f'<rect x="{left + 1}" y="{y + 1:g}" width="{wide - 2}" height="{look.bar - 2}" '
            f'fill="none" stroke="{INK}" stroke-width="{look.stroke * 0.67:g}" '
            f'stroke-dasharray="{look.stroke * 0.67:g} {look.stroke * 1.33:g}"/>'
        )
        return
    drawn = marks(axis, row.bounds, row.likely)
    if drawn.zero:
        more = look.bar / 4
        yield _line(left + wide * drawn.zero / 100, y - more, look.bar + 2 * more, INK, 2)
    if drawn.solid:
        yield (
            f'<rect x="{left}" y="{y:g}" width="{wide * drawn.solid / 100:g}" '
            f'height="{look.bar}" fill="{ASK}"/>'
        )
    for place in drawn.stripes:
        yield _line(left + wide * place / 100, y, look.bar, ASK, look.stroke)
    if drawn.ring is not None:
        yield (
            f'<circle cx="{left + wide * drawn.ring / 100:g}" cy="{y + look.bar / 2:g}" '
            f'r="{look.bar * 0.3:g}" fill="none" stroke="{ASK}" stroke-width="{look.stroke:g}"/>'
        )


def _scale(axis: Axis, look: Look, y: int, *, solid: bool, wide: bool) -> Iterator[str]:
    """Give what the bars lie on, and below it what its places mean."""
    left, width = _bar_column(look)
    yield _rule(look, y)
    baseline = y + look.small_line
    for place, anchor, words in zip((0, 50, 100), ANCHORS, axis.ends, strict=True):
        for i, line in enumerate(_tick(words, look)):
            at = left + width * place / 100
            yield _text(_Text(at, baseline + i * look.small_line, line, _sans(look.small), anchor))
    caption = (SOLID if solid else STRIPED) if wide else ""
    room = look.label + look.number
    for i, line in enumerate(broken(caption, width=room, size=look.small * WIDER)):
        yield _text(_Text(0, baseline + i * look.small_line, line, _sans(look.small)))


def _grid(look: Look, top: float, bottom: float) -> Iterator[str]:
    left, width = _bar_column(look)
    for place in (0, 50, 100):
        yield _line(left + width * place / 100, top, bottom - top, LINE, 1)


def _tick(words: str, look: Look) -> list[str]:
    return broken(words, width=_bar_column(look)[1] / 3 - look.small / 2, size=look.small * WIDER)


def _axis_height(axis: Axis, look: Look) -> int:
    lines = max(2, *(len(_tick(words, look)) for words in axis.ends))
    return round(lines * look.small_line + look.small_line / 2)


def _bar_column(look: Look) -> tuple[int, int]:
    left = look.label + look.number + 2 * look.gap
    return left, look.width - left


def _height(row: Row, look: Look) -> int:
    label = len(_label(row, look)) * look.line
    numbers = look.line + (len([*_numbers(row, look)]) - 1) * look.small_line
    above = sum(1 for _ in _above(row, look)) * look.line + (look.pad if row.above else 0)
    return above + max(label, numbers) + 2 * look.pad


def _above(row: Row, look: Look) -> Iterator[tuple[str, bool]]:
    for text, widths in ((row.group, BOLD), (row.verdict, REGULAR)):
        if text:
            for line in broken(text, width=look.width, size=look.size, widths=widths):
                yield line, widths is BOLD


def _label(row: Row, look: Look) -> list[str]:
    return broken(row.label, width=look.label, size=look.size)


def _numbers(row: Row, look: Look) -> Iterator[tuple[str, float]]:
    """Give the lines of the column of numbers, each with its size."""
    short = (NOT_REPORTED, look.small) if row.bounds is None else (row.short, look.size * 0.875)
    for text, size in (short, (row.aside, look.small)):
        if text:
            yield from ((line, size) for line in broken(text, width=look.number, size=size * WIDER))


def _has_solid(axis: Axis, rows: Sequence[Row]) -> bool:
    return any(row.bounds and marks(axis, row.bounds).solid for row in rows)


def _is_open(rows: Sequence[Row]) -> bool:
    return any(row.bounds and row.bounds[0] < row.bounds[1] for row in rows)


def _alt(title: str, axis: Axis, rows: Sequence[Row]) -> str:
    """Return what the drawing shows: the same words and numbers as stand in it."""
    said = [f"{title}. Bars on a line that goes from {axis.ends[0]} to {axis.ends[-1]}."]
    for row in rows:
        said += [row.above] if row.above else []
        numbers = ", ".join(filter(None, (row.short, row.aside))) if row.bounds else NOT_REPORTED
        said.append(f"{stopped(row.label)} {numbers}." if row.label else f"{numbers}.")
    return " ".join(said)


def stopped(label: str) -> str:
    """Return a label as it stands before what is said of it."""
    return label if label.endswith(STOPS) else f"{label}:"


def _serif(look: Look, *, bold: bool = False) -> str:
    return f'{SERIF} font-size="{look.size}" font-weight="{600 if bold else 400}"'


def _sans(size: float) -> str:
    return f'{SANS} font-size="{size:g}"'


def _text(text: _Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    return (
        f'<text x="{text.x:g}" y="{text.y:g}" {text.look} fill="{INK}"{anchor}>'
        f"{_said(text.words)}</text>"
    )


def _rule(look: Look, y: int) -> str:
    ink, wide = (LINE, 1) if y else (INK, 2)
    return (
        f'<line x1="0" x2="{look.width}" y1="{y}" y2="{y}" stroke="{ink}" stroke-width="{wide}"/>'
    )


def _line(x: float, y: float, height: float, ink: str, wide: float) -> str:
    return (
        f'<line x1="{x:g}" x2="{x:g}" y1="{y:g}" y2="{y + height:g}" stroke="{ink}" '
        f'stroke-width="{wide:g}"/>'
    )


def _said(text: str) -> str:
    """Return words as they may stand in XML: no control characters, no halves of letters."""
    return escape(text.translate(CONTROLS).encode("utf-8", "replace").decode())
