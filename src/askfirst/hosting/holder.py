"""The one who started a worker holds what its rooms hold."""

import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from askfirst.hosting.shelf import Shelf
from askfirst.hosting.wire import Begin, Gone, HeldRoom, HoldRoom, Kept, New, Settings
from askfirst.supervision.parent import Child, Said
from askfirst.supervision.sockets import Lent
from askfirst.supervision.wire import Wire

PROGRAM: Final = (sys.executable, "-m", "askfirst.hosting.worker_main")
SAID: Final = Said(
    again="A worker stopped and starts again. Its rooms go on: nothing that a phone was told is "
    "lost.",
    given_up="A worker stopped {times} times in a row ({how}) before it held a room. Look at "
    "memory and disk of this machine, then start it again.",
)


class Holder:
    """Holds the rooms of one worker in memory, as they came, while that process serves them.

    Args:
        settings: What the worker is to know.
        shelf: What its rooms are made of.
        sockets: Where it listens.
        warn: Takes a line when that process died.
        program: What to start, for tests.
    """

    def __init__(
        self,
        settings: Settings,
        shelf: Shelf,
        sockets: Sequence[socket.socket],
        *,
        warn: Callable[[str], None],
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.rooms: dict[str, Kept] = {}
        self.child = Child(
            program, sockets, greet=self._greet, take=self._take, said=SAID, warn=warn
        )
        self.listening = self.child.listening
        self._settings, self._shelf = settings, shelf

    async def run(self) -> None:
        """Have the rooms served until they end.

        Raises:
            StartError: They cannot be served.
        """
        await self.child.run()

    def end(self) -> None:
        """End all rooms."""
        self.child.end()

    def kill(self) -> None:
        """End the process at once."""
        self.child.kill()

    def _greet(self, listening: Lent) -> Iterator[object]:
        yield Begin(
            settings=self._settings, shelf=self._shelf, listening=listening, rooms=self.rooms
        )

    def _take(self, message: HoldRoom | New | Gone, wire: Wire) -> None:
        match message:
            case HoldRoom():
                self.rooms[message.name].parts.update(message.parts)
                if message.parts:
                    self.child.thrives()
                wire.send(HeldRoom(message.name))
            case New():
                self.rooms[message.made.name] = Kept(message.made)
            case Gone():
                self.rooms.pop(message.name, None)
