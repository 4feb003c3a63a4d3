import logging

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from askfirst.room.guard import Guard
from askfirst.room.limits import Buckets
from askfirst.room.replies import HEADERS
from tests.room.rooms import BASE, client, make_room

SECRET = "what-a-phone-sent"
FORM = {"content-type": "application/x-www-form-urlencoded"}


async def break_down(_: Request) -> Response:
    raise KeyError(SECRET)


async def fine(_: Request) -> Response:
    return PlainTextResponse("fine")


def guarded(seconds: float = 0.0) -> TestClient:
    buckets = Buckets(lambda: 1, now=lambda: seconds)
    app = Starlette(
        routes=[Route("/", fine, methods=["GET", "POST"]), Route("/broken", break_down)],
        middleware=[Middleware(Guard, hosts=["Workshop.test", "10.0.0.1"], buckets=buckets)],
    )
    return TestClient(app, base_url=BASE)


@pytest.mark.parametrize("host", ["workshop.test", "WORKSHOP.TEST:80", "10.0.0.1:9999"])
def test_known_names_are_let_in(host: str) -> None:
    """The room answers to its names, at any port."""
    assert guarded().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.test", "workshop.test.evil.test", "", "[::1", "workshop.test@evil.test"]
)
def test_other_names_are_refused(host: str) -> None:
    """A name that was pointed at the room by somebody else is refused."""
    reply = guarded().get("/", headers={"host": host})
    assert (reply.status_code, reply.json()["error"]["code"]) == (421, "wrong_host")


@pytest.mark.parametrize("origin", [BASE, "HTTP://Workshop.test:8080"])
def test_own_pages_may_post(origin: str) -> None:
    """A POST from a page of this room is let in."""
    assert guarded().post("/", headers={"origin": origin}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "http://workshop.test:9999", "null", "", "file://"]
)
def test_other_pages_may_not_post(origin: str) -> None:
    """A POST from any other page is refused."""
    reply = guarded().post("/", headers={"origin": origin}, json={})
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "wrong_origin")


@pytest.mark.parametrize(("origin", "status"), [(BASE, 200), ("null", 403)])
def test_plain_forms_say_where_they_come_from(origin: str, status: int) -> None:
    """A plain form of ours comes with our origin; one that hides its own is refused."""
    assert guarded().post("/", headers={"origin": origin, **FORM}).status_code == status


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
def test_other_methods_are_refused(method: str) -> None:
    """The room takes GET and POST only."""
    assert guarded().request(method, "/").status_code == 405


def test_empty_bucket() -> None:
    """Whoever asks for too much at once is told to wait."""
    web = guarded()
    replies = [web.get("/").status_code for _ in range(1001)]
    assert (set(replies[:1000]), replies[1000]) == ({200}, 429)


def test_failure_says_and_logs_nothing_of_its_cause(caplog: pytest.LogCaptureFixture) -> None:
    """A failure is answered in the one shape, and the log names the line and no value."""
    with caplog.at_level(logging.DEBUG):
        reply = guarded().get("/broken")
    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "failed")
    assert SECRET not in reply.text + caplog.text
    assert "KeyError at" in caplog.text


@pytest.mark.parametrize("path", ["/", "/bye", "/nowhere", "/host/state", "/c/poll.js"])
def test_every_reply_carries_the_headers(path: str) -> None:
    """Pages, scripts and errors all carry the same headers, and a policy of their own."""
    reply = client(make_room()).get(path)
    assert {name for name in HEADERS if name not in reply.headers} == set()
    assert reply.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("path", ["/host", "/host/state", "/deck/05_consent"])
@pytest.mark.parametrize(("server", "status"), [("192.168.1.20", 404), ("127.0.0.1", 200)])
def test_facilitator_pages_stay_on_this_computer(path: str, server: str, status: int) -> None:
    """Start page, deck and host routes answer on the loopback address alone."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("here")(scope, receive, send)

    app = Guard(inner, hosts=[server], buckets=Buckets(lambda: 25, now=lambda: 0.0))
    client = TestClient(app, base_url=f"http://{server}:8080")
    assert client.get(path).status_code == status
    assert client.get("/").status_code == 200
