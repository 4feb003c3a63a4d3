"""The room's application with everything it serves: start page, live decks, who can help."""

from collections.abc import Iterator, Mapping
from datetime import date

from starlette.applications import Starlette

from askfirst.curriculum import Module, Service, Source
from askfirst.export.deck import deck_script, policy, render_deck
from askfirst.export.fonts import literata
from askfirst.export.texts import DECK
from askfirst.opening.tables import Tables
from askfirst.opening.workshop import Workshop
from askfirst.room.app import create_app
from askfirst.start import help as help_page
from askfirst.start import unwritten
from askfirst.start.page import Page, start_page

Claims = Mapping[str, tuple[Source, ...]]


def make_app(workshop: Workshop, *, today: date) -> Starlette:
    """Return the application of a workshop's room.

    Args:
        workshop: The workshop.
        today: Its day, by which the numbers of the help page are fresh or not.
    """
    modules, tables = workshop.plan.modules, workshop.tables
    said = unwritten.warnings(modules) + help_page.warnings_of(tables.numbers, today=today)
    start = start_page(warnings=said, helps=tables.helps, font=literata())
    return create_app(
        workshop.room,
        hosts=workshop.hosts,
        pages=Pages(modules, tables, start),
        services=tables.services,
    )


class Pages(Mapping[str, Page]):
    """The facilitator's pages by path; a deck is made when it is asked for the first time."""

    def __init__(
        self,
        modules: tuple[Module, ...],
        tables: Tables,
        start: Page,
    ) -> None:
        self._modules = {f"/deck/{module.stem}": module for module in modules}
        self._tables = tables
        self._made = {"/host": start}

    def __getitem__(self, path: str) -> Page:
        """Return the page at a path."""
        if path not in self._made:
            module, tables = self._modules[path], self._tables
            self._made[path] = live_deck(
                module,
                claims=tables.claims,
                services=tables.services,
                texts=tables.texts[module.language],
            )
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths."""
        yield "/host"
        yield from self._modules

    def __len__(self) -> int:
        """How many pages there are."""
        return 1 + len(self._modules)


def live_deck(
    module: Module,
    *,
    claims: Claims,
    services: tuple[Service, ...],
    texts: Mapping[str, str] = DECK,
) -> Page:
    """Return a module's deck as the room serves it; its speaker view may frame it."""
    script = deck_script(live=True, types=frozenset(a.type for a in module.activities))
    return Page(
        html=render_deck(module, claims=claims, services=services, live=True, texts=texts),
        policy=f"{policy(script, live=True)}; frame-ancestors 'self'",
    )
