"""What a program printed, as a terminal leaves it on the screen: without colours, written over."""

import re
from typing import Final

SEQUENCE: Final = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours and moves of the cursor
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and links
    r"|\x1b[ -/]*[0-~]"
)
RUBBED_OUT: Final = re.compile(r"[^\n\x08]\x08")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def printed(text: str) -> str:
    """Return an output without what only steers a terminal; of a progress bar its last state."""
    said = SEQUENCE.sub("", text).replace("\r\n", "\n")
    said = RUBBED_OUT.sub("", said)
    return "\n".join(CONTROL.sub("", _last(line)) for line in said.split("\n"))


def _last(line: str) -> str:
    """Return what a line says once it was written over."""
    return line.rstrip("\r").rpartition("\r")[2]
