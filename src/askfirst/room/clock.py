"""Time as the room needs it: the date, a pause, and a step after one. What it holds has no time."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Protocol


class Waiting(Protocol):
    """A step that waits to be taken."""

    def cancel(self) -> object:
        """Never take it."""


class Clock(Protocol):
    """What the room asks of a clock."""

    def today(self) -> date:
        """Return the date, for the name of the file of results."""

    async def pause(self, seconds: float) -> None:
        """Wait."""

    def later(self, seconds: float, step: Callable[[], None]) -> Waiting:
        """Take a step after so many seconds, and return at once."""


class SystemClock:
    """The clock of this computer."""

    def today(self) -> date:
        """Return the date where the workshop is."""
        return date.today()

    async def pause(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def later(self, seconds: float, step: Callable[[], None]) -> Waiting:
        """Take a step after so many seconds, in the loop that runs now."""
        return asyncio.get_running_loop().call_later(seconds, step)
