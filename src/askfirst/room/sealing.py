"""Sealed answers: what a phone sends can be opened by the room alone, and looks all the same.

The box is NaCl's, as PyNaCl and tweetnacl both make it: X25519, XSalsa20 and Poly1305. A phone
makes a new pair of keys for each message, and sends public key, random nonce and box. The reply
goes back under the same two keys with a nonce of its own, so it opens on that phone and for that
message only. Nothing here replaces what a message has to hold: seat, round and nonce are inside.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Self

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey
from rjsmin import jsmin

from askfirst.room.pages import read_text
from askfirst.room.texts import SEALING, refusal

# One size each way, whatever is said. The first holds all that a phone may send unsealed (2048
# bytes) and where it goes, the second any reply, refusals with their sentence among them.
MESSAGE_BYTES: Final = 2304
REPLY_BYTES: Final = 1536
LONGEST_REFUSAL: Final = 200  # characters, each of at most six bytes as JSON
KEY_BYTES: Final = PublicKey.SIZE


@dataclass(frozen=True)
class Opened:
    """What was in a box, and the way to answer whoever made it.

    Attributes:
        to: The route it is for.
        fields: What it says.
    """

    to: str
    fields: Mapping[str, Any]
    _box: Box = field(repr=False)

    def reply(self, status: int, body: Mapping[str, Any]) -> str:
        """Return a reply for the phone that made the box, always of one size.

        Args:
            status: What the route would answer with, from 200 to 599.
            body: What it would say; the sentence of a refusal is cut to `LONGEST_REFUSAL`.

        Returns:
            Nonce and box as base64url, of `REPLY_BYTES` before they were sealed.
        """
        if "error" in body:
            said = body["error"]
            short = str(said["message"])[:LONGEST_REFUSAL]
            body = {"error": {**said, "message": short}}
        text = json.dumps({"status": status, "body": body}, ensure_ascii=False)
        return _base64(self._box.encrypt(text.encode().ljust(REPLY_BYTES)))


@dataclass(kw_only=True)
class Sealing:
    """The pair of keys of one room, made anew for each workshop and held in memory only.

    Attributes:
        library: The script of tweetnacl, which phones seal with.
        key: The public key, as phones are told it.
        private: What opens boxes; empty once it was forgotten.
    """

    library: str = field(repr=False)
    key: str
    private: bytes = field(repr=False)

    @classmethod
    def begin(cls, library: str) -> Self:
        """Return a new pair, for a room whose phones run this script of tweetnacl."""
        pair = PrivateKey.generate()
        return cls(library=library, key=_base64(bytes(pair.public_key)), private=bytes(pair))

    @property
    def digits(self) -> str:
        """The public key as it stands in the QR code, where digits take the least room."""
        return str(int.from_bytes(base64.urlsafe_b64decode(_padded(self.key)), "big"))

    @property
    def script(self) -> str:
        """What the phone's page runs first."""
        return f"{self.library}\n{_own_script()}"

    def told(self) -> dict[str, object]:
        """Return what the script is told: key, size of a message, and what it says on the page."""
        said = {name: SEALING[name] for name in ("on", "other")}
        return {"key": self.key, "digits": self.digits, "size": MESSAGE_BYTES, **said}

    def open(self, box: object) -> Opened:
        """Return what is in a box.

        Args:
            box: Public key of the phone, nonce and box, one after the other as base64url.

        Raises:
            RoomError: `unopened`, for a box that was made for another room, changed or cut;
                `ended`, once the key was forgotten.
        """
        if not self.private:
            raise refusal("ended")
        try:
            given = base64.b64decode(_padded(str(box)), altchars=b"-_", validate=True)
            shared = Box(PrivateKey(self.private), PublicKey(given[:KEY_BYTES]))
            match json.loads(shared.decrypt(given[KEY_BYTES:])):
                case {"to": str(to), "body": dict(fields)}:
                    return Opened(to, fields, shared)
        except (CryptoError, binascii.Error, ValueError, TypeError, RecursionError):
            pass
        raise refusal("unopened")

    def held(self) -> bytes:
        """Return what is held of it: the private key, until it is forgotten."""
        return self.private

    def hold(self, private: bytes) -> None:
        """Hold this in place of what is held now."""
        self.private = private

    def forget(self) -> None:
        """Make every box that was ever sent to this room worthless."""
        self.private = b""


@cache
def _own_script() -> str:
    return str(jsmin(read_text("sealed.js")))


def _base64(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).decode().rstrip("=")


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 4)
