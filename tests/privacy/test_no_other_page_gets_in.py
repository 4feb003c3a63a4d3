"""No page of somebody else reads, leads or answers the room: by another name, form or script."""

import asyncio

import pytest

from askfirst.opening.pages import live_deck
from askfirst.room.app import create_app
from askfirst.start.page import start_page
from tests.export.samples import asks, module, text
from tests.privacy.kinds import whole
from tests.privacy.wire import WirePhone, ask
from tests.room.rooms import HOST, POLL, as_host, make_room

DECK = live_deck(module(text("# Title"), asks(POLL)), claims={}, services=())
PAGES = {"/host": start_page(), "/deck/x": DECK}
SHOWN = ("/", "/bye", "/host", "/deck/x", "/nowhere")
ASKED = (*SHOWN, "/events", "/standing", "/c/poll.js", "/host/state", "/host/events")
SENT = ("/join", "/answer", "/take-back", "/signal", "/next", "/host/door", "/host/end")
ELSEWHERE = [
    {"origin": "http://evil.test"},
    {"origin": f"http://{HOST}"},  # the same name at another port
    {"origin": "http://evil.test", "sec-fetch-site": "cross-site"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "null"},  # a page that hides where it comes from
    {"sec-fetch-site": "cross-site"},
    {"origin": f"http://{HOST}:8080", "sec-fetch-site": "same-site"},
    {"origin": f"http://{HOST}:8080@evil.test"},
]


@pytest.mark.parametrize("path", [*ASKED, *SENT])
@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:8080", f"{HOST}.evil.test", f"{HOST}@evil.test", "[::1]", ""]
)
def test_a_name_that_leads_here_by_somebody_elses_will_opens_nothing(path: str, host: str) -> None:
    """Under another name nothing is answered, whatever the key, the origin or the form."""

    async def run() -> None:
        room = make_room()
        room.open(POLL.id)
        app = create_app(room, hosts=[HOST], pages=PAGES)
        state = whole(room)
        headers = {**as_host(), "host": host, "origin": f"http://{host}"}
        for form in (False, True):
            body = {"word": "river"} if path in SENT else None
            reply = await ask(app, path, body, form=form, headers=headers)
            assert (reply.status, reply.code) == (421, "wrong_host")
            assert b"river" not in reply.body
        assert whole(room) == state

    asyncio.run(run())


@pytest.mark.parametrize("path", SENT)
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_what_another_page_sends_is_refused(path: str, headers: dict[str, str]) -> None:
    """A form or script of another page is refused even with the right word, seat or key."""

    async def run() -> None:
        room = make_room()
        room.open(POLL.id)
        app = create_app(room, hosts=[HOST], pages=PAGES)
        phone = WirePhone(app, "a")
        seat = await phone.seat()
        state = whole(room)
        fields = {**phone.message(seat, POLL, "0"), "word": "river", "signal": "pause"}
        for form in (False, True):
            reply = await ask(app, path, fields, form=form, headers={**as_host(), **headers})
            assert (reply.status, reply.code) == (403, "wrong_origin")
        assert whole(room) == state

    asyncio.run(run())


def test_a_form_of_our_own_is_let_in() -> None:
    """Our own forms say that they are ours, by their origin and where a browser can by more."""

    async def run() -> None:
        app = create_app(make_room(), hosts=[HOST])
        for more in ({}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
            headers = {"origin": f"http://{HOST}:8080", **more}
            reply = await ask(app, "/join", {"word": "river"}, form=True, headers=headers)
            assert reply.status == 200

    asyncio.run(run())


@pytest.mark.parametrize("path", ASKED)
def test_nothing_may_be_framed_read_or_kept(path: str) -> None:
    """No reply may be framed by another page, read by it, or kept by any cache on its way."""

    async def run() -> None:
        app = create_app(make_room(), hosts=[HOST], pages=PAGES)
        if path.endswith("events"):
            return  # a stream has the same headers, and does not end; see the guard's own test
        headers = dict((await ask(app, path)).headers)
        said = {name.decode(): value.decode() for name, value in headers.items()}
        ancestors = "'self'" if path == "/deck/x" else "'none'"  # its speaker view frames it
        assert f"frame-ancestors {ancestors}" in said["content-security-policy"]
        assert said["x-frame-options"] == ("SAMEORIGIN" if path == "/deck/x" else "DENY")
        assert said["cross-origin-resource-policy"] == "same-origin"
        assert said["cross-origin-opener-policy"] == "same-origin"
        assert said["cache-control"] == "no-store"
        assert said["referrer-policy"] == "same-origin"
        assert not [name for name in said if name.startswith("access-control")]
        assert "etag" not in said
        assert "last-modified" not in said

    asyncio.run(run())
