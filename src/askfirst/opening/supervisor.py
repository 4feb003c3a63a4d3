"""The one who started the room's process holds what it holds, and writes its results."""

import asyncio
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from askfirst.opening.ahead import PROGRAM
from askfirst.opening.wire import Count, Counted, Held, Hold, Move, Opening
from askfirst.opening.workshop import Workshop
from askfirst.room import replica
from askfirst.room.inventory import memory
from askfirst.room.snapshots import Place
from askfirst.supervision.parent import Child, Said
from askfirst.supervision.sockets import Lent
from askfirst.supervision.wire import Wire

SAID: Final = Said(
    again="The room stopped and starts again. Nothing that a phone was told is lost.",
    given_up="The room stopped {times} times in a row ({how}) before it could answer anybody. "
    "Results that were shown are on disk. Restart the computer, then askfirst open goes on with "
    "them.",
)


class Supervisor:
    """Holds a workshop's room in memory while a process of its own serves it.

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
        self.child = Child(
            program,
            workshop.sockets,
            greet=self._greet,
            take=self._take,
            said=SAID,
            warn=warn,
            first=first,
        )
        self.listening, self.ended = self.child.listening, asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def run(self) -> None:
        """Have the room served until it ends.

        Raises:
            StartError: It cannot be served.
        """
        await self.child.run()

    def move(self, place: Place) -> None:
        """Say where things are now."""
        self.workshop.room.place = place
        self.child.tell(Move(place))

    def end(self) -> None:
        """End the room; what its process cannot do any more is done here."""
        self.child.end()

    def kill(self) -> None:
        """End the process at once."""
        self.child.kill()

    def _greet(self, listening: Lent) -> Iterator[object]:
        workshop = replace(self.workshop, sockets=(), group=None)
        yield Opening(workshop=workshop, listening=listening)
        yield Move(self.workshop.room.place)  # it may have changed since

    def _take(self, message: Hold | Count, wire: Wire) -> None:
        match message:
            case Hold():
                wire.send(Held(self._hold(message)))
            case Count():
                wire.send(Counted(memory(self.workshop.room, addresses=())))

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
        if room.ended and not self.child.ending:
            self._loop.call_soon_threadsafe(self.ended.set)
        return None
