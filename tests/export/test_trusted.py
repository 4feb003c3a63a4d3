"""HTML of a notebook that this user trusts: all of it is shown but what runs, loads or leads."""

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from askfirst.building import fingerprints
from askfirst.curriculum import Module, module_from_notebook, read_module
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportWarning
from askfirst.export.formats import BY_NAME
from askfirst.export.markdown import Block, BlockKind, MarkdownReader
from askfirst.export.page import page_html
from askfirst.export.shelf import Shelf
from askfirst.export.trusted import trusted_html
from tests.export.samples import code, notebook, text
from tests.privacy.corpus import DRAWN, HTML, STYLED
from tests.privacy.resources import of_html
from tests.test_trust import trust

POLICY: Final = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
    "form-action 'none'\">"
)
DETAILS: Final = "<details>\n<summary>More</summary>\n\nSome *text*.\n\n- a\n\n</details>\n\nAfter."
FRAME: Final = {
    "text/html": "<style>#T_1 td {color: red}</style><table id='T_1'><tr><td>1<td>2</table>",
    "text/plain": "   1  2",
}
"""A table as pandas styles it."""


def written(source: str) -> tuple[str, list[str]]:
    """HTML as it is written, without the box around it, and what was told."""
    told: list[str] = []
    made = trusted_html(source, name="n", draw=lambda where, alt: f'<img src="data:{where}" '
                        f'alt="{alt}">', warn=told.append)  # fmt: skip
    return re.sub(r'^<div class="markup"[^>]*><div>|</div></div>\n$', "", made), told


def read(source: str) -> list[Block]:
    """The blocks of Markdown that is trusted."""
    reader = MarkdownReader(name=lambda: "n")
    return [*reader.blocks(source, draw=lambda _, alt: alt, warn=pytest.fail)]


def other(*cells: dict[str, Any], trusted: bool = True) -> Module:
    made = module_from_notebook(notebook([text("# T"), *cells]), Path("other.ipynb"))
    return replace(made, trusted=trusted)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ('<b style="color: red">a</b> &lt;', '<b style="color: red">a</b> &lt;'),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c</table>",
         '<table><tr><td colspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>'),
        ("<ul><li>a<li>b</ul><p>c<div>d", "<ul><li>a</li><li>b</li></ul><p>c</p><div>d</div>"),
        ("<details open><summary>a</summary>b</details>",
         '<details open=""><summary>a</summary>b</details>'),
        ('<i id="a" class="b">x</i><a href="#a">y</a><a href="#C1">z</a>',
         '<i id="n-a" class="n-b">x</i><a href="#n-a">y</a><a href="#C1">z</a>'),
        ("<audio src='data:audio/wav;base64,AA' autoplay></audio>",
         '<audio src="data:audio/wav;base64,AA" controls=""></audio>'),
        ("<svg viewBox='0 0 9 9'><path d='M0 0'/><use href='#p'/></svg>",
         '<svg viewbox="0 0 9 9"><path d="M0 0"></path><use href="#n-p"></use></svg>'),
        ('<img src="a.png" alt="b" width="9">', '<img width="9" src="data:a.png" alt="b">'),
        ("<style>td.a > b, #c { color: #fff }</style><td>", None),
        ("</div></div>a</p>", "a"),
    ],
)  # fmt: skip
def test_html_stays_as_it_was_written(source: str, made: str | None) -> None:
    """Elements, looks and pictures stay; ends are set, and names meet none of ours."""
    scoped = "<style>@scope{td.n-a > b, #n-c { color: #fff }}</style><td></td>"
    assert written(source + ("x" if made is None else "")) in (
        (made or "", []),
        (scoped.replace("</td>", "x</td>"), []),
    )


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a<script>evil()</script>", "<script>"), ("<b onclick='evil()'>a</b>", "onclick"),
        ("<a href='javascript:evil()'>a</a>", "href of <a>"), ("a<iframe src=evil>", "<iframe>"),
        ("a<style>}evil{</style>", "<style>"), ("a<link href=evil>", "<link>"),
        ("<p style='background: url(//evil)'>a</p>", "style of <p>"),
        ("a<embed src=evil>", "<embed>"),
        ("<p style='background: u\\72l(evil)'>a</p>", "style of <p>"),
        ("<video src='http://evil'></video>a", "src of <video>"),
        ("a<meta http-equiv=refresh content='0;evil'>", "<meta>"),
        ("<form action=evil>a</form><input value=evil>", "<form>, <input>"),
        ("<svg><style>*{}</style><foreignObject>evil</foreignObject></svg>a",
         "<style>, <foreignobject>"),
    ],
)  # fmt: skip
def test_what_runs_or_loads_is_left_out_and_told(source: str, left: str) -> None:
    """No script, form, frame or address from elsewhere comes in, whoever trusts it."""
    made, told = written(source)
    assert not re.search(r"evil|<(style>@|script|meta|form|input|iframe|embed)", made)
    assert re.sub(r"<[^>]*>", "", made) == "a"
    assert told == [
        "no script of others runs here and nothing comes from elsewhere, so its HTML is without "
        + left
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        "/<!--*{*/ } b { color: red }", 'i { a: "{\n}} b { color: red }', '"{\n } b { color: red }',
        'i { a: b } "\f} b { color: red } i { " c', "i { a: url(#{)}} b { color: red }",
        'i { a: url(#") } b { color: red } i { (") }', 'i { a: "url(" } } b { { c: ")" }',
        "@font-face { font-family: Literata; src: url(data:font/woff2;base64,AA) }",
        "@property --ink { syntax: '*'; inherits: false }", "@keyframes a { to { opacity: 0 } }",
        "@PAGE { size: 1cm }", "@im/**/port 'a.css';", "b { background: image-set('a.png' 1x) }",
        "b { background: url(//a", "b { background: u\\72l(a) }",
    ],
)  # fmt: skip
def test_a_sheet_whose_reach_is_not_certain_is_left_out(sheet: str) -> None:
    """What ends its scope early, rules the whole file or asks for a file is left out whole."""
    made, (told,) = written(f"<style>{sheet}</style>x")
    assert (made, told[-7:]) == ("<style></style>x", "<style>")


@pytest.mark.parametrize(
    "sheet",
    [
        "b::before { content: \"} 'a\" }", "@media (width > 9px) { b { color: red } }",
        "b { background: url( 'data:image/png;base64,AA' ) }", "/* } */ b { mask: URL(data:,a) }",
    ],
)  # fmt: skip
def test_a_sheet_for_its_own_box_stays(sheet: str) -> None:
    """Strings with braces, conditions, comments and pictures as data are no reason to leave it."""
    made, told = written(f"<style>{sheet}</style>x")
    assert (made, told) == (f"<style>@scope{{{sheet.removeprefix('/* } */')}}}</style>x", [])


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<i aria-owns='leave' aria-controls='a b'>x</i>",
         '<i aria-owns="n-leave" aria-controls="n-a n-b">x</i>'),
        ("<i aria-modal=true>x</i>", "<i>x</i>"),
        ("<a href='http://[a'>x</a>", "<a>x</a>"),
        ("<p style='background: url(//a'>x</p>", "<p>x</p>"),
        ("<p style='background: image-set(&quot;a&quot; 1x)'>x</p>", "<p>x</p>"),
        ("<svg><use href='data:image/svg+xml,a#b'/></svg>x", "<svg><use></use></svg>x"),
        ("<svg><rect fill='url(//a'/></svg>x", "<svg><rect></rect></svg>x"),
    ],
)  # fmt: skip
def test_no_attribute_reaches_beyond_the_box(source: str, made: str) -> None:
    """It takes nothing of ours to itself, and asks for nothing though its address has no end."""
    assert written(source)[0] == made


@pytest.mark.parametrize("source", [*HTML, *DRAWN, *STYLED])
def test_no_text_that_looks_like_a_program_is_one(source: str) -> None:
    """Of texts that were written to break in nothing that runs or loads is left."""
    made, _ = written(f"{source} <i>{source}</i>")
    assert of_html(f"{POLICY}{made}".encode()) == []
    assert made.count("<div") == made.count("</div")


def test_markdown_between_tags_is_markdown() -> None:
    """What stands between the tags of one element is read as Markdown, and is one block."""
    block, after = read(DETAILS)
    assert (block.kind, after.html) == (BlockKind.MARKUP, "<p>After.</p>\n")
    assert "<p>Some <em>text</em>.</p>\n<ul>\n<li>a</li>\n</ul>\n</details>" in block.html
    assert [paragraph.text for paragraph in block.paragraphs] == ["More", "Some text.", "a"]


def test_a_tag_that_is_never_closed_takes_no_headline_with_it() -> None:
    """Where an element has no end, it ends with its block."""
    assert [b.kind for b in read("<div>\n\n## A\n\n<b>b</b>")] == ["heading", "markup"]


def test_what_is_no_tag_is_text() -> None:
    """What stands between angle brackets and is no HTML stays text, and so does code."""
    (block,) = read("Hello <name>, <b>1</b> `<b>` <br> 2")
    assert "Hello &lt;name&gt;, <b>1</b> <code>&lt;b&gt;</code> <br> 2" in block.html


@pytest.mark.parametrize("render", [render_deck, page_html], ids=["deck", "page"])
def test_a_trusted_notebook_shows_its_html(render: Any) -> None:
    """Deck and page show HTML in Markdown and in outputs, in a box, and tell nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html = render(other(text(f"## A\n\n{DETAILS}"), code(FRAME)))
    assert (
        html.count('<div class="markup" tabindex="0" style="contain:layout paint!important">') == 2
    )
    assert "<td>1</td><td>2</td>" in html
    assert of_html(html.encode()) == []


@pytest.mark.parametrize("render", [render_deck, page_html], ids=["deck", "page"])
def test_one_that_is_not_trusted_says_how_it_would_be(render: Any) -> None:
    """The one warning names file and cell, what was left out, and how it would be shown."""
    with pytest.warns(ExportWarning) as said:
        html = render(other(text("## A\n\n<u>a</u>, <kbd>b</kbd>\n\n<u>c</u>"), trusted=False))
    assert 'class="markup"' not in html
    assert [str(one.message) for one in said] == [
        "other.ipynb, cell 2: of its HTML only words and pictures are shown, without <u>, <kbd>; "
        "after `jupyter trust other.ipynb` decks and pages show more of it."
    ]


@pytest.mark.parametrize("name", ["pptx", "handout", "guide"])
def test_elsewhere_html_is_shown_by_its_words(name: str) -> None:
    """Print and presentations show words and pictures, and no longer advise what is done."""
    cells = (text("## A\n\n<u>a</u>"), code(FRAME))
    with pytest.warns(ExportWarning, match="cell 2: of its HTML only words") as said:
        made = BY_NAME[name].render_module(other(*cells), Shelf())
    assert [("jupyter trust" in str(one.message)) for one in said] == [False]
    assert made


def test_an_output_of_script_alone_is_shown_by_its_text() -> None:
    """Where nothing is left without its script, the plain text of an output stands there."""
    chart = {"text/html": "<div id=x></div><script>draw()</script>", "text/plain": "Figure()"}
    with pytest.warns(ExportWarning, match="is without <script>"):
        html = render_deck(other(code(chart)))
    assert "<code>Figure()</code>" in html


def test_trust_shows_in_the_fingerprint_and_in_every_way_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is trusted a notebook is made anew, by the build as from JupyterLab's menu."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    path = tmp_path / "other.ipynb"
    path.write_text(json.dumps(notebook([text("# T"), text("## A\n\n<u>a</u>")])))
    before = fingerprints.notebook(path)
    assert not read_module(path).trusted
    trust(path, tmp_path / "jupyter")
    assert fingerprints.notebook(path) != before
    assert read_module(path).trusted
    exporter: Any = get_exporter("Workshop_deck")
    made, _ = exporter().from_notebook_node(nbformat.read(path, as_version=4))
    assert "<u>a</u>" in made
    assert "<u>a</u>" in render_deck(read_module(path))
