"""Source marks at the end of a line: they stay with their word in LibreOffice as well.

There a link is a field, before which a line may end whatever space stands there. So a text whose
line would end between word and mark is drawn in from the right until both go on together.
PowerPoint ties them by the space alone and has no need of it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

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
MOST: Final = 4  # at most such a part of the width is given up

_Word = tuple[float, float, bool]
"""The space before it, its width, and whether it is a mark."""


def drawn_in(runs: Runs, *, width: int, type_: Type) -> int:
    """Return by how many px the lines of a text end earlier, so that no mark begins one.

    Args:
        runs: Of a paragraph.
        width: Of its lines.
        type_: Of its letters.
    """
    if not any(run.mark for run in runs):
        return 0
    bold = type_.bold or any(run.bold and not run.label for run in runs)
    faces = [[*_words(runs, type_, factor)] for factor in FACES[bold]]
    count = text_lines(measured(runs), width=width, type_=type_)
    for by in range(0, width // MOST, STEP):
        if text_lines(measured(runs), width=width - by, type_=type_) > count:
            return 0  # it would be higher than it was planned
        if not any(_begun_by_mark(words, width - by) for words in faces):
            return by
    return 0


def _words(runs: Runs, type_: Type, factor: float) -> Iterator[_Word]:
    space = type_.size * letters(type_)[" "] * factor
    apart = False
    for run in runs:
        small = RAISED * type_.size if run.mark else LABEL.size if run.label else type_.size
        size = min(small, type_.size)
        bold = run.bold and not type_.sans
        face = ARIAL if run.mark or run.label else GEORGIA_BOLD if bold else letters(type_)
        scale = 1.0 if run.mark or run.label else factor
        for place, word in enumerate(run.text.split()):
            gap = place or apart or run.text[:1].isspace()
            yield (
                space if gap else 0.0,
                text_width(word, size=size, widths=face) * scale,
                run.mark,
            )
            apart = False
        apart = run.text[-1:].isspace() or (apart and not run.text.strip())


def _begun_by_mark(words: Sequence[_Word], width: int) -> bool:
    """Tell whether any line of a text begins with a mark."""
    used = 0.0
    for space, wide, mark in words:
        if used and used + space + wide > width:
            if mark:
                return True
            used = wide
        else:
            used += (space if used else 0.0) + wide
    return False
