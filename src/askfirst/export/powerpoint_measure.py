"""How high a text stands on a slide of a presentation, in Georgia and Arial, with room to spare."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import ceil
from typing import Final

from askfirst.export.measure import BOLD, REGULAR, Widths, lines, text_width
from askfirst.export.powerpoint_layouts import BODY, CODE, LABEL, NOTES, NOTES_BOX, Type
from askfirst.export.runs import Paragraph, Run, Runs, Shape
from askfirst.records import replace

SPARE: Final = 1.09
"""For where Georgia or Arial is missing and a wider face takes its place."""

TIE: Final = "\u202f"
"""The space before a source mark; as a mark is measured too wide, none is measured for it."""

SMALLER_NOTES: Final = ((15, 21), (14, 20), (13, 18), (12, 17))
SHORT_LINE: Final = 50  # letters, of which a line of notes holds more
INDENT: Final = 40
CODE_LETTER: Final = 13.3
LONG_WORD: Final = 24  # letters, from which on it may be broken anywhere


def _scaled(widths: Mapping[str, float], factor: float) -> Widths:
    return Widths({letter: width * factor for letter, width in widths.items()}, spare=SPARE)


GEORGIA: Final = _scaled(REGULAR, 0.93 * SPARE)
GEORGIA_BOLD: Final = _scaled(BOLD, 1.04 * SPARE)
ARIAL: Final = _scaled(REGULAR, 1.0 * SPARE)
"""Arial runs as wide as Literata: narrower letters, wider spaces."""


def letters(type_: Type) -> Widths:
    """Return the widths of the face of a type."""
    return ARIAL if type_.sans else GEORGIA_BOLD if type_.bold else GEORGIA


def text_lines(text: str, *, width: float, type_: Type) -> int:
    """Return how many lines a text takes."""
    face = letters(type_)
    if "\v" not in text:
        return lines(text, width=width, size=type_.size, widths=face)
    return sum(lines(p, width=width, size=type_.size, widths=face) for p in text.split("\v"))


def least_lines(runs: Runs, *, width: float, type_: Type) -> int:
    """Return how many lines a text takes in the very face that it asks for."""
    bold = type_.bold or any(run.bold and not run.label for run in runs)
    face = weighted(type_, bold=bold and not type_.sans)
    return text_lines(measured(runs), width=width * SPARE, type_=face)


def weighted(type_: Type, *, bold: bool) -> Type:
    """Return a type in bold or not, most often as it is."""
    return type_ if type_.bold == bold else _turned(type_)


@cache
def _turned(type_: Type) -> Type:
    return replace(type_, bold=not type_.bold)


def tied(runs: Runs) -> Runs:
    """Return runs in which a source mark stays on the line of the word before it."""
    if not any(run.mark for run in runs):
        return runs
    ends = [one.text.endswith(" ") and after.mark for one, after in pairwise(runs)]
    return tuple(
        replace(run, text=f"{run.text[:-1]}{TIE}") if end else run
        for run, end in zip(runs, (*ends, False), strict=False)
    )


def measured(runs: Runs) -> str:
    """Return what runs say as it is measured: marks and labels are small, so take fewer letters."""
    return "".join(run.text[: _share(run)] for run in tied(runs)).replace(TIE, "")


def _share(run: Run) -> int:
    small = 0.67 if run.mark or run.raised else LABEL.size / BODY.size if run.label else 1
    return ceil(len(run.text) * small)


def paragraph_type(paragraph: Paragraph, type_: Type) -> Type:
    """Return the type by which a paragraph is measured; one bold run makes it bold."""
    if paragraph.shape is Shape.CODE:
        return CODE
    bold = paragraph.shape is Shape.HEADING or any(run.bold for run in paragraph.runs)
    return weighted(type_, bold=True) if bold and not type_.sans else type_


def paragraph_height(paragraph: Paragraph, *, width: float, type_: Type) -> int:
    """Return how high a paragraph stands, without the gap before it."""
    return _count(paragraph, width, type_) * paragraph_type(paragraph, type_).line


def between(paragraph: Paragraph, type_: Type) -> int:
    """Return the gap before a paragraph; items of a list stand closer."""
    if paragraph.shape is Shape.CODE:
        return 0
    listed = paragraph.level or paragraph.shape in {Shape.BULLET, Shape.NUMBER}
    return min(type_.before, 12) if listed else type_.before


def height(paragraphs: Sequence[Paragraph], *, width: float, type_: Type) -> int:
    """Return how high paragraphs stand together."""
    tall = sum(paragraph_height(p, width=width, type_=type_) for p in paragraphs)
    return tall + sum(between(after, type_) for _, after in pairwise(paragraphs))


def notes_type(paragraphs: Sequence[Paragraph]) -> Type:
    """Return the largest type in which notes fit on their page, or the smallest.

    They are measured as if nothing were bold, since a paragraph begins with a bold word or two.
    """
    short = sum(len(p.text) // SHORT_LINE + 1 for p in paragraphs) * (NOTES.line + NOTES.before)
    if short <= NOTES_BOX.height:  # most are, and need not be measured
        return NOTES
    light = [
        replace(paragraph, runs=tuple(replace(run, bold=False) for run in paragraph.runs))
        for paragraph in paragraphs
    ]
    smaller = (replace(NOTES, size=size, line=line) for size, line in SMALLER_NOTES)
    for type_ in (NOTES, *smaller):
        if height(light, width=NOTES_BOX.width, type_=type_) <= NOTES_BOX.height:
            break
    return type_


def indent(paragraph: Paragraph) -> int:
    """Return how far in a paragraph stands."""
    listed = paragraph.shape in {Shape.BULLET, Shape.NUMBER}
    return INDENT * (paragraph.level + listed)


def divided(paragraph: Paragraph, *, width: float, type_: Type, most: int) -> Iterator[Paragraph]:
    """Give a paragraph in pieces of so many lines at most; a number stands before the first."""
    face = paragraph_type(paragraph, type_)
    wide = width - indent(paragraph)
    piece: list[Run] = []
    count, used = 1, 0.0
    for run in _words(paragraph.runs):
        long = _width(run.text, paragraph, face)
        if used and used + long > wide:
            count, used = count + 1, 0.0
        if count > most:
            yield replace(paragraph, runs=tuple(piece))
            paragraph = _rest(paragraph)
            piece, count = [], 1
        piece.append(run)
        used += long
    if piece:
        yield replace(paragraph, runs=tuple(piece))


def _rest(paragraph: Paragraph) -> Paragraph:
    if paragraph.shape in {Shape.BULLET, Shape.NUMBER}:
        return replace(paragraph, shape=Shape.TEXT, level=paragraph.level + 1)
    return paragraph


def _words(runs: Runs) -> Iterator[Run]:
    """Give runs of a word each, and long words in pieces."""
    for run in runs:
        start = 0
        for end, letter in enumerate(run.text, 1):
            if letter.isspace() or end - start == LONG_WORD or end == len(run.text):
                yield replace(run, text=run.text[start:end])
                start = end


def _count(paragraph: Paragraph, width: float, type_: Type) -> int:
    face = paragraph_type(paragraph, type_)
    if paragraph.shape is Shape.CODE:
        return max(1, ceil(len(paragraph.text) / int(width / CODE_LETTER)))
    return text_lines(measured(paragraph.runs), width=width - indent(paragraph), type_=face)


def _width(text: str, paragraph: Paragraph, type_: Type) -> float:
    if paragraph.shape is Shape.CODE:
        return len(text) * CODE_LETTER
    return text_width(text, size=type_.size, widths=letters(type_))
