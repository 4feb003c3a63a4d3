"""Findings as slides: a module in memory, so that deck and presentation look as they always do.

The headline is what was found, the chart below it is the whole slide, and what the numbers leave
open stands in the notes and on slides of its own. The same in numbers comes last, as tables.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from askfirst.activities.base import MIME
from askfirst.curriculum import Cell, Module
from askfirst.evaluating.chart import SLIDE, Chart, charts, grouped, stopped
from askfirst.evaluating.finding import MADE_UP, Finding, Row
from askfirst.export.citations import NO_SOURCES
from askfirst.export.deck import About, document
from askfirst.export.deck_faces import module_faces
from askfirst.export.measure import BOLD, NO_BREAK, lines
from askfirst.export.paging import TITLE_WIDTH
from askfirst.export.powerpoint import presentation
from askfirst.export.powerpoint_module import Section, module_sections
from askfirst.export.runs import Run
from askfirst.export.shelf import Shelf
from askfirst.records import replace
from askfirst.reporting.account import Account
from askfirst.reporting.texts import CANNOT, COUNTED, REPORT, SLIDES

PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
WITHIN: Final = re.compile(
    r"(?<=\d) (?=to [-+−]?\d|in 100\b|points\b|steps\b)"
    r"|(?<=\d to) (?=[-+−]?\d)|(?<=\d in) (?=100\b)"
)
HEADLINE: Final = 2  # lines, for which a chart leaves room
LINE: Final = 56  # px of each


def deck(told: Account) -> bytes:
    """Return the slides as one HTML file."""
    module = as_module(told)
    foot = escape(_foot(told))
    faces = [replace(face, footer=foot) for face in module_faces(module, NO_SOURCES, (), SLIDES)]
    about = About(title=module.title, language=module.language, activities=())
    numbered = [(str(number), face) for number, face in enumerate(faces, 1)]
    return document(about, numbered, live=False, texts=SLIDES).encode()


def powerpoint(told: Account) -> bytes:
    """Return the slides as a PowerPoint presentation."""
    module = as_module(told)
    foot = (Run(text=_foot(told)),)
    sections = [
        Section(
            name=section.name,
            faces=tuple(replace(face, footer=foot) for face in section.faces),
        )
        for section in module_sections(module, Shelf(), SLIDES)
    ]
    return presentation(sections, title=module.title, language=module.language)


def as_module(told: Account) -> Module:
    """Return the slides as cells of a module that nobody saved."""
    number = count()
    cells = [replace(cell, index=next(number)) for cell in _cells(told)]
    return Module(
        path=Path("evaluation"),
        stem="evaluation",
        number="",
        title=REPORT["title"],
        promise=" ".join(told.overview.lead[:1]),
        minutes=0,
        language="en",
        content_note="",
        help=(),
        cells=tuple(cells),
    )


def _foot(told: Account) -> str:
    return MADE_UP if told.made_up else REPORT["foot"]


def _cells(told: Account) -> Iterator[Cell]:
    yield _markdown(f"# {_plain(REPORT['title'])}", tag="header")
    yield _listed(REPORT["short"], told.short)
    yield _listed(REPORT["counted"], COUNTED)
    findings = (told.overview, *told.findings)
    for finding in findings:
        yield from _drawn(finding)
    yield _listed(REPORT["cannot"], [f"**{_plain(a)}** {_plain(b)}" for a, b in CANNOT], plain=True)
    for finding in findings:
        for part in by_group(finding):
            if part.rows:
                yield _table(part)


def by_group(finding: Finding) -> Iterator[Finding]:
    """Give a finding whole, or group by group where groups have several rows or a verdict.

    A verdict is the headline of its group; what the whole leads with is said once.
    """
    rows = finding.rows
    if all(row.group for row in rows) and not any(row.verdict for row in rows):
        yield replace(finding, rows=tuple(_named(rows)))
        return
    for place, (first, *rest) in enumerate(grouped(rows)):
        yield replace(
            finding,
            lead=() if place else finding.lead,
            headline=first.verdict or finding.headline,
            rows=(replace(first, verdict=""), *rest),
        )


def _named(rows: Sequence[Row]) -> Iterator[Row]:
    """Give rows of which each has a label, if only that of its group."""
    yield from (row if row.label else replace(row, label=row.group, group="") for row in rows)


def _drawn(finding: Finding) -> Iterator[Cell]:
    """Give a slide for each chart, and the notes; a headline that comes again says which part."""
    made = [page for part in by_group(finding) for page in _shown(part)]
    for title, group in groupby(made, key=itemgetter(0)):
        pages = [page for _, page in group]
        for place, page in enumerate(pages, 1):
            if isinstance(page, Cell):
                yield page
                continue
            named = _part_of(title, finding.title, place, len(pages))
            yield _markdown(f"## {_plain(named)}")
            output = {"image/svg+xml": page.svg, "text/plain": page.alt}
            yield Cell(index=0, id="", kind="code", source="", slide="-", outputs=(output,))
    if finding.limits:
        yield Cell(
            index=0,
            id="",
            kind="markdown",
            source="\n\n".join(map(_plain, (*finding.lead, *finding.limits))),
            slide="notes",
            tags=frozenset({"facilitator"}),
        )


def _shown(part: Finding) -> Iterator[tuple[str, Chart | Cell]]:
    """Give what is on the slides of a group, each with its headline: charts, or words."""
    fits = part.headline and _title_lines(part.headline) <= HEADLINE
    title = part.headline if fits else part.title
    drawn = _charts(part, title)
    if len(drawn) > 1:  # each but the first has a longer headline
        drawn = _charts(part, _part_of(title, part.title, len(drawn), len(drawn)))
    yield from ((title, chart) for chart in drawn)
    if not drawn:
        said = [_in_words(row) for row in part.rows]
        yield part.title, _listed(part.title, [*part.lead, *said])


def _charts(part: Finding, title: str) -> Sequence[Chart]:
    spare = (HEADLINE - min(_title_lines(title), HEADLINE)) * LINE
    return charts(part, replace(SLIDE, most=SLIDE.most + spare))


def _part_of(title: str, plain: str, part: int, parts: int) -> str:
    """Return a headline that says which part of several it is; a long one gives way to `plain`."""
    if part == 1:
        return title
    key = "continued" if parts == 2 else "part"
    longer = (SLIDES[key].format(title=said, part=part, parts=parts) for said in (title, plain))
    return next((said for said in longer if _title_lines(said) <= HEADLINE), title)


def _title_lines(title: str) -> int:
    return lines(title, width=TITLE_WIDTH, size=48, widths=BOLD)


def _in_words(row: Row) -> str:
    named = row.label or row.group
    about = f"{stopped(row.group)} " if row.group and row.group != named else ""
    return f"{about}{stopped(named)} {row.said}"


def _table(part: Finding) -> Cell:
    single = all(row.group for row in part.rows)
    about = part.rows[0].group if part.rows[0].group and not single else part.title
    rows = [
        [row.group, f"{stopped(row.label)} {unbroken(row.said)}"]
        if single
        else [row.label or row.group, unbroken(row.said)]
        for row in part.rows
    ]
    spec = {
        "type": "table",
        "caption": REPORT["numbers"].format(title=about),
        "columns": [REPORT["row"], REPORT["words"]],
        "rows": rows,
    }
    return Cell(index=0, id="", kind="code", source="", slide="slide", outputs=({MIME: spec},))


def _listed(title: str, sentences: Sequence[str], *, plain: bool = False) -> Cell:
    items = [sentence if plain else _plain(sentence) for sentence in sentences]
    return _markdown("\n".join([f"## {_plain(title)}", "", *(f"- {item}" for item in items)]))


def _markdown(source: str, *, tag: str = "") -> Cell:
    tags = frozenset({tag} if tag else ())
    return Cell(index=0, id="", kind="markdown", source=source, slide="slide", tags=tags)


def unbroken(said: str) -> str:
    """Return words in which two ends and what they are of stay on one line: 15 to 46 in 100."""
    return WITHIN.sub(NO_BREAK, said)


def _plain(text: str) -> str:
    """Return words so that Markdown takes them as words."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
