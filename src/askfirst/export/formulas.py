"""A formula in LaTeX as MathML that browsers draw themselves, offline.

A library reads it. What it makes is written anew from the lists below, so that neither scripts nor
links nor styles can come in, and what it did not understand is told and not drawn wrongly.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from askfirst.export.dollars import formulas_in
from askfirst.export.errors import ExportError
from askfirst.export.fonts import math_face

NAMESPACE: Final = "{http://www.w3.org/1998/Math/MathML}"
ELEMENTS: Final = frozenset(
    {
        "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot",
        "mstyle", "mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover",
        "munderover", "mmultiscripts", "mprescripts", "none", "menclose", "mtable", "mtr", "mtd",
    }
)  # fmt: skip
ATTRIBUTES: Final = frozenset(
    {
        "display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "form",
        "separator", "lspace", "rspace", "minsize", "maxsize", "symmetric", "largeop",
        "movablelimits", "accent", "accentunder", "linethickness", "width", "height", "depth",
        "voffset", "columnspan", "rowspan", "notation",
    }
)  # fmt: skip
VALUE: Final = re.compile(r"[\w.%+\- ]+")
HOLDS: Final[Mapping[str, int]] = MappingProxyType(
    {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
     "munderover": 3}
)  # fmt: skip
SIDES: Final = frozenset({"left", "right"})

# Environments that the library does not know, and what draws the same; numbers are left out.
LIKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aligned": "split", "align": "split", "align*": "split", "alignedat": "split",
        "alignat": "split", "alignat*": "split", "flalign": "split", "flalign*": "split",
        "eqnarray": "split", "eqnarray*": "split", "gather": "matrix", "gather*": "matrix",
        "gathered": "matrix", "multline": "matrix", "multline*": "matrix", "dcases": "cases",
    }
)  # fmt: skip
KNOWN: Final = frozenset(
    {
        "matrix", "matrix*", "pmatrix", "pmatrix*", "bmatrix", "bmatrix*", "Bmatrix", "Bmatrix*",
        "vmatrix", "vmatrix*", "Vmatrix", "Vmatrix*", "smallmatrix", "array", "cases", "split",
        "equation", "equation*",
    }
)  # fmt: skip
EDGE: Final = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
COUNTED: Final = re.compile(r"(\\begin\{(?:alignedat|alignat\*?)\})\s*\{\d+\}")
SILENT: Final = re.compile(r"\\(?:label|tag\*?|require)\s*\{[^{}]*\}|\\(?:nonumber|notag)\b")
ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
FORMULA: Final = '<div class="formula">'
WORDS: Final = re.compile(r"\\(?:text|mbox)[a-z]*\s*\{[^{}]*\}")
AND: Final = "\ue000"
HIDDEN: Final = str.maketrans("&<>", f"{AND}\ue001\ue002")  # the library writes them as they are
SHOWN: Final = str.maketrans(f"{AND}\ue001\ue002", "&<>")
SIGN: Final = re.compile(r"\\([$%#&_{}])")


def formula_html(source: str, *, own: bool, display: bool, warn: Callable[[str], None]) -> str:
    """Return a formula as HTML, or, where it cannot be drawn, the LaTeX that it was written in.

    Args:
        source: LaTeX, without its dollar signs.
        own: Whether it is a block of its own.
        display: Whether it stands on lines of its own.
        warn: Told what cannot be drawn, and why.
    """
    try:
        made = mathml(source, display=display)
    except ExportError as error:
        warn(unshown(source, error))
        return source_html(source, own=own)
    return f"{FORMULA}{made}</div>\n" if own else made


def line_html(line: str) -> str:
    """Return a line of plain text, such as a title, as HTML with the formulas in it drawn."""
    made, end = [], 0
    for start, stop, source in formulas_in(line):
        formula = formula_html(source, own=False, display=False, warn=told_elsewhere)
        made += [escape(line[end:start]), formula]
        end = stop
    return "".join([*made, escape(line[end:])])


def told_elsewhere(_: str) -> None:
    """Say nothing: whoever reads the cell of a title says what cannot be drawn."""


def unshown(source: str, error: ExportError) -> str:
    """Return the warning that a formula is shown in LaTeX, and why."""
    return f"the formula {source[:60]!r} is shown as it is written: {error}"


def formula_style(html: str) -> str:
    """Return what the style sheet of a page needs for the formulas in it, "" without any."""
    return math_face() if "<math" in html else ""


def source_html(source: str, *, own: bool) -> str:
    """Return the LaTeX of a formula as HTML."""
    said = f"<code>{escape(source)}</code>"
    return f"<pre>{said}</pre>\n" if own else said


@lru_cache(maxsize=1024)
def mathml(source: str, *, display: bool = False) -> str:
    """Return a formula as MathML markup that is safe to stand in a page.

    Args:
        source: LaTeX, without its dollar signs.
        display: Whether it stands on lines of its own.

    Raises:
        ExportError: It is not whole, or holds a command or an environment that is not known.
    """
    said = _prepared(source)
    # imported when needed, since hardly any module holds a formula
    convert: Any = import_module("latex2mathml.converter").convert
    try:
        made = fromstring(convert(said, display="block" if display else "inline"), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ExportError("it holds & outside a table") from error
    except Exception as error:  # it has no error of its own above all the others
        raise ExportError("it is not whole") from error
    return "".join(_element(made))


def _prepared(source: str) -> str:
    """Return a formula in the words that the library knows."""
    said = SILENT.sub("", COUNTED.sub(r"\1", source)).strip()
    depth = 0
    for sign in ESCAPED.sub("", said):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    if not said or depth:
        raise ExportError("its braces do not match" if said else "it is empty")
    said = WORDS.sub(lambda words: words[0].translate(HIDDEN), said.replace(r"\&", AND))
    said = EDGE.sub(lambda edge: f"\\{edge[1]}{{{LIKE.get(edge[2], edge[2])}}}", said)
    unknown = next((name for _, name in EDGE.findall(said) if name not in KNOWN), "")
    if unknown:
        raise ExportError(f"the environment {unknown} is not known")
    rows = r"\\" in said and not EDGE.search(said)
    return rf"\begin{{matrix}}{said}\end{{matrix}}" if rows else said


def _element(element: Element) -> Iterator[str]:
    """Give the markup of an element, without what is not on the lists."""
    name = element.tag.removeprefix(NAMESPACE)
    if name not in ELEMENTS or len(element) != HOLDS.get(name, len(element)):
        raise ExportError("it is not whole")
    words = element.text or ""
    if name in {"mi", "mo"} and re.match(r"\\[A-Za-z]", words):
        raise ExportError(f"{words} is not known")
    yield f"<{name}{''.join(_attributes(name, element))}>"
    said = SIGN.sub(r"\1", words) if name == "mtext" else words
    yield escape(said.translate(SHOWN), quote=False)
    for child in element:
        yield from _element(child)
    yield f"</{name}>"


def _attributes(name: str, element: Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key in ATTRIBUTES and VALUE.fullmatch(value):
            yield f' {key}="{value}"'
    side = element.get("columnalign", "")
    if name == "mtd" and side in SIDES:  # browsers leave it to the style sheet
        yield f' class="math-{side}"'
    if name == "mtable" and element.get("columnspacing", "").startswith("0em"):
        yield ' class="math-lines"'
