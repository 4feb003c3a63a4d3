"""The one who started the room's process holds what it holds, and starts it again if it dies."""

import asyncio
import contextlib
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from askfirst.errors import StartError
from askfirst.opening.ahead import PROGRAM, start
from askfirst.opening.wire import (
    Count,
    Counted,
    End,
    Failed,
    Held,
    Hold,
    Message,
    Move,
    Opening,
    Serving,
    Wire,
    hear_out,
    lent,
)
from askfirst.opening.workshop import Workshop
from askfirst.room import replica
from askfirst.room.inventory import memory
from askfirst.room.snapshots import Place

MOST_DEATHS: Final = 3  # one after the other, with nobody answered in between
AGAIN: Final = "The room stopped and starts again. Nothing that a phone was told is lost."


class Supervisor:
    """Holds a workshop's room in memory while a process of its own serves it.

    The sockets stay open here, so that who knocks while there is no such process has to wait and
    is not refused.

    Args:
        workshop: Its room is the replica: it holds what the other process holds.
        warn: Takes a line when that process died.
        program: What to start, for tests.
        first: One that was started already.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        warn: Callable[[str], None],
        program: Sequence[str] = PROGRAM,
        first: "subprocess.Popen[bytes] | None" = None,
    ) -> None:
        self.workshop = workshop
        self.listening, self.ended = asyncio.Event(), asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._warn = warn
        self._program, self._first = program, first
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._ending, self._failed, self._deaths = False, "", 0

    async def run(self) -> None:
        """Have the room served until it ends.

        Raises:
            StartError: It cannot be served.
        """
        while not self._ending:
            code = await asyncio.to_thread(self._serve_once)
            if self._ending:
                return
            if self._failed:
                raise StartError(self._failed)
            self._deaths += 1
            if self._deaths >= MOST_DEATHS:
                raise StartError(
                    f"The room stopped {MOST_DEATHS} times in a row ({_how(code)}) before it could "
                    "answer anybody. Results that were shown are on disk. Restart the computer, "
                    "then askfirst open goes on with them."
                )
            self._warn(AGAIN)

    def move(self, place: Place) -> None:
        """Say where things are now."""
        self.workshop.room.place = place
        self._tell(Move(place))

    def end(self) -> None:
        """End the room; what its process cannot do any more is done here."""
        self._ending = True
        self._tell(End())

    def kill(self) -> None:
        """End the process at once."""
        self._ending = True
        if self._process is not None:
            self._process.kill()

    def _serve_once(self) -> int:
        """Have one process serve the room as it is now, and return how that process ended."""
        process = self._first or start(self._program, self.workshop.sockets)
        self._first = None
        self._process = process
        try:
            return hear_out(process, self._follow, name="The room's process")
        finally:
            self._wire = None

    def _follow(self, wire: Wire, pid: int) -> None:
        workshop = self.workshop
        listening = tuple(lent(sock, pid) for sock in workshop.sockets)
        wire.send(Opening(workshop=replace(workshop, sockets=(), group=None), listening=listening))
        self._wire = wire
        wire.send(Move(workshop.room.place))  # it may have changed since
        if self._ending:
            wire.send(End())
        while (message := wire.receive()) is not None:
            self._take(message, wire)

    def _take(self, message: Message, wire: Wire) -> None:
        match message:
            case Hold():
                wire.send(Held(self._hold(message)))
            case Count():
                wire.send(Counted(memory(self.workshop.room, addresses=())))
            case Serving(asked=True):
                self._deaths = 0
            case Serving():
                self._loop.call_soon_threadsafe(self.listening.set)
            case Failed():
                self._failed = message.reason

    def _hold(self, message: Hold) -> OSError | None:
        """Hold what changed, and write what belongs to it: both, or neither."""
        room = self.workshop.room
        before = replica.parts(room) if message.then else {}
        replica.take(room, message.parts)
        try:
            if message.then == "save" and room.results is not None:
                room.results.save()
        except OSError as error:
            replica.take(room, before)
            return OSError(error.errno, error.strerror)
        if message.then == "finish" and room.results is not None:
            room.results.finish()
        if room.ended and not self._ending:
            self._loop.call_soon_threadsafe(self.ended.set)
        return None

    def _tell(self, message: Message) -> None:
        wire = self._wire
        if wire is not None:
            with contextlib.suppress(OSError):  # it died; the next one is told in its opening
                wire.send(message)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
