"""One thing that was found: sentences, rows with bounds, and how a notebook shows them."""

from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

import pandas as pd

from askfirst.evaluating.marks import Axis, marks

STYLE: Final = """
.askfirst-found{--ask:#0a5a66;max-width:46rem;margin:0 0 1.5rem;font:1rem/1.5 system-ui,sans-serif}
[data-jp-theme-light=false] .askfirst-found{--ask:#7cc6cf}
.askfirst-found figcaption{font:600 1.375rem/1.3 ui-serif,Charter,Georgia,serif;margin:0 0 .5rem}
.askfirst-found p{margin:.5rem 0;max-width:40rem}
.askfirst-found ul{list-style:none!important;margin:.75rem 0!important;padding:0!important}
.askfirst-found ul{border-top:2px solid}
.askfirst-found li{margin:0;padding:.5rem 0;border-bottom:1px solid #cbd3d2}
.askfirst-found .group{padding-top:1rem;font-weight:600}
.askfirst-found .label{font-family:ui-serif,Charter,Georgia,serif}
.askfirst-found .said{display:block;font-variant-numeric:tabular-nums}
.askfirst-found svg{display:block;width:100%;height:1rem;margin:.25rem 0;overflow:visible}
.askfirst-found svg{color:var(--ask)}
.askfirst-found .zero{stroke:var(--jp-content-font-color1,#17252b)}
.askfirst-found .ends{display:flex;justify-content:space-between;font-size:.875rem}
.askfirst-found .made-up{border-left:6px solid;padding-left:.75rem}
@media (forced-colors:active){.askfirst-found svg{color:CanvasText}
.askfirst-found .zero{stroke:CanvasText}}
""".strip()
MADE_UP: Final = "Generated example: a program made up these numbers. Nobody gave these answers."


HUNDRED: Final = Axis(0, 100, ("0 in 100", "50", "100 in 100"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: a label, what is known of it in words, and the bounds that are drawn.

    Attributes:
        label: What it is about.
        said: What is known, in words, with every number that is drawn.
        bounds: The least and the most, on the finding's axis; None where nothing is reported.
        likely: The likeliest, where one number does not mislead.
        group: A line above it, where it begins a group.
        verdict: What was found of the group, after that line.
        short: The numbers of what is known, as they stand beside a bar on a slide.
        aside: A word or two under them.
    """

    label: str
    said: str
    bounds: tuple[float, float] | None = None
    likely: float | None = None
    group: str = ""
    verdict: str = ""
    short: str = ""
    aside: str = ""

    @property
    def above(self) -> str:
        """The whole line above it, "" for none."""
        return f"{self.group} {self.verdict}".strip()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found about one question of an evaluation.

    Attributes:
        title: What it is about.
        lead: Sentences above the rows: what was found.
        rows: What is drawn.
        limits: Sentences below: what cannot be known from it.
        axis: What the bars lie on; None for words alone.
        made_up: Whether it is an example.
        headline: The one sentence of the lead that says what was found, where there is one.
    """

    title: str
    lead: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    limits: tuple[str, ...] = ()
    axis: Axis | None = None
    made_up: bool = False
    headline: str = ""
    figures: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False, repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """What is drawn, as a table with bounds: nothing that is not shown."""
        if not self.figures.empty:
            return self.figures
        cells = [(r.above, r.label, *(r.bounds or (None, None)), r.said) for r in self.rows]
        return pd.DataFrame(cells, columns=["about", "row", "low", "high", "in words"])

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return a figure whose words say all that its bars do, and plain text."""
        return {"text/html": self.html(), "text/plain": self.text()}

    def text(self) -> str:
        """Return it as plain text."""
        lines = [self.title, *([MADE_UP] if self.made_up else []), *self.lead]
        for row in self.rows:
            lines += [row.above] if row.above else []
            lines.append(f"- {row.label}: {row.said}")
        return "\n".join([*lines, *self.limits])

    def html(self) -> str:
        """Return it as a figure, of which every text is escaped."""
        made_up = f'<p class="made-up">{escape(MADE_UP)}</p>' if self.made_up else ""
        rows = "".join(map(self._row, self.rows))
        return (
            f'<figure class="askfirst-found"><style>{STYLE}</style>'
            f"<figcaption>{escape(self.title)}</figcaption>{made_up}{_paragraphs(self.lead)}"
            f"{f'<ul>{rows}</ul>' if rows else ''}{self._ends()}{_paragraphs(self.limits)}</figure>"
        )

    def _row(self, row: Row) -> str:
        group = f'<li class="group">{escape(row.above)}</li>' if row.above else ""
        drawn = bar(self.axis, row) if self.axis else ""
        return (
            f'{group}<li><span class="label">{escape(row.label)}</span>{drawn}'
            f'<span class="said">{escape(row.said)}</span></li>'
        )

    def _ends(self) -> str:
        if self.axis is None or not any(row.bounds for row in self.rows):
            return ""
        ends = "".join(f"<span>{escape(end)}</span>" for end in self.axis.ends)
        return f'<div class="ends" aria-hidden="true">{ends}</div>'


def bar(axis: Axis, row: Row) -> str:
    """Return a row's bar: the words beside it say the same, so it is no picture to be described."""
    return f'<svg aria-hidden="true" focusable="false">{"".join(_shapes(axis, row))}</svg>'


def _shapes(axis: Axis, row: Row) -> list[str]:
    if row.bounds is None:
        return [
            '<rect x="1" y="1" width="99%" height="14" fill="none" stroke="currentColor" '
            'stroke-width="2" stroke-dasharray="2 4"/>'
        ]
    zero, solid, stripes, ring = marks(axis, row.bounds, row.likely)
    shapes = [_line(zero, width=2, more=4, name="zero")] if zero else []
    if solid:
        shapes.append(f'<rect width="{solid}%" height="16" fill="currentColor"/>')
    shapes += map(_line, stripes)
    if ring is not None:
        shapes.append(
            f'<circle cx="{ring}%" cy="8" r="5.5" fill="none" stroke="currentColor" '
            'stroke-width="3"/>'
        )
    return shapes


def _line(place: float, *, width: int = 3, more: int = 0, name: str = "") -> str:
    of = f'class="{name}" ' if name else ""
    return (
        f'<line {of}x1="{place}%" x2="{place}%" y1="{-more}" y2="{16 + more}" '
        f'stroke="currentColor" stroke-width="{width}"/>'
    )


def _paragraphs(sentences: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
