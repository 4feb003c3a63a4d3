"""The console: a workshop led from JupyterLab, and what it would be where none is open."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Final

from askfirst.activities import live
from askfirst.activities.base import in_a_kernel
from askfirst.curriculum import load_services, read_modules
from askfirst.planning.prints import Print, prints_of
from askfirst.planning.short import minutes_said
from askfirst.planning.show import DROP, shown
from askfirst.plans import Plan, read_plan, whole_curriculum
from askfirst.project import NOTEBOOKS, find_project
from askfirst.start import help as help_page
from askfirst.start import unwritten

PEOPLE: Final = 24
VIEW: Final = "application/vnd.jupyter.widget-view+json"
NO_ROOM: Final = (
    "No workshop is open in this kernel. Type “{command}” in a terminal, open this "
    "notebook from its start page, and run this cell again."
)
ON_HUB: Final = (
    "On this hub a room is led from its own page: open “Workshop room” in JupyterLab’s launcher. "
    "This notebook shows the plan."
)
WILL: Final = (
    "follow this plan by the clock, and say what to drop where you are behind",
    "open, close and show every question, agreement and question box among them",
    "show the pace light, the head count, and what people signal",
    "end the workshop: wipe the room, then count and list what is left",
)
THEN: Final = "With a room, this cell will"
RUN: Final = "What happens when"
PRINT: Final = "To print for {people} people"


class Console:
    """The facilitator's console; shown by a notebook as the last line of a cell.

    In a kernel of `askfirst open` it leads the room, as the start page does. Anywhere else it shows
    the plan, what to print, and what it would do.

    Args:
        plan: A plan in facilitator/plans, or a path; None for all modules. A room has its own.
        people: How many to print for.

    Raises:
        CurriculumError: No such plan, or one that cannot be read.
    """

    def __init__(self, plan: str | None = None, *, people: int = PEOPLE) -> None:
        self.root = find_project(Path.cwd())
        self.people = people
        self.known = plan is not None
        modules = read_modules(self.root / NOTEBOOKS)
        folder = self.root / "facilitator" / "plans"
        self.plan: Plan = (
            whole_curriculum(modules)
            if plan is None
            else read_plan(plan, folder=folder, modules=modules)
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return plan and list as text and HTML, and where a room is, the widget that leads it."""
        stored = {"text/html": self.html(), "text/plain": self.text()}
        return {**stored, **self._live()} if in_a_kernel() else stored

    def text(self) -> str:
        """Return plan, list and what it would do as plain text."""
        lines = [self._no_room, "", shown(self.plan), "", self._heading]
        lines += [f"{copies:>5} {what}" for copies, what in self._rows()]
        return "\n".join([*lines, "", f"{THEN}:", *(f"  - {line}" for line in WILL)])

    def html(self) -> str:
        """Return the same as HTML without script or style of its own."""
        return "".join(
            (
                f"<p>{escape(self._no_room)}</p>",
                f"<p><strong>{THEN}</strong></p>{_list(WILL)}",
                f"<p><strong>{escape(self.plan.title)}: {RUN.lower()}</strong></p>",
                *_tables(self.plan),
                f"<p><strong>{DROP}</strong></p>{_list(self.plan.drop_first, kind='ol')}"
                if self.plan.drop_first
                else "",
                f"<p><strong>{escape(self._heading)}</strong></p>",
                _list(f"{copies} {what}" for copies, what in self._rows()),
            )
        )

    def _rows(self) -> Iterator[tuple[str, str]]:
        """Yield how many of what to print, and what makes it."""
        for printed in self._prints:
            copies, command = printed.copies(self.people), printed.made_by(self.people)
            made = f" ({command})" if command else ""
            yield f"{copies} ×" if copies else "send", f"{printed.title}{made}"

    @property
    def _no_room(self) -> str:
        if os.environ.get(live.HUB):
            return ON_HUB
        return NO_ROOM.format(
            command=f"askfirst open {self.plan.name}" if self.known else "askfirst open"
        )

    @property
    def _heading(self) -> str:
        return PRINT.format(people=self.people)

    @property
    def _prints(self) -> Sequence[Print]:
        return prints_of(self.plan, known=self.known)

    def _live(self) -> dict[str, Any]:
        room = live.room_of_this_kernel()
        if room is None:
            return {}
        from askfirst.start.widget import ConsoleWidget  # noqa: PLC0415  # heavy, and only a room needs it

        table = self.root / "data" / "services.csv"
        helps = [[s.name or s.kind, s.number] for s in load_services(table) if s.number.strip()]
        said = [
            *unwritten.warnings(self.plan.modules),
            *help_page.warnings(table, today=date.today()),
        ]
        self._widget = ConsoleWidget(room, warnings=said, helps=helps)
        data, _ = self._widget._repr_mimebundle_() or ({}, {})
        return {VIEW: data[VIEW]} if VIEW in data else {}


def _list(lines: Iterator[str] | Sequence[str], *, kind: str = "ul") -> str:
    return f"<{kind}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{kind}>"


def _tables(plan: Plan) -> Iterator[str]:
    """Give the run-of-show of each day, counted from its beginning."""
    for day in plan.sessions:
        rows, at = [], 0.0
        for entry in day.entries:
            number = f"{entry.module.number} " if entry.module else ""
            said = (f"{int(at // 60)}:{int(at % 60):02}", f"{number}{entry.title}")
            cells = "".join(f"<td>{escape(text)}</td>" for text in said)
            rows.append(f"<tr>{cells}<td>{minutes_said(entry.minutes)}</td></tr>")
            at += entry.minutes
        caption = f"<caption>{escape(day.title)}</caption>" if day.title else ""
        head = "<tr><th>At</th><th>What</th><th>Minutes</th></tr>"
        yield f"<table>{caption}<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
