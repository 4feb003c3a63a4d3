"""What phones and the facilitator's pages are told, whole each time."""

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from askfirst.room.asked import Asked, Phase
from askfirst.room.texts import RENEWED

NOT_ON_PHONES: Final = frozenset({"answer", "alone", "closed"})
ALONE: Final = frozenset({"answer", "alone"})
Signalled = Mapping[str, Set[str]]  # by activity, what was signalled and not seen yet
JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
NO_SIGNALS: Final[Signalled] = MappingProxyType({})
# What is said only once a result is shown, what the facilitator sorts by, and what only larger
# screens and exporters need.
HELD_BACK: Final = frozenset(
    {
        *("after", "headline", "moves", "kinds", "starters", "places", "group", "title"),
        *("askfirst", "moderated"),
    },
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the room is, and what the facilitator's pages say about the workshop around it.

    Attributes:
        address: "192.168.1.20:8080".
        join: The address in the QR code, with the word in its fragment.
        qr: The `d` of the SVG path that draws the code, one unit a module.
        size: How many modules wide the code is.
        lab: Where JupyterLab is, on this computer.
        plan: `{"title", "minutes", "entries"}`, ready for JSON.
        goes_on: Whether the workshop goes on with what it showed before, on this day.
    """

    address: str = ""
    join: str = ""
    qr: str = ""
    size: int = 0
    lab: str = ""
    plan: Mapping[str, Any] = field(default_factory=dict)
    goes_on: bool = False


class Specs:
    """Specs as JSON, each written once: every snapshot of the facilitator holds all of them."""

    def __init__(self) -> None:
        self._written: dict[str, tuple[object, bytes]] = {}

    def write(self, asked: Asked) -> bytes:
        """Return the spec of an activity as JSON, written anew where it is another than before."""
        spec, written = self._written.get(asked.activity.id, (None, b""))
        if spec is not asked.spec:
            written = _json(asked.spec)
            self._written[asked.activity.id] = asked.spec, written
        return written


def phone_snapshot(current: Asked | None, *, held: Iterable[Asked], ended: bool) -> bytes:
    """Return what every phone is told.

    That is what is asked now, what stands open beside it, and which answers can be taken back.
    """
    held = tuple(held)
    phase = current.phase if current else Phase.DRAFT
    return _json(
        {
            "activity": phone_spec(current) if current else None,
            "phase": "ended" if ended else str(phase),
            "round": current.round if current else 1,
            "held": [a.key for a in held if _holds(a)],
            "standing": [a.key for a in standing(held)],
            **({"renewed": RENEWED} if current and current.renewed else {}),
        }
    )


def _holds(asked: Asked) -> bool:
    """Return whether an answer to it can be taken back; a signal is none."""
    held = asked.phase in {Phase.OPEN, Phase.CLOSED} and not asked.lost
    return held and not asked.activity.signals


def standing(asked: Iterable[Asked]) -> list[Asked]:
    """Return what stands open beside the question that is asked."""
    return [a for a in asked if a.activity.standing and a.phase is Phase.OPEN]


def host_snapshot(
    place: Place,
    *,
    room: Mapping[str, object],
    asked: Mapping[str, Asked],
    specs: Specs,
    signals: Signalled = NO_SIGNALS,
) -> bytes:
    """Return what the facilitator is told; of a tally, no word before its release.

    Signals come in the order of their buttons, so that the order in which they came is gone.
    """
    where = {name: getattr(place, name) for name in ("address", "join", "qr", "size", "lab")}
    around = {
        "room": {**where, **room, **({"goesOn": True} if place.goes_on else {})},
        "plan": dict(place.plan),
    }
    of_each = (
        b"%s:%s" % (_json(name), _with(_json(_told(one, signals)), spec=specs.write(one)))
        for name, one in asked.items()
    )
    return _with(_json(around), activities=b"{%s}" % b",".join(of_each))


def _with(written: bytes, **more: bytes) -> bytes:
    """Return a JSON object, which is not empty, with more in it that is JSON already."""
    members = (b'"%s":%s' % (name.encode(), value) for name, value in more.items())
    return b",".join((written[:-1], *members)) + b"}"


def _told(asked: Asked, signals: Signalled) -> dict[str, object]:
    shown = signals.get(asked.activity.id)
    if shown is None:
        return asked.to_json()
    order = asked.activity.signals
    return {**asked.to_json(), "signals": [signal for signal in order if signal in shown]}


def phone_spec(asked: Asked, *, without: Set[str] = NOT_ON_PHONES) -> dict[str, Any]:
    """Return a spec with only what a phone shows while it asks."""
    said = asked.spec["texts"]["ask"].items()
    ask = {name: text for name, text in said if name not in without}
    spec = {name: value for name, value in asked.spec.items() if name not in HELD_BACK}
    return {**spec, "texts": {"ask": ask}}


def standing_specs(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """Return what draws each of those that stand open, fetched once there are any."""
    return [
        {
            "key": a.key,
            "round": a.round,
            "spec": phone_spec(a, without=ALONE),
            **({"renewed": RENEWED} if a.renewed else {}),
        }
        for a in standing(asked)
    ]


def _json(value: object) -> bytes:
    return JSON.encode(value).encode()
