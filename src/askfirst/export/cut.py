"""A long output is cut, and a sentence in its place says how much is left out."""

from collections.abc import Mapping
from typing import Final

from askfirst.activities.texts import counted
from askfirst.export.texts import CUT

MOST_LETTERS: Final = 2_500
MOST_LINES: Final = 40  # two slides, or a page on a phone


def cut(
    text: str, *, most_lines: int = MOST_LINES, texts: Mapping[str, str] = CUT
) -> tuple[str, str]:
    """Return how a text begins, and what is left out, "" for nothing.

    It ends where a line ends; only a line that is too long by itself ends within.
    """
    lines = text.rstrip("\n").split("\n")
    kept: list[str] = []
    used = 0
    for line in lines[:most_lines]:
        used += len(line) + 1
        if used > MOST_LETTERS + 1:
            break
        kept.append(line)
    if len(kept) == len(lines):
        return text, ""
    if kept:
        left = len(lines) - len(kept)
        return "\n".join(kept), counted(texts, "lines", left, number=f"{left:,}")
    left = len(text) - MOST_LETTERS
    return text[:MOST_LETTERS], counted(texts, "letters", left, number=f"{left:,}")
