"""Names of hosted rooms, and the words that open them.

A hosted room can be reached from everywhere. So its word is longer than one that is read off a
screen in the same building: nobody can try all there are while a workshop lasts.
"""

import re
import secrets
from typing import Final

from askfirst.opening.word import choose_word

WORDS: Final = 3
NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)  # one label of DNS


def choose_name() -> str:
    """Return a name that says nothing of what the room is for, of more than a million."""
    return _words()


def choose_words() -> str:
    """Return what opens a room to phones."""
    return _words()


def choose_key() -> str:
    """Return a key that leads a room."""
    return secrets.token_urlsafe(32)


def _words() -> str:
    return "-".join(choose_word() for _ in range(WORDS))
