"""What takes long to make and is always the same is kept in the user's cache folder."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from askfirst.disk import write_whole


def kept(name: str, make: Callable[[], bytes], *, folder: Path | None = None) -> bytes:
    """Return what was made under this name before, or make it now and keep it.

    Args:
        name: Of a file, with all in it that the content depends on.
        make: Makes the content.
        folder: Where to keep it; the user's own cache folder if None. A folder that cannot be
            written costs the time of making it again, nothing else.
    """
    place = (folder or user_cache_path("askfirst")) / name
    with suppress(OSError):
        return place.read_bytes()
    made = make()
    with suppress(OSError):
        write_whole(place, made, sync=False)
    return made
