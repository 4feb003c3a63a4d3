import re

import pytest

from askfirst.export.markdown import Block, BlockKind, MarkdownReader
from askfirst.export.markup import AS_WORDS


def read(source: str) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks of a cell and what was complained about."""
    said: list[str] = []
    blocks = MarkdownReader().blocks(
        source, draw=lambda src, alt: f"[{src}|{alt}]", warn=said.append
    )
    return blocks, said


def html(source: str) -> str:
    return "".join(block.html for block in read(source)[0])


def test_blocks_know_what_they_are() -> None:
    """Headings, lists, tables, quotes, code, pictures and text are told apart."""
    source = (
        "## A\n\ntext\n\n- one\n\n> side\n\n```\nx\n```\n\n![alt](a.svg)\n\n| a |\n|---|\n| b |"
    )
    kinds = [block.kind for block in read(source)[0]]
    assert kinds == ["heading", "text", "list", "side", "code", "picture", "table"]


def test_a_list_in_arabic_or_hebrew_has_its_numbers_at_the_right() -> None:
    """The first letter of a list says from which side it is read, item by item, too."""
    (block,), _ = read("1. **اسأل** first\n2. اسمع")
    assert '<ol dir="rtl">' in block.html
    assert [' dir="rtl"' in part.html and f'start="{n}"' in part.html
            for n, part in enumerate(block.parts, 1)] == [True, True]  # fmt: skip
    (block,), _ = read("- 1 word, then עברית")
    assert "dir=" not in block.html


def test_a_picture_with_words_beside_it_is_text() -> None:
    """Only a picture alone in its paragraph is a picture block."""
    assert read("See ![alt](a.svg)")[0][0].kind is BlockKind.TEXT


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a <b>b</b>", "<p>a b</p>\n"),
        ("x<sup>n</sup>", "<p>xn</p>\n"),
        ("<h2 align='center'>Head</h2>", "Head"),
        ("<div onclick='x()'>one <i>two</i><p>three</div>", "<p>one two<br />\nthree</p>\n"),
        ("<table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>",
         "<p>a | b<br />\nc</p>\n"),
        ("a <script>alert(1)</script>b", "<p>a b</p>\n"),
        ("<style>p {}</style>\n\nb", "<p>b</p>\n"),
        ("<p>&lt;script&gt; &amp;</p>", "<p>&lt;script&gt; &amp;</p>\n"),
        ("<iframe src='https://example.org'></iframe>", ""),
    ],
)  # fmt: skip
def test_of_markup_in_markdown_the_words_are_kept(source: str, made: str) -> None:
    """HTML in a cell is read for its words; no tag of it is passed on, and that is said."""
    blocks, said = read(source)
    assert "".join(block.html for block in blocks) == made
    assert said
    assert all(re.fullmatch(f"{AS_WORDS}<[a-z0-9]+>(, <[a-z]+>)*", line) for line in said)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("H<sub>2</sub>O, x<sup>-1</sup>", "<p>H₂O, x⁻¹</p>\n"),
        ("one<br>two<br/>three", "<p>one<br />\ntwo<br />\nthree</p>\n"),
        ("<img src='a.svg' alt='two lines' onerror='x()'>", "<p>[a.svg|two lines]</p>\n"),
        ("a <!-- note --> b", "<p>a  b</p>\n"),
        ("Hello <name>, 1 <2", "<p>Hello &lt;name&gt;, 1 &lt;2</p>\n"),
        ("`<b>` &lt;b&gt;", "<p><code>&lt;b&gt;</code> &lt;b&gt;</p>\n"),
    ],
)
def test_breaks_and_pictures_in_markup_are_kept(source: str, made: str) -> None:
    """A break is a break, a picture a picture, and what is no tag of HTML is text."""
    assert html(source) == made
    assert not any(line.startswith(AS_WORDS) for line in read(source)[1])


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "vbscript:x", "06_next.ipynb", "//example.org", "#"],
)  # fmt: skip
def test_other_links_are_left_out_and_their_words_stay(address: str) -> None:
    """A link that is not http, https, mailto or to a place in the deck keeps only its words."""
    blocks, said = read(f"[words](<{address}>) after")
    assert blocks[0].html == "<p>words after</p>\n"
    assert len(said) == 1


def test_outside_links_open_apart_and_say_nothing_of_us() -> None:
    """An http link opens in a window of its own without an opener or a referrer."""
    assert html("[a](https://example.org/?x=1&y=%22)") == (
        '<p><a href="https://example.org/?x=1&amp;y=%22" target="_blank" '
        'rel="noopener noreferrer">a</a></p>\n'
    )
    assert html("[m](mailto:a@example.org)") == '<p><a href="mailto:a@example.org">m</a></p>\n'


def test_source_marks_are_found_and_tied_to_the_word_before() -> None:
    """A source mark is a raised link that no line begins with; the block knows its claim."""
    block = read("A fact. [C19](#C19)")[0][0]
    assert block.claims == ("C19",)
    assert 'fact.\u202f<a class="source-mark" href="#C19">C19</a>' in block.html


def test_table_cells_come_as_html_and_as_text() -> None:
    """A table gives rows of cells, head first, with and without markup."""
    table = read("| A | B |\n|---|---|\n| **x** | [C1](#C1) |")[0][0]
    assert table.rows[0] == (("A", "A"), ("B", "B"))
    assert table.rows[1][0] == ("<strong>x</strong>", "x")


def test_a_list_can_be_taken_apart() -> None:
    """Each item of a list is a list of its own that keeps its number."""
    parts = read("3. a\n4. b")[0][0].parts
    assert [part.text for part in parts] == ["a", "b"]
    assert parts[1].html.startswith('<ol start="4">')


@pytest.mark.parametrize("source", ["[a](http://[)", "<http://[>"])
def test_what_is_no_address_leads_nowhere(source: str) -> None:
    """A link that no browser could follow is left out, and its words stay."""
    (block,), said = read(source)
    assert "href" not in block.html
    assert block.text in {"a", "http://["}
    assert said == ["the link to 'http://[' was left out; use http, https, mailto or #"]


def test_pictures_are_drawn_by_whom_the_reader_was_given() -> None:
    """Where and what a picture is goes to the one function that may draw it."""
    assert html("![two *lines*](images/a.svg)") == "<p>[images/a.svg|two lines]</p>\n"


def test_what_is_left_out_is_told_in_each_format_that_is_made() -> None:
    """A cell that two formats show is read once, and each of them says what it leaves out."""
    source = "a [link](javascript:x) and ![a picture](p.png)"
    told: list[list[str]] = [[], []]
    drawn: list[list[str]] = [[], []]
    for lines, places in zip(told, drawn, strict=True):

        def draw(where: str, _: str, places: list[str] = places) -> str:
            places.append(where)
            return f"<img {len(places)}>"

        MarkdownReader().blocks(source, draw=draw, warn=lines.append)
    assert told[0] == told[1] != []
    assert drawn == [["p.png"], ["p.png"]]
