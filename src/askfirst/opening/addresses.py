"""Addresses of this computer that phones can reach, and the sockets the room listens on.

Nothing is sent to find them: a UDP socket that is only connected asks the routing table.
"""

import contextlib
import errno
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from askfirst.errors import StartError
from askfirst.loopback import LOOPBACK

EVERY: Final = "0.0.0.0"  # noqa: S104  # only when the person asks for it by --host
PORTS: Final = range(8080, 8100)
BACKLOG: Final = 2048  # who waits to be let in: more than there are places
NOT_ROUTED: Final = ("192.0.2.1", 9)  # kept for documentation by RFC 5737; no such host exists
NOT_FOR_PHONES: Final = (  # inside this computer, or inside a tunnel
    *("docker", "br-", "veth", "virbr", "vmnet", "vbox"),
    *("tun", "utun", "tap", "wg", "tailscale", "zt"),
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the room is.

    Attributes:
        name: What people type and what the QR code holds, without the port.
        bind: IPv4 addresses to listen on; one that this computer reaches itself by is among them.
        others: Further names and addresses a browser may use for the same room.
    """

    name: str
    bind: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and address under which the room answers, each once."""
        return tuple(dict.fromkeys((self.name, LOOPBACK, "localhost", *self.others)))


def choose_address(host: str | None, *, own: Callable[[], Sequence[str]] | None = None) -> Address:
    """Return the address for what `--host` says, or the network address of this computer.

    Args:
        host: An address or name of this computer, 0.0.0.0 for all of them, or None.
        own: Gives the addresses that phones may reach; by default they are looked up.

    Raises:
        StartError: There is none, or the name is not one of this computer.
    """
    found = tuple((own or own_addresses)())
    if host is None:
        if not found:
            raise StartError(
                "No network address was found on this computer. Phones need the same Wi-Fi or a "
                "hotspot: join one and try again, or use --host 127.0.0.1 to try it on this "
                "computer alone."
            )
        return Address(name=found[0], bind=(found[0], LOOPBACK))
    if host == EVERY:
        return Address(name=[*found, LOOPBACK][0], bind=(EVERY,), others=found)
    resolved = _resolve(host, found)
    bind = dict.fromkeys((resolved, LOOPBACK))
    return Address(name=host.lower(), bind=tuple(bind), others=(resolved,))


def _resolve(host: str, found: Sequence[str]) -> str:
    try:
        resolved = str(socket.getaddrinfo(host, None, socket.AF_INET)[0][4][0])
        with socket.socket() as attempt:
            attempt.bind((resolved, 0))
    except (OSError, UnicodeError) as error:
        known = ", ".join([*found, LOOPBACK])
        raise StartError(
            f"--host {host!r}: is no address or name of this computer. Use {known}, or leave "
            "--host out."
        ) from error
    return resolved


def own_addresses() -> tuple[str, ...]:
    """Return the IPv4 addresses that phones may reach, the likeliest first."""
    routed = _routed_address()
    plain = tuple(_interface_addresses())
    first = (routed,) if routed in plain else ()
    last = (routed,) if routed else ()
    return tuple(dict.fromkeys((*first, *plain, *last)))


def _routed_address() -> str | None:
    """Return the address this computer would speak from; a connected UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(NOT_ROUTED)
        address = str(probe.getsockname()[0])
        return address if _reachable(address) else None
    return None


def _interface_addresses() -> Iterator[str]:
    import psutil  # noqa: PLC0415  # a hundredth of a second, that most commands save

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    for name, entries in psutil.net_if_addrs().items():
        if name not in up or name.lower().startswith(NOT_FOR_PHONES):
            continue
        for entry in entries:
            if entry.family == socket.AF_INET and _reachable(entry.address):
                yield entry.address


def _reachable(address: str) -> bool:
    ip = IPv4Address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


def listen(bind: Sequence[str], port: int | None) -> tuple[int, list[socket.socket]]:
    """Return the port and listening sockets, one for each address, all on that port.

    Args:
        bind: IPv4 addresses.
        port: The port to take, or None for the first free one of 8080 to 8099.

    Raises:
        StartError: It is taken or not allowed, or none is free.
    """
    for candidate in PORTS if port is None else (port,):
        try:
            return candidate, _listen_on_all(bind, candidate)
        except OSError as error:
            if port is not None:
                raise StartError(_refused(port, error)) from error
    raise StartError(
        f"Ports {PORTS[0]} to {PORTS[-1]} are all taken. End another program, or give a free "
        "port with --port."
    )


def _refused(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"--port {port}: is taken by another program. Give another, or leave --port out."
    reason = error.strerror or "refused"
    return (
        f"--port {port}: this computer does not allow it ({reason}). Use one from 1024 to 65535, "
        "or leave --port out."
    )


def _listen_on_all(bind: Sequence[str], port: int) -> list[socket.socket]:
    with contextlib.ExitStack() as undo:
        sockets = [undo.enter_context(_listening(address, port)) for address in bind]
        undo.pop_all()
    return sockets


def _listening(address: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share one port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
        sock.listen(BACKLOG)
        sock.setblocking(False)
    except OSError:
        sock.close()
        raise
    return sock


def free_port() -> int:
    """Return a port on this computer alone that is free now, chosen by the system.

    It is bound again only later, by the lab, so that a fixed first choice would let two workshops
    that start at once take the same.
    """
    try:
        with _listening(LOOPBACK, 0) as sock:
            return int(sock.getsockname()[1])
    except OSError as error:
        raise StartError(
            "No free port was found for JupyterLab. End another program and try again."
        ) from error
