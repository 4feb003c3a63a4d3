"""What stays on the line of its word: a source mark, and the second half of a short compound.

In LibreOffice a link is a field, before which a line may end whatever space stands there. So a
text whose line would end between word and mark is drawn in from the right until both go on
together. PowerPoint ties them by the space alone. Both programs end lines at hyphens; a hyphen
that does not break is missing in some faces and is not found by who looks for the word, so a text
is drawn in for a compound, too.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from askfirst.export.compounds import compounds, halves
from askfirst.export.measure import text_width
from askfirst.export.powerpoint_layouts import LABEL, Type
from askfirst.export.powerpoint_measure import (
    ARIAL,
    GEORGIA_BOLD,
    SPARE,
    letters,
    measured,
    text_lines,
)
from askfirst.export.runs import Runs

FACES: Final = {
    False: (1 / SPARE, 0.98, 0.99, 1.0, 1.01),
    True: (1 / SPARE, 0.92, 0.93, 0.94),
}
"""What a measured width really is, if bold and if not: in Georgia, and about in Noto Serif."""

RAISED: Final = 0.6  # of its size in which LibreOffice sets what is raised
STEP: Final = 8
LEAST: Final = 24  # the smallest type in which a compound is kept whole: lists of sources are long
MOST: Final = 4  # at most such a part of the width is given up

_Word = tuple[float, float, bool]
"""The space before it, its width, and whether it belongs to what stands before it."""


def drawn_in(runs: Runs, *, width: int, type_: Type) -> int:
    """Return by how many px the lines of a text end earlier, so that nothing is torn apart.

    Args:
        runs: Of a paragraph.
        width: Of its lines.
        type_: Of its letters.
    """
    whole = type_.size >= LEAST
    if not any(run.mark or (whole and compounds(run.text)) for run in runs):
        return 0
    bold = type_.bold or any(run.bold and not run.label for run in runs)
    faces = [[*_words(runs, type_, factor, whole=whole)] for factor in FACES[bold]]
    marked = any(run.mark for run in runs)
    before = [_lines(words, width)[0] for words in faces]
    count = text_lines(measured(runs), width=width, type_=type_)
    for by in range(0, width // MOST, STEP):
        if text_lines(measured(runs), width=width - by, type_=type_) > count:
            return 0  # it would be higher than it was planned
        made = [_lines(words, width - by) for words in faces]
        if not marked and [high for high, _ in made] != before:
            return 0  # no compound is worth a line more in any face
        if not any(torn for _, torn in made):
            return by
    return 0


def _words(runs: Runs, type_: Type, factor: float, *, whole: bool) -> Iterator[_Word]:
    space = type_.size * letters(type_)[" "] * factor
    apart = False
    for run in runs:
        small = RAISED * type_.size if run.mark else LABEL.size if run.label else type_.size
        size = min(small, type_.size)
        bold = run.bold and not type_.sans
        face = ARIAL if run.mark or run.label else GEORGIA_BOLD if bold else letters(type_)
        scale = 1.0 if run.mark or run.label else factor
        for place, word in enumerate(run.text.split()):
            gap = space if place or apart or run.text[:1].isspace() else 0.0
            first, *others = halves(word) if whole else [word]
            yield gap, text_width(first, size=size, widths=face) * scale, run.mark
            for half in others:
                yield 0.0, text_width(half, size=size, widths=face) * scale, True
            apart = False
        apart = run.text[-1:].isspace() or (apart and not run.text.strip())


def _lines(words: Sequence[_Word], width: int) -> tuple[int, bool]:
    """Return how many lines a text takes, and whether one begins with what belongs before it."""
    count, used, torn = 1, 0.0, False
    for space, wide, tied in words:
        if used and used + space + wide > width:
            count, used, torn = count + 1, wide, torn or tied
        else:
            used += (space if used else 0.0) + wide
    return count, torn
