"""What a slide says of an activity: a form on paper, as paragraphs and rows."""

from collections.abc import Iterable
from functools import singledispatch
from itertools import chain, zip_longest
from string import ascii_uppercase
from typing import Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.boundaries import MARKS, Boundaries
from askfirst.activities.boundaries import TEXTS as MAP
from askfirst.activities.breath import Breath
from askfirst.activities.coinflip import CoinFlip
from askfirst.activities.lines import Lines
from askfirst.activities.note import Note
from askfirst.activities.pace import ASK, SIGNALS, Pace
from askfirst.activities.pace import SHOW as SIGNALLED
from askfirst.activities.pulse import After, Pulse
from askfirst.activities.questionbox import SHOW as BOXED
from askfirst.activities.questionbox import QuestionBox
from askfirst.activities.scale import Scale
from askfirst.activities.selfcheck import TEXTS as CHECK
from askfirst.activities.selfcheck import SelfCheck
from askfirst.activities.sort import Sort
from askfirst.activities.texts import counted
from askfirst.activities.words import Words
from askfirst.export.runs import Paragraph, Run, Shape, plain

BESIDE: Final = "  /  "
BLANK: Final = ("", "")


class Form(Struct, frozen=True, kw_only=True):
    """What stands below the question.

    Attributes:
        lead: A line on how to answer, above the rows.
        body: Paragraphs, where rows do not do.
        rows: What can be answered, each with its letter; Pass has none.
        letters: Whether letters have a column; steps in order have none.
    """

    lead: str = ""
    body: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    letters: bool = True


def form(asked: Activity) -> Form:
    """Return the form of an activity; of one that is not known here, its plain text."""
    rows = asked.slide_rows()
    if not rows:
        return Form(body=_own(asked))
    lettered = tuple(zip_longest(ascii_uppercase[: max(0, len(rows) - 1)], rows, fillvalue=""))
    match asked:
        case Sort():
            return Form(lead=BESIDE.join(asked.columns), rows=lettered)
        case CoinFlip():
            return Form(body=_said(*asked.rule()), rows=lettered)
        case Lines():
            lead = counted(asked.texts()["ask"], "most", asked.most, most=asked.most)
            return Form(lead=lead, body=_items(asked.starters), rows=(BLANK, *lettered))
        case Words():
            ask, longest = asked.texts()["ask"], asked.longest if asked.cloud else asked.most
            return Form(lead=counted(ask, "most", longest, most=longest), rows=(BLANK, *lettered))
        case _:  # as in the deck: the words of a step say where it stands
            return Form(rows=lettered, letters=not isinstance(asked, Scale | Pulse | After))


@singledispatch
def _own(asked: Activity) -> tuple[Paragraph, ...]:
    """Return what stands on a slide of something that has no rows to choose from."""
    return tuple(chain.from_iterable(map(plain, asked.lines())))


@_own.register
def _(asked: Note) -> tuple[Paragraph, ...]:
    return _items(asked.prompts)


@_own.register
def _(asked: Boundaries) -> tuple[Paragraph, ...]:  # noqa: ARG001  # each map has the same marks
    return _said(BESIDE.join(MARKS.values()), MAP["leave"], MAP["means"])


@_own.register
def _(asked: SelfCheck) -> tuple[Paragraph, ...]:
    return (*_numbered(question for question, _ in asked.asked), *_said(CHECK["leave"]))


@_own.register
def _(asked: Breath) -> tuple[Paragraph, ...]:
    return _said(*asked.lines())


@_own.register
def _(asked: Pace) -> tuple[Paragraph, ...]:  # noqa: ARG001  # it is the same everywhere
    names = BESIDE.join(ASK[signal] for signal in SIGNALS)
    return _said(names, SIGNALLED["any"], SIGNALLED["one"])


@_own.register
def _(asked: QuestionBox) -> tuple[Paragraph, ...]:  # noqa: ARG001  # as for Pace
    return _said(BOXED["any"], BOXED["reads"], BOXED["gone"])


def _said(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(runs=(Run(text=text),)) for text in texts)


def _items(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(runs=(Run(text=text),), shape=Shape.BULLET) for text in texts)


def _numbered(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(runs=(Run(text=text),), shape=Shape.NUMBER, number=number)
        for number, text in enumerate(texts, 1)
    )
