"""The slides of a module and of a plan, in sections: what is read, and what goes with each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from askfirst.activities.texts import counted
from askfirst.curriculum import Module, Service
from askfirst.export.citations import entry_parts, footer_parts
from askfirst.export.direction import direction
from askfirst.export.drawing import drawable
from askfirst.export.helping import helping, helping_together
from askfirst.export.layouts import path_said, title_note
from askfirst.export.paging import balanced
from askfirst.export.pictures import Picture
from askfirst.export.powerpoint_asked import asked
from askfirst.export.powerpoint_faces import Face, Grid, Part, Rings, Row, Said, headline, label
from askfirst.export.powerpoint_flow import Around, Text, continued, filled, numbered, text
from askfirst.export.powerpoint_help import help_faces
from askfirst.export.powerpoint_layouts import BODY, FULL, LAYOUTS, LEFT, Box, Type
from askfirst.export.powerpoint_measure import SPARE, text_lines
from askfirst.export.powerpoint_pages import prose
from askfirst.export.powerpoint_turned import to_call
from askfirst.export.raster import Bitmap, bitmap
from askfirst.export.runs import Paragraph, Run, Runs, plain
from askfirst.export.shelf import Shelf
from askfirst.export.slides import Slide, closing_said, noted_claims, read_slides
from askfirst.plans import Entry, Plan
from askfirst.records import replace

Texts = Mapping[str, str]

LISTED: Final = Type(size=22, line=29, spacing=100)
AGENDA: Final = (
    (BODY, 10),
    *((Type(size=28, line=38), pad) for pad in (10, 7, 4)),
    (Type(size=24, line=32), 4),
)
"""Type of an agenda and the room above and below each row, from the largest on."""
MARK_WIDTH, MINUTES_WIDTH, NUMBER_WIDTH = 96, 220, 289


class Section(Struct, frozen=True, kw_only=True):
    """Slides that PowerPoint shows together under a name."""

    name: str
    faces: tuple[Face, ...]


def module_sections(module: Module, shelf: Shelf, texts: Texts) -> tuple[Section, ...]:
    """Return a module: title and help, its slides, sources and help."""
    title, *own = _own(module, shelf, texts)
    services = _called(helping(shelf.services, module.help), module.language)
    claims = _claims(module, own)
    first = [title, *help_faces(services, texts, ())]
    last = [*_sources(claims, shelf, texts), *help_faces(services, texts, closing_said(module))]
    parts = ((module.title, first), (texts["module"], own), (texts["end"], last))
    return _sections(parts, texts)


def plan_sections(plan: Plan, shelf: Shelf, texts: Texts) -> tuple[Section, ...]:
    """Return a plan: title, help and agenda, a section for each module, sources and help."""
    services = _called(helping_together(shelf.services, plan.modules), plan.language)
    title = Face(
        layout="Title",
        title=(Run(text=plan.title),),
        parts=_minutes(plan.minutes, texts),
        footer=(Run(text=texts["pass"]),),
    )
    first = [title, *help_faces(services, texts, ()), *_agenda(plan, texts)]
    parts: list[tuple[str, list[Face]]] = [(plan.title, first)]
    claims: set[str] = set()
    for entry in plan.entries:
        if entry.module is None:
            faces = [_entry(entry, texts)]
        else:
            faces = [*_own(plan.placed(entry.module), shelf, texts)]
            claims |= _claims(entry.module, faces)
        if entry.pause:
            parts[-1][1].extend(faces)  # a break belongs to what it ends
        else:
            parts.append((entry.title, faces))
    notes = tuple(p for module in plan.modules for p in closing_said(module))
    last = [*_sources(claims, shelf, texts), *help_faces(services, texts, notes)]
    return _sections([*parts, (texts["end"], last)], texts)


def _sections(parts: Iterable[tuple[str, Sequence[Face]]], texts: Texts) -> tuple[Section, ...]:
    return tuple(
        Section(name=name, faces=tuple(numbered(faces, texts))) for name, faces in parts if faces
    )


def _called(services: Sequence[Service], language: str) -> Sequence[Service]:
    """Return services whose numbers are read from the left in any language."""
    return to_call(services) if direction(language) == "rtl" else services


def _own(module: Module, shelf: Shelf, texts: Texts) -> Iterator[Face]:
    """Give the title of a module and its own slides."""
    title, *slides = read_slides(module, texts, formulas=False)
    yield from _title(module, title, texts)
    above = title.title_runs or (Run(text=module.title),)
    for slide in slides:
        named = slide.title_runs or ((Run(text=slide.title_text),) if slide.title_text else ())
        above = named or above
        made = _made(slide, named or continued(above, texts), shelf, texts)
        for place, face in enumerate(made):
            anchors = (slide.anchor,) if slide.anchor and not place else ()
            yield replace(face, anchors=anchors, notes=slide.said)


def _made(slide: Slide, title: Runs, shelf: Shelf, texts: Texts) -> Iterator[Face]:
    if slide.activity is not None:
        yield from asked(slide, slide.activity, title, texts)
        return
    around = Around(note=_cited(slide.claims, shelf, texts), texts=texts)
    yield from prose(slide, title, around, _opened(slide))


def _opened(slide: Slide) -> dict[Picture, Bitmap]:
    """Return the pictures of a slide as they can be shown."""
    return {p: bitmap(p) for block in slide.body for p in block.pictures}


def _cited(claims: Sequence[str], shelf: Shelf, texts: Texts) -> Runs:
    """Return the footer that names the sources of a slide."""
    parts, tail = footer_parts(claims, shelf.claims, texts)
    runs = [
        run
        for claim, said in parts
        for run in (Run(text=claim, href=f"#{claim}"), Run(text=f"\u2002{said}\u2003"))
    ]
    return (*runs, Run(text=tail)) if tail else tuple(runs)


def _claims(module: Module, faces: Iterable[Face]) -> set[str]:
    """Return the claims that slides or notes rest on."""
    footers = (run for face in faces for run in face.footer)
    shown = {run.href.removeprefix("#") for run in footers if run.href.startswith("#")}
    return shown | noted_claims(module)


def _title(module: Module, slide: Slide, texts: Texts) -> Iterator[Face]:
    """Give the title of a module; what is too long for it stands on a slide after it."""
    top = headline(slide.title_runs or (Run(text=module.title),), "Title")
    promise, more = _held("Promise", module.promise)
    note, rest = _held("Foot", _note(module, texts))
    parts: list[Part] = [*_minutes(module.minutes, texts)]
    if promise:
        parts.append(Said(place="Promise", paragraphs=promise))
    if module.place is not None and drawable(module.place):
        here, count = module.place
        said = path_said(module, texts)
        parts.append(Rings(number=module.number, here=here, count=count, alt=said))
    yield Face(
        layout="Title",
        title=top.runs,
        parts=tuple(parts),
        footer=tuple(_one(note)),
        notes=slide.said,
    )
    over = (*(Paragraph(runs=top.rest) for _ in top.rest[:1]), *more, *rest)
    if over:
        yield from text(continued(top.runs, texts), over, Around(note=(), texts=texts))


def _note(module: Module, texts: Texts) -> str:
    """Return the content note; if it takes lines, the rule that anyone may pass is the last.

    Not where that takes a line more, also in the very face that is asked for: there is room for
    one that only a wider face needs.
    """
    said, rule = title_note(module, texts), texts["pass"]
    apart = f"{said.removesuffix(rule).rstrip()}\n{rule}"
    return apart if said.endswith(f" {rule}") and _high(apart, SPARE) <= _high(said) else said


def _high(said: str, wider: float = 1) -> int:
    place = LAYOUTS["Title"].place("Foot")
    width, type_ = place.box.width * wider, place.type
    return sum(text_lines(line, width=width, type_=type_) for line in said.splitlines())


def _one(said: Text) -> Iterator[Run]:
    """Give paragraphs as the lines of one."""
    for number, paragraph in enumerate(said):
        if number:
            yield Run(text="\v")
        yield from paragraph.runs


def _held(name: str, said: str) -> tuple[Text, Text]:
    """Return what a place of the title slide has room for, and what not."""
    place = LAYOUTS["Title"].place(name)
    return filled(plain(said), place.box.height, place.box.width, place.type)


def _minutes(minutes: float, texts: Texts) -> tuple[Said, ...]:
    if not minutes:
        return ()
    said = counted(texts, "minutes", minutes, minutes=f"{minutes:g}")
    return (Said(place="Minutes", paragraphs=plain(said)),)


def _entry(entry: Entry, texts: Texts) -> Face:
    return Face(
        layout="Break",
        title=(Run(text=entry.title),),
        parts=_minutes(entry.minutes, texts),
        notes=plain(entry.say),
    )


def _agenda(plan: Plan, texts: Texts) -> Iterator[Face]:
    widths = (FULL - MINUTES_WIDTH, MINUTES_WIDTH)
    for day in plan.sessions:
        rows: list[Row] = []
        for entry in day.entries:
            said = counted(texts, "minutes", entry.minutes, minutes=f"{entry.minutes:g}")
            rows.append(((Run(text=entry.title),), (Run(text=said),)))
        title = day.title or texts["agenda"]
        made = [
            [*_listed(rows, title, texts, widths=widths, type_=type_, pad=pad)]
            for type_, pad in AGENDA
        ]
        yield from next(faces for faces in made if len(faces) == len(made[-1]))


def _sources(claims: Iterable[str], shelf: Shelf, texts: Texts) -> Iterator[Face]:
    """Give the list of sources: of each claim the first, as on a deck."""
    named = sorted(claims)
    rows = [(label(claim), _source(claim, shelf, texts)) for claim in named]
    widths = (MARK_WIDTH, FULL - MARK_WIDTH)
    made = _listed(rows, texts["sources"], texts, widths=widths, type_=LISTED, pad=7)
    for face in made:
        grids = (part for part in face.parts if isinstance(part, Grid))
        here = tuple(run.text for grid in grids for first, _ in grid.rows for run in first)
        yield replace(face, anchors=here, footer=(Run(text=texts["more"]),))


def _source(claim: str, shelf: Shelf, texts: Texts) -> Runs:
    source = next(iter(shelf.claims.get(claim, ())), None)
    if source is None:
        return (Run(text=texts["unknown"]),)
    title, by, checked = entry_parts(source, texts)
    href = source.url if source.url.startswith(("https://", "http://")) else ""
    # Not the title: LibreOffice cannot break a long link.
    return Run(text=f"{title} "), Run(text=by, href=href), Run(text=f" {checked}".rstrip())


def _listed(  # noqa: PLR0913  # one table in one type, on as many slides as it needs
    rows: Sequence[Row], title: str, texts: Texts, *, widths: tuple[int, int], type_: Type, pad: int
) -> Iterator[Face]:
    heights = [
        max(1, *(_lines(runs, wide, type_) for runs, wide in zip(row, widths, strict=True)))
        * type_.line
        + 2 * pad
        for row in rows
    ]
    place = LAYOUTS["Table"].place("Table").box
    named: Runs = (Run(text=title),)
    for first, end in balanced(heights, place.height, most=len(rows)) if rows else ():
        box = Box(LEFT, place.y, FULL, sum(heights[first:end]))
        grid = Grid(
            rows=tuple(rows[first:end]),
            widths=widths,
            heights=tuple(heights[first:end]),
            box=box,
            title=title,
            type=type_,
            first=False,
            gap=16,
            pad=pad,
        )
        yield Face(layout="Table", title=named, parts=(grid,))
        named = continued((Run(text=title),), texts)


def _lines(runs: Runs, width: int, type_: Type) -> int:
    said = "".join(run.text for run in runs)
    return text_lines(said, width=width - 16, type_=type_)
