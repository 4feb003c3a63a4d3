"""Slow, silent and lost connections take nothing from others; with raw sockets on a real server."""

import asyncio
import contextlib
import json
import selectors
import socket
import sys

import pytest

from askfirst.opening.door import MOST_AT_ONCE
from askfirst.opening.serve import AT_A_TURN
from tests.opening.doors import (
    BYE,
    EVENTS,
    FACILITATOR,
    HOST,
    PHONES,
    STATE,
    Link,
    Serving,
    a_door,
    run,
)

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Only Linux has all of 127.0.0.0/8"
)


async def silent(served: Serving, count: int, sent: bytes = b"") -> list[Link]:
    links = [await served.link() for _ in range(count)]
    for _, writer in links:
        writer.write(sent)
    await served.until(lambda: len(served.server.server_state.connections) >= min(count, 60))
    return links


@pytest.fixture
def many_files() -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2 * MOST_AT_ONCE + 500:
        pytest.skip("This system does not let a test hold so many connections.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * MOST_AT_ONCE + 500), hard))


def test_1500_silent_connections_keep_nobody_out(many_files: None) -> None:
    """With silence in all places, another address, the same and the facilitator get in."""

    async def story(served: Serving) -> None:
        links = await silent(served, MOST_AT_ONCE + 50)
        assert len(served.server.server_state.connections) <= MOST_AT_ONCE + 1
        assert await served.first(BYE, "127.0.0.3") == b"HTTP/1.1 200 OK\r\n"
        assert await served.first(BYE, "127.0.0.2") == b"HTTP/1.1 200 OK\r\n"
        assert await served.first(STATE, to=FACILITATOR) == b"HTTP/1.1 200 OK\r\n"
        # Only who had waited for longest had to go: the first is gone, the last is still there.
        assert await asyncio.wait_for(_end(links[0]), 20)
        links[-1][1].write(BYE)
        assert await links[-1][0].readline() == b"HTTP/1.1 200 OK\r\n"

    run(a_door(most=MOST_AT_ONCE), story)


def test_who_comes_at_once_is_let_in_by_turns() -> None:
    """Of 300 who come in one moment all are connected at once, and let in 16 at a turn."""

    async def story(served: Serving) -> None:
        let_in = served.server.server_state.connections
        with contextlib.ExitStack() as leave, selectors.DefaultSelector() as connecting:
            for _ in range(300):  # and no turn of the loop meanwhile
                sock = leave.enter_context(socket.socket())
                sock.setblocking(False)
                sock.connect_ex((PHONES, served.port))
                connecting.register(sock, selectors.EVENT_WRITE)
            while connecting.get_map():
                ready = connecting.select(20)
                assert ready
                for key, _ in ready:
                    connecting.unregister(key.fileobj)
            steps = []
            while len(let_in) < 300:
                before = len(let_in)
                await asyncio.sleep(0)
                steps.append(len(let_in) - before)
            assert max(steps) == AT_A_TURN

    run(a_door(most=400), story)


def test_places_of_one_address_in_use_are_given_to_others() -> None:
    """Where one address uses every place, others get in, the facilitator beside them."""

    async def story(served: Serving) -> None:
        await silent(served, 60, EVENTS)
        await served.until(lambda: served.room.phones.subscribers == 60)
        assert await served.first(BYE) == b"HTTP/1.1 503 Service Unavailable\r\n"
        assert await served.first(BYE, "127.0.0.3") == b"HTTP/1.1 200 OK\r\n"
        assert await served.first(STATE, to=FACILITATOR) == b"HTTP/1.1 200 OK\r\n"
        await served.until(lambda: served.room.phones.subscribers == 59)

    run(a_door(), story)


def test_104_silent_listeners_keep_nobody_out() -> None:
    """One address may listen with as many pages as fit, until another wants to listen, too."""

    async def story(served: Serving) -> None:
        most = served.room.phones.most
        links = await silent(served, most, EVENTS)
        await served.until(lambda: served.room.phones.subscribers == most)
        assert await served.first(EVENTS) == b"HTTP/1.1 503 Service Unavailable\r\n"
        assert await served.first(EVENTS, "127.0.0.3") == b"HTTP/1.1 200 OK\r\n"
        assert (await _end(links[0])).endswith(b"0\r\n\r\n")  # it ended in good order
        served.leave()
        await served.until(lambda: served.room.phones.subscribers == 0)

    run(a_door(most=500), story)


@pytest.mark.parametrize("begun", [b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
def test_a_head_that_is_never_whole_is_refused(begun: bytes) -> None:
    """A head that is not whole in time is refused in the one shape."""

    async def story(served: Serving) -> None:
        reader, writer = await served.link()
        writer.write(begun)
        head, _, body = (await asyncio.wait_for(reader.read(), 20)).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert json.loads(body)["error"]["code"] == "too_slow"

    run(a_door(asking=0.05), story)


def test_a_head_that_trickles_is_cut_off() -> None:
    """A head that comes a letter at a time gets no more time for it."""

    async def story(served: Serving) -> None:
        reader, writer = await served.link()
        writer.write(b"GET / HTTP/1.1\r\nX: ")
        reading = asyncio.ensure_future(_end((reader, writer)))
        while not reading.done():
            writer.write(b"a")
            await asyncio.wait({reading}, timeout=0.005)
        await served.until(lambda: not served.server.server_state.connections)

    run(a_door(asking=0.1), story)


def test_silence_ends() -> None:
    """Who connects and says nothing is let go without a word."""

    async def story(served: Serving) -> None:
        assert await asyncio.wait_for(_end(await served.link()), 20) == b"\n"

    run(a_door(asking=0.05), story)


@pytest.mark.parametrize("path", [b"/nowhere", b"/events"])
def test_a_body_that_never_ends_is_cut_off(path: bytes) -> None:
    """Whoever is answered and goes on sending, or still owes a body, is cut off in time."""

    async def story(served: Serving) -> None:
        reader, writer = await served.link()
        writer.write(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"Content-Length: 999\r\n\r\n")
        reading = asyncio.ensure_future(_end((reader, writer)))
        while not reading.done():
            writer.write(b"a")
            await asyncio.wait({reading}, timeout=0.005)
        await served.until(lambda: not served.server.server_state.connections)
        assert served.room.phones.subscribers == 0

    run(a_door(asking=0.1), story)


def test_a_stream_that_is_not_read_is_dropped_and_holds_little() -> None:
    """Whoever never reads has one snapshot waiting at most, and is dropped."""

    async def story(served: Serving) -> None:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, (PHONES, served.port))
        await asyncio.get_running_loop().sock_sendall(sock, EVENTS)
        await served.until(lambda: served.room.phones.subscribers == 1)
        (link,) = served.server.server_state.connections
        snapshot = b"x" * 10_000
        most = 0

        def dropped() -> bool:
            nonlocal most
            served.room.phones.publish(snapshot)
            most = max(most, link.transport.get_write_buffer_size())
            return not served.server.server_state.connections

        await served.until(dropped)
        assert 0 < most < 2 * len(snapshot)
        await served.until(lambda: served.room.phones.subscribers == 0)
        sock.close()

    run(a_door(reading=0.1), story, buffer=4096)


def test_a_page_that_is_not_read_is_dropped() -> None:
    """Whoever asks for a page and never reads it is dropped, also when it is the last of it."""

    async def story(served: Serving) -> None:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, (PHONES, served.port))
        asked = b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
        await asyncio.get_running_loop().sock_sendall(sock, asked)
        await served.until(lambda: bool(served.server.server_state.connections))
        await served.until(lambda: not served.server.server_state.connections)
        sock.close()

    run(a_door(reading=0.1), story, buffer=4096)


def test_who_is_gone_without_a_word_is_noticed() -> None:
    """The system is told to ask after a connection that is quiet, and to end it without a reply."""

    async def story(served: Serving) -> None:
        await served.link()
        await served.until(lambda: bool(served.server.server_state.connections))
        (link,) = served.server.server_state.connections
        sock = link.transport.get_extra_info("socket")
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000

    run(a_door(), story)


async def _end(link: Link) -> bytes:
    """Return the rest of what comes, b"" too where the connection was cut off."""
    try:
        return await link[0].read() or b"\n"
    except ConnectionError:
        return b"\n"
