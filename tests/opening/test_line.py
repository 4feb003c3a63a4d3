"""Streams that the server carries by itself, over raw sockets on a real server."""

import asyncio
import gc
import json
import socket
import sys
import weakref
from typing import Any

import pytest

from tests.opening.doors import BYE, EVENTS, PHONES, Link, Serving, a_door, run
from tests.room.rooms import POLL

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Only Linux has all of 127.0.0.0/8"
)


async def follow(served: Serving, sent: bytes = EVENTS) -> Link:
    """Return a stream that has begun."""
    link = await served.link()
    link[1].write(sent)
    await link[0].readuntil(b"\r\n\r\n")
    return link


async def part(link: Link) -> bytes:
    """Return the next part of a reply in parts, b"" for the last."""
    size = int(await link[0].readline(), 16)
    return (await link[0].readexactly(size + 2)).removesuffix(b"\r\n")


def only(served: Serving) -> Any:
    """Return what the server holds of its one connection."""
    (one,) = served.server.server_state.connections
    return one


def test_a_stream_holds_no_task() -> None:
    """Once streams have begun, no task waits for any of them, and all are told."""

    async def story(served: Serving) -> None:
        links = [await follow(served) for _ in range(5)]
        firsts = [await part(link) for link in links]
        assert (
            firsts == [b"retry: 1500\nevent: now\ndata: %b\n\n" % served.room.phone_snapshot()] * 5
        )
        await served.until(lambda: not served.server.server_state.tasks)
        assert served.room.phones.subscribers == 5
        served.room.open(POLL.id)
        told = b"event: now\ndata: %b\n\n" % served.room.phone_snapshot()
        assert [await part(link) for link in links] == [told] * 5

    run(a_door(), story)


def test_older_clients_get_parts_without_lengths() -> None:
    """HTTP 1.0 has no parts: the text comes as it is, until the connection ends."""

    async def story(served: Serving) -> None:
        link = await follow(served, EVENTS.replace(b"1.1", b"1.0"))
        served.room.open(POLL.id)
        told = served.room.phone_snapshot()
        assert (await link[0].readuntil(told)).startswith(b"retry: 1500\nevent: now\n")
        served.app.state.closing.set()
        assert await link[0].read() == b"\n\n"

    run(a_door(), story)


def test_the_last_word_is_said_before_the_end() -> None:
    """When the workshop ends, each stream hears so, and then that there is no more."""

    async def story(served: Serving) -> None:
        link = await follow(served)
        await part(link)
        served.room.end()
        served.app.state.ended.set()
        last = (await part(link)).removeprefix(b"event: now\ndata: ")
        assert json.loads(last) == json.loads(served.room.phone_snapshot())
        assert await part(link) == b""
        assert await link[0].read() == b""
        await served.until(lambda: not served.server.server_state.connections)

    run(a_door(), story)


def test_who_comes_after_the_end_hears_it() -> None:
    """A stream that begins once the workshop has ended is told so, and ends."""

    async def story(served: Serving) -> None:
        served.room.end()
        served.app.state.ended.set()
        link = await follow(served)
        assert served.room.phone_snapshot() in await part(link)
        assert await part(link) == b""

    run(a_door(), story)


def test_who_reads_late_gets_the_newest() -> None:
    """Of what was told while a phone did not read, it gets the newest, and it whole."""

    async def story(served: Serving) -> None:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, (PHONES, served.port))
        await asyncio.get_running_loop().sock_sendall(sock, EVENTS)
        await served.until(lambda: not served.server.server_state.tasks)
        await served.until(lambda: served.room.phones.subscribers == 1)
        line = only(served)
        number = 0

        def stuck() -> bool:
            nonlocal number
            number += 1
            line.tell(b"%d" % number * 10_000)
            return bool(line.transport.get_write_buffer_size())

        await served.until(stuck)
        line.tell(b"old")
        line.tell(b"newest")
        line.tell(b"sign of life", lasting=False)
        link = await asyncio.open_connection(sock=sock)
        served.links.append(link)
        await link[0].readuntil(b"\r\n\r\n")
        await part(link)
        for turn in range(number):
            assert await part(link) == b"%d" % (turn + 1) * 10_000
        assert await part(link) == b"newest"
        line.tell(b"after")
        assert await part(link) == b"after"

    run(a_door(), story, buffer=4096)


def test_what_is_sent_on_a_stream_is_not_taken() -> None:
    """Whoever goes on sending is not read from any more, and is told as before."""

    async def story(served: Serving) -> None:
        link = await follow(served)
        await part(link)
        await served.until(lambda: not served.server.server_state.tasks)
        line = only(served)
        link[1].write(b"x" * 1000)
        await served.until(lambda: not line.transport.is_reading())
        served.room.open(POLL.id)
        assert POLL.id.encode() in await part(link)

    run(a_door(), story)


@pytest.mark.parametrize("sent", [BYE, EVENTS])
def test_what_a_connection_held_goes_with_it(sent: bytes) -> None:
    """Nothing of a connection waits for Python's collector of garbage: not who asked, nor what."""

    async def story(served: Serving) -> None:
        link = await served.link()
        await served.until(lambda: bool(served.server.server_state.connections))
        gone = weakref.ref(only(served))
        link[1].write(sent)
        await link[0].readuntil(b"\r\n\r\n")
        link[1].close()
        await served.until(lambda: not served.server.server_state.connections)
        await served.until(lambda: gone() is None)

    gc.disable()
    try:
        run(a_door(), story)
    finally:
        gc.enable()
