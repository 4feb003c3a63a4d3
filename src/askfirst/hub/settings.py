"""What the organisation's hub says to a facilitator's server, read from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from platformdirs import user_state_path

from askfirst.activities.live import HUB as SERVICE
from askfirst.errors import StartError
from askfirst.hosting.asking import Service
from askfirst.project import find_project

NAME: Final = "askfirst"  # of the entry point, and so of the path
KEY: Final = "ASKFIRST_ORGANISATION_KEY"
PUBLIC: Final = "JUPYTERHUB_PUBLIC_URL"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where a facilitator's page is, and where its rooms are.

    Attributes:
        origin: "https://ann.hub.example.org": the only one that may ask for anything.
        path: "/user/ann/askfirst": what stands before each path of the page.
        service: The address of the rooms.
        organisation: The file with the key that makes rooms.
        project: Whose plans are offered.
        results: Where to write what was shown.
        kept: The file that remembers the room.
    """

    origin: str
    path: str
    service: str
    organisation: Path
    project: Path
    results: Path
    kept: Path

    @property
    def host(self) -> str:
        """The name of the origin, without its port."""
        return urlsplit(self.origin).hostname or ""


def read_settings(given: Mapping[str, str], *, home: Path, here: Path) -> Settings:
    """Return what the environment says.

    Args:
        given: The environment.
        home: The facilitator's home, where results are written.
        here: The folder the server was started in.

    Raises:
        StartError: Something is missing or does not fit; says which line of the hub's
            configuration to look at.
    """
    public, service = given.get(PUBLIC, ""), given.get(SERVICE, "")
    found = urlsplit(public)
    if found.scheme not in {"http", "https"} or not found.netloc:
        raise StartError(
            f"{PUBLIC} is {public!r}: expected the address of this server on the hub. Set "
            "c.JupyterHub.subdomain_host in jupyterhub_config.py."
        )
    if not service:
        raise StartError(
            f"{SERVICE} is not set: expected the address of the rooms, such as "
            "https://rooms.example.org. Set it in c.Spawner.environment."
        )
    Service.at(service)
    return Settings(
        origin=f"{found.scheme}://{found.netloc}".lower(),
        path=f"{found.path.rstrip('/')}/{NAME}",
        service=service,
        organisation=Path(given.get(KEY, "organisation-key")),
        project=find_project(here),
        results=home / "results",
        kept=user_state_path("askfirst") / "room.json",
    )
