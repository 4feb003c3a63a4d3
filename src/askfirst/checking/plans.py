"""Whether short forms and plans hold to their minutes, and keep what is always kept.

Source: the standard of a module, sections "Anatomy of a module notebook" and "Plans".
"""

import re
from collections.abc import Iterator
from typing import Final

from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, at
from askfirst.curriculum import Module
from askfirst.planning.kept import KEPT, missing
from askfirst.planning.short import FORMS, minutes_in, shortened
from askfirst.plans import Plan

DROP: Final = "drop-first"  # the id of the cell that says what goes first
ROW: Final = re.compile(r"^\| (\d+) \| (\d+) \|", re.MULTILINE)


def short_forms(module: Module, _: Bank) -> Iterator[Finding]:
    """Find short forms whose cells do not take the minutes that "What to drop first" says."""
    drop = next((cell for cell in module.cells if cell.id == DROP), None)
    for form, said in ROW.findall(drop.source if drop else ""):
        takes = shortened(module, form=int(form)).minutes
        if takes != float(said):
            yield at(
                module,
                drop,
                "short",
                f"in {form} it says {said} minutes, and its cells take {takes:g}. "
                "Change the row, or `askfirst.short` of the cells.",
            )


def kept(module: Module, _: Bank) -> Iterator[Finding]:
    """Find cells that hold what is always kept and are left out of a short form."""
    for cell in module.cells:
        if cell.keep and cell.keep not in KEPT:
            known = ", ".join(KEPT)
            yield at(module, cell, "short", f"keep is {cell.keep!r}. Expected one of {known}.")
        gone = [form for form in FORMS if cell.keep and minutes_in(cell, form) is None]
        if gone:
            yield at(
                module,
                cell,
                "short",
                f"it holds the {cell.keep}, and is left out in {gone[0]}. Give it 0 minutes: "
                "then it is shown.",
            )


def amiss(plan: Plan) -> Iterator[str]:
    """Give what is wrong with a plan that can be read, with its line."""
    for entry in plan.entries:
        if entry.module is not None and entry.over:
            yield (
                f"line {entry.line}: {entry.module.stem} has {entry.minutes:g} minutes, and its "
                f"cells take {entry.module.minutes:g}. Give it a form ({_forms()}), leave more "
                "out, or give it more time."
            )
    for day in plan.sessions:
        where = f"in {day.title!r} nothing" if day.title else "nothing in it"
        for name in missing(day.entries):
            yield (
                f"{where} holds the {name}. Add a module that does, or a block with "
                f"keeps: [{name}]."
            )


def _forms() -> str:
    return ", ".join(map(str, FORMS))
