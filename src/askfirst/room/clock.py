"""Time as the room needs it: today's date, and a pause. Nothing the room holds has a time."""

import asyncio
from datetime import date
from typing import Protocol


class Clock(Protocol):
    """What the room asks of a clock."""

    def today(self) -> date:
        """Return the date, for the name of the file of results."""

    async def pause(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of this computer."""

    def today(self) -> date:
        """Return the date where the workshop is."""
        return date.today()

    async def pause(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
