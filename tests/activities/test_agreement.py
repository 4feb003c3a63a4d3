"""Agreement: what can be declared, its two parts, and what somebody alone answers."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Agreement
from askfirst.activities.base import Answer, Totals
from askfirst.activities.lines import Lines, same
from askfirst.activities.registry import from_spec
from askfirst.activities.vote import Vote
from askfirst.errors import DeclarationError, RoomError

AGREEMENT = Agreement("00-agreement", "What to agree on?", starters=["Pass freely.", "Be kind."])
line = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80
).filter(lambda text: same(text) not in {"", "pass"})


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"starters": ["One"]}, "1 starters. Use 2 to 11: at most 12 lines fit one vote"),
        ({"starters": [f"Line {i}" for i in range(12)]}, "12 starters. Use 2 to 11"),
        ({"starters": "ab"}, "Use a list"),
        ({"starters": None}, "Use a list"),
        ({"starters": ["a", "A. "]}, "stands there twice"),
        ({"starters": ["a", "pass"]}, "is Pass"),
        ({"starters": ["a", ""]}, "Write some text"),
        ({"starters": ["a", "x" * 81]}, "81 characters"),
        ({"vote": " "}, "the vote is ' '"),
        ({"title": "x" * 61}, "61 characters"),
        ({"tier": "personal"}, "Use open"),
        ({"id": "x" * 60}, "up to 64"),
    ],
)
def test_refuses_what_cannot_be_agreed_on(given_: dict[str, Any], said: str) -> None:
    """What does not fit is refused at its declaration, in one line that says why."""
    declared: dict[str, Any] = {"id": "x", "question": "?", "starters": ["a", "b"], **given_}
    with pytest.raises(DeclarationError, match=said) as error:
        Agreement(**declared)
    assert "\n" not in str(error.value)


def test_a_room_is_asked_two_things() -> None:
    """First for lines, then for a vote on the starters, each with an id of its own."""
    first, second = AGREEMENT.parts()
    assert isinstance(first, Lines)
    assert isinstance(second, Vote)
    assert (first.id, second.id) == ("00-agreement-lines", "00-agreement-vote")
    assert (first.question, second.follows) == (AGREEMENT.question, first.id)
    assert second.options == first.starters == tuple(AGREEMENT.starters)
    assert second.question == "Which of these can you keep to today?"


@pytest.mark.parametrize(
    ("choice", "answer"),
    [
        ("pass", Answer(passed=True)),
        ("+", Answer()),
        ("+0,1", Answer(cells=(0, 1))),
        ("+1=Ask = first.", Answer(cells=(1,), text="Ask = first.")),
        ("+=Sit where you like.", Answer(text="Sit where you like.")),
    ],
)
def test_somebody_alone_ticks_and_writes(choice: str, answer: Answer) -> None:
    """Alone, any starters may be ticked and a line added; all of it, or nothing."""
    assert AGREEMENT.read_choice(choice) == answer


@pytest.mark.parametrize(
    "choice", ["", "0", "+2", "+1,0", "pass=a", "+0=", "+= a", f"+={'x' * 81}"]
)
def test_refuses_any_other_choice(choice: str) -> None:
    """What is not on offer is refused."""
    with pytest.raises(RoomError):
        AGREEMENT.read_choice(choice)


def test_reads_its_own_form() -> None:
    """Boxes and field make the choice, and Pass wins over both."""
    assert AGREEMENT.from_fields(["1"], "  Be   here. ") == "+1=Be here."
    assert AGREEMENT.from_fields([], "") == "+"
    assert AGREEMENT.from_fields(["0", "pass"], "A line") == "pass"


def test_has_no_result_of_its_own() -> None:
    """A room answers the parts, so the whole releases nothing and nothing of it can be counted."""
    totals = Totals(counts=(9, 9), answered=9)
    with pytest.raises(RoomError, match="asked in two parts"):
        AGREEMENT.release(totals)
    assert list(AGREEMENT.possible(totals)) == []


@given(st.lists(line, min_size=2, max_size=11, unique_by=same), line)
def test_spec_form_and_parts_come_back(starters: list[str], own: str) -> None:
    """Any agreement survives JSON, keeps text as text, and reads its own form."""
    made = Agreement("x", "?", starters=starters, title=own[:60].strip() or "x")
    again = from_spec(json.loads(json.dumps(made.spec())))
    assert again == made
    assert (again.form(), again.parts()) == (made.form(), made.parts())
    for part in made.parts():
        stored = json.loads(json.dumps(part.spec()))
        assert type(part).from_details(stored) == part
        assert "<script" not in part.form() + part.slide_form()
    assert made.text().splitlines()[0] == "?"
