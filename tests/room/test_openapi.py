"""The description of the room in docs/ says what the code does, both ways."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from starlette.routing import Route

from askfirst.room.app import create_app
from askfirst.room.codes import CODES
from askfirst.room.described import OPERATIONS
from askfirst.room.host_operations import PAGES
from askfirst.room.openapi import document
from askfirst.room.replies import CODES as BY_HTTP
from askfirst.room.texts import REFUSED
from tests.room.rooms import HOST, client, make_room

ROOT = Path(__file__).parents[2]
SAID_BY_ROOM = ["activities", "opening/protocol.py", "planning/clock.py", "room"]
NOT_SAID_BY_ROOM = {"no_room"}  # a notebook says them to whoever leads from it


def test_every_route_is_described_and_the_reverse() -> None:
    """Each route of the application has a description, each description a route."""
    app = create_app(make_room(), hosts=[HOST])
    routes = {
        (method, route.path)
        for route in app.routes
        if isinstance(route, Route)
        for method in (route.methods or ())
        if method != "HEAD"  # which the guard refuses
    }
    routes.remove(("GET", "/{path:path}"))
    assert routes == {(one.method, one.path) for one in OPERATIONS if one not in PAGES}


def test_the_file_is_current() -> None:
    """What stands in docs/ is what the table says now."""
    stored = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    assert stored == document(), "Run: python -m askfirst.room.openapi docs/openapi.json"


def test_it_is_openapi() -> None:
    """It is OpenAPI 3.1, and every object in it says all that it may hold."""
    schemathesis.openapi.from_dict(document()).validate()
    assert document()["openapi"] == "3.1.0"


@pytest.mark.parametrize("path", ["/openapi.json", "/docs/openapi.json", "/docs", "/redoc"])
def test_it_is_served_to_nobody(path: str) -> None:
    """No phone is told what the room could be asked."""
    assert client(make_room()).get(path).status_code == 404


def codes_in_code() -> Iterator[tuple[str, int]]:
    """Find every code that the program can refuse with, and its status."""
    for part in SAID_BY_ROOM:
        place = ROOT / "src/askfirst" / part
        for file in [place] if place.is_file() else sorted(place.glob("*.py")):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                    yield from _said(call.func.id, call)
    yield from ((code, status) for status, code in BY_HTTP.items())


def _said(name: str, call: ast.Call) -> Iterator[tuple[str, int]]:
    code, *rest = [getattr(given, "value", None) for given in call.args]
    if name == "RoomError" and isinstance(code, str) and code not in NOT_SAID_BY_ROOM:
        yield code, rest[1] if len(rest) > 1 and isinstance(rest[1], int) else 409
    elif name == "refusal" and isinstance(code, str):
        yield code, REFUSED[code][0]
    elif name == "_refused" and isinstance(code, str) and re.fullmatch("[a-z_]+", code):
        yield code, 422


def test_every_code_is_described_and_the_reverse() -> None:
    """Each code that the program refuses with is described, with its status; no other is."""
    assert dict(codes_in_code()) == CODES
    assert {code for one in OPERATIONS for code in one.refused} == set(CODES) - {"wrong_method"}
