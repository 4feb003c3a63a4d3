"""Presentations as tests read them, and those of all modules, made once."""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import field
from pptx import Presentation
from pptx.oxml.xmlchemy import serialize_for_reading

from askfirst.curriculum import Module, read_modules
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PRESENTATION
from tests.export.samples import CLAIMS, FILLED

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ROOT = Path(__file__).parents[2]


class Filled(Shelf, frozen=True, kw_only=True):
    """A shelf whose tables are those of the samples."""

    claims: Any = field(default_factory=lambda: CLAIMS)
    services: Any = FILLED


def opened(content: bytes) -> Any:
    """The presentation as PowerPoint's own kind of reader has it."""
    return Presentation(BytesIO(content))


def made(sample: Module, **texts: str) -> Any:
    """The presentation of a module, with sources and services."""
    return opened(powerpoint_file(sample, Filled(), {**PRESENTATION, **texts}))


def words(slide: Any) -> str:
    """Everything that can be read on a slide."""
    return "\n".join(
        "".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide.element.iter(f"{A}p")
    )


def tables(slide: Any) -> list[list[list[str]]]:
    """The cells of each table of a slide."""
    found = [shape.table for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def sections(presentation: Any) -> list[tuple[str, int]]:
    """Name and number of slides of each section."""
    xml = serialize_for_reading(presentation.part._element)
    found = re.findall(r'section name="(.*?)".*?<p14:sldIdLst>(.*?)</p14:sldIdLst>', xml, re.DOTALL)
    return [(name, ids.count("<p14:sldId ")) for name, ids in found]


@cache
def curriculum() -> tuple[Module, ...]:
    return read_modules(ROOT / "notebooks")


@cache
def presentations() -> Mapping[str, bytes]:
    """The presentation of each module, by its stem."""
    shelf = Shelf(data=ROOT / "data")
    return {module.stem: powerpoint_file(module, shelf) for module in curriculum()}
