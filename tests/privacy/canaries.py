"""Canaries: rare strings that only phones know, and a search for them in any disguise."""

import base64
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import quote

PHONES: Final = 50
MARK: Final = "Kanarienvogel"  # every agent, header, name and text begins with it
NONCE: Final = "c0ffee5ca1ab1e"  # and every nonce with this
NETWORK: Final = "127.0.77."


@dataclass(frozen=True)
class Canary:
    """One phone, all of whose marks are its own."""

    place: int
    address: str = field(init=False)
    nonce: str = field(init=False)
    ticket: str = field(init=False)

    def __post_init__(self) -> None:
        rest = sha256(str(self.place).encode()).hexdigest()
        object.__setattr__(self, "address", f"{NETWORK}{self.place + 100}")
        object.__setattr__(self, "nonce", NONCE + rest[:18])
        object.__setattr__(self, "ticket", NONCE + rest[18:36])

    def mark(self, name: str) -> str:
        """Return a string of its own, to be sent as this."""
        return f"{MARK}{name}{self.place:02d}"

    def text(self, turn: int = 1) -> str:
        """Return what it writes: letters that are not only ASCII, and a mark of its own."""
        return f"{self.mark('text')} {turn} größer ✓"

    @property
    def headers(self) -> Mapping[str, str]:
        """What its browser sends, each with a mark."""
        names = (
            "User-Agent Accept-Language Cookie Referer X-Forwarded-For X-Real-IP Forwarded Via "
            "X-Canary If-None-Match Sec-CH-UA-Model"
        )
        return {name: self.mark(name.replace("-", "").lower()) for name in names.split()}


def disguises(text: str) -> Iterator[bytes]:
    """Yield what a text looks like in files: plain, in other encodings, or spelled out."""
    plain = text.encode()
    yield plain
    yield text.swapcase().encode()
    yield text.upper().encode()
    yield text.lower().encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield text[::-1].encode()
    for spelled in (plain.hex(), plain.hex().upper(), plain.hex(" "), plain.hex(":")):
        yield spelled.encode()
    yield "".join(f"%{byte:02X}" for byte in plain).encode()
    yield "".join(f"\\x{byte:02x}" for byte in plain).encode()
    yield "".join(f"\\u{ord(letter):04x}" for letter in text).encode()
    yield "".join(f"&#{ord(letter)};" for letter in text).encode()
    yield quote(text).encode()
    yield json.dumps(text).encode()[1:-1]
    for before in range(3):  # base64 depends on where the text stands in what was encoded
        whole = base64.b64encode(bytes(before) + plain + bytes(3))
        kept = whole[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]
        yield kept
        yield kept.translate(bytes.maketrans(b"+/", b"-_"))


def opened(content: bytes) -> Iterator[bytes]:
    """Yield content, and what is packed in it."""
    yield content
    try:
        if content.startswith(b"\x1f\x8b"):
            yield gzip.decompress(content)
        elif content[:1] == b"\x78":
            yield zlib.decompress(content)
    except (OSError, EOFError, zlib.error):
        return


def finder(seats: Iterable[str] = ()) -> tuple[bytes, ...]:
    """Return everything to look for: the marks in every disguise, and seats, also as bytes."""
    needles = {needle for text in (MARK, NONCE, NETWORK) for needle in disguises(text)}
    needles.add(bytes.fromhex(NONCE))
    for seat in seats:
        raw = base64.urlsafe_b64decode(f"{seat}=")
        needles |= {seat.encode(), raw[:16], raw[:16].hex().encode()}
    return tuple(needles)


def found(content: bytes, needles: Iterable[bytes]) -> list[bytes]:
    """Return which of them stand in some content, each with what stands around it."""
    hits = []
    for part in opened(content):
        for needle in needles:
            at = part.find(needle)
            if at >= 0:
                hits.append(part[max(0, at - 60) : at + len(needle) + 60])
    return hits
