"""The direction that a language is written in."""

from typing import Final

RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    main, *rest = language.lower().split("-")
    written = main in RIGHT_TO_LEFT or bool({"arab", "hebr"} & {*rest})
    return "rtl" if written and "latn" not in rest else "ltr"
