"""Names of rooms, and the words that open them."""

from askfirst.hosting.names import NAME, WORDS, choose_name, choose_words
from askfirst.opening.word import WORDS as KNOWN


def test_names_fit_into_a_host_name() -> None:
    """A name is one label of DNS, and says nothing but plain words."""
    for _ in range(200):
        name = choose_name()
        assert NAME.fullmatch(name)
        assert set(name.split("-")) <= set(KNOWN.split())


def test_a_word_of_a_room_on_a_server_cannot_be_tried_out() -> None:
    """There are more than a million of them; one that is drawn twice in a thousand is chance."""
    assert len(KNOWN.split()) ** WORDS > 1_000_000
    assert len({choose_words() for _ in range(1000)}) > 990
