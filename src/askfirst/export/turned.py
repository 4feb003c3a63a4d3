"""What a slide of a deck has otherwise in a language that is written from right to left.

Its blocks run from the right, whatever they begin with; one that holds no letter of such a script
runs from the left. No browser can be told so: it goes by the first letter, which in a sentence on
“FRIES” is Latin.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from askfirst.activities.base import Activity
from askfirst.export.deck_faces import Face
from askfirst.export.direction import all_from_left, holds_from_right
from askfirst.export.slides import Kind

# Patterns as text: what is made from the left reads this file, and need not wait for them.
BLOCKS: Final = (
    r"(?s)<(p|li|td|th|dd|h[2-6])((?: (?:scope|dir)=\"\w+\")?)>"
    r"(?=((?:(?!<(?:p|li|[uo]l|table)\b).)*?)</(?:p|li|td|th|dd|h[2-6])>)"
)
LISTS: Final = r"(?s)<([uo]l)((?: start=\"\d+\")?)>(?=\s*<li\b[^>]*>(.*?)</li>)"
UNSAID: Final = r"<[^>]*>|&[^;]*;"
STAGE: Final = r'<div class="(?:own-)?stage[^"]*"'
AUTHORED: Final = r'dir="auto">([^<]*)'
ENGLISH: Final = r'\g<0> lang="en" dir="ltr"'
LED: Final = r'<p class="(?:only|danger)"'  # by a ring, or to a number
NUMBER: Final = r'<text x="([\d.]+)"(?= y="\d+" text-anchor="middle">[^<]*</text>)'
DRAWN: Final = 'preserveAspectRatio="xMinYMid"'  # in line with the headline above


def turned(face: Face) -> str:
    """Return what is drawn on a slide, as it stands in a deck that is read from the right."""
    asked, inside = face.slide.activity, re.sub(LED, r'\g<0> dir="auto"', face.inside)
    if face.slide.kind is Kind.TITLE:
        return re.sub(NUMBER, _number, inside)
    if asked is None:
        return turned_text(inside.replace(DRAWN, DRAWN.replace("Min", "Max", 1)))
    question, ends, form = inside.partition("</h2>")
    inside = turned_text(question + ends) + form
    return inside if _from_right(asked) else re.sub(STAGE, ENGLISH, inside, count=1)


def turned_text(html: str) -> str:
    """Return Markdown's own blocks, with a class on those that run from the left all the same."""
    return re.sub(LISTS, _list, re.sub(BLOCKS, _block, html))


@cache
def turned_style() -> str:
    """Return the style sheet of such a deck, to stand after that of every deck."""
    return files("askfirst.export").joinpath("deck-rtl.css").read_text(encoding="utf-8")


def _block(found: re.Match[str]) -> str:
    name, more, inside = found.groups()
    return f'<{name}{more} class="latin">' if _latin(inside) else found[0]


def _list(found: re.Match[str]) -> str:
    name, more, first = found.groups()
    return f'<{name}{more} dir="ltr">' if _latin(first) else found[0]


def _latin(html: str) -> bool:
    """Whether some HTML says something, and nothing from right to left."""
    return all_from_left(re.sub(UNSAID, "", html))


def _number(found: re.Match[str]) -> str:
    """Return the number in the path, turned back, as the path is: no rule does it everywhere."""
    x = float(found[1])
    return f'<text transform="translate({2 * x:g} 0) scale(-1 1)" x="{x:g}"'


def _from_right(asked: Activity) -> bool:
    """Whether what is asked is written from right to left; of a form of ours, its author's rows."""
    form = asked.slide_form()
    said = re.findall(AUTHORED, form) if form else [asked.question, *asked.slide_rows()]
    return holds_from_right("".join(said))
