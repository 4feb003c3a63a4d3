"""Tables of `data/` that a reader should see, shown from a notebook cell like an activity.

Learners run the notebooks where there is no pandas, so these tables use the standard library.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Final

from askfirst.activities.base import MIME
from askfirst.curriculum import read_rows
from askfirst.errors import CurriculumError

EMPTY: Final = "________"
PLACES: Final = {"local": "Your place", "any": "Any place"}  # what a place that is none is called


@dataclass(frozen=True)
class Table:
    """Some columns of a table in `data/`, with empty slots as lines to write on.

    Args:
        name: File name without ".csv".
        columns: Which columns to show, in this order.
        where: Keep the rows in which these columns hold these texts.
        caption: One line above the table.
        headings: What stands above a column, where its name in the file would not do.
        data: The folder; found beside `notebooks/` when left out.

    Raises:
        CurriculumError: No such table or column, or a heading for a column that is not shown.
    """

    name: str
    _: KW_ONLY
    columns: Sequence[str]
    where: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells as text; an empty one is a line to write on, and no place is a code."""
        path = (self.data or data_folder()) / f"{self.name}.csv"
        rows = read_rows(path, *self.columns, *self.where)
        kept = [r for r in rows if all(r[c] == text for c, text in self.where.items())]
        return tuple(tuple(_said(c, row[c]) for c in self.columns) for row in kept)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What stands above each column."""
        for column in self.headings:
            if column not in self.columns:
                shown = ", ".join(self.columns)
                raise CurriculumError(
                    f"headings: {column!r} is not shown. Choose from the columns: {shown}."
                )
        return tuple(self.headings.get(c, c.replace("_", " ").capitalize()) for c in self.columns)

    def spec(self) -> dict[str, Any]:
        """Return what a surface needs to draw the table, as plain JSON types."""
        return {
            "askfirst": 1,
            "type": "table",
            "caption": self.caption,
            "columns": list(self.heads),
            "rows": [list(row) for row in self.rows],
        }

    def html(self) -> str:
        """Return the table as escaped HTML with a caption and headed columns and rows."""
        head = "".join(f'<th scope="col">{escape(head)}</th>' for head in self.heads)
        body = "".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in self.rows
        )
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def text(self) -> str:
        """Return the table as plain text, a line for each row."""
        lines = [" | ".join(self.heads), *(" | ".join(r) for r in self.rows)]
        return "\n".join([self.caption, *lines] if self.caption else lines)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return spec, HTML and plain text."""
        return {MIME: self.spec(), "text/html": self.html(), "text/plain": self.text()}


def _said(column: str, text: str) -> str:
    """Return what a reader sees of a cell."""
    return PLACES.get(text, text) if column == "place" and text else text or EMPTY


def data_folder() -> Path:
    """Return `data/` beside the notebook's folder or above it, wherever the kernel started.

    In a browser there is no such folder, and the tables lie in the package.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parent):
        if (folder / "data" / "datapackage.json").is_file():
            return folder / "data"
    raise CurriculumError(
        f"{here}: no folder data/ with datapackage.json here or above. Start from the project."
    )
