"""The one room of a facilitator on a hub: made, looked for, and ended with its results saved."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from pathlib import Path
from typing import Any

import yaml

from askfirst.errors import RoomError, StartError
from askfirst.hosting.asking import HostedRoom, Service, make_room, save
from askfirst.hosting.shelf import PLANS
from askfirst.hub.kept import Kept
from askfirst.hub.settings import Settings
from askfirst.hub.texts import TEXTS, refusal
from askfirst.opening.wishes import MOST
from askfirst.plans import WHOLE

NO_LONGER = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED})  # there, or ours


class State(Enum):
    """How the last room stands.

    None was made, it is open, it has ended and can still be looked at, it is gone from the server,
    or the server does not answer, so that nobody knows.
    """

    NONE = "none"
    OPEN = "open"
    ENDED = "ended"
    GONE = "gone"
    SILENT = "silent"


@dataclass(frozen=True)
class Rooms:
    """What a facilitator may do with rooms; each call asks the server, and waits for it.

    Args:
        settings: Where everything is.
    """

    settings: Settings
    _making: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def kept(self) -> Kept:
        """Where the room is remembered."""
        return Kept(self.settings.kept)

    @property
    def folder(self) -> str:
        """Where results are written, as people say it."""
        return f"{self.settings.results.name}/ in your home"

    def plans(self) -> Mapping[str, str]:
        """Return titles of the plans by name; one that has none that can be read goes by its name.

        The server has plans of its own, and is the one that says what is wrong with them.
        """
        paths = sorted((self.settings.project / PLANS).glob("*.yml"))
        return {path.stem: _title(path) for path in paths} | {WHOLE: TEXTS["all"]}

    def look(self) -> tuple[State, HostedRoom | None]:
        """Return how the room stands, and the room where there may be one to lead."""
        room = self.kept.read()
        if room is None:
            return State.NONE, None
        try:
            status, found = Service.at(room.address).ask("GET", "/host/state", key=room.key)
        except StartError:
            return State.SILENT, room
        if status in NO_LONGER:
            return State.GONE, None
        if status != HTTPStatus.OK:
            return State.SILENT, room
        return (State.ENDED if found["room"]["ended"] else State.OPEN), room

    def room(self) -> HostedRoom:
        """Return the room that is led.

        Raises:
            RoomError: `no_room`.
        """
        room = self.kept.read()
        if room is None:
            raise refusal("no_room")
        return room

    def make(self, fields: Mapping[str, Any]) -> None:
        """Make a room, and remember it. A form that was sent twice makes one.

        Args:
            fields: `plan` and `headCount`, as the form sends them.

        Raises:
            RoomError: `taken` while another is open, `silent` while nobody knows whether it is,
                `bad_head_count`, `not_made` or `not_kept`.
        """
        with self._making:
            self._make(fields)

    def _make(self, fields: Mapping[str, Any]) -> None:
        self._expect_none_open()
        count = _head_count(fields.get("headCount"))
        try:
            room = make_room(
                self.settings.service,
                plan=str(fields.get("plan", "")),
                head_count=count,
                organisation=self.settings.organisation,
            )
        except StartError as error:
            raise RoomError("not_made", str(error), HTTPStatus.BAD_GATEWAY) from error
        try:
            self.kept.write(room)
        except OSError as error:
            raise refusal("not_kept", path=self.settings.kept) from error

    def save(self, room: HostedRoom) -> None:
        """Write what was shown, before the room ends; written again, it takes its own place.

        Raises:
            RoomError: `silent` or `not_saved`.
        """
        state, _ = self.look()
        if state is State.SILENT:
            raise refusal("silent")
        if state is State.GONE:
            return
        try:
            path = save(room.start_page, folder=self.settings.results, again=self.kept.results())
            if path is not None:
                self.kept.write(room, results=path)
        except (StartError, OSError) as error:
            raise refusal("not_saved", folder=self.folder) from error

    def _expect_none_open(self) -> None:
        state, _ = self.look()
        if state is State.OPEN:
            raise refusal("taken")
        if state is State.SILENT:
            raise refusal("silent")


def _head_count(said: object) -> str:
    """Return how many phones may join, as it was typed.

    Raises:
        RoomError: `bad_head_count`.
    """
    count = str(said).strip()
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:9]) <= MOST):
        raise refusal("bad_head_count", most=MOST)
    return count


def _title(path: Path) -> str:
    """Return the title of a plan."""
    try:
        match yaml.safe_load(path.read_text(encoding="utf-8")):
            case {"title": str(title)}:
                return title
    except (OSError, ValueError, yaml.YAMLError):
        pass
    return path.stem
