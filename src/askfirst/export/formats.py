"""The formats that modules and plans are exported to; each exporter is loaded when it is wanted."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from askfirst.curriculum import Module
from askfirst.export.drafts import Draft
from askfirst.export.errors import ExportError
from askfirst.export.shelf import PAPERS, Paper, Shelf
from askfirst.plans import Plan
from askfirst.records import replace

RenderModule = Callable[[Module, Shelf], bytes]
DraftModule = Callable[[Module, Shelf], Draft]
RenderPlan = Callable[[Plan, Shelf], bytes]
RenderAll = Callable[[Shelf], bytes]
RenderWhole = Callable[[Path, str, Shelf], bytes]
Sources = Mapping[str, tuple[Path, ...]]


class Format(Struct, frozen=True, kw_only=True):
    """One thing that people carry out of the workshop.

    Attributes:
        name: As `--to` names it.
        suffix: How its files end.
        module: Of a module's renderer, "module.path:function".
        draft: Of what gives the file of a module before it is laid out, or "" where laying out
            is no work of its own.
        folder: Of its files; its name if "".
        plan: Of the renderer that makes one file of a whole plan, or "" where a plan is
            given module by module.
        whole: Of the renderer that makes its one file of all modules of a build, or "".
        together: Whether a file of it knows of the other modules, and is made anew with them.
        paper: What it is laid out for, whatever was asked for.
        tables: Tables of `data/` that it reads; what it depends on beside the notebooks.
        chapters: Whether it knows of the chapters of the handbook, and is made anew with them.
    """

    name: str
    suffix: str
    module: str = ""
    draft: str = ""
    folder: str = ""
    plan: str = ""
    whole: str = ""
    together: bool = False
    paper: Paper | None = None
    tables: tuple[str, ...] = ("claims", "services")
    chapters: bool = False

    def load(self) -> None:
        """Import what makes it; it would be imported at the first file else."""
        for place in filter(None, (self.module, self.whole)):
            _loaded(place)

    def render_module(self, module: Module, shelf: Shelf) -> bytes:
        """Return the file of a module: the same bytes for the same module and shelf."""
        render: RenderModule = _loaded(self.module)
        return render(module, self._own(shelf))

    def draft_module(self, module: Module, shelf: Shelf) -> Draft | None:
        """Return the file of a module before it is laid out; None where it has no draft."""
        if not self.draft:
            return None
        drafted: DraftModule = _loaded(self.draft)
        return drafted(module, self._own(shelf))

    def _own(self, shelf: Shelf) -> Shelf:
        return replace(shelf, paper=self.paper) if self.paper else shelf

    def render_plan(self, plan: Plan, shelf: Shelf) -> bytes:
        """Return the one file of a plan.

        Raises:
            ExportError: This format gives a plan module by module.
        """
        if not self.plan:
            raise ExportError(f"{self.name}: has no file for a whole plan. Export its modules.")
        render: RenderPlan = _loaded(self.plan)
        return render(plan, shelf)

    def render_all(self, shelf: Shelf) -> bytes:
        """Return the one file of all modules on a shelf."""
        render: RenderAll = _loaded(self.whole)
        return render(shelf)


class Whole(Struct, frozen=True, kw_only=True):
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
    Format(
        name="handout",
        suffix=".pdf",
        module="askfirst.export.handout:handout_file",
        draft="askfirst.export.handout:handout_draft",
    ),
    Format(
        name="guide",
        suffix=".pdf",
        module="askfirst.export.guide:guide_file",
        draft="askfirst.export.guide:guide_draft",
        plan="askfirst.export.guide:guide_plan",
        tables=("myths", "contexts", "phrases"),
    ),
    Format(
        name="cards",
        suffix=".pdf",
        module="askfirst.export.cards:cards_file",
        draft="askfirst.export.cards:cards_draft",
        plan="askfirst.export.cards:cards_plan",
        tables=("myths", "contexts", "phrases"),
    ),
    Format(name="page", suffix=".html", module="askfirst.export.page:page_file"),
)


def _print(name: str, paper: Paper) -> Format:
    """Return a format of what is printed, as a file of the site that says what it is."""
    made = next(made for made in FORMATS if made.name == name)
    return replace(
        made,
        name=f"site/print/{name}-{paper}",
        folder="site/print",
        suffix=f"-{name}-{paper}{made.suffix}",
        plan="",
        paper=paper,
    )


# What a site is made of. It takes long, and who teaches needs none of it: so only if asked for.
SITE: Final = (
    Format(
        name="site/modules",
        suffix=".html",
        module="askfirst.export.site_pages:module_page",
        together=True,
    ),
    *(_print(name, paper) for name in ("handout", "cards", "guide") for paper in PAPERS),
    *(
        Format(
            name=f"site/{name}",
            suffix=".html",
            whole=f"askfirst.export.{place}",
            together=True,
            tables=("claims", "services", "glossary"),
            chapters=chapters,
        )
        for name, place, chapters in (
            ("index", "site:start_page", True),  # which finds what chapters rest on
            ("sources", "site_sources:sources_page", True),
            ("glossary", "site_pages:glossary_page", False),
        )
    ),
)
# Added to the site where `make lite` was run.
LITE: Final = (
    Format(
        name="site/notebooks",
        suffix=".html",
        whole="askfirst.export.site_notebooks:notebooks_page",
        together=True,
    ),
    Format(name="site/run", suffix=".html", module="askfirst.export.site_notebooks:notebook_page"),
    Format(
        name="site/lite/files",
        suffix=".ipynb",
        module="askfirst.export.lite_notebook:notebook_file",
        tables=(),
    ),
    Format(
        name="site/lite/api/contents/all",
        suffix=".json",
        whole="askfirst.export.lite:listing",
        together=True,
        tables=(),
    ),
)
# Added to the site where the project has a handbook.
SITE_HANDBOOK: Final = Whole(
    name="site/handbook",
    listed="askfirst.export.site_handbook:made_files",
    render="askfirst.export.site_handbook:site_handbook_file",
    tables=("claims", "services"),
)
LITE_PARTS: Final = Whole(
    name="site/lite",
    listed="askfirst.export.lite:made_files",
    render="askfirst.export.lite:lite_file",
    tables=(),
)
# Pages that say how long and how large the files are that they lead to, and where these lie.
MEASURING: Final = {
    "site/index.html": "site/print/",
    f"{SITE_HANDBOOK.name}/index.html": f"{SITE_HANDBOOK.name}/",
}
CHOICES: Final = {**{made.name: (made,) for made in FORMATS}, "site": SITE}
BY_NAME: Final = {made.name: made for made in (*FORMATS, *SITE, *LITE)}
WHOLES: Final = (
    Whole(
        name="handbook",
        listed="askfirst.handbook:made_files",
        render="askfirst.export.handbook:handbook_file",
    ),
)
WHOLE_BY_NAME: Final = {made.name: made for made in (*WHOLES, SITE_HANDBOOK, LITE_PARTS)}
