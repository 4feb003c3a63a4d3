"""Servers that a test starts in a thread of its own, and that end as soon as the test does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

# How often a server looks whether it is to end. By default a test would wait half a second for it.
LOOK_SECONDS: Final = 0.01


@contextmanager
def running(server: HTTPServer) -> Iterator[HTTPServer]:
    """Let a server answer until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, args=(LOOK_SECONDS,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def folder_served(folder: Path, host: str) -> Iterator[str]:
    """Give the address of a folder on plain http, under a name of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    with running(server):
        yield f"http://{host}:{server.server_port}"
