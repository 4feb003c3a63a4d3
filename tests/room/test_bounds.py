"""However often a phone comes, the room holds no more than its plan and its head count allow."""

from collections.abc import Callable
from contextlib import suppress

from askfirst import Pace, QuestionBox
from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.room.replica import parts
from askfirst.room.state import Room
from askfirst.room.tally import MOST_MISSES, MOST_TURNS
from tests.room.rooms import CHECK, POLL, WORDS, Phone, make_room, number

PACE = Pace("00-pace", "How is the pace?")
BOX = QuestionBox("00-box", "Anything you would like to ask")
ANSWERED: tuple[tuple[Activity, str], ...] = ((POLL, "1"), (BOX, "=Why?"))
HEAD_COUNT = 4
SOON = MOST_TURNS + MOST_MISSES + 1
THOUSANDS = 2000


def attempt(step: Callable[..., object], *given: object, **named: object) -> None:
    with suppress(RoomError):
        step(*given, **named)


def pester(room: Room, phones: list[Phone], turn: int) -> None:
    """Do all that a phone can, once more, each time with numbers of its own."""
    attempt(room.join, "river", number(turn))
    attempt(room.join, number(turn), number("ticket"))
    for phone in phones:
        for activity, choice in ANSWERED:
            attempt(phone.answer, activity, choice, turn=turn)
            attempt(phone.take_back, activity, None, turn=-turn)
            attempt(phone.take_back, activity, choice, turn=turn)
            attempt(phone.take_back, activity, choice, turn=-turn)
        attempt(phone.answer, CHECK, "0", turn=turn, round=turn)
        attempt(room.signal, phone.seat, PACE.id, PACE.signals[turn % len(PACE.signals)])
        attempt(room.signal, phone.seat, PACE.id, number(turn))


def test_thousands_of_turns_leave_a_bounded_room() -> None:
    """Thousands of joins, answers, take-backs, wrong numbers and signals soon add nothing more."""
    room = make_room(activities=(PACE, BOX, POLL, CHECK, WORDS), head_count=HEAD_COUNT)
    for asked in (PACE.id, BOX.id, POLL.id):
        room.open(asked)
    phones = [Phone(room, name) for name in range(HEAD_COUNT)]
    for turn in range(SOON):
        pester(room, phones, turn)
    before = {name: len(part) for name, part in parts(room).items()}
    for turn in range(SOON, THOUSANDS):
        pester(room, phones, turn)
    assert {name: len(part) for name, part in parts(room).items()} == before
    for activity, _ in ANSWERED:
        tally = room.asked[activity.id].tally
        assert len(tally.spent) == sum(tally.turns.values()) == MOST_TURNS * HEAD_COUNT
        assert (tally.used, tally.answered, tally.pool) == ({}, 0, [])
        assert max(tally.misses.values()) <= MOST_MISSES
    assert room.seats.joined == HEAD_COUNT
