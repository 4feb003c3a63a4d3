"""Breath: a circle to breathe with, about six times a minute, for whoever wants it."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any, ClassVar, Final, Self

from askfirst.activities.private import ONLY, Private

SECONDS: Final = (4, 6)  # in and out: six breaths a minute

TEXTS: Final = {
    "private": ONLY,
    "lead": "In for about four seconds, out for about six. Your own pace is as good.",
    "fine": "It is fine to stop at any moment, or not to start.",
    "else": "Paying attention to breathing does not suit everyone. Looking out of the window is "
    "as good.",
    "start": "Start",
    "stop": "Stop",
    "in": "In",
    "out": "Out",
    "moving": "It moves now: wider for in, narrower for out.",
    "counting": "It counts now: in, then out.",
    "stopped": "Stopped.",
    "ends": "It stops by itself after {minutes} minutes.",
    "ends_one": "It stops by itself after a minute.",
    "aloud": "Say “in” and “out” to a screen reader",
    "circle": "A circle that widens and narrows",
}


@dataclass(frozen=True)
class Breath(Private):
    """Offer a circle that moves once a person starts it, and stops at once; nothing is asked.

    Args:
        id: As for every activity.
        question: The line above the circle.
        minutes: After how long it stops by itself, 1 to 10.

    Raises:
        DeclarationError: A time out of range.
    """

    question: str = "A circle to breathe with, if you like"
    _: KW_ONLY
    minutes: int = 2

    type: ClassVar[str] = "breath"
    demonstrated: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Check the time as well."""
        super().__post_init__()
        if isinstance(self.minutes, bool) or not isinstance(self.minutes, int):
            self.refuse(f"minutes is {self.minutes!r}. Use a whole number from 1 to 10.")
        if not 1 <= self.minutes <= 10:
            self.refuse(f"minutes is {self.minutes}. Use 1 to 10.")

    def details(self) -> dict[str, object]:
        """Return when it stops by itself, and the seconds of a breath in and of one out."""
        return {"minutes": self.minutes, "seconds": list(SECONDS)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the words for the circle; there is nothing to send or show."""
        return {"ask": dict(TEXTS), "show": {}, "host": {}}

    def fields(self) -> str:
        """Return three lines of words, which do on paper what the circle does."""
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines())

    def slide_form(self) -> str:
        """Return the same lines for a slide."""
        return self.fields()

    def lines(self) -> list[str]:
        """Return three lines: how, that stopping is fine, and what else to do."""
        return [TEXTS["lead"], TEXTS["fine"], TEXTS["else"]]

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the breath of a stored spec."""
        return cls(spec["id"], spec["question"], minutes=spec["minutes"], tier=spec["tier"])
