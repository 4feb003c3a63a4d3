import itertools

import pytest

from askfirst.room.progress import NONE_YET, band, progress


@pytest.mark.parametrize("tokens", range(5))
def test_under_five_is_as_none(tokens: int) -> None:
    """Under five used tokens the progress is the same as at none, whoever is in the room."""
    assert {progress(tokens, joined) for joined in range(30)} == {NONE_YET}


@pytest.mark.parametrize(
    ("tokens", "joined", "pips", "words"),
    [(5, 24, 1, "some"), (12, 24, 2, "about half"), (18, 24, 3, "most"), (24, 24, 4, "most")],
)
def test_words_of_the_share(tokens: int, joined: int, pips: int, words: str) -> None:
    """Progress is the room's share in words, with up to four pips."""
    assert progress(tokens, joined).to_json() == {"pips": pips, "words": words}


def test_progress_never_holds_a_count() -> None:
    """Over all rooms up to a hundred there are five things that progress can say."""
    said = {progress(t, j) for j, t in itertools.product(range(101), repeat=2) if t <= j}
    assert len(said) == 5
    assert not any(letter.isdigit() for one in said for letter in one.words)


@pytest.mark.parametrize(("count", "told"), [(0, (0, 4)), (4, (0, 4)), (24, (20, 24))])
def test_band(count: int, told: tuple[int, int]) -> None:
    """A number of phones is told as a band of five."""
    assert band(count) == told
