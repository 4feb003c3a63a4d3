"""The plan's clock in a room: led by steps, told to the facilitator alone, and gone at the end."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from askfirst.planning.clock import Cut, Part, Schedule
from askfirst.room.clock import SystemClock
from askfirst.room.state import Room
from tests.room.rooms import OWN, POLL, SCALE, StoppedClock, as_host, client, fill, held, make_room

SCHEDULE = Schedule(
    parts=(
        Part(title="Arrive", minutes=10),
        Part(title="Myths", minutes=20, activities=frozenset({POLL.id})),
        Part(title="Tea", minutes=5, pause=True),
        Part(title="Consent", minutes=25, activities=frozenset({SCALE.id})),
    ),
    cuts=(Cut(id="line-0", place=3, minutes=4, title="05: the check"),),
    others=("Something else",),
)


def room_at() -> tuple[Room, StoppedClock]:
    room = make_room(schedule=SCHEDULE)
    assert isinstance(room.clock, StoppedClock)
    return room, room.clock


def told(room: Room) -> Mapping[str, Any]:
    clock: Mapping[str, Any] = json.loads(room.host_snapshot())["room"]["clock"]
    return clock


def test_it_stands_still_until_it_is_started() -> None:
    """Before the start only where a day begins is told, and no time."""
    room, clock = room_at()
    before = room.host_snapshot()
    clock.now += 30
    room.tick()
    assert room.host_snapshot() == before
    assert told(room) == {
        "running": False, "starts": [0], "start": None, "others": ["Something else"]
    }  # fmt: skip


def test_steps_over_http() -> None:
    """Start, next, back, drop and keep lead the clock, for whoever has the key."""
    room, clock = room_at()
    web = client(room)
    said = web.post("/host/clock/start", json={"part": 0}, headers=as_host()).json()
    assert (said["room"]["clock"]["place"], said["room"]["clock"]["state"]) == (0, "on time")
    clock.now += 15
    after = web.post("/host/clock/next", json={}, headers=as_host()).json()["room"]["clock"]
    assert (after["place"], after["state"], after["off"]) == (1, "behind", 5)
    assert (after["pause"], after["end"], after["wins"], after["missing"]) == (755, 785, 4, 0)
    assert after["offers"][0]["wins"] == 4
    less = web.post("/host/clock/drop", json={"cut": "line-0"}, headers=as_host()).json()
    assert less["room"]["clock"]["state"] == "on time"
    assert [cut["id"] for cut in less["room"]["clock"]["dropped"]] == ["line-0"]
    more = web.post("/host/clock/keep", json={"cut": "line-0"}, headers=as_host()).json()
    assert more["room"]["clock"]["dropped"] == []
    back = web.post("/host/clock/back", json={}, headers=as_host()).json()
    assert back["room"]["clock"]["place"] == 0


@pytest.mark.parametrize(
    ("step", "sent", "code"),
    [
        ("start", {}, "bad_step"),
        ("start", {"part": "0"}, "bad_step"),
        ("start", {"part": 2}, "bad_part"),
        ("next", {}, "not_started"),
        ("stop", {}, "bad_step"),
        ("drop", {"cut": 3}, "bad_cut"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(step: str, sent: object, code: str) -> None:
    """A wrong step has the one error shape and leaves the clock as it was."""
    room, _ = room_at()
    before = told(room)
    reply = client(room).post(f"/host/clock/{step}", json=sent, headers=as_host())
    assert reply.json()["error"]["code"] == code
    assert told(room) == before


def test_without_the_key_the_clock_cannot_be_led() -> None:
    """No phone starts the clock."""
    room, _ = room_at()
    assert client(room).post("/host/clock/start", json={"part": 0}).status_code == 401
    assert not told(room)["running"]


def test_what_is_opened_says_where_the_workshop_is() -> None:
    """Opening a question of a later part takes the clock there; of an earlier one it does not."""
    room, clock = room_at()
    room.follow_plan("start", {"part": 0})
    clock.now += 12
    room.open(SCALE.id)
    assert told(room)["place"] == 3
    room.close(SCALE.id)
    room.open(POLL.id)
    assert told(room)["place"] == 3


def test_nothing_moves_between_two_looks() -> None:
    """The time alone, and answers, change no byte of what is told until the next look."""
    room, clock = room_at()
    room.follow_plan("start", {"part": 0})
    room.open(POLL.id)
    before = room.host_snapshot()
    clock.now += 25
    fill_open(room)
    assert room.host_snapshot() == before
    room.tick()
    assert told(room)["over"] is True


def fill_open(room: Room) -> None:
    room.close(POLL.id)
    fill(room, POLL, ["0", "1"])


def test_phones_are_told_nothing_of_it() -> None:
    """What phones are sent is the same whatever the clock says."""
    room, clock = room_at()
    before = room.phone_snapshot()
    room.follow_plan("start", {"part": 0})
    clock.now += 40
    room.tick()
    assert room.phone_snapshot() == before


def test_the_end_forgets_it() -> None:
    """After the end the room holds what a room holds that never started its clock."""
    started, clock = room_at()
    started.follow_plan("start", {"part": 0})
    started.follow_plan("drop", {"cut": "line-0"})
    clock.now += 9
    started.end()
    other, _ = room_at()
    other.end()
    assert held(started.plan_clock.course) == held(other.plan_clock.course)
    assert told(started)["running"] is False


def test_its_course_can_be_handed_on() -> None:
    """Plain JSON is all that another process needs to go on."""
    room, clock = room_at()
    room.follow_plan("start", {"part": 0})
    clock.now += 15
    room.follow_plan("next", {})
    other, second = room_at()
    second.now = clock.now
    other.plan_clock.restore(json.loads(json.dumps(room.plan_clock.course.to_json())))
    assert told(other) == told(room)


def test_a_fast_clock_shows_an_hour_in_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 60 times the day, one second is a minute of the plan, from the minute it begins with."""
    now = [1_000_000.0]
    monkeypatch.setattr("askfirst.room.clock.time.time", lambda: now[0])
    clock = SystemClock(speed=60, begins=1110)
    assert clock.minute() == 1110
    now[0] += 1.5
    assert clock.minute() == 1111.5
    room = Room([POLL, OWN], word="river", clock=clock, schedule=SCHEDULE)
    assert (told(room)["speed"], told(room)["now"]) == (60, 1111)
