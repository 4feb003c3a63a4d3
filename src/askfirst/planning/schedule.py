"""A plan put on the clock: its entries, what it says to drop first, and shorter forms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Final

from askfirst.curriculum import Cell, Module
from askfirst.planning.clock import Cut, Part, Schedule
from askfirst.planning.short import FORMS, SPARED, shortened
from askfirst.plans import Entry, Plan

LINE: Final = re.compile(
    r"(?:(?P<day>[^.:]+)\. )?(?P<number>\d\d): (?P<what>.+) \((?P<minutes>\d+(?:\.\d+)?)\)"
)
HEADING: Final = re.compile(r"^#+ +(.+)$", re.MULTILINE)
MARK: Final = re.compile(r"\s*\[[^\]]*\]\(#[^)]*\)")  # of a claim


def schedule_of(plan: Plan, modules: Sequence[Module], *, start: time | None = None) -> Schedule:
    """Return a plan by the clock.

    What is dropped comes from the plan's own list and from short forms of its modules, which leave
    agreement, pass rule, corrections, help and closing alone.

    Args:
        plan: The plan.
        modules: All modules whole, from which the plan took its own.
        start: When it is to begin, on each of its days.
    """
    days = [day.title for day in plan.sessions for _ in day.entries]
    titles = [day.title for day in plan.sessions]
    lines = [LINE.fullmatch(line) for line in plan.drop_first]
    found = [line and _place(line, plan, days) for line in lines]
    cuts = [
        _line_cut(number, line, place)
        for number, (line, place) in enumerate(zip(lines, found, strict=True))
        if line is not None and place is not None
    ]
    whole = {module.stem: module for module in modules}
    return Schedule(
        parts=tuple(
            _part(entry, titles.index(day)) for entry, day in zip(plan.entries, days, strict=True)
        ),
        cuts=(*cuts, *_forms(plan, whole)),
        others=tuple(
            said for said, place in zip(plan.drop_first, found, strict=True) if place is None
        ),
        start=None if start is None else start.hour * 60 + start.minute,
    )


def _part(entry: Entry, day: int) -> Part:
    asked = entry.module.activities if entry.module else ()
    return Part(
        title=entry.title,
        minutes=entry.minutes,
        pause=entry.pause,
        day=day,
        activities=frozenset(a.id for a in asked if not a.standing),
    )


def _place(line: re.Match[str], plan: Plan, days: Sequence[str]) -> int | None:
    """Return in which entry a line is; None where its module, or its day, is not in the plan."""
    for place, entry in enumerate(plan.entries):
        here = entry.module is not None and entry.module.number == line["number"]
        if here and line["day"] in {None, days[place]}:
            return place
    return None


def _line_cut(number: int, line: re.Match[str], place: int) -> Cut:
    return Cut(
        id=f"line-{number}",
        place=place,
        minutes=float(line["minutes"]),
        title=f"{line['number']}: {line['what']}",
    )


def _forms(plan: Plan, whole: Mapping[str, Module]) -> Iterator[Cut]:
    """Give the forms of each module that are shorter than what the plan has of it."""
    for place, entry in enumerate(plan.entries):
        if entry.module is None or entry.module.stem not in whole:
            continue
        before = entry.minutes
        for form in FORMS:
            short = shortened(whole[entry.module.stem], form=form, leave_out=entry.leave_out)
            if short.minutes < before and form < (entry.form or max(FORMS) + 1):
                yield Cut(
                    id=f"form-{place}-{form}",
                    place=place,
                    minutes=entry.minutes - short.minutes,
                    title=f"{entry.module.number} {entry.title}",
                    form=form,
                    without=tuple(_gone(entry.module, short)),
                )
                before = short.minutes


def _gone(before: Module, after: Module) -> Iterator[str]:
    """Give the headlines of slides that a shorter form has no more."""
    stays = {cell.index for cell in after.cells}
    for cell in before.cells:
        if cell.index not in stays and cell.tags & SPARED and (said := _headline(cell)):
            yield said.rstrip(".:;,")  # the page puts marks of its own between them


def _headline(cell: Cell) -> str:
    if cell.activity is not None:
        return cell.activity.question
    heading = HEADING.search(cell.source)
    return MARK.sub("", heading[1]).strip() if heading else ""
