"""What a room holds, and what phones and the facilitator's pages are told of it."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askfirst.activities.base import Activity
from askfirst.errors import RoomError
from askfirst.planning.clock import Schedule
from askfirst.room.asked import Asked
from askfirst.room.clock import Clock, SystemClock, Waiting
from askfirst.room.events import Broker
from askfirst.room.hat import Hat
from askfirst.room.keeper import ALONE, Keeper
from askfirst.room.pace import Signals
from askfirst.room.plan_clock import PlanClock
from askfirst.room.progress import band
from askfirst.room.results import Results
from askfirst.room.seats import Seats
from askfirst.room.snapshots import (
    NO_SIGNALS,
    Place,
    Signalled,
    Specs,
    host_snapshot,
    phone_snapshot,
)
from askfirst.room.tally import Tally
from askfirst.room.texts import refusal

if TYPE_CHECKING:  # it needs PyNaCl, which a room that seals nothing has nothing to do with
    from askfirst.room.sealing import Sealing

HOST_PAGES: Final = 24


class BaseRoom:
    """A workshop's activities, seats and tallies, in memory only; `Room` adds the steps.

    Args:
        activities: Everything that can be asked, in the order of the plan.
        word: What opens the room to phones.
        head_count: How many phones may join.
        host_key: What leads the room; 32 random bytes are made if there is none.
        results: Released results, or the folder for them, or None to write none.
        plan: The plan's name, for the name of the file.
        place: What the facilitator's pages are told besides.
        clock: The day and minute, the pause between two looks at the progress, and the wait of a
            signal.
        schedule: The plan by the clock.
        seats: Seats with a known key, for tests.
        hat: The slips that let phones in, in place of the word.
        sealing: The keys to what phones seal, in a room where they do.
    """

    def __init__(  # noqa: PLR0913  # all but the activities by name, and most have a default
        self,
        activities: Sequence[Activity],
        *,
        word: str,
        head_count: int = 24,
        host_key: str | None = None,
        results: Path | Results | None = None,
        plan: str = "workshop",
        place: Place | None = None,
        clock: Clock | None = None,
        seats: Seats | None = None,
        schedule: Schedule | None = None,
        hat: Hat | None = None,
        sealing: "Sealing | None" = None,
    ) -> None:
        self.word = word
        self.clock = clock or SystemClock()
        self.place = place or Place()
        self.host_key = host_key or secrets.token_urlsafe(32)
        self.door: str | None = secrets.token_urlsafe(32)
        self.seats = seats or Seats(head_count)
        self.hat = hat
        self.sealing = sealing
        self.asked = {a.id: Asked(activity=a, tally=Tally.of(a), spec=a.spec()) for a in activities}
        self.current: Asked | None = None
        self.ended = False
        if isinstance(results, Path):
            results = Results.begin(results, day=self.clock.today(), plan=plan)
        self.results = results
        self.phones = Broker(most=3 * self.seats.head_count + 32)
        self.hosts = Broker(most=HOST_PAGES)
        self.leaders = Broker(most=HOST_PAGES)
        self.signals = Signals(self._later, on_shown=self._signalled)
        self.plan_clock = PlanClock(
            schedule or Schedule(), minute=self._minute, speed=self.clock.speed
        )
        self.keeper: Keeper = ALONE
        self._specs = Specs()

    def phone_snapshot(self) -> bytes:
        """Return what every phone is told."""
        current = None if self.ended else self.current
        held = () if self.ended else self.asked.values()
        return phone_snapshot(current, held=held, ended=self.ended)

    def leader_snapshot(self) -> bytes:
        """Return what only the pages are told that the facilitator leads from: signals as well."""
        signalled = (one for one in self.asked.values() if one.activity.signals)
        shown = {a.activity.id: self.signals.shown(a.activity.id) for a in signalled}
        return self.host_snapshot(shown)

    def host_snapshot(self, signals: Signalled = NO_SIGNALS) -> bytes:
        """Return what the facilitator's pages are told, slides on the projector among them."""
        room = {
            "word": self.word,
            "headCount": self.seats.head_count,
            "joined": list(band(self.seats.joined)),
            "results": len(self.results) if self.results is not None else 0,
            "ended": self.ended,
            "clock": self.plan_clock.told,
            **({"hat": self.hat.to_json()} if self.hat is not None else {}),
            **({"sealed": True} if self.sealing is not None else {}),
        }
        return host_snapshot(
            self.place, room=room, asked=self.asked, specs=self._specs, signals=signals
        )

    def _later(self, seconds: float, step: Callable[[], None]) -> Waiting:
        return self.clock.later(seconds, step)

    def _signalled(self) -> None:
        self.keeper.changed()
        self._tell_leaders()

    def _minute(self) -> float:
        return self.clock.minute()

    def _tell_hosts(self) -> None:
        if self.hosts.subscribers:
            self.hosts.publish(self.host_snapshot())
        self._tell_leaders()

    def _tell_leaders(self) -> None:
        if self.leaders.subscribers:
            self.leaders.publish(self.leader_snapshot())

    def _tell_all(self) -> None:
        self._tell_hosts()
        self.phones.publish(self.phone_snapshot())

    def _expect_running(self) -> None:
        if self.ended:
            raise refusal("ended")

    def _find(self, activity: object) -> Asked:
        self._expect_running()
        asked = self.asked.get(str(activity))
        if asked is None:
            raise RoomError(
                "unknown_activity", f"No activity {str(activity)[:64]!r} is in this plan.", 404
            )
        return asked
