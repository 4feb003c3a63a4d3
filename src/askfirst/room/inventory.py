"""What is left when a workshop has ended: counted in the room itself, and listed from the disk."""

from collections.abc import Iterator, Mapping, Sized
from pathlib import Path
from typing import Any, Final

from askfirst.room.keeper import Counts
from askfirst.room.results import Results
from askfirst.room.state import Room

KINDS: Final = {
    "shown.csv": "shown",
    "counts.csv": "counts",
    "pairs.csv": "pairs",
    "datapackage.json": "about",
}
TOKENS: Final = ("used", "spent", "turns", "misses")


def left(room: Room, *, addresses: Sized, replica: Counts | None = None) -> dict[str, Any]:
    """Return what the room's memory and that of its replica hold now, and which files it wrote.

    Args:
        room: A room that has ended, or one that has not: then this says what it holds.
        addresses: What the limits hold of connections.
        replica: What whoever holds its replica counted there; None where nobody does.
    """
    written = room.results if room.results is not None and room.results.on_disk else None
    files = [*_files(written)] if written is not None else []
    return {
        "memory": memory(room, addresses=addresses),
        "replica": replica,
        "files": files,
        "others": _others(written, {file["path"] for file in files}),
    }


def memory(room: Room, *, addresses: Sized) -> dict[str, int]:
    """Return how many of each kind of thing the room holds, counted where they are."""
    asked = [*room.asked.values()]
    tallies = [one.tally for one in asked]
    return {
        "activities": sum(_holds(vars(tally)) for tally in tallies),
        "tokens": sum(len(getattr(tally, name)) for tally in tallies for name in TOKENS),
        "texts": sum(_texts(vars(one)) for one in asked),
        "drafts": sum(len(one.sorting.drafts) for one in asked),
        "seats": room.seats.joined,
        "signals": len(room.signals),
        **({"keys": int(bool(room.sealing.private))} if room.sealing is not None else {}),
        "streams": sum(b.subscribers for b in (room.phones, room.hosts, room.leaders)),
        "addresses": len(addresses),
        "clock": len(room.plan_clock.course.entered),
    }


def _holds(tally: Mapping[str, Any]) -> bool:
    """Whether a tally holds anything; a field that is added later counts as well."""
    return any(any(value) if isinstance(value, list) else bool(value) for value in tally.values())


def _texts(asked: Mapping[str, Any]) -> int:
    """Return how many texts there are: in the tally, in the order of reading, and as shown."""
    shown = asked["release"].texts if asked["release"] else ()
    return len(asked["tally"].pool) + len(asked["reading"] or ()) + len(shown)


def _files(results: Results) -> Iterator[dict[str, Any]]:
    folder = results.path.parent
    tables = [*results.tables.rglob("*")] if results.tables.is_dir() else []
    for path in (results.path, *sorted(tables)):
        if path.is_file():
            kind = "results" if path == results.path else KINDS.get(path.name, "unknown")
            name = path.relative_to(folder.parent).as_posix()
            yield {"path": name, "kind": kind, "bytes": path.stat().st_size}


def _others(results: Results | None, known: set[str]) -> int:
    """Return how many more files there are in the folder of results."""
    folder: Path | None = results.path.parent if results is not None else None
    if folder is None or not folder.is_dir():
        return 0
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return sum(p.relative_to(folder.parent).as_posix() not in known for p in files)
