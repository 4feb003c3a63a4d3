"""The process that serves a room, as it is but for one thing: it is killed at a chosen step, once.

Run as a script: the step, at which time of it, and a file that is there until it was killed.
"""

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from askfirst.opening import room_main
from askfirst.opening.replicated import ResultsElsewhere
from askfirst.room.keeper import Replicated
from askfirst.room.state import Room

STEP, TIMES, FLAG = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
TIMES_SEEN = iter(range(1, 1 << 30))


def kill() -> None:
    """Kill this process, if none was killed before."""
    if FLAG.exists():
        FLAG.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def counted() -> bool:
    """Count, and say whether it is the time."""
    return next(TIMES_SEEN) >= TIMES


def before(owner: Any, name: str, when: Callable[[], bool] = counted) -> None:
    """Kill before a method."""
    plain = getattr(owner, name)

    @functools.wraps(plain)
    def taken(*given: Any, **named: Any) -> Any:
        if when():
            kill()
        return plain(*given, **named)

    setattr(owner, name, taken)


def after(owner: Any, name: str) -> None:
    """Kill after a method."""
    plain = getattr(owner, name)

    @functools.wraps(plain)
    def taken(*given: Any, **named: Any) -> Any:
        result = plain(*given, **named)
        if counted():
            kill()
        return result

    setattr(owner, name, taken)


def after_reply(path: str) -> None:
    """Kill after a request was answered."""
    plain = room_main.First.__call__

    async def taken(self: Any, scope: Any, receive: Any, send: Any) -> None:
        await plain(self, scope, receive, send)
        if scope.get("path", "").startswith(path) and counted():
            kill()

    room_main.First.__call__ = taken  # type: ignore[method-assign]


match STEP.split():
    case ["before", "applying", step]:
        before(Room, step)
    case ["after", "applying", step]:
        after(Room, step)
    case ["after", "replicating", step]:
        applied: list[bool] = []
        plain = getattr(Room, step)

        def noted(*given: Any, **named: Any) -> Any:
            result = plain(*given, **named)
            if counted():
                applied.append(True)
            return result

        setattr(Room, step, noted)
        before(Replicated, "arrived", when=lambda: bool(applied))
    case ["after", "acknowledging", step]:
        after_reply(f"/{step}")
    case ["before", "writing"]:
        before(ResultsElsewhere, "save")
    case ["after", "writing"]:
        after(ResultsElsewhere, "save")
    case ["at", "start"]:
        os.kill(os.getpid(), signal.SIGKILL)
    case ["never"]:
        pass
    case _:
        raise SystemExit(f"unknown step {STEP!r}")
room_main.main()
