"""Where help is, second and last in every presentation: what to do in danger, then each service."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Final

from askfirst.curriculum import Service
from askfirst.export.layouts import help_note
from askfirst.export.measure import text_width
from askfirst.export.paging import balanced
from askfirst.export.powerpoint_faces import Face, Grid, Row, Said
from askfirst.export.powerpoint_flow import continued
from askfirst.export.powerpoint_layouts import BODY, FULL, LAYOUTS, LEFT, Box
from askfirst.export.powerpoint_measure import GEORGIA_BOLD, text_lines
from askfirst.export.runs import Paragraph, Run, Runs
from askfirst.records import replace

NUMBER_WIDTH: Final = 289
NARROW, WIDE = 447, 620
GAP, PAD = 32, 14
BOLD: Final = replace(BODY, bold=True)
PLAIN: Final = replace(BODY, spacing=100)


def help_faces(
    services: Sequence[Service], texts: Mapping[str, str], notes: tuple[Paragraph, ...]
) -> Iterator[Face]:
    """Give the slides that say where help is; none without services."""
    if not services:
        return
    danger = [service for service in services if service.for_danger]
    number = " ".join(service.number for service in danger if service.number)
    said = (Run(text=f"{texts['danger']} "), Run(text=number or "________", bold=bool(number)))
    block = Said(place="Danger", paragraphs=(Paragraph(runs=said),))
    named: Runs = (Run(text=texts["help"]),)
    grids = [*_grids([s for s in services if s not in danger], texts["help"])]
    for place in range(max(1, len(grids))):
        yield Face(
            layout="Help",
            title=continued(named, texts) if place else named,
            parts=(block, *grids[place : place + 1]),
            footer=(Run(text=help_note(services, texts)),),
            notes=notes,
        )


def _grids(services: Sequence[Service], title: str) -> Iterator[Grid]:
    """Give the services in tables that each fit a slide; empty cells are there to be filled."""
    if not services:
        return
    widths = _widths(services)
    heights = [_tall(service, widths) for service in services]
    place = LAYOUTS["Help"].place("Table").box
    for first, end in balanced(heights, place.height):
        yield Grid(
            rows=tuple(map(_row, services[first:end])),
            widths=widths,
            heights=tuple(heights[first:end]),
            box=Box(LEFT, place.y, FULL, sum(heights[first:end])),
            title=title,
            type=PLAIN,
            gap=GAP,
            pad=PAD,
        )


def _row(service: Service) -> Row:
    name, hours, number = _cells(service)
    return (Run(text=name),), (Run(text=hours),), (Run(text=number, bold=True),)


def _cells(service: Service) -> tuple[str, str, str]:
    return service.name or service.kind, service.hours, service.number


def _widths(services: Sequence[Service]) -> tuple[int, int, int]:
    """Return the columns: a long name takes room from the hours, not a line."""
    names = (service.name or service.kind for service in services)
    longest = max(text_width(name, size=BODY.size, widths=GEORGIA_BOLD) for name in names)
    wide = min(max(NARROW, ceil(longest) + GAP + 1), WIDE)
    return wide, FULL - NUMBER_WIDTH - wide, NUMBER_WIDTH


def _tall(service: Service, widths: Sequence[int]) -> int:
    deepest = max(
        text_lines(text, width=wide - GAP, type_=type_)
        for text, wide, type_ in zip(_cells(service), widths, (BOLD, BODY, BOLD), strict=True)
    )
    return deepest * BODY.line + 2 * PAD
