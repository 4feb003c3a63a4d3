"""HTML of a notebook that this user trusts: written anew, without script and without the network.

Whoever reads a page was promised that nothing leaves it. So even here no script, form or frame of
others comes in, and no address that a browser would ask by itself; all else of HTML stays.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

from askfirst.export import formulas, svg
from askfirst.export.markup import AS_TRUSTED, LINES, TAGS, foreign
from askfirst.export.runs import SCHEMES, scheme_of
from askfirst.export.scoped import loads, scoped
from askfirst.export.token import Token

SEEN: Final = frozenset({"audio", "hr", "meter", "progress", "svg", "video"})
VOID: Final = frozenset({"br", "col", "hr", "img", "source", "track", "wbr"})
# Nothing of them is shown, nor what stands in them.
GONE: Final = frozenset(
    {
        "annotation", "annotation-xml", "applet", "canvas", "foreignobject", "iframe", "metadata",
        "noembed", "noframes", "object", "plaintext", "script", "select", "template", "textarea",
        "title", "xmp",
    }
)  # fmt: skip
# Only what stands in them is shown.
UNWRAPPED: Final = frozenset(
    {"base", "body", "button", "embed", "form", "head", "html", "input", "link", "meta",
     "noscript", "option"}
)  # fmt: skip
QUIET: Final = frozenset({"body", "head", "html", "metadata"})  # nobody misses them
PLAYED: Final = frozenset({"audio", "video"})
SHOWING: Final = PLAYED | {"image", "source", "track"}  # data in <use> would be a document
MORE: Final = frozenset(
    {"data", "hgroup", "meter", "output", "progress", "rp", "rt", "ruby", "search", "time", "track"}
)
HTML: Final = (TAGS | MORE) - GONE - UNWRAPPED
SVG: Final = frozenset(map(str.lower, svg.ELEMENTS)) | {
    "image", "marker", "mask", "pattern", "symbol", "use",
}  # fmt: skip
MATH: Final = frozenset(formulas.ELEMENTS) | {"mtable", "ms", "semantics"}
WORLDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({"svg": SVG, "math": MATH})
ATTRIBUTES: Final = (
    frozenset(map(str.lower, svg.ATTRIBUTES))
    | formulas.ATTRIBUTES
    | {
        "abbr", "align", "bgcolor", "border", "cellpadding", "cellspacing", "cite", "class",
        "color", "cols", "colspan", "columnalign", "compact", "controls", "datetime", "default",
        "dir", "face", "headers", "hidden", "high", "href", "hspace", "kind", "label", "lang",
        "loop", "low", "markerheight", "markerunits", "markerwidth", "max", "min", "muted",
        "noshade", "nowrap", "open", "optimum", "orient", "patternunits", "poster", "refx",
        "refy", "reversed", "rowspan", "rules", "scope", "size", "span", "src", "srclang",
        "start", "style", "summary", "title", "type", "valign", "value", "vspace", "xlink:href",
    }
)  # fmt: skip
ADDRESSES: Final = frozenset({"cite", "href", "poster", "src", "xlink:href"})
MEDIA: Final = re.compile(r"data:(?:image|audio|video|text/vtt)\b", re.IGNORECASE)
OURS: Final = frozenset({"formula", "math-left", "math-lines", "math-right", "missing",
                         "source-mark"})  # fmt: skip
# What ends an element of which nobody wrote the end.
ENDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **{tag: frozenset({"p"}) for tag in LINES - {"tr", "li", "dd", "summary", "figcaption"}},
        "li": frozenset({"li", "p"}),
        **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt", "p"})),
        **dict.fromkeys(("td", "th"), frozenset({"td", "th", "p"})),
        **dict.fromkeys(
            ("tr", "tbody", "thead", "tfoot"), frozenset({"td", "th", "tr", "p", "colgroup"})
        ),
    }
)
IDS: Final = re.compile(r"\bid\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
REFERENCES: Final = svg.REFERENCES | {
    "aria-activedescendant", "aria-controls", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-owns", "headers",
}  # fmt: skip
# Style sheets reach the inner box, and so could place it anywhere; the outer one holds it.
HELD: Final = '<div class="markup" tabindex="0" style="contain:layout paint!important"><div>'

Draw = Callable[[str, str], str]
Tell = Callable[[str], None]


def trusted_html(source: str, *, name: str, draw: Draw, warn: Tell) -> str:
    """Return HTML that may stand in a deck or page, in a box that it cannot leave; "" for nothing.

    Args:
        source: HTML as somebody wrote it.
        name: Prefix for its ids and classes, so that they meet none of ours.
        draw: Asked for the HTML of each picture.
        warn: Told what was left out.
    """
    writer = _Writer(name, draw, ids=frozenset(IDS.findall(source)))
    writer.feed(source)
    writer.close()
    made, left = writer.written()
    if left:
        warn(AS_TRUSTED + ", ".join(left))
    return f"{HELD}{made}</div></div>\n" if writer.shows else ""


def is_foreign(tag: str) -> bool:
    """Tell whether something between angle brackets is no tag, but what somebody wrote."""
    return foreign(tag, others=SVG | MATH | MORE)


def spans(groups: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    """Give the blocks of a text; those between the tags of one element are one."""
    at, ended = 0, True
    while at < len(groups):
        end = _end(groups, at) if ended else at + 1
        ended = ended and end > 0
        end = end or at + 1
        yield [token for group in groups[at:end] for token in group]
        at = end


def _end(groups: Sequence[Sequence[Token]], at: int) -> int:
    """Return where all is closed that a block opens, 0 for nowhere."""
    depth = _Depth()
    for number, group in enumerate(groups[at:], at + 1):
        for token in group:
            for inner in token.children or [token]:
                if inner.type in {"html_block", "html_inline"}:
                    depth.feed(inner.content)
        if not depth.open:
            return number
    return 0


class _Depth(HTMLParser):
    """Follows which elements are open that may hold blocks of Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as it is called
        if tag in LINES - {"p", "li", "dd", "tr", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[self.open.index(tag) :]


class _Writer(HTMLParser):
    """Writes HTML anew while it is read: each element closed, each attribute from the list."""

    def __init__(self, name: str, draw: Draw, *, ids: frozenset[str]) -> None:
        super().__init__()
        self._name = name
        self._ids = ids
        self._draw = draw
        self._made: list[str] = []
        self._open: list[str] = []
        self._gone = ""
        self._left: dict[str, None] = {}
        self.shows = False

    def written(self) -> tuple[str, tuple[str, ...]]:
        """Return the HTML, and the names of what was left out."""
        self._close(0)
        return "".join(self._made), tuple(self._left)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._gone:
            return
        if not self._may_stand(tag):
            if tag not in QUIET:
                self._left[f"<{tag}>"] = None
            self._gone = tag if tag in GONE or tag == "style" else ""
            return
        while self._open and self._open[-1] in ENDS.get(tag, ()):
            self._close(len(self._open) - 1)
        said = {key: value or "" for key, value in attrs}
        if tag in PLAYED:  # nothing plays by itself
            said.setdefault("controls", "")
        if tag == "img":
            self._picture(said)
            return
        self.shows = self.shows or tag in SEEN
        self._made.append(f"<{tag}{''.join(self._attributes(tag, said))}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._world() or tag in GONE:  # elsewhere in HTML the stroke means nothing
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._gone:
            self._gone = "" if tag == self._gone else self._gone
        elif tag in self._open:
            last = len(self._open) - 1 - self._open[::-1].index(tag)
            self._close(last)

    def handle_data(self, data: str) -> None:
        if self._gone:
            return
        if self._open[-1:] == ["style"]:
            self._made.append(self._styled(data))
            return
        self.shows = self.shows or bool(data.strip())
        self._made.append(escape(data, quote=False))

    def _world(self) -> str:
        return next((tag for tag in reversed(self._open) if tag in WORLDS), "")

    def _may_stand(self, tag: str) -> bool:
        world = self._world()
        return tag in WORLDS[world] if world else tag in HTML

    def _close(self, first: int) -> None:
        while len(self._open) > first:
            self._made.append(f"</{self._open.pop()}>")

    def _picture(self, said: Mapping[str, str]) -> None:
        drawn = self._draw(said.get("src", ""), said.get("alt", ""))
        own = {key: value for key, value in said.items() if key not in {"src", "alt"}}
        start = re.match(r"<\w+", drawn)
        more = "".join(self._attributes("img", own))
        self._made.append(f"{start[0]}{more}{drawn[start.end() :]}" if start else escape(drawn))
        self.shows = True

    def _attributes(self, tag: str, said: Mapping[str, str]) -> Iterator[str]:
        for key, value in said.items():
            if key.startswith("on"):
                self._left[key] = None
            elif key in ATTRIBUTES or (key.startswith("aria-") and key != "aria-modal"):
                kept = self._value(tag, key, value)
                if kept is None:
                    self._left[f"{key} of <{tag}>"] = None
                else:
                    yield f' {key}="{escape(kept)}"'
                    outside = key == "href" and scheme_of(kept) in {"http", "https"}
                    yield ' target="_blank" rel="noopener noreferrer"' if outside else ""

    def _value(self, tag: str, key: str, value: str) -> str | None:
        """Return a value as it may stand, None where it may not."""
        if key in ADDRESSES:
            return self._address(tag, value)
        if key == "id":
            return f"{self._name}-{value}"
        if key == "class" or key in REFERENCES:
            return " ".join(map(self._own, value.split()))
        if key == "style" or "(" in value:
            return None if loads(value) else self._inside(value)
        return value

    def _address(self, tag: str, value: str) -> str | None:
        if value.startswith("#") and len(value) > 1:
            outside = tag == "a" and value[1:] not in self._ids
            return value if outside else f"#{self._name}-{value[1:]}"
        if tag == "a":
            return value if scheme_of(value) in SCHEMES else None
        return value if tag in SHOWING and MEDIA.match(value) else None

    def _own(self, word: str) -> str:
        return word if word in OURS else f"{self._name}-{word}"

    def _inside(self, value: str) -> str:
        return svg.INSIDE.sub(rf"url(#{self._name}-\1)", value)

    def _styled(self, css: str) -> str:
        """Return a style sheet for what stands beside it alone, "" for one that is not whole."""
        made = scoped(css, self._own)
        if not made:
            self._left["<style>"] = None
        return made
