import asyncio

from askfirst.room.carrier import PING, Carrier
from askfirst.room.events import Broker


class Told:
    """A line that notes what it is told."""

    def __init__(self) -> None:
        self.parts: list[tuple[bytes, bool]] = []
        self.ended = asyncio.Event()

    def tell(self, part: bytes, *, lasting: bool = True) -> None:
        """Note it."""
        self.parts.append((part, lasting))

    def end(self) -> None:
        """Note it."""
        self.ended.set()


class Carried:
    """A carrier, and what decides what it may say."""

    def __init__(self, *, ping: float = 3600) -> None:
        self.broker = Broker(most=9)
        self.held, self.closing, self.ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.asked = asyncio.Event()
        self.carrier = Carrier(
            broker=self.broker,
            frame=lambda snapshot: b"<%b>" % snapshot,
            settled=self.settled,
            closed=lambda: asyncio.create_task(self.closing.wait()),
            ended=self.ended,
            ping=ping,
        )

    async def settled(self) -> None:
        """Wait until all is held."""
        self.asked.set()
        await self.held.wait()

    def lines(self, count: int) -> list[Told]:
        """Give lines that are carried."""
        lines = [Told() for _ in range(count)]
        for line in lines:
            self.carrier.add(line)
        return lines


def test_nothing_is_told_before_it_is_held_elsewhere() -> None:
    """What the broker has waits for the other process, and then goes to all lines at once."""

    async def run() -> None:
        carried = Carried()
        lines = carried.lines(3)
        await asyncio.sleep(0)
        carried.broker.publish(b"1")
        await asyncio.wait_for(carried.asked.wait(), 10)
        assert [line.parts for line in lines] == [[], [], []]
        carried.held.set()
        carried.closing.set()
        await asyncio.wait_for(lines[0].ended.wait(), 10)
        assert [line.parts for line in lines] == [[(b"<1>", True)]] * 3

    asyncio.run(run())


def test_a_sign_of_life_is_not_kept() -> None:
    """Quiet lines are told that they live, which nobody keeps for one that does not read."""

    async def run() -> None:
        carried = Carried(ping=0)
        carried.held.set()
        (line,) = carried.lines(1)
        while not line.parts:
            await asyncio.sleep(0)
        carried.closing.set()
        await asyncio.wait_for(line.ended.wait(), 10)
        assert {*line.parts} == {(PING, False)}

    asyncio.run(run())


def test_lines_count_as_subscribers_and_their_carrier_does_not() -> None:
    """Each line takes one place at the broker until it leaves; nobody is left after the last."""

    async def run() -> None:
        carried = Carried()
        lines = carried.lines(2)
        await asyncio.sleep(0)
        assert carried.broker.subscribers == 2
        for line in lines:
            carried.carrier.leave(line)
        await asyncio.wait_for(carried.broker.emptied(), 10)
        assert carried.broker.subscribers == 0

    asyncio.run(run())


def test_lines_end_once_the_last_word_is_said() -> None:
    """After the workshop has ended, what is unread is still told; then lines end."""

    async def run() -> None:
        carried = Carried()
        carried.held.set()
        (line,) = carried.lines(1)
        await asyncio.sleep(0)
        carried.broker.publish(b"last")
        carried.ended.set()
        await asyncio.wait_for(line.ended.wait(), 10)
        assert line.parts == [(b"<last>", True)]

    asyncio.run(run())
