"""Slips for a hat: each a code of its own that lets one phone in, folded so that nobody sees it."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

import segno
from msgspec import Struct

from askfirst.export import typeset as setting
from askfirst.export.shelf import Paper
from askfirst.export.texts import SLIPS
from askfirst.export.translation import ENGLISH

Texts = Mapping[str, str]
SHEET: Final = 6  # slips, one below the other
QUIET: Final = 4  # modules of white around a code


class Slip(Struct, frozen=True, kw_only=True):
    """What stands on one slip alone.

    Attributes:
        code: As it is typed.
        link: What the QR code opens.
    """

    code: str
    link: str


def slips_file(  # noqa: PLR0913  # what a sheet says, and how it is laid out
    slips: Sequence[Slip],
    *,
    address: str,
    people: int,
    paper: Paper,
    language: str = ENGLISH,
    texts: Texts = SLIPS,
) -> bytes:
    """Return the slips as a PDF for one side of the paper; no slip has a name or a number.

    Args:
        slips: All of them, in any order.
        address: Where the room will be, as people type it.
        people: How many slips go into the hat; the others are kept for slips that fail.
        paper: What they are laid out for.
        language: Of the texts.
        texts: What stands on every slip.
    """
    codes = {f"qr-{place}.svg": _drawn(slip.link) for place, slip in enumerate(slips)}
    data = {
        **setting.language(language),
        "paper": paper,
        "title": texts["title"],
        "address": address,
        "people": str(people),
        "reserve": str(len(slips) - people),
        "slips": [{"code": s.code, "qr": name} for s, name in zip(slips, codes, strict=True)],
        "texts": dict(texts),
    }
    return setting.typeset("slips.typ", data, name="seats", pictures=codes)


def _drawn(link: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="svg", border=QUIET, dark="#000", light=None, xmldecl=False)
    return out.getvalue()
