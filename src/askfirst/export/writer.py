"""Tokens of Markdown written as HTML: a tag where no rule says otherwise."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any, Final

from askfirst.export.token import Token

Rule = Callable[[Token, Any], str]
"""Takes a token and what is shared while one text is written, returns its HTML."""


def quoted(text: str) -> str:
    """Return a text as it may stand in HTML, also within double quotes."""
    return escape(text, quote=False).replace('"', "&quot;")


def _fence(token: Token, _: Any) -> str:
    language = token.info.split(maxsplit=1)[:1]
    look = f' class="language-{quoted(language[0])}"' if language else ""
    return f"<pre><code{look}>{quoted(token.content)}</code></pre>\n"


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "text": lambda token, _: quoted(token.content),
        "softbreak": lambda _, __: "\n",
        "hardbreak": lambda _, __: "<br />\n",
        "code_inline": lambda token, _: f"<code>{quoted(token.content)}</code>",
        "code_block": lambda token, _: f"<pre><code>{quoted(token.content)}</code></pre>\n",
        "fence": _fence,
    }
)


def written(tokens: Sequence[Token], rules: Mapping[str, Rule], shared: Any) -> str:
    """Return the HTML of block tokens.

    Args:
        tokens: As they were read, from any to any other.
        rules: By the kinds of tokens, those of `RULES` among them.
        shared: What the rules are given with each token.
    """
    made: list[str] = []
    for place, token in enumerate(tokens):
        if token.type == "inline":
            made += [_within(inner, rules, shared) for inner in token.children or ()]
        elif token.type in rules:
            made.append(rules[token.type](token, shared))
        elif not token.hidden:
            made.append(_tag(token, tokens[place - 1 : place], tokens[place + 1 : place + 2]))
    return "".join(made)


def _within(token: Token, rules: Mapping[str, Rule], shared: Any) -> str:
    rule = rules.get(token.type)
    if rule is not None:
        return rule(token, shared)
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def _tag(token: Token, before: Sequence[Token], after: Sequence[Token]) -> str:
    """Return the tag of a block, on a line of its own where words do not follow."""
    if token.nesting < 0:
        return f"</{token.tag}>\n"
    attrs = "".join(f' {name}="{quoted(str(value))}"' for name, value in token.attrs.items())
    end = "\n"
    for follows in after if token.nesting else ():
        empty = follows.nesting < 0 and follows.tag == token.tag
        end = "" if follows.type == "inline" or follows.hidden or empty else end
    line = "\n" if any(token.hidden for token in before) else ""
    return f"{line}<{token.tag}{attrs}{'' if token.nesting else ' /'}>{end}"
