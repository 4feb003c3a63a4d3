"""What stays on the line of its word: a source mark, the second half of a short compound, the last.

In LibreOffice a link is a field, before which a line may end whatever space stands there. So a
text whose line would end between word and mark is drawn in from the right until both go on
together. PowerPoint ties them by the space alone. Both programs end lines at hyphens; a hyphen
that does not break is missing in some faces and is not found by who looks for the word, so a text
is drawn in for a compound, too; and for a last word that would stand on a line of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from askfirst.export.compounds import compounds, halves
from askfirst.export.direction import holds_from_right
from askfirst.export.measure import text_width
from askfirst.export.powerpoint_layouts import LABEL, Type
from askfirst.export.powerpoint_measure import (
    ARIAL,
    GEORGIA_BOLD,
    SPARE,
    TIE,
    letters,
    measured,
    text_lines,
)
from askfirst.export.runs import Runs
from askfirst.records import replace

SERIF: Final = (1 / SPARE, 0.98, 0.99, 1.0, 1.01)
BOLD: Final = (1 / SPARE, 0.89, 0.9, 0.91)
SANS: Final = (1 / SPARE, 0.89, 0.93)
"""What a measured width really is: in Georgia or Arial, and about in Noto Serif or Noto Sans."""

RAISED: Final = 0.6  # of its size in which LibreOffice sets what is raised
STEP: Final = 8
LEAST: Final = 24  # the smallest type in which a compound is kept whole: lists of sources are long
MOST: Final = 4  # at most such a part of the width is given up

_Word = tuple[float, float, bool]
"""The space before it, its width, and whether it belongs to what stands before it."""

_Face = tuple[Sequence[_Word], float]
"""Words as one face sets them, but for a factor by which all are wider."""


def drawn_in(runs: Runs, *, width: int, type_: Type) -> int:
    """Return by how many px the lines of a text end earlier, so that nothing is torn apart.

    Args:
        runs: Of a paragraph.
        width: Of its lines.
        type_: Of its letters.
    """
    said, whole = measured(runs), type_.size >= LEAST
    marked = any(run.mark for run in runs)
    bound = marked or (whole and any(compounds(run.text) for run in runs))
    count = text_lines(said, width=width, type_=type_)
    # what runs from the right is measured roughly
    if not bound and (count == 1 or not whole or "\v" in said or holds_from_right(said)):
        return 0
    bold = type_.bold or any(run.bold and not run.label for run in runs)
    factors = SANS if type_.sans else BOLD if bold else SERIF
    faces: list[_Face]
    if bound:
        found = [*_words(runs, type_, whole=whole)]
        faces = [([_wider(word, factor) for word in found], 1.0) for factor in factors]
    else:
        words = _plain(said, type_)
        faces = [(words, factor) for factor in factors]
    return _least(faces, said, count, width=width, type_=type_, marked=marked)


def with_last_word(runs: Runs, lines: int, *, width: float, type_: Type) -> Runs:
    """Return a headline whose last word has another beside it, if it would stand alone.

    It is as narrow as it can be, so nothing is drawn in: a space before the word does not break.

    Args:
        runs: Of a headline in bold.
        lines: How many it takes.
        width: Of its lines.
        type_: Of its letters.
    """
    said, last = "".join(run.text for run in runs), runs[-1]
    words = _plain(said, type_)
    if len(words) <= 2 * lines or last.mark or " " not in last.text.strip():
        return runs
    if not any(_lines(words, width / factor).alone for factor in BOLD):
        return runs
    before, _, word = last.text.rpartition(" ")
    return (*runs[:-1], replace(last, text=f"{before}{TIE}{word}"))


def _least(  # noqa: PLR0913  # one text in several faces
    faces: Sequence[_Face],
    said: str,
    count: int,
    *,
    width: int,
    type_: Type,
    marked: bool,
) -> int:
    """Return the least by which nothing is torn apart, and the last word alone in fewest faces."""
    before = [_lines(words, width / factor) for words, factor in faces]
    higher = marked and any(line.torn for line in before)
    found: list[tuple[int, int]] = []
    for by in range(0, width // MOST, STEP):
        if by and text_lines(said, width=width - by, type_=type_) > count:
            break  # it would be higher than it was planned
        ended = width - by
        made = [_lines(words, ended / factor) for words, factor in faces] if by else before
        if not higher and [line.high for line in made] != [line.high for line in before]:
            break  # no compound is worth a line more in any face
        if not any(line.torn for line in made):
            found.append((sum(line.alone for line in made), by))
            if not found[-1][0]:
                break
    return min(found, default=(0, 0))[1]


def _plain(said: str, type_: Type) -> list[_Word]:
    """Return the words of a text in which none belongs to the one before it."""
    face, size = letters(type_), type_.size
    return [(size * face[" "], size * em, False) for em in face.words(said)]


def _wider(word: tuple[_Word, bool], factor: float) -> _Word:
    """Return a word as another face sets it: wider, but for marks and labels."""
    (space, width, tied), same = word
    return space * factor, width if same else width * factor, tied


def _words(runs: Runs, type_: Type, *, whole: bool) -> Iterator[tuple[_Word, bool]]:
    """Give words, and whether each is as wide in all faces."""
    space = type_.size * letters(type_)[" "]
    apart = False
    for run in runs:
        small = RAISED * type_.size if run.mark else LABEL.size if run.label else type_.size
        size = min(small, type_.size)
        bold = run.bold and not type_.sans
        face = ARIAL if run.mark or run.label else GEORGIA_BOLD if bold else letters(type_)
        same = run.mark or run.label
        for place, word in enumerate(run.text.split()):
            gap = space if place or apart or run.text[:1].isspace() else 0.0
            first, *others = halves(word) if whole else [word]
            yield (gap, text_width(first, size=size, widths=face), run.mark), same
            for half in others:
                yield (0.0, text_width(half, size=size, widths=face), True), same
            apart = False
        apart = run.text[-1:].isspace() or (apart and not run.text.strip())


class _Broken(NamedTuple):
    """How a text breaks: its lines, whether one begins with what belongs before it, and its end."""

    high: int
    torn: bool
    alone: bool


def _lines(words: Sequence[_Word], width: float) -> _Broken:
    """Return how a text breaks in lines of a width."""
    count, used, torn, last = 1, 0.0, False, 0
    for space, wide, tied in words:
        if used and used + space + wide > width:
            count, used, torn, last = count + 1, wide, torn or tied, 1
        else:
            used += (space if used else 0.0) + wide
            last += not tied
    return _Broken(count, torn, count > 1 == last)
