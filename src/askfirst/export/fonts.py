"""The typefaces: cut down once to what decks and pages embed; whole for print."""

import base64
import hashlib
import json
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from askfirst.export.errors import ExportError
from askfirst.export.kept import kept
from askfirst.installed import version

SERIF: Final = ("fontpkg_literata", "Literata[opsz,wght].ttf")
SANS: Final = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
MATH: Final = ("ziamath", "STIXTwoMath-Regular.ttf")
AXES: Final = {"opsz": 24, "wght": (400, 650)}
FOLDERS: Final = ("files", "fonts")  # of a package, where its fonts lie
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
MATH_RANGES: Final = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0xFF),  # Latin-1
    (0x2C6, 0x2DD),  # accents
    (0x391, 0x3F6),  # Greek
    (0x2010, 0x205F),  # dashes, primes, ellipsis
    (0x2100, 0x214F),  # letters such as that of the real numbers
    (0x2190, 0x21D5),  # arrows
    (0x2200, 0x22FF),  # operators
    (0x2308, 0x230B),  # floor and ceiling
    (0x239B, 0x23B7),  # parts of tall brackets and of roots
    (0x23DC, 0x23E1),  # braces above and below
    (0x25A0, 0x25FF),  # squares and circles
    (0x27E6, 0x27EF),  # angle brackets
    (0x27F5, 0x27FF),  # long arrows
    (0x2A7D, 0x2AB0),  # at most, at least, before, after
    (0x1D400, 0x1D467),  # bold and italic letters
    (0x1D49C, 0x1D4CF),  # script
    (0x1D538, 0x1D56B),  # double-struck
    (0x1D6A8, 0x1D71B),  # bold and italic Greek
)


def literata(cache_folder: Path | None = None) -> bytes:
    """Return the subset as woff2, from the user's cache where it was made before.

    Args:
        cache_folder: Where to keep it, as `kept` says. Making it takes 1.7 s.
    """
    return kept(f"fonts/literata-{recipe()}.woff2", make, folder=cache_folder)


@cache
def math_face(cache_folder: Path | None = None) -> str:
    """Return the rule of a style sheet that embeds the typeface of formulas.

    Without one of its kind a browser draws no roots, and no bracket as tall as what it holds.
    """
    font = kept(f"fonts/math-{_math_recipe()}.woff2", make_math, folder=cache_folder)
    source = base64.b64encode(font).decode()
    return (
        '@font-face{font-family:"Formulas";font-display:block;'
        f'src:url("data:font/woff2;base64,{source}") format("woff2")}}'
    )


def _math_recipe() -> str:
    parts = [version("ziamath"), version("fonttools"), MATH_RANGES]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


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


def make_math() -> bytes:
    """Cut the typeface of formulas to what they mostly hold, with the tables that stretch it."""
    subset: Any = import_module("fontTools.subset")
    font: Any = import_module("fontTools.ttLib").TTFont(font_file(MATH), recalcTimestamp=False)
    wanted = subset.Options(hinting=False, notdef_outline=True, layout_features=["ssty"])
    cutter = subset.Subsetter(wanted)
    cutter.populate(unicodes=[c for low, high in MATH_RANGES for c in range(low, high + 1)])
    cutter.subset(font)
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
        for folder in FOLDERS:
            path = Path(root) / folder / file
            if path.is_file():
                return path
    raise ExportError(
        f"{file} was not found in the installed package {package.replace('_', '-')}. "
        "Install the project again from requirements.lock."
    )
