"""What a check found: where it stands, what is the matter, and whether it is an error."""

from enum import StrEnum

from msgspec import Struct

from askfirst.curriculum import Cell, Module


class Level(StrEnum):
    """How grave a finding is."""

    WRONG = "wrong"  # must be mended before anybody teaches from it
    TO_WRITE = "to write"  # a place that an author has not filled in yet: it fails nothing
    REMINDER = "reminder"  # comes with time, such as a date of a check: it fails nothing


class Finding(Struct, frozen=True, order=True, kw_only=True):
    """One thing that somebody should look at.

    Attributes:
        file: Name of the notebook, plan or table.
        cell: Number of the cell as people count, from 1; 0 for the whole file.
        id: Id of the cell, or "".
        rule: Name of the rule, one word.
        text: The thing, the value, what was expected and what to do.
        mechanical: Whether `--fix` can mend it.
    """

    file: str
    cell: int
    id: str
    rule: str
    text: str
    level: Level = Level.WRONG
    mechanical: bool = False

    def __str__(self) -> str:
        """Return the finding as one line."""
        place = f", cell {self.cell}" if self.cell else ""
        named = f" ({self.id})" if self.id else ""
        level = "" if self.level is Level.WRONG else f"{self.level}: "
        return f"{self.file}{place}{named}: {level}{self.text} [{self.rule}]"


def at(  # noqa: PLR0913  # what every rule says, and two things that few do
    module: Module,
    cell: Cell | None,
    rule: str,
    text: str,
    *,
    mechanical: bool = False,
    level: Level = Level.WRONG,
) -> Finding:
    """Return a finding about a cell of a module, or about all of it."""
    return Finding(
        file=module.path.name,
        cell=cell.index + 1 if cell else 0,
        id=cell.id if cell else "",
        rule=rule,
        text=" ".join(text.split()),
        mechanical=mechanical,
        level=level,
    )
