"""The slides of a deck in order, each with everything that is drawn on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import ceil
from typing import Final, TypeVar

from msgspec import Struct

from askfirst.curriculum import Module, Service
from askfirst.export import layouts
from askfirst.export.citations import Ledger, footer_sources, source_pages
from askfirst.export.helping import helping
from askfirst.export.paging import paged
from askfirst.export.slides import Kind, Slide, closing_notes, noted_claims, read_slides
from askfirst.records import replace

MOST_HELP: Final = 5  # kinds of help on a slide

T = TypeVar("T")


class Face(Struct, frozen=True):
    """A slide with everything that is drawn: its ground, its inside and its footer."""

    slide: Slide
    inside: str
    footer: str
    ground: str = "white"


def module_faces(
    module: Module, claims: Ledger, services: Sequence[Service], texts: Mapping[str, str]
) -> Iterator[Face]:
    """Give the slides of a module: title, help, its own, sources, help again."""
    title, *own = own_faces(module, claims, texts)
    named = helping(services, module.help)
    yield title
    yield from help_faces(named, (), texts)
    yield from own
    yield from source_faces(used_claims(module, own), claims, texts)
    yield from help_faces(named, closing_notes(module), texts)


def own_faces(module: Module, claims: Ledger, texts: Mapping[str, str]) -> Iterator[Face]:
    """Give the title of a module and its own slides, each in as many parts as it needs."""
    title, *rest = read_slides(module, texts)
    inside = layouts.title_slide(module, title.title, texts)
    yield Face(title, inside, layouts.title_footer(module, texts))
    for slide in rest:
        for part in paged(slide, continued=texts["continued"]):
            yield _face(part, claims, texts)


def used_claims(module: Module, faces: Iterable[Face]) -> frozenset[str]:
    """Return the claims that slides and notes of a module rest on."""
    shown = frozenset(claim for face in faces for claim in face.slide.claims)
    return shown | noted_claims(module)


def source_faces(used: Iterable[str], claims: Ledger, texts: Mapping[str, str]) -> Iterator[Face]:
    """Give the list of sources."""
    title = texts["sources"]
    for number, page in enumerate(source_pages(sorted(used), claims, texts)):
        said = texts["continued"].format(title=title) if number else title
        heading = f"<h2>{escape(said)}</h2>"
        yield Face(Slide(kind=Kind.SOURCES), heading + page, escape(texts["more"]))


def help_faces(
    services: Sequence[Service], notes: tuple[str, ...], texts: Mapping[str, str]
) -> Iterator[Face]:
    """Give as many help slides as the services need, each with the number for danger above."""
    danger = [service for service in services if service.for_danger]
    others = [service for service in services if not service.for_danger]
    pages = [*parted(others, MOST_HELP)] or ([()] if danger else [])
    for place, page in enumerate(pages, 1):
        yield _help_face([*danger, *page], texts, notes if place == len(pages) else ())


def parted(listed: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Give what is listed in parts of at most this size, of which none is much shorter."""
    parts = ceil(len(listed) / size)
    for part in range(parts):
        yield listed[len(listed) * part // parts : len(listed) * (part + 1) // parts]


def _help_face(
    services: Sequence[Service], texts: Mapping[str, str], notes: tuple[str, ...]
) -> Face:
    """Return the slide of help."""
    slide = Slide(kind=Kind.HELP, notes=notes)
    return Face(slide, layouts.help_slide(services, texts), layouts.help_footer(services, texts))


def _face(slide: Slide, claims: Ledger, texts: Mapping[str, str]) -> Face:
    cited = footer_sources(slide.claims, claims, texts)
    match slide.kind, slide.activity:
        case Kind.PRIVATE, asked if asked is not None:
            inside = layouts.private(slide, asked, texts)
            return Face(slide, inside, escape(texts["step_out"]), ground="night")
        case Kind.SHOWN, asked if asked is not None:
            return Face(slide, layouts.private(slide, asked, texts), escape(texts["step_out"]))
        case Kind.ACTIVITY, asked if asked is not None:
            return Face(
                slide, layouts.activity(slide, asked), layouts.activity_footer(asked, texts)
            )
        case Kind.TABLE, _:
            return Face(slide, layouts.table(slide), cited)
        case Kind.DIAGRAM, _:
            return Face(slide, layouts.diagram(slide), cited)
        case _:
            return Face(slide, layouts.prose(slide), cited)


def timed(faces: Sequence[Face], seconds: float) -> Iterator[Face]:
    """Share what the cells do not claim of the module's time among slides without minutes."""
    silent = [
        f for f in faces if not f.slide.seconds and f.slide.kind not in {Kind.HELP, Kind.SOURCES}
    ]
    left = max(0, round(seconds) - sum(f.slide.seconds for f in faces))
    for face in faces:
        if any(face is other for other in silent):
            yield replace(face, slide=replace(face.slide, seconds=left // len(silent)))
        else:
            yield face
