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
        head_count: How many phones may join, or None for 24, or for the people that slips are for.
        seats: A file that `askfirst seats` wrote, or None to let the word in.
        new_group: Whether this is another group than the last one of this day and plan.
    """

    plan: str | None = None
    port: str | None = None
    host: str | None = None
    head_count: str | None = None
    seats: str | None = None
    new_group: bool = False
