"""How long and how large a file is, for a page that leads to it."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from askfirst.activities.texts import counted

PAGES: Final = re.compile(rb"/Type/Pages/Count (\d+)")
KILO: Final = 1000


class Size(Struct, frozen=True, kw_only=True):
    """What is said of a file beside its kind.

    Attributes:
        pages: How many it has; 0 where it is laid out when it is opened.
        kilobytes: How large it is, rounded up.
    """

    pages: int
    kilobytes: int


def size_of(content: bytes) -> Size:
    """Return the size of a file that was made here."""
    return Size(pages=pages(content), kilobytes=-(-len(content) // KILO))


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF made here has; 0 for anything else."""
    found = PAGES.search(pdf)
    return int(found[1]) if found else 0


def sized(what: str, size: Size | None, texts: Mapping[str, str]) -> str:
    """Return what a link leads to, with its size where that is known."""
    if size is None:
        return what
    if not size.pages:
        return texts["sized"].format(what=what, size=size.kilobytes)
    return counted(
        texts, "sized_pages", size.pages, what=what, pages=size.pages, size=size.kilobytes
    )
