"""Poll: its options and its choices."""

from collections.abc import Sequence

import pytest

from askfirst import Poll
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier

ONE = Poll("one", "Which?", options=["a", "b", "c"])
SEVERAL = Poll("several", "Which ones?", options=["a", "b", "c"], several=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "0 options"),
        (["only"], "1 options"),
        ([f"option {i}" for i in range(200)], "200 options"),
        ("ab", "Use a list"),
        (None, "Use a list"),
        (["a", "A "], "stands there twice"),
        (["a", "pass"], "always offered"),
        (["a", ""], "Write some text"),
        (["a", 3], "Write some text"),
        (["a", "x" * 501], "501 characters"),
        (["a", "two\nlines"], "control character"),
    ],
)
def test_refuses_options(options: Sequence[str], said: str) -> None:
    """Options that cannot be asked are refused in one line that says why."""
    with pytest.raises(DeclarationError, match=said) as error:
        Poll("x", "Which?", options=options)
    assert "\n" not in str(error.value)


def test_eight_options_fit_only_the_open_tier() -> None:
    """Eight options are refused where the release rule ends at seven, and fit in the open tier."""
    options = [f"option {i}" for i in range(8)]
    with pytest.raises(DeclarationError, match="2 to 7"):
        Poll("x", "Which?", options=options)
    assert Poll("x", "Which?", options=options, tier=Tier.OPEN).width == 8


@pytest.mark.parametrize(("choice", "cells"), [("0", (0,)), ("2", (2,))])
def test_reads_one_choice(choice: str, cells: tuple[int, ...]) -> None:
    """An index names its counter."""
    assert ONE.read_choice(choice).cells == cells


@pytest.mark.parametrize(("choice", "cells"), [("+", ()), ("+1", (1,)), ("+0,2", (0, 2))])
def test_reads_several_choices(choice: str, cells: tuple[int, ...]) -> None:
    """Any number of options is an answer, none included."""
    answer = SEVERAL.read_choice(choice)
    assert answer.cells == cells
    assert not answer.passed


@pytest.mark.parametrize("poll", [ONE, SEVERAL])
def test_pass_counts_nowhere(poll: Poll) -> None:
    """A pass names no counter."""
    answer = poll.read_choice("pass")
    assert answer.passed
    assert answer.cells == ()


@pytest.mark.parametrize(
    "choice",
    ["", "3", "-1", "+0", "00", "0,1", "a", "²", "PASS", "=text", "٣", "9" * 5000, "0 "],
)
def test_refuses_what_is_not_on_offer(choice: str) -> None:
    """One canonical text stands for each choice; anything else is refused, briefly."""
    with pytest.raises(RoomError) as error:
        ONE.read_choice(choice)
    assert error.value.code == "bad_choice"
    assert len(str(error.value)) < 120


@pytest.mark.parametrize("choice", ["0", "+2,0", "+1,1", "+3", "+,", "+0,", "++0", "+01"])
def test_refuses_other_spellings_of_several(choice: str) -> None:
    """Several choices have one spelling, so that a retry is the same bytes."""
    with pytest.raises(RoomError):
        SEVERAL.read_choice(choice)


def test_reads_a_form_without_javascript() -> None:
    """Fields of a plain form become the canonical choice, and Pass wins over ticks beside it."""
    assert ONE.from_fields(["1"]) == "1"
    assert SEVERAL.from_fields(["2", "0"]) == "+0,2"
    assert SEVERAL.from_fields([]) == "+"
    assert SEVERAL.from_fields(["0", "pass"]) == "pass"
    with pytest.raises(RoomError):
        ONE.from_fields([])


def test_nothing_is_preselected() -> None:
    """No row of the form is chosen for anyone, and Pass is the last of them."""
    form = ONE.form()
    assert "checked" not in form
    assert form.rindex('value="pass"') > form.rindex('value="2"')


def test_text_shows_rows() -> None:
    """The plain text shows a ring for one choice and a box for several."""
    assert ONE.text().splitlines() == ["Which?", "( ) a", "( ) b", "( ) c", "( ) Pass"]
    assert "[ ] a" in SEVERAL.text()
