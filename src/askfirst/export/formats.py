"""The formats that modules and plans are exported to; each exporter is loaded when it is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from askfirst.curriculum import Module
from askfirst.export.errors import ExportError
from askfirst.export.shelf import Shelf
from askfirst.plans import Plan

RenderModule = Callable[[Module, Shelf], bytes]
RenderPlan = Callable[[Plan, Shelf], bytes]
RenderWhole = Callable[[Path, str, Shelf], bytes]
Sources = Mapping[str, tuple[Path, ...]]


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


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What is made once for a project, whatever is taught of it.

    Attributes:
        name: As `--to` names it; also the folder of its files.
        listed: What gives the names of its files, each with the files of the project that it is
            made from, as "module.path:function".
        render: Of the renderer that makes one of them, of a project and a name.
        tables: As of a format.
    """

    name: str
    listed: str
    render: str
    tables: tuple[str, ...] = ("claims",)

    def sources(self, project: Path) -> Sources:
        """Return the names of its files in a project, and what each is made from."""
        list_sources: Callable[[Path], Sources] = _loaded(self.listed)
        return list_sources(project)

    def render_file(self, project: Path, name: str, shelf: Shelf) -> bytes:
        """Return one of its files: the same bytes for the same project and shelf."""
        render: RenderWhole = _loaded(self.render)
        return render(project, name, shelf)


def _loaded(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


FORMATS: Final = (
    Format(name="deck", suffix=".html", module="askfirst.export.deck:deck_file"),
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
WHOLES: Final = (
    Whole(
        name="handbook",
        listed="askfirst.handbook:made_files",
        render="askfirst.export.handbook:handbook_file",
    ),
)
BY_NAME: Final = {made.name: made for made in FORMATS}
WHOLE_BY_NAME: Final = {made.name: made for made in WHOLES}
