"""What no plan may drop: agreement, pass rule, corrections, help and closing."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from askfirst.curriculum import Cell

if TYPE_CHECKING:
    from askfirst.plans import Entry

KEPT: Final = ("agreement", "pass rule", "corrections", "help", "closing")
HELP: Final = "help"  # the role of cells that say where help is


def kept_in(cell: Cell) -> str:
    """Return what a cell holds of what is kept, or ""."""
    return HELP if HELP in cell.tags else cell.keep


def missing(entries: Sequence["Entry"]) -> tuple[str, ...]:
    """Return what a plan of these entries has dropped, in the order of `KEPT`."""
    held = {name for entry in entries for name in _held(entry)}
    return tuple(name for name in KEPT if name not in held)


def _held(entry: "Entry") -> Iterator[str]:
    yield from entry.keeps
    if entry.module is not None:
        yield from (kept_in(cell) for cell in entry.module.cells)
