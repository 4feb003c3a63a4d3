"""The types of activity by the name that stands in a spec, and the way back from a spec."""

from collections.abc import Mapping
from typing import Any, Final

from askfirst.activities.agreement import Agreement
from askfirst.activities.base import Activity
from askfirst.activities.bothyes import BothYes
from askfirst.activities.boundaries import Boundaries
from askfirst.activities.breath import Breath
from askfirst.activities.coinflip import CoinFlip
from askfirst.activities.lines import Lines
from askfirst.activities.note import Note
from askfirst.activities.pace import Pace
from askfirst.activities.poll import Poll
from askfirst.activities.pulse import Pulse
from askfirst.activities.questionbox import QuestionBox
from askfirst.activities.quiz import Quiz
from askfirst.activities.rank import Rank
from askfirst.activities.scale import Scale
from askfirst.activities.scenario import Scenario
from askfirst.activities.selfcheck import SelfCheck
from askfirst.activities.sort import Sort
from askfirst.activities.vote import Vote
from askfirst.activities.words import Words
from askfirst.errors import DeclarationError

_ASKED: Final = (*(Poll, Scale, Words, Sort, Rank, Quiz, Scenario, Pulse, CoinFlip, Agreement),)
_STANDING: Final = (Pace, QuestionBox)
_PRIVATE: Final = (Note, Breath, SelfCheck, Boundaries, BothYes)
TYPES: Final = {cls.type: cls for cls in (*_ASKED, *_STANDING, *_PRIVATE)}
ROOM_ONLY: Final = (Lines.type, Vote.type)  # asked as parts of another, and never declared alone


def from_spec(spec: Mapping[str, Any]) -> Activity:
    """Return the activity that a stored spec declares.

    Args:
        spec: JSON object as `Activity.spec` returns it; texts that differ from ours are kept
            out, since the stored spec itself is what surfaces draw.

    Raises:
        DeclarationError: An unknown type, a missing key or a value that cannot be asked.
    """
    try:
        cls = TYPES[spec["type"]]
        return cls.from_details(spec)
    except (KeyError, TypeError, AttributeError) as error:
        known = ", ".join(TYPES)
        raise DeclarationError(
            f"activity {spec.get('id')!r}: its stored spec is not complete ({error}). "
            f"Expected type ({known}), id, tier and question; run the cell again and save."
        ) from error
