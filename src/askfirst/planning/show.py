"""A plan as plain text: its run of show by the clock, what goes first, and what to bring."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from textwrap import wrap
from typing import Final

from askfirst.planning.short import minutes_said
from askfirst.plans import Day, Entry, Plan

WIDTH: Final = 88
TITLE: Final = 50  # letters that most titles have room in
DROP: Final = "When time runs out, drop in this order"
BRING: Final = "Bring"


def shown(plan: Plan, *, start: time | None = None) -> str:
    """Return a plan as lines of text.

    Args:
        plan: The plan.
        start: When it begins, on each of its days; without it times count from 0:00.
    """
    lines = [plan.title, _said(plan), *_about("For", plan.audience), *_about("Room", plan.room)]
    for day in plan.sessions:
        lines += ["", *_day(day, start)]
    if plan.drop_first:
        lines += ["", DROP]
        for number, line in enumerate(plan.drop_first, 1):
            lines += _hung(f"{number:>3}. ", line)
    if plan.materials:
        lines += ["", BRING]
        for line in plan.materials:
            lines += _hung("  [ ] ", line)
    return "\n".join(lines)


def _said(plan: Plan) -> str:
    people = f", {plan.group[0]} to {plan.group[1]} people" if plan.group else ""
    return f"{minutes_said(plan.minutes)} minutes, {plan.setting}{people}"


def _about(label: str, text: str) -> list[str]:
    return _hung(f"{label:<6}", text) if text else []


def _hung(mark: str, text: str) -> list[str]:
    """Return a text in lines that hang behind a mark."""
    indent = " " * len(mark)
    return wrap(text, WIDTH, initial_indent=mark, subsequent_indent=indent)


def _day(day: Day, start: time | None) -> Iterator[str]:
    if day.title:
        yield f"{day.title}, {minutes_said(day.minutes)} minutes"
    wide = max(TITLE, *(len(_title(entry)) for entry in day.entries))
    elapsed = 0.0
    for entry in day.entries:
        line = f"  {_clock(start, elapsed)}  {_title(entry):<{wide}}"
        yield f"{line}{minutes_said(entry.minutes):>5}{_short(entry)}".rstrip()
        elapsed += entry.minutes
    yield f"  {_clock(start, elapsed)}  End"


def _title(entry: Entry) -> str:
    return f"{entry.module.number} {entry.title}" if entry.module else entry.title


def _short(entry: Entry) -> str:
    return f"  of {minutes_said(entry.whole)}" if entry.short else ""


def _clock(start: time | None, minutes: float) -> str:
    """Return the time of day, or hours and minutes since the beginning."""
    if start is None:
        return f"{int(minutes // 60):>2}:{int(minutes % 60):02}"
    moment = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return f"{moment:%H:%M}"
