"""The room: what phones and facilitator may do, each step whole and synchronous."""

import hmac
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askfirst.activities.base import Activity, Answer
from askfirst.errors import RoomError
from askfirst.planning.clock import Schedule
from askfirst.room.asked import AS_WRITTEN, Asked, Phase
from askfirst.room.clock import Clock, SystemClock, Waiting
from askfirst.room.events import Broker
from askfirst.room.hat import Hat
from askfirst.room.keeper import ALONE, Keeper, step, step_in
from askfirst.room.pace import Signals
from askfirst.room.plan_clock import PlanClock
from askfirst.room.progress import band
from askfirst.room.results import Results
from askfirst.room.seats import Right, Seats, read_nonce
from askfirst.room.snapshots import (
    NO_SIGNALS,
    Place,
    Signalled,
    Specs,
    host_snapshot,
    phone_snapshot,
)
from askfirst.room.sorting import Sorted
from askfirst.room.tally import Tally
from askfirst.room.texts import refusal

if TYPE_CHECKING:  # it needs PyNaCl, which a room that seals nothing has nothing to do with
    from askfirst.room.sealing import Sealing

HOST_PAGES: Final = 24


def asked_part(message: "Message") -> tuple[str]:
    """Return what an answer may change."""
    return (f"asked/{message.activity}",)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a phone sends about an answer; `choice` is None where only the nonce is at hand."""

    seat: object
    activity: object
    nonce: object
    choice: str | None = None
    round: object = 1


class Room:
    """A workshop's activities, seats and tallies, in memory only.

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

    # What phones do

    @step_in(lambda *_: ("seats", "hat"))
    def join(self, word: object, ticket: object) -> str:
        """Return a seat for whoever knows the word on the screen, or has a slip from the hat.

        Raises:
            RoomError: `ended`, `wrong_word`, `wrong_slip`, `slip_used`, `bad_nonce` or `full`.
        """
        self._expect_running()
        before = band(self.seats.joined)
        if self.hat is not None:
            seat = self.hat.take(self.seats, code=word, ticket=read_nonce(ticket))
        else:
            given = str(word).strip().lower().encode(errors="replace")
            if not hmac.compare_digest(given, self.word.lower().encode()):
                raise refusal("wrong_word")
            seat = self.seats.take(read_nonce(ticket))
        if band(self.seats.joined) != before:
            self._tell_hosts()
        return seat

    @step_in(asked_part)
    def answer(self, message: Message) -> None:
        """Count an answer or a pass; the same message again is acknowledged and not counted.

        Raises:
            RoomError: The seat, nonce, choice or moment does not fit.
        """
        right, asked, nonce = self._read(message)
        choice = str(message.choice)
        answer = asked.activity.read_choice(choice)
        if asked.phase is not Phase.OPEN and right.token not in asked.tally.used:
            raise refusal("closed")
        asked.tally.accept(right, nonce=nonce, choice=choice, answer=answer)

    @step_in(asked_part)
    def take_back(self, message: Message) -> None:
        """Undo an answer, until the result is shown; the same message again changes nothing.

        Raises:
            RoomError: As `answer`, and `nothing_to_take_back`.
        """
        right, asked, nonce = self._read(message)
        choice = message.choice
        if choice is None:
            choice = asked.tally.opened_by(right.token, nonce, asked.activity)
        answer: Answer = asked.activity.read_choice(choice)
        asked.tally.take_back(right, nonce=nonce, choice=choice, answer=answer)

    @step_in(lambda *_: ("signals",))
    def signal(self, seat: object, activity: object, signal: object) -> None:
        """Let a signal come to the facilitator at a random moment; whose it is goes no further.

        Raises:
            RoomError: `bad_seat`, `bad_choice`, or `closed`, where nothing can be signalled now.
        """
        asked = self._find(activity)
        self.seats.read(seat)
        if signal not in asked.activity.signals:
            asked.activity.bad_choice(str(signal))
        if asked.phase is not Phase.OPEN:
            raise refusal("closed")
        self.signals.give(asked.activity.id, str(signal))

    def has_answered(self, seat: object, asked: Asked) -> bool:
        """Return whether this seat has used its token of this round."""
        return self._right(self.seats.read(seat), asked).token in asked.tally.used

    # What the facilitator does

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
            asked.tick(self.seats.joined)
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

    # What is seen

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
        }
        return host_snapshot(
            self.place, room=room, asked=self.asked, specs=self._specs, signals=signals
        )

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

    def _read(self, message: Message) -> tuple[Right, Asked, bytes]:
        """Return right, activity and nonce; the seat goes no further."""
        asked = self._find(message.activity)
        seat = self.seats.read(message.seat)
        nonce = read_nonce(message.nonce)
        if asked.phase in {Phase.DRAFT, Phase.RELEASED} or str(message.round) != str(asked.round):
            raise refusal("closed")
        return self._right(seat, asked), asked, nonce

    @staticmethod
    def _right(seat: bytes, asked: Asked) -> Right:
        return Right.of(seat, asked.activity.id, asked.round)
