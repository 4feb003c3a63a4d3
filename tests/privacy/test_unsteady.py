"""Unsteady Wi-Fi and a laptop that sleeps: totals are what the phones ended with, each once."""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from askfirst import Pace
from askfirst.opening.ahead import PROGRAM
from askfirst.opening.supervisor import Supervisor
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from askfirst.room.asked import Asked
from tests.opening.projects import POLL, make_project
from tests.privacy.phones import LOST, AsyncPhone, RefusedError, ask, insist
from tests.privacy.unsteady import Fault, any_fault, unsteady

PACE = Pace("05-pace", "How is the pace?")
HASTY = (sys.executable, str(Path(__file__).parent / "hasty.py"))
PATIENCE = 120


@dataclass(frozen=True)
class Held:
    """A workshop whose room is served by a process of its own."""

    workshop: Workshop
    supervisor: Supervisor

    @property
    def asked(self) -> Asked:
        """The question, as the replica holds it."""
        return self.workshop.room.asked[POLL.id]

    def phones(self, count: int, *, port: int | None = None) -> list[AsyncPhone]:
        return [
            AsyncPhone(port or self.workshop.port, self.workshop.room.word) for _ in range(count)
        ]

    async def lead(self, step: str, activity: str = POLL.id) -> Any:
        path = f"/host/activities/{activity}/{step}"
        return await insist(self.workshop.port, path, {}, key=self.workshop.room.host_key)

    async def state(self) -> Any:
        key = self.workshop.room.host_key
        return await ask(self.workshop.port, "GET", "/host/state", key=key)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process that serves the room."""
        process = self.supervisor.child.process
        assert process is not None
        os.kill(process.pid, number)


@asynccontextmanager
async def held(
    folder: Path, *, heads: int = 300, program: Sequence[str] = PROGRAM
) -> AsyncIterator[Held]:
    """Hold a workshop, with a room served as `askfirst open` has it served."""
    wishes = Wishes(plan="short", host="127.0.0.1", head_count=str(heads))
    with contextlib.closing(prepare(wishes, folder=make_project(folder, (POLL, PACE)))) as workshop:
        supervisor = Supervisor(workshop, warn=pytest.fail, program=program)
        serving = asyncio.create_task(supervisor.run())
        try:
            async with asyncio.timeout(PATIENCE):
                await supervisor.listening.wait()
                yield Held(workshop, supervisor)
                supervisor.end()
                await serving
        finally:
            supervisor.kill()
            await asyncio.wait({serving})


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test that waits."""

    async def body() -> None:
        await test()

    asyncio.run(body())


async def thinks(phone: AsyncPhone, mind: random.Random) -> str | None:
    """Let a phone join, answer, and change its mind a few times; return what it ended with."""
    await phone.join()
    choice = mind.choice("012")
    await phone.answer(POLL.id, choice)
    for _ in range(mind.randrange(3)):
        await phone.take_back(POLL.id, choice)
        if mind.random() < 0.2:
            return None
        choice = mind.choice("012")
        await phone.answer(POLL.id, choice)
    return choice


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 30), *(pytest.param(seed, 150, marks=pytest.mark.long) for seed in range(2, 10))],
)
def test_totals_are_what_the_phones_ended_with(tmp_path: Path, seed: int, count: int) -> None:
    """Whatever is lost, late, doubled or out of turn, each phone counts as it ended, and once."""

    async def test() -> None:
        async with (
            held(tmp_path) as room,
            unsteady(room.workshop.port, any_fault(seed)) as wifi,
        ):
            await room.lead("open")
            crowd = room.phones(count, port=wifi.port)
            minds = [random.Random(f"{seed} {number}") for number in range(count)]
            ended = await asyncio.gather(*map(thinks, crowd, minds))
            await wifi.settled()
            assert set(wifi.met) == set(Fault)
            tally = room.asked.tally
            assert tally.counts == [ended.count(choice) for choice in "012"]
            assert len(tally.used) == tally.answered == count - ended.count(None)
            assert room.workshop.room.seats.joined == count

    run(test)


@pytest.mark.parametrize("seed", [1, *(pytest.param(s, marks=pytest.mark.long) for s in (2, 3, 4))])
def test_a_question_closed_in_the_middle(tmp_path: Path, seed: int) -> None:
    """Closed while requests are under way, it counts whoever was thanked, and nobody else."""

    async def test() -> None:
        async with (
            held(tmp_path) as room,
            unsteady(room.workshop.port, any_fault(seed)) as wifi,
        ):
            await room.lead("open")
            crowd = room.phones(40, port=wifi.port)
            told: list[bool] = []
            refused: set[str] = set()

            async def answers(number: int, phone: AsyncPhone) -> bool:
                await phone.join()
                try:
                    await phone.answer(POLL.id, "1")
                except RefusedError as error:
                    refused.add(str(error))
                    return False
                told.append(True)
                if len(told) == 20:
                    await room.lead("close")
                return True

            ended = await asyncio.gather(*(answers(*pair) for pair in enumerate(crowd)))
            await wifi.settled()
            assert room.asked.tally.counts == [0, sum(ended), 0]
            assert sum(ended) >= 20
            assert refused <= {"closed"}

    run(test)


@dataclass
class Stream:
    """A phone that follows the room."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, port: int) -> "Stream":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        return cls(reader, writer)

    async def told(self) -> Any:
        """Return the next snapshot."""
        while not (line := await self.reader.readuntil(b"\n")).startswith(b"data: "):
            pass
        return json.loads(line[6:])


async def asleep(room: Held, meanwhile: Callable[[], Awaitable[None]]) -> None:
    """Stop the process that serves the room, let phones do something, and let it go on."""
    room.signal(signal.SIGSTOP)
    try:
        await meanwhile()
    finally:
        room.signal(signal.SIGCONT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process by a signal.")
def test_300_phones_reconnect_at_once_after_a_sleep(tmp_path: Path) -> None:
    """Time and again all phones come back at once, and each follows, is thanked and counts once."""

    async def test() -> None:
        async with held(tmp_path) as room:
            port = room.workshop.port
            crowd = room.phones(300)
            await asyncio.gather(*(phone.join() for phone in crowd))
            await room.lead("open")
            streams = await asyncio.gather(*(Stream.open(port) for _ in crowd))
            await asyncio.gather(*(stream.told() for stream in streams))
            for turn in range(4):  # more in all than may follow at once
                sent: list[asyncio.Task[None]] = []

                async def come_back() -> None:
                    for stream in streams:
                        stream.writer.close()
                    streams[:] = await asyncio.gather(*(Stream.open(port) for _ in crowd))
                    part = crowd[turn * 75 : (turn + 1) * 75]  # noqa: B023  # it is awaited here
                    sent.extend(  # noqa: B023
                        asyncio.create_task(phone.answer(POLL.id, str(turn % 3)))  # noqa: B023
                        for phone in part
                    )

                await asleep(room, come_back)
                told = await asyncio.gather(*(stream.told() for stream in streams))
                assert {snapshot["phase"] for snapshot in told} == {"open"}
                await asyncio.gather(*sent)
            await asyncio.gather(
                *(p.answer(POLL.id, str(n // 75 % 3)) for n, p in enumerate(crowd))
            )
            assert room.asked.tally.counts == [150, 75, 75]
            await room.lead("close")
            closed = await asyncio.gather(*(stream.told() for stream in streams))
            assert {snapshot["phase"] for snapshot in closed} == {"closed"}
            for stream in streams:
                stream.writer.close()

    run(test)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process by a signal.")
def test_what_waits_goes_on_after_a_sleep(tmp_path: Path) -> None:
    """Streams, signals on their way and the look at the progress go on where they were."""

    async def test() -> None:
        async with held(tmp_path, program=HASTY) as room:
            phones = room.phones(6)
            await asyncio.gather(*(phone.join() for phone in phones))
            await room.lead("open")
            await room.lead("open", PACE.id)
            follows = await Stream.open(room.workshop.port)
            await follows.told()
            given = {"seat": phones[0].seat, "activity": PACE.id, "signal": PACE.signals[0]}
            await insist(room.workshop.port, "/signal", given)
            await asyncio.gather(*(phone.answer(POLL.id, "0") for phone in phones))

            async def nothing() -> None:
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(room.state(), 0.5)

            await asleep(room, nothing)
            while (await signals(room)) != [PACE.signals[0]]:
                pass
            while (await room.state())["activities"][POLL.id]["progress"]["pips"] != 4:
                pass
            await room.lead("close")
            assert (await follows.told())["phase"] == "closed"
            follows.writer.close()

    run(test)


async def signals(room: Held) -> list[str]:
    """Return what the start page is told of signals."""
    reader, writer = await asyncio.open_connection("127.0.0.1", room.workshop.port)
    head = f"GET /host/events?signals HTTP/1.1\r\nHost: 127.0.0.1:{room.workshop.port}\r\n"
    writer.write(f"{head}Authorization: Bearer {room.workshop.room.host_key}\r\n\r\n".encode())
    with contextlib.closing(writer), contextlib.suppress(*LOST):
        found = await Stream(reader, writer).told()
        shown: list[str] = found["activities"][PACE.id]["signals"]
        return shown
    return []
