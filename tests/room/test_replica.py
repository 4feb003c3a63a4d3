"""A replica holds what the room holds, whatever was done; a new room goes on from it."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from askfirst import Pace, QuestionBox
from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.replica import parts, take
from askfirst.room.results import Results
from askfirst.room.sorting import Sorted
from askfirst.room.state import Room
from tests.room.rooms import CHECK, CLOUD, LINES, POLL, VOTE, WORDS, Phone, held, make_room, number

PACE = Pace("00-pace", "How is the pace?")
BOX = QuestionBox("00-box", "Anything you would like to ask")
ALL: tuple[Activity, ...] = (PACE, BOX, POLL, WORDS, CLOUD, CHECK, LINES, VOTE)
CHOICES = ("0", "1", "pass", "=Stay kind", "=Go slowly", "0,1")


class Noted:
    """A keeper that knows what there may be to send: these parts, or None for any."""

    def __init__(self) -> None:
        self.touched: frozenset[str] | None = None

    def changed(self, only: Collection[str] | None = None) -> None:
        if self.touched is not None:
            self.touched = None if only is None else self.touched | {*only}

    def missed(self, changed: Collection[str]) -> set[str]:
        """Return what changed and would not be sent."""
        return set() if self.touched is None else {*changed} - self.touched

    async def settled(self) -> None:
        pass

    async def count(self) -> None:
        pass


class Unwritten(Results):
    """Results that stay in memory: what they hold is meant here, not the disk."""

    def save(self) -> None:
        pass

    def finish(self) -> None:
        pass


class Replicas(RuleBasedStateMachine):
    """Any step may be refused; whatever it did, the replica has it once it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.room, self.other = self.fresh(), self.fresh()
        self.keeper = self.room.keeper = Noted()
        self.sent: dict[str, bytes] = {}
        self.phones: list[Phone] = []

    def fresh(self) -> Room:
        room = make_room(activities=ALL, head_count=9)
        room.results = Unwritten(
            Path(), day=room.clock.today(), plan="taster", path=Path("unwritten")
        )
        return room

    def attempt(self, step: Any, *given: Any, **named: Any) -> None:
        with suppress(RoomError):
            step(*given, **named)

    @rule()
    def join(self) -> None:
        if not self.room.ended and len(self.phones) < 9:
            with suppress(RoomError):  # fewer may join by now
                self.phones.append(Phone(self.room, len(self.phones)))

    @rule(activity=st.sampled_from(ALL), choices=st.lists(st.sampled_from(CHOICES), max_size=9))
    def answers(self, activity: Activity, choices: list[str]) -> None:
        for phone, choice in zip(self.phones, choices, strict=False):
            turn = self.room.asked[activity.id].round
            self.attempt(phone.answer, activity, choice, turn=turn, round=turn)

    @rule(activity=st.sampled_from(ALL), who=st.integers(0, 8), choice=st.sampled_from(CHOICES))
    def takes_back(self, activity: Activity, who: int, choice: str) -> None:
        for phone in self.phones[who : who + 1]:
            self.attempt(phone.take_back, activity, choice)
            self.attempt(phone.take_back, activity, None)

    @rule(signal=st.sampled_from(PACE.signals), who=st.integers(0, 8))
    def signals(self, signal: str, who: int) -> None:
        for phone in self.phones[who : who + 1]:
            self.attempt(self.room.signal, phone.seat, PACE.id, signal)

    @rule(
        activity=st.sampled_from(ALL),
        step=st.sampled_from(["open", "close", "release", "again", "texts", "sorted"]),
    )
    def leads(self, activity: Activity, step: str) -> None:
        self.attempt(getattr(self.room, step), activity.id)

    @rule(activity=st.sampled_from([POLL, WORDS, LINES, VOTE]))
    def asks_everybody(self, activity: Activity) -> None:
        choice = "=Stay kind" if activity.moderated else "0"
        self.attempt(self.room.open, activity.id)
        for phone in self.phones:
            self.attempt(phone.answer, activity, choice)
        self.attempt(self.room.close, activity.id)
        self.attempt(self.room.texts, activity.id)
        self.attempt(self.room.release, activity.id)

    @rule(place=st.integers(0, 8), kept=st.sampled_from([None, True, False]))
    def sorts(self, place: int, kept: bool | None) -> None:
        draft = Sorted(kind=BOX.kinds[0], said="In other words", kept=kept)
        self.attempt(self.room.sort, BOX.id, place, draft)

    @rule(signal=st.sampled_from(PACE.signals))
    def sees(self, signal: str) -> None:
        self.attempt(self.room.seen, PACE.id, signal)

    @rule(door=st.booleans(), count=st.integers(1, 12))
    def small_steps(self, door: bool, count: int) -> None:
        self.attempt(self.room.enter, self.room.door if door else number("wrong"))
        self.attempt(self.room.set_head_count, count)
        self.room.tick()

    @rule()
    def signals_come(self) -> None:
        self.room.clock.take_all()  # type: ignore[attr-defined]  # the clock of tests

    @rule(really=st.integers(0, 9))
    def ends(self, really: int) -> None:
        if really == 0:
            self.attempt(self.room.end)

    @invariant()
    def the_replica_holds_the_same(self) -> None:
        now = parts(self.room)
        changed = {name: part for name, part in now.items() if self.sent.get(name) != part}
        assert not self.keeper.missed(changed)
        assert {*parts(self.room, self.keeper.touched)} >= {*changed}
        take(self.other, changed)
        self.sent, self.keeper.touched = now, frozenset()
        assert all_of(self.other) == all_of(self.room)
        self.a_new_room_goes_on()

    def a_new_room_goes_on(self) -> None:
        new = self.fresh()
        take(new, parts(self.other))
        new.signals.resume()
        assert (new.phone_snapshot(), new.host_snapshot(), new.leader_snapshot()) == (
            self.room.phone_snapshot(),
            self.room.host_snapshot(),
            self.room.leader_snapshot(),
        )
        for phone in self.phones if not self.room.ended else ():
            assert new.join("river", number(("ticket", phone.name))) == phone.seat


def all_of(room: Room) -> str:
    """Return all that a room holds, but what belongs to its process: clock, keeper, who listens."""
    kept = {name: thing for name, thing in vars(room).items() if name not in OWN}
    kept["plan_clock"] = room.plan_clock.course
    results = room.results.held() if room.results is not None else None
    coming, shown = room.signals.held()
    return held([kept, results, coming, shown])


OWN = {"_specs", "clock", "keeper", "phones", "hosts", "leaders", "signals", "results"}
TestReplicas = Replicas.TestCase
TestReplicas.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_parts_tell_no_order() -> None:
    """The same answers in two orders give the same parts, byte for byte."""
    found = []
    for order in ([0, 1, 2, 3], [3, 1, 0, 2]):
        room = make_room(activities=ALL)
        room.open(POLL.id)
        for name in order:
            phone = Phone(room, name)
            phone.answer(POLL, "01p"[name % 3].replace("p", "pass"))
            if name % 2:
                phone.take_back(POLL, "01p"[name % 3].replace("p", "pass"))
        room.door = None
        found.append(parts(room))
    assert found[0] == found[1]
