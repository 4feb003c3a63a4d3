"""Both servers from start to end, and the signals that end them."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

from starlette.applications import Starlette

from askfirst.opening.lab import Lab
from askfirst.opening.serve import make_server
from askfirst.opening.workshop import Workshop

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED: Final = 130


async def run(
    workshop: Workshop,
    app: Starlette,
    *,
    warn: Callable[[str], None],
    on_open: Callable[[], None],
) -> None:
    """Hold the workshop until it is interrupted; then end everything within three seconds.

    Args:
        workshop: What to hold.
        app: Its room as `create_app` returns it.
        warn: Takes a line for the facilitator when something happens on the way.
        on_open: Called once people may come in, and an interrupt would be heard.
    """
    lab = Lab(workshop.root, room=workshop.local, host_key=workshop.room.host_key)
    server = make_server(app)

    def lost(reason: str) -> None:
        workshop.show_notebooks(None)
        warn(f"{reason} The room goes on without notebooks.")

    try:
        with _interrupted(at_once=lab.kill) as interrupted:
            watching = asyncio.create_task(
                lab.run(on_ready=lambda: workshop.show_notebooks(lab.url), on_failure=lost)
            )
            serving = asyncio.create_task(server.serve(sockets=list(workshop.sockets)))
            waiting = asyncio.create_task(interrupted.wait())
            telling = asyncio.create_task(_tell_end(app, warn))
            on_open()
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not workshop.room.ended:
                workshop.room.end()
            app.state.closing.set()
            server.should_exit = True
            await asyncio.gather(serving, lab.stop(), *map(_over, (watching, waiting, telling)))
    finally:
        lab.kill()  # after a failure; otherwise there is nothing left to end


async def _tell_end(app: Starlette, warn: Callable[[str], None]) -> None:
    await app.state.ended.wait()
    warn("The workshop was ended from the start page. Press Ctrl-C to close the rest.")


async def _over(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@contextmanager
def _interrupted(*, at_once: Callable[[], None]) -> Iterator[asyncio.Event]:
    """Give an event that the first signal sets; a second one ends the process at once."""
    loop, event = asyncio.get_running_loop(), asyncio.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        if event.is_set():
            at_once()
            os._exit(INTERRUPTED)
        loop.call_soon_threadsafe(event.set)

    before = {number: signal.signal(number, heard) for number in SIGNALS}
    try:
        yield event
    finally:
        if not event.is_set():  # else the process is about to end, and may still be told to hurry
            for number, handler in before.items():
                signal.signal(number, handler)
