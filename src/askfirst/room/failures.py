"""What is said of a failure: its kind and the line it came from, never a value that was at hand."""

import asyncio
import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any, Final

LOG: Final = logging.getLogger(__name__)


def told(error: BaseException) -> str:
    """Return the kind of a failure and the line it came from; its own words may hold an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown line"
    return f"{type(error).__name__} at {where}"


def tell_of_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say that something went wrong in an event loop, without the steps and values around it."""
    error = context.get("exception")
    LOG.error("%s", told(error) if isinstance(error, BaseException) else "A step did not end well")


def keep_quiet() -> None:
    """Let nothing that ends this process, a thread or an object print more than `told` says."""

    def ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            LOG.critical("%s", told(error))

    sys.excepthook = ended
    threading.excepthook = lambda args: _tell(args.exc_value)
    sys.unraisablehook = lambda args: _tell(args.exc_value)


def _tell(error: BaseException | None) -> None:
    if error is not None:
        LOG.error("%s", told(error))
