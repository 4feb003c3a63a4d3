"""A room that goes on after everything stopped: what its file of results still knows of it."""

from collections.abc import Mapping
from typing import Any, Final

from askfirst.estimate import Estimate
from askfirst.release import Cell, Release, View
from askfirst.room.asked import Asked, Phase
from askfirst.room.results import Results
from askfirst.room.state import Room

NOT_WRITTEN: Final = frozenset({View.WORDS, View.CLOUD})


def go_on(room: Room, results: Results) -> None:
    """Let what was shown stay shown, what was closed stay closed, and what was open be asked anew.

    Totals, seats and words were in memory only, and are gone.
    """
    for entry in results:
        if asked := room.asked.get(entry["activity"]):
            _show(asked, entry)
    for name, (turn, phase) in results.begun.items():
        if asked := room.asked.get(name):
            closed = phase == Phase.CLOSED
            asked.round, asked.release = turn, None
            asked.phase = Phase.CLOSED if closed else Phase.DRAFT
            asked.lost, asked.renewed = closed, not closed


def _show(asked: Asked, entry: Mapping[str, Any]) -> None:
    least = asked.activity.least if asked.activity.moderated else 0  # only of words it is not there
    release = read_release(entry["release"], k=least)
    asked.round, asked.phase = entry["round"], Phase.RELEASED
    asked.release = asked.written_of(release)
    asked.lost = release.view in NOT_WRITTEN


def read_release(found: Mapping[str, Any], *, k: int) -> Release:
    """Return a release as it stands in a file of results.

    Args:
        found: What stands there.
        k: The threshold, where it is not there: of words only that they were shown.
    """
    answered = found.get("answered")
    return Release(
        view=View(found["view"]),
        k=found.get("k", k),
        answered=(answered[0], answered[1]) if answered else None,
        cells=tuple(Cell(*cell) for cell in found.get("cells", ())),
        steps=tuple((first, last) for first, last in found.get("steps", ())),
        rows=tuple(read_release(row, k=k) for row in found.get("rows", ())),
        order=tuple(tuple(place) for place in found.get("order", ())),
        estimate=Estimate(*found["estimate"]) if "estimate" in found else None,
    )
