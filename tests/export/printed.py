"""What a PDF made here says and how it is tagged, for tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

READABLE: Final = 8.5 - 0.01  # points


@dataclass(frozen=True)
class Printed:
    """A file as a reader and a screen reader have it."""

    reader: PdfReader

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @cached_property
    def text(self) -> str:
        """All words with single spaces, however the lines break."""
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    @property
    def root(self) -> Any:
        return self.reader.trailer["/Root"].get_object()

    @property
    def standard(self) -> str:
        """The PDF/UA part that the file claims, "" for none."""
        found = re.search(rb"<pdfuaid:part>(\d+)", self.root["/Metadata"].get_object().get_data())
        return found[1].decode() if found else ""

    def elements(self) -> Iterator[DictionaryObject]:
        """Every element of the tag tree in reading order."""
        yield from _below(self.root["/StructTreeRoot"].get_object())

    def tags(self) -> list[str]:
        return [str(element["/S"])[1:] for element in self.elements()]

    def alts(self) -> list[str]:
        """What is said of each picture; a picture without words is an empty text."""
        figures = (e for e in self.elements() if str(e["/S"]) == "/Figure")
        return [str(figure.get("/Alt", "")) for figure in figures]

    def headless(self) -> int:
        """How many tables have no cell at the head of a column or row."""
        tables = (e for e in self.elements() if str(e["/S"]) == "/Table")
        return sum(all(str(cell["/S"]) != "/TH" for cell in _below(table)) for table in tables)

    def smallest(self) -> float:
        """The size of the smallest letters in points, those of drawings among them."""
        sizes: set[float] = set()

        def see(words: str, now: Any, at: Any, _font: Any, size: float) -> None:
            if words.strip():
                sizes.add(abs(size * at[3] * now[3]))

        for page in self.reader.pages:
            page.extract_text(visitor_text=see)
        return min(sizes)

    def size(self) -> tuple[int, int]:
        """Width and height of the first page in millimetres."""
        box = self.reader.pages[0].mediabox
        return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def printed(pdf: bytes) -> Printed:
    """The file, read."""
    return Printed(PdfReader(BytesIO(pdf)))


def assert_accessible(pdf: bytes, *, language: str = "en") -> None:
    """It claims PDF/UA-1 and has what that asks: tags, language, title, words for pictures."""
    found = printed(pdf)
    assert found.standard == "1"
    assert found.root["/MarkInfo"]["/Marked"].value is True
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert found.root["/Lang"] == language
    assert found.reader.metadata is not None
    assert found.reader.metadata.title
    assert all(found.alts())
    levels = [int(tag[1:]) for tag in found.tags() if tag[0] == "H" and tag[1:].isdigit()]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert all("/StructParents" in page for page in found.reader.pages)


def _below(node: Any) -> Iterator[DictionaryObject]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield element
            yield from _below(element)
