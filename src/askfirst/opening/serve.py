"""The room's server: no log, no name of itself, and an end that does not wait for phones."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from askfirst.opening.addresses import BACKLOG
from askfirst.opening.door import Door
from askfirst.opening.protocol import Protocol

GRACE: Final = 1  # seconds for phones that are connected when it ends
MOST_HEAD_BYTES: Final = 8192
AT_A_TURN: Final = 16  # of those who come at once, so that not all are under way in one moment


class Server(uvicorn.Server):
    """A server that leaves signals to whoever runs it.

    Args:
        config: What it serves, and how.
        on_listening: Called once it listens.
    """

    def __init__(self, config: uvicorn.Config, *, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so.

        asyncio has one number for how many it lets in at a time and how many may wait in the
        system, so that the second is said again.
        """
        await super().startup(sockets=sockets)
        if self.started:
            for sock in sockets or ():
                sock.listen(BACKLOG)
            self._on_listening()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def make_server(
    app: ASGIApp,
    *,
    on_listening: Callable[[], None] = lambda: None,
    door: Door | None = None,
    certificate: tuple[Path, Path] | None = None,
) -> Server:
    """Return the server of an app; it never logs, because a log line holds an address.

    Args:
        app: What it serves.
        on_listening: Called once it listens.
        door: Who is let in, and how long each may take.
        certificate: The files of a certificate and of its key, for TLS.
    """
    chain, key = certificate or (None, None)
    return Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            lifespan="on",
            ws="none",
            backlog=AT_A_TURN,
            http=partial(Protocol, door=door or Door()),  # type: ignore[arg-type]  # it is called
            h11_max_incomplete_event_size=MOST_HEAD_BYTES,
            ssl_certfile=chain,
            ssl_keyfile=key,
            timeout_graceful_shutdown=GRACE,
        ),
        on_listening=on_listening,
    )
