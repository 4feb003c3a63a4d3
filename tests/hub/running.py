"""JupyterHub as deploy/jupyterhub_config.py has it, for tests, and somebody who asks it.

Needs what `make hub` gets.
"""

import http.client
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

import pytest

from askfirst.hosting.asking import HostedRoom
from askfirst.hub.kept import Kept
from tests.hosting.test_service import free_ports
from tests.hub.hubs import Served, service

ROOT: Final = Path(__file__).parents[2]
HUB: Final = ROOT / "tools" / "hub"
PROXY: Final = HUB / "node_modules" / ".bin" / "configurable-http-proxy"
DOMAIN: Final = "hub.test"
FORM: Final = "application/x-www-form-urlencoded"
WORD: Final = "a long enough password for a test"
CONFIG: Final = """
load_subconfig({config!r})
c.JupyterHub.subdomain_host = "http://{domain}:{port}"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.pid_file = {folder!r} + "/proxy.pid"
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret_file = {folder!r} + "/cookie-secret"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {word!r}
c.Authenticator.allowed_users = {{"ann", "bob"}}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {folder!r} + "/home/{{username}}"
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment |= {{
    "ASKFIRST_SERVICE": {service!r},
    "ASKFIRST_ORGANISATION_KEY": {key!r},
}}

import os

if not os.getuid():
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]

from jupyterhub.app import JupyterHub

start = JupyterHub.start

async def start_and_say(app):
    await start(app)
    os.write({said}, b"up")
    os.close({said})

JupyterHub.start = start_and_say
"""


@dataclass(frozen=True)
class Hub:
    """A hub that runs.

    Attributes:
        port: Where its proxy listens.
        folder: Of homes, configuration and log.
        process: The hub itself; proxy and servers are its children.
    """

    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    def home(self, name: str) -> Path:
        return self.folder / "home" / name

    def said(self) -> str:
        """All that hub, proxy and servers have printed."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def origin(self, name: str) -> str:
        return f"http://{name}.{DOMAIN}:{self.port}"

    def base(self, name: str) -> str:
        """Where a facilitator's page is."""
        return f"{self.origin(name)}/user/{name}/askfirst"

    def memory(self, name: str) -> Kept:
        """Where a facilitator's server remembers their room."""
        return Kept(self.home(name) / ".local/state/askfirst/room.json")

    def kept(self, name: str) -> HostedRoom:
        """The room that a facilitator's server remembers."""
        room = self.memory(name).read()
        assert room is not None
        return room


@contextmanager
def hub(folder: Path, ports: tuple[int, int, int], *, service: str, key: Path) -> Iterator[Hub]:
    """Run a hub until the block is left."""
    port, hub_port, api_port = ports
    (folder / "home").mkdir(parents=True)
    config = folder / "config.py"
    given = {"config": str(ROOT / "deploy/jupyterhub_config.py"), "domain": DOMAIN, "word": WORD}
    given |= {"folder": str(folder), "service": service, "key": str(key)}
    given |= {"python": str(HUB / ".venv/bin/python")}
    hears, says = os.pipe()
    numbers = {"port": port, "hub_port": hub_port, "api_port": api_port, "said": says}
    config.write_text(CONFIG.format(**given, **numbers), encoding="utf-8")
    path = f"{HUB / '.venv/bin'}:{PROXY.parent}:{os.environ['PATH']}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [HUB / ".venv/bin/jupyterhub", "--config", str(config)],
            cwd=folder, stdout=log, stderr=log, env={**os.environ, "PATH": path}, pass_fds=(says,),
        )  # fmt: skip
    os.close(says)
    running = Hub(port, folder, process)
    try:
        with os.fdopen(hears, "rb") as pipe:
            assert pipe.read() == b"up", running.said()
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def hub_with_rooms(folder: Path) -> Iterator[tuple[Served, Hub]]:
    """Hold rooms, and run a hub that knows where, until the block is left."""
    if not ((HUB / ".venv/bin/jupyterhub").exists() and PROXY.exists()):
        reason = "tools/hub/.venv is missing: run make hub first."
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with service(folder / "project", free_ports()) as served:
        ports = (free_ports(), free_ports(), free_ports())
        key = served.root / "organisation-key"
        with hub(folder / "hub", ports, service=served.address, key=key) as running:
            yield served, running


@dataclass
class Browser:
    """Somebody who asks the hub, follows where it leads, and keeps its cookies by host.

    Attributes:
        hub: The hub.
        told: Headers of every request.
        jar: The cookies.
    """

    hub: Hub
    told: dict[str, str] = field(default_factory=dict)
    jar: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)

    def get(self, url: str) -> tuple[int, str]:
        return self.ask("GET", url)

    def ask(
        self, method: str, url: str, body: str | None = None, **headers: str
    ) -> tuple[int, str]:
        """Ask, follow redirects, and return status and text."""
        for _ in range(12):
            status, text, there = self.once(method, url, body, **headers)
            if there is None:
                return status, text
            method, url, body = "GET", there, None
            headers = {}
        raise AssertionError(f"{url} leads round in a circle")

    def once(
        self, method: str, url: str, body: str | None = None, **headers: str
    ) -> tuple[int, str, str | None]:
        """Ask once, and return status, text and where it leads."""
        with self.open(method, url, body, **headers) as reply:
            text, there = reply.read().decode(), reply.getheader("location")
        return reply.status, text, None if there is None else urljoin(url, there)

    @contextmanager
    def open(
        self, method: str, url: str, body: str | None = None, **headers: str
    ) -> Iterator[http.client.HTTPResponse]:
        """Ask once, and give the reply, which is still to be read."""
        found = urlsplit(url)
        path = f"{found.path}?{found.query}" if found.query else found.path
        cookies = self._cookies(str(found.hostname), found.path)
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=120)
        sent = {"Host": found.netloc, "Cookie": cookies, "Accept": "*/*", **self.told, **headers}
        with closing(connection):
            connection.request(method, path or "/", body=body, headers=sent)
            with connection.getresponse() as reply:
                self._keep(str(found.hostname), reply.headers.get_all("set-cookie") or [])
                yield reply

    def log_in(self, name: str) -> None:
        """Log in, start the server, and come to its page."""
        front = f"http://{DOMAIN}:{self.hub.port}/hub/login"
        _, page = self.get(front)
        fields = {
            "username": name,
            "password": WORD,
            "_xsrf": _found(r'_xsrf"\s+value="([^"]+)', page),
        }
        _, page = self.ask("POST", front, urlencode(fields), **{"Content-Type": FORM})
        if "EventSource" in page:  # the server is only starting
            said = _found(r'EventSource\("([^"]+)"\)', page).encode().decode("unicode_escape")
            _, told = self.get(urljoin(front, unescape(said)))  # it ends once the server answers
            assert '"ready": true' in told, told + self.hub.said()
        status, page = self.get(f"{self.hub.base(name)}/")
        assert status == 200, page

    def make(self, name: str) -> HostedRoom:
        """Fill in the form of a facilitator's page."""
        own = {"Content-Type": FORM, "Origin": self.hub.origin(name)}
        status, page = self.ask(
            "POST", f"{self.hub.base(name)}/rooms", "plan=short&headCount=20", **own
        )
        assert status == 200, page
        assert "Your room is open" in page
        return self.hub.kept(name)

    def step(self, name: str, path: str, origin: str = "") -> int:
        """Take a step as a page of the facilitator's own does, or of another origin."""
        own = {"Content-Type": "application/json", "Origin": origin or self.hub.origin(name)}
        return self.once("POST", self.hub.base(name) + path, "{}", **own)[0]

    def _cookies(self, host: str, path: str) -> str:
        fitting = [
            f"{name}={value}"
            for domain, held in self.jar.items()
            if host == domain or host.endswith(f".{domain}")
            for (name, below), value in held.items()
            if path.startswith(below)
        ]
        return "; ".join(fitting)

    def _keep(self, host: str, lines: list[str]) -> None:
        for line in lines:
            for name, one in SimpleCookie(line).items():
                domain = (one["domain"] or host).lstrip(".")
                held = self.jar.setdefault(domain, {})
                held.pop((name, one["path"]), None)
                if one.value:
                    held[name, one["path"]] = one.value


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, page
    return found[1]
