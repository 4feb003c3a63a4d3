"""Results of a hosted room: in memory until the facilitator saves them, and on no server's disk."""

from datetime import date
from pathlib import Path
from typing import Final

from askfirst.room.results import Results

NOWHERE: Final = Path("in-memory.json")


class ResultsInMemory(Results):
    """Results that are written nowhere."""

    on_disk = False

    def __init__(self, *, day: date, plan: str) -> None:
        super().__init__(Path(), day=day, plan=plan, path=NOWHERE)

    def save(self) -> None:
        """Write nothing."""

    def finish(self) -> None:
        """Write nothing."""
