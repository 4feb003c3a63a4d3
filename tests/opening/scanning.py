"""What a camera sees of a code on the screen."""

import re

from PIL import Image

from askfirst.opening.code import qr_path

MODULE, QUIET = 4, 4


def picture(link: str) -> Image.Image:
    """Return the code as it is drawn, with its quiet modules, four dots a module."""
    path, size = qr_path(link)
    wide = size + 2 * QUIET
    image = Image.new("L", (wide, wide), 255)
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        left, top = int(x) + QUIET, int(y) + QUIET
        image.paste(0, (left, top, left + int(run), top + 1))
    return image.resize((wide * MODULE, wide * MODULE), Image.Resampling.NEAREST)
