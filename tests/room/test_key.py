"""What leads the room needs its key; there is one comparison, and it takes the same time."""

import ast
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route

from askfirst.room import requests
from askfirst.room.app import create_app
from askfirst.room.host import HostRoutes
from tests.room.rooms import HOST, KEY, POLL, browser, make_room

SOURCE = Path(requests.__file__).parent
WRONG = [
    None,
    b"",
    b"Bearer",
    b"Bearer ",
    KEY.encode(),
    f"bearer {KEY}".encode(),
    f"Basic {KEY}".encode(),
    f"Bearer {KEY[:-1]}".encode(),
    f"Bearer {KEY}x".encode(),
    "Bearer ключ".encode(),
    b"Bearer \xff\xfe",
    b"Bearer " + b"x" * 4000,
]
OPEN_TO_NOBODY = [
    (method, route.path)
    for route in create_app(make_room(), hosts=[HOST]).routes
    if isinstance(route, Route) and route.path.startswith("/host/") and route.path != "/host/door"
    for method in (route.methods or set()) & {"GET", "POST"}
]


@pytest.mark.parametrize(("method", "path"), sorted(OPEN_TO_NOBODY))
def test_every_wrong_key_is_refused_in_the_same_bytes(method: str, path: str) -> None:
    """With no key, a wrong one or one in no ASCII, whatever is sent, the refusal is the same."""
    room = make_room()
    web = browser(create_app(room, hosts=[HOST]))
    replies = {
        (reply.status_code, reply.content, tuple(reply.headers.multi_items()))
        for key in WRONG
        for body in (b"{}", b"", b"{{", b"x" * 20_000)
        for reply in [
            web.request(
                method,
                path.replace("{activity}", POLL.id),
                content=body,
                headers={} if key is None else {b"authorization": key},
            )
        ]
    }
    assert len(replies) == 1
    assert replies.pop()[0] == 401
    assert room.asked[POLL.id].phase == "draft"
    assert not room.ended


def test_each_goes_through_the_one_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these routes compares once, in constant time, before it does anything else."""
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    web = browser(create_app(make_room(), hosts=[HOST]))
    for method, path in OPEN_TO_NOBODY:
        headers = {"authorization": f"Bearer {KEY}"}
        assert web.request(method, path, headers=headers).status_code == 401
    assert compared == [(f"Bearer {KEY}".encode(),) * 2] * len(OPEN_TO_NOBODY)


def endpoints() -> Iterator[ast.AsyncFunctionDef]:
    """Find the code of each endpoint that leads."""
    tree = ast.parse((SOURCE / "host.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == HostRoutes.__name__:
            steps = (one for one in node.body if isinstance(one, ast.AsyncFunctionDef))
            yield from (one for one in steps if len(one.args.args) > 1)  # what takes a request


def test_the_check_is_the_first_thing_an_endpoint_does() -> None:
    """Nothing is read, waited for or looked at before the key was compared."""
    found = {one.name: ast.unparse(one.body[bool(ast.get_docstring(one))]) for one in endpoints()}
    door = found.pop("door")
    assert set(found.values()) == {"check_key(request, self._room.host_key)"}
    assert "self._room.enter" in door  # which compares what it is given in constant time, too


def test_no_secret_is_compared_in_another_way() -> None:
    """Key, door, word and the proof of a seat are compared by `hmac.compare_digest` alone."""
    secret = {"host_key", "door", "word", "mac", "_key"}
    for file in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and not all(
                isinstance(op, ast.Is | ast.IsNot) for op in node.ops
            ):
                sides = [node.left, *node.comparators]
                named = {getattr(one, "attr", getattr(one, "id", "")) for one in sides}
                assert not named & secret, f"{file.name}:{node.lineno}"
