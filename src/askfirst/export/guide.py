"""The facilitator's guide to a module or a plan: what to do and say, by the clock, as a PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from math import ceil
from typing import Any, Final

from msgspec import Struct

from askfirst.curriculum import Module
from askfirst.export.cardsets import SHEET, module_sets
from askfirst.export.door import by_clock, coming, door_data
from askfirst.export.drafts import Draft
from askfirst.export.measure import is_one_line
from askfirst.export.pieces import PieceReader, encoded, runs_data
from askfirst.export.prose import Piece
from askfirst.export.shelf import Shelf
from askfirst.export.steps import (
    Line,
    Part,
    Step,
    preparing,
    read_extras,
    read_parts,
    read_steps,
)
from askfirst.export.texts import CARDS
from askfirst.export.typeset import draft, language
from askfirst.planning.short import minutes_said as _whole
from askfirst.plans import Day, Entry, Plan

DROP: Final = "drop-first"
LOG: Final = "fidelity"
ONLINE: Final = "online"  # the setting of a plan, and the part that is about it
LONG: Final = 1450  # letters, about half a page: a longer step may go on over the page
LINE: Final = 66  # letters
LABEL: Final = 10.5  # points, as the template has it
LABEL_COLUMN: Final = 19 / 25.4 * 72
FEW: Final = 4  # answers; a part with more of them may go on over the page
PRINTS: Final = ("print_pace", "print_letters", "print_door", "print_help", "print_law")
SENDS: Final = ("send_door", "send_help", "print_law")
Texts = Mapping[str, str]


def guide_file(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the guide to one module; its minutes count from the start on the shelf, or from 0."""
    return guide_draft(module, shelf, texts=texts).make()


def guide_draft(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> Draft:
    """Return the guide to one module before it is laid out."""
    entry = Entry(title=module.title, minutes=module.minutes, module=module)
    plan = Plan(name=module.path.name, title=module.title, minutes=module.minutes, entries=(entry,))
    return _guide(plan, shelf, texts)


def guide_plan(plan: Plan, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the guide to a whole plan: its run-of-show, what to print, and each entry in full."""
    return _guide(plan, shelf, texts).make()


def _guide(plan: Plan, shelf: Shelf, texts: Texts | None) -> Draft:
    modules = plan.modules
    tag = modules[0].language if modules else "en"
    texts = texts or shelf.texts("guide", tag)
    online = plan.setting == ONLINE
    making = _Making(shelf=shelf, texts=texts, pictures={}, online=online)
    days = [_day(day, making) for day in plan.sessions]
    if online:
        days = [_without_place(day, texts["label_place"]) for day in days]
    whole = len(plan.entries) > 1
    data = {
        **language(tag),
        "paper": shelf.paper,
        "title": plan.title,
        "single": not whole,
        "doors": [*_doors(plan, shelf, texts)] if whole else [],
        "minutes": _whole(plan.minutes),
        "days": days,
        "ends": days[0]["ends"] if len(days) == 1 else "",
        "about": [*_about(plan, texts)],
        "bring": [*plan.materials],
        "drop": [*plan.drop_first],
        "print": [*_prints(plan, shelf, texts)],
        "print_head": texts["send" if online else "print"],
        "texts": dict(texts),
    }
    return draft("guide.typ", data, name=plan.name, pictures=making.pictures)


class _Making(Struct, frozen=True, kw_only=True):
    """What all entries of a guide are made with: what is known, what it says, and for whom."""

    shelf: Shelf
    texts: Texts
    pictures: dict[str, bytes]
    online: bool


def _day(day: Day, making: _Making) -> dict[str, Any]:
    made: list[dict[str, Any]] = []
    elapsed = 0.0
    for entry in day.entries:
        made.append({"day": day.title, **_entry(entry, elapsed, making)})
        elapsed += entry.minutes
    return {
        "title": day.title,
        "minutes": _whole(elapsed),
        "ends": by_clock(making.shelf.start, elapsed),
        "entries": made,
    }


def _without_place(day: dict[str, Any], place: str) -> dict[str, Any]:
    """Return a day without the doors and seats of its modules: a video call has none."""
    entries = [
        entry | {"prepare": [line for line in entry["prepare"] if line.get("label") != place]}
        if entry["kind"] == "module"
        else entry
        for entry in day["entries"]
    ]
    return day | {"entries": entries}


def _doors(plan: Plan, shelf: Shelf, texts: Texts) -> Iterator[dict[str, Any]]:
    """Give the sheet for the door of each day on which anything comes up."""
    for day in plan.sessions:
        entries = door_data(day, shelf.start, texts=texts)
        if any(entry["rows"] for entry in entries):
            yield {"title": day.title, "entries": entries}


def _about(plan: Plan, texts: Texts) -> Iterator[tuple[str, str]]:
    """Give what a plan says of itself, each with its label."""
    if plan.audience:
        yield texts["audience"], plan.audience
    if plan.group:
        least, most = plan.group
        yield texts["group"], texts["people"].format(least=least, most=most)
    if plan.room:
        yield texts["online" if plan.setting == ONLINE else "room"], plan.room


def _entry(entry: Entry, start: float, making: _Making) -> dict[str, Any]:
    base = {
        "kind": "break" if entry.pause else "block",
        "title": entry.title,
        "clock": by_clock(making.shelf.start, start),
        "from": _whole(start),
        "minutes": _whole(entry.minutes),
        "say": entry.say,
    }
    if entry.module is None:
        return base
    # a module that is cut has no times of day: nobody knows beforehand what will be dropped
    clock = None if entry.over else making.shelf.start
    reader = PieceReader(entry.module, kept=making.pictures, texts=making.texts)
    steps = [_step(step, start, clock) for step in read_steps(entry.module, reader)]
    cut = {"short": entry.short, "cut": bool(entry.over)}
    first = [*([DROP] if entry.short else []), *([ONLINE] if making.online else [])]
    made = _module(entry.module, reader, first)
    own = _whole(entry.whole or entry.module.minutes)
    return base | cut | {"steps": steps, "own": own} | made


def _module(module: Module, reader: PieceReader, first: Sequence[str]) -> dict[str, Any]:
    """Return a module, and ahead of its steps the parts that are read before they begin."""
    parts = read_parts(module, reader)
    ahead = sorted((p for p in parts if p.id in first), key=lambda part: first.index(part.id))
    return {
        "kind": "module",
        "number": module.number,
        "note": module.content_note,
        "promise": module.promise,
        "comes": encoded(coming(module, reader)),
        "prepare": _body(preparing(module, reader)),
        "extras": [_step(step, 0, None) for step in read_extras(module, reader)],
        "ahead": [_part(part) for part in ahead],
        "parts": [_part(part) for part in parts if part.id not in first],
    }


def _step(step: Step, offset: float, start: time | None) -> dict[str, Any]:
    return {
        "clock": by_clock(start, offset + step.start) if step.minutes else "",
        "from": _whole(step.start),
        "to": _whole(step.start + step.minutes),
        "timed": step.minutes > 0,
        "brief": step.brief,
        "title": step.face.title,
        "rows": step.face.rows,
        "named": runs_data(step.face.named),
        "aside": runs_data(step.aside),
        "long": _long([*step.face.rows, *(item.text for item in step.body)]),
        "body": _body(step.body),
    }


def _long(texts: Iterable[str]) -> bool:
    """Whether some texts fill half a page; each takes one line of print at least."""
    return sum(max(len(text), LINE) + LINE // 2 for text in texts) > LONG


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "named": runs_data(part.named),
        "log": part.id == LOG,
        "long": _long(item.text for item in part.body) or _answers(part) > FEW,
        "body": _body(part.body),
    }


def _answers(part: Part) -> int:
    """Count what can be said as it stands: between two answers a page may end."""
    return sum(isinstance(item, Line) and item.spoken for item in part.body)


def _body(items: Iterable[Line | Piece]) -> list[dict[str, Any]]:
    return [_line(item) if isinstance(item, Line) else encoded([item])[0] for item in items]


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": "line",
        "label": line.label,
        "narrow": _narrow(line.label),
        "runs": runs_data(line.runs),
        "spoken": line.spoken,
    }


def _narrow(label: str) -> bool:
    """Whether a label surely takes one line of its column, so that no grid has to find out."""
    return is_one_line(label, width=LABEL_COLUMN, size=LABEL)


def _prints(plan: Plan, shelf: Shelf, texts: Texts) -> Iterator[str]:
    """Give what to print for a plan; in a video call there is nobody to hand paper to."""
    if plan.setting == ONLINE:
        for module in plan.modules:
            yield texts["send_handout"].format(number=module.number, title=module.title)
        yield from (texts[name] for name in SENDS)
        return
    for module in plan.modules:
        yield texts["print_handout"].format(number=module.number, title=module.title)
        if sheets := sum(ceil(len(s.cards) / SHEET) for s in module_sets(module, shelf, CARDS)):
            yield texts["print_cards"].format(number=module.number, sheets=sheets)
    yield from (texts[name] for name in PRINTS)
