"""A whole plan as one deck: every entry begins with the agenda, which shows where the group is."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from askfirst.activities.texts import counted
from askfirst.export import layouts
from askfirst.export.deck import About, document
from askfirst.export.deck_faces import (
    Face,
    help_faces,
    own_faces,
    parted,
    source_faces,
    timed,
    used_claims,
)
from askfirst.export.drawing import path_ring, ring, wordmark
from askfirst.export.helping import helping_together
from askfirst.export.shelf import Shelf
from askfirst.export.slides import Kind, Slide, closing_notes
from askfirst.plans import Entry, Plan

# So many entries fit on a slide one below the other, and in two columns.
ONE_COLUMN: Final = 7
TWO_COLUMNS: Final = 14

Numbered = tuple[str, Face]


def deck_plan(plan: Plan, shelf: Shelf, texts: Mapping[str, str] | None = None) -> bytes:
    """Return one deck for a plan: title, help, agenda, its entries in order, sources, help.

    Slides of a module keep their numbers in the module; the others are numbered through.
    """
    language = plan.language
    texts = texts or shelf.texts("presentation", language)
    about = About(
        title=plan.title,
        language=language,
        activities=tuple(asked for module in plan.modules for asked in module.activities),
    )
    faces = [*_numbered(plan, shelf, texts)]
    return document(about, faces, live=False, texts=texts).encode()


def _numbered(plan: Plan, shelf: Shelf, texts: Mapping[str, str]) -> Iterator[Numbered]:
    services = helping_together(shelf.services, plan.modules)
    first = [_title(plan, texts), *help_faces(services, (), texts)]
    count = 0
    for face in first:
        count += 1
        yield str(count), face
    used: set[str] = set()
    for day in plan.sessions:
        title = day.title or texts["agenda"]
        for part in parted(day.entries, TWO_COLUMNS):
            count += 1
            yield str(count), _agenda(part, None, title, texts)
        for entry in day.entries:
            count += 1
            yield str(count), _agenda(_around(entry, day.entries), entry, entry.title, texts)
            if entry.module is not None:
                own = [*own_faces(plan.placed(entry.module), shelf.claims, texts)]
                used |= used_claims(entry.module, own)
                for place, face in enumerate(timed(own, entry.minutes * 60), 1):
                    yield f"{entry.module.number}.{place}".lstrip("."), face
    notes = tuple(note for module in plan.modules for note in closing_notes(module))
    last = [*source_faces(used, shelf.claims, texts), *help_faces(services, notes, texts)]
    for face in last:
        count += 1
        yield str(count), face


def _title(plan: Plan, texts: Mapping[str, str]) -> Face:
    slide = Slide(kind=Kind.TITLE, title=escape(plan.title), title_text=plan.title)
    inside = (
        f'<div class="top">{wordmark()}<p class="label">{_minutes(plan.minutes, texts)}</p></div>'
        f'<h1 class="{layouts.title_size(plan.title)}">{ring(escape(plan.title))}</h1>'
    )
    return Face(slide, inside, escape(texts["pass"]))


def _around(here: Entry, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return as many entries around this one as a slide holds."""
    place = next(i for i, entry in enumerate(entries) if entry is here)
    start = max(0, min(place - TWO_COLUMNS // 2, len(entries) - TWO_COLUMNS))
    return entries[start : start + TWO_COLUMNS]


def _agenda(
    entries: Sequence[Entry], here: Entry | None, title: str, texts: Mapping[str, str]
) -> Face:
    """Draw entries: those that are done, the one that begins now, and those to come."""
    listed = "".join(_entries(entries, here, texts))
    shape = "agenda two" if len(entries) > ONE_COLUMN else "agenda"
    slide = Slide(
        kind=Kind.AGENDA,
        title=escape(title),
        title_text=title,
        seconds=round(here.minutes * 60) if here and here.module is None else 0,
        notes=(f"<p>{escape(here.say)}</p>",) if here and here.say else (),
    )
    heading = layouts.headline(slide)
    return Face(slide, f'{heading}<ol class="{shape}">{listed}</ol>', "")


def _entries(
    entries: Sequence[Entry], here: Entry | None, texts: Mapping[str, str]
) -> Iterator[str]:
    state = "done" if here else "to-come"
    for entry in entries:
        now = entry is here
        state = "here" if now else "to-come" if state == "here" else state
        current = ' aria-current="step"' if now else ""
        yield (
            f'<li class="{state}"{current}>{path_ring(state)}<span dir="auto">'
            f"{escape(entry.title)}</span>"
            f'<span class="long">{_minutes(entry.minutes, texts)}</span></li>'
        )


def _minutes(minutes: float, texts: Mapping[str, str]) -> str:
    return escape(counted(texts, "minutes", minutes, minutes=f"{minutes:g}"))
