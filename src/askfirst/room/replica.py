"""All that a room holds, as parts that another process can hold in its place.

A part says what is, never how it came to be: sets and tables are sorted, so that not even the order
in which phones came is in it. What the plan gives, and every part that has not changed, stays out.
"""

import pickle
from collections.abc import Collection

from askfirst.room.keeper import Parts
from askfirst.room.state import Room


def parts(room: Room, only: Collection[str] | None = None) -> dict[str, bytes]:
    """Return what a room holds, by name.

    Args:
        room: The room.
        only: Which parts, as far as there are such; None for all.
    """
    hold = {
        "room": lambda: (room.door, room.ended, room.current.activity.id if room.current else None),
        "seats": room.seats.held,
        **({"hat": room.hat.held} if room.hat is not None else {}),
        **({"sealing": room.sealing.held} if room.sealing is not None else {}),
        "signals": room.signals.held,
        "clock": room.plan_clock.course.to_json,
        **({"results": room.results.held} if room.results is not None else {}),
        **{f"asked/{name}": asked.held for name, asked in room.asked.items()},
    }
    wanted = hold if only is None else hold.keys() & only
    return {name: pickle.dumps(hold[name]()) for name in wanted}


def take(room: Room, given: Parts) -> None:
    """Let a room hold these parts in place of its own."""
    for name, part in given.items():
        held = pickle.loads(part)  # noqa: S301  # from the process that we started
        kind, _, activity = name.partition("/")
        match kind:
            case "room":
                room.door, room.ended, current = held
                room.current = None if current is None else room.asked[current]
            case "seats":
                room.seats.hold(held)
            case "hat" if room.hat is not None:
                room.hat.hold(held)
            case "sealing" if room.sealing is not None:
                room.sealing.hold(held)
            case "signals":
                room.signals.hold(held)
            case "clock":
                room.plan_clock.restore(held)
            case "results" if room.results is not None:
                room.results.hold(held)
            case "asked":
                room.asked[activity].hold(held)
