"""The room and JupyterLab from start to end, and the signals that end them."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

from askfirst.opening.lab import Lab
from askfirst.opening.supervisor import Supervisor
from askfirst.opening.workshop import Workshop

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED: Final = 130
PATIENCE: Final = 2.0  # seconds the room may take to tell its phones


async def run(
    workshop: Workshop,
    *,
    warn: Callable[[str], None],
    on_open: Callable[[], None],
    first: "subprocess.Popen[bytes] | None" = None,
) -> None:
    """Hold the workshop until it is interrupted; then end everything within three seconds.

    Args:
        workshop: What to hold.
        warn: Takes a line for the facilitator when something happens on the way.
        on_open: Called once people may come in, and an interrupt would be heard.
        first: The process that serves the room, if it was started already.

    Raises:
        StartError: The room cannot be served.
    """
    lab = Lab(workshop.root, room=workshop.local, host_key=workshop.room.host_key)
    room = Supervisor(workshop, warn=warn, first=first)

    def at_once() -> None:
        lab.kill()
        room.kill()

    try:
        with _interrupted(at_once=at_once) as interrupted:
            serving = asyncio.create_task(room.run())
            waiting = asyncio.create_task(interrupted.wait())
            holding = asyncio.create_task(_hold(workshop, lab, room, warn=warn, on_open=on_open))
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            room.end()
            await asyncio.gather(_end(room, serving), lab.stop(), *map(_over, (waiting, holding)))
    finally:
        at_once()  # after a failure; otherwise there is nothing left to end
        if not workshop.room.ended:
            workshop.room.end()


async def _hold(
    workshop: Workshop,
    lab: Lab,
    room: Supervisor,
    *,
    warn: Callable[[str], None],
    on_open: Callable[[], None],
) -> None:
    """Open the workshop once its room listens, and keep it informed of the lab."""

    def lost(reason: str) -> None:
        room.move(workshop.place(None))
        warn(f"{reason} The room goes on without notebooks.")

    await room.listening.wait()
    watching = asyncio.create_task(
        lab.run(on_ready=lambda: room.move(workshop.place(lab.url)), on_failure=lost)
    )
    try:
        on_open()
        await room.ended.wait()
        warn("The workshop was ended from the start page. Press Ctrl-C to close the rest.")
        await asyncio.Event().wait()
    finally:
        await _over(watching)


async def _end(room: Supervisor, serving: "asyncio.Task[None]") -> None:
    """Wait for the room's process, but not for long."""
    await asyncio.wait({serving}, timeout=PATIENCE)
    room.kill()
    await serving


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
