"""Whether a module has its whole anatomy, and whether its minutes agree with each other.

Source: the standard of a module, sections "Anatomy of a module notebook" and "The twelve modules".
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from askfirst.activities.note import Note
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import Scenario
from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, at
from askfirst.curriculum import Cell, Module
from askfirst.release import Tier

ROLES: Final = frozenset(
    {
        *("header", "section", "facilitator", "learner", "check", "reflection"),
        *("keypoints", "takehome", "help", "sources"),
    }
)
OPTIONAL_ROLES: Final = frozenset({"reference"})
PARTS: Final = (
    *("about", "questions", "objectives", "before-you-start", "likely-questions", "drop-first"),
    *("online", "accessibility", "lights", "debrief", "fidelity", "sources"),
)
OBJECTIVE: Final = re.compile(r"^\| (Knowledge|Attitude|Skill) \| (\w+)", re.MULTILINE)
VAGUE: Final = frozenset({"Understand", "Appreciate", "Feel", "Know", "Realise", "Learn", "Be"})
CLOCK: Final = re.compile(r"^\*\*Minute (\d+)[–-](\d+)")
PRACTICE: Final = MappingProxyType(
    {"story (Scenario)": Scenario, "knowledge check (Quiz)": Quiz, "reflection (Note)": Note}
)
STORY: Final = "story"  # the id of a cell that tells one by hand
OPENING: Final = 3  # minutes


def missing(module: Module, _: Bank) -> Iterator[Finding]:
    """Find roles and named parts that no cell has."""
    tags = {tag for cell in module.cells for tag in cell.tags}
    for role in sorted(ROLES - tags):
        yield at(module, None, "anatomy", f"no cell has the tag {role!r}. Add one, or tag it.")
    ids = {cell.id for cell in module.cells}
    for part in PARTS:
        if part not in ids:
            yield at(module, None, "anatomy", f"no cell has the id {part!r}. Add that part.")
    for cell in module.cells:
        roles = cell.tags & (ROLES | OPTIONAL_ROLES)
        if cell.kind == "markdown" and len(roles) != 1:
            said = ", ".join(sorted(roles)) or "none"
            yield at(module, cell, "anatomy", f"its roles are {said}, expected one. Tag it once.")


def practice(module: Module, _: Bank) -> Iterator[Finding]:
    """Find a module without a story, a knowledge check or a private reflection."""
    shown = [cell.activity for cell in module.cells if cell.activity is not None]
    by_hand = any(cell.id == STORY and cell.kind == "markdown" for cell in module.cells)
    for name, kind in PRACTICE.items():
        told = kind is Scenario and by_hand
        if not told and not any(isinstance(activity, kind) for activity in shown):
            yield at(module, None, "practice", f"it has no {name}. Expected one at least.")
    elapsed = 0.0
    for cell in module.cells:
        elapsed += cell.minutes
        if cell.activity is not None and cell.activity.tier is not Tier.PRIVATE:
            break
    if elapsed > OPENING:
        yield at(
            module,
            None,
            "practice",
            f"its first activity ends at minute {elapsed:g}, expected {OPENING} at most. "
            "Open it earlier.",
        )


def objectives(module: Module, _: Bank) -> Iterator[Finding]:
    """Find objectives that are too few, too many, untyped or cannot be seen."""
    cell = next((c for c in module.cells if c.id == "objectives"), None)
    if cell is None:
        return
    found = OBJECTIVE.findall(cell.source)
    if not 3 <= len(found) <= 5:
        yield at(
            module,
            cell,
            "objectives",
            f"it has {len(found)} typed objectives, expected 3 to 5 rows that begin with "
            "Knowledge, Attitude or Skill.",
        )
    for _, verb in found:
        if verb in VAGUE:
            yield at(
                module,
                cell,
                "objectives",
                f"{verb!r} cannot be observed. Use a verb such as name, explain, draft or choose.",
            )


def minutes(module: Module, _: Bank) -> Iterator[Finding]:
    """Find minutes that do not sum, slides with time and no notes, and notes off the clock."""
    said, total = module.minutes, sum(cell.minutes for cell in module.cells)
    if said != total:
        yield at(
            module,
            None,
            "minutes",
            f"its minutes are {said:g}, and its cells sum to {total:g}. Change one of them.",
        )
    elapsed = 0.0
    for cell, after in pairwise(module.cells):
        if cell.minutes and "header" not in cell.tags and "facilitator" not in after.tags:
            yield at(module, cell, "minutes", "it takes minutes and no facilitator cell follows.")
        yield from _off_the_clock(module, cell, after, elapsed)
        elapsed += cell.minutes


def _off_the_clock(module: Module, cell: Cell, notes: Cell, start: float) -> Iterator[Finding]:
    found = CLOCK.match(notes.source) if cell.minutes and "facilitator" in notes.tags else None
    if found and float(found[1]) != start:
        yield at(
            module,
            notes,
            "minutes",
            f"it says minute {found[1]}, and the minutes before it sum to {start:g}. "
            "Change the note or the minutes.",
        )
