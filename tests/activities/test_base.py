"""What every activity promises, whatever its type."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from askfirst.activities.base import MIME, Activity
from askfirst.activities.registry import TYPES, from_spec
from askfirst.errors import DeclarationError

EXAMPLES: tuple[Activity, ...] = (
    Poll("a-poll", "Which?", options=["One", "Two"]),
    Poll("a-several", "Which ones?", options=["One", "Two", "Three"], several=True, tier="open"),  # type: ignore[arg-type]
    Scale("a-scale", "This is so.", ends=("No", "Yes")),
    Words("some-words", "A line?"),
    Agreement("some-agreement", "What to agree on?", starters=["Pass freely.", "Be kind."]),
    Note("a-note", "Think of it.", prompts=["My word", "My signal"]),
    Pulse("a-pulse", "Is it so?", options=["Agree", "Disagree"]),
    Pulse("a-pulse", "Is it so?", options=["Yes", "No"], before="Then", now="Today").after(),
    Pace("a-pace", "How is it going?"),
    QuestionBox("a-box", "What would you ask?", most=200),
    Sort("a-sort", "Which goes where?", cards=["One", "Two"], columns=["Here", "There"]),
    Rank("a-rank", "Which first?", items=["One", "Two", "Three"]),
    Quiz(
        "a-quiz", "What holds up?", options=[Option("a", "w", "C01"), Option("b", "v", holds=True)]
    ),
    Scenario(
        "a-scenario",
        "What could Amara do?",
        setting="Wen goes still.",
        steps=[
            Step("one", "And now?", [Choice("a", "b", "c", "end"), Choice("d", "e", "f", "end")]),
            Step("end", "A good breakfast."),
        ],
    ),
    CoinFlip("a-coin", "This is true for me."),
    CoinFlip("a-die", "So is this.", design="warner", answers=("It is", "It is not")),
    Breath("a-breath"),
    BothYes(
        "a-pair",
        names=("Noor", "Sam"),
        items={"hands": ("yes", "yes"), "feet": ("yes", "no"), "hair": ("none", "yes")},
    ),
    Boundaries("a-map", items=["hands", "feet"]),
    Boundaries("a-grouped-map", items={"Touch": ["hands"], "Sight": ["a recording"]}),
    SelfCheck(
        "a-check",
        "How is it?",
        questions={
            "Safe?": {"Yes": "go on talking", "No": "find support"},
            "Mine?": {"Yes": "go on talking", "Not sure": "not now"},
        },
    ),
)
DANGEROUS = "<script>alert(1)</script> \"&' </script> שלום 🫖"


def line_of(error: pytest.ExceptionInfo[DeclarationError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize("activity", EXAMPLES, ids=lambda a: a.id)
def test_spec_comes_back(activity: Activity) -> None:
    """A stored spec declares the same activity again, after a trip through JSON."""
    assert from_spec(json.loads(json.dumps(activity.spec()))) == activity


@pytest.mark.parametrize("activity", EXAMPLES, ids=lambda a: a.id)
def test_stores_three_things(activity: Activity) -> None:
    """Outside a live kernel a cell stores spec, form and text, and nothing else."""
    bundle = activity._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert activity.question in bundle["text/plain"]


def test_every_type_is_registered() -> None:
    """Each type among the examples has a way back from its spec."""
    assert {a.type for a in EXAMPLES} == set(TYPES)


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Poll("x", text, options=[text, "b"]),
        lambda text: Scale("x", text, ends=(text[:60], "b")),
        lambda text: Words("x", text),
        lambda text: Note("x", text, prompts=[text[:120]]),
        lambda text: Sort("x", text, cards=[text, "b"], columns=[text[:60], "b"]),
        lambda text: Pulse("x", text, options=[text[:60], "b"]),
        lambda text: Pulse("x", text, options=[text[:60], "b"], before=text[:60]).after(),
    ],
)
def test_text_stays_text(make: Callable[[str], Activity]) -> None:
    """No text of an author becomes markup in the form."""
    form = make(DANGEROUS).form()
    assert "<script" not in form
    assert "alert(1)" in form


@given(question=st.text(min_size=1, max_size=500), option=st.text(min_size=1, max_size=500))
def test_any_text_is_declared_or_refused_in_one_line(question: str, option: str) -> None:
    """Whatever an author types either makes a form without its raw markup, or one clear line."""
    try:
        poll = Poll("x", question, options=[option, "another option"])
    except DeclarationError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
    else:
        assert from_spec(poll.spec()) == poll
        assert poll.form().count("<") == poll.form().count(">")


@pytest.mark.parametrize("bad", ["", "Has Capitals", "under_score", "a" * 65, "-a", "a--b", 5])
def test_refuses_ids(bad: object) -> None:
    """An id that would not do as a name everywhere is refused, with the value and an example."""
    with pytest.raises(DeclarationError) as error:
        Poll(bad, "Which?", options=["a", "b"])  # type: ignore[arg-type]
    assert repr(str(bad)) in line_of(error) or repr(bad) in line_of(error)
    assert "05-signals" in line_of(error)


def test_refuses_an_unknown_tier() -> None:
    """An unknown tier is refused by name, with those that fit."""
    with pytest.raises(DeclarationError) as error:
        Poll("x", "Which?", options=["a", "b"], tier="persnal")  # type: ignore[arg-type]
    assert line_of(error) == "Poll('x'): unknown tier 'persnal'. Use open, personal or intimate."


@pytest.mark.parametrize("tier", ["private", "deniable"])
def test_refuses_a_tier_of_another_type(tier: str) -> None:
    """A poll is never private, since private means never sent."""
    with pytest.raises(DeclarationError, match="does not fit"):
        Poll("x", "Which?", options=["a", "b"], tier=tier)  # type: ignore[arg-type]


def test_refuses_a_spec_of_unknown_type() -> None:
    """A stored spec of a type that is not ours is refused with the types that are."""
    with pytest.raises(DeclarationError, match="poll, scale, words, sort"):
        from_spec({"type": "riddle", "id": "x"})


def test_an_error_in_a_cell_is_one_line() -> None:
    """A notebook shows a wrong declaration as its one line, without a traceback."""
    assert DeclarationError("thing: value.")._render_traceback_() == [
        "DeclarationError: thing: value."
    ]
