"""The QR code on the screen: the same address in fewer, larger modules."""

import re
from typing import Final

import segno

PARTS: Final = re.compile(r"([^#]*)(#?)([^.]*\.?)(.*)")


def code_of(link: str) -> segno.QRCode:
    """Return the code of an address, as small as it can be made for the same page.

    Capitals, digits and few signs take less room in a code than other letters. Scheme and host
    mean the same in capitals (RFC 3986, 6.2.2.1), the path is empty, and the room reads its word
    in any case. A screen is neither torn nor dirty, so the code corrects as little as may be, and
    more where that costs nothing. A name with other letters stays as it is: straße in capitals is
    STRASSE, and that is another computer.

    Args:
        link: An address with no path, with or without a word and, after a dot, digits behind #.
    """
    found = PARTS.fullmatch(link) if link.isascii() else None
    parts = [part.upper() for part in found.groups() if part] if found else [link]
    return segno.make(parts, error="l", micro=False)  # type: ignore[arg-type]  # its stub knows no parts


def qr_path(link: str) -> tuple[str, int]:
    """Return the code as the `d` of an SVG path, one unit a module, and how many it is wide.

    The path is a line along the middle of each row, to be drawn with a stroke of one unit.
    """
    rows = [bytes(row) for row in code_of(link).matrix]
    runs = (
        f"M{found.start()} {y}.5h{len(found[0])}"
        for y, row in enumerate(rows)
        for found in re.finditer(b"\x01+", row)
    )
    return "".join(runs), len(rows)
