"""A module in a video call: what only a room needs is left out of its notes."""

import re
from collections.abc import Iterator
from typing import Final

from askfirst.curriculum import Cell, Module
from askfirst.records import replace

LINE: Final = re.compile(r"[-*] \*\*(.+?)\.\*\*")  # "- **Place.** Two ways out"
WHOLE: Final = ("Bring", "Place")  # labels of what a module asks of the room that it is held in
ROOM: Final = ", in a room"  # ends the label of any other line that nobody needs in a call


def in_call(module: Module) -> Module:
    """Return a module whose notes have no line on doors, seats and paper to be handed out."""
    return replace(module, cells=tuple(_cell(cell) for cell in module.cells))


def _cell(cell: Cell) -> Cell:
    if cell.kind != "markdown" or "facilitator" not in cell.tags:
        return cell
    return replace(cell, source="\n".join(_kept(cell.source.split("\n"))))


def _kept(lines: list[str]) -> Iterator[str]:
    """Give the lines of a note without those for a room, and without what goes on below them."""
    gone = False
    for line in lines:
        if not (gone and line.startswith(" ")):
            found = LINE.match(line)
            gone = found is not None and (found[1] in WHOLE or found[1].endswith(ROOM))
        if not gone:
            yield line
