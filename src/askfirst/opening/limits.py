"""What the operating system grants this process: no core dump, and a file for each phone."""

import contextlib
import sys
from typing import Final

FILES: Final = 4096  # connections from elsewhere and from here, each up to 1,500

if sys.platform != "win32":
    import resource


def set_limits() -> None:
    """Switch core dumps off, since memory holds totals, and allow enough open connections."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
