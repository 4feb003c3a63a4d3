"""Breath: nothing is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Breath
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier
from tests.activities.written import written

BREATH = Breath("07-breath")


@pytest.mark.parametrize("minutes", [0, 11, 2.5, "2", True, None])
def test_refuses_a_time_out_of_range(minutes: int) -> None:
    """It stops by itself after 1 to 10 whole minutes."""
    with pytest.raises(DeclarationError, match="minutes"):
        Breath("x", minutes=minutes)


def test_is_only_ever_private() -> None:
    """No other tier can be given to it."""
    with pytest.raises(DeclarationError, match="does not fit"):
        Breath("x", tier=Tier.OPEN)


def test_is_three_lines_on_paper() -> None:
    """On paper it is three lines of words, with no field and nothing that moves."""
    assert BREATH.form().count("<p>") == len(BREATH.lines()) == 3
    assert "<input" not in BREATH.form()
    assert BREATH.text().splitlines() == [BREATH.question, *BREATH.lines()]


def test_says_that_it_does_not_suit_everyone() -> None:
    """It says that stopping is fine, and what else to do."""
    said = BREATH.text()
    assert "fine to stop" in said
    assert "does not suit everyone" in said
    assert "window" in said


def test_is_six_breaths_a_minute() -> None:
    """The spec holds the seconds of a breath, in and out: ten together."""
    assert sum(BREATH.spec()["seconds"]) == 10


@pytest.mark.parametrize("choice", ["pass", "0", ""])
def test_takes_no_answer(choice: str) -> None:
    """A room that is sent an answer refuses it."""
    with pytest.raises(RoomError):
        BREATH.read_choice(choice)


@given(question=written(), minutes=st.integers(1, 10))
def test_comes_back_from_its_spec(question: str, minutes: int) -> None:
    """What a notebook stores declares the same again, and draws the same form."""
    breath = Breath("x", question, minutes=minutes)
    again = from_spec(breath.spec())
    assert again == breath
    assert again.form() == breath.form()
    assert "<script" not in breath.form()
