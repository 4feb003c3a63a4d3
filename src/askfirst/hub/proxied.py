"""What jupyter-server-proxy is told: a page of a facilitator's server, and what serves it."""

import sys
from typing import Any, Final

from askfirst.hub.texts import TEXTS

SECONDS: Final = 60  # a server that just woke up may be slow


def room_page() -> dict[str, Any]:
    """Return what jupyter-server-proxy needs to know, for its entry point.

    The page is served at a socket in a folder of its own, which other users of the same computer
    cannot enter, as they could a port.
    """
    return {
        "command": [sys.executable, "-m", "askfirst.hub.main", "{unix_socket}"],
        "unix_socket": True,
        "timeout": SECONDS,
        "launcher_entry": {"title": TEXTS["launcher"], "category": "Other"},
    }
