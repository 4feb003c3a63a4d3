"""What a hub says to a facilitator's server, and what the hub's own files say."""

import importlib.metadata
import json
import runpy
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from askfirst.errors import StartError
from askfirst.hub.kept import Kept
from askfirst.hub.settings import read_settings
from tests.opening.projects import make_project

ROOT = Path(__file__).parents[2]
GIVEN = {
    "JUPYTERHUB_PUBLIC_URL": "https://Ann.hub.example.org:8443/user/ann/",
    "ASKFIRST_SERVICE": "https://rooms.example.org",
    "ASKFIRST_ORGANISATION_KEY": "/etc/askfirst/organisation-key",
}


class Config(dict[str, Any]):
    """Takes what a configuration sets."""

    def __getattr__(self, name: str) -> Any:
        return self.setdefault(name, Config())

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value


def configured() -> Config:
    """What deploy/jupyterhub_config.py sets."""
    config = Config()
    given = {"get_config": lambda: config}
    runpy.run_path(str(ROOT / "deploy/jupyterhub_config.py"), init_globals=given)
    return config


def test_the_address_is_the_one_that_the_hub_gave(tmp_path: Path) -> None:
    """Origin and path come from the hub, and are not taken from any request."""
    root = make_project(tmp_path / "project")
    found = read_settings(GIVEN, home=tmp_path, here=root)
    assert (found.origin, found.host) == ("https://ann.hub.example.org:8443", "ann.hub.example.org")
    assert found.path == "/user/ann/askfirst"
    assert (found.project, found.results) == (root, tmp_path / "results")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JUPYTERHUB_PUBLIC_URL", "", "subdomain_host"),
        ("JUPYTERHUB_PUBLIC_URL", "/user/ann/", "subdomain_host"),
        ("ASKFIRST_SERVICE", "", "Spawner.environment"),
        ("ASKFIRST_SERVICE", "http://rooms.example.org", "https://rooms.example.org"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, name: str, value: str, said: str) -> None:
    """Without an address of its own, or one for rooms over TLS, the page does not start."""
    with pytest.raises(StartError, match=said):
        read_settings({**GIVEN, name: value}, home=tmp_path, here=ROOT)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"address": "https://x.test"}', '{"a": 1}'])
def test_a_file_of_something_else_is_no_room(tmp_path: Path, text: str) -> None:
    """What is not whole, or not ours, is as if nothing was there."""
    path = tmp_path / "room.json"
    path.write_text(text, encoding="utf-8")
    assert Kept(path).read() is None
    assert Kept(path).results() is None


def test_the_configuration_gives_each_facilitator_an_origin() -> None:
    """Each server is a name of its own over TLS, nobody enters another's, and no log is kept."""
    found = configured()
    assert found.JupyterHub.subdomain_host.startswith("https://")
    assert found.JupyterHub.bind_url.startswith("http://127.0.0.1:")
    assert found.Authenticator.admin_users == set()
    assert found.JupyterHub.log_level == "ERROR"
    assert found.ConfigurableHTTPProxy.log_level == "error"
    assert found.Spawner.args == ["--log-level=CRITICAL"]
    assert set(found.Spawner.environment) == set(GIVEN) - {"JUPYTERHUB_PUBLIC_URL"}


def test_the_page_is_served_at_a_socket() -> None:
    """What jupyter-server-proxy starts listens at a socket in a closed folder, and at no port."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [(name, value)] = tomllib.loads(text)["project"]["entry-points"][
        "jupyter_serverproxy_servers"
    ].items()
    entry = importlib.metadata.EntryPoint(name, value, "jupyter_serverproxy_servers")
    page = entry.load()()
    assert (name, page["unix_socket"]) == ("askfirst", True)
    assert page["command"] == [sys.executable, "-m", "askfirst.hub.main", "{unix_socket}"]


def test_the_proxy_is_locked() -> None:
    """The lock of npm names what package.json asks for, each with its hash and no address."""
    folder = ROOT / "tools/hub"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == asked
    for name, version in asked.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in one and "resolved" not in one for one in packages.values())
