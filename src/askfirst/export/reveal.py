"""reveal.js, read from the installed package and made fit to stand inside one file."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from msgspec import Struct

from askfirst.export.errors import ExportError

PACKAGE: Final = "sphinx_revealjs"
SOURCE_MAP: Final = re.compile(r"\n?(//[#@] sourceMappingURL=\S*|/\*[#@] sourceMappingURL=.*?\*/)")
POPUP_SCRIPT: Final = re.compile(r"<script>(.*?)<\\/script>", re.DOTALL)
RTL_RULES: Final = re.compile(r"\.reveal\.rtl [^{}]*\{[^{}]*\}")
ESCAPED: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
SIMPLE: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


class RevealAssets(Struct, frozen=True):
    """The parts of reveal.js that a deck embeds.

    Attributes:
        script: The presentation engine.
        notes: The speaker view plugin, with the page of its window inside as a string.
        popup: The script of that page, as the browser will see it; a policy needs its hash.
        style: The engine's style sheet, without its own rules for print and for right to left.
    """

    script: str
    notes: str
    popup: str
    style: str


@cache
def reveal_assets() -> RevealAssets:
    """Return reveal.js and its speaker view from the installed package sphinx-revealjs."""
    notes = _embed(_read("plugin/notes/notes.js"))
    return RevealAssets(
        script=_embed(_read("dist/reveal.js")),
        notes=notes,
        popup=popup_script(notes),
        style=without_rtl(without_print(SOURCE_MAP.sub("", _read("dist/reveal.css")))),
    )


def popup_script(notes: str) -> str:
    """Return the inline script of the speaker window, decoded from the plugin's string."""
    found = POPUP_SCRIPT.findall(notes)
    if len(found) != 1:
        raise ExportError(
            f"the speaker view of reveal.js holds {len(found)} inline scripts where one was "
            "expected. Install sphinx-revealjs in the version that requirements.lock names."
        )
    return ESCAPED.sub(_unescape, found[0])


def without_print(style: str) -> str:
    """Return the style sheet without its @media print block, because the deck has its own."""
    start = style.find("@media print{")
    if start < 0:
        return style
    depth, end = 0, start
    for end in range(start, len(style)):
        depth += {"{": 1, "}": -1}.get(style[end], 0)
        if depth == 0 and style[end] == "}":
            break
    return style[:start] + style[end + 1 :]


def without_rtl(style: str) -> str:
    """Return the style sheet without its rules for decks from right to left: we have our own."""
    return RTL_RULES.sub("", style)


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return "" if code.endswith("\n") else SIMPLE.get(code, code)


def _embed(script: str) -> str:
    """Take away what would load a map or end the script element early."""
    return SOURCE_MAP.sub("", script).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _read(name: str) -> str:
    # find_spec, since importing the package would import Sphinx
    spec = find_spec(PACKAGE)
    for root in (spec and spec.submodule_search_locations) or ():
        path = Path(root) / "_static" / "revealjs" / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise ExportError(
        f"{name} was not found in the installed package sphinx-revealjs. "
        "Install the project again from requirements.lock."
    )
