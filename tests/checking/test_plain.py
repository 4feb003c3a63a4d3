"""Words, sentences and reading level of Markdown."""

import pytest

from askfirst.checking.plain import grade, plain, sentences, syllables, words


def test_only_what_is_seen_counts() -> None:
    """Pictures, source marks, addresses and signs of Markdown are no words."""
    source = "## A **yes** [C19](#C19)\n\n![Two lines](x.svg)\n\n1. See [the page](https://a.b)."
    assert words(source) == ["A", "yes", "See", "the", "page"]
    assert "C19" not in plain(source)


def test_sentences_end_inside_quotations_and_table_cells() -> None:
    """A full stop inside a quotation ends a sentence, and so does a cell of a table."""
    assert [*sentences("“Stop. Now.” He stops.")] == ["“Stop.", "Now.", "He stops."]
    assert [part.strip() for part in sentences("| a b | c d |")] == ["a b", "c d"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("the", 1), ("be", 1), ("asked", 1), ("closed", 1), ("likes", 1), ("people", 2)),
        *(("wanted", 2), ("houses", 2), ("many", 2), ("boundary", 3), ("facilitator", 5)),
    ],
)
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    """A silent e is no syllable, one after l or in -ted is."""
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    """The grade is the formula of Kincaid and others, worked out by hand for two sentences."""
    text = "The cat sat on the mat. The small dog ran to the big red house."
    expected = 0.39 * 15 / 2 + 11.8 * 15 / 15 - 15.59
    assert grade([text]) == pytest.approx(expected)


def test_longer_words_and_sentences_read_harder() -> None:
    """Longer sentences of longer words have a higher grade; no sentence has grade 0."""
    easy = "A yes can end. You can stop when you like. Nobody asks you why you did."
    hard = "Participants retain the unconditional possibility of discontinuing their involvement."
    assert grade([easy]) < grade([hard])
    assert grade([]) == 0
    assert grade(["Two words."]) == 0
