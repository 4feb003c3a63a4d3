"""The process that serves: what it is to serve comes by its standard input.

What it holds goes back by its standard output. It ends when whoever started it is gone, however
that went, and writes no file.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Final, NoReturn, TypeVar

from askfirst.errors import AskFirstError
from askfirst.room.failures import keep_quiet
from askfirst.supervision.wire import Failed, Wire

LEFT_ALONE: Final = 1
First = TypeVar("First")


def serve_until_over(
    first: type[First], serve: Callable[[First, Wire], Coroutine[Any, Any, None]]
) -> NoReturn:
    """Serve what the first message says, and end this process.

    Args:
        first: The kind of that message.
        serve: Takes it, with this end of the wire, and returns when it is over.
    """
    keep_quiet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for whoever started it
    wire = own_wire()
    begin = wire.receive()
    if isinstance(begin, first):
        try:
            asyncio.run(serve(begin, wire))
        except AskFirstError as error:
            wire.send(Failed(str(error)))
    os._exit(0)  # a thread still listens, and nothing is left to be done


def own_wire() -> Wire:
    """Take standard input and output for the wire alone; what is printed goes to the errors."""
    wire = Wire(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    return wire


def listen(wire: Wire, take: Callable[[object], None]) -> None:
    """Have a thread take what is said from now on; when nobody is left to say it, all ends."""

    def hear() -> None:
        while (message := wire.receive()) is not None:
            take(message)
        os._exit(LEFT_ALONE)

    threading.Thread(target=hear, daemon=True).start()


def keep_clean() -> None:
    """Have what a request leaves behind dropped soon, in place of when it is a quarter of all.

    What is there now stays as long as the process, so it counts no more for how much is all.
    """
    gc.collect()
    gc.freeze()
