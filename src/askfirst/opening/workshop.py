"""One workshop put together: everything that can be wrong is found before anything is started."""

import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from askfirst.activities.base import Activity
from askfirst.curriculum import Module, read_modules
from askfirst.errors import StartError
from askfirst.export.shelf import start_time
from askfirst.loopback import LOOPBACK
from askfirst.opening.addresses import Address
from askfirst.opening.ahead import Listening, listen_as
from askfirst.opening.code import qr_path
from askfirst.opening.group import Group, choose_group
from askfirst.opening.sealed import begin_sealing, digits_of
from askfirst.opening.tables import Tables
from askfirst.opening.wishes import HEAD_COUNT, Wishes
from askfirst.opening.word import choose_word
from askfirst.planning.prints import prints_json
from askfirst.planning.schedule import schedule_of
from askfirst.plans import WHOLE, Entry, Plan, read_plan, whole_curriculum
from askfirst.project import NOTEBOOKS, find_project
from askfirst.release import Tier
from askfirst.room.clock import SystemClock
from askfirst.room.going_on import go_on
from askfirst.room.snapshots import Place
from askfirst.room.state import Room

HTTP: Final = 80
RESULTS: Final = "results"
DATA: Final = "data"
CONSOLE: Final = Path("facilitator") / "console.ipynb"


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A workshop that can be started.

    Attributes:
        root: The project.
        plan: What happens, and when.
        tables: What is shown of `data/`.
        room: Its room, which knows the host key.
        address: Where phones find it.
        port: On every address the same.
        sockets: Listening already, so that nobody else takes the port.
        group: Whose results are written; None in the process that serves the room.
    """

    root: Path
    plan: Plan
    tables: Tables
    room: Room
    address: Address
    port: int
    sockets: tuple[socket.socket, ...]
    group: Group | None

    @property
    def join(self) -> str:
        """The address that phones open, with the word, if there is one, in its fragment."""
        return _join(self.short, self.room.word, digits_of(self.room.sealing))

    @property
    def short(self) -> str:
        """The address as people type it."""
        return _short(self.address.name, self.port)

    @property
    def local(self) -> str:
        """The room's address on this computer, without a path."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def start_page(self) -> str:
        """The start page's address, with the host key where no server and no log sees it."""
        return f"{self.local}/host#k={self.room.host_key}"

    @property
    def front_door(self) -> str:
        """The start page's address for starting a browser: it opens once, and holds no key."""
        return f"{self.local}/host#o={self.room.door}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the room answers, without the port."""
        return self.address.names

    def close(self) -> None:
        """Let port and results go."""
        for sock in self.sockets:
            sock.close()
        if self.group is not None:
            self.group.close()

    def show_notebooks(self, url: Callable[[Path | None], str] | None) -> None:
        """Tell the facilitator's pages where the notebooks are, or (None) that there is no lab."""
        self.room.move(self.place(url))

    def place(self, url: Callable[[Path | None], str] | None) -> Place:
        """Return where everything is, with the notebooks there, or (None) with no lab."""
        plan = plan_json(self.plan, url, root=self.root)
        return replace(self.room.place, lab=url(None) if url else "", plan=plan)


def prepare(wishes: Wishes, *, folder: Path, listening: Listening | None = None) -> Workshop:
    """Return the workshop that was asked for, listening and not yet answering.

    Args:
        wishes: What the command line says.
        folder: Where the command was given.
        listening: Where it listens already, as `listen_as` returns it.

    Raises:
        AskFirstError: The first thing that is wrong; then nothing was started or written.
    """
    clock = _clock(wishes)
    with ExitStack() as undo:
        if listening is None:
            listening = undo.enter_context(closing(listen_as(wishes, folder=folder)))
        root = find_project(folder)
        modules = read_modules(root / NOTEBOOKS)
        plan = _plan(wishes.plan, root, modules)
        tables = Tables.read(root / DATA, modules=plan.modules)
        known = listening.known
        if known is None:
            expect_word_enough(plan)
        sealing = begin_sealing(root) if wishes.sealed else None
        group = None
        if clock.speed == 1:  # of a rehearsal nothing is written
            group = choose_group(
                root / RESULTS, day=date.today(), plan=plan.name, new=wishes.new_group
            )
            undo.callback(group.close)
        short = _short(listening.address.name, listening.port)
        word = "" if known else choose_word()
        room = Room(
            [activity for module in plan.modules for activity in module.activities],
            word=word,
            head_count=wishes.phones or (known.people if known else HEAD_COUNT),
            host_key=secrets.token_urlsafe(32),
            results=group.results if group else None,
            plan=plan.name,
            hat=known.hat(at=short) if known else None,
            sealing=sealing,
            place=_place(
                plan, group, short=short, join=_join(short, word, digits_of(sealing)), root=root
            ),
            clock=clock,
            schedule=schedule_of(plan, modules, start=_planned(wishes)),
        )
        if group is not None:
            go_on(room, group.results)
        undo.pop_all()
    return Workshop(
        root=root,
        plan=plan,
        tables=tables,
        room=room,
        address=listening.address,
        port=listening.port,
        sockets=listening.sockets,
        group=group,
    )


def intimate(plan: Plan) -> Iterator[tuple[Module, Activity]]:
    """Yield what a plan asks of people's own experience, with its module."""
    for module in plan.modules:
        for activity in module.activities:
            if activity.tier == Tier.INTIMATE:
                yield module, activity


def expect_word_enough(plan: Plan) -> None:
    """Refuse to let the word in where people are asked for their own experience.

    Raises:
        StartError: An activity of the plan is of the intimate tier.
    """
    for module, activity in intimate(plan):
        raise StartError(
            f"{activity.id!r} in {module.path.name} is of the intimate tier, which takes seats "
            "from a hat. Make slips with askfirst seats, and give their file with --seats."
        )


def plan_json(
    plan: Plan, url: Callable[[Path | None], str] | None = None, *, root: Path
) -> dict[str, Any]:
    """Return the plan as the start page draws it.

    Args:
        plan: The plan.
        url: Gives the address of a notebook; None when there is none to give.
        root: The project, in which files to print may lie already.
    """
    known = plan.name != WHOLE
    console = root / CONSOLE
    return {
        "title": plan.title,
        "minutes": _plain(plan.minutes),
        "console": url(console) if url and console.is_file() else "",
        "prints": prints_json(plan, root=root, known=known, url=url),
        "entries": [
            _entry(entry, url, day=day.title if place == 0 else "")
            for day in plan.sessions
            for place, entry in enumerate(day.entries)
        ],
    }


def _entry(
    entry: Entry, url: Callable[[Path | None], str] | None, *, day: str = ""
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": entry.title,
        "minutes": _plain(entry.minutes),
        "say": entry.say,
        "pause": entry.pause,
        "day": day,
        "module": None,
        "activities": [],
    }
    module = entry.module
    if module is None:
        return shown
    return {
        **shown,
        "module": module.stem,
        "number": module.number,
        "deck": f"/deck/{module.stem}",
        "notebook": url(module.path) if url else None,
        "activities": [activity.id for activity in module.activities],
    }


def _clock(wishes: Wishes) -> SystemClock:
    """Return the clock of a workshop, or the fast one of a rehearsal.

    Raises:
        StartError: As `Wishes.speed`, or a start that is no time.
    """
    start = start_time(wishes.start)
    if wishes.speed == 1:
        return SystemClock()
    begins = None if start is None else start.hour * 60 + start.minute
    return SystemClock(speed=wishes.speed, begins=begins)


def _planned(wishes: Wishes) -> time | None:
    """Return when it is to begin; a rehearsal begins when its clock is started, never late.

    The fast clock has run for many minutes by the time that anybody has found the start page.
    """
    return start_time(wishes.start) if wishes.speed == 1 else None


def _plan(name: str | None, root: Path, modules: Sequence[Module]) -> Plan:
    if name is None:
        return whole_curriculum(modules)
    return read_plan(name, folder=root / "facilitator" / "plans", modules=modules)


def _place(plan: Plan, group: Group | None, *, short: str, join: str, root: Path) -> Place:
    path, size = qr_path(join)
    return Place(
        address=short,
        join=join,
        qr=path,
        size=size,
        plan=plan_json(plan, _not_yet, root=root),
        goes_on=group is not None and group.goes_on,
    )


def _not_yet(_path: Path | None) -> str:
    return ""


def _short(name: str, port: int) -> str:
    return name if port == HTTP else f"{name}:{port}"


def _join(short: str, word: str, digits: str) -> str:
    """Return what the QR code holds: what stands behind # is sent to no server."""
    said = f"{word}.{digits}" if word and digits else word
    return f"http://{short}/#{said}" if said else f"http://{short}/"


def _plain(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
