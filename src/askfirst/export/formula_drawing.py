"""Formulas drawn as SVG, for print and presentations, which show no MathML.

Drawn from the same MathML that pages show, so what is not known there is not known here either.
"""

import warnings
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from msgspec import Struct

from askfirst.export.errors import ExportError
from askfirst.export.formulas import mathml
from askfirst.export.svg import inline_svg

SIZE: Final = 24.0  # of the letters of a drawing
WIDEST: Final = 60  # letters; on a page of 40 a wider one would be too small to read
MARGIN: Final = 1.0  # around it, so that no slanted letter is cut
SPACE: Final = '<svg xmlns="http://www.w3.org/2000/svg" '
# What our pages leave to their style sheet.
LOOKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "math-left": ("columnalign", "left"),
        "math-right": ("columnalign", "right"),
        "math-lines": ("columnspacing", "0em"),
    }
)


class FormulaDrawing(Struct, frozen=True, kw_only=True):
    """A formula as a picture, measured in the size of the letters around it.

    Attributes:
        svg: Black on nothing, as a file of its own.
        width: Of the whole picture.
        height: Of the whole picture.
        depth: How far it reaches below the line that letters stand on.
    """

    svg: str
    width: float
    height: float
    depth: float


@lru_cache(maxsize=1024)
def draw_formula(source: str, *, display: bool) -> FormulaDrawing:
    """Return a formula as a picture; the same for the same LaTeX.

    Args:
        source: LaTeX, without its dollar signs.
        display: Whether it stands on lines of its own.

    Raises:
        ExportError: It is not whole, or holds what is not known or has no letter.
    """
    made = fromstring(mathml(source, display=display))
    for node in made.iter():
        if look := LOOKS.get(node.attrib.pop("class", "")):
            node.set(*look)
    _check(made)
    try:
        drawn = _library().Math(made, size=SIZE, margin=MARGIN)
        width, height = (length + 2 * MARGIN for length in drawn.getsize())
        svg = inline_svg(drawn.svg().encode(), name="formula", alt=source)
    except ExportError:
        raise
    except Exception as error:  # it has no error of its own
        raise ExportError("it cannot be drawn") from error
    if width > WIDEST * SIZE:
        raise ExportError("it is wider than a page; break it into lines")
    return FormulaDrawing(
        svg=svg.replace("<svg ", SPACE, 1),
        width=round(width / SIZE, 3),
        height=round(height / SIZE, 3),
        depth=round((MARGIN - drawn.getyofst()) / SIZE, 3),
    )


def _check(made: Element) -> None:
    """Refuse letters that the typeface of formulas lacks: they would be drawn as boxes."""
    font = _library().zmath.loadedfonts["default"]
    letters = {letter for said in made.itertext() for letter in said if not letter.isspace()}
    lacking = sorted(letter for letter in letters if not font.glyphindex(letter))
    if lacking:
        raise ExportError(f"its typeface has no {' '.join(lacking)}")


@cache
def _library() -> Any:
    with warnings.catch_warnings():  # it reads its own files in a way that Python gives up
        warnings.simplefilter("ignore", DeprecationWarning)
        library: Any = import_module("ziamath")
    library.config.svg2 = False  # letters as paths, and no references between them
    return library
