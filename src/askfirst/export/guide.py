"""The facilitator's guide to a module or a plan: what to do and say, by the clock, as a PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.export.cardsets import SHEET, module_sets
from askfirst.export.markdown import BlockKind
from askfirst.export.pieces import PieceReader, encoded, runs_data
from askfirst.export.prose import Piece
from askfirst.export.shelf import Shelf
from askfirst.export.steps import Line, Part, Step, preparing, read_parts, read_steps
from askfirst.export.texts import CARDS, GUIDE
from askfirst.export.typeset import language, typeset
from askfirst.plans import Entry, Plan

ABOUT: Final = "about"  # the id of the cell that says what comes up, and when
DROP: Final = "drop-first"
LOG: Final = "fidelity"
LONG: Final = 2000  # letters, about half a page: a longer step may go on over the page
LINE: Final = 66  # letters
PARTS: Final = {0.25: "¼", 0.5: "½", 0.75: "¾"}
PRINTS: Final = ("print_pace", "print_letters", "print_door", "print_help", "print_law")
Texts = Mapping[str, str]


def guide_file(module: Module, shelf: Shelf, *, texts: Texts = GUIDE) -> bytes:
    """Return the guide to one module; its minutes count from the start on the shelf, or from 0."""
    entry = Entry(title=module.title, minutes=module.minutes, module=module)
    return _guide([entry], module.title, shelf, texts, name=module.path.name)


def guide_plan(plan: Plan, shelf: Shelf, *, texts: Texts = GUIDE) -> bytes:
    """Return the guide to a whole plan: its run-of-show, what to print, and each entry in full."""
    return _guide(plan.entries, plan.title, shelf, texts, name=plan.name)


def _guide(entries: Sequence[Entry], title: str, shelf: Shelf, texts: Texts, *, name: str) -> bytes:
    pictures: dict[str, bytes] = {}
    made: list[dict[str, Any]] = []
    elapsed = 0.0
    for entry in entries:
        made.append(_entry(entry, elapsed, shelf, pictures))
        elapsed += entry.minutes
    modules = [entry.module for entry in entries if entry.module is not None]
    tag = modules[0].language if modules else "en"
    data = {
        **language(tag),
        "paper": shelf.paper,
        "title": title,
        "single": len(entries) == 1,
        "minutes": _whole(elapsed),
        "entries": made,
        "ends": _clock(shelf.start, elapsed),
        "print": [*_prints(modules, shelf, texts)],
        "texts": dict(texts),
    }
    return typeset("guide.typ", data, name=name, pictures=pictures)


def _entry(entry: Entry, start: float, shelf: Shelf, pictures: dict[str, bytes]) -> dict[str, Any]:
    base = {
        "kind": "break" if entry.pause else "block",
        "title": entry.title,
        "clock": _clock(shelf.start, start),
        "from": _whole(start),
        "minutes": _whole(entry.minutes),
        "say": entry.say,
    }
    if entry.module is None:
        return base
    cut = entry.minutes < entry.module.minutes
    # a module that is cut has no times of day: nobody knows beforehand what will be dropped
    clock = None if cut else shelf.start
    reader = PieceReader(entry.module, kept=pictures)
    steps = [_step(step, start, clock) for step in read_steps(entry.module, reader)]
    return base | {"cut": cut, "steps": steps} | _module(entry.module, reader, cut=cut)


def _module(module: Module, reader: PieceReader, *, cut: bool) -> dict[str, Any]:
    parts = sorted(read_parts(module, reader), key=lambda part: cut and part.id != DROP)
    return {
        "kind": "module",
        "number": module.number,
        "own": _whole(module.minutes),
        "note": module.content_note,
        "promise": module.promise,
        "comes": encoded(_coming(module, reader)),
        "prepare": _body(preparing(module, reader)),
        "parts": [_part(part) for part in parts],
    }


def _coming(module: Module, reader: PieceReader) -> Iterator[Piece]:
    """Give the table of what comes up, and when: it hangs on the door."""
    for cell in module.cells:
        if cell.id == ABOUT and cell.kind == "markdown":
            yield from (p for p in reader.pieces(cell) if p.kind is BlockKind.TABLE)


def _step(step: Step, offset: float, start: time | None) -> dict[str, Any]:
    return {
        "clock": _clock(start, offset + step.start) if step.minutes else "",
        "from": _whole(step.start),
        "to": _whole(step.start + step.minutes),
        "timed": step.minutes > 0,
        "title": step.face.title,
        "rows": step.face.rows,
        "aside": step.aside,
        "long": _long([*step.face.rows, *(item.text for item in step.body)]),
        "body": _body(step.body),
    }


def _long(texts: Iterable[str]) -> bool:
    """Whether some texts fill half a page; each takes one line of print at least."""
    return sum(max(len(text), LINE) + LINE // 2 for text in texts) > LONG


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "log": part.id == LOG,
        "long": _long(item.text for item in part.body),
        "body": _body(part.body),
    }


def _body(items: Iterable[Line | Piece]) -> list[dict[str, Any]]:
    return [_line(item) if isinstance(item, Line) else encoded([item])[0] for item in items]


def _line(line: Line) -> dict[str, Any]:
    runs = runs_data(line.runs)
    return {"kind": "line", "label": line.label, "runs": runs, "spoken": line.spoken}


def _prints(modules: Sequence[Module], shelf: Shelf, texts: Texts) -> Iterator[str]:
    """Give what to print for these modules."""
    for module in modules:
        yield texts["print_handout"].format(number=module.number, title=module.title)
        if sheets := sum(ceil(len(s.cards) / SHEET) for s in module_sets(module, shelf, CARDS)):
            yield texts["print_cards"].format(number=module.number, sheets=sheets)
    yield from (texts[name] for name in PRINTS)


def _clock(start: time | None, minutes: float) -> str:
    """Return the time so many minutes after the start, as "18:45"; "" without a start."""
    if start is None:
        return ""
    moment = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return f"{moment:%H:%M}"


def _whole(minutes: float) -> str:
    """Return minutes as they are said: "21", "21½"; the margin has no room for "21.5"."""
    whole, part = divmod(minutes, 1)
    if part not in PARTS:
        return f"{minutes:g}"
    return f"{whole:g}{PARTS[part]}" if whole else PARTS[part]
