"""A module, or a whole plan, as a PowerPoint presentation that a facilitator can edit by hand.

Every slide stands on one of our own layouts, its text in placeholders, its tables as tables. The
same input gives the same bytes: no date, no name of a computer, no random number goes in.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from askfirst.curriculum import Module
from askfirst.export.direction import direction
from askfirst.export.powerpoint_faces import Face
from askfirst.export.powerpoint_module import Section, module_sections, plan_sections
from askfirst.export.powerpoint_package import CORE, CORE_TYPE, PACKAGE, Package, Part
from askfirst.export.powerpoint_shapes import UNSAID
from askfirst.export.powerpoint_template import OFFICE, layout_part, presentation_xml, template
from askfirst.export.powerpoint_turned import mirrored, turned_presentation, turned_template
from askfirst.export.powerpoint_xml import SlideWriter
from askfirst.export.raster import Bitmap
from askfirst.export.shelf import Shelf
from askfirst.plans import Plan

Texts = Mapping[str, str]
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SPOKEN: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA", "he": "he-IL"}
)
"""PowerPoint checks spelling by language and country; where nobody says a country, this one."""

FIRST_SLIDE: Final = 256
PRESENTATION: Final = "ppt/presentation.xml"
NOTES_MASTER: Final = "ppt/notesMasters/notesMaster1.xml"
SLIDE: Final = f"{OFFICE}.presentationml.slide+xml"
NOTES: Final = f"{OFFICE}.presentationml.notesSlide+xml"
SECTIONS: Final = (
    '<p:extLst><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14='
    '"http://schemas.microsoft.com/office/powerpoint/2010/main">{}</p14:sectionLst></p:ext>'
    "</p:extLst>"
)


def powerpoint_file(module: Module, shelf: Shelf, texts: Texts | None = None) -> bytes:
    """Return a module as a presentation, with the sources and services of its project."""
    number = f"{module.number}." if module.number else ""
    file = _File(language=module.language, number=number)
    texts = texts or shelf.texts("presentation", module.language)
    file.add(module_sections(module, shelf, texts))
    return file.saved(title=module.title, subject=module.promise)


def powerpoint_plan(plan: Plan, shelf: Shelf, texts: Texts | None = None) -> bytes:
    """Return a whole plan as one presentation, with a section for each of its modules."""
    languages = {module.language for module in plan.modules}
    file = _File(language=languages.pop() if len(languages) == 1 else "", number="")
    texts = texts or shelf.texts("presentation", plan.language)
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
        self._rtl = direction(language) == "rtl"
        self._package = Package(turned_template() if self._rtl else template())
        self._anchors: dict[str, Part] = {}

    def add(self, sections: Sequence[Section]) -> None:
        """Write all slides; a link may lead on, so every slide has its place before any text."""
        faces = [face for section in sections for face in section.faces]
        parts = [self._part(number, face.layout) for number, face in enumerate(faces, 1)]
        for face, part in zip(faces, parts, strict=True):
            self._anchors.update(dict.fromkeys(face.anchors, part))
        for number, (face, part) in enumerate(zip(faces, parts, strict=True), 1):
            self._write(face, part, number)
        whole = self._package[PRESENTATION]
        related = [whole.relate("slide", part) for part in parts]
        said = presentation_xml(enumerate(related, FIRST_SLIDE), _grouped(sections))
        whole.content = turned_presentation(said) if self._rtl else said

    def saved(self, *, title: str, subject: str) -> bytes:
        """Return the file."""
        said = {"title": title, "subject": subject, "creator": "Ask First"}
        if self._language:
            said["language"] = self._language
        about = "".join(f"<dc:{k}>{_said(text[:255])}</dc:{k}>" for k, text in said.items())
        self._package.add(CORE, CORE_TYPE).content = (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</cp:coreProperties>'
        )
        return self._package.saved()

    def _part(self, number: int, layout: str) -> Part:
        part = self._package.add(f"ppt/slides/slide{number}.xml", SLIDE)
        part.relate("slideLayout", self._package[layout_part(layout)])
        return part

    def _write(self, face: Face, part: Part, number: int) -> None:
        made = self._writer(part).slide(face, number=self._number)
        part.content = mirrored(made) if self._rtl else made
        # Also where there is nothing to say: LibreOffice would let such a slide leave its page.
        notes = self._package.add(f"ppt/notesSlides/notesSlide{number}.xml", NOTES)
        notes.relate("notesMaster", self._package[NOTES_MASTER])
        notes.relate("slide", part)
        notes.content = self._writer(notes).notes(face.notes)
        part.relate("notesSlide", notes)

    def _writer(self, part: Part) -> SlideWriter:
        def link(href: str) -> str:
            if not href.startswith("#"):
                return part.link(href)
            target = self._anchors.get(href.removeprefix("#"))
            if target is None or target is part:
                return ""
            return part.relate("slide", target)

        def embed(bitmap: Bitmap) -> str:
            return part.relate("image", self._package.picture(bitmap))

        return SlideWriter(language=self._language, link=link, embed=embed, rtl=self._rtl)


def _grouped(sections: Sequence[Section]) -> str:
    """Return the slides in PowerPoint's sections, each with an id that its name makes."""
    said, start = [], FIRST_SLIDE
    for place, section in enumerate(sections):
        identity = str(uuid5(NAMESPACE_URL, f"askfirst:{place}:{section.name}")).upper()
        end = start + len(section.faces)
        ids = "".join(f'<p14:sldId id="{n}"/>' for n in range(start, end))
        said.append(
            f'<p14:section name="{_said(section.name)}" id="{{{identity}}}"><p14:sldIdLst>{ids}'
            "</p14:sldIdLst></p14:section>"
        )
        start = end
    return SECTIONS.format("".join(said))


def _said(text: str) -> str:
    return escape(UNSAID.sub("", text))
