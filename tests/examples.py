"""One example of each type of activity, and what holds for the types: a new type needs its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pytest

from askfirst import (
    Agreement,
    BothYes,
    Boundaries,
    Breath,
    Choice,
    CoinFlip,
    Note,
    Option,
    Pace,
    Poll,
    Pulse,
    QuestionBox,
    Quiz,
    Rank,
    Scale,
    Scenario,
    SelfCheck,
    Sort,
    Step,
    Words,
)
from askfirst.activities.base import Activity
from askfirst.activities.registry import TYPES
from askfirst.release import Tier

ASKED: Final = "Who asks <b>first</b>, \"A\" or 'B'? & why"
PULSE: Final = Pulse("x-pulse", ASKED, options=["A wave", "A hug"])
EXAMPLES: Final = (
    Poll("x-poll", ASKED, options=["Noor", "Sam"]),
    Scale("x-scale", ASKED),
    Words("x-words", ASKED),
    Sort("x-sort", ASKED, cards=["A wave", "A hug"], columns=["Fine", "Ask first"]),
    Rank("x-rank", ASKED, items=["Noor", "Sam"]),
    Quiz(
        "x-quiz", ASKED, options=[Option("Noor", "So it says.", holds=True), Option("Sam", "No.")]
    ),
    Scenario(
        "x-scenario",
        ASKED,
        setting="Noor and Sam are at home.",
        steps=[
            Step(
                "ask",
                ASKED,
                [Choice("A", "Rest.", "It fits.", "end"), Choice("B", "Tea.", "Too.", "end")],
            ),
            Step("end", "They rest."),
        ],
    ),
    CoinFlip("x-coinflip", ASKED),
    PULSE.after(),
    PULSE,  # the last of a type is its example
    Agreement("x-agreement", ASKED, starters=["Pass freely.", "Be kind."], vote=ASKED),
    Pace("x-pace", ASKED),
    QuestionBox("x-box", ASKED),
    Note("x-note", ASKED, prompts=["A word"]),
    Breath("x-breath", ASKED),
    SelfCheck(
        "x-selfcheck",
        ASKED,
        questions={
            "Do I want to?": {"Yes": "go on talking", "No": "not now"},
            "Am I safe?": {"Yes": "go on talking", "No": "find support"},
        },
    ),
    Boundaries("x-boundaries", ASKED, items=["a hug", "a photo"]),
    BothYes(
        "x-bothyes",
        ASKED,
        names=("Noor", "Sam"),
        items={"a": ("yes", "yes"), "b": ("yes", "no"), "c": ("none", "yes")},
    ),
)
BY_TYPE: Final[Mapping[str, Activity]] = MappingProxyType({a.type: a for a in EXAMPLES})
SHARED: Final = tuple(kind for kind, cls in TYPES.items() if Tier.PRIVATE not in cls.tiers)
OWN: Final = tuple(kind for kind in TYPES if kind not in SHARED)
SIGNALLED: Final = tuple(kind for kind in SHARED if TYPES[kind].signals)
ANSWERED: Final = tuple(kind for kind in SHARED if kind not in SIGNALLED)
STANDING: Final = tuple(activity for activity in EXAMPLES if activity.standing)


def example(kind: str) -> Activity:
    """Return the example of a type; a type without one fails every test here."""
    if kind not in BY_TYPE:
        pytest.fail(f"type {kind!r} has no example in EXAMPLES. Add one.", pytrace=False)
    return BY_TYPE[kind]
