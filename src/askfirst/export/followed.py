"""What follows an activity on slides of its own, made from its spec: a quiz's explanations."""

from collections.abc import Iterator
from html import escape
from typing import Final

from askfirst.activities.quiz import SHOW, Option, Quiz
from askfirst.export.drawing import verdict_ring

RING: Final = "OO "  # about as wide as the ring and the gap after the label

BARE_HEAD: Final = (("", ""), ("", ""))

Row = tuple[tuple[str, str], ...]


def explanations(quiz: Quiz) -> tuple[Row, ...]:
    """Return the rows of the slide that explains a quiz, after a head that says nothing."""
    return (BARE_HEAD, *_rows(quiz))


def _rows(quiz: Quiz) -> Iterator[Row]:
    for option in quiz.options:
        label = SHOW["holds" if option.holds else "fails"]
        ring = f'<span class="verdict">{verdict_ring(option.holds)} {escape(label)}</span>'
        yield (
            (f"<bdi>{escape(option.text)}</bdi>", option.text),
            (
                f"{ring} <bdi>{escape(option.why)}</bdi>{_marks(option)}",
                f"{RING}{label} {option.why} {' '.join(option.claims)}",
            ),
        )


def _marks(option: Option) -> str:
    marks = (f'<a class="source-mark" href="#{c}">{c}</a>' for c in map(escape, option.claims))
    return "".join(f" {mark}" for mark in marks)
