"""Markdown is read into tokens quickly, and as the other parser reads it."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from askfirst.export.events import BLANK, DEEPEST, read_tokens
from askfirst.export.markdown import Block, MarkdownReader
from askfirst.export.token import Token
from askfirst.export.tokens import claims_of, parsed, plain

PEER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PEER.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
WORDS = [
    "a", "b *c*", "**d**", "`e`", "é", "שלום", "“q”", "_u_", "a**b**c", "*a **b** c*", "**a:**b",
    "[l](u)", '[l](u "t")', "[C1](#C1)", '![p](q.png "t")', "![*a* b](c)", "<b>z</b>", "<br>",
    "<https://a.example/b c>", "<https://a.example>", "<me@a.example>", "http://a.example",
    "&amp;", "&nbsp;", "\\*", "*", "_", "[", "]", "(", ")", "[ ]", "[x]", "- b", "____", "1.",
]  # fmt: skip
BLOCKS = [
    "- ", "  - ", "1. ", "7) ", "> ", "# ", "### ", "    code\n\n", "```py\nx\n```\n", "<div>\n",
    "</div>\n\n", "\n", "\n\n", "  \n", "\\\n", "---\n", "\n\n---\n\n", "<!-- c -->\n\n",
    "\n\n| x | y |\n|---|--:|\n| 1 | *2* |\n\n",
]  # fmt: skip
EMPTY = re.compile(r"^[ >]*(?:[-+*]|\d+[.)])[ \t]*$", re.MULTILINE)  # an item without words
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
TEXTS = (
    st.lists(LINES | st.sampled_from(BLOCKS), max_size=9)
    .map("".join)
    .filter(lambda source: not EMPTY.search(source))  # there they differ in what is one list
)

Shown = tuple[Any, ...]


def shown(tokens: Sequence[Any]) -> list[Shown]:
    """Return what formats make use of, with neighbouring words as one."""
    made: list[Shown] = []
    for token in tokens:
        if token.type == "text":
            if made and made[-1][0] == "text":
                made[-1] = ("text", made[-1][1] + token.content)
            elif token.content:
                made.append(("text", token.content))
            continue
        attrs = tuple((name, value) for name, value in token.attrs.items() if name != "alt")
        content = "" if token.children is not None else token.content
        info = token.info if token.type == "fence" else ""
        inside = None if token.children is None else shown(token.children)
        level = token.level if token.block else 0
        look = (token.tag, token.nesting, level, attrs, token.hidden)
        made.append((token.type, *look, content, info, inside))
    return made


class _Seen:
    """One of our tokens, as the peer's has it: it knows whether it is a block."""

    def __init__(self, token: Token, *, block: bool) -> None:
        self.block = block
        self._token = token
        inside = token.children
        self.children = None if inside is None else [_Seen(one, block=False) for one in inside]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._token, name)


def ours(source: str) -> list[Shown]:
    """Return what we read."""
    return shown([_Seen(token, block=True) for token in read_tokens(source)])


@given(TEXTS)
@example("one *two* **three** `four` [five](https://a.example/b c) <https://d.example> six\\")
@example("- a\n- b\n\n  c\n\n      d\n- 1. e\n  2. f\n\n> g\n> - h")
@example("| a | b |\n|:-:|---|\n| | *c* |\n| \\| | `d` |\n\n- ~~e~~\n- &amp; _f_")
@example("Title\n===\n\nAnother\n---\n\nwords\n***\n`` a`b ``")
def test_two_parsers_read_the_same(source: str) -> None:
    """What is read quickly has the tokens that a text with a formula gets from its own parser."""
    assert ours(source) == shown(PEER.parse(source))


def test_a_line_to_write_on_is_kept_as_it_was_drawn() -> None:
    """Underscores alone are a line for a pen, and other rules only divide."""
    drawn = "a\n\n______\n\n> _ _ _ _ _\n\n- b\n\n  ___\n\n***\n\n---\n"
    rules = [token.info for token in read_tokens(drawn) if token.type == "hr"]
    assert rules == ["______", "_____", "____", "", ""]
    for inside in ("- a\n\n\t____", "-\t____", "1.\t____", "> \t____", "- > - ____", "-  -  ____"):
        assert [t.info for t in read_tokens(inside) if t.type == "hr"] == ["____"]


@pytest.mark.parametrize("opens", ["> ", "- ", "1. ", "- > ", "> - "])
def test_what_lies_too_deep_is_kept_beside_the_rest(opens: str) -> None:
    """No word is lost however deep somebody has nested it, and no depth ends a build."""
    source = opens * 2000 + "words"
    tokens = read_tokens(source)
    assert plain(tokens) == "words"
    assert max(token.level for token in tokens) <= DEEPEST + 2
    assert sum(token.nesting for token in tokens) == 0
    blocks: tuple[Block, ...] = MarkdownReader().blocks(
        source, draw=lambda where, _: where, warn=print
    )
    assert "words" in blocks[0].text


@pytest.mark.parametrize("quotes", range(DEEPEST + 2))
def test_no_list_is_without_its_items(quotes: int) -> None:
    """Where it is too deep for an item it is too deep for its list."""
    tokens = read_tokens("> " * quotes + "- " * 30 + "words")
    kinds = [token.type for token in tokens]
    assert kinds.count("list_item_open") == kinds.count("bullet_list_open")
    assert plain(tokens) == "words"


def test_a_picture_in_the_words_of_another_is_its_words() -> None:
    """However many lie in each other, one is shown, and no depth ends a build."""
    (block,) = [t for t in read_tokens("![" * 1200 + "x" + "](u)" * 1200) if t.type == "inline"]
    picture = (block.children or [])[-1]
    assert len(block.children or ()) == 1
    assert (picture.src, picture.content) == ("u", "x")
    assert [token.type for token in picture.children or ()] == ["text"]
    assert plain(read_tokens("a ![b\nc](d) e")) == "a b c e"


@pytest.mark.parametrize("part", ["> ", ">", " ", "- ", "_ ", "\t", "1. "])
def test_lines_to_write_on_are_looked_for_once(part: str) -> None:
    """A hundred thousand signs that could begin such a line are read once, not again and again."""
    whole = (part * 100_000)[:100_000] + "x"
    assert BLANK.search(whole) is None or part == "_ "


def test_lines_end_as_on_any_computer() -> None:
    """A notebook saved on Windows, or long ago on a Mac, reads the same."""
    unix = "# a\n\n- b\n- c\n\n```\nd\ne\n```\n\nf  \ng"
    made = ours(unix)
    assert ours(unix.replace("\n", "\r\n")) == made
    assert ours(unix.replace("\n", "\r")) == made


def test_half_a_letter_ends_no_build() -> None:
    """What no computer can show stands as a question mark, and all else as it is written."""
    assert plain(read_tokens("a \ud83d b *\udc00*")) == "a ? b ?"
    assert plain(read_tokens("a\0b")) == "a\ufffdb"


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[a](https://x.example/ä b)", ""),
        ("[a](<https://x.example/ä b>)", "https://x.example/%C3%A4%20b"),
        ("[a](https://x.example/%20?q=1&r=[2]#s)", "https://x.example/%20?q=1&r=[2]#s"),
        ("[a](#C12)", "#C12"),
        ("<me@x.example>", "mailto:me@x.example"),
        ("[a](https://münchen.example/ü)", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("[a](http://[)", "http://["),
    ],
)
def test_addresses_stand_as_a_page_may_hold_them(source: str, href: str) -> None:
    """Letters that no address holds are written as numbers, and those that are stay as they are."""
    found = [t.href for block in read_tokens(source) for t in block.children or () if t.href]
    assert "".join(found) == href


@pytest.mark.parametrize(
    "source", ["a [C1](#C1)", "a[C1](#C1)", "a\n[C1](#C1)", "**a**[C1](#C1)", "`a` [C1](#C1)"]
)
def test_a_narrow_space_comes_before_each_mark(source: str) -> None:
    """No line begins with a source mark, and none is glued to the word before it."""
    tokens = parsed(source)
    assert plain(tokens) == "a\u202fC1"
    assert [*claims_of(tokens)] == ["C1"]
