"""The direction that a language is written in, and that of a text."""

from typing import Final
from unicodedata import bidirectional

RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)
FROM_RIGHT: Final = frozenset({"R", "AL"})


def direction(language: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    main, *rest = language.lower().split("-")
    written = main in RIGHT_TO_LEFT or bool({"arab", "hebr"} & {*rest})
    return "rtl" if written and "latn" not in rest else "ltr"


def begins_from_right(text: str) -> bool:
    """Whether the first letter of a text that has a direction is written from right to left."""
    directed = (kind for kind in map(bidirectional, text) if kind in {"L", *FROM_RIGHT})
    return next(directed, "L") != "L"


def holds_from_right(text: str) -> bool:
    """Whether any letter of a text is written from right to left."""
    return not text.isascii() and any(bidirectional(letter) in FROM_RIGHT for letter in text)


def all_from_left(text: str) -> bool:
    """Whether a text has letters, and all of them are written from left to right."""
    return any(bidirectional(letter) == "L" for letter in text) and not holds_from_right(text)
