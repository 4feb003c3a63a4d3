"""The clock of a plan: where a workshop stands against it, and what dropping something wins.

All times are minutes since midnight of the day it is led on, and go on past midnight. Nothing here
looks at a clock: whoever asks says what time it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from askfirst.errors import RoomError

ON_TIME: Final = 2  # minutes early or late that are still on time
NEAR: Final = 60  # a planned start counts if the workshop begins within so many minutes of it


@dataclass(frozen=True, kw_only=True)
class Part:
    """One entry of a plan, as the clock needs it.

    Attributes:
        title: What stands in the plan.
        minutes: How long it takes.
        pause: Whether it is a break.
        day: Which day of the plan it is on, from 0.
        activities: Ids of what is asked in it.
    """

    title: str
    minutes: float
    pause: bool = False
    day: int = 0
    activities: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Something that can be dropped.

    Attributes:
        id: Names it for the page.
        place: Which part it is in, from 0.
        minutes: How long it takes.
        title: What goes, in the plan's own words; the module's title for a short form.
        form: Minutes of the workshop that a short form is for; None for a line of the plan.
        without: What a short form leaves out.
    """

    id: str
    place: int
    minutes: float
    title: str
    form: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a workshop has gone so far: plain numbers, and nothing about anybody in it.

    Attributes:
        first: The part that it was started with.
        entered: When that part and each after it began; none before the start.
        dropped: Ids of what was dropped.
    """

    first: int = 0
    entered: tuple[float, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """The part that it is in."""
        return self.first + len(self.entered) - 1

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types, from which `from_json` makes it again."""
        return {"first": self.first, "entered": [*self.entered], "dropped": [*self.dropped]}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the course that `to_json` gave."""
        return cls(
            first=said["first"], entered=tuple(said["entered"]), dropped=tuple(said["dropped"])
        )


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be dropped now, the minutes it wins, and whether it takes part in being enough."""

    cut: Cut
    wins: float
    needed: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where a workshop stands.

    Attributes:
        late: Minutes by which it will end after the plan; negative where before.
        ends: When the part that it is in should end, or should have ended.
        over: Whether that is past.
        times: When each part of this day began or will begin, by its place.
        end: When it will end.
        offers: What can be dropped now, what is needed to be on time first.
        wins: Minutes that what is needed wins together.
        missing: Minutes by which it would still be late after that, 0 where that is enough.
    """

    late: float
    ends: float
    over: bool
    times: Mapping[int, float]
    end: float
    offers: tuple[Offer, ...]
    wins: float
    missing: float

    @property
    def state(self) -> str:
        """Say "on time", "ahead" or "behind"."""
        if abs(self.late) < ON_TIME:
            return "on time"
        return "behind" if self.late > 0 else "ahead"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A plan by the clock.

    Attributes:
        parts: Its entries, of every day.
        cuts: What can be dropped: first the plan's own list, in its order, then short forms.
        others: Lines of that list that name no module and no minutes, to be read by a person.
        start: When it is to begin, on each of its days, or None.
    """

    parts: tuple[Part, ...] = ()
    cuts: tuple[Cut, ...] = ()
    others: tuple[str, ...] = ()
    start: float | None = None
    _by_id: Mapping[str, Cut] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what can be dropped by its name."""
        object.__setattr__(self, "_by_id", {cut.id: cut for cut in self.cuts})

    def first_parts(self) -> tuple[int, ...]:
        """Return with which parts a day begins."""
        days = [part.day for part in self.parts]
        return tuple(days.index(day) for day in sorted(set(days)))

    # Steps

    def begin(self, place: int, now: float) -> Course:
        """Return the course that begins now, with the first part of a day.

        Raises:
            RoomError: `bad_part`, for any other.
        """
        if isinstance(place, bool) or place not in self.first_parts():
            raise RoomError("bad_part", f"Part {place!r} begins no day. Use the first of one.", 422)
        return Course(first=place, entered=(now,))

    def go_on(self, course: Course, now: float) -> Course:
        """Return it one part further on.

        Raises:
            RoomError: `not_started`, or `last_part`.
        """
        _started(course)
        if course.place + 1 not in self._today(course):
            raise RoomError("last_part", "This is the last part. End the workshop when it is over.")
        return replace(course, entered=(*course.entered, now))

    def go_back(self, course: Course) -> Course:
        """Return it one part earlier, as if the last step had not been taken.

        Raises:
            RoomError: `not_started`, or `first_part`.
        """
        _started(course)
        if len(course.entered) == 1:
            raise RoomError("first_part", "This is the first part. There is none before it.")
        return replace(course, entered=course.entered[:-1])

    def reach(self, course: Course, activity: str, now: float) -> Course:
        """Return it in the part where something is asked, if that part is still to come today."""
        if not course.entered:
            return course
        for place in self._today(course):
            if place > course.place and activity in self.parts[place].activities:
                steps = place - course.place
                return replace(course, entered=(*course.entered, *(now,) * steps))
        return course

    def drop(self, course: Course, name: object) -> Course:
        """Return it without something; one short form of a module takes the place of another.

        Raises:
            RoomError: `bad_cut`, for a name that nothing has.
        """
        cut = self._cut(name)
        stays = (self._by_id[other] for other in course.dropped if other != cut.id)
        kept = [
            other.id
            for other in stays
            if not (cut.form and other.form and other.place == cut.place)
        ]
        return replace(course, dropped=(*kept, cut.id))

    def keep(self, course: Course, name: object) -> Course:
        """Return it with something that was dropped.

        Raises:
            RoomError: `bad_cut`, for a name that nothing has.
        """
        cut = self._cut(name)
        return replace(course, dropped=tuple(other for other in course.dropped if other != cut.id))

    # What is told

    def left(self, course: Course, place: int) -> float:
        """Return the minutes that a part still has, without what was dropped of it.

        A short form may leave out what a line of the plan names too, so only the larger counts.
        """
        cuts = [self._by_id[name] for name in course.dropped if self._by_id[name].place == place]
        lines = sum(cut.minutes for cut in cuts if cut.form is None)
        forms = [cut.minutes for cut in cuts if cut.form is not None]
        return max(0.0, self.parts[place].minutes - max([lines, *forms]))

    def told(self, course: Course, now: float) -> Told:
        """Return where a workshop that has begun stands now."""
        _started(course)
        times = self._times(course, now)
        ends = course.entered[-1] + self.left(course, course.place)
        end = self._end(course, now)
        due = self._begins(course) + sum(self.parts[place].minutes for place in self._today(course))
        needed, after = self._needed(course, now, due)
        offers = sorted(self._offers(course, now, needed), key=lambda offer: not offer.needed)
        return Told(
            late=end - due,
            ends=ends,
            over=now > ends,
            times=times,
            end=end,
            offers=tuple(offers),
            wins=end - after,
            missing=max(0.0, after - due) if after - due >= ON_TIME else 0.0,
        )

    def _cut(self, name: object) -> Cut:
        if not isinstance(name, str) or name not in self._by_id:
            raise RoomError("bad_cut", f"Nothing in this plan to drop is {str(name)[:64]!r}.", 422)
        return self._by_id[name]

    def _today(self, course: Course) -> range:
        day = self.parts[course.first].day
        places = [place for place, part in enumerate(self.parts) if part.day == day]
        return range(course.first, places[-1] + 1)

    def _begins(self, course: Course) -> float:
        """Return when the plan has it begin: the planned start if that is near, else the real."""
        began = course.entered[0]
        planned = self.start
        return began if planned is None or abs(planned - began) > NEAR else planned

    def _times(self, course: Course, now: float) -> dict[int, float]:
        times = dict(enumerate(course.entered, start=course.first))
        at = max(now, course.entered[-1] + self.left(course, course.place))
        for place in self._today(course):
            if place > course.place:
                times[place] = at
                at += self.left(course, place)
        return times

    def _end(self, course: Course, now: float) -> float:
        last = self._today(course)[-1]
        at = self._times(course, now)[last] + self.left(course, last)
        return max(now, at)

    def _can_go(self, course: Course) -> Iterator[Cut]:
        """Give what is still to come; of the part that it is in, only lines of the plan."""
        for cut in self.cuts:
            ahead = cut.place > course.place or (cut.place == course.place and cut.form is None)
            if ahead and cut.place in self._today(course) and cut.id not in course.dropped:
                yield cut

    def _needed(self, course: Course, now: float, due: float) -> tuple[Sequence[str], float]:
        """Return what has to go to be on time, in order, and when it would end then."""
        tried = course
        for cut in self._can_go(course):
            if self._end(tried, now) - due < ON_TIME:
                break
            without = self.drop(tried, cut.id)
            if self._end(without, now) < self._end(tried, now):
                tried = without
        end = self._end(tried, now)
        for name in tried.dropped:  # a line may have become part of a form that came after it
            without = self.keep(tried, name)
            if name not in course.dropped and self._end(without, now) == end:
                tried = without
        return [name for name in tried.dropped if name not in course.dropped], end

    def _offers(self, course: Course, now: float, needed: Sequence[str]) -> Iterator[Offer]:
        for cut in self._can_go(course):
            wins = self._end(course, now) - self._end(self.drop(course, cut.id), now)
            if wins > 0:
                yield Offer(cut=cut, wins=wins, needed=cut.id in needed)


def _started(course: Course) -> None:
    if not course.entered:
        raise RoomError("not_started", "The clock of the plan stands still. Start it first.")
