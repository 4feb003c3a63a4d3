"""The one who started a process that serves: it hears it out, and starts it again if it dies."""

import asyncio
import contextlib
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from askfirst.errors import StartError
from askfirst.supervision.sockets import Lent, lent, start
from askfirst.supervision.wire import End, Failed, Serving, Wire

MOST_DEATHS: Final = 3  # one after the other, with nothing done in between


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of a process that died.

    Attributes:
        again: That it starts again.
        given_up: That it does not, since it died too often; {times} and {how} are filled in.
    """

    again: str
    given_up: str


class Child:
    """A process that serves in our place, for as long as it is not over.

    The sockets stay open here, so that who knocks while there is no such process has to wait and
    is not refused.

    Args:
        program: What to start.
        sockets: Where it listens.
        greet: Gives what a new process is told first, from the sockets it is lent; what comes
            after the first message is asked for when `tell` reaches the process already.
        take: Takes what it says, but for what `askfirst.supervision.wire` names; called by a
            thread.
        said: What is said of one that died.
        warn: Takes a line when one died and the next is started.
        first: One that was started already.
    """

    def __init__(  # noqa: PLR0913  # all but the first two by name
        self,
        program: Sequence[str],
        sockets: Sequence[socket.socket],
        *,
        greet: Callable[[Lent], Iterator[object]],
        take: Callable[[Any, Wire], None],
        said: Said,
        warn: Callable[[str], None],
        first: "subprocess.Popen[bytes] | None" = None,
    ) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.listening = asyncio.Event()
        self.ending = False
        self.take = take
        self._program, self._sockets, self._first = program, tuple(sockets), first
        self._greet, self._said, self._warn = greet, said, warn
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1)  # its own: asyncio's are fewer than there may be
        self._wire: Wire | None = None
        self._failed, self._deaths = "", 0

    async def run(self) -> None:
        """Have it serve until it is over.

        Raises:
            StartError: It says that it cannot, or it died too often with nothing done.
        """
        try:
            while not self.ending:
                code = await self._loop.run_in_executor(self._thread, self._serve_once)
                if not self.ending:
                    self._expect_another(code)
                    self._warn(self._said.again)
        finally:
            self._thread.shutdown(wait=False)

    def tell(self, message: object) -> None:
        """Say something to the process there is, if there is one."""
        wire = self._wire
        if wire is not None:
            with contextlib.suppress(OSError):  # it died; the next one is told when it is greeted
                wire.send(message)

    def thrives(self) -> None:
        """Take note that it has done something, so that its deaths are counted anew."""
        self._deaths = 0

    def end(self) -> None:
        """Have it end, and start no other."""
        self.ending = True
        self.tell(End())

    def kill(self) -> None:
        """End it at once."""
        self.ending = True
        if self.process is not None:
            self.process.kill()

    def _expect_another(self, code: int) -> None:
        """Refuse to start another where that would be in vain.

        Raises:
            StartError: As `run`.
        """
        if self._failed:
            raise StartError(self._failed)
        self._deaths += 1
        if self._deaths >= MOST_DEATHS:
            how = how_ended(code)
            raise StartError(self._said.given_up.format(times=MOST_DEATHS, how=how))

    def _serve_once(self) -> int:
        """Have one process serve, and return its exit code."""
        process = self._first or start(self._program, self._sockets)
        self._first, self.process = None, process
        if process.stdin is None or process.stdout is None:  # as Popen may not be asked for pipes
            raise StartError(f"{self._program[-1]}: was started without pipes.")
        try:
            with contextlib.suppress(OSError):  # it died; what it said until then is held
                self._follow(Wire(process.stdout, process.stdin), process.pid)
        finally:
            self._wire = None
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        return process.wait()

    def _follow(self, wire: Wire, pid: int) -> None:
        greeting = self._greet(lent(self._sockets, pid))
        wire.send(next(greeting))
        self._wire = wire
        for message in greeting:
            wire.send(message)
        if self.ending:
            wire.send(End())
        while (message := wire.receive()) is not None:
            match message:
                case Serving(asked=True):
                    self.thrives()
                case Serving():
                    self._loop.call_soon_threadsafe(self.listening.set)
                case Failed():
                    self._failed = message.reason
                case _:
                    self.take(message, wire)


def how_ended(code: int) -> str:
    """Return an exit code in words: below 0 it is the signal that ended the process."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
