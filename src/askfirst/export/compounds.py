"""Short compounds stay on one line: "self-touch" does not end a line at its hyphen.

In print `kept` of words.typ does the same.
"""

import re
from typing import Final

# What is whole already, up to its end: looked for from sign to sign, not letter by letter.
APART: Final = re.compile(
    r"(<(svg|math|pre|style|fieldset)\b[^<]*(?:<(?!/\2>)[^<]*)*</\2>"
    r'|<span class="date">[^<]*(?:<(?!/span>)[^<]*)*</span>|<[^>]*>)'
)
COMPOUND: Final = re.compile(r"\b\w+(?:-\w+)+\b")
HYPHEN: Final = re.compile(r"(?<=\w-)(?=\w)")
LONGEST: Final = 20  # letters; a longer one may need its hyphen to fit a column


def kept_whole(html: str) -> str:
    """Return HTML with each short compound in its texts in a span that does not break."""
    parts = APART.split(html)
    del parts[2::3]  # the names of elements
    parts[::2] = [COMPOUND.sub(_whole, text) if "-" in text else text for text in parts[::2]]
    return "".join(parts)


def compounds(text: str) -> list[str]:
    """Return the short compounds of a text."""
    return [said for said in COMPOUND.findall(text) if len(said) <= LONGEST]


def halves(word: str) -> list[str]:
    """Return a word in the pieces that a line must not part, each with its hyphen."""
    return HYPHEN.split(word) if compounds(word) else [word]


def _whole(found: re.Match[str]) -> str:
    said = found[0]
    return said if len(said) > LONGEST else f'<span class="whole">{said}</span>'
