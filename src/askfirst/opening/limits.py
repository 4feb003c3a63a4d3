"""What the operating system grants this process: no core dump, and a file for each phone."""

import contextlib
import sys
from typing import Final

FILES: Final = 4096  # connections from elsewhere and from here, each up to 1,500

if sys.platform != "win32":
    import resource


def most_files() -> int:
    """Return how many files and connections this process may have open at once."""
    if sys.platform == "win32":
        return FILES
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft


def set_limits(files: int = FILES) -> None:
    """Switch core dumps off, since memory holds totals, and allow so many open connections."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
