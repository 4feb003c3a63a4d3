"""Pace: a signal that anyone may give at any time; one person is enough, and nothing is counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Final, NoReturn, Self

from askfirst.activities.base import Activity, Totals
from askfirst.errors import RoomError
from askfirst.release import Tier

SIGNALS: Final = ("slower", "pause", "fine")

ASK: Final = {
    "label": "Pace",
    "slower": "Slower",
    "pause": "Pause",
    "fine": "Fine",
    "care": "One is enough. The facilitator’s page shows within twenty seconds that someone "
    "asked, not who.",
    "sent": "That is on its way.",
    "closed": "This is closed for now.",
    "alone": "Alone you set the pace yourself, and nothing is sent. This is for a workshop.",
}
SHOW: Final = {
    "any": "On every phone, at any time.",
    "one": "One is enough. The facilitator’s own page shows within twenty seconds that someone "
    "asked, not who.",
    "foot": "Nothing is counted, and no signal is shown here.",
    "paper": "Without a phone: say it, or step out. Nobody asks why.",
}
HOST: Final = {
    "draft": "Draft",
    "open": "Open: anyone can signal",
    "closed": "Closed",
    "do_open": "Open",
    "do_close": "Close",
    "next": "It can be opened again.",
    "nothing": "It can be opened again.",
    "quiet": "Nobody has asked for anything.",
    "slower": "Someone asks for slower.",
    "pause": "Someone asks for a pause.",
    "fine": "Someone says that the pace is fine.",
    "seen": "Seen",
}


@dataclass(frozen=True)
class Pace(Activity):
    """Let anyone ask for slower or a pause while a module goes on; only who leads is told.

    Args:
        id: As for every activity.
        question: The line above the three buttons.
        tier: personal, always: a signal is shown to the facilitator alone, and never as a number.

    Raises:
        DeclarationError: Another tier.
    """

    type: ClassVar[str] = "pace"
    tiers: ClassVar[frozenset[Tier]] = frozenset({Tier.PERSONAL})
    standing: ClassVar[bool] = True
    signals: ClassVar[tuple[str, ...]] = SIGNALS

    @property
    def width(self) -> int:
        """No counters: nothing is counted."""
        return 0

    def details(self) -> dict[str, object]:
        """Return that it stays open beside other questions, and what may be signalled."""
        return {"standing": True, "signals": list(SIGNALS)}

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the sentences about signals; there is no answer and no release."""
        return {"ask": dict(ASK), "show": dict(SHOW), "host": dict(HOST)}

    def fields(self) -> str:
        """Return what may be signalled, and how without a phone: nothing here can be sent."""
        names = "".join(f"<li>{escape(ASK[signal])}</li>" for signal in SIGNALS)
        said = "".join(f"<p>{escape(SHOW[text])}</p>" for text in ("any", "one", "paper"))
        return f"<ul>{names}</ul>{said}"

    def lines(self) -> list[str]:
        """Return the same as lines."""
        names = " / ".join(ASK[signal] for signal in SIGNALS)
        return [names, SHOW["any"], SHOW["one"], SHOW["paper"]]

    def slide_form(self) -> str:
        """Return what it is, what it does and what becomes of it, as the component draws it."""
        names = "".join(f"<li>{escape(ASK[signal])}</li>" for signal in SIGNALS)
        said = "".join(f"<p>{escape(SHOW[text])}</p>" for text in ("any", "one"))
        return f'<ul class="askfirst-signals">{names}</ul>{said}'

    def read_choice(self, choice: str) -> NoReturn:
        """Refuse everything: a signal is no answer."""
        self.bad_choice(choice)

    def from_fields(self, values: Sequence[str], words: str = "") -> NoReturn:  # noqa: ARG002
        """Refuse everything: a signal is no answer."""
        self.bad_choice(",".join(values))

    def release(self, totals: Totals) -> NoReturn:  # noqa: ARG002
        """Refuse: nothing was counted."""
        raise RoomError("no_result", f"{self.id!r} has no result: nothing is counted.")

    def possible(self, totals: Totals) -> Iterator[str]:  # noqa: ARG002
        """Yield nothing."""
        return iter(())

    @classmethod
    def from_details(cls, spec: Mapping[str, Any]) -> Self:
        """Return the activity of a stored spec."""
        return cls(spec["id"], spec["question"], tier=spec["tier"])
