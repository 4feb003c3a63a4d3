"""The one who started a worker holds what its rooms hold, and starts it again if it dies."""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from askfirst.errors import StartError
from askfirst.hosting.wire import Begin, Gone, HeldRoom, HoldRoom, Kept, New, Settings
from askfirst.opening.ahead import start
from askfirst.opening.supervisor import MOST_DEATHS
from askfirst.opening.wire import End, Failed, Serving, Wire, hear_out, lent

PROGRAM: Final = (sys.executable, "-m", "askfirst.hosting.worker_main")
AGAIN: Final = (
    "A worker stopped and starts again. Its rooms go on: nothing that a phone was told is lost."
)


class Holder:
    """Holds the rooms of one worker in memory, as they came, while that process serves them.

    The sockets stay open here, so that who knocks while there is no such process has to wait and
    is not refused.

    Args:
        settings: What the worker is to know.
        sockets: Where it listens.
        warn: Takes a line when that process died.
        program: What to start, for tests.
    """

    def __init__(
        self,
        settings: Settings,
        sockets: Sequence[socket.socket],
        *,
        warn: Callable[[str], None],
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.rooms: dict[str, Kept] = {}
        self.listening = asyncio.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._settings, self._sockets = settings, tuple(sockets)
        self._warn, self._program = warn, program
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1)  # its own: asyncio's are fewer than workers may be
        self._wire: Wire | None = None
        self._ending, self._failed, self._deaths = False, "", 0

    async def run(self) -> None:
        """Have the rooms served until they end.

        Raises:
            StartError: They cannot be served.
        """
        while not self._ending:
            code = await self._loop.run_in_executor(self._thread, self._serve_once)
            if self._ending:
                return
            if self._failed:
                raise StartError(self._failed)
            self._deaths += 1
            if self._deaths >= MOST_DEATHS:
                raise StartError(
                    f"A worker stopped {MOST_DEATHS} times in a row (exit code {code}) before it "
                    "held a room. Look at memory and disk of this machine, then start it again."
                )
            self._warn(AGAIN)

    def end(self) -> None:
        """End all rooms."""
        self._ending = True
        wire = self._wire
        if wire is not None:
            with contextlib.suppress(OSError):  # it died already
                wire.send(End())

    def kill(self) -> None:
        """End the process at once."""
        self._ending = True
        if self.process is not None:
            self.process.kill()

    def _serve_once(self) -> int:
        """Have one process serve the rooms as they are now, and return how that process ended."""
        self.process = start(self._program, self._sockets)
        try:
            return hear_out(self.process, self._follow, name="A worker")
        finally:
            self._wire = None

    def _follow(self, wire: Wire, pid: int) -> None:
        listening = tuple(lent(sock, pid) for sock in self._sockets)
        wire.send(Begin(settings=self._settings, listening=listening, rooms=self.rooms))
        self._wire = wire
        if self._ending:
            wire.send(End())
        while (message := wire.receive()) is not None:
            self._take(message, wire)

    def _take(self, message: object, wire: Wire) -> None:
        match message:
            case HoldRoom():
                self.rooms[message.name].parts.update(message.parts)
                self._deaths = 0 if message.parts else self._deaths
                wire.send(HeldRoom(message.name))
            case New():
                self.rooms[message.made.name] = Kept(message.made)
            case Gone():
                self.rooms.pop(message.name, None)
            case Serving():
                self._loop.call_soon_threadsafe(self.listening.set)
            case Failed():
                self._failed = message.reason
