"""The table of states has every type, and says what is missing where it cannot have one."""

from random import Random
from typing import Any

import pytest

from askfirst import Note, Poll
from askfirst.activities.registry import TYPES
from tests import states
from tests.examples import SHARED
from tests.forms import choice_of, picks_of
from tests.specs import declared

PHASES = ("draft", "open", "closed")
ANSWERING = ("question", "on its way", "refused", "thanks")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_alone_in_the_lab_and_on_a_page(kind: str) -> None:
    """Each type stands alone in JupyterLab and on a page, also with the longest texts."""
    for surface in ("lab", "page"):
        alone = [one for one in states.seen(kind) if (one.surface, one.name) == (surface, "alone")]
        assert len(alone) == len(states.activities(kind)) + 1


@pytest.mark.parametrize("kind", SHARED)
def test_every_type_for_a_room_is_led_and_answered(kind: str) -> None:
    """What a room is asked is there in every phase, with a result too few and a result shown."""
    for activity in filter(states.in_a_room, states.activities(kind)):
        found = {(one.surface, one.name) for one in states.seen(kind) if one.activity == activity}
        phases = {(surface, phase) for surface in ("lab", "deck", "start") for phase in PHASES}
        assert phases | {("phone", name) for name in ANSWERING} <= found
        if states.has_result(activity):
            assert len(states.releases(activity)) > 1


def test_a_poll_has_every_view_of_the_rule() -> None:
    """Rooms of several sizes and minds bring up each kind of view that a poll can have."""
    polls = [activity for activity in states.activities("poll") if isinstance(activity, Poll)]
    one, two = ([p for p in polls if p.several is several] for several in (False, True))
    seen = {view for activity in one for view in states.releases(activity)}
    assert seen == {"locked", "hidden", "few", "bands", "exact"}
    assert {"locked", "each hidden", "each few"} <= set(states.releases(two[0]))


def test_a_form_that_cannot_be_answered_is_named() -> None:
    """A type whose form leads to no answer fails with its name, and a question to ask of it."""
    with pytest.raises(AssertionError, match=r"^note: no filling of its static form"):
        picks_of(Note("x", "What?", prompts=["A word"]), Random(1))


def test_a_form_is_filled_as_one_leans() -> None:
    """Whoever leans to the first always takes it, and whoever does not never does."""
    poll = Poll("x", "Which?", options=["a", "b"])
    for lean, choice in ((1, "0"), (0, "1")):
        assert choice_of(poll, picks_of(poll, Random(1), lean=lean)) == choice


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (declared, "type 'riddle' has no strategy. Add its line to DECLARED in tests/specs.py."),
        (states.activities, "type 'riddle' is not in docs/gallery.ipynb. Declare one there."),
    ],
)
def test_what_a_type_lacks_is_said(ask: Any, said: str) -> None:
    """A type that is registered and no more fails with the one thing that it lacks."""
    with pytest.raises(pytest.fail.Exception) as failed:
        ask("riddle")
    assert str(failed.value) == said
