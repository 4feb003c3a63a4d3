"""The cards that a module has on paper, set by set, from its activities and the tables it shows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Final

from msgspec import Struct

from askfirst.activities.boundaries import MARKS, Boundaries
from askfirst.activities.choices import Choices
from askfirst.activities.pace import SIGNALS
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import Scenario, Step
from askfirst.activities.sort import Sort
from askfirst.curriculum import Module
from askfirst.export.shelf import Shelf

Texts = Mapping[str, str]
SHEET: Final = 8  # cards: two columns of four
SHOWS: Final = re.compile(r'Table\(\s*"(\w+)"')


class Side(Struct, frozen=True, kw_only=True):
    """What stands on one side of a card.

    Attributes:
        label: Small, at the top: what kind of card it is.
        words: What is read.
        rows: Pairs below the words: what it leads to.
        note: Small, at the foot.
        large: Whether the words are one or two, to be read from afar.
        lines: Whether it has lines to write on in place of words.
    """

    label: str = ""
    words: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""
    large: bool = False
    lines: bool = False


class Card(Struct, frozen=True, kw_only=True):
    """One card; its name says in an error which one does not hold its words."""

    name: str
    front: Side
    back: Side


class CardSet(Struct, frozen=True, kw_only=True):
    """Cards that are cut and kept together."""

    title: str
    cards: tuple[Card, ...]


def signals(texts: Texts) -> CardSet:
    """Return the cards that anyone may lay down at any time, for two people a sheet."""
    paced = ((texts[f"word_{name}"], texts["pace"]) for name in SIGNALS)
    said = [(texts["word_pass"], texts["pass"]), *paced]
    cards = (
        Card(
            name=word,
            front=Side(words=word, large=True),
            back=Side(words=back),
        )
        for word, back in said
        for _ in range(2)
    )
    return CardSet(title=texts["signals"], cards=tuple(cards))


def answers(modules: Iterable[Module], texts: Texts) -> Iterator[CardSet]:
    """Give the letters for a person without a phone, as many as the longest question needs."""
    asked = [a for module in modules for a in module.activities if isinstance(a, Choices)]
    most = max((len(activity.labels()) for activity in asked), default=0)
    words = [*ascii_uppercase[:most], texts["word_pass"]]
    if most:
        back = Side(words=texts["answer_back"])
        cards = (Card(name=w, front=Side(words=w, large=True), back=back) for w in words)
        yield CardSet(title=texts["answers"], cards=tuple(cards))


def module_sets(module: Module, shelf: Shelf, texts: Texts) -> Iterator[CardSet]:
    """Give the sets that only this module has: myths, situations, phrases, stories, boundaries."""
    title = texts["of"]
    named = [
        ("myths", _myths(module, shelf, texts)),
        ("contexts", _contexts(module, shelf, texts)),
        ("phrases", _phrases(module, shelf, texts)),
        ("stories", _stories(module, texts)),
        ("sorted", _sorted(module, shelf, texts)),
        ("boundaries", _boundaries(module, texts)),
    ]
    for name, cards in named:
        if made := tuple(cards):
            said = title.format(kind=texts[name], number=module.number).strip(" ,")
            yield CardSet(title=said, cards=made + _own(name, made, texts))


def _own(name: str, cards: Sequence[Card], texts: Texts) -> tuple[Card, ...]:
    """Return cards of the same kind to write on, for the places that the last sheet has left."""
    last = cards[-1]
    front = Side(label=texts.get(f"own_{name}", last.front.label), note=texts["own"], lines=True)
    if said := texts.get(f"back_{name}"):  # a back that answers its front
        back = Side(label=said, lines=True)
    else:
        back = Side(words=texts["ends"]) if name == "stories" else last.back
    return (Card(name=texts["own"], front=front, back=back),) * (-len(cards) % SHEET)


def _shown(module: Module, shelf: Shelf, name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of a table that the module shows somewhere."""
    found = (table for cell in module.cells for table in SHOWS.findall(cell.source))
    return shelf.rows(name) if name in found else ()


def _myths(module: Module, shelf: Shelf, texts: Texts) -> Iterator[Card]:
    quizzes = {a.id: a for a in module.activities if isinstance(a, Quiz)}
    for row in _shown(module, shelf, "myths"):
        if quiz := quizzes.get(row["id"]):
            held = next(option for option in quiz.options if option.holds)
            yield Card(
                name=row["id"],
                front=Side(label=texts["myth"], words=f"“{row['saying']}”", note=texts["fact"]),
                back=Side(
                    label=texts["kind"],
                    words=row["kind_sentence"],
                    rows=((f"{held.text}.", held.why),),
                    note=" ".join((row["id"], *held.claims)),
                ),
            )


def _contexts(module: Module, shelf: Shelf, texts: Texts) -> Iterator[Card]:
    for row in _shown(module, shelf, "contexts"):
        front = Side(label=texts["context"], words=row["situation"])
        back = Side(words=row["context"], rows=(("", row["why"]),), note=row["claims"])
        yield Card(name=row["id"], front=front, back=back)


def _phrases(module: Module, shelf: Shelf, texts: Texts) -> Iterator[Card]:
    for row in _shown(module, shelf, "phrases"):
        rows = [(texts["way_out"], row["way_out"]), (texts["use"], row["use"])]
        yield Card(
            name=row["id"],
            front=Side(label=texts["phrase"].format(kind=row["kind"]), words=f"“{row['line']}”"),
            back=Side(
                words=row["purpose"],
                rows=tuple((label, said) for label, said in rows if said),
                note=" ".join((row["id"], row["claims"].replace(";", " "))).strip(),
            ),
        )


def _stories(module: Module, texts: Texts) -> Iterator[Card]:
    for cell in module.cells:
        if isinstance(cell.activity, Scenario):
            yield from _story(cell.activity, texts)


def _story(scenario: Scenario, texts: Texts) -> Iterator[Card]:
    yield Card(
        name=scenario.id,
        front=Side(label=texts["story"], words=scenario.question),
        back=Side(words=scenario.setting, note=texts["made_up"]),
    )
    for step in scenario.steps:
        label = _place(scenario, step.id, texts)
        front = Side(label=label, words=step.line, note=scenario.question)
        back = _led(scenario, step, texts)
        yield Card(name=f"{scenario.id}, {step.id}", front=front, back=back)


def _led(scenario: Scenario, step: Step, texts: Texts) -> Side:
    rows = tuple(
        (choice.text, f"{choice.consequence} ({_together(_place(scenario, choice.to, texts))})")
        for choice in step.choices
    )
    return Side(label=texts["led"], rows=rows) if rows else Side(words=texts["ends"])


def _together(place: str) -> str:
    """Return a place whose number no line parts from it: alone it says nowhere to go to."""
    return re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", place)


def _place(scenario: Scenario, step_id: str, texts: Texts) -> str:
    """Return what a step is called; endings have numbers, since each is a card to be found."""
    endings = [ending.id for ending in scenario.endings]
    if len(endings) > 1 and step_id in endings:
        return texts["ending"].format(number=endings.index(step_id) + 1)
    numbers = {step: number for number, step in enumerate(scenario.polls, 1)}
    if step_id in numbers:
        return texts["step"].format(number=numbers[step_id])
    return texts["only_ending"]


def _sorted(module: Module, shelf: Shelf, texts: Texts) -> Iterator[Card]:
    known = {row["card"] for row in _shown(module, shelf, "contexts")}
    for activity in module.activities:
        if isinstance(activity, Sort) and not known.issuperset(activity.cards):
            back = Side(words=activity.question, note=texts["left"])
            for words in activity.columns:
                front = Side(label=texts["column"], words=words, large=True)
                yield Card(name=f"{activity.id}, {words}", front=front, back=back)
            for words in activity.cards:
                front = Side(label=texts["sort"], words=words)
                yield Card(name=f"{activity.id}, {words}", front=front, back=back)


def _boundaries(module: Module, texts: Texts) -> Iterator[Card]:
    back = Side(words=texts["boundary_back"])
    for activity in module.activities:
        if isinstance(activity, Boundaries):
            for mark in MARKS:
                words = texts[f"mark_{mark}"]
                front = Side(label=texts["column"], words=words, large=True)
                yield Card(name=f"{activity.id}, {words}", front=front, back=back)
            for group, items in activity.groups:
                for words in items:
                    front = Side(label=group, words=words)
                    yield Card(name=f"{activity.id}, {words}", front=front, back=back)
