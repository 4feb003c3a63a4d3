"""Sealed answers: who reads all that goes over the air learns that something was sent, and when."""

import asyncio
import base64
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from nacl.public import PrivateKey

from askfirst.activities.base import PASS, Activity
from askfirst.room.app import create_app
from tests.opening.projects import POLL
from tests.privacy.kinds import ASKED, SIGNALS, choices_of, name_of
from tests.privacy.phones import ask as ask_port
from tests.privacy.phones import insist
from tests.privacy.test_failure import holding, run
from tests.privacy.traced import PLAIN, traced_workshop, writes
from tests.privacy.wire import WirePhone, ask
from tests.room.rooms import HOST, number
from tests.room.sealed import Sealed, letters, sealed_room, unlettered

EVERY_KIND = pytest.mark.parametrize("asked", ASKED, ids=name_of)
KNOWN = sha256(b"a private key that a test knows").digest()
OF_KNOWN = letters(bytes(PrivateKey(KNOWN).public_key))
# The program as it is, but for its keys, which are always the same.
KNOWING = f"""
from nacl.public import PrivateKey
PrivateKey.generate = classmethod(lambda cls: cls(bytes.fromhex({KNOWN.hex()!r})))
{PLAIN}"""

Exchange = tuple[str, bytes, int, tuple[tuple[bytes, bytes], ...], bytes]


class Air:
    """All that a phone and the room send each other, as somebody beside them receives it."""

    def __init__(self, asked: Activity) -> None:
        self.room = sealed_room(activities=[asked])
        self.app = create_app(self.room, hosts=[HOST])
        self.phone = WirePhone(self.app, "a")
        self.heard: list[Exchange] = []

    async def send(self, to: str, body: Mapping[str, object]) -> Any:
        assert self.room.sealing is not None
        made = Sealed(self.room.sealing.key)
        sent = b'{"box":"%s"}' % made.box(to, body).encode()
        reply = await ask(self.app, "/sealed", sent)
        self.heard.append(("/sealed", sent, reply.status, reply.headers, reply.body))
        return made.read(reply.json["box"])

    @property
    def shapes(self) -> set[tuple[object, ...]]:
        """What is left of it for somebody who has no key: where to, how long, and how it ended."""
        return {
            (path, len(sent), status, headers, len(reply))
            for path, sent, status, headers, reply in self.heard
        }


async def whole_activity(asked: Activity, choice: str) -> Air:
    """Join, answer, again, refused, late, taken back, taken back again, of a question."""
    air = Air(asked)
    air.room.open(asked.id)
    joined = await air.send("/join", {"word": "river", "ticket": number(("ticket", "a"))})
    seat = joined["body"]["seat"]
    message = air.phone.message(seat, asked, choice)
    for _ in range(2):
        assert (await air.send("/answer", message))["body"] == {"accepted": True}
    other = await air.send("/answer", air.phone.message(seat, asked, PASS, turn=2))
    assert other["body"]["error"]["code"] == "answered"
    wrong = await air.send("/join", {"word": "other", "ticket": number("b")})
    assert wrong["body"]["error"]["code"] == "wrong_word"
    assert (await air.send("/answer", {**message, "choice": "?" * 300}))["status"] == 422
    air.room.close(asked.id)
    for _ in range(2):
        assert (await air.send("/take-back", message))["body"] == {"accepted": True}
    return air


@EVERY_KIND
def test_everything_that_is_sent_has_one_shape(asked: Activity) -> None:
    """Answer, pass, take-back, join and refusal: the same route, size, status and headers."""
    heard = [asyncio.run(whole_activity(asked, choice)) for choice in choices_of(asked)]
    assert PASS in choices_of(asked)
    assert len(set().union(*(air.shapes for air in heard))) == 1
    assert len({len(air.heard) for air in heard}) == 1


def test_a_signal_has_the_shape_of_an_answer() -> None:
    """What goes to the facilitator at once looks like what goes into a total."""

    async def signalled(asked: Activity) -> Air:
        air = Air(asked)
        air.room.open(asked.id)
        seat = await air.phone.seat()
        for signal in asked.signals:
            body = {"seat": seat, "activity": asked.id, "signal": signal}
            assert (await air.send("/signal", body))["status"] == 200
        return air

    shapes = [asyncio.run(signalled(asked)).shapes for asked in SIGNALS]
    shapes.append(asyncio.run(whole_activity(ASKED[0], PASS)).shapes)
    assert len(set().union(*shapes)) == 1


@EVERY_KIND
def test_nothing_of_it_can_be_read(asked: Activity) -> None:
    """No seat, nonce, ticket, word, id or choice is in any byte, and no byte string comes twice."""
    choice = choices_of(asked)[0]
    air = asyncio.run(whole_activity(asked, choice))
    seat = air.room.join("river", number(("ticket", "a")))
    nonce = str(air.phone.message(seat, asked, choice)["nonce"])
    known = [seat, nonce, number(("ticket", "a")), "river", asked.id, "accepted", "answered"]
    sent, replies = [one[1] for one in air.heard], [one[4] for one in air.heard]
    for text in (*sent, *replies):
        inside = unlettered(text.decode().partition('"box":"')[2].rstrip('"}'))
        assert not [one for one in known if one.encode() in text or one.encode() in inside]
    assert len({*sent, *replies}) == len(sent) + len(replies)


def test_a_killed_room_opens_what_phones_seal(tmp_path: Path) -> None:
    """The key in the QR code outlives the process: the same box, comes again and counts once."""

    async def test() -> None:
        async with holding(tmp_path, "after replicating answer", sealed=True) as held:
            sealing = held.workshop.room.sealing
            assert sealing is not None
            port, key = held.workshop.port, sealing.key
            assert f".{sealing.digits}" in held.workshop.join

            async def send(to: str, body: Mapping[str, object]) -> Any:
                made = Sealed(key)
                reply = await insist(port, "/sealed", {"box": made.box(to, body)})
                return made.read(reply["box"])["body"]

            await held.lead("open")
            joined = await send("/join", {"word": held.workshop.room.word, "ticket": number("a")})
            message = {"activity": POLL.id, "round": 1, "nonce": number("n"), "choice": "1"}
            said = await send("/answer", {**message, "seat": joined["seat"]})
            assert said == {"accepted": True}
            assert len(held.deaths) == 1
            await held.shown()
            assert held.tally.counts == [0, 1, 0]
            found = await ask_port(port, "POST", "/host/end", {}, key=held.key)
            assert {found["left"]["memory"]["keys"], found["left"]["replica"]["keys"]} == {0}

    run(test)


def spelled(key: bytes) -> Iterable[bytes]:
    """Return the ways in which a key may stand in a file."""
    yield from (key, key[::-1], key.hex().encode(), key.hex().upper().encode())
    for before in range(3):
        whole = base64.b64encode(bytes(before) + key + bytes(3))
        part = whole[-(-before * 8 // 6) : (before + len(key)) * 8 // 6]
        yield from (part, part.translate(bytes.maketrans(b"+/", b"-_")))


@pytest.mark.skipif(sys.platform != "linux", reason="strace is there on Linux only")
@pytest.mark.timeout(600)
def test_the_private_key_is_on_no_disk(tmp_path: Path) -> None:
    """While a sealed room is held and ended, its key is in no file, output or name, ever."""
    with traced_workshop(tmp_path, program=KNOWING, head_count=3, sealed=True) as traced:

        async def join() -> Any:
            made = Sealed(OF_KNOWN)
            body = {"word": traced.word, "ticket": number("a")}
            reply = await ask_port(traced.port, "POST", "/sealed", {"box": made.box("/join", body)})
            return made.read(reply["box"])["status"]

        assert asyncio.run(join()) == 200  # so it is this key that the room holds
        asyncio.run(ask_port(traced.port, "POST", "/host/end", {}, key=traced.key))
    paths = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "trace"]
    contents = [*(path.read_bytes() for path in paths), *writes(tmp_path / "trace").values()]
    assert contents
    assert not [spell for spell in spelled(KNOWN) for text in contents if spell in text]
