"""Notebooks from readable text: a line that begins with %% opens a cell, the rest is its source.

    %% opening section slide code {layout: activity, minutes: 2}

names the cell's id, its role, its kind of slide, "code" where it is no text, and our metadata.
`%% include NAME` stands for the cells of another file. `{{minute}}` in a note is the time of the
slide before it, counted from the minutes of the cells.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import nbformat
import yaml
from msgspec import Struct, field

from askfirst.notebook_hygiene import clean_text

CELL: Final = re.compile(r"^%% ", re.MULTILINE)
INCLUDE: Final = "include"
CODE: Final = "code"
MINUTE: Final = "{{minute}}"
MINUTES: Final = "{{minutes}}"


class Part(Struct, frozen=True, kw_only=True):
    """One cell as it is written down."""

    id: str
    role: str
    slide: str
    source: str
    code: bool = False
    ours: Mapping[str, Any] = field(default_factory=dict)

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return float(self.ours.get("minutes", 0))

    @property
    def metadata(self) -> dict[str, Any]:
        """What the notebook says about it."""
        about = {"slideshow": {"slide_type": self.slide}, "tags": [self.role]}
        return {"askfirst": dict(self.ours), **about} if self.ours else about


def read_parts(text: str, read: Callable[[str], str]) -> Iterator[Part]:
    """Give the cells of a text; `read` returns the text of a file that it includes."""
    for block in CELL.split(text)[1:]:
        head, _, source = block.partition("\n")
        said, brace, ours = head.partition("{")
        name, role, *rest = said.split()
        if name == INCLUDE:
            yield from read_parts(read(role), read)
            continue
        yield Part(
            id=name,
            role=role,
            slide=rest[0],
            source=source.strip(),
            code=CODE in rest,
            ours=yaml.safe_load(brace + ours) if brace else {},
        )


def notebook_text(parts: Sequence[Part], *, language: str) -> str:
    """Return the file of a notebook, its code run here and now.

    The code is that of our own templates, with nothing in it that somebody typed. It needs
    `data/` at or above the working folder, as in a kernel.
    """
    names: dict[str, Any] = {}
    made = nbformat.v4.new_notebook(metadata={"askfirst": {"language": language}})
    made.cells = [_cell(part, source, names) for part, source in _timed(parts)]
    return clean_text(str(nbformat.writes(made)), name="template")


def _timed(parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
    """Give each part with its source, the minutes said by the clock."""
    total, start, end = sum(part.minutes for part in parts), 0.0, 0.0
    for part in parts:
        if part.minutes:
            start, end = end, end + part.minutes
        clock = f"**Minute {start:g}–{end:g}**"
        yield part, part.source.replace(MINUTE, clock).replace(MINUTES, f"{total:g}")


def _cell(part: Part, source: str, names: dict[str, Any]) -> nbformat.NotebookNode:
    cell: nbformat.NotebookNode
    if not part.code:
        cell = nbformat.v4.new_markdown_cell(source, id=part.id, metadata=part.metadata)
        return cell
    shown = nbformat.v4.new_output("execute_result", data=_run(source, names), execution_count=1)
    cell = nbformat.v4.new_code_cell(source, id=part.id, metadata=part.metadata, outputs=[shown])
    return cell


def _run(source: str, names: dict[str, Any]) -> dict[str, Any]:
    """Run a cell as a notebook would, and return what its last line shows."""
    tree = ast.parse(source)
    last = tree.body.pop()
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102  # our own templates
    shown = eval(ast.unparse(last), names)  # noqa: S307  # likewise
    bundle: dict[str, Any] = shown._repr_mimebundle_()
    return bundle
