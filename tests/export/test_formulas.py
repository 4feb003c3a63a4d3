"""Formulas in LaTeX: found in Markdown, and drawn as MathML by browsers."""

import re
import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from askfirst.curriculum import module_from_notebook
from askfirst.export import fonts
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.formulas import line_html, mathml
from askfirst.export.markdown import Block, BlockKind, MarkdownReader
from askfirst.export.page import page_html
from askfirst.export.shelf import Shelf
from askfirst.export.site_handbook import site_handbook_file
from askfirst.export.slides import read_slides
from askfirst.records import replace
from tests.export.samples import code, notebook, text

BAYES = r"P(A\mid B) = \frac{P(B\mid A)}{\sqrt{P(B)}}"
MATRIX = "$$\n\\begin{pmatrix} a & b \\\\\n c_1 & *d* \\end{pmatrix}\n$$"


def read(source: str) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks of a text, and what was complained of."""
    said: list[str] = []
    blocks = MarkdownReader().blocks(source, draw=lambda _, alt: alt, warn=said.append)
    return blocks, said


def html(source: str) -> str:
    blocks, said = read(source)
    assert said == []
    return "".join(block.html for block in blocks)


def other(*cells: dict[str, Any]) -> Any:
    """A notebook without any metadata of ours."""
    return module_from_notebook(notebook(cells), Path("other.ipynb"))


def test_a_formula_in_running_text_is_drawn_where_it_stands() -> None:
    """Between dollar signs stands MathML, with fractions and roots, and text around it stays."""
    made = html(f"Bayes says ${BAYES}$ in 2026.")
    assert made.startswith("<p>Bayes says <math")
    assert made.endswith("</math> in 2026.</p>\n")
    assert made.count("<mfrac>") == made.count("<msqrt>") == 1


def test_nothing_in_a_formula_is_read_as_markdown() -> None:
    """Backslashes, stars, and lines that begin like a list or a headline stay in the formula."""
    made = html("$$\na\n= b\n- c\n\\\\\n# d*e*f\n$$")
    assert made.count("<mtr>") == 2
    assert not re.search("<(em|h1|li)", made)
    assert html(MATRIX).count("<mtd>") == 4


@pytest.mark.parametrize(
    "said",
    ["$5 and $10", "$5-$10, or 5$ each", "US$5/US$10", "a \\$x\\$ b", "$ x $", "`$x$`", "$$", "$"],
)
def test_an_amount_of_money_is_no_formula(said: str) -> None:
    """Dollar signs beside digits or spaces, escaped, or in code are dollar signs."""
    assert "<math" not in html(said)
    assert said.count("$") == html(said).count("$")


@pytest.mark.parametrize("name", ["align", "equation", "gather*", "eqnarray", "alignat"])
def test_an_environment_needs_no_dollar_signs(name: str) -> None:
    """An environment of LaTeX is a formula by itself, its lines one below the other."""
    columns = "{2}" if name == "alignat" else ""
    (block,), said = read(f"\\begin{{{name}}}{columns}\na &= b \\\\\nc &= d\n\\end{{{name}}}")
    assert (block.kind, said) == (BlockKind.FORMULA, []) or name in {"equation", "gather*"}
    assert "<math" in block.html or name == "equation"


def test_lines_are_set_below_each_other() -> None:
    """Lines meet at their signs, with no numbers beside them and no names of theirs."""
    made = mathml(r"\begin{align} a &= b \label{x} \\ cc &= d \nonumber \end{align}", display=True)
    assert made.count("<mtr>") == 2
    assert made.count('class="math-right"') == made.count('class="math-left"') == 2
    assert "(1)" not in made


def test_text_in_a_formula_is_text() -> None:
    """Words in any script and signs that LaTeX escapes are kept."""
    made = mathml(r"x \text{ موافقة \$5 \& <b> }")
    assert "موافقة\u00a0$5\u00a0&amp;\u00a0&lt;b&gt;" in made.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"\foo{x}", r"\\foo is not known"), (r"\frac{a", "braces do not match"),
        ("a}", "braces do not match"), (r"\frac{1}", "not whole"), ("x^", "not whole"),
        (r"\left(x", "not whole"), ("a & b", "& outside a table"), ("", "empty"),
        (r"\begin{picture}x\end{picture}", "environment picture is not known"),
        (r"\begin{matrix}1", "not whole"), (r"\begin{matrix}1\end{cases}", "not whole"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said_and_not_guessed(source: str, why: str) -> None:
    """A formula that is not whole or not known is an error that says why."""
    with pytest.raises(ExportError, match=why):
        mathml(source)


@pytest.mark.parametrize(
    "source",
    [r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\color{red}{x}",
     r"\class{evil}{x}", "<script>alert(1)</script>", r"\text{<img onerror=x>}",
     r"\mathop{\onclick}", '\\hspace{1em" onclick="x}', r"\bbox[5px,red]{x}"],
)  # fmt: skip
def test_no_script_link_or_style_comes_in_with_a_formula(source: str) -> None:
    """Only elements of MathML with harmless attributes are written."""
    try:
        made = mathml(source)
    except ExportError:
        return
    assert not re.search(r"<(?!/?m)|<[^>]*(href|style=|on\w+=|evil|red)", made)


@pytest.mark.parametrize("render", [render_deck, page_html], ids=["deck", "page"])
def test_a_formula_brings_its_typeface(render: Any) -> None:
    """A file with a formula embeds the typeface of roots and tall brackets; no other does."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert '"Formulas";' in render(other(text("# T"), text(f"## A\n\n${BAYES}$")))
        assert '"Formulas";' not in render(other(text("# T"), text("## A\n\n$5 and $10")))


def test_a_formula_in_a_title_is_drawn(tmp_path: Path) -> None:
    """On a page, on the site and in its handbook a title draws its formula; the ring ends it."""
    title = r"Why $n^2$ and $\sqrt{n}$"
    cells = (text(f"# {title}\n\nA promise of $x$, for $5 or $6.", "title"), text("## A\n\nB"))
    made = page_html(replace(other(*cells), title=title, promise="For $x$, and $5 or $6"))
    head = made.partition('class="head">')[2].partition("</div>")[0]
    assert head.count("<math") == 3
    assert "Why <math" in head
    assert '<span class="ended"><math' in head
    assert "$5 or $6" in head
    folder = tmp_path / "facilitator" / "handbook"
    folder.mkdir(parents=True)
    (folder / "01-one.md").write_text(f"# {title}\n\nOf $x$.\n\n## $\\sqrt{{2}}$\n\nB.\n", "utf-8")
    for name, drawn in (("01-one.html", 4), ("index.html", 3)):
        page = site_handbook_file(tmp_path, name, Shelf()).decode()
        assert page.count("<math") == drawn, name
        assert '"Formulas";' in page
        assert "$" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_title_is_read_once() -> None:
    """What a title says in plain words is not read as Markdown again where it holds a formula."""
    made = other(text(r"# Not \*bold\*, $x$ and more", "title"), text("## A\n\nB"))
    assert made.title == "Not *bold*, $x$ and more"
    title = read_slides(made)[0]
    assert title.title.startswith("Not *bold*, <math")
    assert "".join(run.text for run in title.title_runs) == "Not *bold*, x and more"
    assert not any(run.bold for run in title.title_runs)


def test_a_wrong_formula_in_a_title_stays() -> None:
    """What cannot be drawn is there as it was written, and so is an amount of money."""
    assert line_html(r"A $\foo{<b>}$, $5 & $10") == (
        r"A <code>\foo{&lt;b&gt;}</code>, $5 &amp; $10"
    )


def test_the_typeface_stretches(tmp_path: Path) -> None:
    """It holds the table for formulas, italic letters and roots, and is under 150 KB."""
    assert "base64" in fonts.math_face(tmp_path)
    made = fonts.math_face.__wrapped__(tmp_path)
    assert made == fonts.math_face(tmp_path)
    (file,) = (tmp_path / "fonts").iterdir()
    assert file.stat().st_size < 150_000
    font = TTFont(BytesIO(file.read_bytes()))
    assert "MATH" in font
    assert set(map(ord, "√∑∫(𝑥𝐱ℝα")) <= set(font.getBestCmap() or {})


@pytest.mark.parametrize("render", [render_deck, page_html], ids=["deck", "page"])
def test_a_wrong_formula_is_shown_as_it_was_written(render: Any) -> None:
    """What cannot be drawn is there in LaTeX, and one warning names file, cell and reason."""
    cell = text("## A\n\nIt is $\\foo{x}$ and\n\n$$\n\\frac{a\n$$")
    with pytest.warns(ExportWarning, match=r"^other.ipynb, cell 2: .*\\foo is not known") as said:
        made = render(other(text("# T"), cell))
    assert len(said) == 1
    assert re.search(r"It is <code[^>]*>\\foo{x}</code> and", made)
    assert r"<pre><code>\frac{a</code></pre>" in made


def test_a_formula_in_an_output_is_drawn() -> None:
    """Mathematics that a library prints is drawn; a table in LaTeX is shown by its plain text."""
    formula = {"text/latex": r"$\displaystyle \frac{x}{2}$", "text/plain": "x/2 in plain"}
    table = {"text/latex": r"\begin{tabular}{l}a\end{tabular}", "text/plain": "   a"}
    with pytest.warns(ExportWarning, match="cell 3: an output is shown as plain text"):
        made = render_deck(other(text("# T"), code(formula), code(table)))
    assert "<mfrac>" in made
    assert "x/2 in plain" not in made
    assert "begin{tabular}" not in made


def test_without_a_formula_nothing_is_loaded_for_one() -> None:
    """A text with amounts of money alone loads neither converter nor typeface."""
    script = (
        "import sys; from askfirst.export.markdown import MarkdownReader as R; "
        "R().html('no formula', draw=str, warn=print); "
        "print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not {"latex2mathml", "mdit_py_plugins", "fontTools", "ziamath"} & {*done.stdout.split()}
