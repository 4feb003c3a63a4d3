"""Proof 7: whatever is refused, by the room or before it, has one shape; people get a page."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from askfirst.opening import door
from askfirst.room.replies import HEADERS
from askfirst.room.state import Room
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import MAPPED_HOST
from tests.room.rooms import KEY, POLL, make_room

HOST = f"Host: {MAPPED_HOST}\r\n"
JSON = f"{HOST}Content-Type: application/json\r\n"
LEAD = f"{HOST}Authorization: Bearer {KEY}\r\n"
LONG = "x" * 3000
# A request, the status that answers it, and the code in the one shape.
REFUSED = [
    ("nonsense\r\n\r\n", 400, "bad_request"),
    ("GET / HTTP/1.1\r\n\r\n", 400, "bad_request"),
    (f"GET / HTTP/1.1\r\n{HOST}{HOST}\r\n", 400, "bad_request"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Content-Length: -1\r\n\r\n", 400, "bad_request"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{{}}", 400,
     "bad_request"),
    (f"GET /host/state HTTP/1.1\r\n{HOST}\r\n", 401, "no_key"),
    (f"GET /host/events HTTP/1.1\r\n{HOST}\r\n", 401, "no_key"),
    (f"POST /join HTTP/1.1\r\n{JSON}Content-Length: 15\r\n\r\n{{\"word\":\"lake\"}}", 403,
     "wrong_word"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Origin: http://evil.test\r\nContent-Length: 2\r\n\r\n{{}}",
     403, "wrong_origin"),
    (f"GET /nowhere HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"GET /c/none.js HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"GET /deck/none HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"GET /answer/ HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"GET /%2e%2e/%00 HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"GET /{'y' * 4000} HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Content-Length: 14\r\n\r\n{{\"choice\":\"0\"}}", 404,
     "unknown_activity"),
    (f"POST /bye HTTP/1.1\r\n{HOST}Content-Length: 0\r\n\r\n", 405, "wrong_method"),
    (f"PUT / HTTP/1.1\r\n{HOST}\r\n", 405, "wrong_method"),
    (f"BREW / HTTP/1.1\r\n{HOST}\r\n", 405, "wrong_method"),
    (f"POST /host/activities/{POLL.id}/close HTTP/1.1\r\n{LEAD}Content-Length: 0\r\n\r\n", 409,
     "wrong_phase"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Content-Length: 3000\r\n\r\n{LONG}", 413, "too_large"),
    (f"POST /answer HTTP/1.1\r\n{HOST}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi", 415,
     "bad_type"),
    ("GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n", 421, "wrong_host"),
    (f"POST /answer HTTP/1.1\r\n{JSON}Content-Length: 2\r\n\r\n{{x", 422, "bad_body"),
    (f"POST /join HTTP/1.1\r\n{JSON}Content-Length: 29\r\n\r\n"
     "{\"word\":\"river\",\"ticket\":\"x\"}", 422, "bad_nonce"),
    (f"GET /host HTTP/1.1\r\n{HOST}\r\n", 404, "not_found"),
]  # fmt: skip
READABLE = [one for one in REFUSED if one[1] != 400]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A room behind the server that a workshop has."""
    with served_to_phones(make_room()) as served:
        yield served


def said_to(served: Served, request: str) -> tuple[int, dict[str, str], bytes]:
    """Return the reply to a request as it is on the wire: status, headers and body."""
    place = ("127.0.0.1", urlsplit(served.url).port or 0)
    with socket.create_connection(place, 20) as link, HTTPResponse(link) as reply:
        link.sendall(request.encode())
        reply.begin()
        pairs = [(name.lower(), value) for name, value in reply.getheaders()]
        assert len(pairs) == len(dict(pairs))
        return reply.status, dict(pairs), reply.read()


def expect_shape(reply: tuple[int, dict[str, str], bytes], status: int, code: str) -> None:
    got, headers, body = reply
    assert (got, headers["content-type"]) == (status, "application/json")
    said = json.loads(body)
    assert set(said) == {"error"}
    assert set(said["error"]) == {"code", "message"}
    assert said["error"]["code"] == code
    assert said["error"]["message"].endswith(".")
    assert {name: headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert not {"server", "date", "set-cookie"} & set(headers)


@pytest.mark.parametrize(("request_", "status", "code"), REFUSED, ids=lambda one: str(one)[:40])
def test_every_error_has_the_one_shape(
    served: Served, request_: str, status: int, code: str
) -> None:
    """Code and message, as JSON, under the headers of every reply: also of what is no HTTP."""
    expect_shape(said_to(served, request_), status, code)


def test_nothing_that_was_sent_comes_back() -> None:
    """An error quotes nothing of what a phone sent, but the name of an activity it asked for."""
    with served_to_phones(make_room()) as served:
        for request, *_ in REFUSED:
            marked = request.replace("nonsense", "canary").replace("nowhere", "canary")
            _, headers, body = said_to(served, marked.replace("lake", "cana"))
            assert "cana" not in str(headers) + body.decode()


def test_too_many_at_once_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most connections a server holds, the one shape says so, and the next is let in."""
    with served_to_phones(make_room()) as served:
        monkeypatch.setattr(door, "MOST_AT_ONCE", 0)
        expect_shape(said_to(served, f"GET / HTTP/1.1\r\n{HOST}\r\n"), 503, "busy")
        monkeypatch.setattr(door, "MOST_AT_ONCE", 100)
        assert said_to(served, f"GET /bye HTTP/1.1\r\n{HOST}\r\n")[0] == 200


def test_a_failure_and_a_flood_have_the_shape_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure of ours is 500 and a flood 429, in the one shape."""

    def fail(*_: object) -> str:
        raise KeyError("what a phone sent")

    with served_to_phones(make_room()) as served:
        monkeypatch.setattr(Room, "join", fail)
        join = f"POST /join HTTP/1.1\r\n{JSON}Content-Length: 2\r\n\r\n{{}}"
        expect_shape(said_to(served, join), 500, "failed")
        monkeypatch.setattr("askfirst.room.limits.Buckets.allow", lambda *_: False)
        expect_shape(said_to(served, f"GET / HTTP/1.1\r\n{HOST}\r\n"), 429, "too_fast")


@pytest.mark.parametrize(("request_", "status", "_"), READABLE, ids=lambda one: str(one)[:40])
def test_people_get_a_page(served: Served, request_: str, status: int, _: str) -> None:
    """Where a browser asks to show what comes, the same is said on a page, with no script."""
    start, _, rest = request_.partition("\r\n")
    got, headers, body = said_to(served, f"{start}\r\nAccept: text/html\r\n{rest}")
    assert (got, headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert b"That did not work" in body
    assert b"<script" not in body
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
