"""The room: what phones and facilitator may do, each step whole and synchronous."""

import hmac
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from askfirst.errors import RoomError
from askfirst.room.asked import AS_WRITTEN, Asked, Phase
from askfirst.room.keeper import step
from askfirst.room.snapshots import Place
from askfirst.room.sorting import Sorted
from askfirst.room.taking_part import TakingPart


class Room(TakingPart):
    """A workshop that phones take part in, with all that the facilitator does.

    It is made as `BaseRoom` says.
    """

    @step
    def enter(self, door: object) -> str:
        """Return the host key for what opens the start page once.

        A browser is started with an address that other programs can read; this stands in it
        instead of the key, and is worth nothing once the page has opened.

        Raises:
            RoomError: `used_door`, for another value or a second time.
        """
        given, wanted = str(door).encode(errors="replace"), self.door
        if wanted is None or not hmac.compare_digest(given, wanted.encode()):
            raise RoomError(
                "used_door", "This link was used. Take the one that stands in the terminal.", 401
            )
        self.door = None
        return self.host_key

    @step
    def open(self, activity: str) -> None:
        """Open an activity; only one is open at a time, beside those that stand."""
        self._ask(self._find(activity), Asked.open)

    @step
    def close(self, activity: str) -> None:
        """Close an activity."""
        asked = self._find(activity)
        with self._whole(asked):
            asked.close()
            self._mark(asked)
        self._tell_all()

    @step
    def release(
        self,
        activity: str,
        rejected: Collection[int] = (),
        mended: Mapping[int, str] = AS_WRITTEN,
        *,
        approved: int | None = None,
    ) -> None:
        """Show the result of a closed activity, once; it is on disk before anyone sees it."""
        asked = self._find(activity)
        release = asked.prepare(rejected, mended, approved=approved)
        writing = self.results is not None
        transitions = asked.transitions(release) if writing else None
        of_each = asked.of_each()
        with self._whole(asked):
            asked.show(release)  # first, so that a replica holds it as shown once it is written
            if self.results is not None:
                self.results.add(
                    asked.activity,
                    turn=asked.round,
                    release=release,
                    transitions=transitions,
                    of_each=of_each,
                )
        self._tell_all()

    @step
    def again(self, activity: str) -> None:
        """Ask an activity of the open tier anew."""
        self._ask(self._find(activity), Asked.again)

    @step
    def texts(self, activity: str) -> tuple[str, ...]:
        """Return the texts of a closed Words in mixed order."""
        asked = self._find(activity)
        looked = asked.looked
        try:
            return asked.texts()
        finally:
            if asked.looked != looked:  # it stays closed from now on
                self._tell_hosts()

    @step
    def sorted(self, activity: str) -> list[Sorted]:
        """Return what the facilitator has made of each of these texts so far."""
        return self._find(activity).sorted()

    @step
    def sort(self, activity: str, place: int, draft: Sorted) -> None:
        """Keep what the facilitator makes of one text of a closed question box."""
        self._find(activity).sort(place, draft)

    @step
    def set_head_count(self, count: int) -> None:
        """Say how many phones may join."""
        self._expect_running()
        self.seats.head_count = count
        self.phones.most = 3 * count + 32
        self._tell_hosts()

    def move(self, place: Place) -> None:
        """Say where things around the room are now."""
        self.place = place
        self._tell_hosts()

    @step
    def follow_plan(self, step: str, fields: Mapping[str, object]) -> None:
        """Take a step of the plan's clock."""
        self._expect_running()
        self.plan_clock.take(step, fields)
        self._tell_hosts()

    @step
    def seen(self, activity: str, signal: object) -> None:
        """Take away a signal that the facilitator has seen."""
        self.signals.seen(self._find(activity).activity.id, str(signal))
        self._tell_leaders()

    @step
    def tick(self) -> None:
        """Look at the progress anew, and tell the facilitator if it changed."""
        before = [asked.progress for asked in self.asked.values()], self.plan_clock.told
        for asked in self.asked.values():
            asked.tick(self.seats.joined, self.seats.secret(asked.key))
        self.plan_clock.look()
        after = [asked.progress for asked in self.asked.values()], self.plan_clock.told
        if after != before:
            self._tell_hosts()

    @step
    def end(self) -> None:
        """Forget every seat and tally, and write what was shown as tables; phones are told."""
        self._expect_running()
        self.ended = True
        self.seats.forget()
        if self.hat is not None:
            self.hat.forget()
        if self.sealing is not None:
            self.sealing.forget()
        self.signals.forget()
        self.plan_clock.forget()
        for asked in self.asked.values():
            asked.forget()
        if self.results is not None:
            self.results.finish()
        self._tell_all()

    def _ask(self, asked: Asked, step: Callable[[Asked], None]) -> None:
        if asked.activity.standing:
            with self._whole(asked):
                step(asked)
                self._mark(asked)
        else:
            self._expect_alone(asked)
            # Opened again after close, it goes on with what it was asked with.
            first = None if asked.phase is Phase.CLOSED else self.asked.get(asked.activity.follows)
            written = first.written() if first else ()
            with self._whole(asked):
                step(asked)
                if first:
                    asked.follow(written)
                self.current = asked
                self._mark(asked)
            self.plan_clock.reached(asked.activity.id)
        self._tell_all()

    @contextmanager
    def _whole(self, asked: Asked) -> Iterator[None]:
        """Take a step in full, or leave the activity as it was."""
        before, current = dict(vars(asked)), self.current
        try:
            yield
        except RoomError:
            vars(asked).update(before)
            self.current = current
            raise

    def _mark(self, asked: Asked) -> None:
        """Write how far an activity is, before anybody sees it."""
        if self.results is not None and asked.arrives:
            self.results.mark(asked.activity, turn=asked.round, phase=asked.phase)

    def _expect_alone(self, asked: Asked) -> None:
        other = self.current
        if other is not None and other is not asked and other.phase is Phase.OPEN:
            raise RoomError(
                "other_open",
                f"{other.activity.id!r} is open. Close it before {asked.activity.id!r}.",
            )
