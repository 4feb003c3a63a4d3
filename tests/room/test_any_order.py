"""Phones and facilitator do anything, in any order, over HTTP; a small model knows what holds."""

import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from starlette.applications import Starlette

from askfirst.activities.base import Activity
from askfirst.room.app import create_app
from askfirst.room.codes import CODES
from askfirst.room.described import OPERATIONS
from askfirst.room.guard import Guard
from askfirst.room.limits import MOST_BUCKETS
from tests.room.rooms import CHECK, HOST, POLL, as_host, browser, make_room, number

ASKED = (POLL, CHECK)
HEAD_COUNT = 4
CHOICES = ("0", "1", "pass")
GARBAGE: st.SearchStrategy[object] = st.sampled_from(
    ["", "x" * 43, "9", None, 7, -1, [], {"a": 1}, "\ud800", "ä", "pass", POLL.id, "x" * 1500]
)
FIELDS = ("seat", "activity", "nonce", "choice", "round", "word", "ticket", "signal", "pad")
REFUSED = {(f"{one.method} {one.path}", code) for one in OPERATIONS for code in one.refused}
PARTS = 20
FEW = settings(
    max_examples=100, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow]
)


class Model:
    """One activity as it should be: nothing but phase, round, and who holds which answer."""

    def __init__(self) -> None:
        self.phase, self.round = "draft", 1
        self.answers: dict[int, tuple[str, int]] = {}  # by phone: the choice, and which turn it was
        self.gone: set[tuple[int, int]] = set()

    def forget(self) -> None:
        self.answers, self.gone = {}, set()


class AnyOrder(RuleBasedStateMachine):
    """A room, its phones, and a model of both."""

    def __init__(self) -> None:
        super().__init__()
        self.room = make_room(activities=ASKED, head_count=HEAD_COUNT)
        seconds = itertools.count()
        self.app = create_app(self.room, hosts=[HOST], now=lambda: float(next(seconds)))
        self.web = browser(self.app)
        self.web.get("/bye")  # the application is put together at its first request
        self.model = {activity.id: Model() for activity in ASKED}
        self.seats: dict[int, str] = {}
        self.ended = False

    def ask(self, path: str, body: Mapping[str, object], *, lead: bool = False) -> tuple[int, Any]:
        """Send a request and return status and code, or the reply."""
        reply = self.web.post(
            path, content=json.dumps(body), headers={"content-type": "application/json",
                                                     **(as_host() if lead else {})},
        )  # fmt: skip
        assert reply.status_code < 500
        said = reply.json()
        if reply.status_code == 200:
            return 200, said
        code = said["error"]["code"]
        label = "POST " + path.replace(POLL.id, "{activity}").replace(CHECK.id, "{activity}")
        assert (label, code) in REFUSED
        assert reply.status_code == CODES[code]
        return reply.status_code, code

    @rule(name=st.integers(0, 5))
    def join(self, name: int) -> None:
        _, said = self.ask("/join", {"word": " River", "ticket": number(name)})
        if self.ended:
            assert said == "ended"
        elif name in self.seats or len(self.seats) < HEAD_COUNT:
            assert self.seats.setdefault(name, said["seat"]) == said["seat"]
        else:
            assert said == "full"

    @rule(
        name=st.integers(0, 5),
        asked=st.sampled_from(ASKED),
        choice=st.sampled_from(CHOICES),
        turn=st.integers(0, 2),
        path=st.sampled_from(["/answer", "/take-back"]),
    )
    def sends(self, name: int, asked: Activity, path: str, choice: str, turn: int) -> None:
        """A phone sends something, and then the very same once more."""
        model = self.model[asked.id]
        message = {
            "seat": self.seats.get(name, "A" * 43),
            "activity": asked.id,
            "round": model.round,
            "nonce": number((name, turn, model.round)),
            "choice": choice,
        }
        for _ in range(2):
            take = self._back if path == "/take-back" else self._answer
            expected = take(model, name, choice, turn)
            _, said = self.ask(path, message)
            assert said == (expected if isinstance(expected, str) else {"accepted": True})

    def _early(self, model: Model, name: int) -> str | None:
        if self.ended:
            return "ended"
        if name not in self.seats:
            return "bad_seat"
        return "closed" if model.phase in {"draft", "released"} else None

    def _answer(self, model: Model, name: int, choice: str, turn: int) -> str | None:
        if early := self._early(model, name):
            return early
        if name in model.answers:
            return None if model.answers[name] == (choice, turn) else "answered"
        if model.phase == "closed":
            return "closed"
        if (name, turn) in model.gone:
            return "taken_back"
        model.answers[name] = choice, turn
        return None

    def _back(self, model: Model, name: int, choice: str, turn: int) -> str | None:
        if early := self._early(model, name):
            return early
        if model.answers.get(name) == (choice, turn):
            del model.answers[name]
            model.gone.add((name, turn))
            return None
        return None if (name, turn) in model.gone else "nothing_to_take_back"

    @rule(
        step=st.sampled_from(["open", "open", "close", "release", "again"]),
        asked=st.sampled_from(ASKED),
    )
    def leads(self, step: str, asked: Activity) -> None:
        expected = self._lead(step, asked)
        _, said = self.ask(f"/host/activities/{asked.id}/{step}", {}, lead=True)
        assert said == expected if expected else said["activities"][asked.id]

    def _lead(self, step: str, asked: Activity) -> str | None:
        model = self.model[asked.id]
        if self.ended:
            return "ended"
        other_open = any(one.phase == "open" for one in self.model.values() if one is not model)
        if step in {"open", "again"} and other_open:
            return "other_open"
        allowed = {"open": {"draft", "closed"}, "close": {"open"}, "release": {"closed"},
                   "again": {"released"}}  # fmt: skip
        if model.phase not in allowed[step]:
            return "wrong_phase"
        if step == "again" and asked is POLL:
            return "once"
        if step in {"release", "again"}:
            model.forget()
        model.round += step == "again"
        phases = {"open": "open", "close": "closed", "release": "released", "again": "open"}
        model.phase = phases[step]
        return None

    @rule(
        path=st.sampled_from(["/join", "/answer", "/take-back", "/signal"]),
        fields=st.dictionaries(st.sampled_from(FIELDS), GARBAGE, max_size=9),
        times=st.sampled_from([1, 1, 30]),
    )
    def garbage(self, path: str, fields: dict[str, object], times: int) -> None:
        """Nothing that is made up changes anything, however often it comes."""
        for _ in range(times):
            status, _ = self.ask(path, {"word": "lake", **fields})
            assert status != 200

    @rule(
        path=st.sampled_from(
            [one.path for one in OPERATIONS if one.leads and one.method == "POST"]
        ),
        key=st.sampled_from(["", "Bearer ", "Bearer x", "Bearer ä", "Basic eA=="]),
    )
    def no_key(self, path: str, key: str) -> None:
        """Without the key nothing is led."""
        headers = {b"authorization": key.encode()}
        reply = self.web.post(path.replace("{activity}", POLL.id), json={}, headers=headers)
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "no_key")

    @rule()
    def look(self) -> None:
        """The progress is looked at anew."""
        self.room.tick()

    @rule(sure=st.integers(0, 15))
    def end(self, sure: int) -> None:
        if sure:
            return
        _, said = self.ask("/host/end", {}, lead=True)
        assert said == "ended" if self.ended else said["room"]["ended"]
        self.ended = True
        for model in self.model.values():
            model.forget()

    @invariant()
    def the_room_is_as_the_model_says(self) -> None:
        for name, model in self.model.items():
            asked = self.room.asked[name]
            assert (str(asked.phase), asked.round) == (model.phase, model.round)
            given = Counter(choice for choice, _ in model.answers.values())
            assert asked.tally.counts[:2] == [given["0"], given["1"]]
            assert len(asked.tally.used) == len(model.answers)
        assert self.room.seats.joined == (0 if self.ended else len(self.seats))

    @invariant()
    def nothing_grows_beyond_the_head_count(self) -> None:
        """No container within the room or the application holds more than its plan and phones."""
        largest = max(sizes(self.app), key=lambda one: one[0])
        assert largest[0] <= MOST_HELD, largest


MOST_HELD = 64  # texts of an activity, routes, marks of what was taken back: none grows by requests


def sizes(app: Starlette) -> list[tuple[int, str]]:
    """Return how large each container is that the application reaches, with the way to it."""
    found: list[tuple[int, str]] = []
    seen: set[int] = set()
    stack = app.middleware_stack
    guards = []
    while stack is not None:
        guards += [stack.buckets] if isinstance(stack, Guard) else []
        stack = getattr(stack, "app", None)
    assert len(guards) == 1
    assert len(guards[0]) <= MOST_BUCKETS
    todo: list[tuple[str, object]] = [("room", app.state.room), ("buckets", guards[0])]
    while todo:
        way, thing = todo.pop()
        if id(thing) in seen or isinstance(thing, str | bytes | int | type | None):
            continue
        seen.add(id(thing))
        if isinstance(thing, Mapping | Set | Sequence):
            found.append((len(thing), way))
            inside = [*thing.values()] if isinstance(thing, Mapping) else [*thing]
            todo += [(f"{way}[]", one) for one in inside]
        if type(thing).__module__.startswith("askfirst"):
            todo += [(f"{way}.{name}", one) for name, one in vars_of(thing).items()]
    return found


def vars_of(thing: object) -> dict[str, object]:
    """Return the attributes of an object."""
    return dict(vars(thing)) if hasattr(thing, "__dict__") else {}


def test_any_order_keeps_to_the_model() -> None:
    """Whatever comes in whatever order, the room agrees with the model and never fails."""
    run_state_machine_as_test(AnyOrder, settings=FEW)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_any_order_keeps_to_the_model_thousands_of_times(part: int) -> None:
    """The same in 2,000 runs of 50 steps, in parts that each draw runs of their own."""
    each = settings(
        FEW, max_examples=2000 // PARTS, stateful_step_count=50, derandomize=False, database=None
    )
    run_state_machine_as_test(AnyOrder, settings=each)
