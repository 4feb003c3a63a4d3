"""Quiz: its options, its explanations, and who gets to see which of them when."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst import Option, Quiz
from askfirst.activities.base import Totals
from askfirst.activities.registry import from_spec
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import Tier
from askfirst.room.asked import Asked
from askfirst.room.snapshots import phone_spec
from askfirst.room.tally import Tally

YES = Option("Alex stops, and says so", "Stillness means stop.", "C54", holds=True)
NO = Option("Alex waits for a clear no", "Freezing is never a yes.", "C54 C68")
QUIZ = Quiz(
    "05-check-1",
    "Sam goes still. What holds up?",
    options=[NO, YES],
    headline="Stop first, then say that you have",
)
AFTER = ("Stillness means stop.", "Freezing is never a yes.", QUIZ.headline, "Does not hold up")
TEXT = st.sampled_from(
    ["שלום, מה שלומך?", "مرحبا بكم", "🫖 tea? 👩‍🦽", "</script><b>", "x" * 500, "a", "\u202eback"]
)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "0 options"),
        ([YES], "1 options"),
        ([Option(f"o{i}", "w", holds=True) for i in range(7)], "7 options"),
        ("ab", "list of Option"),
        (None, "list of Option"),
        (["a", "b"], "Use Option"),
        ([NO, Option("b", "Because.")], "no option holds up"),
        ([YES, Option("alex stops, and says so ", "w")], "stands there twice"),
        ([YES, Option("pass", "w")], "or is Pass"),
        ([YES, Option("b", "")], "Write some text"),
        ([YES, Option("b", "w" * 301)], "301 characters"),
        ([YES, Option("two\nlines", "w")], "control character"),
        ([YES, Option("b", "w", "54")], "no id"),
        ([YES, Option("b", "w", [3])], "no id"),  # type: ignore[list-item]
        ([YES, Option("b", "w", holds="yes")], "True or False"),  # type: ignore[arg-type]
    ],
)
def test_refuses_options(options: Sequence[Option], said: str) -> None:
    """Options that cannot be asked or are not explained are refused in one line."""
    with pytest.raises(DeclarationError, match=said) as error:
        Quiz("x", "Which?", options=options)
    assert "\n" not in str(error.value)


def test_refuses_claims_that_are_no_list() -> None:
    """Claims that are neither text nor a list are refused where the option is declared."""
    with pytest.raises(DeclarationError, match="C54 C68"):
        Option("a", "w", 54)  # type: ignore[arg-type]


@pytest.mark.parametrize("tier", [Tier.PERSONAL, Tier.INTIMATE, Tier.PRIVATE])
def test_is_only_ever_open(tier: Tier) -> None:
    """A check of knowledge is never in a tier for what is one's own."""
    assert QUIZ.tier is Tier.OPEN
    with pytest.raises(DeclarationError, match="does not fit"):
        Quiz("x", "Which?", options=[YES, NO], tier=tier)


@pytest.mark.parametrize("headline", ["", "x" * 121, 3])
def test_refuses_headlines(headline: Any) -> None:
    """A headline is a short text."""
    with pytest.raises(DeclarationError, match="headline"):
        Quiz("x", "Which?", options=[YES, NO], headline=headline)


@pytest.mark.parametrize("claims", ["C54 C68", "C54, C68", ["C54", "C68"], ("C54", "C68")])
def test_claims_have_one_form(claims: Any) -> None:
    """However an author lists them, claims are ids in order, and each is named once."""
    option = Option("a", "w", claims, holds=True)
    assert option.claims == ("C54", "C68")
    assert Quiz("x", "Which?", options=[option, YES]).claims == ("C54", "C68")


def test_a_phone_is_asked_and_told_nothing() -> None:
    """What is sent to phones holds the question, and nothing of what holds up or why."""
    asked = Asked(activity=QUIZ, tally=Tally.of(QUIZ), spec=QUIZ.spec())
    sent = json.dumps(phone_spec(asked), ensure_ascii=False)
    assert QUIZ.question in sent
    assert not [text for text in AFTER if text in sent]
    assert "holds" not in phone_spec(asked)
    assert not [text for text in AFTER if text in QUIZ.form()]


def test_slide_shows_the_question_only() -> None:
    """The slide that asks has the options and Pass, without explanations."""
    assert QUIZ.slide_rows() == (NO.text, YES.text, "Pass")


def test_text_explains_every_option() -> None:
    """The plain text ends with each option in order, its verdict, its reason and its claims."""
    assert QUIZ.text().splitlines()[-3:] == [
        QUIZ.headline,
        "Alex waits for a clear no: Does not hold up. Freezing is never a yes. [C54 C68]",
        "Alex stops, and says so: Holds up. Stillness means stop. [C54]",
    ]


def test_release_is_exact_from_five_phones() -> None:
    """Numbers are exact once five phones have answered, and before that nothing is shown."""
    assert QUIZ.release(Totals(counts=(1, 4), answered=5)).to_json()["cells"] == [[1, 1], [4, 4]]
    assert QUIZ.release(Totals(counts=(1, 3), answered=4)).view == "locked"


@pytest.mark.parametrize("choice", ["2", "+0", "00", " 1", "", "0,1", "Pass"])
def test_refuses_choices(choice: str) -> None:
    """Each answer has one spelling; anything else is not on offer."""
    with pytest.raises(RoomError):
        QUIZ.read_choice(choice)


def test_no_word_judges_a_person() -> None:
    """No sentence of a quiz counts, praises or corrects whoever answered."""
    said = json.dumps(QUIZ.texts()).lower()
    for word in ("score", "correct", "wrong", "right", "well done", "mistake", "✓", "✗"):
        assert word not in said


@given(question=TEXT, option=TEXT, why=TEXT.map(lambda t: t[:300]), place=st.integers(0, 1))
def test_comes_back_from_spec_and_form(question: str, option: str, why: str, place: int) -> None:
    """Any text survives spec and form, and what the form sends is the answer that was chosen."""
    other = Option("another option", "Because.", holds=True)
    quiz = Quiz("x", question, options=[Option(option, why, "C01"), other])
    assert from_spec(json.loads(json.dumps(quiz.spec()))) == quiz
    assert "</script" not in quiz.form()
    assert "<b>" not in quiz.form()
    assert quiz.form() == quiz.form()
    assert quiz.read_choice(quiz.from_fields([str(place)])).cells == (place,)
    totals = Totals(counts=[place, 1 - place], answered=1)
    assert list(quiz.possible(totals)) == [str(1 - place)]
