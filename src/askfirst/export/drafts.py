"""What is printed, before it is laid out."""

from collections.abc import Callable, Mapping

from msgspec import Struct


class Draft(Struct, frozen=True, kw_only=True):
    """A file that is not laid out yet.

    Attributes:
        sources: All that it is made from but the program with its templates, and what it needs: as
            long as these are the same, equal sources give equal bytes.
        make: Lays it out, and returns the PDF.
    """

    sources: Mapping[str, bytes]
    make: Callable[[], bytes]
