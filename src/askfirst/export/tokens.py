"""Markdown as tokens: parsed once for all formats, and what a block of them says."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final
from unicodedata import bidirectional

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from askfirst.export.dollars import BLOCKS, may_hold_formula, read_formulas
from askfirst.export.markup import LEFT_OUT, without_markup
from askfirst.export.runs import MARK

LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open"})
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
    return _parser(formulas=may_hold_formula(source)).parse(source)


def _finished(tokens: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(tokens):
        _tie_marks(token.children or ())
        if token.type in LISTS and _right_to_left(tokens[place:]):
            token.attrSet("dir", "rtl")
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
            found = MARK.fullmatch(str(token.attrGet("href") or ""))
            if found:
                yield found[1]


def only_picture(tokens: Sequence[Token]) -> bool:
    """Tell whether a block is a paragraph that holds a picture and nothing else that shows."""
    if tokens[0].type != "paragraph_open":
        return False
    unseen = {"softbreak", "hardbreak", LEFT_OUT}
    shown = [t for t in tokens[1].children or () if t.type not in unseen]
    return len(shown) == 1 and shown[0].type == "image"


def _tie_marks(inline: Sequence[Token]) -> None:
    """Let no line begin with a source mark: a narrow space that does not break comes before it."""
    for before, token in pairwise(inline):
        if token.type == "link_open" and MARK.fullmatch(str(token.attrGet("href") or "")):
            if before.type == "text":
                before.content = f"{before.content.rstrip(' ')}\u202f"
            elif before.type == "softbreak":
                before.type, before.tag, before.content = "text", "", "\u202f"


class _Inline(ParserInline):
    """Reads what stands in a paragraph; words alone, as every other one is, at once."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Read a text into tokens, as `ParserInline` does."""
        if src and self.terminator_re.search(src) is None:
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        return super().parse(src, md, env, tokens)


def new_parser(*, formulas: bool = False) -> MarkdownIt:
    """Return a parser of CommonMark with tables and strikethrough."""
    made = MarkdownIt()
    made.inline = _Inline()
    made = made.configure("commonmark").enable(["table", "strikethrough"])
    if formulas:
        read_formulas(made)
    made.validateLink = _any_link  # type: ignore[method-assign, assignment]  # ours decide
    # the same sources are named all over a module
    made.normalizeLink = lru_cache(maxsize=1024)(made.normalizeLink)  # type: ignore[method-assign]
    return made


_parser = cache(new_parser)


def _any_link(_: str) -> bool:
    return True
