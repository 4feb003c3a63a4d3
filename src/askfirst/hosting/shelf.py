"""What all rooms of a worker share: plans, decks, the start page and who can help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from askfirst.activities.base import Activity
from askfirst.curriculum import Service, read_modules
from askfirst.errors import RoomError
from askfirst.export.fonts import literata
from askfirst.opening.pages import Pages
from askfirst.opening.tables import Tables
from askfirst.opening.workshop import DATA, intimate, plan_json
from askfirst.plans import Plan, read_plan, whole_curriculum
from askfirst.project import NOTEBOOKS
from askfirst.room.pages import Page
from askfirst.start.help import warnings_of
from askfirst.start.page import start_page
from askfirst.start.texts import HOSTED, HUB

PLANS = Path("facilitator", "plans")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A plan for which rooms can be made."""

    activities: tuple[Activity, ...]
    plan: Mapping[str, Any]
    pages: Mapping[str, Page]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All plans of a project by name, and what stands at the foot of each phone's page."""

    offers: Mapping[str, Offer]
    services: tuple[Service, ...]

    def offer(self, plan: str) -> Offer:
        """Return a plan.

        Raises:
            RoomError: `unknown_plan`.
        """
        found = self.offers.get(plan)
        if found is None:
            known = ", ".join(sorted(self.offers))
            raise RoomError(
                "unknown_plan", f"No plan {plan[:64]!r} is here. There are: {known}.", 422
            )
        return found


def read_shelf(root: Path, *, today: date) -> Shelf:
    """Return what the project offers.

    Raises:
        AskFirstError: A notebook, plan or table cannot be read.
    """
    modules = read_modules(root / NOTEBOOKS)
    names = sorted(path.stem for path in (root / PLANS).glob("*.yml"))
    plans = [read_plan(name, folder=root / PLANS, modules=modules) for name in names]
    tables = Tables.read(root / DATA, modules=modules)
    old = warnings_of(tables.numbers, today=today)
    start = start_page(warnings=old, helps=tables.helps, font=literata(), texts=HOSTED, on_hub=HUB)

    def offer(plan: Plan) -> Offer:
        return Offer(
            activities=tuple(a for module in plan.modules for a in module.activities),
            plan=plan_json(plan, root=root),
            pages=Pages(plan.modules, tables, start),
        )

    offered = [p for p in (*plans, whole_curriculum(modules)) if not any(intimate(p))]
    return Shelf(offers={plan.name: offer(plan) for plan in offered}, services=tables.services)
