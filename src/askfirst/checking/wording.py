"""What a module says, read for lines that press, ask too much, or are too long to say aloud."""

import re
from collections.abc import Iterator
from typing import Final

from askfirst.checking.bank import Bank, Phrase
from askfirst.checking.findings import Finding, at
from askfirst.checking.plain import plain, sentences, words
from askfirst.curriculum import Cell, Module

LONGEST: Final = 30
HISTORY: Final = re.compile(
    r"\b(have you( ever)?|did you|do you (have|live)|were you|has anyone|when you were"
    r"|how often do you|who (has|did|was)|where do you (live|work)|what is your name"
    r"|your (last|first|ex|partner|wife|husband|boyfriend|girlfriend|boss|name|age|address))\b",
    re.IGNORECASE,
)
QUOTING: Final = "To quote it on purpose, name it under metadata.askfirst.quoted."
PERCENTAGE: Final = re.compile(r"\d\s*(%|per ?cent\b)")


def spoken(module: Module, _: Bank) -> Iterator[Finding]:
    """Find sentences of facilitator cells that are too long to say."""
    for cell in module.cells:
        for sentence in sentences(cell.source) if "facilitator" in cell.tags else ():
            count = len(words(sentence))
            if count > LONGEST:
                yield at(
                    module,
                    cell,
                    "spoken",
                    f"“{_begin(sentence)}” has {count} words, expected {LONGEST} at most. "
                    "Cut it in two.",
                )


def pressure(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find wordings that lean on somebody; what leans is described, never quoted."""
    yield from _phrases(module, bank.pressure, "pressure")


def avoided(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find words that the glossary says to avoid."""
    yield from _phrases(module, bank.avoided, "words")


def identifying(module: Module, _: Bank) -> Iterator[Finding]:
    """Find activities that ask for what a person has lived, or for who they are."""
    for cell in module.cells:
        if cell.activity is None or cell.activity.tier == "private":
            continue
        if found := HISTORY.search(cell.activity.text()):
            yield at(
                module,
                cell,
                "identifying",
                f"“{found[0]}” asks people about themselves. Ask about made-up people, a guess "
                "or an opinion.",
            )
        if cell.activity.tier == "intimate":
            yield at(module, cell, "identifying", "its tier is 'intimate', and no activity is.")


def percentages(module: Module, _: Bank) -> Iterator[Finding]:
    """Find percentages: figures of a sample say nothing about one person."""
    for cell in module.cells:
        if found := PERCENTAGE.search(cell.source):
            yield at(module, cell, "percentages", f"“{found[0]}” is a percentage. Say it in words.")


def _phrases(module: Module, phrases: tuple[Phrase, ...], rule: str) -> Iterator[Finding]:
    for cell in module.cells:
        said = _said(cell)
        for phrase in phrases:
            found = phrase.search(said)
            if found and found[0].lower() not in cell.quoted:
                yield at(
                    module,
                    cell,
                    rule,
                    f"“{found[0]}”: {phrase.why} {QUOTING}",
                )


def _said(cell: Cell) -> str:
    """Return what a cell says to people; sources are other people's titles, and tables data."""
    if "sources" in cell.tags:
        return ""
    if cell.activity is not None:
        return cell.activity.text()
    return plain(cell.source) if cell.kind == "markdown" else ""


def _begin(sentence: str) -> str:
    said = " ".join(plain(sentence).split()).strip('“”"')
    return said if len(said) <= 60 else f"{said[:57].rstrip()}…"
