"""Rooms whose phones seal what they send, and a phone that seals without a browser."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nacl.public import Box, PrivateKey, PublicKey

from askfirst.room.sealing import MESSAGE_BYTES, Sealing
from askfirst.room.state import Room
from tests.room.rooms import make_room


def sealed_room(**options: Any) -> Room:
    """Return a room that opens what phones seal; what they seal with is not in it."""
    room = make_room(**options)
    room.sealing = Sealing.begin("")
    return room


def letters(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).decode().rstrip("=")


def unlettered(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Sealed:
    """One message, under a pair of keys of its own."""

    key: str
    own: PrivateKey = field(default_factory=PrivateKey.generate)

    @property
    def shared(self) -> Box:
        return Box(self.own, PublicKey(unlettered(self.key)))

    def box(self, to: str, body: Mapping[str, object]) -> str:
        """Return what a phone sends for a message."""
        return self.of(json.dumps({"to": to, "body": body}).encode().ljust(MESSAGE_BYTES))

    def of(self, text: bytes) -> str:
        """Return a box with any content."""
        return letters(bytes(self.own.public_key) + self.shared.encrypt(text))

    def read(self, box: str) -> dict[str, Any]:
        """Return what the room replied to this message."""
        said: dict[str, Any] = json.loads(self.shared.decrypt(unlettered(box)))
        return said
