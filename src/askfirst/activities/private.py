"""What private activities share: no answer, no tally and no release, on any surface."""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Final, NoReturn

from askfirst.activities.base import Activity, Totals
from askfirst.errors import RoomError
from askfirst.release import Tier

ONLY: Final = "Only for you. Nothing is sent."


@dataclass(frozen=True)
class Private(Activity):
    """An activity for oneself; nothing is sent, kept or counted."""

    _: KW_ONLY
    tier: Tier = Tier.PRIVATE

    night: ClassVar[bool] = True
    written: ClassVar[bool] = False  # whether its component gives what was written, as `own()`
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.PRIVATE})

    @property
    def width(self) -> int:
        """No counters: there is nothing to count."""
        return 0

    def read_choice(self, choice: str) -> NoReturn:
        """Refuse everything: a private activity has no answers."""
        self.bad_choice(choice)

    def from_fields(self, values: Sequence[str], words: str = "") -> NoReturn:  # noqa: ARG002
        """Refuse everything: a private activity has no answers."""
        self.bad_choice(",".join(values))

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: there is nothing to release."""
        raise RoomError("private", f"{self.id!r} is only for oneself: nothing to show.")

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing."""
        return iter(())
