"""Everything that a room can be asked, and what phones may send to it."""

from functools import cache
from random import Random
from typing import Final

from askfirst.activities.base import PASS, Activity
from askfirst.room.state import Room
from tests.examples import ANSWERED, SIGNALLED, example
from tests.forms import choice_of, fields_of, picks_of
from tests.room.rooms import held
from tests.states import activities

TRIES: Final = 24
MOST: Final = 5


def _asked() -> tuple[Activity, ...]:
    found = [
        part
        for kind in ANSWERED
        for activity in activities(kind)
        for part in activity.parts()
        if part.collects
    ]
    return tuple({part.id: part for part in found}.values())


ASKED: Final = _asked()
SIGNALS: Final = tuple(example(kind) for kind in SIGNALLED)


def name_of(asked: Activity) -> str:
    """Return what a test calls it."""
    return f"{asked.type} {asked.id}"


@cache
def choices_of(asked: Activity) -> tuple[str, ...]:
    """Return a few choices that differ, and a pass; a choice is written as a phone sends it."""
    return tuple(forms_of(asked))


@cache
def forms_of(asked: Activity) -> dict[str, dict[str, list[str]]]:
    """Return the same choices, each with the fields that a plain form sends of it."""
    chance = Random(asked.id)
    tries = [picks_of(asked, chance, lean=0.4) for _ in range(TRIES)]
    found = {choice_of(asked, picks): fields_of(asked, picks) for picks in tries}
    return {**dict(list(found.items())[:MOST]), PASS: {"choice": [PASS]}}


def whole(room: Room) -> str:
    """Return all that a room holds of people, in sorted serialisation."""
    signals = [sorted(room.signals._coming), room.signals._shown]
    return held([room.asked, room.seats, room.current, room.ended, signals])
