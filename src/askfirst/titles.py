"""What a notebook calls itself: its first heading, in plain words."""

import re
from typing import Final

TITLED: Final = re.compile(
    r"\s*(?:#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*|(?![#>|`~=+-])(\S.*)\n=+[ \t]*)(?:\n|\Z)"
)
MARKUP: Final = re.compile(
    r"(?P<formula>(?<!\\)\$[^$]+\$)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"  # as CommonMark: any sign of ASCII
    r"|!?\[(?P<linked>[^\]]*)\]\([^)]*\)"
    r"|<(?P<tag>/?[A-Za-z]\w*(?:\s[^<>]*)?/?|!--.*?--)>"
    r"|(?P<sign>\*+|~~|`+|(?<!\w)_+)(?=\S)(?P<within>.+?)(?<=\S)(?P=sign)(?![\w*])",
    re.DOTALL,
)


def title_of(source: str) -> tuple[str, str] | None:
    """Return the heading of the first level that a text begins with and what follows it, or None.

    It stands behind a sign, or above a line of signs.
    """
    found = TITLED.match(source)
    return (found[1] or found[2] or "", source[found.end() :]) if found else None


def plain_line(text: str) -> str:
    """Return what a line of Markdown says, without its marks; a formula stays in LaTeX."""
    return MARKUP.sub(_unmarked, text)


def _unmarked(found: re.Match[str]) -> str:
    if found["within"]:
        return found["within"] if found["sign"].startswith("`") else plain_line(found["within"])
    if found["linked"]:
        return plain_line(found["linked"])
    return found["formula"] or found["escaped"] or ""
