"""A module in less time: cells that it can spare are left out, and its clock is set anew."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from askfirst.curriculum import Cell, Module
from askfirst.records import replace

FORMS: Final = (120, 90, 60)  # minutes of the workshop that a short form is for
SPARED: Final = frozenset({"section", "check", "reflection", "keypoints"})  # roles that can go
ABOUT: Final = "about"  # the id of the cell that says what comes up, and when
MINUTE: Final = re.compile(r"^(\*\*(?:Still m|M)inutes?) (\d+)[–-](\d+)")
ROW: Final = re.compile(r"^\| (\d+)[–-](\d+) (?=\|)")
NAMED: Final = re.compile(  # a minute inside a sentence; never "ten minutes", which has no number
    r"\b([Bb]ack at |minute |free from (?:minute )?|rooms from |setting: |"
    r"At (?=\d+, say)|(?:that|question|quiet|again|chat,?|[Ss]ay|said|leave|start and) at )"
    r"(\d+(?:(?:, | to | and (?:at )?)\d+)*)"
)
LISTED: Final = re.compile(r"(, | to | and (?:at )?)?(\d+)")
BESIDE: Final = re.compile(r"(\()(\d+)(?=\))")  # a minute too, in a line that says "(minute 5)"
PLACED: Final = re.compile(r"\((?:minute )?(\d+)\)$")
PLACES: Final = re.compile(r"([^:]+: )((?:[^,()]+ \((?:minute )?\d+\)(?:, )?)+)\.$")
WHOLE: Final = "drop-first"  # the id of the cell that is about the whole module
PARTS: Final = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def minutes_in(cell: Cell, form: int | None) -> float | None:
    """Return how long a cell takes in a short form, None if it is left out.

    A form drops what the longer forms drop, too. Without a form it is the whole module.
    """
    fitting = [] if form is None else sorted(f for f in cell.short if f >= form)
    return cell.short[fitting[0]] if fitting else cell.minutes


def spared(module: Module) -> tuple[str, ...]:
    """Return the ids of the cells that a plan may leave out: they hold nothing to be kept."""
    return tuple(c.id for c in module.cells if c.id and c.tags & SPARED and not c.keep)


def shortened(
    module: Module, *, form: int | None = None, leave_out: Collection[str] = ()
) -> Module:
    """Return a module without what a plan leaves out, its minutes counted anew.

    Notes and texts that follow a cell go with it. What a note says of its minute, and when
    something comes up, is said by the new clock.

    Args:
        module: The whole module.
        form: Minutes of the workshop that its short form is for, or None for the whole.
        leave_out: Ids of further cells to leave out.
    """
    timed = [
        (cell, None if cell.id in leave_out else minutes_in(cell, form)) for cell in module.cells
    ]
    if all(minutes == cell.minutes for cell, minutes in timed):
        return module
    clock = _Clock(timed)
    cells = tuple(
        replace(cell, minutes=minutes, source=_retimed(cell, clock))
        for cell, minutes in _left(timed)
    )
    saved = sum(cell.minutes - (minutes or 0) for cell, minutes in timed)
    return replace(module, minutes=module.minutes - saved, cells=cells)


Timed = tuple[Cell, float | None]


def _left(timed: Sequence[Timed]) -> Iterator[tuple[Cell, float]]:
    """Give what is left: what follows a cell goes where it goes."""
    gone = extra = False
    for cell, minutes in timed:
        # notes of a question beside the slides are on none either, and go with it all the same
        if not _follows(cell) and not (extra and "facilitator" in cell.tags and not cell.headed):
            gone, extra = minutes is None, cell.extra
        if not gone and minutes is not None:
            yield cell, minutes


def _follows(cell: Cell) -> bool:
    note = "facilitator" in cell.tags and cell.slide != "skip"
    return note or cell.slide in {"notes", "fragment"} or "learner" in cell.tags


class _Clock:
    """From the minute of a whole module to that of its short form."""

    def __init__(self, timed: Sequence[Timed]) -> None:
        self._marks = [(0.0, 0.0)]
        self._gone: list[tuple[float, float]] = []
        for cell, minutes in timed:
            before, after = self._marks[-1]
            if minutes is None:
                self._gone.append((before, before + cell.minutes))
            if cell.minutes:
                self._marks.append((before + cell.minutes, after + (minutes or 0)))

    def __call__(self, minute: float) -> float:
        for (start, new), (end, new_end) in pairwise(self._marks):
            if start <= minute < end:
                return new + min(minute - start, new_end - new)
        return self._marks[-1][1]

    def skips(self, minute: float) -> bool:
        """Whether what stands at a minute of the whole module was left out."""
        return any(start <= minute < end for start, end in self._gone)


def _retimed(cell: Cell, clock: _Clock) -> str:
    if cell.kind != "markdown" or cell.id == WHOLE:
        return cell.source
    lines = cell.source.split("\n")
    if cell.id == ABOUT:
        lines = [line for line in lines if not _passed(line, clock)]
    return "\n".join(_line(_placed(line, clock), clock) for line in lines)


def _placed(line: str, clock: _Clock) -> str:
    """Return a line that lists what stands at which minute, without what was left out."""
    found = PLACES.match(line)
    if found is None:
        return line
    items = [(item, PLACED.search(item)) for item in found[2].split(", ")]
    kept = [item for item, at in items if at and not clock.skips(float(at[1]))]
    said = ", ".join(kept).replace("(minute ", "(").replace("(", "(minute ", 1)
    return f"{found[1]}{said}." if kept else ""


def _passed(row: str, clock: _Clock) -> bool:
    """Whether a row of what comes up is about something that was left out."""
    found = ROW.match(row)
    return found is not None and clock(float(found[1])) == clock(float(found[2]))


def _line(line: str, clock: _Clock) -> str:
    for begins, mark in ((MINUTE, " "), (ROW, "| ")):
        if found := begins.match(line):
            *first, start, end = found.groups()
            head = f"{''.join(first)}{mark}{_span(start, end, clock)}"
            return f"{head}{' ' * (begins is ROW)}{_named(line[found.end() :], clock)}"
    return _named(line, clock)


def _named(text: str, clock: _Clock) -> str:
    def anew(found: re.Match[str]) -> str:
        return found[1] + _listed(found[2], clock)

    beside = BESIDE.sub(anew, text) if "(minute " in text else text
    return NAMED.sub(anew, beside)


def _listed(minutes: str, clock: _Clock) -> str:
    """Return minutes such as "0, 6 and 24" by the new clock, and one that comes twice once."""
    joints, numbers = zip(*LISTED.findall(minutes), strict=True)
    first, *others = dict.fromkeys(minutes_said(clock(float(number))) for number in numbers)
    kept = joints[len(joints) - len(others) :]
    return first + "".join(joint + other for joint, other in zip(kept, others, strict=True))


def _span(first: str, last: str, clock: _Clock) -> str:
    ends = dict.fromkeys(minutes_said(clock(float(minute))) for minute in (first, last))
    return "–".join(ends)


def minutes_said(minutes: float) -> str:
    """Return minutes as they are said: "21", "21½"."""
    whole, part = divmod(minutes, 1)
    if part not in PARTS:
        return f"{minutes:g}"
    return f"{whole:g}{PARTS[part]}" if whole else PARTS[part]
