"""Scenario: its steps, the ways between them, and the polls a room is asked."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Choice, Poll, Scenario, Step
from askfirst.activities.base import Totals
from askfirst.activities.registry import from_spec
from askfirst.activities.widget import ActivityWidget
from askfirst.curriculum import check_unique
from askfirst.errors import CurriculumError, DeclarationError, RoomError
from askfirst.release import Tier
from askfirst.room.snapshots import phone_spec
from tests.export.samples import asks, module
from tests.room.rooms import make_room
from tests.stories import STORY

TEXT = st.sampled_from(["שלום, מה שלומך?", "🫖 tea? 👩", "</script><b>", "x" * 120, "\u202eback"])


def to(*steps: str) -> list[Choice]:
    """One choice that leads to each of these."""
    return [Choice(f"choice {i}", "then", "why", step) for i, step in enumerate(steps)]


def make(*steps: Step) -> Scenario:
    """A scenario of these steps."""
    return Scenario("x", "What now?", setting="Sam and Alex.", steps=steps)


END = Step("end", "The end.")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], "0 steps"),
        ([END], "1 steps"),
        ([Step("a", "?", to("end", "gone")), END], "leads to 'gone', which is no step"),
        ([Step("a", "?", to("end", "end")), END, Step("far", ".")], "'far' cannot be reached"),
        ([Step("a", "?", to("a", "b")), Step("b", "?", to("a", "b"))], "no ending"),
        (
            [Step("a", "?", to("b", "end")), Step("b", "?", to("c", "c")),
             Step("c", "?", to("b", "b")), END],
            "'b' is in a loop without an exit",
        ),
        ([Step("a", "?", to("end", "a")), END, END], "'end' is there twice"),
        ([Step("A b", "?", to("end", "end")), END], "has the id 'A b'"),
        ([Step("a", "", to("end", "end")), END], "Write some text"),
        ([Step("a", "x" * 121, to("end", "end")), END], "121 characters"),
        ([Step("a", "?", to("end")), END], "1 choices"),
        ([Step("a", "?", to(*["end"] * 5)), END], "5 choices"),
        ([Step("a", "?", ["b", "c"]), END], "Use Choice"),  # type: ignore[list-item]
        ([Step("a", "?", [Choice("b", "", "w", "end"), *to("end")]), END], "Write some text"),
        ([Step("a", "?", [Choice("b", "c", "w", "end", "54"), *to("end")]), END], "no id"),
        ([Step("a", "?", [Choice("b", "c", "w", "end", None), *to("end")]), END], "Use ids"),  # type: ignore[arg-type]
        ([Step("a", "?", [*to("end"), *to("end")]), END], "stands there twice"),
        ([Step("a", "?", to("end"), "h" * 61), END], "headline of step 'a' has 61 characters"),
        ([Step("endings", "?", to("end", "end")), END], "all endings share"),
        (["a", "b"], "no list of Step"),
        (None, "no list of Step"),
    ],
)  # fmt: skip
def test_refuses_steps(steps: Any, said: str) -> None:
    """Steps that make no story one can walk through are refused in one line."""
    with pytest.raises(DeclarationError, match=said) as error:
        Scenario("x", "What now?", setting="Sam and Alex.", steps=steps)
    assert "\n" not in str(error.value)


def test_a_loop_with_an_exit_is_a_way_back() -> None:
    """A step may lead back to an earlier one, as long as an ending can be reached."""
    assert make(Step("a", "?", to("a", "end")), END).endings == (END,)


def test_needs_a_setting() -> None:
    """A scenario says who is in it."""
    with pytest.raises(DeclarationError, match="setting"):
        Scenario("x", "What now?", steps=STORY.steps)


def test_a_room_is_asked_one_poll_for_each_step() -> None:
    """Each step with choices is an open poll with an id of its own, and the whole is none."""
    shown = module(asks(STORY))
    assert [a.id for a in shown.activities] == ["05-wen-still", "05-wen-signal"]
    assert {type(a) for a in shown.activities} == {Poll}
    assert {a.tier for a in shown.activities} == {Tier.OPEN}
    assert shown.claims == ("C19",)


def test_phones_are_told_no_consequence() -> None:
    """What a phone is sent of a step holds neither consequences nor reasons nor ways."""
    room = make_room(activities=module(asks(STORY)).activities)
    sent = json.dumps(phone_spec(room.asked["05-wen-still"]), ensure_ascii=False)
    assert "Hands off, says so" in sent
    assert not [text for text in ("beanbag", "bears", "not a test", "next-day") if text in sent]


def test_the_ids_of_steps_are_unique_in_the_curriculum() -> None:
    """An activity with the id of a step is refused, with both places."""
    other = Poll("05-wen-still", "Which?", options=["a", "b"])
    with pytest.raises(CurriculumError, match=r"cell 2: activity id '05-wen-still'"):
        check_unique([module(asks(STORY), asks(other))])


def test_in_a_kernel_of_a_workshop_one_still_walks_alone() -> None:
    """The whole is never led: a room knows the steps only."""

    class NoRoom:
        def follow(self, *_: object) -> None:
            raise AssertionError("a scenario follows no room")

    widget = ActivityWidget(STORY, NoRoom())  # type: ignore[arg-type]
    assert widget.state == {"phase": "open", "alone": True}
    widget.close()


def test_the_whole_has_no_answers() -> None:
    """The scenario itself takes no choice, counts nothing and releases nothing."""
    with pytest.raises(RoomError):
        STORY.read_choice("0")
    with pytest.raises(RoomError):
        STORY.from_fields(["0"])
    with pytest.raises(RoomError):
        STORY.release(Totals(counts=(), answered=9))
    assert STORY.width == 0
    assert list(STORY.possible(Totals(counts=(), answered=0))) == []


def test_form_and_text_hold_the_whole_tree() -> None:
    """Print holds every line, choice, consequence and reason, and nothing to fill in."""
    pieces = [step.line for step in STORY.steps]
    pieces += [t for s in STORY.steps for c in s.choices for t in (c.text, c.consequence, c.why)]
    assert not [piece for piece in pieces if piece not in STORY.text()]
    assert not [piece for piece in pieces if piece not in STORY.form()]
    assert "<input" not in STORY.form()


def test_nothing_is_scored() -> None:
    """No sentence around the story calls a way right or wrong."""
    said = json.dumps(STORY.texts()).lower()
    assert not [w for w in ("score", "correct", "right", "wrong", "best") if w in said]


@given(line=TEXT, text=TEXT, why=TEXT)
def test_comes_back_from_its_spec(line: str, text: str, why: str) -> None:
    """Any text survives spec and form, and stays text."""
    first = Step("a", line, [Choice(text, why, why, "end", "C01 C02"), *to("end")])
    story = make(first, replace(END, line=line))
    assert from_spec(json.loads(json.dumps(story.spec()))) == story
    assert "</script" not in story.form()
    assert story.parts()[0].read_choice("1").cells == (1,)
