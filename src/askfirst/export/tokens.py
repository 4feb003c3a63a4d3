"""Markdown as tokens: parsed once for all formats, and what a block of them says."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from unicodedata import bidirectional

from askfirst.export.dollars import BLOCKS, formula_tokens, may_hold_formula
from askfirst.export.events import read_tokens
from askfirst.export.markup import LEFT_OUT, without_markup
from askfirst.export.runs import MARK
from askfirst.export.token import Token

LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open"})
TIE: Final = "\N{NARROW NO-BREAK SPACE}"
VERBATIM: Final = frozenset({"fence", "code_block", *BLOCKS})


@lru_cache(maxsize=2048)
def parsed(source: str) -> Sequence[Token]:
    """Return the tokens of a text, parsed once for all the formats that a module is made in."""
    return _finished(without_markup(_raw_tokens(source)))


@lru_cache(maxsize=64)
def raw(source: str) -> Sequence[Token]:
    """Return the tokens of a text with its HTML as it stands, to be copied and not changed."""
    return _finished(_raw_tokens(source))


def _raw_tokens(source: str) -> list[Token]:
    return formula_tokens(source) if may_hold_formula(source) else read_tokens(source)


def _finished(tokens: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(tokens):
        _tie_marks(token.children or [])
        if token.type in LISTS and _right_to_left(tokens[place:]):
            token.attrs["dir"] = "rtl"
    return tokens


def _right_to_left(tokens: Sequence[Token]) -> bool:
    """Tell whether a list begins with a letter of a script that is written from the right."""
    words = next((token.content for token in tokens if token.type == "inline"), "")
    strong = (kind for kind in map(bidirectional, words) if kind in {"L", "R", "AL"})
    return next(strong, "L") != "L"


def groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give the tokens of each block that lies no deeper than the first, from open to close."""
    start, level = 0, tokens[0].level if tokens else 0
    for end, token in enumerate(tokens, 1):
        if token.level == level and token.nesting <= 0:
            yield tokens[start:end]
            start = end


def inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give tokens with those that stand within them in their place."""
    for token in tokens:
        yield from token.children or [token]


def plain(tokens: Sequence[Token]) -> str:
    """Return the words of tokens, without looks."""
    breaks = {"softbreak": " ", "hardbreak": " ", "paragraph_close": "\n"}
    return "".join(breaks.get(t.type, t.content) for t in inline(tokens)).strip()


def claims_of(tokens: Sequence[Token]) -> Iterator[str]:
    """Give the claims that source marks in tokens name."""
    for token in inline(tokens):
        if token.type == "link_open":
            found = MARK.fullmatch(token.href)
            if found:
                yield found[1]


def only_picture(tokens: Sequence[Token]) -> bool:
    """Tell whether a block is a paragraph that holds a picture and nothing else that shows."""
    if tokens[0].type != "paragraph_open":
        return False
    unseen = {"softbreak", "hardbreak", LEFT_OUT}
    shown = [t for t in tokens[1].children or () if t.type not in unseen]
    return len(shown) == 1 and shown[0].type == "image"


def _tie_marks(inline: list[Token]) -> None:
    """Let no line begin with a source mark: a narrow space that does not break comes before it."""
    for place in range(len(inline) - 1, 0, -1):
        before, token = inline[place - 1], inline[place]
        if token.type == "link_open" and MARK.fullmatch(token.href):
            if before.type == "text":
                before.content = f"{before.content.rstrip(' ')}{TIE}"
            elif before.type == "softbreak":
                before.type, before.tag, before.content = "text", "", TIE
            elif before.nesting < 0:
                inline.insert(place, Token("text", level=token.level, content=TIE))
