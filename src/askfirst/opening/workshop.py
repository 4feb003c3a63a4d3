"""One workshop put together: everything that can be wrong is found before anything is started."""

import re
import secrets
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import segno

from askfirst.curriculum import read_modules
from askfirst.errors import StartError
from askfirst.opening.addresses import LOOPBACK, Address
from askfirst.opening.group import Group, choose_group
from askfirst.opening.hat import expect_word_enough, read_hat, take_place
from askfirst.opening.wishes import HEAD_COUNT, Wishes
from askfirst.opening.word import choose_word
from askfirst.plans import Entry, Plan, read_plan, whole_curriculum
from askfirst.project import NOTEBOOKS, find_project
from askfirst.room.going_on import go_on
from askfirst.room.hat import Hat
from askfirst.room.snapshots import Place
from askfirst.room.state import Room

MOST: Final = 300
HTTP: Final = 80
RESULTS: Final = "results"


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A workshop that can be started.

    Attributes:
        root: The project.
        plan: What happens, and when.
        room: Its room, which knows the host key.
        address: Where phones find it.
        port: On every address the same.
        sockets: Listening already, so that nobody else takes the port.
        group: Whose results are written; None in the process that serves the room.
    """

    root: Path
    plan: Plan
    room: Room
    address: Address
    port: int
    sockets: tuple[socket.socket, ...]
    group: Group | None

    @property
    def join(self) -> str:
        """The address that phones open, with the word, if there is one, in its fragment."""
        return _join(self.short, self.room.word)

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
        plan = plan_json(self.plan, url)
        return replace(self.room.place, lab=url(None) if url else "", plan=plan)


def prepare(wishes: Wishes, *, folder: Path) -> Workshop:
    """Return the workshop that was asked for, listening and not yet answering.

    Args:
        wishes: What the command line says.
        folder: Where the command was given.

    Raises:
        AskFirstError: The first thing that is wrong; then nothing was started or written.
    """
    known = None if wishes.seats is None else read_hat(folder / wishes.seats)
    fitting = known.people if known else HEAD_COUNT
    head_count = read_number(wishes.head_count or str(fitting), "--head-count", most=MOST)
    wanted = None if wishes.port is None else read_number(wishes.port, "--port", most=65535)
    root = find_project(folder)
    plan = _plan(wishes.plan, root)
    if known is None:
        expect_word_enough(plan)
    with ExitStack() as undo:
        address, port, sockets = take_place(known, host=wishes.host, port=wanted)
        for sock in sockets:
            undo.callback(sock.close)
        group = choose_group(root / RESULTS, day=date.today(), plan=plan.name, new=wishes.new_group)
        undo.callback(group.close)
        short = _short(address.name, port)
        hat = known.hat(at=short) if known else None
        room = _room(plan, group, head_count=head_count, short=short, hat=hat)
        undo.pop_all()
    return Workshop(
        root=root,
        plan=plan,
        room=room,
        address=address,
        port=port,
        sockets=tuple(sockets),
        group=group,
    )


def read_number(text: str, option: str, *, most: int) -> int:
    """Return a whole number from 1 to `most`.

    Raises:
        StartError: It is not one; names the option and what was typed.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= number <= most:
        raise StartError(f"{option} {text!r}: expected a whole number from 1 to {most}.")
    return number


def plan_json(plan: Plan, url: Callable[[Path | None], str] | None = None) -> dict[str, Any]:
    """Return the plan as the start page draws it.

    Args:
        plan: The plan.
        url: Gives the address of a notebook; None when there is none to give.
    """
    return {
        "title": plan.title,
        "minutes": _plain(plan.minutes),
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


def _plan(name: str | None, root: Path) -> Plan:
    modules = read_modules(root / NOTEBOOKS)
    if name is None:
        return whole_curriculum(modules)
    return read_plan(name, folder=root / "facilitator" / "plans", modules=modules)


def _room(plan: Plan, group: Group, *, head_count: int, short: str, hat: Hat | None) -> Room:
    word = "" if hat else choose_word()
    join = _join(short, word)
    path, size = qr_path(join)
    room = Room(
        [activity for module in plan.modules for activity in module.activities],
        word=word,
        head_count=head_count,
        host_key=secrets.token_urlsafe(32),
        results=group.results,
        plan=plan.name,
        hat=hat,
        place=Place(
            address=short,
            join=join,
            qr=path,
            size=size,
            plan=plan_json(plan, _not_yet),
            goes_on=group.goes_on,
        ),
    )
    go_on(room, group.results)
    return room


def _not_yet(_path: Path | None) -> str:
    return ""


def qr_path(text: str) -> tuple[str, int]:
    """Return the code as the `d` of an SVG path, one unit a module, and how many it is wide.

    The path is a line along the middle of each row, to be drawn with a stroke of one unit.
    """
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    runs = (
        f"M{found.start()} {y}.5h{len(found[0])}"
        for y, row in enumerate(rows)
        for found in re.finditer(b"\x01+", row)
    )
    return "".join(runs), len(rows)


def _short(name: str, port: int) -> str:
    return name if port == HTTP else f"{name}:{port}"


def _join(short: str, word: str) -> str:
    return f"http://{short}/#{word}" if word else f"http://{short}/"


def _plain(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
