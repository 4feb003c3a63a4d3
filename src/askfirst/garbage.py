"""Python's collector of garbage, off where there is much to look through and little to find."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave it off, and as it was afterwards. Copies of the process keep it off."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def left_at_the_end() -> None:
    """Let this process end without looking through all that is alive once more.

    Python does so just before it gives everything back: a tenth of the time that all decks take.
    Files are closed and what was registered for the end is done as ever.
    """
    atexit.register(gc.freeze)
