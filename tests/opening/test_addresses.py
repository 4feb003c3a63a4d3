"""Phones are given an address they can reach, and the port is ours on all of them or on none."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace

import psutil
import pytest

from askfirst.errors import StartError
from askfirst.loopback import LOOPBACK
from askfirst.opening import addresses
from askfirst.opening.addresses import EVERY, choose_address, free_port, listen

LAN = "192.168.1.20"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((LOOPBACK, 0)) as other:
        yield other.getsockname()[1]


def closing(stack: ExitStack, sockets: list[socket.socket]) -> None:
    for sock in sockets:
        stack.enter_context(sock)


def test_the_network_address_comes_first_and_this_computer_too() -> None:
    """Without --host the room is on the first network address and on 127.0.0.1."""
    address = choose_address(None, own=lambda: (LAN, "10.0.0.5"))
    assert address.name == LAN
    assert address.bind == (LAN, LOOPBACK)
    assert set(address.names) == {LAN, LOOPBACK, "localhost"}


def test_without_a_network_it_says_what_to_do() -> None:
    """With no network address, one line names the Wi-Fi, the hotspot and the way out."""
    with pytest.raises(StartError) as caught:
        choose_address(None, own=tuple)
    for word in ("No network address", "same Wi-Fi", "hotspot", "--host 127.0.0.1"):
        assert word in str(caught.value)


def test_this_computer_alone_needs_no_network() -> None:
    """With --host 127.0.0.1 the room is there, whatever the network."""
    assert choose_address(LOOPBACK, own=tuple).bind == (LOOPBACK,)


def test_a_name_is_bound_to_what_it_means() -> None:
    """A name of this computer is what phones type, and its address is what is listened on."""
    address = choose_address("LocalHost", own=tuple)
    assert (address.name, address.bind) == ("localhost", (LOOPBACK,))


def test_all_addresses_only_when_asked_for() -> None:
    """With --host 0.0.0.0 every address of this computer is listened on and answered to."""
    address = choose_address(EVERY, own=lambda: (LAN, "10.0.0.5"))
    assert (address.name, address.bind) == (LAN, (EVERY,))
    assert set(address.names) == {LAN, "10.0.0.5", LOOPBACK, "localhost"}


@pytest.mark.parametrize("host", ["203.0.113.7", "::1", "a name"])
def test_another_computers_address_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address or name that is not of this computer is refused, with those that are."""

    def resolve(name: str, *_: object) -> list[object]:
        if name != "203.0.113.7":
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(StartError, match="is no address or name of this computer") as caught:
        choose_address(host, own=lambda: (LAN,))
    assert repr(host) in str(caught.value)
    assert LAN in str(caught.value)


def test_only_addresses_that_phones_may_reach_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback, link-local, tunnels and interfaces that are down are never offered."""
    found = {"lo": LOOPBACK, "wlan0": LAN, "tun0": "10.8.0.2", "eth1": "169.254.3.4", "eth2": "1.1"}
    state = {name: SimpleNamespace(isup=name != "eth2") for name in found}
    entries = {
        name: [SimpleNamespace(family=socket.AF_INET, address=a)] for name, a in found.items()
    }
    monkeypatch.setattr(psutil, "net_if_stats", lambda: state)
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: entries)
    monkeypatch.setattr(addresses, "_routed_address", lambda: "10.8.0.2")
    assert addresses.own_addresses()[0] == LAN
    assert set(addresses.own_addresses()) == {LAN, "10.8.0.2"}


def test_a_given_port_that_is_taken_is_named(taken: int) -> None:
    """A port given and taken is refused by its number."""
    with pytest.raises(StartError, match=f"--port {taken}: is taken"):
        listen((LOOPBACK,), taken)


def test_without_a_port_the_next_free_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the usual port is taken, the next free one is used on every address."""
    with ExitStack() as stack:
        first, sockets = listen((LOOPBACK,), None)
        closing(stack, sockets)
        second, sockets = listen((LOOPBACK,), None)
        closing(stack, sockets)
        assert first < second
        monkeypatch.setattr(addresses, "PORTS", range(first, first + 1))
        with pytest.raises(StartError, match=f"Ports {first} to {first} are all taken"):
            listen((LOOPBACK,), None)


def test_no_address_is_kept_when_one_is_refused() -> None:
    """If one address refuses the port, the others are let go, and the port is free again."""
    port = free_port()
    with pytest.raises(StartError, match="is taken"):
        listen((LOOPBACK, LOOPBACK), port)
    with socket.create_server((LOOPBACK, port)):
        pass


def test_a_free_port_can_be_taken() -> None:
    """The port that is offered is free, and the next one offered while it is held is another."""
    with socket.create_server((LOOPBACK, free_port())) as held:
        assert free_port() != held.getsockname()[1]
