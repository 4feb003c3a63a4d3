import pytest
from starlette.testclient import TestClient

from askfirst.room.requests import MOST_BYTES
from tests.room.rooms import client, make_room

FORM = "application/x-www-form-urlencoded"


def send(body: bytes, kind: str) -> tuple[int, str]:
    web: TestClient = client(make_room())
    reply = web.post("/join", content=body, headers={"content-type": kind})
    return reply.status_code, reply.json()["error"]["code"]


@pytest.mark.parametrize("kind", ["application/json", FORM, "text/plain"])
def test_large_bodies_are_refused(kind: str) -> None:
    """A body of more than 2 KB is refused, whatever its type."""
    assert send(b"a" * (MOST_BYTES + 1), kind) == (413, "too_large")


def test_large_body_without_a_length_is_refused() -> None:
    """A body in parts is refused as soon as it is too large."""
    parts = (b"a" * 500 for _ in range(100))
    reply = client(make_room()).post("/join", content=parts)
    assert reply.status_code == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'"river"', "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 2000, "application/json"),
        (b"word=%ff", FORM),
        (b"&".join([b"a=b"] * 50), FORM),
    ],
)
def test_bodies_that_cannot_be_read(body: bytes, kind: str) -> None:
    """A body that is not what its type says is refused in one way."""
    assert send(body, kind) == (422, "bad_body")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_other_types_are_refused(kind: str) -> None:
    """The room reads JSON and plain forms."""
    assert send(b"{}", kind) == (415, "bad_type")
