"""Vote: its lines, those of the group among them, and what a disk may hold of it."""

import json

import pytest

from askfirst.activities import texts
from askfirst.activities.base import Totals
from askfirst.activities.vote import Vote
from askfirst.errors import DeclarationError
from askfirst.release import View

VOTE = Vote("x-vote", "Which?", options=["Pass freely.", "Be kind."])
SECRET = "Sit where Ann sits."


def test_the_lines_of_the_group_come_last() -> None:
    """Following what was written, the vote is on the starters and then those lines."""
    asked = VOTE.following([SECRET, "Be here."])
    assert asked.options == ("Pass freely.", "Be kind.", SECRET, "Be here.")
    assert (asked.starters, asked.group, asked.width) == (VOTE.options, 2, 4)
    assert asked.read_choice("+0,3").cells == (0, 3)


def test_following_again_replaces_the_lines() -> None:
    """Lines of an earlier round are gone, and without any the vote is as it was declared."""
    asked = VOTE.following([SECRET]).following(["Be here."])
    assert asked.options == ("Pass freely.", "Be kind.", "Be here.")
    assert asked.following([]) == VOTE


def test_thirteen_lines_are_refused() -> None:
    """No vote has more than twelve lines."""
    with pytest.raises(DeclarationError, match=r"13 options\. Use 2 to 12"):
        VOTE.following([f"Line {i}" for i in range(11)])


def test_a_disk_gets_no_line_of_the_group() -> None:
    """What may be written keeps a place for each line of the group, and not its text."""
    kept = VOTE.following([SECRET]).on_disk()
    assert kept["options"] == ["Pass freely.", "Be kind.", "a line of the group"]
    assert SECRET not in json.dumps(kept)


def test_numbers_are_exact_from_five() -> None:
    """Each line has its own exact number, out of those who answered; below five there is none."""
    asked = VOTE.following(["Be here."])
    shown = asked.release(Totals(counts=(6, 1, 0), answered=6))
    assert [row.cells[0].low for row in shown.rows] == [6, 1, 0]
    assert asked.release(Totals(counts=(4, 1, 0), answered=4)).view == View.LOCKED


def test_no_line_is_called_lost() -> None:
    """The words about a line that few can keep to send it into a talk, and none is turned down."""
    said = json.dumps(texts.VOTE_SHOWN)
    assert VOTE.texts()["host"]["once"] == texts.VOTE_SHOWN["talking"]
    assert "for talking about" in said
    assert "No line goes out by its number" in said
    for word in ("reject", "lost", "fail", "lose"):
        assert word not in said.lower()
