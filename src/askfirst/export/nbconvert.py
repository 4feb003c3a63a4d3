"""Our formats as nbconvert exporters, for `jupyter nbconvert` and JupyterLab's export menu."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import Enum, Unicode, default

from askfirst.curriculum import module_from_notebook
from askfirst.errors import AskFirstError
from askfirst.export.formats import BY_NAME
from askfirst.export.shelf import PAPERS, shelf_beside, start_time
from askfirst.records import replace
from askfirst.trust import is_trusted

POWERPOINT: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class WorkshopExporter(Exporter):
    """One module as one file of a format; what the subclasses name is all that differs."""

    format: ClassVar[str]

    paper = Enum(PAPERS, PAPERS[0], help="What printed things are laid out for.").tag(config=True)

    start = Unicode("", help="When the workshop begins, like 18:30.").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return BY_NAME[self.format].suffix

    def from_notebook_node(  # type: ignore[override]  # other exporters return text alone
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """Return the file and the resources it was made with.

        Args:
            nb: The notebook, of any nbformat that nbconvert reads.
            resources: May hold name and path of the notebook in `metadata`; without a path,
                pictures can only come from the cells' attachments.
            kw: Handed on to nbconvert.

        Returns:
            Text where the format is text, else bytes.

        Raises:
            ConversionException: The notebook cannot be read as a module; says why in one line.
        """
        trusted = is_trusted(nb)  # what is changed in it on the way bears no mark
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        path = notebook_path(resources.get("metadata", {}))
        try:
            module = replace(module_from_notebook(nb, path), trusted=trusted)
            shelf = shelf_beside(path, paper=self.paper, start=start_time(self.start))
            made = BY_NAME[self.format].render_module(module, shelf)
        except AskFirstError as error:
            raise ConversionException(str(error)) from error
        return made.decode() if self.output_mimetype.startswith("text/") else made, resources


class DeckExporter(WorkshopExporter):
    """One module as one HTML file of slides, with speaker notes and no outside request."""

    format = "deck"
    export_from_notebook = "Workshop deck"
    output_mimetype = "text/html"


class PowerpointExporter(WorkshopExporter):
    """One module as a PowerPoint presentation to edit by hand, with notes and no live part."""

    format = "pptx"
    export_from_notebook = "Workshop PowerPoint"
    output_mimetype = POWERPOINT


class HandoutExporter(WorkshopExporter):
    """One module as one or two printed pages to take home."""

    format = "handout"
    export_from_notebook = "Workshop handout"
    output_mimetype = "application/pdf"


class CardsExporter(WorkshopExporter):
    """The cards of one module, eight a sheet, to cut out."""

    format = "cards"
    export_from_notebook = "Workshop cards"
    output_mimetype = "application/pdf"


class GuideExporter(WorkshopExporter):
    """One module as the facilitator's script, by the clock."""

    format = "guide"
    export_from_notebook = "Workshop guide"
    output_mimetype = "application/pdf"


class PageExporter(WorkshopExporter):
    """One module as one HTML file to read alone; private, offline, with no outside request."""

    format = "page"
    export_from_notebook = "Workshop page"
    output_mimetype = "text/html"


def notebook_path(metadata: Mapping[str, Any]) -> Path:
    """Return where the notebook lies; only its name if nobody said where."""
    name = Path(f"{metadata.get('name') or 'notebook'}.ipynb")
    folder = metadata.get("path")
    return name if folder is None else Path(folder).absolute() / name
