"""HTML in Markdown: its words, breaks and pictures are kept, and no tag is passed on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

from askfirst.export.token import Token
from askfirst.records import replace

LEFT_OUT: Final = "markup"
"""The type of a token that stands where tags were left out; its `info` names them."""

AS_WORDS: Final = "of its HTML only words and pictures are shown, without "
AS_TRUSTED: Final = (
    "no script of others runs here and nothing comes from elsewhere, so its HTML is without "
)
AS_TEXT: Final = "an output is shown as plain text (text/html)"

KEPT: Final = frozenset({"br", "img", "sub", "sup"})
LINES: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    }
)  # fmt: skip
CELLS: Final = frozenset({"td", "th"})
UNSAID: Final = frozenset({"script", "style", "template", "title"})
OTHERS: Final = frozenset(
    {
        "a", "abbr", "audio", "b", "bdi", "bdo", "big", "body", "button", "canvas", "caption",
        "cite", "code", "col", "colgroup", "del", "em", "embed", "fieldset", "font", "head",
        "html", "i", "iframe", "input", "ins", "kbd", "label", "legend", "link", "mark", "math",
        "meta", "noscript", "object", "option", "picture", "q", "s", "samp", "select", "small",
        "source", "span", "strike", "strong", "svg", "tbody", "textarea", "tfoot", "thead",
        "tt", "u", "var", "video", "wbr",
    }
)  # fmt: skip
TAGS: Final = KEPT | LINES | CELLS | UNSAID | OTHERS
NAME: Final = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
HEADING: Final = re.compile(r"\s*<h([1-6])\b[^>]*>.*</h\1>\s*", re.DOTALL | re.IGNORECASE)
DIGITS: Final = "0123456789+-"
RAISED: Final[Mapping[str, Mapping[int, int]]] = MappingProxyType(
    {
        "sup": str.maketrans(DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
        "sub": str.maketrans(DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋"),
    }
)


def without_markup(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens with Markdown in place of HTML; what is no tag of HTML is text."""
    made: list[Token] = []
    for token in tokens:
        if token.type == "html_block":
            made += _block(token)
            continue
        if token.children:
            token.children = _read(token.children)
        made.append(token)
    return made


def words_of(html: str) -> str:
    """Return what HTML says, a line for each of its lines and rows."""
    breaks = {"hardbreak": "\n"}
    read = _read([Token("html_block", content=html)])
    return "".join(breaks.get(token.type, token.content) for token in read)


def lost(tokens: Iterable[Token]) -> bool:
    """Tell whether tags were left out of some tokens."""
    return any(
        inner.type == LEFT_OUT for token in tokens for inner in (token, *(token.children or ()))
    )


def gathered(complaints: Iterable[str], *, name: str, trusted: bool) -> str:
    """Return what is to be told of a cell in one line: what was left out of its HTML at the end.

    Args:
        complaints: Each thing that is shown in a plainer way.
        name: Of the notebook's file.
        trusted: Whether this user trusts it; else the line says how.
    """
    said = dict.fromkeys(complaints)
    lists = (AS_WORDS, AS_TRUSTED)
    made = [line for line in said if not line.startswith(lists)]
    more = AS_TEXT in made
    for start in lists:
        rest = [line.removeprefix(start).split(", ") for line in said if line.startswith(start)]
        names = dict.fromkeys(name for line in rest for name in line)
        made += [start + ", ".join(names)] if names else []
        more = more or bool(names)
    if more and not trusted:
        made.append(f"after `jupyter trust {name}` decks and pages show more of it")
    return "; ".join(made)


def _block(token: Token) -> Iterator[Token]:
    """Give a block of HTML as a headline or a paragraph, or only word of it if it says nothing."""
    children = _read([token])
    if not any(child.content.strip() or child.type == "image" for child in children):
        left = (child for child in children if child.type == LEFT_OUT)
        yield from (replace(child, level=token.level) for child in left)
        return
    heading = HEADING.fullmatch(token.content)
    kind, tag = ("heading", f"h{heading[1]}") if heading else ("paragraph", "p")
    yield Token(f"{kind}_open", tag, 1, level=token.level)
    words = "".join(child.content for child in children)
    yield Token("inline", level=token.level + 1, content=words, children=children)
    yield Token(f"{kind}_close", tag, -1, level=token.level)


def _read(tokens: Iterable[Token]) -> list[Token]:
    reader = _Reader()
    for token in tokens:
        if token.type not in {"html_block", "html_inline"}:
            reader.add(token)
        elif token.type == "html_block" or not foreign(token.content):
            reader.feed(token.content)
        else:
            reader.add(Token("text", content=token.content))
    reader.close()
    return reader.found()


def foreign(tag: str, *, others: frozenset[str] = frozenset()) -> bool:
    """Tell whether something between angle brackets is no tag of HTML, but what somebody wrote."""
    name = NAME.match(tag)
    return name is not None and name[1].lower() not in TAGS | others


class _Reader(HTMLParser):
    """Reads HTML and tokens of Markdown that stand between its tags."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Token] = []
        self._lost: dict[str, None] = {}
        self._unsaid = 0
        self._raised = ""

    def add(self, token: Token) -> None:
        """Keep a token, unless it stands in what is not shown."""
        if self._unsaid:
            return
        if token.type == "text" and self._raised:
            if not {*token.content} <= {*DIGITS}:
                self._lost[f"<{self._raised}>"] = None
            token.content = token.content.translate(RAISED[self._raised])
        self._found.append(token)

    def found(self) -> list[Token]:
        """Return what was kept, without breaks at either end, and word of what was not."""
        made = self._found
        for end in (-1, 0):
            while made and (made[end].type == "hardbreak" or made[end].content == " "):
                made.pop(end)
        left = Token(LEFT_OUT, info=", ".join(self._lost))
        return [*made, left] if self._lost else made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unsaid += tag in UNSAID
        self._raised = tag if tag in RAISED else self._raised
        if tag == "img":
            said = {name: value or "" for name, value in attrs}
            words = Token("text", content=said.get("alt", ""))
            self.add(Token("image", "img", attrs={"src": said.get("src", "")}, children=[words]))
        elif tag in CELLS and self._found and self._found[-1].content.strip():
            self.add(Token("text", content=" | "))
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unsaid = max(0, self._unsaid - (tag in UNSAID))
        self._raised = "" if tag in RAISED else self._raised
        self._edge(tag, end=True)

    def handle_data(self, data: str) -> None:
        said = re.sub(r"\s+", " ", data)
        if said.strip() or not self._fresh():
            self.add(Token("text", content=said))

    def _fresh(self) -> bool:
        """Tell whether a line begins here."""
        return not self._found or self._found[-1].type in {"hardbreak", "softbreak"}

    def _edge(self, tag: str, *, end: bool = False) -> None:
        """Break the line where the tag does, once, and note a tag that is not kept."""
        if (tag == "br" and not end) or (tag in LINES and not self._fresh()):
            self.add(Token("hardbreak", "br"))
        if tag not in KEPT:
            self._lost[f"<{tag}>"] = None
