"""SelfCheck: a gentle outcome, and no score."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import SelfCheck
from askfirst.activities.registry import from_spec
from askfirst.activities.selfcheck import SAID, Outcome
from askfirst.errors import DeclarationError, RoomError
from tests.activities.written import written

ANSWERS = {"Yes": "go on talking", "Not sure": "not now", "No": "find support"}
CHECK = SelfCheck("x", "How is it?", questions={"Safe?": ANSWERS, "Mine?": ANSWERS})


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ({"Safe?": ANSWERS}, "Use 2 to 8"),
        ({f"Safe {n}?": ANSWERS for n in range(9)}, "Use 2 to 8"),
        ([("Safe?", ANSWERS), ("Safe?", ANSWERS)], "twice"),
        ({"Safe?": {"Yes": "find support"}, "Mine?": ANSWERS}, "2 to 4"),
        ({"Safe?": {"Yes": "you are ready", "No": "not now"}, "Mine?": ANSWERS}, "Use one of"),
        ({"Safe?": {"Yes": "not now", "No": "not now"}, "Mine?": {"a": "not now", "b": "not now"}},
         "find support"),
        ({"Safe?": "Yes", "Mine?": ANSWERS}, "Use a mapping"),
        ("Safe?", "Use a mapping"),
        ({"s" * 81: ANSWERS, "Mine?": ANSWERS}, "at most 80"),
    ],
)  # fmt: skip
def test_refuses_questions(questions: Any, said: str) -> None:
    """Two to eight questions, two to four answers, known outcomes, and a way to help."""
    with pytest.raises(DeclarationError, match=said):
        SelfCheck("x", "How is it?", questions=questions)


@pytest.mark.parametrize("lines", [[], "a line", [""], ["a"] * 7])
def test_refuses_help(lines: list[str]) -> None:
    """Help is one to six lines, and never none."""
    with pytest.raises(DeclarationError, match="help"):
        SelfCheck("x", "How is it?", questions={"Safe?": ANSWERS, "Mine?": ANSWERS}, help=lines)


def test_says_its_rule_openly() -> None:
    """On paper each answer stands with where it leads, and every outcome with what it says."""
    for said in (CHECK.text(), CHECK.form()):
        assert "No: find support" in said
        assert "most careful" in said
        assert "In danger now" in said
    assert all(said in CHECK.text() for said in SAID.values())


def test_never_scores_and_never_says_ready() -> None:
    """No outcome counts, grades or says that somebody is ready."""
    said = CHECK.text().lower()
    assert not [
        word for word in ("ready", "score", "points", "%", "must", "should") if word in said
    ]


def test_puts_the_most_careful_outcome_first() -> None:
    """The spec lists help first, which is the order in which an outcome is looked for."""
    keys = [outcome["key"] for outcome in CHECK.spec()["outcomes"]]
    assert keys == [Outcome.SUPPORT, Outcome.WAIT, Outcome.TALK]


def test_form_has_nothing_to_send() -> None:
    """The static form holds no field with a name, so no form could ever send it."""
    assert "<input" in CHECK.form()
    assert "name=" not in CHECK.form()


@pytest.mark.parametrize("choice", ["pass", "0", "", "find support"])
def test_takes_no_answer(choice: str) -> None:
    """A room that is sent an answer refuses it."""
    with pytest.raises(RoomError):
        CHECK.read_choice(choice)


@given(
    questions=st.dictionaries(
        written(80),
        st.dictionaries(written(60), st.sampled_from(list(Outcome)), min_size=2, max_size=4),
        min_size=2,
        max_size=8,
    ).filter(lambda asked: any(Outcome.SUPPORT in leads.values() for leads in asked.values())),
    line=written(200),
)
def test_comes_back_from_its_spec(questions: dict[str, dict[str, str]], line: str) -> None:
    """What a notebook stores declares the same again, and nothing in its form runs."""
    check = SelfCheck("x", "How is it?", questions=questions, help=[line])
    again = from_spec(check.spec())
    assert again == check
    assert again.form() == check.form()
    assert "<script" not in check.form()
    assert "<img" not in check.form()
