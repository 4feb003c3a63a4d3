"""Diagrams come into the page as SVG, so that our typeface reaches their words.

What is not on the lists below is left out: scripts, styles, links, events, foreign elements.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from askfirst.export.errors import ExportError

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
ELEMENTS: Final = frozenset(
    {
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
        "tspan", "title", "desc", "defs", "clipPath", "linearGradient", "radialGradient", "stop",
        "symbol", "use",
    }
)  # fmt: skip
ATTRIBUTES: Final = frozenset(
    {
        "id", "viewBox", "preserveAspectRatio", "role", "aria-label", "aria-labelledby",
        "aria-describedby", "aria-hidden", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
        "rx", "ry", "d", "points", "width", "height", "dx", "dy", "transform", "offset",
        "opacity", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
        "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
        "stroke-miterlimit", "stroke-opacity", "stop-color", "stop-opacity", "clip-path",
        "clip-rule", "font-family", "font-size", "font-weight", "letter-spacing", "text-anchor",
        "dominant-baseline", "gradientUnits", "gradientTransform", "clipPathUnits", "lang",
    }
)  # fmt: skip
STYLED: Final = ATTRIBUTES - {"id", "d", "points", "transform", "role", "lang"}
REFERENCES: Final = frozenset({"aria-labelledby", "aria-describedby"})
LINKS: Final = frozenset({"href", "{http://www.w3.org/1999/xlink}href"})  # of what is used twice
DOCTYPE: Final = re.compile(rb"<!DOCTYPE\s+svg\b[^\[>]*>", re.IGNORECASE)  # that declares nothing
OUTSIDE: Final = re.compile(r"url\(\s*(?!['\"]?#)", re.IGNORECASE)
INSIDE: Final = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")


@lru_cache(maxsize=64)
def inline_svg(source: bytes, *, name: str, alt: str = "") -> str:
    """Return the drawing as SVG markup that is safe to stand in a page.

    Args:
        source: The SVG file.
        name: Prefix for its ids, so that two drawings in one page do not meet.
        alt: Said by screen readers if the drawing has no title of its own.

    Raises:
        ExportError: It is not well-formed, declares entities, or is not SVG.
    """
    try:
        root = fromstring(DOCTYPE.sub(b"", source, count=1), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ExportError(f"it is not a plain SVG file ({error}). Save it as plain SVG.") from error
    if root.tag != f"{NAMESPACE}svg":
        raise ExportError(f"its first element is {root.tag!r}, not svg. Save it as plain SVG.")
    _drop_uses(root)
    box = root.get("viewBox") or f"0 0 {root.get('width', '')} {root.get('height', '')}"
    if len(box.split()) != 4:
        raise ExportError("it has no viewBox. Add one, as in viewBox='0 0 1120 340'.")
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib.update({"viewBox": box, "role": "img"})
    root.attrib.setdefault("preserveAspectRatio", "xMinYMid")  # in line with the headline above
    if root.find(f"{NAMESPACE}title") is None and "aria-label" not in root.attrib:
        root.attrib["aria-label"] = alt
    return "".join(_write(root, name))


def _drop_uses(root: Element) -> None:
    """Leave out what uses something elsewhere, or what uses more: so nothing grows without end."""
    used = f"{NAMESPACE}use"
    deep = {node.get("id", "") for node in root.iter() if next(node.iter(used), None) is not None}
    for parent in root.iter():
        for child in [node for node in parent if node.tag == used]:
            where = "".join(child.get(key, "") for key in sorted(LINKS))
            if not where.startswith("#") or where[1:] in deep:
                parent.remove(child)


def _write(node: Element, name: str) -> Iterator[str]:
    tag = str(node.tag).removeprefix(NAMESPACE)
    if tag not in ELEMENTS:
        return
    yield f"<{tag}{''.join(_attributes(node, name))}>"
    yield escape(node.text or "", quote=False)
    for child in node:
        yield from _write(child, name)
        yield escape(child.tail or "", quote=False)
    yield f"</{tag}>"


def _attributes(node: Element, name: str) -> Iterator[str]:
    for key, value in {**node.attrib, **_looks(node)}.items():
        escaped = "\\" in value and not key.startswith("aria-")  # \75rl( is url( too
        if key in ATTRIBUTES and not (escaped or OUTSIDE.search(value)):
            yield f' {key}="{escape(_renamed(key, value, name))}"'
        elif key in LINKS and value.startswith("#"):
            yield f' href="#{name}-{escape(value[1:])}"'


def _looks(node: Element) -> dict[str, str]:
    """Return the declarations of a style as the attributes that say the same."""
    said = (part.partition(":") for part in node.get("style", "").split(";"))
    looks = {key.strip(): value.strip() for key, _, value in said}
    return {key: value for key, value in looks.items() if key in STYLED}


def _renamed(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key in REFERENCES:
        return " ".join(f"{name}-{part}" for part in value.split())
    return INSIDE.sub(rf"url(#{name}-\1)", value)
