"""The formats that modules and plans are exported to; each exporter is loaded when it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from askfirst.curriculum import Module
from askfirst.export.errors import ExportError
from askfirst.export.shelf import Shelf
from askfirst.plans import Plan

RenderModule = Callable[[Module, Shelf], bytes]
RenderPlan = Callable[[Plan, Shelf], bytes]


@dataclass(frozen=True, kw_only=True)
class Format:
    """One thing that people carry out of the workshop.

    Attributes:
        name: As `--to` names it; also the folder of its files.
        suffix: How its files end.
        module: Of a module's renderer, "module.path:function".
        plan: Of the renderer that makes one file of a whole plan, or "" where a plan is
            given module by module.
        tables: Tables of `data/` that it reads; what it depends on beside the notebooks.
    """

    name: str
    suffix: str
    module: str
    plan: str = ""
    tables: tuple[str, ...] = ("claims", "services")

    def render_module(self, module: Module, shelf: Shelf) -> bytes:
        """Return the file of a module: the same bytes for the same module and shelf."""
        render: RenderModule = _loaded(self.module)
        return render(module, shelf)

    def render_plan(self, plan: Plan, shelf: Shelf) -> bytes:
        """Return the one file of a plan.

        Raises:
            ExportError: This format gives a plan module by module.
        """
        if not self.plan:
            raise ExportError(f"{self.name}: has no file for a whole plan. Export its modules.")
        render: RenderPlan = _loaded(self.plan)
        return render(plan, shelf)


def _loaded(place: str) -> Callable[..., bytes]:
    module, _, name = place.partition(":")
    found: Callable[..., bytes] = getattr(import_module(module), name)
    return found


FORMATS: Final = (
    Format(
        name="deck",
        suffix=".html",
        module="askfirst.export.deck:deck_file",
        plan="askfirst.export.plan_deck:deck_plan",
    ),
    Format(
        name="pptx",
        suffix=".pptx",
        module="askfirst.export.powerpoint:powerpoint_file",
        plan="askfirst.export.powerpoint:powerpoint_plan",
    ),
    Format(name="handout", suffix=".pdf", module="askfirst.export.handout:handout_file"),
    Format(
        name="guide",
        suffix=".pdf",
        module="askfirst.export.guide:guide_file",
        plan="askfirst.export.guide:guide_plan",
        tables=("myths", "contexts", "phrases"),
    ),
    Format(
        name="cards",
        suffix=".pdf",
        module="askfirst.export.cards:cards_file",
        plan="askfirst.export.cards:cards_plan",
        tables=("myths", "contexts", "phrases"),
    ),
    Format(name="page", suffix=".html", module="askfirst.export.page:page_file"),
)
BY_NAME: Final = {made.name: made for made in FORMATS}
