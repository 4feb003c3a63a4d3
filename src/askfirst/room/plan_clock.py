"""The plan's clock in a room: which part it is in, kept in memory, and what the pages are told."""

from collections.abc import Callable, Mapping
from typing import Any

from askfirst.errors import RoomError
from askfirst.planning.clock import Course, Offer, Schedule, Told


class PlanClock:
    """Follows a plan by the room's clock.

    What is told is made anew at each step and at each look at the room, and stays the same between
    them: so nothing on the facilitator's pages moves at the moment of an answer.

    Args:
        schedule: The plan by the clock.
        minute: Says which minute it is, counted from midnight of the first day.
        speed: How much faster than the day that minute runs: more than 1 in a rehearsal.
    """

    def __init__(
        self, schedule: Schedule, *, minute: Callable[[], float], speed: float = 1
    ) -> None:
        self.schedule = schedule
        self.course = Course()
        self._minute = minute
        self._speed = speed
        self.told: Mapping[str, Any] = self._made()

    def take(self, step: str, fields: Mapping[str, object]) -> None:
        """Take a step: start, next, back, drop or keep.

        Raises:
            RoomError: `bad_step`, or a step that does not fit now.
        """
        now, plan, course = self._minute(), self.schedule, self.course
        match step, dict(fields):
            case "start", {"part": int(part)}:
                self.course = plan.begin(part, now)
            case "next", _:
                self.course = plan.go_on(course, now)
            case "back", _:
                self.course = plan.go_back(course)
            case "drop", {"cut": cut}:
                self.course = plan.drop(course, cut)
            case "keep", {"cut": cut}:
                self.course = plan.keep(course, cut)
            case _:
                raise RoomError(
                    "bad_step",
                    f"{step!r} is no step of the plan's clock. Use start with a part, next, back, "
                    "or drop and keep with a cut.",
                    422,
                )
        self.look()

    def reached(self, activity: str) -> None:
        """Go to the part in which something is asked, if that is still to come."""
        course = self.schedule.reach(self.course, activity, self._minute())
        if course != self.course:
            self.course = course
            self.look()

    def look(self) -> None:
        """Look at the clock, and make anew what is told."""
        self.told = self._made()

    def restore(self, said: Mapping[str, Any]) -> None:
        """Go on from a course as `Course.to_json` gave it."""
        self.course = Course.from_json(said)
        self.look()

    def forget(self) -> None:
        """Stand still, as before the start."""
        self.restore(Course().to_json())

    def _made(self) -> dict[str, Any]:
        now, plan, course = self._minute(), self.schedule, self.course
        told: dict[str, Any] = {
            "running": bool(course.entered),
            "starts": [*plan.first_parts()],
            "start": plan.start,
            "others": [*plan.others],
        }
        if self._speed != 1:
            told |= {"speed": self._speed, "now": int(now)}
        if course.entered:
            told |= {"place": course.place, "first": course.first, "dropped": self._dropped()}
            told |= _told(plan.told(course, now), plan, course)
        return told

    def _dropped(self) -> list[dict[str, Any]]:
        names = self.course.dropped
        return [_cut(cut.id, self.schedule) for cut in self.schedule.cuts if cut.id in names]


def _told(told: Told, plan: Schedule, course: Course) -> dict[str, Any]:
    breaks = [place for place in told.times if place > course.place and plan.parts[place].pause]
    needed = sum(offer.needed for offer in told.offers)
    return {
        "state": told.state,
        "off": int(abs(told.late)),
        "ends": int(told.ends),
        "over": told.over,
        "times": {str(place): int(at) for place, at in told.times.items()},
        "left": {str(place): plan.left(course, place) for place in told.times},
        "pause": int(told.times[breaks[0]]) if breaks else None,
        "end": int(told.end),
        "offers": [_offer(offer, plan) for offer in told.offers],
        "needed": needed,
        "wins": int(told.wins),
        "missing": int(told.missing),
    }


def _offer(offer: Offer, plan: Schedule) -> dict[str, Any]:
    return {**_cut(offer.cut.id, plan), "wins": offer.wins}


def _cut(name: str, plan: Schedule) -> dict[str, Any]:
    cut = next(cut for cut in plan.cuts if cut.id == name)
    return {"id": cut.id, "title": cut.title, "form": cut.form, "without": [*cut.without]}
