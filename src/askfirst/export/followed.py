"""What an activity says on slides of its own: why in a quiz, and what happens in a scenario."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from askfirst.activities.quiz import SHOW, Quiz
from askfirst.activities.scenario import ENDINGS, Choice, Scenario, Step
from askfirst.activities.scenario import SHOW as STORY
from askfirst.export.drawing import verdict_ring
from askfirst.export.runs import Run, Runs, marks
from askfirst.export.texts import DECK

RING: Final = "OO "  # about as wide as the ring and the gap after the label

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
TIE: Final = "\N{NARROW NO-BREAK SPACE}"  # no line begins with a source mark
BARE_HEAD: Final = (("", ""), ("", ""))

Row = tuple[tuple[str, str], ...]


def explanations(quiz: Quiz) -> tuple[Row, ...]:
    """Return the rows of the slide that explains a quiz, after a head that says nothing."""
    return (BARE_HEAD, *_rows(quiz))


def explained_cells(quiz: Quiz) -> tuple[tuple[Runs, ...], ...]:
    """Return the same rows as what they say, for surfaces that are no page."""
    rows = (
        (
            (Run(text=option.text),),
            (_verdict(option.holds), Run(text=f" {option.why}"), *marks(option.claims)),
        )
        for option in quiz.options
    )
    return (((), ()), *rows)


def _verdict(holds: bool) -> Run:
    label = SHOW["holds" if holds else "fails"]
    return Run(text=f"{'●' if holds else '○'} {label}", bold=True, label=True)


def _rows(quiz: Quiz) -> Iterator[Row]:
    for option in quiz.options:
        label = SHOW["holds" if option.holds else "fails"]
        ring = f'<span class="verdict">{verdict_ring(option.holds)} {escape(label)}</span>'
        yield (
            (_bdi(option.text), option.text),
            (
                f"{ring} {_bdi(option.why)}{_marks(option.claims)}",
                f"{RING}{label} {option.why} {' '.join(option.claims)}",
            ),
        )


def _marks(claims: Iterable[str]) -> str:
    marks = (f'<a class="source-mark" href="#{c}">{c}</a>' for c in map(escape, claims))
    return "".join(f"{TIE}{mark}" for mark in marks)


def outcomes(scenario: Scenario, step: Step, texts: Mapping[str, str] = DECK) -> tuple[Row, ...]:
    """Return the rows that say what each choice of a step leads to, and why, head first.

    Where the choices part, each consequence links to the slide on which its way goes on; of
    several endings it says the number that the ending has there.
    """
    heads = ("", STORY["happens"], STORY["why"])
    parted = len({choice.to for choice in step.choices}) > 1
    rows = (
        (
            (_bdi(choice.text), choice.text),
            _consequence(scenario, choice, texts) if parted else _said(choice.consequence),
            (
                _bdi(choice.why) + _marks(choice.claims.split()),
                f"{choice.why} {choice.claims}".strip(),
            ),
        )
        for choice in step.choices
    )
    return (tuple((escape(head), head) for head in heads), *rows)


def outcome_cells(
    scenario: Scenario, step: Step, texts: Mapping[str, str] = DECK
) -> tuple[tuple[Runs, ...], ...]:
    """Return the same rows as what they say, for surfaces that are no page."""
    heads = ((), (Run(text=STORY["happens"]),), (Run(text=STORY["why"]),))
    parted = len({choice.to for choice in step.choices}) > 1
    rows = (
        (
            (Run(text=choice.text),),
            (
                Run(text=choice.consequence),
                *(_way(scenario, choice, texts) if parted else ()),
            ),
            (Run(text=choice.why), *marks(choice.claims.split())),
        )
        for choice in step.choices
    )
    return (heads, *rows)


def _way(scenario: Scenario, choice: Choice, texts: Mapping[str, str]) -> Runs:
    place = _place(scenario, choice.to, texts).replace(" ", NO_BREAK)
    return Run(text=" "), Run(text=place, label=True, href=f"#{anchor(scenario, choice.to)}")


def anchor(scenario: Scenario, step_id: str) -> str:
    """Return the name of the slide where a way goes on; all endings stand on one."""
    ended = step_id not in scenario.polls
    return f"{scenario.id}-{ENDINGS if ended else step_id}"


def _consequence(scenario: Scenario, choice: Choice, texts: Mapping[str, str]) -> tuple[str, str]:
    place = _place(scenario, choice.to, texts).replace(" ", NO_BREAK)
    link = f'<a class="way" href="#/{escape(anchor(scenario, choice.to))}">{escape(place)}</a>'
    return f"{_bdi(choice.consequence)} {link}", f"{choice.consequence} {place}"


def _place(scenario: Scenario, step_id: str, texts: Mapping[str, str]) -> str:
    endings = [ending.id for ending in scenario.endings]
    if step_id not in endings or len(endings) == 1:
        return scenario.place(step_id)
    return texts["ending"].format(number=endings.index(step_id) + 1)


def _said(text: str) -> tuple[str, str]:
    return _bdi(text), text


def _bdi(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"
