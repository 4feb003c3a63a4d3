"""Formulas as the letters of a line, where text is edited and holds no picture."""

from contextlib import suppress

import pytest

from askfirst.export.errors import ExportError
from askfirst.export.formula_line import formula_line
from tests.export.test_formula_drawing import FORMULAS
from tests.export.test_formulas import BAYES


def written(source: str) -> str:
    """A formula with what is raised after ^ and what is lowered after _, each in braces."""
    signs = {1: "^{%s}", -1: "_{%s}", 0: "%s"}
    return "".join(signs[run.raised] % run.text for run in formula_line(source))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x^2", "x^{2}"),
        ("x_i^2", "x_{i}^{2}"),
        (r"p \geq 0.5", "p ≥ 0.5"),
        ("a=-b", "a = −b"),
        (r"\pm 3", "±3"),
        (r"a\pm 3", "a ± 3"),
        (r"\frac{x}{2}", "x/2"),
        (r"\frac{a+b}{2a}", "(a + b)/(2a)"),
        (r"\frac{n(n+1)}{2}", "n(n + 1)/2"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{a}{x_i}", "a/x_{i}"),
        (r"\frac{1}{n}\sum_i x_i", "(1/n)∑_{i} x_{i}"),
        (r"2\frac{1}{2}", "2 1/2"),
        (r"\frac{1}{2}+\frac{1}{3}", "1/2 + 1/3"),
        (BAYES, "P(A | B) = P(B | A)/√(P(B))"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt{2\pi}", "√(2π)"),
        (r"\sqrt[3]{x+1}", "^{³}√(x + 1)"),
        ("90^\\circ", "90°"),
        ("f'(x)", "f′(x)"),
        ("1,000", "1,000"),
        ("f(x,y)", "f(x, y)"),
        (r"10\,\%", "10 %"),
        (r"\sin 2x", "sin 2x"),
        (r"\ln(x)", "ln(x)"),
        (r"\hat{y}", "y\u0302"),
        (r"\text{if } x<0", "if x < 0"),
        (r"\Delta t \to \infty", "Δt → ∞"),
        (r"10^{-3}\,\mathrm{mol}", "10^{−3} mol"),
    ],
)  # fmt: skip
def test_a_formula_is_said_in_a_line(source: str, said: str) -> None:
    """Signs have room, fractions have strokes, and brackets hold what would fall apart."""
    assert written(source) == said


def test_a_script_of_a_script_has_letters_of_its_own() -> None:
    """Of e to the minus x squared all is raised, and the square stands higher still."""
    assert [(run.text, run.raised) for run in formula_line("e^{-x^2}")] == [
        ("e", 0), ("−", 1), ("x", 1), ("²", 1),
    ]  # fmt: skip


def test_letters_slant_and_names_stand_upright() -> None:
    """What stands for something is slanted; numbers, names, Greek capitals and bold are not."""
    looks = {run.text.strip(): (run.slanted, run.bold) for run in formula_line(
        r"a + \sin \Omega + 2 + \mathbf{v} + \mathbb{R}")}  # fmt: skip
    assert looks["a"] == (True, False)
    assert looks["v"] == (False, True)
    assert {look for text, look in looks.items() if text not in {"a", "v"}} == {(False, False)}


@pytest.mark.parametrize(
    "source",
    [r"\begin{pmatrix} a \\ b \end{pmatrix}", r"\binom{n}{k}", r"\boxed{x}", "e^{e^{x}}",
     r"\underbrace{a+b}_{n}", r"\widehat{a+b}"],
)  # fmt: skip
def test_what_takes_more_than_a_line_says_so(source: str) -> None:
    """A matrix, a choice and a frame are told, with what to do."""
    with pytest.raises(ExportError, match="give it lines of its own"):
        formula_line(source)


@pytest.mark.parametrize("source", [*FORMULAS, "", r"\foo", "{}_a", r"\hat{}", "^2", r"\frac{}{}"])
def test_any_formula_is_a_line_or_an_error_with_a_reason(source: str) -> None:
    """Whatever stands in a formula, it is said, or there is one error of ours."""
    with suppress(ExportError):
        assert formula_line(source)
