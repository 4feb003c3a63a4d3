"""Whether a module of the plan still asks its author to write: on a screen everybody reads it."""

from collections.abc import Sequence

from askfirst.checking.unwritten import PROMPT
from askfirst.curriculum import Module
from askfirst.start.texts import UNWRITTEN


def warnings(modules: Sequence[Module]) -> tuple[str, ...]:
    """Return a line for each module with places that are still to write, in the plan's order.

    Args:
        modules: What the plan leads through.
    """
    counts = [(module.title, _places(module)) for module in modules]
    return tuple(
        UNWRITTEN["one" if places == 1 else "many"].format(title=title, places=places)
        for title, places in counts
        if places
    )


def _places(module: Module) -> int:
    return sum(len(PROMPT.findall(cell.source)) for cell in module.cells)
