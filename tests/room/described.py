"""Rooms at any moment, and what is asked of them as their description says, or not."""

import itertools
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from askfirst import Pace, QuestionBox
from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from askfirst.room.described import OPERATIONS
from askfirst.room.openapi import document
from askfirst.room.schemas import ACTIVITY, NONCE, SEAT
from askfirst.room.state import Room
from tests.room.rooms import (
    ACTIVITIES,
    BASE,
    CHECK,
    CLOUD,
    HOST,
    KEY,
    LINES,
    POLL,
    WORDS,
    Phone,
    as_host,
    browser,
    make_room,
    number,
)

PACE = Pace("00-pace", "How is the pace?")
BOX = QuestionBox("00-box", "Anything you would like to ask")
ALL: tuple[Activity, ...] = (PACE, BOX, *ACTIVITIES)
CHOICES = {POLL: "0", CHECK: "1", WORDS: "=So {}", CLOUD: "=river",
           LINES: "=Be {}", BOX: "=Why {}?", PACE: "slower"}  # fmt: skip
ASKED = list(CHOICES)
PHONES = 8
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SEATS = [make_room().join("river", number(("ticket", name))) for name in range(PHONES)]
NONCES = [number((name, activity.id, 1)) for name in range(2) for activity in ASKED]
LABELS = [f"{one.method} {one.path}" for one in OPERATIONS]


def _answered(room: Room, activity: Activity) -> None:
    room.open(activity.id)
    for name in range(PHONES):
        phone, choice = Phone(room, name), CHOICES[activity].format(name)
        if activity.signals:
            room.signal(phone.seat, activity.id, choice)
        else:
            phone.answer(activity, choice)


def _closed(room: Room, activity: Activity) -> None:
    _answered(room, activity)
    room.close(activity.id)


def _looked(room: Room, activity: Activity) -> None:
    _closed(room, activity)
    if activity.moderated:
        room.texts(activity.id)


def _ended(room: Room, activity: Activity) -> None:
    _closed(room, activity)
    room.end()


MOMENTS: dict[str, Callable[[Room, Activity], None]] = {
    "draft": lambda room, _: None,
    "answered": _answered,
    "closed": _closed,
    "looked": _looked,
    "ended": _ended,
}


def room_at(moment: str, activity: Activity) -> TestClient:
    """Return a browser for a room in which one activity has come so far."""
    room = make_room(activities=ALL)
    MOMENTS[moment](room, activity)
    seconds = itertools.count()
    app = create_app(room, hosts=[HOST], now=lambda: float(next(seconds)))
    app.state.closing.set()  # so that a stream ends after what it says first
    return browser(app)


def tuned() -> schemathesis.BaseSchema:
    """Return the description, in which what a room gave out and what it asks comes up often."""
    known = {
        str(SEAT): SEATS,
        str(NONCE): NONCES,
        str(ACTIVITY): [activity.id for activity in ALL],
    }

    def tune(part: Any) -> Any:
        if isinstance(part, list):
            return [tune(one) for one in part]
        if str(part) in known:
            return {"anyOf": [{"enum": known[str(part)]}, dict(part)]}
        return {name: tune(one) for name, one in part.items()} if isinstance(part, dict) else part

    return schemathesis.openapi.from_dict(tune(deepcopy(document())))


def cases(schema: schemathesis.BaseSchema, label: str) -> st.SearchStrategy[Any]:
    """Return what may be asked in one operation, and what may not."""
    operations: Any = schema.get_all_operations()
    found = {one.ok().label: one.ok() for one in operations}[label]
    modes = [GenerationMode.POSITIVE]
    if found.body or found.path_parameters or found.query:
        modes.append(GenerationMode.NEGATIVE)
    return st.one_of([found.as_strategy(generation_mode=mode) for mode in modes])


def send(web: TestClient, case: Any, *, key: str | None) -> None:
    """Send a case, with the host key or another, and check the reply against the description."""
    case.headers.clear()
    if key is not None:
        case.headers["Authorization"] = as_host(key)["Authorization"]
    asked = case.as_transport_kwargs(base_url=BASE)
    asked["headers"] = {
        name.encode(): str(value).encode() for name, value in asked["headers"].items()
    }
    asked.pop("cookies", None)
    if isinstance(asked.get("data"), (bytes, str)):
        asked["content"] = asked.pop("data")
    reply = web.request(**asked)
    case.validate_response(reply, checks=CHECKS)


KEYS = st.sampled_from([KEY, KEY, KEY, KEY, None, "", "ä", KEY[:-1], f"{KEY}x"])
