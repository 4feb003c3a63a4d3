"""Formulas as pictures, in print."""

import re
import subprocess
import sys
import warnings
from typing import Any

import pytest

from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.formats import BY_NAME
from askfirst.export.formula_drawing import draw_formula
from askfirst.export.shelf import Shelf
from tests.export.printed import assert_accessible, printed
from tests.export.samples import note, text
from tests.export.test_formulas import BAYES, MATRIX, other

FORMULAS = (
    r"\frac{a}{b}", r"\sqrt[3]{x^2}", r"\sum_{i=1}^n i", r"\int_0^\infty e^{-x}\,dx",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{align} a &= b \\ &= c \end{align}",
    r"\begin{cases} 1 & x < 0 \\ 0 & \text{else \& so on} \end{cases}", r"\alpha\Omega\mathbb{R}",
    r"\overline{x}\hat{y}\vec{v}", r"\underbrace{a+b}_{n}", r"\binom{n}{k}", r"\left(x\right)",
    r"a \neq b \leq c \to \pm\infty", r"{}^{14}_{6}C", r"\boxed{x}", r"\cancel{x}", r"f'(x)",
)  # fmt: skip


@pytest.mark.parametrize("source", FORMULAS)
def test_a_formula_is_drawn_in_black_lines(source: str) -> None:
    """What pages draw is drawn here: paths alone, in black, with its LaTeX in place of words."""
    drawn = draw_formula(source, display=True)
    assert {*re.findall(r"<(\w+)", drawn.svg)} <= {"svg", "g", "path", "rect", "title"}
    assert {*re.findall(r'(?:fill|stroke)="([^"]*)"', drawn.svg)} <= {"black", "none"}
    assert drawn.width > 0.4
    assert 0 <= drawn.depth < drawn.height


def test_it_stands_on_the_line_of_its_letters() -> None:
    """A fraction reaches below the line, a letter without a tail does not."""
    deep, flat = (draw_formula(said, display=False) for said in (r"\frac{a}{b}", "x"))
    assert deep.depth > 0.3
    assert flat.depth < 0.06
    assert draw_formula(r"\frac{a}{b}", display=True).height > deep.height


@pytest.mark.parametrize(
    ("source", "why"),
    [(r"\foo", "not known"), (r"\text{موافقة}", "its typeface has no ا"), ("", "empty"),
     ("+".join(["x"] * 99), "wider than a page")],
)  # fmt: skip
def test_what_cannot_be_drawn_says_why(source: str, why: str) -> None:
    """A formula that is not known, has no letters or has no room is an error."""
    with pytest.raises(ExportError, match=why):
        draw_formula(source, display=False)


@pytest.mark.parametrize("name", ["handout", "guide"])
def test_print_draws_formulas(name: str) -> None:
    """Formulas in headings, text, lists, tables and notes are pictures that say their LaTeX."""
    cells = (
        text(f"## A $x_1$\n\nIt is ${BAYES}$.\n\n- $x_2$\n\n{MATRIX}\n\n> $x_5$"),
        text("## B\n\n| a | b |\n|---|---|\n| $x_3$ | **$x_4$** |"),
        note("Beside.\n\nAlso $x_6$.\n\n- **Do.** $x_7$"),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made: Any = BY_NAME[name].render_module(other(text("# T"), *cells), Shelf())
    said = printed(made)
    drawn = {*said.alts()}
    wanted = {BAYES, *(f"x_{n}" for n in range(1, 6))} if name == "handout" else {"x_6", "x_7"}
    assert wanted <= drawn
    assert_accessible(made)
    assert "frac" not in said.text


def test_a_guide_draws_formulas_in_headlines_and_beside_a_minute() -> None:
    """The headline of a slide and of a part, and what a note begins with, are no LaTeX."""
    cells = (
        text("## So $\\frac{a}{b}$ is half [C1](#C1)"),
        note("Minutes 3, where $x_1$ is said, (*by us*).\n\n- **Say.** “Half.”"),
        text("## B"),
        note("(first to drop: $x_3$)"),
        {**note("## If $x_2$ is asked\n\nWords."), "id": "asked"},
    )
    cells[-1]["metadata"]["slideshow"] = {"slide_type": "skip"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made: Any = BY_NAME["guide"].render_module(other(text("# T"), *cells), Shelf())
    shown = printed(made)
    assert {r"\frac{a}{b}", "x_1", "x_2", "x_3"} <= {*shown.alts()}
    for words in ("frac", "x_", "Minutes 3", "(first"):
        assert words not in shown.text
    assert "where is said, (by us)" in " ".join(shown.text.split())
    assert "first to drop:" in shown.text
    assert_accessible(made)


def test_what_print_cannot_draw_is_shown_as_it_was_written() -> None:
    """A wrong formula is there in LaTeX, and one warning names file, cell and reason."""
    cell = text("## A\n\nIt is $\\foo{x}$ and\n\n$$\n\\frac{a\n$$\n\n$x^2$")
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: .*\\foo is not known") as told:
        made = BY_NAME["handout"].render_module(other(text("# T"), cell), Shelf())
    assert len(told) == 1
    assert r"\foo{x}" in printed(made).text
    assert r"\frac{a" in printed(made).text


def test_print_without_a_formula_loads_nothing_for_one() -> None:
    """What draws formulas is loaded for a notebook that holds some, and for no other."""
    script = (
        "import sys, askfirst.export.handout, askfirst.export.guide, askfirst.export.handbook; "
        "print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not {"latex2mathml", "ziamath", "ziafont"} & {*done.stdout.split()}
