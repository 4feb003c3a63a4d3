import asyncio
import gzip
import json
from dataclasses import dataclass

import pytest
from starlette.routing import Route

from askfirst.room.app import create_app
from askfirst.room.clock import SystemClock
from askfirst.room.progress import EVERY_SECONDS
from tests.room.rooms import (
    HOST,
    KEY,
    POLL,
    Phone,
    StoppedClock,
    as_host,
    client,
    make_room,
)


@dataclass(frozen=True)
class Made:
    """A page made elsewhere."""

    html: str
    policy: str


POLICY = "default-src 'none'; frame-ancestors 'none'"
LIVE = "default-src 'none'; frame-ancestors 'self'"
PAGES = {"/host": Made("<p>start</p>" * 99, POLICY), "/deck/05_consent": Made("deck", LIVE)}


def test_given_pages_keep_their_policy() -> None:
    """Start page and decks are served as they are, under their own policy and without a key."""
    web = client(make_room(), pages=PAGES)
    start, deck = web.get("/host"), web.get("/deck/05_consent")
    assert (start.text, start.headers["content-security-policy"]) == ("<p>start</p>" * 99, POLICY)
    assert start.headers["x-frame-options"] == "DENY"
    assert deck.headers["x-frame-options"] == "SAMEORIGIN"


def test_pages_are_packed_where_the_browser_unpacks() -> None:
    """Only a browser that says so gets a packed page."""
    web = client(make_room(), pages=PAGES)
    plain = web.get("/host", headers={"accept-encoding": "identity"})
    packed = web.get("/host", headers={"accept-encoding": "gzip"})
    assert ("content-encoding" in plain.headers, plain.text) == (False, packed.text)
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 9, mtime=0))


def paths() -> list[str]:
    app = create_app(make_room(), hosts=[HOST])
    found = [route.path for route in app.routes if isinstance(route, Route)]
    values = {"{kind}": "poll", "{activity}": "05-none", "{path:path}": "nowhere"}
    for name, value in values.items():
        found = [path.replace(name, value) for path in found]
    return sorted(set(found))


@pytest.mark.parametrize("path", paths())
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"seat": {"a": []}}', b"\xff" * 3000])
def test_every_refusal_has_one_shape(path: str, method: str, body: bytes) -> None:
    """Whatever is sent to whichever route, a refusal is code and message and nothing else."""
    if path in {"/events", "/host/events"} and method == "GET":
        return
    web = client(make_room())
    headers = {"content-type": "application/json", **as_host("wrong")}
    reply = web.request(method, path, content=body, headers=headers)
    if reply.status_code == 200:
        return
    assert 400 <= reply.status_code < 500
    assert set(reply.json()) == {"error"}
    assert set(reply.json()["error"]) == {"code", "message"}


# The door takes no key: it gives it, once, for what the browser was started with.
HOST_PATHS = [p for p in paths() if p.startswith("/host/") and p != "/host/door"]


@pytest.mark.parametrize("path", HOST_PATHS)
def test_every_host_route_needs_the_key(path: str) -> None:
    """Without the key, or with a wrong one, every host route answers 401 and does nothing."""
    room = make_room()
    web = client(room)
    before = room.host_snapshot()
    method = (
        "GET"
        if path.rsplit("/", 1)[-1] in {"state", "events", "texts", "left", "results"}
        else "POST"
    )
    for headers in ({}, as_host("wrong"), {"Authorization": KEY}, as_host("")):
        reply = web.request(method, path.replace("05-none", POLL.id), headers=headers, json={})
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "no_key")
    assert room.host_snapshot() == before


def test_the_key_is_in_no_page() -> None:
    """No page, script or snapshot holds the key."""
    room = make_room()
    web = client(room, pages=PAGES)
    room.open(POLL.id)
    for path in ("/", "/bye", "/host", "/c/poll.js"):
        assert KEY not in web.get(path).text
    assert KEY not in web.get("/host/state", headers=as_host()).text


def test_the_key_does_not_work_in_the_address() -> None:
    """A key in the address is not read."""
    assert client(make_room()).get(f"/host/state?key={KEY}&k={KEY}").status_code == 401


def test_looks_every_15_seconds() -> None:
    """While the application runs, the progress is looked at at every pause of the clock."""

    async def run() -> None:
        room = make_room()
        clock = room.clock
        assert isinstance(clock, StoppedClock)
        app = create_app(room, hosts=[HOST])
        room.open(POLL.id)
        for name in range(8):
            Phone(room, name).answer(POLL, "1")
        async with app.router.lifespan_context(app), room.hosts.subscribe() as told:
            before = room.host_snapshot()
            clock.go()
            state = json.loads(await asyncio.wait_for(told.get(), 20))
            assert json.loads(before)["activities"][POLL.id]["progress"]["pips"] == 0
            assert state["activities"][POLL.id]["progress"]["pips"] == 4
        assert set(clock.pauses) == {EVERY_SECONDS}
        assert app.state.closing.is_set()

    asyncio.run(run())


def test_system_clock() -> None:
    """The clock of the computer knows the day and can pause."""

    async def run() -> None:
        clock = SystemClock()
        await clock.pause(0)
        assert clock.today().year >= 2026

    asyncio.run(run())
