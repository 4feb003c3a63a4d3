"""Drawings as pictures of pixels, for what can show no SVG as it is."""

from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from struct import unpack
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from askfirst.export.errors import ExportError
from askfirst.export.fonts import source
from askfirst.export.kept import kept
from askfirst.export.pictures import BITMAPS, Picture
from askfirst.export.svg import inline_svg
from askfirst.installed import version

SPACE: Final = '<svg xmlns="http://www.w3.org/2000/svg" '
POINTS: Final = 840  # as wide as a slide's text
DENSITY: Final = 192
SIZE: Final = ">II"  # of a PNG, width and height
PAGE: Final = (
    "#set page(width: {width}pt, height: auto, margin: 0pt, fill: none)\n"
    '#set text(font: "Literata")\n'
    '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)
READY: Final[Mapping[str, str]] = MappingProxyType(
    {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
)


class Bitmap(Struct, frozen=True, kw_only=True):
    """A picture of pixels: PNG, JPEG or GIF.

    Attributes:
        type: "image/png", "image/jpeg" or "image/gif".
        width: In its own pixels; only the ratio to its height counts.
    """

    content: bytes
    type: str
    width: int
    height: int


def bitmap(picture: Picture, *, points: int = POINTS) -> Bitmap:
    """Return a picture of pixels; the same one for the same content, made once.

    Args:
        picture: Of any type that pages show.
        points: How wide a drawing is shown.

    Raises:
        ExportError: It cannot be drawn.
    """
    return _bitmap(picture.kind, picture.content, points)


@cache
def _bitmap(kind: str, content: bytes, points: int) -> Bitmap:
    if kind == "image/svg+xml":
        make = partial(drawn, content, points=points)
        png = kept(f"drawings/{_recipe(content, points)}.png", make)
        width, height = unpack(SIZE, png[16:24])
        return Bitmap(content=png, type="image/png", width=width, height=height)
    if kind not in BITMAPS:
        raise ExportError(f"its type is {kind!r}; use svg, png, jpeg, gif or webp")
    return _opened(content)


def _recipe(svg: bytes, points: int) -> str:
    """Return a short name for a drawing in this size, drawn by this version with this font."""
    made = [version(package) for package in ("askfirst", "typst", "fontpkg-literata")]
    parts = "\0".join([*made, f"{points} {DENSITY}", PAGE]).encode()
    return sha256(parts + b"\0" + svg).hexdigest()[:32]


def drawn(svg: bytes, *, points: int = POINTS) -> bytes:
    """Return a drawing as PNG with a clear ground, its words in Literata.

    Raises:
        ExportError: It is no plain SVG file.
    """
    typst: Any = import_module("typst")
    plain = inline_svg(svg, name="drawing").replace("<svg ", SPACE, 1)
    try:
        made = _compiler(
            any(ord(letter) > 0x2FFF or 0x17F < ord(letter) < 0x2000 for letter in plain)
        ).compile(
            input=PAGE.format(width=points).encode(),
            format="png",
            ppi=DENSITY,
            sys_inputs={"svg": plain},
        )
    except typst.TypstError as error:
        raise ExportError(f"it cannot be drawn ({error})") from error
    return made if isinstance(made, bytes) else made[0]


@cache
def _compiler(every_script: bool) -> Any:
    """Return typst with Literata; with the system's fonts only where Literata lacks letters."""
    typst: Any = import_module("typst")
    return typst.Compiler(font_paths=[str(source().parent)], ignore_system_fonts=not every_script)


def _opened(content: bytes) -> Bitmap:
    image: Any = import_module("PIL.Image")
    try:
        with image.open(BytesIO(content)) as opened:
            width, height = opened.size
            if ready := READY.get(opened.format):
                return Bitmap(content=content, type=ready, width=width, height=height)
            made = BytesIO()
            opened.save(made, "PNG")
            return Bitmap(content=made.getvalue(), type=READY["PNG"], width=width, height=height)
    except (OSError, ValueError, SyntaxError) as error:
        raise ExportError("it is no picture that can be opened") from error
