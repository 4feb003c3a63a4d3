"""The room's server: no log, no name of itself, and an end that does not wait for phones."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from askfirst.opening.addresses import BACKLOG
from askfirst.opening.protocol import Protocol

GRACE: Final = 1  # seconds for phones that are connected when it ends


class Server(uvicorn.Server):
    """A server that leaves signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def make_server(app: ASGIApp) -> Server:
    """Return the server of an app; it never logs, because a log line holds an address."""
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
            backlog=BACKLOG,
            http=Protocol,
            timeout_graceful_shutdown=GRACE,
        )
    )
