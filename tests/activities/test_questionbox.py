"""QuestionBox: what it declares, what it says, and what a frontend may keep of it."""

import json
from typing import Any

import pytest

from askfirst import QuestionBox
from askfirst.activities.base import Totals
from askfirst.activities.live import RoomClient
from askfirst.activities.questionbox import KINDS
from askfirst.activities.widget import ActivityWidget
from askfirst.errors import DeclarationError, RoomError
from askfirst.release import View
from askfirst.room.snapshots import NOT_ON_PHONES

BOX = QuestionBox("00-box", "Anything you would like to ask")


@pytest.mark.parametrize("tier", ["open", "intimate", "private", "deniable"])
def test_other_tiers_are_refused(tier: Any) -> None:
    """Nothing is read below five, so it has no other tier."""
    with pytest.raises(DeclarationError, match="Use personal"):
        QuestionBox("b", "Ask?", tier=tier)


@pytest.mark.parametrize("most", [9, 281, "80", True])
def test_refuses_lengths(most: Any) -> None:
    """A longest question out of range is refused."""
    with pytest.raises(DeclarationError, match="10 to 280"):
        QuestionBox("b", "Ask?", most=most)


def test_it_stands_and_is_sorted_into_seven_types() -> None:
    """It stays open beside other questions; each type has a name and one line on how to answer."""
    assert BOX.standing
    assert BOX.moderated
    assert BOX.kinds == KINDS
    assert len(KINDS) == len(set(KINDS)) == 7
    host = BOX.texts()["host"]
    for kind in KINDS:
        assert host[f"kind_{kind}"]
        assert 20 < len(host[f"how_{kind}"]) < 140
    assert "cannot find out who wrote it" in host["how_disclosure"]
    assert "help page to everybody" in host["how_disclosure"]


def test_phones_are_not_told_the_types() -> None:
    """What a phone is sent holds no type and no line for the facilitator."""
    ask = json.dumps(BOX.texts()["ask"])
    assert not [kind for kind in ("disclosure", "shock", "off-topic") if kind in ask.lower()]
    assert "label" not in NOT_ON_PHONES


def test_it_says_who_reads_and_what_is_shown() -> None:
    """Before writing one reads who reads it, in whose words it is answered, what to leave out."""
    for said in (BOX.form(), " ".join(BOX.texts()["ask"].values())):
        assert "The facilitator reads it first, and answers it aloud in their own words." in said
        assert "Leave out names, dates and places." in said
        assert "We cannot find out who wrote it" in said
    assert "in place of yours" in BOX.slide_form()
    assert "Everybody folds one." in BOX.text()


@pytest.mark.parametrize("text", ["Why?", "x" * 280, "שלום?", "¿Y tú?"])
def test_reads_a_question(text: str) -> None:
    """A question of up to 280 characters comes back as it was written."""
    assert BOX.read_choice("=" + text).text == text


@pytest.mark.parametrize("choice", ["=" + "x" * 281, "=", "= a", "=a\u202eb", "Why?"])
def test_refuses_what_is_no_question(choice: str) -> None:
    """Too long, empty, untrimmed or with unseen signs: refused."""
    with pytest.raises(RoomError):
        BOX.read_choice(choice)


def test_lines_of_a_form_become_one() -> None:
    """What a plain form sends over several lines is one line; Pass wins over it."""
    assert BOX.from_fields([], " Why?\r\n\r\nAnd  how? ") == "=Why? And how?"
    assert BOX.from_fields(["pass"], "Why?") == "pass"


def test_release_needs_five() -> None:
    """With four answers to show none is shown."""
    four, five = (Totals(counts=(), answered=9, texts=["Why?"] * n) for n in (4, 5))
    assert BOX.release(four).view is View.LOCKED
    assert BOX.release(five).texts == ("Why?",) * 5


class Room(RoomClient):
    """A room that shows what was answered."""

    def follow(self, activity: str, listener: Any) -> None:
        release = {"view": "words", "k": 5, "answered": [5, 9], "texts": ["secret"] * 5}
        listener({"phase": "released", "progress": None, "release": release, "looked": True})


def test_a_notebook_keeps_no_answer() -> None:
    """A kernel that leads shows that questions were answered, without the words."""
    widget = ActivityWidget(BOX, Room("http://127.0.0.1:1", "key"))
    assert widget.state["phase"] == "released"
    assert "secret" not in json.dumps(widget.state)
