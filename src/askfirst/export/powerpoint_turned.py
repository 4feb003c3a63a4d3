"""What a presentation has otherwise in a language that is written from right to left.

Slides are planned from the left in every language. What was planned is mirrored as it is written:
what stands where, and in the layouts how text is set.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from askfirst.curriculum import Service
from askfirst.export.direction import all_from_left, begins_from_right
from askfirst.export.powerpoint_layouts import EMU, WIDE, Box
from askfirst.export.powerpoint_package import Part
from askfirst.export.powerpoint_template import frame, template
from askfirst.records import replace

FROM_RIGHT: Final = ' algn="r" rtl="1"'
LEFTMOST, RIGHTMOST = ' algn="l" rtl="0"', ' algn="r" rtl="0"'
ASIDE: Final = frozenset({"Foot", "Lead"})
"""Places whose text stands at the right whatever it says, since it is no prose."""

GAP: Final = "\u2003"  # after each source, also the last
ENDED: Final = "</a:t></a:r></a:p>"
# Patterns as text: what is made from the left reads this file, and need not wait for them.
FRAME: Final = r'<a:(off|chOff) x="(-?\d+)"( y="-?\d+"/><a:(?:ext|chExt) cx="(\d+)")'
LEVEL: Final = r' algn="([lr])"( defTabSz="\d+")?(?: rtl="0")?'
PATH: Final = r'(name="Path \d"(?:(?!<a:xfrm).)*<a:xfrm)'
FACES: Final = {
    '<a:latin typeface="Georgia"/><a:ea typeface=""/><a:cs typeface=""/>': "Times New Roman",
    '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>': "Arial",
}
WORDMARK: Final = {Box(1050, 59, 150, 43): Box(1039, 59, 150, 43),
                   Box(1039, 84, 10, 10): Box(1190, 84, 10, 10)}  # fmt: skip
"""Of the name and of its ring, which stays at its end: where a mirror has them, and where we do."""

MARK: Final = "\u200e"
"""An unseen letter from left to right: after it groups of digits stay in their order."""


def mirrored(xml: str) -> str:
    """Return a slide on which everything stands as in a mirror."""
    return re.sub(FRAME, _mirrored, xml)


def way(text: str, *, rtl: bool, code: bool = False) -> str:
    """Return the attributes of a paragraph that runs against the others, most often none.

    Args:
        text: All that it says.
        rtl: Whether the presentation is read from the right.
        code: Whether it is code, which runs from the left whatever it holds.
    """
    if rtl:
        return LEFTMOST if code or all_from_left(text) else ""
    return FROM_RIGHT if begins_from_right(text) else ""


def cell_way(text: str, *, rtl: bool) -> str:
    """Return the same for a cell; from the right all stand at its right, whatever they say."""
    if not rtl:
        return way(text, rtl=rtl)
    return RIGHTMOST if all_from_left(text) else FROM_RIGHT


def aside(paragraphs: str) -> str:
    """Return the text of a place in ASIDE, as XML, at its right."""
    return paragraphs.replace(LEFTMOST, RIGHTMOST).replace(f"{GAP}{ENDED}", ENDED)


@cache
def _turned() -> tuple[Part, ...]:
    """Return the parts of an empty presentation that is read from the right, made once."""
    return tuple(replace(part, content=_laid_out(part)) for part in template())


def turned_template() -> tuple[Part, ...]:
    """Return the same, for one presentation."""
    return tuple(replace(part, related={**part.related}) for part in _turned())


def turned_presentation(xml: str) -> str:
    """Return the part that names all slides, so that new text is set, and slides lie, as theirs."""
    return _levels(xml).replace(" saveSubsetFonts=", ' rtl="1" saveSubsetFonts=', 1)


def to_call(services: Sequence[Service]) -> tuple[Service, ...]:
    """Return services whose numbers are read from the left also within a text from the right."""
    return tuple(replace(s, number=f"{MARK}{s.number}" if s.number else "") for s in services)


def _laid_out(part: Part) -> str:
    xml = str(part.content)
    if "/theme/" in part.name:
        for faces, letters in FACES.items():
            cs = f'<a:cs typeface="{letters}"/>'
            xml = xml.replace(faces, faces.replace('<a:cs typeface=""/>', cs))
        return xml
    if "/notesMasters/" not in part.name:  # on a page that has one column
        xml = re.sub(PATH, r'\1 flipH="1"', mirrored(xml))
        for mirror, ours in WORDMARK.items():
            xml = xml.replace(frame(mirror), frame(ours))
    return _levels(xml)


def _levels(xml: str) -> str:
    """Return styles of text that begins at the right, and at the left where it ended there."""
    return re.sub(LEVEL, _level, xml)


def _mirrored(found: re.Match[str]) -> str:
    name, x, rest, wide = found.groups()
    return f'<a:{name} x="{WIDE * EMU - int(x) - int(wide)}"{rest}'


def _level(found: re.Match[str]) -> str:
    side, tab = found.groups()
    return f' algn="{"r" if side == "l" else "l"}"{tab or ""} rtl="1"'
