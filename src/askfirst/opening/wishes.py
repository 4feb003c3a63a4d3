"""What the command line asked of a workshop, as typed; read without the room's libraries."""

from dataclasses import dataclass
from typing import Final

from askfirst.errors import StartError
from askfirst.loopback import LOOPBACK

MOST: Final = 300
HEAD_COUNT: Final = 24
FASTEST: Final = 600  # times the day, in a rehearsal


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line asked for, as typed.

    Attributes:
        plan: Name or path of a plan, or None for all modules.
        port: A port, or None for the first free one.
        host: An address or name of this computer, or None for its network address.
        head_count: How many phones may join, or None for 24, or for the people that slips are for.
        seats: A file that `askfirst seats` wrote, or None to let the word in.
        sealed: Whether phones seal what they send.
        new_group: Whether this is another group than the last one of this day and plan.
        start: When the workshop is to begin, like "18:30", or "".
        rehearse: How many times faster than the day the clock runs, for somebody alone; "" to
            lead a workshop.
    """

    plan: str | None = None
    port: str | None = None
    host: str | None = None
    head_count: str | None = None
    seats: str | None = None
    sealed: bool = False
    new_group: bool = False
    start: str = ""
    rehearse: str = ""

    @property
    def phones(self) -> int | None:
        """How many phones may join, as a number, if it was said.

        Raises:
            StartError: It is none from 1 to 300.
        """
        if self.head_count is None:
            return None
        return read_number(self.head_count, "--head-count", most=MOST)

    @property
    def wanted(self) -> int | None:
        """The port, as a number.

        Raises:
            StartError: It is none from 1 to 65535.
        """
        return None if self.port is None else read_number(self.port, "--port", most=65535)

    @property
    def speed(self) -> int:
        """How many times faster than the day the clock runs.

        A rehearsal is for one person: phones elsewhere cannot join, since the waits that protect
        what they send would be too short, and nothing is written.

        Raises:
            StartError: `--rehearse` is no number, or there is a `--host` beside it.
        """
        if not self.rehearse:
            return 1
        speed = read_number(self.rehearse, "--rehearse", most=FASTEST)
        if self.host not in {None, LOOPBACK}:
            raise StartError(
                f"--host {self.host!r}: a rehearsal is for this computer alone. Leave --host out, "
                "or leave --rehearse out."
            )
        return speed


def read_number(text: str, option: str, *, most: int) -> int:
    """Return a whole number from 1 to `most`.

    Raises:
        StartError: It is not one; names the option and what was typed.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= number <= most:
        raise StartError(f"{option} {text!r}: expected a whole number from 1 to {most}.")
    return number
