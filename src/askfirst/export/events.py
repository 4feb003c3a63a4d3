"""Markdown read into tokens by pulldown-cmark: CommonMark with tables and strikethrough."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from pyromark import Markdown, Options

from askfirst.export.token import Attributes, Token, words

DEEPEST: Final = 20  # levels; what lies deeper in quotes and lists stands beside what is around it
LOOKS: Final = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "s"}
BREAKS: Final = {"SoftBreak": "softbreak", "HardBreak": "hardbreak"}
WITHIN: Final = {"Code": ("code_inline", "code"), "InlineHtml": ("html_inline", "")}
# What holds blocks, and what holds words: the kinds of their tokens, and their tags.
HOLDERS: Final = {"BlockQuote": ("blockquote", "blockquote"), "Item": ("list_item", "li")}
CONTAINERS: Final = frozenset({*HOLDERS, "List"})
ALIGNED: Final = {"Left": "left", "Center": "center", "Right": "right"}
READER: Final = Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH)
# A line to write on is kept as it was drawn, which the event of a rule does not say.
BLANK: Final = re.compile(r"^[-+*>\d.) \t]*_[ \t]*_[ \t]*_", re.MULTILINE)
LINE: Final = 4  # letters of a line to write on, at least
HOST: Final = re.compile(r"((?:https?:)?//(?:[^/?#@]*@)?)([^/?#:]+)", re.IGNORECASE)
KEPT: Final = ";/?:@&=+$,-_.!~*'()#%[]"  # of an address, as it stands


def read_tokens(source: str) -> list[Token]:
    """Return the tokens of a text that holds no formula."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    try:
        return _read(source)
    except UnicodeEncodeError:  # half of a letter, which nothing can show
        return _read(source.encode("utf-8", "replace").decode())


def _read(source: str) -> list[Token]:
    builder = _Builder()
    if BLANK.search(source):
        drawn = source.encode()
        for event, place in READER.events_with_range(source, merge_text=True):
            line = drawn[place["start"] : place["end"]].strip() if event == "Rule" else b""
            builder.read(event, _line(line.decode()))
        return builder.tokens
    for event in READER.events(source):
        builder.read(event)
    return builder.tokens


def _line(rule: str) -> str:
    """Return the line to write on that a rule is, "" for one that only divides."""
    return rule.replace(" ", "").replace("\t", "").ljust(LINE, "_") if rule[:1] == "_" else ""


@lru_cache(maxsize=1024)
def _address(href: str) -> str:
    """Return an address as it may stand in a page; the same ones are named all over a module."""
    host = HOST.match(href)
    if host and not host[2].isascii():
        with suppress(UnicodeError):  # no name that a computer could have
            href = f"{host[1]}{host[2].encode('idna').decode()}{href[host.end() :]}"
    return quote(href, safe=KEPT)


class _Builder:
    """Makes tokens of events: blocks in order, and in each that has words one token for them."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._opened: list[tuple[str, Token]] = []  # and what each of them is closed with
        self._level = 0
        self._deep = 0  # how many quotes, lists and items are open that are not shown
        self._words: list[Token] | None = None  # of the paragraph, heading or cell that is open
        self._bare = False  # whether they stand in an item without a paragraph
        self._inner = 0  # how deep they lie in looks and links
        self._pictures = 0  # how many are open, each in the words of another
        self._outer: tuple[list[Token] | None, int] = (None, 0)  # what is around the first of them
        self._verbatim: list[str] | None = None
        self._fence: Any = None
        self._aligned: tuple[str, ...] = ()
        self._column = 0
        self._cell = "th"

    def read(self, event: Any, line: str = "") -> None:
        """Take in an event; `line` is how a rule was drawn, where somebody may write on it."""
        if event == "Rule":
            self._end_bare()
            self.tokens.append(Token("hr", "hr", level=self._level, info=line))
        elif event.__class__ is str:
            self._say(BREAKS[event], "br")
        else:
            ((kind, value),) = event.items()
            self._read(kind, value)

    def _read(self, kind: str, value: Any) -> None:
        named = value.__class__ is str
        if kind == "Start":
            self._start(*((value, None) if named else next(iter(value.items()))))
        elif kind == "End":
            self._end(value if named else next(iter(value)))
        elif kind in WITHIN:
            self._say(*WITHIN[kind], content=value)
        else:
            self._text(value)

    def _text(self, text: str) -> None:
        if self._verbatim is not None:
            self._verbatim.append(text)
        else:
            self._say("text", "", content=text)

    def _say(self, kind: str, tag: str, **more: Any) -> None:
        said = self._words
        if said is None:
            self._bare = True
            said = self._begin("paragraph", "p", hidden=not self._deep)
        said.append(Token(kind, tag, level=self._inner, **more))

    def _start(self, name: str, data: Any) -> None:
        if name in LOOKS:
            tag = LOOKS[name]
            self._say(f"{tag}_open", tag, nesting=1)
            self._inner += 1
        elif name == "Link":
            self._link(data)
        elif name == "Image":
            self._picture(data)
        else:
            self._end_bare()
            self._start_block(name, data)

    def _link(self, data: Mapping[str, str]) -> None:
        to = "mailto:" if data["link_type"] == "Email" else ""
        attrs: Attributes = {"href": _address(to + data["dest_url"]), **_titled(data)}
        self._say("link_open", "a", nesting=1, attrs=attrs)
        self._inner += 1

    def _picture(self, data: Mapping[str, str]) -> None:
        self._pictures += 1
        if self._pictures > 1:  # in the words of another, which are all that is shown of it
            return
        attrs: Attributes = {"src": _address(data["dest_url"]), "alt": "", **_titled(data)}
        inside: list[Token] = []
        self._say("image", "img", attrs=attrs, children=inside)
        self._outer = self._words, self._inner
        self._words, self._inner = inside, 0

    def _start_block(self, name: str, data: Any) -> None:
        if name in CONTAINERS and (self._deep or self._level >= DEEPEST - (name == "List")):
            self._deep += 1
        elif name in HOLDERS:
            self._open(*HOLDERS[name])
        elif name == "List":
            kind, tag = ("bullet_list", "ul") if data is None else ("ordered_list", "ol")
            self._open(kind, tag, attrs={} if data in {None, 1} else {"start": data})
        elif name == "Paragraph":
            self._begin("paragraph", "p")
        elif name == "Heading":
            self._begin("heading", data["level"].lower())
        elif name in {"HtmlBlock", "CodeBlock"}:
            self._verbatim, self._fence = [], data
        else:
            self._start_table(name, data)

    def _start_table(self, name: str, data: Any) -> None:
        if name == "Table":
            self._aligned = data
            self._open("table", "table")
        elif name == "TableCell":
            align = ALIGNED.get(self._aligned[self._column])
            self._column += 1
            look: Attributes = {"style": f"text-align:{align}"} if align else {}
            self._begin(self._cell, self._cell, attrs=look)
        else:
            head = name == "TableHead"
            if head or self._cell == "th":
                self._cell = "th" if head else "td"
                part = "thead" if head else "tbody"
                self._open(part, part)
            self._column = 0
            self._open("tr", "tr")

    def _end(self, name: str) -> None:
        if name in LOOKS:
            self._inner -= 1
            self._say(f"{LOOKS[name]}_close", LOOKS[name], nesting=-1)
        elif name == "Link":
            self._inner -= 1
            self._say("link_close", "a", nesting=-1)
        elif name == "Image":
            self._end_picture()
        else:
            self._end_bare()
            self._end_block(name)

    def _end_picture(self) -> None:
        self._pictures -= 1
        if self._pictures == 0:
            inside = self._words or []
            self._words, self._inner = self._outer
            for picture in (self._words or [])[-1:]:
                picture.content = words(inside)

    def _end_block(self, name: str) -> None:
        if name in CONTAINERS and self._deep:
            self._deep -= 1
        elif name in {"Paragraph", "Heading", "TableCell"}:
            self._finish()
        elif name in {"HtmlBlock", "CodeBlock"}:
            self._end_verbatim(name)
        elif name in {"TableHead", "Table"}:
            self._close()
            if name == "TableHead" or self._cell == "td":
                self._close()
            self._cell = "th"
        else:
            self._close()

    def _end_verbatim(self, name: str) -> None:
        content = "".join(self._verbatim or ())
        kind, tag, info = "html_block", "", ""
        if name == "CodeBlock":
            fenced = isinstance(self._fence, Mapping)
            kind, tag = ("fence" if fenced else "code_block"), "code"
            content = content if fenced or content.endswith("\n") else f"{content}\n"
            info = self._fence["Fenced"] if fenced else ""
        self.tokens.append(Token(kind, tag, level=self._level, content=content, info=info))
        self._verbatim = None

    def _open(
        self, kind: str, tag: str, *, attrs: Attributes | None = None, hidden: bool = False
    ) -> None:
        token = Token(f"{kind}_open", tag, 1, level=self._level, attrs=attrs or {}, hidden=hidden)
        self.tokens.append(token)
        self._opened.append((f"{kind}_close", token))
        self._level += 1

    def _close(self) -> None:
        self._level -= 1
        kind, token = self._opened.pop()
        self.tokens.append(Token(kind, token.tag, -1, level=self._level, hidden=token.hidden))

    def _begin(
        self, kind: str, tag: str, *, attrs: Attributes | None = None, hidden: bool = False
    ) -> list[Token]:
        """Open what holds words, and return where they go."""
        self._open(kind, tag, attrs=attrs, hidden=hidden)
        self._words, self._inner = [], 0
        return self._words

    def _finish(self) -> None:
        """Close what holds words, which are one token in it."""
        said = self._words or []
        self.tokens.append(Token("inline", level=self._level, content=words(said), children=said))
        self._words, self._bare = None, False
        self._close()

    def _end_bare(self) -> None:
        if self._bare:
            self._finish()


def _titled(data: Mapping[str, str]) -> Attributes:
    return {"title": data["title"]} if data["title"] else {}
