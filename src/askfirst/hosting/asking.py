"""What a facilitator asks of a service of rooms: a room, and later its results."""

import http.client
import json
import ssl
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from askfirst.errors import StartError
from askfirst.hosting.front import MAKE
from askfirst.hosting.names import choose_name
from askfirst.hosting.settings import read_key
from askfirst.loopback import LOOPBACK
from askfirst.opening.wishes import MOST, read_number
from askfirst.room.results import Results

TRIES: Final = 5
SECONDS: Final = 20
ANOTHER_NAME: Final = frozenset({"taken", "away"})


@dataclass(frozen=True)
class HostedRoom:
    """A room on a server.

    Attributes:
        address: "https://NAME.rooms.example.org".
        word: What opens it to phones.
        key: What leads it.
    """

    address: str
    word: str
    key: str

    @property
    def start_page(self) -> str:
        """The start page's address, with the host key where no server and no log sees it."""
        return f"{self.address}/host#k={self.key}"


@dataclass(frozen=True)
class Service:
    """Where rooms are made.

    Args:
        scheme: "https"; "http" only on this computer.
        host: The domain of the rooms.
        port: Its port, None for the usual one.
    """

    scheme: str
    host: str
    port: int | None

    @classmethod
    def at(cls, address: str) -> "Service":
        """Return the service at an address.

        Raises:
            StartError: It is none, or would send keys that anybody on the way can read.
        """
        found = urlsplit(address if "//" in address else f"https://{address}")
        host, here = found.hostname or "", (found.hostname or "").endswith("localhost")
        try:
            port = found.port
        except ValueError:
            host, port = "", None
        if not host or found.scheme not in ({"https", "http"} if here else {"https"}):
            raise StartError(f"{address!r}: expected an address like https://rooms.example.org.")
        return cls(found.scheme, host, port)

    def ask(
        self,
        method: str,
        path: str,
        *,
        key: str = "",
        name: str = "",
        body: object = None,
    ) -> tuple[int, Any]:
        """Ask once, and return status and JSON.

        Raises:
            StartError: Nobody answers there.
        """
        sent = None if body is None else json.dumps(body).encode()
        connection, reply = self.send(method, path, key=key, name=name, body=sent)
        with closing(connection):
            found = self._read(reply)
        try:
            return reply.status, json.loads(found)
        except ValueError:
            return reply.status, {}

    def send(
        self,
        method: str,
        path: str,
        *,
        key: str = "",
        name: str = "",
        body: bytes | None = None,
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Send a request, and return the connection and the reply, whose body is still to be read.

        Raises:
            StartError: Nobody answers there.
        """
        host = self._host(name)
        port = f":{self.port}" if self.port else ""
        headers = {
            "Host": f"{host}{port}",
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
        }
        try:
            connection = self._connect(host)
            connection.request(method, path, body=body, headers=headers)
            return connection, connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise self._silent(host) from error

    def _read(self, reply: http.client.HTTPResponse) -> bytes:
        try:
            return reply.read()
        except (OSError, http.client.HTTPException) as error:
            raise self._silent(self.host) from error

    def _silent(self, host: str) -> StartError:
        return StartError(
            f"{self.scheme}://{host}: does not answer. Check the address, and that this computer "
            "is online."
        )

    def _host(self, name: str) -> str:
        return f"{name}.{self.host}" if name else self.host

    def _connect(self, host: str) -> http.client.HTTPConnection:
        if self.scheme == "http":  # not every system knows the names under localhost
            return http.client.HTTPConnection(LOOPBACK, self.port, timeout=SECONDS)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, self.port, timeout=SECONDS, context=context)

    def room(self, name: str) -> str:
        """Return the address of a room."""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{name}.{self.host}{port}"


def make_room(address: str, *, plan: str, head_count: str, organisation: Path) -> HostedRoom:
    """Make a room with a name that nobody has.

    Raises:
        StartError: It could not be made; says why.
    """
    count = read_number(head_count, "--head-count", most=MOST)
    service, key = Service.at(address), read_key(organisation)
    said = "no name was free"
    for name in (choose_name() for _ in range(TRIES)):
        # One that was made before a worker was added may be held by another one than a new one.
        free, _ = service.ask("GET", "/", name=name)
        if free == http.client.OK:
            continue
        wanted = {"plan": plan, "headCount": count}
        status, found = service.ask("POST", MAKE, key=key, name=name, body=wanted)
        if status == http.client.OK:
            return HostedRoom(service.room(name), found["word"], found["key"])
        error = found.get("error", {})
        said = error.get("message", f"it answered {status}")
        if error.get("code") not in ANOTHER_NAME:
            break
    raise StartError(f"{address}: made no room. {said}")


def save(link: str, *, folder: Path, again: Path | None = None) -> Path | None:
    """Write what a room has shown into a folder, and return where; None if that is nothing.

    Args:
        link: Of the room's start page.
        folder: Where results are.
        again: Where this room's were written before: then there, in place of them.

    Raises:
        StartError: The link leads to no room, or the disk refused.
    """
    page, _, key = link.partition("#k=")
    status, found = Service.at(page).ask("GET", "/host/results", key=key)
    if status != http.client.OK or not isinstance(found, dict):
        raise StartError(
            "The link leads to no room. Take the one that askfirst room new printed; a room is "
            "held for some hours only."
        )
    if not found["results"]:
        return None
    day = date.fromisoformat(found["day"])
    results = Results(folder, day=day, plan=found["plan"], path=again)
    begun = [(one["activity"], (one["round"], one["phase"])) for one in found.get("begun", ())]
    results.hold((list(found["results"]), begun))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        results.save()
    except OSError as error:
        raise StartError(f"{folder}: could not be written ({error.strerror}).") from error
    results.finish()
    return results.path


def said(room: HostedRoom) -> str:
    """Return what to print once a room was made."""
    return "\n".join(
        (
            f"  Phones go to   {room.address.partition('://')[2]}",
            f"  and type       {room.word}",
            "",
            "  Your start page, for you alone:",
            f"  {room.start_page}",
            "",
            "  The room is in the server's memory alone. Before its time is over:",
            "  askfirst room save LINK, with the link of the start page, writes what was shown.",
        )
    )
