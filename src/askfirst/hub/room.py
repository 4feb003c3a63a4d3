"""The one room of a facilitator on a hub: made, looked for, and ended with its results saved."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any

import yaml

from askfirst.errors import RoomError, StartError
from askfirst.hosting.asking import HostedRoom, Service, make_room, save
from askfirst.hosting.shelf import PLANS
from askfirst.hub.kept import Kept
from askfirst.hub.settings import Settings
from askfirst.hub.texts import TEXTS
from askfirst.opening.wishes import MOST
from askfirst.plans import WHOLE

AGAIN = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED})  # it is gone, or not ours


class State(Enum):
    """How the last room stands."""

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
        """Return titles of the plans by name."""
        paths = sorted((self.settings.project / PLANS).glob("*.yml"))
        found = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}
        return {name: str(plan["title"]) for name, plan in found.items()} | {WHOLE: TEXTS["all"]}

    def look(self) -> tuple[State, HostedRoom | None]:
        """Return how the room stands, and the room where there is one to lead."""
        room = self.kept.read()
        if room is None:
            return State.NONE, None
        try:
            status, found = Service.at(room.address).ask("GET", "/host/state", key=room.key)
        except StartError:
            return State.SILENT, room
        if status in AGAIN:
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
            raise RoomError("no_room", TEXTS["no_room"], HTTPStatus.NOT_FOUND)
        return room

    def make(self, fields: Mapping[str, Any]) -> None:
        """Make a room, and remember it. A form that was sent twice makes one.

        Raises:
            RoomError: `taken` while another is open, `bad_head_count`, `not_made` or `not_kept`.
        """
        with self._making:
            self._make(fields)

    def _make(self, fields: Mapping[str, Any]) -> None:
        state, _ = self.look()
        if state is State.OPEN:
            raise RoomError("taken", TEXTS["running_already"], HTTPStatus.CONFLICT)
        if state is State.SILENT:
            raise RoomError("silent", TEXTS["silent"], HTTPStatus.SERVICE_UNAVAILABLE)
        count = str(fields.get("headCount", "")).strip()
        if not (count.isascii() and count.isdigit() and 1 <= int(count[:9]) <= MOST):
            said = TEXTS["bad_head_count"].format(most=MOST)
            raise RoomError("bad_head_count", said, HTTPStatus.UNPROCESSABLE_ENTITY)
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
            said = TEXTS["not_kept"].format(path=self.settings.kept)
            raise RoomError("not_kept", said, HTTPStatus.INSUFFICIENT_STORAGE) from error

    def save(self, room: HostedRoom) -> None:
        """Write what was shown, before the room ends; written again, it takes its own place.

        Raises:
            RoomError: `silent` or `not_saved`.
        """
        state, _ = self.look()
        if state is State.SILENT:
            raise RoomError("silent", TEXTS["silent"], HTTPStatus.SERVICE_UNAVAILABLE)
        if state is State.GONE:
            return
        try:
            path = save(room.start_page, folder=self.settings.results, again=self.kept.results())
            if path is not None:
                self.kept.write(room, results=path)
        except (StartError, OSError) as error:
            said = TEXTS["not_saved"].format(folder=self.folder)
            raise RoomError("not_saved", said, HTTPStatus.BAD_GATEWAY) from error
