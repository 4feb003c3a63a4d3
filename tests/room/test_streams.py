import asyncio
import json

from askfirst.room.app import create_app
from tests.room.rooms import HOST, POLL, Phone, as_host, make_room, streaming

KEY = {name.lower(): value for name, value in as_host().items()}


def data(part: bytes) -> bytes:
    return part.split(b"data: ")[1].removesuffix(b"\n\n")


def test_whole_snapshot_at_once_and_at_each_change() -> None:
    """A phone gets the whole snapshot when it connects, and again on every change."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST])
        async with streaming(app, "/events") as stream:
            first = await stream.part()
            assert first == b"retry: 1500\nevent: now\ndata: " + room.phone_snapshot() + b"\n\n"
            room.open(POLL.id)
            assert json.loads(data(await stream.part()))["activity"]["id"] == POLL.id
            headers = dict(stream.started["headers"])
            assert headers[b"content-type"].startswith(b"text/event-stream")

    asyncio.run(run())


def test_all_phones_get_the_same() -> None:
    """The stream is the same for every phone, and asks for no seat."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST])
        async with (
            streaming(app, "/events", **{"user-agent": "a"}) as one,
            streaming(app, "/events", **{"user-agent": "b"}) as other,
        ):
            assert await one.part() == await other.part()
            room.open(POLL.id)
            assert await one.part() == await other.part()

    asyncio.run(run())


def test_host_stream_needs_the_key() -> None:
    """The facilitator's stream is refused without the key and follows with it."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST])
        async with streaming(app, "/host/events") as stream:
            assert b"no_key" in await stream.part()
            assert stream.started["status"] == 401
        async with streaming(app, "/host/events", **KEY) as stream:
            assert data(await stream.part()) == room.host_snapshot()
            room.set_head_count(30)
            assert json.loads(data(await stream.part()))["room"]["headCount"] == 30

    asyncio.run(run())


def test_quiet_stream_pings() -> None:
    """A comment keeps a quiet connection alive."""

    async def run() -> None:
        app = create_app(make_room(), hosts=[HOST], ping=0.001)
        async with streaming(app, "/events") as stream:
            await stream.part()
            assert await stream.part() == b":\n\n"

    asyncio.run(run())


def test_streams_end_when_the_room_closes() -> None:
    """Setting `closing` ends every stream at once."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST], ping=3600)
        async with (
            streaming(app, "/events") as phone,
            streaming(app, "/host/events", **KEY) as host,
        ):
            await phone.part()
            await host.part()
            app.state.closing.set()
            for stream in (phone, host):
                while await stream.part():
                    pass
        assert (room.phones.subscribers, room.hosts.subscribers) == (0, 0)

    asyncio.run(run())


def test_phones_that_go_give_their_place_back() -> None:
    """A stream is unsubscribed when its phone goes away."""

    async def run() -> None:
        room = make_room()
        app = create_app(room, hosts=[HOST])
        async with streaming(app, "/events") as stream:
            await stream.part()
            assert room.phones.subscribers == 1
        assert room.phones.subscribers == 0

    asyncio.run(run())


def test_streams_are_capped() -> None:
    """Stream N + 1 is refused in the one error shape."""

    async def run() -> None:
        room = make_room()
        room.phones.most = 1
        app = create_app(room, hosts=[HOST])
        async with streaming(app, "/events") as one, streaming(app, "/events") as other:
            await one.part()
            assert json.loads(await other.part())["error"]["code"] == "busy"
            assert other.started["status"] == 503

    asyncio.run(run())


def test_answers_move_no_stream() -> None:
    """An answer sends nothing to anyone; the next tick does."""

    async def run() -> None:
        room = make_room()
        phones = [Phone(room, name) for name in range(6)]
        room.open(POLL.id)
        async with room.hosts.subscribe() as host, room.phones.subscribe() as phone:
            for one in phones:
                one.answer(POLL, "1")
            assert (host.qsize(), phone.qsize()) == (0, 0)
            room.tick()
            assert (host.qsize(), phone.qsize()) == (1, 0)

    asyncio.run(run())
