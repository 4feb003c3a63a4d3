"""Machines for tests: network namespaces on one bridge, with nginx on the first of them."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
NET = "198.18.77"  # for tests of networks, by RFC 2544
PROXY = f"{NET}.1"


def reason_to_skip() -> str:
    """Why there can be no machines here; "" if there can be."""
    missing = [name for name in ("ip", "nginx") if shutil.which(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed (Debian: iproute2, nginx-light)"
    if os.geteuid() != 0:
        return "network namespaces need root"
    try:
        ip("netns", "add", f"askfirst-{os.getpid()}")
        ip("netns", "del", f"askfirst-{os.getpid()}")
    except subprocess.CalledProcessError:
        return "this system allows no network namespaces"
    return ""


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@dataclass(frozen=True)
class Machine:
    """A network namespace with an address."""

    namespace: str
    address: str

    @property
    def inside(self) -> tuple[str, ...]:
        """What stands before a command that is to run there."""
        return ("ip", "netns", "exec", self.namespace)


@contextmanager
def machines(count: int) -> Iterator[list[Machine]]:
    """Give machines on one network: the proxy, and so many others. This one is on it, too."""
    mark = f"af{os.getpid() % 100_000}"
    with ExitStack() as undo:
        made = [Machine(f"{mark}-{i}", f"{NET}.{i + 1}") for i in range(count + 1)]
        for one in made:
            ip("netns", "add", one.namespace)
            undo.callback(ip, "netns", "del", one.namespace)
            ip("-n", one.namespace, "link", "set", "lo", "up")
        proxy = made[0].namespace
        ip("-n", proxy, "link", "add", "br0", "type", "bridge")
        ip("-n", proxy, "address", "add", f"{PROXY}/24", "dev", "br0")
        ip("-n", proxy, "link", "set", "br0", "up")
        for i, one in enumerate(made[1:]):
            _plug(proxy, f"p{i}", "eth0", one.namespace)
            ip("-n", one.namespace, "address", "add", f"{one.address}/24", "dev", "eth0")
            ip("-n", one.namespace, "link", "set", "eth0", "up")
        own = f"{mark}v"
        _plug(proxy, "phones", own, "")
        undo.callback(ip, "link", "del", own)
        ip("address", "add", f"{NET}.200/24", "dev", own)
        ip("link", "set", own, "up")
        yield made


def _plug(proxy: str, name: str, other: str, namespace: str) -> None:
    """Lay a cable from the proxy's bridge to a namespace, or ("") to this one."""
    there = ("netns", namespace) if namespace else ("netns", str(os.getpid()))
    ip("-n", proxy, "link", "add", name, "type", "veth", "peer", "name", other, *there)
    ip("-n", proxy, "link", "set", name, "master", "br0", "up")


@dataclass(frozen=True)
class Nginx:
    """nginx with the configuration of this repository, as it is."""

    folder: Path
    machine: Machine

    def list_workers(self, addresses: Sequence[str]) -> None:
        """Write the one file that is of each place."""
        lines = (f"server {address} max_fails=0;\n" for address in addresses)
        (self.folder / "workers.conf").write_text("".join(lines), encoding="utf-8")

    def run(self, *options: str) -> None:
        """Start it, or (`-s`) tell it something."""
        config = str(self.folder / "nginx.conf")
        command = ["nginx", "-e", "/dev/null", "-p", str(self.folder), "-c", config, *options]
        done = subprocess.run(
            [*self.machine.inside, *command], check=False, capture_output=True, text=True
        )
        if done.returncode:
            pytest.fail(f"nginx {options}: {done.stderr}")

    def close(self) -> None:
        self.run("-s", "stop")


def nginx_at(folder: Path, machine: Machine, workers: Sequence[str]) -> Nginx:
    """Start nginx in a folder that holds a certificate."""
    shutil.copy(DEPLOY / "nginx.conf", folder)
    nginx = Nginx(folder, machine)
    nginx.list_workers(workers)
    nginx.run()
    return nginx
