"""Cards of a module or a plan to cut out: fronts and backs for printing on both sides."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec.structs import asdict

from askfirst.curriculum import Module
from askfirst.export.cardfit import bounds, is_small, sizes
from askfirst.export.cardsets import SHEET, Card, CardSet, Side, answers, module_sets, signals
from askfirst.export.drafts import Draft
from askfirst.export.shelf import Shelf
from askfirst.export.typeset import draft, language
from askfirst.plans import Plan

Texts = Mapping[str, str]


def cards_file(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the cards of a module; one without any has those to pass and to ask for slower.

    Raises:
        ExportError: A card does not hold its words, even in the smallest type.
    """
    return cards_draft(module, shelf, texts=texts).make()


def cards_draft(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> Draft:
    """Return the cards of a module before they are laid out."""
    return _cards([module], module.title, shelf, texts, name=module.path.name)


def cards_plan(plan: Plan, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the cards of all modules of a plan; those for every module stand once."""
    return _cards(plan.modules, plan.title, shelf, texts, name=plan.name).make()


def _cards(
    modules: Sequence[Module], title: str, shelf: Shelf, texts: Texts | None, *, name: str
) -> Draft:
    tag = modules[0].language if modules else "en"
    texts = texts or shelf.texts("cards", tag)
    sets = [signals(texts), *answers(modules, texts)]
    for module in modules:
        sets += module_sets(module, shelf, texts)
    data = {
        **language(tag),
        "paper": shelf.paper,
        "title": title,
        "sets": [*map(_set, sets)],
        "texts": dict(texts),
    }
    return draft("cards.typ", data, name=name)


def _set(made: CardSet) -> dict[str, Any]:
    cards = [_card(card) for card in made.cards]
    return {"title": made.title, "sheets": [*_sheets(cards)]}


def _card(card: Card) -> dict[str, Any]:
    return {"name": card.name, "front": _side(card.front), "back": _side(card.back)}


@lru_cache(maxsize=64)  # backs are alike
def _side(side: Side) -> dict[str, Any]:
    said = {"sizes": sizes(side), "bounds": bounds(side)}
    return {**asdict(side), **said, "one-liners": [is_small(side.label), is_small(side.note)]}


def _sheets(cards: Sequence[dict[str, Any]]) -> Iterable[Sequence[dict[str, Any]]]:
    return (cards[first : first + SHEET] for first in range(0, len(cards), SHEET))
