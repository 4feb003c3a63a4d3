"""The process behind a facilitator's page on a hub; jupyter-server-proxy starts and ends it.

Run as a module with the path of a socket to listen on.
"""

import asyncio
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from askfirst.command_line import one_line
from askfirst.hub.relay import create_relay
from askfirst.hub.room import Rooms
from askfirst.hub.settings import read_settings
from askfirst.opening.limits import set_limits
from askfirst.opening.serve import make_server
from askfirst.room.failures import keep_quiet


def main() -> None:
    """Serve until it is ended."""
    set_limits()
    keep_quiet()
    with one_line():
        settings = read_settings(os.environ, home=Path.home(), here=Path.cwd())
        with suppress(KeyboardInterrupt):  # how jupyter-server-proxy ends it
            asyncio.run(serve(Rooms(settings), Path(sys.argv[1])))


async def serve(rooms: Rooms, path: Path) -> None:
    """Serve at a socket that nobody but this user can open."""
    with socket.socket(socket.AF_UNIX) as listening:
        os.umask(0o077)
        listening.bind(str(path))
        listening.listen()
        await make_server(create_relay(rooms)).serve(sockets=[listening])


if __name__ == "__main__":
    main()
