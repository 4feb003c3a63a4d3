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
from askfirst.activities.registry import TYPES
from askfirst.curriculum import read_module
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier
from tests.forms import choice_of, picks_of
from tests.room.rooms import fill, make_room
from tests.test_contract import example

GALLERY: Final = Path(__file__).parents[1] / "docs" / "gallery.ipynb"
# How many answer, and how often they take the first of what is offered: small and large rooms,
# divided and of one mind, so that every kind of view comes up.
ROOMS: Final = tuple((n, lean) for n in (3, 5, 8, 12, 21, 40) for lean in (0.2, 0.5, 0.9, 1))
ALONE: Final = {"phase": "open", "alone": True}
PROGRESS: Final = {"pips": 2, "words": "about half"}

State = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One component as somebody sees it: of what, where, and in which state."""

    activity: Activity
    surface: str
    name: str
    state: State

    def __str__(self) -> str:
        return f"{self.activity.type} on {self.surface}, {self.name}"


@cache
def activities(kind: str) -> tuple[Activity, ...]:
    """Return the activities of a type: those of the gallery, then the contract's example."""
    shown = [c.activity for c in read_module(GALLERY).cells if c.activity is not None]
    found = [a for a in shown if a.type == kind]
    if not found:
        pytest.fail(f"type {kind!r} is not in docs/gallery.ipynb. Declare one there.", False)
    return (*found, example(kind))


def in_a_room(activity: Activity) -> bool:
    """Whether a room is asked this itself, rather than its parts, or nothing at all."""
    return activity.tier is not Tier.PRIVATE and activity in activity.parts()


@cache
def releases(activity: Activity) -> Mapping[str, State]:
    """Return one release of each kind of view that this activity can have, by name."""
    found: dict[str, State] = {}
    if activity.signals or activity.kinds or not activity.collects:
        return found  # nothing is shown of it, or only what a facilitator wrote
    for asked in _tiers(activity):
        for n, lean in ROOMS:
            release = _released(asked, Random(f"{asked.id} {n} {lean}"), n, lean)
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


def seen(kind: str) -> Iterator[Seen]:
    """Yield every state of a type on every surface that draws its component."""
    for activity in activities(kind):
        for surface in ("lab", "page"):
            yield Seen(activity, surface, "alone", ALONE)
            yield Seen(activity, surface, "alone, refused", {**ALONE, "error": "Not on offer."})
        if in_a_room(activity):
            yield from _led(activity)
            yield from _asked(activity)


def _led(activity: Activity) -> Iterator[Seen]:
    for surface in ("lab", "deck"):
        lead = {"lead": True} if surface == "lab" else {}
        yield Seen(activity, surface, "draft", {"phase": "draft", **lead})
        yield Seen(activity, surface, "open", {"phase": "open", "progress": PROGRESS, **lead})
        yield Seen(activity, surface, "closed", {"phase": "closed", **lead})
        for view, release in releases(activity).items():
            state = {"phase": "released", "release": release, **lead}
            yield Seen(activity, surface, f"released: {view}", state)
    refused = {"phase": "closed", "lead": True, "error": "The room does not answer."}
    yield Seen(activity, "lab", "refused", refused)


def _asked(activity: Activity) -> Iterator[Seen]:
    yield Seen(activity, "lab", "answered alone", {**ALONE, "sent": True})
    yield Seen(activity, "page", "closed", {"phase": "closed"})
    yield Seen(activity, "phone", "question", {"phase": "open"})
    yield Seen(activity, "phone", "on its way", {"phase": "open", "busy": True})
    yield Seen(activity, "phone", "refused", {"phase": "open", "error": "Choose again."})
    yield Seen(activity, "phone", "thanks", {"phase": "open", "sent": True})


def everything(surface: str) -> list[Seen]:
    """Return every state of every type in the registry on one surface."""
    return [one for kind in TYPES for one in seen(kind) if one.surface == surface]
