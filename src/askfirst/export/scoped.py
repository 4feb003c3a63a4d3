"""A style sheet of others, written so that it reaches only what stands beside it.

What its braces enclose must be certain, or a sheet could end its scope early and hide ours. So one
that says anything in a way that is hard to read is left out whole.
"""

import re
from collections.abc import Callable
from typing import Final

COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->|@import[^;]*;?", re.DOTALL)
# In one expression, since what begins first is what a browser reads.
QUOTED: Final = re.compile(
    r""""[^"\n\r\f]*"|'[^'\n\r\f]*'|url\(\s*(?:"[^"\n\r\f]*"|'[^'\n\r\f]*'|[^\s"'(){}]*)\s*\)""",
    re.IGNORECASE,
)
UNCLEAR: Final = re.compile(r"/\*|[<\\]")  # also in a string
OPEN: Final = re.compile(r"[\"']|url\(", re.IGNORECASE)  # a string or an address without its end
OUTSIDE: Final = re.compile(
    r"(?:url|src)\((?!\s*['\"]?(?:#|data:))|(?:image-set|image)\(", re.IGNORECASE
)
RULE: Final = re.compile(r"@([\w-]*)")
RULES: Final = frozenset({"container", "media", "supports"})  # others reach the whole file
SELECTOR: Final = re.compile(r"[^{};]+(?=\{)")
NAMED: Final = re.compile(r"([#.])(-?[_a-zA-Z][\w-]*)")


def scoped(css: str, own: Callable[[str], str]) -> str:
    """Return a sheet for its own box, "" for one that might reach beyond it.

    Args:
        css: As somebody wrote it.
        own: Gives the name that a class or an id has in the box.
    """
    plain = COMMENT.sub("", css)
    bare = QUOTED.sub(" ", plain)
    clear = not (UNCLEAR.search(plain) or OPEN.search(bare)) and _is_whole(bare)
    if not clear or loads(plain) or not {*map(str.lower, RULE.findall(bare))} <= RULES:
        return ""

    def renamed(found: re.Match[str]) -> str:
        if found[0].lstrip().startswith("@"):
            return found[0]
        return NAMED.sub(lambda named: f"{named[1]}{own(named[2])}", found[0])

    return f"@scope{{{SELECTOR.sub(renamed, plain)}}}"


def loads(css: str) -> bool:
    """Tell whether a browser would ask somewhere for what some CSS names, or might."""
    return "\\" in css or OUTSIDE.search(css) is not None


def _is_whole(css: str) -> bool:
    """Tell whether every brace has its other half, so that nothing reaches beyond its scope."""
    depth = 0
    for sign in css:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
