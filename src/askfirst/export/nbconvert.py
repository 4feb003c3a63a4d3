"""The deck as an nbconvert exporter, for `jupyter nbconvert` and JupyterLab's export menu."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import default

from askfirst.curriculum import load_claims, load_services, module_from_notebook
from askfirst.errors import AskFirstError
from askfirst.export.deck import render_deck


class DeckExporter(Exporter):
    """One module as one HTML file of slides, with speaker notes and no outside request."""

    export_from_notebook = "Workshop deck"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # other exporters return text as well
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the deck and the resources it was made with.

        Args:
            nb: The notebook, of any nbformat that nbconvert reads.
            resources: May hold name and path of the notebook in `metadata`; without a path,
                pictures can only come from the cells' attachments.
            kw: Handed on to nbconvert.

        Raises:
            ConversionException: The notebook cannot be read as a module; says why in one line.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        path = notebook_path(resources.get("metadata", {}))
        try:
            return render_deck(module_from_notebook(nb, path), **beside(path)), resources
        except AskFirstError as error:
            raise ConversionException(str(error)) from error


def notebook_path(metadata: Mapping[str, Any]) -> Path:
    """Return where the notebook lies; only its name if nobody said where."""
    name = Path(f"{metadata.get('name') or 'notebook'}.ipynb")
    folder = metadata.get("path")
    return name if folder is None else Path(folder).absolute() / name


def beside(path: Path) -> dict[str, Any]:
    """Return claims and services of the project that a notebook lies in, if it lies in one."""
    for folder in path.absolute().parents:
        data = folder / "data"
        if (data / "datapackage.json").is_file():
            return {
                "claims": load_claims(data / "claims.csv"),
                "services": load_services(data / "services.csv"),
            }
    return {}
