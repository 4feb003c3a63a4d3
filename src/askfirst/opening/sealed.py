"""What `askfirst open --sealed` needs: a library on each side, got only when somebody wants it."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askfirst.errors import StartError

if TYPE_CHECKING:
    from askfirst.room.sealing import Sealing

LIBRARY: Final = Path("build") / "sealed-parts" / "nacl-fast.min.js"


def begin_sealing(root: Path) -> "Sealing":
    """Return new keys for a room, with what phones seal with.

    Args:
        root: The project, in which `make sealed` was run.

    Raises:
        StartError: One of the two libraries is not there.
    """
    if find_spec("nacl") is None:
        raise StartError(
            "--sealed: PyNaCl, which opens what phones seal, is not installed. Run make setup, or "
            "install askfirst[sealed], or leave --sealed out."
        )
    try:
        library = (root / LIBRARY).read_text(encoding="utf-8")
    except OSError as error:
        raise StartError(
            f"--sealed: {LIBRARY.as_posix()}, which phones seal with, is not there. Run make "
            "sealed once, while online, or leave --sealed out."
        ) from error
    from askfirst.room.sealing import Sealing  # noqa: PLC0415  # a room that seals nothing needs none

    return Sealing.begin(library)


def digits_of(sealing: "Sealing | None") -> str:
    """Return the public key for the QR code, or "" where nothing is sealed."""
    return "" if sealing is None else sealing.digits
