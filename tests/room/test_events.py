import asyncio

import pytest

from askfirst.errors import RoomError
from askfirst.room.events import END, QUIET, Broker, Newest


def test_slow_reader_gets_the_newest() -> None:
    """A subscriber that did not read holds one snapshot: the newest."""

    async def run() -> None:
        broker = Broker(most=2)
        async with broker.subscribe() as newest:
            for snapshot in (b"1", b"2", b"3"):
                broker.publish(snapshot)
            assert (newest.qsize(), await newest.get(), newest.qsize()) == (1, b"3", 0)

    asyncio.run(run())


def test_who_waits_is_woken_once_the_step_is_taken() -> None:
    """What follows in the step that told something comes before anybody who waits for it."""

    async def run() -> None:
        broker, order = Broker(most=1), []

        async def read(newest: Newest) -> None:
            order.append(await newest.get())

        async with broker.subscribe() as newest:
            reading = asyncio.create_task(read(newest))
            await asyncio.sleep(0)
            broker.publish(b"1")
            asyncio.get_running_loop().call_soon(order.append, b"end of the step")
            await reading
        assert order == [b"end of the step", b"1"]

    asyncio.run(run())


def test_subscribers_always_leave() -> None:
    """Leaving the block unsubscribes, also by an error."""

    async def fail(broker: Broker) -> None:
        async with broker.subscribe():
            assert broker.subscribers == 1
            raise ZeroDivisionError

    broker = Broker(most=1)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(fail(broker))
    assert broker.subscribers == 0


def test_subscribers_are_capped() -> None:
    """Subscriber N + 1 is refused."""

    async def run() -> None:
        broker = Broker(most=1)
        async with broker.subscribe():
            with pytest.raises(RoomError) as refused:
                await broker.subscribe().__aenter__()
            assert (refused.value.code, refused.value.status) == ("busy", 503)

    asyncio.run(run())


def test_nothing_follows_an_end() -> None:
    """Once a reader is told that there are no more, it is told nothing else."""

    async def run() -> None:
        newest = Newest()
        reading = asyncio.create_task(newest.get())
        await asyncio.sleep(0)
        newest.put(b"1")
        assert await reading == b"1"
        newest.put(b"2")
        newest.end()
        newest.put(b"3")
        assert [await newest.get(), await newest.get()] == [END, END]

    asyncio.run(run())


def test_a_quiet_reader_is_told_so() -> None:
    """Without news a reader is told after a while that there are none, and reads on."""

    async def run() -> None:
        newest = Newest()
        assert await newest.get(within=0) == QUIET
        reading = asyncio.create_task(newest.get(within=3600))
        await asyncio.sleep(0)
        newest.put(b"1")
        assert await reading == b"1"

    asyncio.run(run())
