"""Pictures of a notebook, brought into the page itself; nothing is ever fetched."""

import base64
import binascii
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from msgspec import Struct

from askfirst.export.errors import ExportError
from askfirst.export.svg import inline_svg

TYPES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
BEGINNINGS: Final = {
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
BITMAPS: Final = frozenset(TYPES.values()) - {"image/svg+xml"}


class Picture(Struct, frozen=True, kw_only=True):
    """A picture as it was found.

    Attributes:
        kind: Its media type.
        content: Its bytes.
        alt: What it shows, in words.
    """

    kind: str
    content: bytes
    alt: str


def find_picture(
    where: str, *, folder: Path | None, attachments: Mapping[str, Any]
) -> tuple[str, bytes]:
    """Return type and content of a picture that a cell names.

    Args:
        where: A path from the notebook's folder, `attachment:name`, or a data address.
        folder: Where the notebook lies; None if nobody knows.
        attachments: Of the cell, by name, as content by type.

    Raises:
        ExportError: It is not there, lies outside the folder or on the network, or is no picture.
    """
    parts = urlsplit(where)
    if parts.scheme == "attachment":
        return _attached(unquote(parts.path), attachments)
    if parts.scheme == "data":
        return _data(where)
    if parts.scheme or parts.netloc:
        raise ExportError("it lies on the network; save it beside the notebook")
    return _from_folder(unquote(parts.path), folder)


def picture_html(kind: str, content: bytes, *, alt: str, name: str) -> str:
    """Return a picture as markup that holds all of it.

    Args:
        kind: Its media type.
        content: Its bytes.
        alt: What it shows, in words.
        name: Unique in the page, prefix for the ids of a drawing.

    Raises:
        ExportError: A type that no browser draws, content of another type, or an SVG file that is
            not plain.
    """
    if kind == "image/svg+xml":
        return inline_svg(content, name=name, alt=alt)
    if kind not in BITMAPS:
        raise ExportError(f"its type is {kind!r}; use svg, png, jpeg, gif or webp")
    if not content.startswith(BEGINNINGS[kind]):
        raise ExportError(f"its content is no {kind}; save it anew")
    data = base64.b64encode(content).decode()
    return f'<img src="data:{kind};base64,{data}" alt="{escape(alt)}">'


def missing_html(alt: str) -> str:
    """Return what stands where a picture could not be had: its words in a dotted frame."""
    return f'<span class="missing">{escape(alt)}</span>'


def decoded(value: object) -> bytes:
    """Return the content of a stored bitmap (base64, as notebooks keep it)."""
    try:
        return base64.b64decode(joined(value), validate=False)
    except binascii.Error as error:
        raise ExportError("its stored content is not base64") from error


def joined(value: object) -> str:
    """Return multi-line text of a notebook, which may be stored as a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _attached(name: str, attachments: Mapping[str, Any]) -> tuple[str, bytes]:
    for kind, value in (attachments.get(name) or {}).items():
        if kind == "image/svg+xml" and joined(value).lstrip().startswith("<"):
            return kind, joined(value).encode()
        return str(kind), decoded(value)
    raise ExportError("it is not among the attachments of the cell")


def _data(address: str) -> tuple[str, bytes]:
    head, comma, body = address[5:].partition(",")
    if not comma:
        raise ExportError("its data address holds no content")
    kind = head.partition(";")[0].strip().lower()
    return kind, decoded(unquote(body)) if head.endswith(";base64") else unquote_to_bytes(body)


def _from_folder(path: str, folder: Path | None) -> tuple[str, bytes]:
    if folder is None:
        raise ExportError("nobody said where the notebook lies; attach the picture to the cell")
    root = folder.resolve()
    full = (root / path).resolve()
    if not full.is_relative_to(root):
        raise ExportError("it lies outside the folder of the notebook")
    try:
        content = full.read_bytes()
    except OSError as error:
        raise ExportError(f"it could not be read ({error.strerror})") from error
    return TYPES.get(full.suffix.lower(), f"unknown/{full.suffix}"), content
