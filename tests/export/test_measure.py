"""Widths that are known without laying anything out."""

import re
from typing import Any

from fontTools.ttLib import TTFont

from askfirst.export.fonts import SANS as FACE
from askfirst.export.fonts import font_file
from askfirst.export.measure import LISTED_SANS, NO_BREAK, SANS, lines


def test_no_listed_letter_of_the_sans_is_wider_than_said() -> None:
    """In regular and in semi-bold, so that what is said to take one line takes one."""
    font: Any = TTFont(font_file(FACE))
    names, em = font.getBestCmap(), font["head"].unitsPerEm
    for weight in (400, 600):
        shapes = font.getGlyphSet(location={"wght": weight, "wdth": 100})
        assert all(round(shapes[names[ord(c)]].width) / em <= SANS[c] for c in LISTED_SANS)


def test_no_line_ends_at_a_space_that_does_not_break() -> None:
    """What such spaces hold together is one word, as wide as with plain ones."""
    said = "People like these: 44 to 53 in 100. People like those: 4 to 5 in 100."
    tied = re.sub(r" (?=to|in|\d+ in|\d+\.)", NO_BREAK, said)
    assert lines(said.replace(" ", NO_BREAK), width=1000, size=24) == 1
    widths = range(250, 900, 10)
    counts = [(lines(said, width=w, size=24), lines(tied, width=w, size=24)) for w in widths]
    assert all(loose <= whole for loose, whole in counts)
    assert any(loose < whole for loose, whole in counts)
    assert any(loose == whole == 1 for loose, whole in counts)


def test_a_line_does_not_end_within_what_is_kept_together() -> None:
    """Words with a no-break space between them count as one, as wide as with a space."""
    assert lines("aa aa aa", width=100, size=40) == 2
    assert lines("aa aa\xa0aa", width=100, size=40) == 2
    assert lines("aa\xa0aa aa", width=100, size=40) == 2
    assert lines("aa aa\xa0aa", width=70, size=40) == lines("aa aaaaa", width=70, size=40) == 3


def test_a_column_without_width_holds_a_letter_a_line() -> None:
    """However narrow a column is, its lines can be counted."""
    assert lines("abc", width=-4, size=32) == lines("abc", width=32, size=32) == 2
