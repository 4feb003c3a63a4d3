"""`askfirst room`: workers from their first line in the terminal to their last."""

import asyncio
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from askfirst.errors import StartError
from askfirst.hosting.holder import Holder
from askfirst.hosting.settings import MOST_WORKERS, read_settings
from askfirst.hosting.shelf import Shelf, read_shelf
from askfirst.hosting.wire import Settings
from askfirst.hosting.wishes import Wishes
from askfirst.opening.addresses import listen
from askfirst.opening.limits import set_limits
from askfirst.opening.run import interrupted_by
from askfirst.opening.wishes import read_number
from askfirst.project import find_project
from askfirst.room.failures import keep_quiet

FILES: Final = 65_536  # a thousand rooms of thirty phones, each with two connections
PATIENCE: Final = 3.0  # seconds the workers may take to tell their phones

Sockets = Sequence[Sequence[socket.socket]]


def hold(wishes: Wishes, *, say: Callable[[str], None], warn: Callable[[str], None]) -> None:
    """Hold rooms until it is ended.

    Args:
        wishes: What the command line says.
        say: Takes what to print.
        warn: Takes a line when something happens on the way.

    Raises:
        AskFirstError: The first thing that is wrong; then nothing was started.
    """
    set_limits(FILES)
    keep_quiet()
    settings = read_settings(wishes)
    shelf = read_shelf(find_project(Path.cwd()), today=date.today())
    with _listening(wishes) as sockets:
        asyncio.run(run(settings, shelf, sockets, say=say, warn=warn))


async def run(
    settings: Settings,
    shelf: Shelf,
    sockets: Sockets,
    *,
    say: Callable[[str], None],
    warn: Callable[[str], None],
) -> None:
    """Have a worker for each group of sockets, until a signal ends them.

    What rooms are made of was read before, so that a worker that starts again reads nothing: rooms
    go on as they were made, whatever became of the files.

    Raises:
        StartError: One of them cannot serve.
    """
    holders = [Holder(settings, shelf, own, warn=warn) for own in sockets]

    def at_once() -> None:
        for holder in holders:
            holder.kill()

    try:
        with interrupted_by(at_once=at_once) as interrupted:
            serving = [asyncio.create_task(holder.run()) for holder in holders]
            waiting = asyncio.create_task(interrupted.wait())
            telling = asyncio.create_task(_tell(settings, sockets, holders, say))
            await asyncio.wait({*serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            for holder in holders:
                holder.end()
            await asyncio.wait(serving, timeout=PATIENCE)
            at_once()
            waiting.cancel()
            telling.cancel()
            await asyncio.gather(*serving)
    finally:
        at_once()
    say("All rooms have ended. They were only in memory, and are gone.")


async def _tell(
    settings: Settings, sockets: Sockets, holders: Sequence[Holder], say: Callable[[str], None]
) -> None:
    for holder in holders:
        await holder.listening.wait()
    where = ", ".join(f"{host}:{port}" for own in sockets for host, port in [_name(own)])
    said = (
        "Behind a proxy that speaks TLS."
        if settings.proxied
        else "Over TLS."
        if settings.certificate
        else "Without TLS, for this computer alone."
    )
    say(f"Rooms of {settings.domain} are held at {where}. {said} Ctrl-C ends all of them.")


def _name(own: Sequence[socket.socket]) -> tuple[str, int]:
    host, port = own[0].getsockname()[:2]
    return str(host), int(port)


@contextmanager
def _listening(wishes: Wishes) -> Iterator[Sockets]:
    """Give the sockets of each worker, all listening.

    Raises:
        StartError: A port is taken or not allowed.
    """
    workers = read_number(wishes.workers, "--workers", most=MOST_WORKERS)
    first = read_number(wishes.port, "--port", most=65535)
    if first + workers - 1 > 65535:
        raise StartError(f"--port {first}: leaves no port for {workers} workers. Give a lower one.")
    with ExitStack() as open_sockets:
        found = []
        for port in range(first, first + workers):
            _, own = listen((wishes.host,), port)
            found.append([open_sockets.enter_context(closing(sock)) for sock in own])
        yield found
