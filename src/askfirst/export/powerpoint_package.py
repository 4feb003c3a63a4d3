"""The parts of a presentation, what each leads to, and the one file that all of them make.

A part is XML or a picture; a file of Office is a zip of parts, each with a list of its
relationships (ISO/IEC 29500-2). No date goes in, so that equal parts give equal bytes.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from io import BytesIO
from posixpath import basename, commonpath, dirname
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct, field

from askfirst.export.raster import Bitmap

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE: Final = "docProps/core.xml"
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
ROOTS: Final = (
    (f"{RELATED}/officeDocument", "ppt/presentation.xml"),
    (f"{PACKAGE}/relationships/metadata/core-properties", CORE),
)
PICTURES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
DEFAULTS: Final = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    **{suffix: kind for kind, suffix in PICTURES.items()},
}


class Part(Struct):
    """One part while it is written.

    Attributes:
        name: Its path in the file.
        type: Its content type.
        content: XML without the line that says it is XML, or the bytes of a picture.
        related: The ids of its relationships, by kind, target and "External" for an address.
    """

    name: str
    type: str
    content: str | bytes = ""
    related: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def relate(self, kind: str, target: "Part") -> str:
        """Return the id of the relationship to another part; the same one for the same part."""
        return self._related(kind, _seen_from(dirname(self.name), target.name), "")

    def link(self, address: str) -> str:
        """Return the id of the relationship to an address outside the file."""
        return self._related("hyperlink", address, "External")

    def _related(self, kind: str, target: str, mode: str) -> str:
        return self.related.setdefault((kind, target, mode), f"rId{len(self.related) + 1}")


class Package:
    """All parts of a file; a picture that is shown twice is in it once."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {part.name: part for part in parts}
        self._pictures: dict[bytes, Part] = {}

    def __getitem__(self, name: str) -> Part:
        """Return a part by its path in the file."""
        return self._parts[name]

    def add(self, name: str, type_: str) -> Part:
        """Return a new part, to be filled."""
        made = self._parts[name] = Part(name=name, type=type_)
        return made

    def picture(self, bitmap: Bitmap) -> Part:
        """Return the part that holds a picture."""
        made = self._pictures.get(bitmap.content)
        if made is None:
            name = f"ppt/media/image{len(self._pictures) + 1}.{PICTURES[bitmap.type]}"
            made = self._pictures[bitmap.content] = self.add(name, bitmap.type)
            made.content = bitmap.content
        return made

    def saved(self) -> bytes:
        """Return the file."""
        made = BytesIO()
        with ZipFile(made, "w") as file:
            for name, content in self._files():
                if isinstance(content, bytes):  # pictures are small already
                    file.writestr(ZipInfo(name), content, ZIP_STORED)
                else:
                    file.writestr(ZipInfo(name), f"{HEAD}{content}", ZIP_DEFLATED)
        return made.getvalue()

    def _files(self) -> Iterator[tuple[str, str | bytes]]:
        yield "[Content_Types].xml", self._types()
        roots = ((f"rId{n}", kind, target, "") for n, (kind, target) in enumerate(ROOTS, 1))
        yield "_rels/.rels", _relationships(roots)
        for part in self._parts.values():
            yield part.name, part.content
            if part.related:
                rows = (
                    (i, f"{RELATED}/{k}", to, mode) for (k, to, mode), i in part.related.items()
                )
                place = f"{dirname(part.name)}/_rels/{basename(part.name)}.rels"
                yield place, _relationships(rows)

    def _types(self) -> str:
        used = {name.rpartition(".")[2] for name in self._parts} | {"rels"}
        defaults = "".join(
            f'<Default Extension="{suffix}" ContentType="{DEFAULTS[suffix]}"/>'
            for suffix in sorted(used)
        )
        overrides = "".join(
            f'<Override PartName="/{part.name}" ContentType="{part.type}"/>'
            for part in self._parts.values()
            if part.type not in PICTURES
        )
        return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _seen_from(folder: str, name: str) -> str:
    """Return the path of a part from a folder."""
    place, _, last = name.rpartition("/")
    return f"{_way(folder, place)}{last}"


@cache
def _way(folder: str, to: str) -> str:
    """Return the way between folders of a file; `relpath` asks the system where it is."""
    shared = commonpath([folder, to])
    up = folder[len(shared) :].count("/") + (shared == "" != folder)
    down = to[len(shared) :].lstrip("/")
    return "../" * up + (f"{down}/" if down else "")


def _relationships(rows: Iterable[tuple[str, str, str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="{number}" Type="{kind}" Target="{escape(target)}"{_mode(mode)}/>'
        for number, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _mode(mode: str) -> str:
    return f' TargetMode="{mode}"' if mode else ""
