"""The word of a room can be said across it and typed on a phone."""

from askfirst.opening.word import WORDS, choose_word


def test_words_are_short_plain_and_different() -> None:
    """Every word has three to eight lower-case letters, and none stands there twice."""
    words = WORDS.split()
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(3 <= len(word) <= 8 for word in words)
    assert len(words) == len(set(words)) > 100


def test_a_word_is_one_of_them() -> None:
    """A room's word is one of the list."""
    assert choose_word() in WORDS.split()
