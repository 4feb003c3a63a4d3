from askfirst.export.cut import MOST_LETTERS, MOST_LINES, cut


def test_a_short_text_is_whole() -> None:
    """A text within the bounds stays as it is, and nothing is said of it."""
    for said in ("", "a", "a\n" * MOST_LINES, "x" * MOST_LETTERS):
        assert cut(said) == (said, "")


def test_a_long_text_ends_where_a_line_ends() -> None:
    """Lines that do not fit are left out whole, and counted."""
    assert cut("a\n" * 41) == ("\n".join("a" * 40), "1 more line is left out.")
    wide = "\n".join(["x" * 1500] * 3)
    assert cut(wide) == ("x" * 1500, "2 more lines are left out.")


def test_a_line_that_is_too_long_is_cut_within() -> None:
    """One line without an end is cut at the last letter there is room for."""
    shown, left = cut("x" * 12_001)
    assert (len(shown), left) == (2500, "9,501 more letters are left out.")
    assert cut("x" * 2501)[1] == "1 more letter is left out."
