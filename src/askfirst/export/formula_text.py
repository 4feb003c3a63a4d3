"""What becomes of formulas in files whose text is edited: letters, or a picture of one alone."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from askfirst.export.dollars import formulas_in
from askfirst.export.errors import ExportError
from askfirst.export.formulas import told_elsewhere, unshown
from askfirst.export.runs import Paragraph, Run, Runs, Shape, plain
from askfirst.records import replace

Tell = Callable[[str], None]


def shown_runs(runs: Runs, tell: Tell) -> Runs:
    """Return runs with letters in place of formulas; one that takes more stays as it is written.

    Args:
        runs: Of one line.
        tell: Told of each formula that stays in LaTeX, and why.
    """
    return tuple(shown for run in runs for shown in _shown(run, tell))


def line_runs(line: str) -> Runs:
    """Return a line of plain text, such as a title, with letters in place of formulas; () for none.

    Whoever reads the cell of a title says what stays in LaTeX.
    """
    runs: list[Run] = []
    end = 0
    for start, stop, source in formulas_in(line):
        runs += (Run(text=line[end:start]), Run(text=source, code=True, formula="inline"))
        end = stop
    if not runs:
        return ()
    said = (run for run in (*runs, Run(text=line[end:])) if run.text)
    return shown_runs(tuple(said), told_elsewhere)


def shown_paragraphs(paragraphs: Sequence[Paragraph], tell: Tell) -> tuple[Paragraph, ...]:
    """Return paragraphs with letters in place of formulas; arguments are those of `shown_runs`."""
    return tuple(made for paragraph in paragraphs for made in _lines(paragraph, tell))


def shown_block(paragraphs: Sequence[Paragraph], tell: Tell) -> tuple[str, tuple[Paragraph, ...]]:
    """Return the LaTeX of a formula that stands alone and can be drawn, else "" and paragraphs."""
    source = alone([run for paragraph in paragraphs for run in paragraph.runs])
    why = undrawn(source) if source else ""
    if source and not why:
        return source, ()
    return "", shown_paragraphs(paragraphs, (lambda _: tell(why)) if why else tell)


def alone(runs: Sequence[Run]) -> str:
    """Return the LaTeX of a formula beside which nothing is said, "" if there is none."""
    said = [run for run in runs if run.text.strip()]
    return said[0].text.strip() if len(said) == 1 and said[0].formula else ""


def undrawn(source: str) -> str:
    """Return the warning that says why a formula cannot be drawn, "" where it can be."""
    try:
        draw(source)
    except ExportError as error:
        return unshown(source, error)
    return ""


def draw(source: str) -> Any:
    """Return the drawing of a formula on lines of its own.

    Raises:
        ExportError: It cannot be drawn.
    """
    # imported when needed, since hardly any module holds a formula
    return import_module("askfirst.export.formula_drawing").draw_formula(source, display=True)


def _shown(run: Run, tell: Tell) -> Runs:
    if not run.formula:
        return (run,)
    source = run.text.strip()
    try:
        line: Runs = import_module("askfirst.export.formula_line").formula_line(source)
    except ExportError as error:
        tell(unshown(source, error))
        return (replace(run, text=source, formula=""),)
    look = replace(run, code=False, formula="")
    return tuple(
        replace(
            look,
            text=part.text,
            bold=part.bold or run.bold,
            slanted=part.slanted,
            raised=part.raised,
        )
        for part in line
    )


def _lines(paragraph: Paragraph, tell: Tell) -> Iterator[Paragraph]:
    if not any(run.formula for run in paragraph.runs):
        yield paragraph
        return
    runs = shown_runs(paragraph.runs, tell)
    if paragraph.shape is not Shape.FORMULA:
        yield replace(paragraph, runs=runs)
    elif any(run.code for run in runs):
        yield from plain(paragraph.text, Shape.CODE)
    else:
        yield replace(paragraph, runs=runs, shape=Shape.TEXT)
