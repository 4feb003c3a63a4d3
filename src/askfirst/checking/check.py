"""All rules over modules, handbook, plans and tables: one call, and a list of findings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from askfirst.checking import (
    anatomy,
    banks,
    evidence,
    plans,
    saved,
    shelf,
    slides,
    texts,
    unwritten,
    wording,
)
from askfirst.checking.bank import Bank, read_bank
from askfirst.checking.findings import Finding, Level
from askfirst.checking.plain import grade
from askfirst.curriculum import Module, read_modules
from askfirst.errors import CurriculumError
from askfirst.plans import read_plan

Rule = Callable[[Module, Bank], Iterator[Finding]]
RULES: Final[tuple[Rule, ...]] = (
    anatomy.missing,
    anatomy.practice,
    anatomy.objectives,
    anatomy.minutes,
    plans.short_forms,
    plans.kept,
    evidence.points,
    evidence.claims,
    evidence.sources,
    slides.headlines,
    slides.stories,
    slides.crowded,
    slides.overflowing,
    slides.questions,
    slides.rows,
    slides.repeated,
    slides.pictures,
    slides.after_private,
    slides.helping,
    wording.spoken,
    wording.pressure,
    wording.avoided,
    wording.identifying,
    wording.percentages,
    unwritten.prompts,
    saved.saved,
)


class Report(Struct, frozen=True, kw_only=True):
    """What a check of a whole curriculum found.

    Attributes:
        findings: In the order of files and cells.
        levels: For each module by name, the reading level (school grade) of what a learner reads
            and of what a facilitator says.
    """

    findings: tuple[Finding, ...]
    levels: Mapping[str, tuple[float, float]]

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings that fail a check; reminders and what is still to write do not."""
        return tuple(found for found in self.findings if found.level is Level.WRONG)


def check(project: Path, *, today: date) -> Report:
    """Read all that a project teaches from, and return what should be looked at.

    Args:
        project: The folder that holds `notebooks/`, `data/` and `facilitator/`.
        today: For the dates of checks.

    Raises:
        CurriculumError: A notebook or table that cannot be read at all.
    """
    modules = read_modules(project / "notebooks")
    bank = read_bank(project / "data")
    found = [finding for module in modules for finding in check_module(module, bank, today=today)]
    found += check_plans(project / "facilitator" / "plans", modules)
    found += shelf.findings(project, bank)
    found += texts.findings(project / "data", modules)
    found += evidence.old_rows(bank, today)
    found += banks.out_of_step(project / "data", modules)
    return Report(
        findings=tuple(sorted(found, key=_place)),
        levels={m.stem: reading_level(m) for m in modules},
    )


def _place(finding: Finding) -> tuple[str, int, str]:
    """Return by what findings are sorted: those of a cell and a rule stay as they stand in it."""
    return finding.file, finding.cell, finding.rule


def check_module(module: Module, bank: Bank, *, today: date) -> list[Finding]:
    """Return the findings of every rule about one module."""
    found = [finding for rule in RULES for finding in rule(module, bank)]
    return [*found, *evidence.old_claims(module, bank, today)]


def check_plans(folder: Path, modules: Sequence[Module]) -> Iterator[Finding]:
    """Find plans that cannot be read, are off their minutes, or drop what is always kept."""
    for path in sorted(folder.glob("*.yml")):
        try:
            plan = read_plan(path.stem, folder=folder, modules=modules)
        except CurriculumError as error:
            text = str(error).removeprefix(f"{path.name}: ").removeprefix(f"{path.name}, ")
            yield Finding(file=path.name, cell=0, id="", rule="plan", text=text)
        else:
            for text in plans.amiss(plan):
                yield Finding(file=path.name, cell=0, id="", rule="plan", text=text)


def reading_level(module: Module) -> tuple[float, float]:
    """Return the school grades of a module's texts: read by a learner, said by a facilitator."""
    cells = [
        cell for cell in module.cells if cell.kind == "markdown" and "sources" not in cell.tags
    ]
    said = [cell.source for cell in cells if "facilitator" in cell.tags]
    read = [cell.source for cell in cells if "facilitator" not in cell.tags]
    return grade(read), grade(said)
