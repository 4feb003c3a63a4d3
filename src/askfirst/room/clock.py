"""Time as the room needs it: the date, the minute, a pause, and a step after one.

What people gave is held without any time; only the clock of the plan looks at the minute.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol


class Waiting(Protocol):
    """A step that waits to be taken."""

    def cancel(self) -> object:
        """Never take it."""


class Clock(Protocol):
    """What the room asks of a clock.

    Attributes:
        speed: How many times faster than the day its minutes run.
    """

    speed: float

    def today(self) -> date:
        """Return the date, for the name of the file of results."""

    def minute(self) -> float:
        """Return the minutes since midnight of the first day; they go on past midnight."""

    async def pause(self, seconds: float) -> None:
        """Wait."""

    def later(self, seconds: float, step: Callable[[], None]) -> Waiting:
        """Take a step after so many seconds, and return at once."""


class SystemClock:
    """The clock of this computer, or one that runs faster.

    A test, or somebody who rehearses alone, leads a room at `SystemClock(speed=60)`: an hour of
    the plan takes a minute, and all that the room waits for comes as much sooner.

    Args:
        speed: How many times faster than the day it runs.
        begins: The minute that it shows first, or None for that of the day.
    """

    def __init__(self, *, speed: float = 1, begins: float | None = None) -> None:
        self.speed = speed
        now = datetime.now()
        here = now.hour * 60 + now.minute + now.second / 60
        self._begins = here if begins is None else begins
        self._since = time.time()  # goes on while the computer sleeps, as a monotonic one may not

    def today(self) -> date:
        """Return the date where the workshop is."""
        return date.today()

    def minute(self) -> float:
        """Return the minutes since midnight of the day on which it was made."""
        return self._begins + (time.time() - self._since) * self.speed / 60

    async def pause(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds / self.speed)

    def later(self, seconds: float, step: Callable[[], None]) -> Waiting:
        """Take a step after so many seconds, in the loop that runs now."""
        return asyncio.get_running_loop().call_later(seconds / self.speed, step)
