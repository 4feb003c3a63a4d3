"""The components as one text: the source files as they stand, with their imports resolved.

Phones and decks are one file with no further requests, and anywidget takes one module. So the
files that `kit.js` and a component import from each other are put one after the other, and the
`import` and `export` words, which then have nothing to do, are taken out. There is no bundler.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

SHARED: Final = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";$', re.MULTILINE)
IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(async )?(function|class|const)\b)", re.MULTILINE)


def _has(name: str) -> bool:
    return files("askfirst.activities").joinpath(name).is_file()


@cache
def _read(name: str) -> str:
    return files("askfirst.activities").joinpath(name).read_text(encoding="utf-8")


def component_source(*types: str, release: bool = True, kit: bool = True) -> str:
    """Return JavaScript that defines the custom elements of these types of activity.

    Args:
        types: As in a spec: "poll", "scale", "words", "note".
        release: Whether results can be drawn; a phone shows none and leaves it out, and with it
            the parts for larger screens, `<type>_board.js`, of the types that have one.
        kit: False for a component that joins a page which has the kit already; the page must
            have been made from the same parts, in one script.

    Returns:
        One ES module without imports or exports.

    Raises:
        FileNotFoundError: A type that has no component.
    """
    left_out = [*(() if kit else ("kit",)), *(() if release else ("release",))]
    parts = dict.fromkeys(left_out)
    for part in ("kit", "release"):
        _add(part, parts)
    for kind in types:
        _add(kind, parts)
        if release and _has(f"{kind}_board.js"):
            _add(f"{kind}_board", parts)
    parts = {part: None for part in parts if part not in left_out}
    return "".join(map(_bare, parts))


@cache
def _bare(part: str) -> str:
    """Return a part without the words that join it to others."""
    source = _read(f"{part}.js")
    return EXPORT.sub("", IMPORT.sub("", source)).replace("// @ts-check\n", "")


def _add(part: str, parts: dict[str, None]) -> None:
    """Add a part after all that it stands on, each once."""
    if part in parts:
        return
    for needed in SHARED.findall(_read(f"{part}.js")):
        if needed not in parts:
            _add(needed, parts)
    parts.setdefault(part)


def component_css(*types: str, release: bool = True) -> str:
    """Return the style of all components, with the styles of these types' own where they have any.

    Args:
        types: As in a spec.
        release: Whether releases and rows to show are drawn; a phone shows none.
    """
    own = [f"{kind}.css" for kind in types if _has(f"{kind}.css")]
    shared = ("kit.css", *(("release.css",) if release else ()))
    return "".join(_read(name) for name in (*shared, *own))
