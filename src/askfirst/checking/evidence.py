"""Whether what a module teaches and claims stands in the tables, and was checked lately."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from askfirst.checking.bank import Bank, Row
from askfirst.checking.findings import Finding, Level, at
from askfirst.checking.plain import MARK
from askfirst.curriculum import Cell, Module

FACTS, LAW, SERVICES = 24, 12, 3  # months after which a check is old
DATE: Final = re.compile(r"(\d{4})-(\d\d)")


def points(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find points that do not exist, belong elsewhere, or are taught by no cell."""
    taught: dict[str, Cell] = {}
    for cell in module.cells:
        for point in cell.points:
            taught.setdefault(point, cell)
            homes = [row["module"] for row in bank.points.get(point, ())]
            if not homes:
                yield at(module, cell, "points", f"point {point!r} is not in points.csv.")
            elif module.stem not in homes:
                where = ", ".join(filter(None, homes)) or "no module, being retired"
                yield at(module, cell, "points", f"point {point!r} belongs to {where}.")
    for point, rows in bank.points.items():
        if module.stem in {row["module"] for row in rows} and point not in taught:
            yield at(module, None, "points", f"no cell teaches point {point!r}. Teach it.")


def claims(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find claims that do not exist or rest on hearsay, and marks that the metadata lacks."""
    for cell in module.cells:
        named = dict.fromkeys((*cell.claims, *(cell.activity.claims if cell.activity else ())))
        for claim in named:
            grades = {row["grade"] for row in bank.claims.get(claim, ())}
            if not grades:
                yield at(module, cell, "claims", f"claim {claim!r} is not in claims.csv.")
            elif not grades & {"A", "B"}:
                yield at(
                    module,
                    cell,
                    "claims",
                    f"claim {claim!r} has no source of grade A or B. Find one, or leave it out.",
                )
        yield from _marks(module, cell)


def _marks(module: Module, cell: Cell) -> Iterator[Finding]:
    if cell.kind != "markdown" or "sources" in cell.tags:
        return
    marks = {shown for shown, _ in MARK.findall(cell.source)}
    if marks != set(cell.claims):
        yield at(
            module,
            cell,
            "claims",
            f"its text marks {_listed(marks)}, and its metadata names {_listed(cell.claims)}.",
            mechanical=True,
        )


def sources(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find a source list that is not the ledger's."""
    cell = next((c for c in module.cells if "sources" in c.tags), None)
    if cell is None:
        return
    shown = sorted(re.findall(r"<(http[^>]+)>", cell.source))
    kept = sorted(row["url"] for claim in module.claims for row in bank.claims.get(claim, ()))
    if shown != kept:
        lacks = len(set(kept) - set(shown))
        yield at(
            module,
            cell,
            "sources",
            f"it lacks {lacks} and has {len(set(shown) - set(kept))} addresses that the ledger "
            "does not name for the claims of this module. Write the list from claims.csv.",
            mechanical=True,
        )


def old_claims(module: Module, bank: Bank, today: date) -> Iterator[Finding]:
    """Find claims of a module whose newest check is more than two years ago."""
    for claim in module.claims:
        newest = max((row["checked"] for row in bank.claims.get(claim, ())), default="")
        if newest and is_old(newest, today, FACTS):
            yield at(
                module,
                next(c for c in module.cells if claim in c.claims or _asks(c, claim)),
                "review",
                f"claim {claim} was last checked {newest}, more than {FACTS} months ago. "
                "Open its sources, and write the new date into claims.csv.",
                level=Level.REMINDER,
            )


def old_rows(bank: Bank, today: date) -> Iterator[Finding]:
    """Find lines of law and services whose check is old: a year, and three months."""
    yield from _old("law.csv", bank.law, "topic", today, LAW)
    yield from _old("services.csv", bank.services, "name", today, SERVICES)


def is_old(checked: str, today: date, months: int) -> bool:
    """Return whether a date of a check ("2026-11" or with its day) is that many months ago."""
    found = DATE.match(checked)
    if found is None:
        return False
    return (today.year - int(found[1])) * 12 + today.month - int(found[2]) > months


def _old(
    file: str, rows: tuple[Row, ...], name: str, today: date, months: int
) -> Iterator[Finding]:
    for row in rows:
        if is_old(row["checked"], today, months):
            yield Finding(
                file=file,
                cell=0,
                id="",
                rule="review",
                text=f"{row[name]!r} ({row['place']}) was checked {row['checked']}, more than "
                f"{months} months ago. Check it, and write the new date.",
                level=Level.REMINDER,
            )


def _asks(cell: Cell, claim: str) -> bool:
    return cell.activity is not None and claim in cell.activity.claims


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
