"""What the command line asked of a workshop, as typed; read without the room's libraries."""

from dataclasses import dataclass
from typing import Final

HEAD_COUNT: Final = 24


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line asked for, as typed.

    Attributes:
        plan: Name or path of a plan, or None for all modules.
        port: A port, or None for the first free one.
        host: An address or name of this computer, or None for its network address.
        head_count: How many phones may join.
        start: When the workshop is to begin, like "18:30", or "".
        rehearse: How many times faster than the day the clock runs, for somebody alone; "" to
            lead a workshop.
    """

    plan: str | None = None
    port: str | None = None
    host: str | None = None
    head_count: str = str(HEAD_COUNT)
    start: str = ""
    rehearse: str = ""
