"""What a self-paced page asks: forms that are used alone, and words that say so."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from askfirst import Option, Poll, Quiz
from askfirst.activities.registry import TYPES
from askfirst.activities.texts import ASK
from askfirst.export.page import page_html
from askfirst.export.page_asked import ALONE, page_spec
from askfirst.export.texts import PAGE
from tests.examples import example
from tests.export.paged import Page, body
from tests.export.samples import CLAIMS, FILLED, NOTE, POLL, asks, module, text, whole_module

QUIZ: Final = Quiz(
    "05-check",
    "Sam goes still. What holds up?",
    options=[Option("Stop", "Stillness means stop.", "C54", holds=True), Option("Wait", "No.")],
)


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The page of a module with one cell of each kind."""
    return page_html(whole_module(tmp_path), claims=CLAIMS, services=FILLED)


def test_controls_of_two_questions_do_not_share_a_name() -> None:
    """A choice in one static form leaves the choice in another as it is."""
    other = Poll("05-other", "Which?", options=["a", "b"])
    made = Page(page_html(module(text("# T"), asks(POLL), asks(other))))
    names = {field["name"] for field in made.of("input") if field.get("type") == "radio"}
    assert names == {"05-hard choice", "05-other choice"}


def test_questions_of_the_module_are_open() -> None:
    """The list of guiding questions stands on the page, not folded."""
    asked = text("### What we are asking\n\n1. What is a yes?", "skip", tags=["header"])
    made = page_html(module(text("# T", tags=["header"]), asked, text("## One")))
    assert '<div class="questions"><h2>What we are asking</h2><ol>' in made


def test_what_is_said_of_answers_is_folded() -> None:
    """What learners are told after a question waits to be unfolded; after a note it is open."""
    told = text("*Stop.* It holds up.", "skip", tags=["learner"])
    for asked, folded in ((QUIZ, True), (POLL, True), (NOTE, False)):
        made = page_html(module(text("# T"), asks(asked), told))
        assert (f"{PAGE['thoughts']}</summary><p><em>Stop.</em>" in made) is folded


def test_a_quiz_that_nothing_else_explains_is_explained_without_a_script() -> None:
    """Its reasons stand folded below the static form, unless a learner's cell has them."""
    alone = page_html(module(text("# T"), asks(QUIZ)))
    still = alone.partition('<div class="still">')[2].partition("</section>")[0]
    assert "Stillness means stop." in still
    told = page_html(module(text("# T"), asks(QUIZ), text("Stop.", "skip", tags=["learner"])))
    assert "Stillness means stop." not in body(told)


def test_an_activity_stands_as_its_form_and_in_the_data(page: str) -> None:
    """Each activity has its static form on the page, and its spec for the component."""
    (data,) = re.findall(r'id="askfirst-page">(.*?)</script>', page, re.DOTALL)
    assert "<" not in data
    given = json.loads(data)
    assert set(given["activities"]) == set(re.findall(r'data-activity="(.*?)"', page))
    assert "<legend>What makes it hardest to say “not now”?</legend>" in page


def test_an_answer_alone_is_said_to_stay() -> None:
    """The words about an answer speak of this page; those that a translator wrote stay."""
    ask = page_spec(POLL, PAGE)["texts"]["ask"]
    assert (ask["alone"], ask["sent"]) == (PAGE["alone"], PAGE["sent"])
    assert {k: v for k, v in ask.items() if k not in {"alone", "sent"}} == {
        k: v for k, v in POLL.spec()["texts"]["ask"].items() if k not in {"alone", "sent"}
    }
    assert page_spec(NOTE, PAGE) == NOTE.spec()
    assert PAGE["alone"] not in ASK.values()


@pytest.mark.parametrize("kind", TYPES)
def test_no_form_or_spec_speaks_of_a_room_that_is_not_there(kind: str) -> None:
    """What a room would do with an answer is not said where somebody is alone."""
    made = page_html(module(text("# T"), asks(example(kind))))
    for said in (*ALONE, "It may be shown to the room."):
        assert said not in made.partition("<body>")[2].partition('<script type="module">')[0]


def test_a_question_box_alone_has_no_field() -> None:
    """Without a script too, nobody is led to write a question that nobody reads."""
    made = body(page_html(module(text("# T"), asks(example("questionbox")))))
    assert "<textarea" not in made
    assert PAGE["instead_questionbox"] in made


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_word_above_it(kind: str) -> None:
    """A part that begins with an activity says what kind of thing it is."""
    assert PAGE[f"kind_{kind}"]


def test_types_that_are_written_give_what_was_written() -> None:
    """Exactly the components of types that say so can give what was written, for paper."""
    source = files("askfirst.activities")
    for kind, cls in TYPES.items():
        gives = bool(re.search(r"^  own\(\) {", source.joinpath(f"{kind}.js").read_text(), re.M))
        assert gives is bool(getattr(cls, "written", False)), kind


def test_notes_are_offered_only_where_there_are_any() -> None:
    """Without a field for notes there is nothing to print or to save."""
    assert 'id="notes"' not in page_html(module(text("# T"), asks(POLL)))
    assert 'id="notes"' in page_html(module(text("# T"), asks(NOTE)))
