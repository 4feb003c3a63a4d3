"""A module as a facilitator leads it: what is on the screen, minute by minute, and what is said."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import Scenario
from askfirst.curriculum import Cell, Module
from askfirst.export.markdown import QUOTES, BlockKind
from askfirst.export.pieces import PieceReader
from askfirst.export.prose import Piece, said
from askfirst.export.runs import Run, Runs
from askfirst.records import replace

Texts = Mapping[str, str]
MINUTE: Final = re.compile(r"(still )?minutes? [\d¼½¾]+([–-][\d¼½¾]+)?[,.]?", re.IGNORECASE)
ENDED: Final = re.compile(r"[.?!…][”’»“\"']?$")
OVERHEARD: Final = ("label_watch", "label_not")  # a quotation after it is what nobody should say
ASKED: Final = ("label_if", "label_say")  # before an answer, where lines are not all for the room
ABOUT: Final = ("label_say", "label_do", "label_watch")  # of the session, not of what is before it
SHOWN: Final = frozenset({"", "-", "slide", "subslide", "fragment"})
PREPARE: Final = "before-you-start"  # the id of the cell that is read before anybody comes


class Line(Struct, frozen=True, kw_only=True):
    """One line of a note.

    Attributes:
        label: What it begins with in bold: "Say", "Do", "Watch for"; "" for none.
        runs: What follows.
        spoken: Whether it is said aloud as it stands: it begins with a quotation mark.
    """

    label: str
    runs: tuple[Run, ...]
    spoken: bool

    @property
    def text(self) -> str:
        """Label and words."""
        return f"{self.label} {said(self.runs)}".strip()


class Face(Struct, frozen=True, kw_only=True):
    """What is on the screen.

    Attributes:
        title: Its headline or question.
        rows: What it offers or explains, a line each, to be read aloud.
        named: The headline as runs, where it holds a formula.
    """

    title: str
    rows: tuple[str, ...] = ()
    named: Runs = ()


class Step(Struct, frozen=True, kw_only=True):
    """Something on the screen, and what the facilitator does with it.

    Attributes:
        start: Minutes of the module before it.
        minutes: How long it takes; 0 if it shares the time of the step before it.
        brief: Whether it had minutes of its own before a short form took them all.
        face: What is on the screen.
        aside: What stands in the note beside its minute: words, and formulas.
        body: What to do, say and watch for, and what else stands in the notes, in order.
    """

    start: float
    minutes: float
    face: Face
    brief: bool = False
    aside: Runs = ()
    body: tuple[Line | Piece, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """A part that a facilitator reads beside the clock, such as questions with answers."""

    id: str
    title: str
    body: tuple[Line | Piece, ...]
    named: Runs = ()  # the title, where it holds a formula


def read_steps(module: Module, reader: PieceReader) -> tuple[Step, ...]:
    """Return the steps of a module in order, with the minutes that its cells give them."""
    steps: list[Step] = []
    elapsed = 0.0
    for cell, notes in _groups(module):
        faces = [*_faces(cell, reader)]
        minutes = [cell.minutes, *[0.0] * len(faces)]
        brief = not cell.minutes and 0 in cell.short.values()
        for place, face in enumerate(faces):
            last = place == len(faces) - 1
            own = notes[place:] if last else notes[place : place + 1]
            timed = Step(start=elapsed, minutes=minutes[place], face=face)
            step = replace(timed, brief=brief and not place)
            steps.append(_noted(step, own, reader))
        elapsed += cell.minutes
    return tuple(steps)


def read_extras(module: Module, reader: PieceReader) -> tuple[Step, ...]:
    """Return what can be asked beside the slides, with its notes; none of it has a minute."""
    steps: list[Step] = []
    for cell, notes in _extras(module):
        faces = [*_faces(cell, reader)]
        for place, face in enumerate(faces):
            own = notes[place:] if place == len(faces) - 1 else notes[place : place + 1]
            steps.append(_noted(Step(start=0, minutes=0, face=face), own, reader))
    return tuple(steps)


def read_parts(module: Module, reader: PieceReader) -> tuple[Part, ...]:
    """Return what stands in facilitator cells that belong to no slide and to no question."""
    asked = {note.id for _, notes in _extras(module) for note in notes}
    cells = (cell for cell in module.cells if _is_note(cell) and cell.slide == "skip")
    return tuple(_part(cell, reader) for cell in cells if not cell.id or cell.id not in asked)


def preparing(module: Module, reader: PieceReader) -> tuple[Line, ...]:
    """Return what to do before anybody comes: of the first note all that is not the session's."""
    cells = (cell for cell in module.cells if cell.id == PREPARE)
    found = (item for cell in cells for item in _body(reader.pieces(cell), reader.texts))
    return tuple(i for i in found if isinstance(i, Line) and before_anybody_comes(i, reader.texts))


def before_anybody_comes(line: Line, texts: Texts) -> bool:
    """Whether a line of the first note is read before the room fills."""
    return not line.spoken and not line.label.startswith(tuple(texts[name] for name in ABOUT))


def _groups(module: Module) -> Iterator[tuple[Cell, list[Cell]]]:
    """Give each cell that is on a slide, with the notes that follow it."""
    current: tuple[Cell, list[Cell]] | None = None
    for cell in module.cells:
        if _is_note(cell):
            if current is not None and cell.slide != "skip":
                current[1].append(cell)
        elif cell.kind != "raw" and cell.slide in SHOWN and "learner" not in cell.tags:
            if current is not None:
                yield current
            current = (cell, [])
    if current is not None:
        yield current


def _extras(module: Module) -> Iterator[tuple[Cell, list[Cell]]]:
    """Give each question beside the slides that has notes, with them."""
    current: tuple[Cell, list[Cell]] | None = None
    for cell in module.cells:
        if _is_note(cell) and not cell.headed:
            if current is not None:
                current[1].append(cell)
        elif "learner" not in cell.tags:
            if current is not None and current[1]:
                yield current
            current = (cell, []) if cell.extra else None
    if current is not None and current[1]:
        yield current


def _is_note(cell: Cell) -> bool:
    return cell.slide == "notes" or "facilitator" in cell.tags


def _faces(cell: Cell, reader: PieceReader) -> Iterator[Face]:
    """Give what a cell puts on the screen, one after the other, as the deck does."""
    if cell.activity is not None:
        yield from _asked(cell.activity, reader.texts)
        return
    pieces = reader.pieces(cell)
    heads = [piece for piece in pieces if piece.kind is BlockKind.HEADING]
    pictures = [piece.text for piece in pieces if piece.kind is BlockKind.PICTURE]
    first = heads[:1] or [piece for piece in pieces if piece.kind is not BlockKind.PICTURE][:1]
    title = first[0].text.splitlines()[0] if first and first[0].text else ""
    named = _formulas(first[0].runs) if first else ()
    yield Face(title=_unmarked(title, first), rows=tuple(pictures), named=named)


def _formulas(runs: Runs) -> Runs:
    """Return the runs of a headline if a formula is among them, without source marks."""
    words = tuple(run for run in runs if not run.mark)
    return words if any(run.formula for run in words) else ()


def _unmarked(title: str, pieces: Sequence[Piece]) -> str:
    words = [run for piece in pieces for run in piece.runs if not run.mark]
    return said(words).strip() or title


def _asked(activity: Activity, texts: Texts) -> Iterator[Face]:
    if isinstance(activity, Scenario):
        yield from _story(activity, texts)
        return
    yield Face(title=activity.question, rows=activity.guide_rows())
    if isinstance(activity, Quiz):
        judged = (
            f"{texts['holds' if option.holds else 'fails']}: {_ended(option.text)} {option.why}"
            for option in activity.options
        )
        yield Face(title=activity.headline, rows=tuple(judged))


def _ended(words: str) -> str:
    """Return words with a full stop, where no sign of their own ends them, also inside quotes."""
    return words if ENDED.search(words) else f"{words}."


def _story(scenario: Scenario, texts: Texts) -> Iterator[Face]:
    yield Face(title=scenario.question, rows=(scenario.setting,))
    for step in scenario.steps:
        if step.choices:
            yield Face(title=step.line, rows=scenario.polls[step.id].slide_rows())
            led = (f"{c.text} → {c.consequence} {c.why}" for c in step.choices)
            yield Face(title=step.headline or texts["outcome"], rows=tuple(led))
    first, *_ = scenario.endings
    yield Face(
        title=first.headline or texts["endings"],
        rows=tuple(ending.line for ending in scenario.endings),
    )


def _noted(step: Step, notes: Iterable[Cell], reader: PieceReader) -> Step:
    for cell in notes:
        aside, pieces = _aside(reader.pieces(cell))
        body = _body(pieces, reader.texts)
        if cell.id == PREPARE:
            body = [item for item in body if not _before(item, reader.texts)]
        both = (*step.aside, Run(text=" "), *aside) if step.aside and aside else step.aside or aside
        step = replace(step, aside=both, body=(*step.body, *body))
    return step


def _before(item: Line | Piece, texts: Texts) -> bool:
    return isinstance(item, Line) and before_anybody_comes(item, texts)


def _aside(pieces: Sequence[Piece]) -> tuple[Runs, list[Piece]]:
    """Return what stands beside the minute that a note begins with, and the rest of the note."""
    if pieces and pieces[0].kind is BlockKind.TEXT:
        first = pieces[0]
        found = MINUTE.match(first.text)
        words = [*_after(first.runs, found.end() if found else 0)]
        beside = _stripped(words, " ,.")
        whole = said(beside)
        inside = whole.startswith("(") and whole.endswith(")")
        return _unbracketed(beside) if inside else beside, [*pieces[1:]]
    return (), [*pieces]


def _after(runs: Runs, letters: int) -> Iterator[Run]:
    """Give what follows after some letters, as words without a look, and formulas."""
    for run in runs:
        left, letters = run.text[letters:], max(0, letters - len(run.text))
        if left:
            yield run if run.formula else Run(text=left)


def _stripped(runs: Sequence[Run], signs: str) -> Runs:
    """Return runs without signs at either end; a formula keeps all of its own."""
    made = [*runs]
    while made and not made[0].formula and not made[0].text.lstrip(signs):
        made.pop(0)
    while made and not made[-1].formula and not made[-1].text.rstrip(signs):
        made.pop()
    if made and not made[0].formula:
        made[0] = replace(made[0], text=made[0].text.lstrip(signs))
    if made and not made[-1].formula:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(signs))
    return tuple(made)


def _unbracketed(runs: Runs) -> Runs:
    first = (replace(runs[0], text=runs[0].text[1:]), *runs[1:])
    return (*first[:-1], replace(first[-1], text=first[-1].text[:-1]))


def _body(pieces: Sequence[Piece], texts: Texts) -> list[Line | Piece]:
    """Return the pieces of a note, its bullets as lines."""
    body: list[Line | Piece] = []
    for piece in pieces:
        simple = piece.kind is BlockKind.LIST and piece.start < 0
        if simple and all(len(part) == 1 and part[0].runs for part in piece.parts):
            body += [_line(part[0].runs, texts) for part in piece.parts]
        else:
            body.append(piece)
    return body


def _line(runs: tuple[Run, ...], texts: Texts) -> Line:
    label, body = "", runs
    if runs[0].bold:
        label, body = runs[0].text.strip().rstrip("."), runs[1:]
    if body and (own := body[0].text.lstrip()) != body[0].text:
        body = (replace(body[0], text=own), *body[1:])
    quoted = said(body).startswith(QUOTES)
    heard = label.startswith(tuple(texts[name] for name in OVERHEARD))
    return Line(label=label, runs=body, spoken=quoted and not heard)


def _part(cell: Cell, reader: PieceReader) -> Part:
    pieces = reader.pieces(cell)
    title, named = "", _formulas(())
    if pieces and pieces[0].kind is BlockKind.HEADING:
        title, named, pieces = pieces[0].text, _formulas(pieces[0].runs), pieces[1:]
    items = _body(pieces, reader.texts)
    body = (_answer(item, reader.texts) if isinstance(item, Line) else item for item in items)
    return Part(id=cell.id, title=title, body=tuple(body), named=named)


def _answer(line: Line, texts: Texts) -> Line:
    asked = (*QUOTES, *(texts[name] for name in ASKED))
    return replace(line, spoken=line.spoken and line.label.startswith(asked))
