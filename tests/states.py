"""Every type of activity in every state, as its component is told of it: one table for all tests.

Nothing here names a type. Activities come from the gallery and from the examples of the contract,
and each result from a room that was answered through the static form. So a new type is in the
table as soon as it is in the registry, and a test fails, and says why, where it cannot be.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from askfirst.activities.base import Activity
from askfirst.activities.registry import TYPES, from_spec
from askfirst.curriculum import read_module
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier
from tests.examples import example
from tests.forms import choice_of, picks_of
from tests.leaves import author_texts, put
from tests.room.rooms import fill, make_room

GALLERY: Final = Path(__file__).parents[1] / "docs" / "gallery.ipynb"
# How many answer, and how often they take the first of what is offered: small and large rooms,
# divided and of one mind, so that every kind of view comes up.
ROOMS: Final = tuple((n, lean) for n in (3, 5, 8, 12, 21, 40) for lean in (0.2, 0.5, 0.9, 1))
LENGTHS: Final = (500, 300, 200, 120, 80, 60, 40, 20)
ALONE: Final = {"phase": "open", "alone": True}
PROGRESS: Final = {"pips": 2, "words": "about half"}

State = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One activity as somebody sees it: what, where, and in which state; {} where it has none.

    Attributes:
        activity: What is declared.
        part: Which of its parts a room is asked, where it is not asked itself.
    """

    activity: Activity
    surface: str
    name: str
    state: State
    part: int | None = None

    def __str__(self) -> str:
        return f"{self.asked.type} on {self.surface}, {self.name}"

    @property
    def asked(self) -> Activity:
        """What is drawn."""
        return self.activity if self.part is None else self.activity.parts()[self.part]


@cache
def activities(kind: str) -> tuple[Activity, ...]:
    """Return the activities of a type: those of the gallery, then the contract's example."""
    shown = [c.activity for c in read_module(GALLERY).cells if c.activity is not None]
    found = [a for a in shown if a.type == kind]
    if not found:
        pytest.fail(f"type {kind!r} is not in docs/gallery.ipynb. Declare one there.", False)
    return (*found, example(kind))


@cache
def stretched(kind: str) -> Activity:
    """Return the example of a type with each text as long as it may be, and without a space."""
    spec = example(kind).spec()
    for place, path in enumerate(author_texts(spec)):
        for length in LENGTHS:
            longer = put(spec, path, f"{place}{'Grenzverhandlung' * 32}"[:length])
            with suppress(DeclarationError, StopIteration):
                spec = from_spec(longer).spec()
                break
    return from_spec(spec)


def in_a_room(activity: Activity) -> bool:
    """Whether a room is asked this itself, rather than its parts, or nothing at all."""
    return activity.tier is not Tier.PRIVATE and activity in activity.parts()


def has_result(activity: Activity) -> bool:
    """Whether a result is made of it: not of signals, nor where only a facilitator’s words show."""
    return activity.collects and not (activity.signals or activity.kinds)


@cache
def releases(activity: Activity) -> Mapping[str, State]:
    """Return one release of each kind of view that this activity can have, by name."""
    found: dict[str, State] = {}
    for asked in _tiers(activity) if has_result(activity) else ():
        for n, lean in ROOMS:
            try:
                release = _released(asked, Random(f"{asked.id} {n} {lean}"), n, lean)
            except RoomError as error:
                pytest.fail(
                    f"type {activity.type!r}: a room of {n} that answered its static form came to "
                    f"no result ({error}). If it never has one, say so in has_result.",
                    pytrace=False,
                )
            found.setdefault(_view(release), release)
    return found


def _tiers(activity: Activity) -> Iterator[Activity]:
    yield activity
    for tier in sorted(activity.tiers - {activity.tier}):
        try:
            yield replace(activity, tier=tier)
        except DeclarationError:
            continue  # this tier does not go with the rest of it


def _released(asked: Activity, chance: Random, n: int, lean: float) -> State:
    room = make_room(activities=[asked], head_count=n)
    fill(room, asked, [choice_of(asked, picks_of(asked, chance, lean=lean)) for _ in range(n)])
    room.close(asked.id)
    if asked.moderated:
        with suppress(RoomError):  # too few to be read; the release then says so
            room.texts(asked.id)
    room.release(asked.id)
    release = room.asked[asked.id].release
    assert release is not None
    return release.to_json()


def _view(release: State) -> str:
    rows = sorted({row["view"] for row in release.get("rows", ())})
    return " ".join([release["view"], *rows])


def seen(kind: str, *, long: bool = True) -> Iterator[Seen]:
    """Yield every state of a type on every surface, also with the longest texts if so asked."""
    for activity in (*activities(kind), *([stretched(kind)] if long else [])):
        for surface in ("lab", "page"):
            yield Seen(activity, surface, "alone", ALONE)
            yield Seen(activity, surface, "alone, refused", {**ALONE, "error": "Not on offer."})
        if in_a_room(activity):
            for surface in ("lab", "page"):
                yield Seen(activity, surface, "answered alone", {**ALONE, "sent": True})
            yield from _in_the_room(activity, activity, None)
        else:
            yield Seen(activity, "deck", "its slides", {})
        for place, part in enumerate(activity.parts()):
            if part.type not in TYPES:  # what is registered has its own place here
                yield from _in_the_room(activity, part, place)


def _in_the_room(activity: Activity, asked: Activity, part: int | None) -> Iterator[Seen]:
    for surface, name, state in (*_led(asked), *_answered()):
        yield Seen(activity, surface, name, state, part)


def _led(asked: Activity) -> Iterator[tuple[str, str, State]]:
    for surface in ("lab", "deck", "start"):
        lead = {"lead": True} if surface == "lab" else {}
        yield surface, "draft", {"phase": "draft", **lead}
        yield surface, "open", {"phase": "open", "progress": PROGRESS, **lead}
        yield surface, "closed", {"phase": "closed", **lead}
        for view, release in releases(asked).items():
            yield surface, f"released: {view}", {"phase": "released", "release": release, **lead}
    yield "lab", "refused", {"phase": "closed", "lead": True, "error": "The room does not answer."}
    if asked.moderated:
        texts = {"texts": ["Slower", "", "Let us have tea."], "few": False}
        yield "start", "read", {"phase": "closed", "words": texts}
        yield "start", "too few", {"phase": "closed", "words": {"few": True}}


def _answered() -> Iterator[tuple[str, str, State]]:
    yield "page", "closed", {"phase": "closed"}
    yield "phone", "question", {"phase": "open"}
    yield "phone", "on its way", {"phase": "open", "busy": True}
    yield "phone", "refused", {"phase": "open", "error": "Choose again."}
    yield "phone", "thanks", {"phase": "open", "sent": True}


def everything(surface: str) -> list[Seen]:
    """Return every state of every type in the registry on one surface."""
    return [one for kind in TYPES for one in seen(kind) if one.surface == surface]
