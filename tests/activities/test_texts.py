"""The sentences of activities, where nothing of ours can run."""

import pytest

from askfirst import Breath, Words
from askfirst.activities.texts import counted
from askfirst.export.deck import render_deck
from tests.export.samples import module, text

SAID = {"minutes": "{minutes} minutes", "minutes_one": "{minutes} minute"}


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 minutes"), (1, "1 minute"), (1.5, "1.5 minutes"), (2, "2 minutes")]
)
def test_one_is_singular(count: float, said: str) -> None:
    """One takes the singular of English, every other number the plural."""
    assert counted(SAID, "minutes", count, minutes=f"{count:g}") == said


def test_the_spec_holds_the_sentence_and_the_number_apart() -> None:
    """A spec says its language, its numbers and its sentences, so that a surface can join them."""
    spec = Words("05-words", "What could Sam say?", most=40).spec()
    assert (spec["language"], spec["most"]) == ("en", 40)
    assert spec["texts"]["ask"]["most"] == "Up to {most} characters"
    assert Breath("05-breath", minutes=1).spec()["texts"]["ask"]["ends"].count("{minutes}") == 1


@pytest.mark.parametrize(("minutes", "said"), [(1, "1 minute"), (45, "45 minutes")])
def test_a_deck_counts_its_minutes(minutes: int, said: str) -> None:
    """The title slide says one minute, and else minutes."""
    assert f'<p class="label">{said}</p>' in render_deck(module(text("# T"), minutes=minutes))
