"""From the cells of a module to its slides: what stands on each, not yet how it looks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Final

from msgspec import Struct, field

from askfirst.activities.agreement import Agreement
from askfirst.activities.base import Activity
from askfirst.activities.coinflip import CoinFlip
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import SHOW as STORY
from askfirst.activities.scenario import Scenario
from askfirst.curriculum import Cell, Module
from askfirst.export.cells import CellReader
from askfirst.export.covered import explained
from askfirst.export.followed import (
    anchor,
    explained_cells,
    explanations,
    outcome_cells,
    outcomes,
)
from askfirst.export.formula_text import line_runs
from askfirst.export.formulas import line_html
from askfirst.export.inorder import in_order
from askfirst.export.markdown import Block, BlockKind
from askfirst.export.runs import Paragraph, Run, Runs, Shape
from askfirst.export.texts import DECK
from askfirst.records import replace
from askfirst.release import Tier

OWN_SLIDE: Final = frozenset({"slide", "subslide"})
GENERATED: Final = frozenset({"help", "sources"})
HEADED: Final = re.compile(
    r"\s*(?:##?\s|(?![-+>|#`~=:]|\*\s|\d+[.)]\s)\S.*\n(?:=+|-+)[ \t]*(?:\n|\Z))"
)


class Kind(StrEnum):
    """The layouts of look.md's slide grid."""

    TITLE = "title"
    CLAIM = "claim"
    WORDS = "words"
    TABLE = "table"
    DIAGRAM = "diagram"
    ACTIVITY = "activity"
    PRIVATE = "private"
    SHOWN = "shown"
    HELP = "help"
    SOURCES = "sources"
    AGENDA = "agenda"


class Slide(Struct, frozen=True, kw_only=True):
    """One slide.

    Attributes:
        kind: Which layout it has.
        title: Headline as HTML, "" for none.
        title_text: The same in plain text.
        body: Blocks in the main column.
        side: Blocks of the side column.
        rows: Of a table, head first; cells as (HTML, plain text).
        activity: What is asked on it.
        claims: Ids of the claims it rests on, in order.
        seconds: Time for the speaker's timer.
        notes: For the facilitator, as HTML; of slides that are read for a page.
        said: The same as paragraphs; of slides that are read for a file.
        title_runs: The headline as runs, where it is more than plain text.
        cells: The table as runs, where its cells are more than plain text.
        tall: Whether one piece of it is higher than a slide, so that it has to scroll.
        anchor: Its name in the deck, for links to it; "" for none.
        cell: Number of the cell that it begins with, from 1; 0 where no cell made it.
    """

    kind: Kind
    title: str = ""
    title_text: str = ""
    body: tuple[Block, ...] = ()
    side: tuple[Block, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    activity: Activity | None = None
    claims: tuple[str, ...] = ()
    seconds: int = 0
    notes: tuple[str, ...] = ()
    said: tuple[Paragraph, ...] = ()
    title_runs: Runs = ()
    cells: tuple[tuple[Runs, ...], ...] = ()
    tall: bool = False
    anchor: str = ""
    cell: int = 0


class _Group(Struct):
    """Cells that make one slide, and the notes that follow it."""

    cells: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)


def read_slides(
    module: Module, texts: Mapping[str, str] = DECK, *, formulas: bool = True
) -> tuple[Slide, ...]:
    """Return the module's own slides, title first; help and sources come with the deck.

    Cells for learners and skipped cells are left out, facilitator cells become notes of the
    slide before them. A notebook without slide types begins a slide at each heading.
    Without `formulas` they are letters, or blocks of their own, as files whose text is edited need.
    """
    reader = CellReader(module, formulas=formulas)
    groups = tuple(_groups(module))
    title = _title(module)
    if not groups:
        return (title,)
    first, *rest = groups
    slides = [*_first(first, title, reader, texts)]
    slides += [slide for group in rest for slide in _slides(group, reader, texts)]
    return tuple(slides)


def _title(module: Module) -> Slide:
    return Slide(
        kind=Kind.TITLE,
        title=line_html(module.title),
        title_text=module.title,
        title_runs=line_runs(module.title),
    )


def closing_notes(module: Module) -> tuple[str, ...]:
    """Return the notes that follow the module's own help cell, for the generated help slide."""
    reader = CellReader(module)
    return tuple(reader.note(cell) for cell in _closing(module))


def closing_said(module: Module) -> tuple[Paragraph, ...]:
    """Return the same notes as paragraphs."""
    return _said_in(_closing(module), CellReader(module, formulas=False))


def _closing(module: Module) -> Iterator[Cell]:
    inside = False
    for cell in module.cells:
        if _is_note(cell):
            if inside:
                yield cell
        elif not _left_out(cell):
            inside = _is_generated(cell)


def _noted_in(
    cells: Sequence[Cell], reader: CellReader
) -> tuple[tuple[str, ...], tuple[Paragraph, ...]]:
    """Return notes as HTML for a page, else as paragraphs: nothing shows both."""
    if reader.for_pages:
        return tuple(map(reader.note, cells)), ()
    return (), _said_in(cells, reader)


def _said_in(cells: Iterable[Cell], reader: CellReader) -> tuple[Paragraph, ...]:
    return tuple(paragraph for cell in cells for paragraph in reader.said(cell))


def noted_claims(module: Module) -> frozenset[str]:
    """Return the claims that the facilitator's notes rest on."""
    notes = (c for c in module.cells if _is_note(c) and not _left_out(c))
    return frozenset(claim for cell in notes for claim in cell.claims)


def _groups(module: Module) -> Iterator[_Group]:
    typed = any(cell.slide in OWN_SLIDE for cell in module.cells)
    group = _Group()
    dropped = False
    for cell in module.cells:
        if _left_out(cell):
            continue
        if _is_note(cell):
            if not dropped:
                group.notes.append(cell)
            continue
        dropped = _is_generated(cell)
        if dropped:
            continue
        if group.cells and (cell.slide in OWN_SLIDE if typed else _has_heading(cell)):
            yield group
            group = _Group()
        group.cells.append(cell)
    if group.cells or group.notes:
        yield group


def _left_out(cell: Cell) -> bool:
    return cell.kind == "raw" or cell.slide == "skip" or "learner" in cell.tags


def _is_note(cell: Cell) -> bool:
    return cell.slide == "notes" or "facilitator" in cell.tags


def _is_generated(cell: Cell) -> bool:
    return cell.layout in GENERATED or bool(cell.tags & GENERATED)


def _has_heading(cell: Cell) -> bool:
    return cell.kind == "markdown" and bool(HEADED.match(cell.source))


def _is_header(cell: Cell) -> bool:
    alone = cell.kind == "markdown" and re.fullmatch(r"#\s.*", cell.source.strip())
    return "header" in cell.tags or cell.layout == "title" or bool(alone)


def _first(
    group: _Group, title: Slide, reader: CellReader, texts: Mapping[str, str]
) -> Iterator[Slide]:
    """Give the title slide; a header cell of ours is all said on it, others go on after it."""
    head = group.cells[0] if group.cells else None
    ours = head is not None and _is_header(head)
    if ours:
        notes, said = _noted_in(group.notes, reader)
        yield replace(title, seconds=_seconds(group.cells), notes=notes, said=said)
        group.cells, group.notes = group.cells[1:], []
    else:
        yield title
    if group.cells:
        yield from _slides(group, reader, texts)


def _slides(group: _Group, reader: CellReader, texts: Mapping[str, str]) -> Iterator[Slide]:
    blocks: list[Block] = []
    made: list[Slide] = []
    spread = 1
    for position, cell in enumerate(group.cells):
        if cell.activity is not None:
            asked = [*_asked(cell, cell.activity, texts)]
            made, spread = [*made, *asked], len(asked)
            continue
        fresh = reader.blocks(cell)
        stepped = position > 0 and cell.slide == "fragment"
        blocks += [_stepped(block) for block in fresh] if stepped else fresh
    claims = tuple(dict.fromkeys(c for cell in group.cells for c in cell.claims))
    made[:0] = [_prose(part, claims) for part in in_order(blocks, texts) if part]
    number = group.cells[0].index + 1 if group.cells else 0
    made = [*_placed(made, _seconds(group.cells), number, spread=spread)]
    yield from _noted(made, group.notes, reader, spread=spread)


def _noted(
    made: Sequence[Slide], notes: Sequence[Cell], reader: CellReader, *, spread: int
) -> Iterator[Slide]:
    """Give the last of the slides the notes; of several that one activity made, one each."""
    yield from made[: len(made) - spread]
    for place, slide in enumerate(made[len(made) - spread :]):
        end = None if place == spread - 1 else place + 1
        own, said = _noted_in(notes[place:end], reader)
        yield replace(slide, notes=own, said=said)


def _placed(made: Sequence[Slide], seconds: int, cell: int, *, spread: int) -> Iterator[Slide]:
    """Give each slide its cell, and the first the time; slides of one activity alone share it."""
    parts = spread if spread == len(made) else 1
    for place, slide in enumerate(made):
        share = seconds // parts if place < parts else 0
        rest = seconds % parts if place == 0 else 0
        yield replace(slide, seconds=share + rest, cell=cell)


def _asked(cell: Cell, activity: Activity, texts: Mapping[str, str]) -> Iterator[Slide]:
    """Give the slide that asks, and what goes with it on slides of its own."""
    if isinstance(activity, Scenario):
        yield from _story(cell, activity, texts)
        return
    if isinstance(activity, Agreement):
        yield from (_activity(cell, part) for part in activity.parts())
        return
    yield _activity(cell, activity)
    if isinstance(activity, Quiz):
        yield Slide(
            kind=Kind.TABLE,
            title=escape(activity.headline),
            title_text=activity.headline,
            rows=explanations(activity),
            cells=explained_cells(activity),
            claims=activity.claims,
        )
    if isinstance(activity, CoinFlip):
        proof = activity.texts()["show"]["proof"]
        yield Slide(
            kind=Kind.DIAGRAM, title=escape(proof), title_text=proof, body=explained(activity)
        )


def _story(cell: Cell, scenario: Scenario, texts: Mapping[str, str]) -> Iterator[Slide]:
    """Give the setting, then each step as a question and what happens, then the endings."""
    yield _said(scenario.question, scenario.setting)
    for step in scenario.steps:
        if not step.choices:
            continue
        asking = _activity(cell, scenario.polls[step.id])
        yield replace(asking, anchor=anchor(scenario, step.id))
        claims = tuple(dict.fromkeys(" ".join(c.claims for c in step.choices).split()))
        headline = step.headline or STORY["outcome"]
        yield Slide(
            kind=Kind.TABLE,
            title=escape(headline),
            title_text=headline,
            rows=outcomes(scenario, step, texts),
            cells=outcome_cells(scenario, step, texts),
            claims=claims,
        )
    first, *_ = scenario.endings
    headline = first.headline or STORY["endings"]
    endings = [ending.line for ending in scenario.endings]
    closing = _numbered(headline, endings) if len(endings) > 1 else _said(headline, *endings)
    yield replace(closing, anchor=anchor(scenario, first.id))


def _said(title: str, text: str) -> Slide:
    block = Block(BlockKind.TEXT, f'<p dir="auto">{escape(text)}</p>', text)
    return Slide(kind=Kind.WORDS, title=escape(title), title_text=title, body=(block,))


def _numbered(title: str, texts: Sequence[str]) -> Slide:
    """Give a list with numbers, which can go on to a further slide."""
    items = [f'<li dir="auto">{escape(text)}</li>' for text in texts]
    parts = tuple(
        Block(
            BlockKind.LIST,
            f'<ol start="{number}">{item}</ol>',
            text,
            paragraphs=(Paragraph(runs=(Run(text=text),), shape=Shape.NUMBER, number=number),),
        )
        for number, (item, text) in enumerate(zip(items, texts, strict=True), 1)
    )
    whole = Block(
        BlockKind.LIST,
        f"<ol>{''.join(items)}</ol>",
        "\n".join(texts),
        parts=parts,
        paragraphs=tuple(paragraph for part in parts for paragraph in part.paragraphs),
    )
    return Slide(kind=Kind.WORDS, title=escape(title), title_text=title, body=(whole,))


def _activity(cell: Cell, activity: Activity) -> Slide:
    kind = Kind.PRIVATE if activity.night else Kind.ACTIVITY
    if activity.tier == Tier.PRIVATE and not activity.night:
        kind = Kind.SHOWN
    text = activity.question
    return Slide(
        kind=kind, title=escape(text), title_text=text, activity=activity, claims=cell.claims
    )


def _prose(blocks: Sequence[Block], claims: tuple[str, ...]) -> Slide:
    head = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    rest = tuple(b for b in blocks if b is not head)
    side = tuple(b for b in rest if b.kind is BlockKind.SIDE)
    table = next((b for b in rest if b.kind is BlockKind.TABLE), None)
    body = tuple(b for b in rest if b is not table and b.kind is not BlockKind.SIDE)
    marked = tuple(dict.fromkeys(c for b in blocks for c in b.claims))
    return Slide(
        kind=_kind(body, side, table),
        title=head.html if head else "",
        title_text=head.text if head else "",
        body=body,
        side=side,
        rows=table.rows if table else (),
        title_runs=head.paragraphs[0].runs if head and head.paragraphs else (),
        cells=table.cells if table else (),
        claims=marked or claims,
    )


def _kind(body: Sequence[Block], side: Sequence[Block], table: Block | None) -> Kind:
    if table is not None:
        return Kind.TABLE
    if body and body[0].kind is BlockKind.PICTURE:
        return Kind.DIAGRAM
    return Kind.CLAIM if side else Kind.WORDS


def _stepped(block: Block) -> Block:
    if block.kind in {BlockKind.TABLE, BlockKind.HEADING}:
        return block
    return replace(block, html=f'<div class="fragment">{block.html}</div>', parts=())


def _seconds(cells: Sequence[Cell]) -> int:
    return round(sum(cell.minutes for cell in cells) * 60)
