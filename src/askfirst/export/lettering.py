"""How small the letters of a drawing are, so that on paper none of them needs a lens."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from askfirst.export.svg import NAMESPACE

TEXTS: Final = frozenset({f"{NAMESPACE}text", f"{NAMESPACE}tspan"})
NUMBER: Final = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
DEFAULT: Final = 12.0  # where a drawing says nothing, as browsers and typst have it


def smallest_letters(drawing: bytes) -> float:
    """Return the size of the smallest letters as a share of the drawing's width; 0 without letters.

    A size in another unit than that of the drawing is taken for that of its parent, and what
    enlarges or shrinks a group is not followed.

    Args:
        drawing: As `inline_svg` leaves it, with its viewBox.
    """
    root = fromstring(drawing)
    width = NUMBER.fullmatch(root.get("viewBox", "").split()[2])
    sizes = [*_sizes(root, DEFAULT)]
    return min(sizes) / float(width[1]) if sizes and width and float(width[1]) else 0.0


def _sizes(node: Element, inherited: float) -> Iterator[float]:
    """Give the sizes in which a drawing sets words, each as often as it does."""
    found = NUMBER.fullmatch(node.get("font-size", ""))
    size = float(found[1]) if found else inherited
    if node.tag in TEXTS and (node.text or "").strip():
        yield size
    for child in node:
        if node.tag in TEXTS and (child.tail or "").strip():
            yield size
        yield from _sizes(child, size)
