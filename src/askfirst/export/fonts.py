"""The typefaces: Literata cut down once to what decks and pages embed; both whole for print."""

import hashlib
import json
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from askfirst.export.errors import ExportError
from askfirst.export.kept import kept

SERIF: Final = ("fontpkg_literata", "Literata[opsz,wght].ttf")
SANS: Final = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
AXES: Final = {"opsz": 24, "wght": (400, 650)}
RANGES: Final = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0xFF),  # Latin-1
    (0x100, 0x17F),  # Latin Extended-A
    (0x2BB, 0x2BC),  # letters written like apostrophes
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x202F, 0x203A),  # narrow space, primes, single guillemets
    (0x2044, 0x2044),  # fraction slash
    (0x20AC, 0x20AC),  # euro
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2265),  # about, not equal, at most, at least
)


def literata(cache_folder: Path | None = None) -> bytes:
    """Return the subset as woff2, from the user's cache where it was made before.

    Args:
        cache_folder: Where to keep it, as `kept` says. Making it takes 1.7 s.
    """
    return kept(f"fonts/literata-{recipe()}.woff2", make, folder=cache_folder)


@cache
def recipe() -> str:
    """Return a short name for this font version cut in this way by this tool."""
    parts = [version("fontpkg-literata"), version("fonttools"), AXES, RANGES]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def make() -> bytes:
    """Cut the variable font to our axes and characters, without hints: about 43 KB."""
    # imported when needed, since a deck whose font is in the cache needs none of it
    subset: Any = import_module("fontTools.subset")
    instancer: Any = import_module("fontTools.varLib.instancer")
    font: Any = import_module("fontTools.ttLib").TTFont(source(), recalcTimestamp=False)
    wanted = subset.Options(hinting=False, notdef_outline=True)
    wanted.layout_features += ["tnum", "lnum"]
    cutter = subset.Subsetter(wanted)
    cutter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, dict(AXES), inplace=True)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def source() -> Path:
    """Return the variable font that the subset is cut from."""
    return font_file(SERIF)


def font_file(family: tuple[str, str]) -> Path:
    """Return a variable font of an installed package, without importing the package.

    Raises:
        ExportError: It is not installed.
    """
    package, file = family
    spec = find_spec(package)
    for root in (spec and spec.submodule_search_locations) or ():
        path = Path(root) / "files" / file
        if path.is_file():
            return path
    raise ExportError(
        f"{file} was not found in the installed package {package.replace('_', '-')}. "
        "Install the project again from requirements.lock."
    )
