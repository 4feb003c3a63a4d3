"""From the cells of a module to the parts of its self-paced page: what is read, in which order.

A part is what stands under one heading, or one activity with what is said about it. Facilitator
cells are left out; cells for learners, which are on no slide, are what holds the rest together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from askfirst.activities.base import Activity
from askfirst.curriculum import Cell, Module
from askfirst.export.cells import CellReader
from askfirst.export.markdown import Block, BlockKind
from askfirst.release import Tier

CLOCK: Final = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
MARK: Final = re.compile(r'\s*<a class="source-mark"[^>]*>[^<]*</a>')
WORDS_A_MINUTE: Final = 200
OWN_SLIDE: Final = frozenset({"slide", "subslide"})
APART: Final = frozenset({"header", "help", "sources"})


class Piece(Struct, frozen=True, kw_only=True):
    """One cell of a part.

    Attributes:
        folded: Whether it speaks of answers, and so waits until somebody unfolds it.
    """

    cell: Cell
    blocks: tuple[Block, ...]
    folded: bool = False

    @property
    def activity(self) -> Activity | None:
        """What is asked here, or None."""
        return self.cell.activity


class Part(Struct, frozen=True, kw_only=True):
    """What one reads in one go.

    Attributes:
        id: Its name in the page, the same for as long as its first cell is the same.
        title: As HTML without source marks, "" where a notebook begins without a heading.
        heading: The same with its marks.
        asks: Type of the activity that it begins with, or "".
        minute: When it begins in a workshop.
        minutes: What reading it alone takes, about.
    """

    id: str
    title: str
    heading: str
    asks: str
    pieces: tuple[Piece, ...]
    minute: float
    minutes: int


class Ahead(Struct, frozen=True, kw_only=True):
    """Something that a reader may want to leave out: what it is, where it begins, what follows."""

    what: str
    part: Part
    after: Part


class Outline(Struct, frozen=True, kw_only=True):
    """A module as it is read alone.

    Attributes:
        lead: What the title says besides title and promise.
        note: The words around the list of what comes up.
        ahead: That list.
        questions: What the module asks.
        more: What else the header says, for whoever wants it.
        helping: Cells about help.
        sources: What the module's own list of sources says.
    """

    lead: tuple[Block, ...]
    note: tuple[Block, ...]
    ahead: tuple[Ahead, ...]
    questions: tuple[Block, ...]
    more: tuple[Block, ...]
    parts: tuple[Part, ...]
    helping: tuple[Piece, ...]
    sources: tuple[Block, ...]

    @property
    def minutes(self) -> int:
        """What reading all of it takes, about."""
        return sum(part.minutes for part in self.parts)


class _Draft(Struct):
    cells: list[tuple[Cell, tuple[Block, ...]]] = field(default_factory=list)
    minute: float = 0


def read_page(module: Module) -> Outline:
    """Return the module as parts, in the order of its cells."""
    reader = CellReader(module)
    shown = [(cell, _blocks(reader, cell)) for cell in module.cells if _shown(cell)]
    titled = bool(shown) and _h1(shown[0][1])
    header = [p for n, p in enumerate(shown) if "header" in p[0].tags or (titled and n == 0)]
    rest = [p for p in shown if p not in header]
    parts = tuple(map(_part, _drafts(module, [p for p in rest if not p[0].tags & APART])))
    lead = _lead(header[0][1], module) if header else ()
    said = [blocks for _, blocks in header[1:]]
    asked = tuple(b for blocks in said if _asks(blocks) for b in blocks)
    more = [b for blocks in said if not _asks(blocks) for b in blocks]
    note, ahead, more = _ahead(more, parts)
    return Outline(
        lead=lead,
        note=note,
        ahead=ahead,
        questions=asked,
        more=tuple(more),
        parts=parts,
        helping=tuple(Piece(cell=c, blocks=b) for c, b in rest if "help" in c.tags),
        sources=tuple(b for c, blocks in rest if "sources" in c.tags for b in blocks),
    )


def _shown(cell: Cell) -> bool:
    return not (cell.kind == "raw" or cell.slide == "notes" or "facilitator" in cell.tags)


def _blocks(reader: CellReader, cell: Cell) -> tuple[Block, ...]:
    return () if cell.activity is not None else tuple(reader.blocks(cell))


def _h1(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 1


def _lead(blocks: Sequence[Block], module: Module) -> tuple[Block, ...]:
    """Return what the first cell says and the page does not say already."""
    said = f"{module.promise}\n{module.content_note}"
    return tuple(b for b in blocks if b.level != 1 and b.text not in said)


def _asks(blocks: Sequence[Block]) -> bool:
    """Whether a header cell is the list of guiding questions: a heading and a list."""
    kinds = [block.kind for block in blocks]
    return kinds[:1] == [BlockKind.HEADING] and BlockKind.LIST in kinds


def _drafts(module: Module, shown: Iterable[tuple[Cell, tuple[Block, ...]]]) -> Iterator[_Draft]:
    clock = dict(_clock(module))
    draft = _Draft()
    for cell, blocks in shown:
        if not blocks and cell.activity is None:
            continue
        if draft.cells and _begins(cell, blocks):
            yield draft
            draft = _Draft()
        if not draft.cells:
            draft.minute = clock[cell.index]
        draft.cells.append((cell, blocks))
    if draft.cells:
        yield draft


def _clock(module: Module) -> Iterator[tuple[int, float]]:
    """Give the minute at which each cell begins in a workshop."""
    minute = 0.0
    for cell in module.cells:
        yield cell.index, minute
        minute += cell.minutes


def _begins(cell: Cell, blocks: Sequence[Block]) -> bool:
    if cell.activity is not None or cell.kind == "code":
        return cell.slide in OWN_SLIDE and (cell.activity is not None or _headed(blocks))
    return _headed(blocks)


def _headed(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].level <= 3


def _part(draft: _Draft) -> Part:
    (cell, blocks), *_ = draft.cells
    heading = blocks[0].html if _headed(blocks) else ""
    asked = cell.activity
    pieces = tuple(_pieces(draft.cells))
    return Part(
        id=f"part-{cell.id or cell.index + 1}",
        title=MARK.sub("", heading),
        heading=heading,
        asks=asked.type if asked and not heading else "",
        pieces=pieces,
        minute=draft.minute,
        minutes=_minutes(pieces),
    )


def _pieces(cells: Sequence[tuple[Cell, tuple[Block, ...]]]) -> Iterator[Piece]:
    """Give the cells, without the heading; what a learner is told after an answer is folded."""
    answered = False
    for place, (cell, blocks) in enumerate(cells):
        if cell.activity is not None:
            answered = cell.activity.type != "scenario" and cell.activity.tier is not Tier.PRIVATE
        folded = answered and "learner" in cell.tags
        headed = place == 0 and _headed(blocks)
        kept = blocks[1:] if headed else blocks
        yield Piece(cell=cell, blocks=kept, folded=folded)


def _minutes(pieces: Iterable[Piece]) -> int:
    """Return minutes for reading at an easy pace, and for each activity what it is given."""
    total = 0.0
    for piece in pieces:
        words = sum(len(_text(block).split()) for block in piece.blocks)
        total += words / WORDS_A_MINUTE
        total += max(1.0, piece.cell.minutes) if piece.activity else 0
    return max(1, round(total))


def _text(block: Block) -> str:
    return block.text or " ".join(text for row in block.rows for _, text in row)


def _ahead(
    blocks: Sequence[Block], parts: Sequence[Part]
) -> tuple[tuple[Block, ...], tuple[Ahead, ...], list[Block]]:
    """Return the table of what comes up by the clock, as places in the page, and what is left.

    A page has no clock. What stands right before and after the table goes with it.
    """
    for place, block in enumerate(blocks):
        found = tuple(_places(block, parts))
        if found:
            around = range(max(0, place - 1), min(len(blocks), place + 2))
            note = tuple(blocks[i] for i in around if blocks[i].kind is BlockKind.TEXT)
            kept = [b for b in blocks if b is not block and all(b is not n for n in note)]
            return note, found, kept
    return (), (), list(blocks)


def _places(block: Block, parts: Sequence[Part]) -> Iterator[Ahead]:
    rows = block.rows[1:] if block.kind is BlockKind.TABLE else ()
    spans = [CLOCK.fullmatch(row[0][1]) if len(row) > 1 else None for row in rows]
    if not parts or not all(spans):
        return
    for span, row in zip(spans, rows, strict=True):
        if span is not None:
            here, on = (_at(parts, int(span[n])) for n in (1, 2))
            yield Ahead(what=row[1][0], part=here, after=on)


def _at(parts: Sequence[Part], minute: int) -> Part:
    return next((part for part in parts if part.minute >= minute), parts[-1])
