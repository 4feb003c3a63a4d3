"""The file of a hat's slips: made the day before, read when the room opens; it holds no code."""

import json
import re
import socket
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from askfirst.disk import write_whole
from askfirst.errors import StartError
from askfirst.opening.addresses import EVERY, Address, choose_address, listen
from askfirst.plans import Plan
from askfirst.release import Tier
from askfirst.room.hat import Hat, Slips

KIND: Final = "askfirst seats"
SALT: Final = re.compile(r"[0-9a-f]{32}")
HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?")
MARK: Final = re.compile(r"[0-9a-f]{64}")
MOST_BYTES: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class HatFile:
    """What is known of a hat before the room opens.

    Attributes:
        slips: The hashes of its codes.
        people: How many slips go into it; the others are kept for slips that fail.
        address: What stands on the slips, "192.168.1.20:8080".
    """

    slips: Slips
    people: int
    address: str

    @property
    def host(self) -> str:
        """The name or address without the port."""
        return self.address.partition(":")[0]

    @property
    def port(self) -> int:
        """The port that browsers take for the address."""
        return int(self.address.partition(":")[2] or 80)

    def hat(self, *, at: str) -> Hat:
        """Return the hat for a room that is at this address."""
        return Hat(slips=self.slips, elsewhere="" if at == self.address else self.address)


def write_hat(path: Path, made: HatFile) -> None:
    """Write the file, for its owner alone; the hashes sorted, so that their order says nothing.

    Raises:
        OSError: The disk refused.
    """
    said = {
        "kind": KIND,
        "address": made.address,
        "people": made.people,
        "salt": made.slips.salt.hex(),
        "slips": sorted(mark.hex() for mark in made.slips.marks),
    }
    write_whole(path, (json.dumps(said, indent=1) + "\n").encode())


def read_hat(path: Path) -> HatFile:
    """Return what the file holds.

    Raises:
        StartError: It cannot be read, or was not made by `askfirst seats`.
    """
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(MOST_BYTES))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise StartError(
            f"--seats {str(path)!r}: {reason}. Give the file that askfirst seats wrote."
        ) from error
    except ValueError:
        said = None
    match said:
        case {"kind": "askfirst seats", "address": str(address), "people": int(people),
              "salt": str(salt), "slips": [_, *_] as slips} if (
            _is_address(address) and SALT.fullmatch(salt) and _all_marks(slips)
            and 1 <= people <= len(slips)
        ):  # fmt: skip
            marks = frozenset(map(bytes.fromhex, slips))
            known = Slips(salt=bytes.fromhex(salt), marks=marks)
            return HatFile(slips=known, people=people, address=address)
    raise StartError(
        f"--seats {str(path)!r}: is not what askfirst seats writes. Make new slips with askfirst "
        "seats, or give the file seats.json beside the slips."
    )


def take_place(
    known: HatFile | None, *, host: str | None, port: int | None
) -> tuple[Address, int, list[socket.socket]]:
    """Return address, port and listening sockets: where the slips lead, if that can be had.

    Raises:
        StartError: What was asked for cannot be had, or nothing else can.
    """
    if known is not None and host is None:
        with suppress(StartError):
            return take_place(known, host=known.host, port=port)
    address = choose_address(host)
    if known is not None and port is None:
        with suppress(StartError):
            return (address, *listen(address.bind, known.port))
    return (address, *listen(address.bind, port))


def expect_word_enough(plan: Plan) -> None:
    """Refuse to let the word in where people are asked for their own experience.

    Raises:
        StartError: An activity of the plan is of the intimate tier.
    """
    for module in plan.modules:
        for activity in module.activities:
            if activity.tier == Tier.INTIMATE:
                raise StartError(
                    f"{activity.id!r} in {module.path.name} is of the intimate tier, which takes "
                    "seats from a hat. Make slips with askfirst seats, and give their file with "
                    "--seats."
                )


def _all_marks(slips: Collection[Any]) -> bool:
    return all(isinstance(one, str) and MARK.fullmatch(one) for one in slips)


def _is_address(text: str) -> bool:
    try:
        read_address(text)
    except StartError:
        return False
    return True


def read_address(text: str, *, port: int = 8080) -> str:
    """Return an address for slips as the room says it: with its port, unless that is 80.

    Args:
        text: A name or IPv4 address of the computer, with or without a port.
        port: The port where none is said.

    Raises:
        StartError: It is none.
    """
    host, colon, number = text.strip().lower().partition(":")
    given = number if colon else str(port)
    fits = given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= 65535
    if not fits or not HOST.fullmatch(host) or host == EVERY:
        raise StartError(
            f"--address {text!r}: expected a name or address of the computer that will hold the "
            "room, such as 192.168.1.20 or laptop.local:8080."
        )
    return host if int(given) == 80 else f"{host}:{int(given)}"
