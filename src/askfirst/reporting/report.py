"""Findings as a tagged PDF: each chart with its words, and its numbers in a table below it."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from askfirst.evaluating.chart import ASK, INK, LINE, PRINT, charts, grouped
from askfirst.evaluating.finding import MADE_UP, Finding
from askfirst.export.shelf import Paper
from askfirst.export.typeset import language, typeset
from askfirst.reporting.account import Account
from askfirst.reporting.texts import CANNOT, COUNTED, METHOD, REPORT, SOURCES

TEMPLATE: Final = "report.typ"
INKS: Final = {ASK: "#000000", INK: "#000000", LINE: "#999999"}


def report(told: Account, *, paper: Paper, texts: Mapping[str, str] = REPORT) -> bytes:
    """Return the report: the same bytes for the same findings.

    Raises:
        ExportError: It could not be laid out.
    """
    pictures: dict[str, bytes] = {}
    names = count(1)
    data = {
        **language("en"),
        "paper": paper,
        "title": texts["title"],
        "about": told.overview.lead,
        "tag": MADE_UP if told.made_up else "",
        "foot": MADE_UP if told.made_up else texts["foot"],
        "short": told.short,
        "counted": COUNTED,
        "findings": [
            _finding(finding, pictures, names) for finding in (told.overview, *told.findings)
        ],
        "cannot": CANNOT,
        "method": METHOD,
        "sources": SOURCES,
        "texts": dict(texts),
    }
    return typeset(TEMPLATE, data, name="report", pictures=pictures)


def _finding(finding: Finding, pictures: dict[str, bytes], names: Iterator[int]) -> dict[str, Any]:
    drawn = []
    for chart in charts(finding, PRINT):
        name = f"chart-{next(names)}.svg"
        pictures[name] = _black(chart.svg)
        drawn.append({"where": name, "alt": chart.alt})
    return {
        "title": finding.title,
        "lead": finding.lead,
        "charts": drawn,
        "groups": [
            {
                "above": group[0].above,
                "rows": [{"label": row.label, "said": row.said} for row in group],
            }
            for group in grouped(finding.rows)
        ],
        "limits": finding.limits,
    }


def _black(svg: str) -> bytes:
    for ink, black in INKS.items():
        svg = svg.replace(f'"{ink}"', f'"{black}"')
    return svg.encode()
