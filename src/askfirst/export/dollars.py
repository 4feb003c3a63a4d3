"""Where Markdown holds a formula: between dollar signs, or in an environment of LaTeX.

Such a text is read by markdown-it, which can be taught formulas; no other needs it.

An amount of money is none: "$5 and $10" stays text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final

from askfirst.export.token import Token

INLINE: Final = frozenset({"math_inline", "math_inline_double"})
BLOCKS: Final = frozenset({"math_block", "amsmath"})
FORMULAS: Final = INLINE | BLOCKS
ALONE: Final = ("equation", "align", "gather", "multline", "eqnarray", "flalign")
SINGLE: Final = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])*?)(?<!\s)\$(?!\d)", re.DOTALL)
AMOUNT: Final = re.compile(r"\d[^\\]*\s[A-Za-z]{2,}[^\\]*\Z")  # "5 or 10": an amount and words
DOUBLE: Final = re.compile(r"\$\$((?:\\.|[^\\$])+)\$\$", re.DOTALL)


def may_hold_formula(source: str) -> bool:
    """Tell whether a text needs the parser that knows formulas."""
    return "$" in source or "\\begin{" in source


def is_formula(source: str) -> bool:
    """Tell whether an output in LaTeX is a formula, and not a table or a text."""
    return source.lstrip().startswith(("$", *(rf"\begin{{{name}" for name in ALONE)))


def formula_tokens(source: str) -> list[Token]:
    """Return the tokens of a text that may hold formulas; nothing in them is read as Markdown."""
    return _as_ours(_parser().parse(source))


def _as_ours(tokens: Iterable[Any]) -> list[Token]:
    return [
        Token(
            token.type,
            token.tag,
            token.nesting,
            level=token.level,
            content=token.content,
            info=token.markup if token.markup.startswith("_") else token.info,
            attrs=token.attrs,
            children=None if token.children is None else _as_ours(token.children),
            hidden=token.hidden,
        )
        for token in tokens
    ]


@cache
def _parser() -> Any:
    # imported when needed, since hardly any module holds a formula
    made: Any = import_module("markdown_it").MarkdownIt("commonmark")
    made.enable(["table", "strikethrough"])
    dollarmath: Any = import_module("mdit_py_plugins.dollarmath").dollarmath_plugin
    amsmath: Any = import_module("mdit_py_plugins.amsmath").amsmath_plugin
    dollarmath(made, allow_labels=False, allow_blank_lines=False)
    amsmath(made)
    made.inline.ruler.at("math_inline", _inline)
    made.validateLink = lambda _: True  # ours decide
    return made


def formulas_in(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where each formula of a line of plain text begins and ends, and its LaTeX."""
    at = line.find("$")
    while at >= 0:
        found = _found(line, at)
        if found:
            yield at, found.end(), found[1].strip()
        at = line.find("$", found.end() if found else at + 1)


def _found(line: str, at: int) -> re.Match[str] | None:
    """Return the formula that begins at a dollar sign, if one does."""
    if found := DOUBLE.match(line, at):
        return found
    if line[max(0, at - 1)].isdigit():
        return None
    found = SINGLE.match(line, at)
    return None if found and AMOUNT.match(found[1]) else found


def _inline(state: Any, silent: bool) -> bool:
    """Read a formula in running text; the plugin's own rule stumbles over digits elsewhere."""
    if state.src[state.pos] != "$":
        return False
    found = _found(state.src, state.pos)
    if found is None:
        return False
    kind = "math_inline_double" if found[0].startswith("$$") else "math_inline"
    if not silent:
        state.push(kind, "math", 0).content = found[1].strip()
    state.pos = found.end()
    return True
