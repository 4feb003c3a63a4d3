"""The address by which a computer reaches itself: apart, since who builds opens no connection."""

from typing import Final

LOOPBACK: Final = "127.0.0.1"
