"""A module, or a whole plan, as a PowerPoint presentation that a facilitator can edit by hand.

Every slide stands on one of our own layouts, its text in placeholders, its tables as tables. The
same input gives the same bytes: no date, no name of a computer, no random number goes in.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import NotesSlidePart, SlidePart

from askfirst.curriculum import Module
from askfirst.export.dateless import dateless
from askfirst.export.powerpoint_faces import Face
from askfirst.export.powerpoint_layouts import LAYOUTS
from askfirst.export.powerpoint_module import Section, module_sections, plan_sections
from askfirst.export.powerpoint_template import template
from askfirst.export.powerpoint_xml import SlideWriter
from askfirst.export.raster import Bitmap
from askfirst.export.shelf import Shelf
from askfirst.export.texts import PRESENTATION
from askfirst.plans import Plan

LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SPOKEN: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA", "he": "he-IL"}
)
"""PowerPoint checks spelling by language and country; where nobody says a country, this one."""

FIRST_SLIDE: Final = 256
SECTIONS: Final = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext '
    'uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14='
    '"http://schemas.microsoft.com/office/powerpoint/2010/main">{}</p14:sectionLst></p:ext>'
    "</p:extLst>"
)


def powerpoint_file(module: Module, shelf: Shelf, texts: Mapping[str, str] = PRESENTATION) -> bytes:
    """Return a module as a presentation, with the sources and services of its project."""
    number = f"{module.number}." if module.number else ""
    file = _File(language=module.language, number=number)
    file.add(module_sections(module, shelf, texts))
    return file.saved(title=module.title, subject=module.promise)


def powerpoint_plan(plan: Plan, shelf: Shelf, texts: Mapping[str, str] = PRESENTATION) -> bytes:
    """Return a whole plan as one presentation, with a section for each of its modules."""
    languages = {module.language for module in plan.modules}
    file = _File(language=languages.pop() if len(languages) == 1 else "", number="")
    file.add(plan_sections(plan, shelf, texts))
    return file.saved(title=plan.title, subject="")


def presentation(sections: Sequence[Section], *, title: str, language: str) -> bytes:
    """Return slides that belong to no module as a presentation."""
    file = _File(language=language, number="")
    file.add(sections)
    return file.saved(title=title, subject="")


class _File:
    """A presentation while it is written."""

    def __init__(self, *, language: str, number: str) -> None:
        self._language = SPOKEN.get(language, language) if LANGUAGE.fullmatch(language) else ""
        self._number = number
        self._presentation: Any = Presentation(BytesIO(template()))
        self._package = self._presentation.part.package
        master = self._presentation.slide_master
        self._layouts = {layout.name: layout.part for layout in master.slide_layouts}
        self._anchors: dict[str, Any] = {}

    def add(self, sections: Sequence[Section]) -> None:
        """Write all slides; a link may lead on, so every slide has its place before any text."""
        faces = [face for section in sections for face in section.faces]
        parts = [self._part(n, LAYOUTS[face.layout].name) for n, face in enumerate(faces, 1)]
        for face, part in zip(faces, parts, strict=True):
            self._anchors.update(dict.fromkeys(face.anchors, part))
        for number, (face, part) in enumerate(zip(faces, parts, strict=True), 1):
            self._write(face, part, number)
        self._group(sections)

    def saved(self, *, title: str, subject: str) -> bytes:
        """Return the file."""
        about = self._presentation.core_properties
        about.title, about.subject, about.author = title[:255], subject[:255], "Ask First"
        if self._language:
            about.language = self._language
        made = BytesIO()
        self._presentation.save(made)
        return dateless(made)

    def _part(self, number: int, layout: str) -> Any:
        name = PackURI(f"/ppt/slides/slide{number}.xml")
        part: Any = SlidePart(name, CONTENT_TYPE.PML_SLIDE, self._package, None)  # type: ignore[arg-type]
        part.relate_to(self._layouts[layout], RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        ids = self._presentation.part._element.get_or_add_sldIdLst()
        ids.add_sldId(self._presentation.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
        return part

    def _write(self, face: Face, part: Any, number: int) -> None:
        part._element = parse_xml(self._writer(part).slide(face, number=self._number))
        if face.notes:
            name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
            notes: Any = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, self._package, None)  # type: ignore[arg-type]
            master = self._presentation.part.notes_master_part
            notes.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
            notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
            notes._element = parse_xml(self._writer(notes).notes(face.notes))
            part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)

    def _writer(self, part: Any) -> SlideWriter:
        def link(href: str) -> str:
            if not href.startswith("#"):
                return str(part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            target = self._anchors.get(href.removeprefix("#"))
            if target is None or target is part:
                return ""
            return str(part.relate_to(target, RELATIONSHIP_TYPE.SLIDE))

        def embed(bitmap: Bitmap) -> str:
            return str(part.get_or_add_image_part(BytesIO(bitmap.content))[1])

        return SlideWriter(language=self._language, link=link, embed=embed)

    def _group(self, sections: Sequence[Section]) -> None:
        """Put the slides into PowerPoint's sections, each with an id that its name makes."""
        said, start = [], FIRST_SLIDE
        for place, section in enumerate(sections):
            name = escape(section.name)
            identity = str(uuid5(NAMESPACE_URL, f"askfirst:{place}:{section.name}")).upper()
            end = start + len(section.faces)
            ids = "".join(f'<p14:sldId id="{n}"/>' for n in range(start, end))
            said.append(
                f'<p14:section name="{name}" id="{{{identity}}}"><p14:sldIdLst>{ids}'
                "</p14:sldIdLst></p14:section>"
            )
            start = end
        self._presentation.part._element.append(parse_xml(SECTIONS.format("".join(said))))
