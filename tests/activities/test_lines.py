"""Lines: which of them go to the vote, and in which wording."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfirst.activities.base import Totals
from askfirst.activities.lines import Lines, same
from askfirst.activities.poll import _folded
from askfirst.errors import RoomError
from askfirst.release import Release, Tier, View, release_lines
from tests.release_audit import printed

LINES = Lines("x-lines", "What?", starters=[f"Starter {i}." for i in range(7)])


def chosen(*texts: str, wrote: int = 9) -> Release:
    return LINES.release(Totals(counts=(), answered=wrote, texts=texts))


def test_below_five_nothing_is_printed_whatever_was_chosen() -> None:
    """Where fewer than five wrote a line, none is shown, and the print is the same each time."""
    prints = {printed(chosen(*lines, wrote=n)) for n in range(5) for lines in ([], ["A."], ["B."])}
    assert prints == {json.dumps({"k": 5, "view": "locked"})}


def test_how_many_wrote_is_not_printed() -> None:
    """From five on the print is the same, however many wrote a line and were left out."""
    for lines in ([], ["Only one."], ["a", "b", "c", "d", "e"]):
        assert len({printed(chosen(*lines, wrote=n)) for n in range(5, 60)}) == 1
    assert chosen("Only one.").texts == ("Only one.",)
    assert (chosen().view, chosen().texts, chosen().answered) == (View.WORDS, (), None)


def test_a_line_counts_once() -> None:
    """A line that a starter says already, or another line, is left out; the first wording stays."""
    assert chosen("starter 3", "Be kind!", "be  kind.", "Sit.").texts == ("Be kind!", "Sit.")


def test_twelve_lines_are_the_most() -> None:
    """Five fit beside seven starters; six are refused with what to do, and repeats do not count."""
    five = ["a", "b", "c", "d", "e"]
    assert chosen(*five, "A.", "Starter 1.").texts == tuple(five)
    with pytest.raises(RoomError, match=r"7 starter lines and 6 of the group are 13\. .* 1 more"):
        chosen(*five, "f")
    assert LINES.spec()["places"] == 5


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "a\u202eb", "Pass", " pass. "])
def test_a_mended_line_must_be_a_line(text: str) -> None:
    """A wording that cannot be voted on is refused before anything is shown."""
    with pytest.raises(RoomError) as refused:
        chosen("Fine.", text)
    assert refused.value.code == "bad_line"
    assert "\n" not in str(refused.value)


def test_a_mended_line_is_set_on_one_line() -> None:
    """Line ends and spaces from a field become one space."""
    assert chosen(" Sit\n where  you like. ").texts == ("Sit where you like.",)


def test_only_shared_tiers_release_lines() -> None:
    """Lines are never released in a tier that is never released."""
    with pytest.raises(ValueError, match="has no release"):
        release_lines(["a"], 9, tier=Tier.PRIVATE)


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_vote_finds_no_line_twice_that_is_left(one: str, other: str) -> None:
    """Whatever a poll calls twice the same is the same line here too."""
    for text in (other, one.upper(), one.lower(), f" {one}"):
        if _folded([one]) == _folded([text]):
            assert same(one) == same(text)


def test_says_what_happens_to_a_line() -> None:
    """Before anyone writes it is said that the wording may be mended; after, who chooses."""
    ask = LINES.texts()["ask"]
    assert "may mend the wording" in ask["care"]
    assert "Leave out names" in ask["care"]
    assert "chooses some for the vote" in ask["total"]
    assert "may mend the wording" in LINES.form()


def test_the_slide_says_how_long_a_line_may_be() -> None:
    """On a slide that is not led, the length stands as a number, and all starters stand there."""
    form = LINES.slide_form()
    assert "up to 80 characters" in form
    assert all(starter in form for starter in LINES.starters)
    assert "{" not in form
