"""What `askfirst check` prints: a line for each finding, then the reading level of each module."""

from typing import Final

from askfirst.checking.check import Report
from askfirst.checking.findings import Level

AIM: Final = 8  # school grade


def said(report: Report) -> str:
    """Return the report as lines of text."""
    lines = [*map(str, report.findings), *([""] if report.findings else [])]
    lines.append(f"Reading level (school grade; aim at {AIM} or below)")
    for stem, (read, spoken) in report.levels.items():
        lines.append(f"  {stem:<20} read {read:4.1f}   said {spoken:4.1f}")
    return "\n".join([*lines, "", _sum(report)])


def _sum(report: Report) -> str:
    mend, write, old = (
        sum(found.level is level for found in report.findings)
        for level in (Level.WRONG, Level.TO_WRITE, Level.REMINDER)
    )
    mendable = sum(found.mechanical for found in report.findings)
    still = f"{write} to write, " if write else ""
    parts = [f"{len(report.levels)} modules read: {mend} to mend, {still}{old} to check again."]
    if mendable:
        parts.append(f"{mendable} can be mended by `askfirst check --fix`.")
    return " ".join(parts)
