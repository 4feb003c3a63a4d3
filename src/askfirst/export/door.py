"""The sheet for the door: when what happens in a plan, and what somebody may want to leave out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.export.markdown import BlockKind
from askfirst.export.pieces import PieceReader, runs_data
from askfirst.export.prose import Piece, Row
from askfirst.export.runs import Runs
from askfirst.export.texts import GUIDE
from askfirst.planning.short import ABOUT, PARTS, minutes_said
from askfirst.plans import Day, Entry
from askfirst.records import replace

MINUTE: Final = r"(\d+[¼½¾]?|[¼½¾])"  # as `minutes_said` writes it
SPAN: Final = re.compile(rf"{MINUTE}[–-]{MINUTE}")
AT: Final = re.compile(r"\bat (?=\d)")
SHARES: Final = {said: part for part, said in PARTS.items()}


def coming(module: Module, reader: PieceReader) -> Iterator[Piece]:
    """Give the table in which a module says what comes up, and when."""
    for cell in module.cells:
        if cell.id == ABOUT and cell.kind == "markdown":
            yield from (_joined(p) for p in reader.pieces(cell) if p.kind is BlockKind.TABLE)


def _joined(table: Piece) -> Piece:
    """Return a table in which "at" stays with its minute: a column is narrow."""
    rows = tuple(
        tuple(
            tuple(replace(run, text=AT.sub("at\N{NO-BREAK SPACE}", run.text)) for run in cell)
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def door_data(
    day: Day, start: time | None, *, texts: Mapping[str, str] = GUIDE
) -> list[dict[str, Any]]:
    """Return a day's entries, each with what comes up in it, by the clock of the whole day.

    Without a start, minutes count from the beginning of the day, not of a module.
    """
    again = _said_again(texts["back_at"])
    made: list[dict[str, Any]] = []
    elapsed = 0.0
    for entry in day.entries:
        rows = [*_rows(entry, elapsed, start, again)]
        made.append({"when": _said(elapsed, start), "title": entry.title, "rows": rows})
        elapsed += entry.minutes
    return made


def _said_again(back_at: str) -> re.Pattern[str]:
    """Return what finds the minute at which a module says to come back."""
    before, after = (re.escape(part).replace(r"\ ", r"\s") for part in back_at.split("{minute}"))
    return re.compile(rf"(?<=(?<!\w){before}){MINUTE}(?![\w:])(?={after})")


def _rows(
    entry: Entry, begins: float, start: time | None, again: re.Pattern[str]
) -> Iterator[dict[str, Any]]:
    if entry.module is None:
        return
    for table in coming(entry.module, PieceReader(entry.module)):
        for row in table.rows[1:]:
            yield _row(row, entry, begins, start, again)


def _row(
    row: Row, entry: Entry, begins: float, start: time | None, again: re.Pattern[str]
) -> dict[str, Any]:
    when, what, how = (*row, (), (), ())[:3]
    shown = "".join(run.text for run in when).strip()
    if found := SPAN.fullmatch(shown):
        first, last = (_minute(said) for said in found.groups())
        if entry.over:  # nobody knows beforehand what will be dropped, so it may be any minute
            first, last = 0, entry.minutes
        shown = f"{_said(begins + first, start)}–{_said(begins + last, start, late=True)}"

    def back(found: re.Match[str]) -> str:
        minute = entry.minutes if entry.over else _minute(found[0])
        return _said(begins + minute, start, late=True)

    moved: Runs = tuple(replace(run, text=again.sub(back, run.text)) for run in how)
    return {"when": shown, "what": runs_data(what), "how": runs_data(moved)}


def _minute(said: str) -> float:
    """Return the minutes that `minutes_said` writes so."""
    part = SHARES.get(said[-1], 0)
    return float(said[:-1] or 0) + part if part else float(said)


def _said(minutes: float, start: time | None, *, late: bool = False) -> str:
    """Return a moment as a time of day, or as minutes; what ends in mid-minute is over after it."""
    if start is None:
        return minutes_said(minutes)
    return by_clock(start, ceil(minutes) if late else minutes)


def by_clock(start: time | None, minutes: float) -> str:
    """Return the time so many minutes after the start, as "18:45"; "" without a start."""
    if start is None:
        return ""
    moment = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return f"{moment:%H:%M}"
