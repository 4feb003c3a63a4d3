"""What phones and the facilitator's pages are told, whole each time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from askfirst.room.asked import Asked, Phase

NOT_ON_PHONES: Final = frozenset({"answer", "alone", "closed"})
# What is said only once a result is shown.
HELD_BACK: Final = frozenset({"after", "headline", "moves"})


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
    """

    address: str = ""
    join: str = ""
    qr: str = ""
    size: int = 0
    lab: str = ""
    plan: Mapping[str, Any] = field(default_factory=dict)


def phone_snapshot(current: Asked | None, *, held: Iterable[Asked], ended: bool) -> bytes:
    """Return what every phone is told: what is asked now, and which answers can be taken back."""
    phase = current.phase if current else Phase.DRAFT
    return _json(
        {
            "activity": phone_spec(current) if current else None,
            "phase": "ended" if ended else str(phase),
            "round": current.round if current else 1,
            "held": [a.key for a in held if a.phase in {Phase.OPEN, Phase.CLOSED}],
        }
    )


def host_snapshot(place: Place, *, room: Mapping[str, object], asked: Mapping[str, Asked]) -> bytes:
    """Return what the facilitator is told; of a tally, no word before its release."""
    where = {name: getattr(place, name) for name in ("address", "join", "qr", "size", "lab")}
    return _json(
        {
            "room": {**where, **room},
            "plan": dict(place.plan),
            "activities": {name: one.to_json() for name, one in asked.items()},
        }
    )


def phone_spec(asked: Asked) -> dict[str, Any]:
    """Return a spec with only what a phone shows while it asks."""
    said = asked.spec["texts"]["ask"].items()
    ask = {name: text for name, text in said if name not in NOT_ON_PHONES}
    spec = {name: value for name, value in asked.spec.items() if name not in HELD_BACK}
    return {**spec, "texts": {"ask": ask}}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
