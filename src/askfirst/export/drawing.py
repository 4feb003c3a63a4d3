"""What a deck draws itself: the wordmark, the path of rings, the ring of a state."""

import re
from collections.abc import Iterator
from html import escape
from typing import Final

MOST: Final = 24  # rings, which would touch each other if there were more
FIRST, LAST, MIDDLE = 110, 1110, 560  # the large ring of either end stands within the margins
FAR: Final = 2000
# The last word of a line of HTML, or its last formula.
ENDING: Final = re.compile(r"(?:<math\b(?:(?!</math>).)*</math>|<[^>]*>|[^\s<])+\Z", re.DOTALL)


def ring(title: str) -> str:
    """Return a title in which an open ring stands for the full stop; its last word keeps it."""
    found = ENDING.search(title)
    start, last = (title[: found.start()], found[0]) if found else (title, "")
    return f'{start}<span class="ended">{last}<span class="ring-stop"></span></span>'


def wordmark() -> str:
    """Return the name with its ring."""
    return f'<p class="wordmark">{ring("Ask First")}</p>'


def dotted_ring() -> str:
    """Return the ring of what is out of sight."""
    return (
        '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" '
        'r="10" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" '
        'stroke-dasharray="0.1 6.18"/></svg>'
    )


def verdict_ring(holds: bool) -> str:
    """Return the ring of a sentence that holds up, filled, or that does not, open."""
    inside = "currentColor" if holds else "none"
    return (
        '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" '
        f'r="9.5" fill="{inside}" stroke="currentColor" stroke-width="3"/></svg>'
    )


def path_ring(state: str) -> str:
    """Return the ring of an entry of an agenda: done, here or to-come."""
    inside = "currentColor" if state == "done" else "none"
    wide = 4 if state == "here" else 2.5
    return (
        '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" '
        f'r="9.5" fill="{inside}" stroke="currentColor" stroke-width="{wide}"/></svg>'
    )


def path(number: str, place: tuple[int, int] | None, said: str) -> str:
    """Return the path: two lines that start apart, run together through rings, and part.

    Args:
        number: Of this module, as it stands in its ring.
        place: Its place among the modules, from 0, and how many they are; None, and more modules
            than a line holds, give the two lines alone.
        said: What the picture says, for screen readers.
    """
    shown = place if drawable(place) else None
    label = f'role="img" aria-label="{escape(said)}"' if shown else 'aria-hidden="true"'
    lines = "".join(f'<path d="{d}"/>' for d in _lines())
    rings = "".join(_rings(*shown, number)) if shown else ""
    return (
        f'<svg class="path" viewBox="0 500 1280 120" width="1280" height="120" {label}>'
        f'<g fill="none">{lines}</g>{rings}</svg>'
    )


def drawable(place: tuple[int, int] | None) -> bool:
    """Whether there is a ring for each module."""
    return place is not None and place[1] <= MOST


def _lines() -> Iterator[str]:
    for side, start, end in ((-1, 532, 526), (1, 588, 594)):
        y = MIDDLE + 6 * side
        yield (
            f"M-{FAR} {start}H0C46 {start} 62 {y} {FIRST} {y}H{LAST}"
            f"C1174 {y} 1206 {end} 1280 {end}H{FAR + 1280}"
        )


def _rings(here: int, count: int, number: str) -> Iterator[str]:
    step = (LAST - FIRST) / max(1, count - 1)
    for index in range(count):
        x = round(FIRST + index * step, 1)
        if index == here:
            yield f'<circle class="to-come" cx="{x:g}" cy="{MIDDLE}" r="30"/>'
            yield f'<text x="{x:g}" y="{MIDDLE + 10}" text-anchor="middle">{escape(number)}</text>'
        else:
            state = "done" if index < here else "to-come"
            yield f'<circle class="{state}" cx="{x:g}" cy="{MIDDLE}" r="13"/>'
