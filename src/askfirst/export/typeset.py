"""Data set by typst into a tagged PDF (PDF/UA-1), in memory; the templates lie beside this file.

No word of a notebook is ever part of a template: all of them are read from JSON.
"""

import json
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, Final
from unicodedata import category

import msgspec
import typst

from askfirst.export.direction import direction
from askfirst.export.drafts import Draft
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.fonts import SANS, SERIF, font_file

SHARED: Final = ("print.typ", "words.typ")
STANDARD: Final = "ua-1"  # refuses a picture without words, and a letter that no font draws
NOTHING: Final = "<nothing>"  # a mark that no document has
TOO_MANY: Final = "too many pages"  # as handout.typ says it
EMBEDDED: Final = b"<image"  # a bitmap within a drawing
UNDRAWN: Final = re.compile(r"the text `\"(.+?)\"` could not be displayed")
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
PANIC: Final = re.compile(r"panicked with: (.*)", re.DOTALL)
LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
# Nobody sees them, and the last two no accessible PDF may hold.
CONTROLS: Final = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), 0xFEFF, 0xFFFE])
VARIANTS: Final = "\ufe0e\ufe0f"
JOINED: Final = rf"\u20d0-\u20ff{VARIANTS}"  # make another sign of the letter before them
# What may be one of these, as JSON has it; half a letter JSON has not at all.
UNCLEAN: Final = re.compile(r"\\[bfru]|[\x7f-\x9f\ufeff\ufffe]")
ROUNDS: Final = 5

Pictures = Mapping[str, bytes]


class TooManyPagesError(ExportError):
    """What was to be set takes more pages than it may."""


def typeset(
    template: str, data: Mapping[str, Any], *, name: str, pictures: Pictures | None = None
) -> bytes:
    """Return a PDF: the same bytes for the same data.

    Args:
        template: Name of a `.typ` file beside this one.
        data: What it reads; `title`, `language`, `region`, `paper` and `texts` in any case.
        name: Of the file that the words come from, for complaints.
        pictures: Content by the names that the data uses.

    Raises:
        TooManyPagesError: It takes more pages than its data says that it may; nothing was written.
        ExportError: It could not be laid out.
    """
    return draft(template, data, name=name, pictures=pictures).make()


def draft(
    template: str, data: Mapping[str, Any], *, name: str, pictures: Pictures | None = None
) -> Draft:
    """Return what would be set; arguments and errors are those of `typeset`."""
    sources = _sources(template, data, pictures)
    return Draft(sources=sources, make=partial(_set, sources, name))


def _set(whole: Mapping[str, bytes], name: str) -> bytes:
    sources = dict(whole)
    undrawn: set[str] = set()
    missing: set[str] = set()
    for turn in range(ROUNDS):
        try:
            made = _compiled(sources, system=turn > 0, standards=[STANDARD])
        except typst.TypstError as error:
            missing = {_unescaped(said) for said in UNDRAWN.findall(error.diagnostic)}
            if not missing:
                reason = _reason(error.message)
                kind = TooManyPagesError if reason == TOO_MANY else ExportError
                raise kind(f"{name}: {reason}") from error
        else:
            _complain(name, undrawn)
            return made
        if turn:  # with the fonts of this computer, too
            undrawn |= {letters for letters in missing if not (_unseen(letters) or _ours(letters))}
            shown: Any = json.loads(sources["data.json"])
            for letters in sorted(missing, key=lambda said: (not _ours(said), -len(said))):
                shown = _each(shown, partial(_replaced, letters=letters))
            sources["data.json"] = _encoded(shown)
    raise ExportError(f"{name}: no font here draws {_named(missing)}. Install one for that script.")


def language(tag: str) -> dict[str, str]:
    """Return language, region and direction for a template; English for what is no tag."""
    found = LANGUAGE.fullmatch(tag)
    return {
        "direction": direction(tag) if found else "ltr",
        "language": found[1].lower() if found else "en",
        "region": (found[2] or "").upper() if found else "",
    }


def picture_source(content: bytes) -> bytes:
    """Return a bitmap as the templates read it: in memory typst takes text alone, so as numbers."""
    return json.dumps([*content], separators=(",", ":")).encode()


@lru_cache(maxsize=256)
def drawable(name: str, source: bytes) -> bool:
    """Whether typst can draw a picture; a broken one would end the whole document."""
    picture = f'"{name}"' if name.endswith(".svg") else f'bytes(json("{name}"))'
    sources = {"main.typ": f"#image({picture})".encode(), name: source}
    try:
        if name.endswith(".svg") and EMBEDDED not in source:
            _laid_out(sources)
        else:  # whole, since some bitmaps are refused only where the file is written
            _compiled(sources, system=False, standards=[])
    except (typst.TypstError, RuntimeError):
        return False
    return True


def _sources(template: str, data: Mapping[str, Any], pictures: Pictures | None) -> dict[str, bytes]:
    try:
        words = _encoded(data)
        unclean = UNCLEAN.search(words.decode()) is not None
    except UnicodeEncodeError:  # half a letter
        unclean = True
    if unclean:  # hardly ever: going through every text takes longer than this
        words = _encoded(_each(data, _clean))
    return {
        "main.typ": _read(template),
        **{name: _read(name) for name in SHARED},
        **(pictures or {}),
        "data.json": words,
        "look.json": _encoded(_look(data)),
    }


def _look(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `print.typ` knows of a document: nearly always the same, so worked out once."""
    return {
        "turned": data.get("direction") == "rtl",
        "lists": "listed" in data,  # the sources, so that marks lead to them
        "unlisted": data.get("unlisted", ()),
        "places": data.get("places", ()),
    }


def _compiled(sources: Mapping[str, bytes], *, system: bool, standards: Sequence[str]) -> bytes:
    compiler = _compiler(system=system)
    made: bytes = compiler.compile(dict(sources), format="pdf", pdf_standards=standards)
    return made


def _laid_out(sources: Mapping[str, bytes]) -> None:
    """Lay out a document by asking for nothing in it: nothing is written."""
    given: Any = dict(sources)
    compiler: Any = typst.Compiler(given, font_paths=_fonts(system=False))
    compiler.query(NOTHING)


@cache
def _compiler(*, system: bool) -> Any:
    """Return one for all documents: typst's library is made and looked through once with it."""
    return typst.Compiler(font_paths=_fonts(system=system))


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    """Our two families; those of the computer only where they are needed, for other scripts."""
    folders = [str(font_file(family).parent) for family in (SERIF, SANS)]
    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=False, font_paths=folders
    )


@cache
def _read(name: str) -> bytes:
    return files("askfirst.export").joinpath(name).read_bytes()


def _encoded(data: Any) -> bytes:
    return msgspec.json.encode(data, enc_hook=dict, order="sorted")


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Return data with each of its texts changed, and no key or number."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(inner, change) for key, inner in value.items()}
    return [_each(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def _clean(text: str) -> str:
    """Return a text without control characters and halves of letters, which no font draws."""
    return text.translate(CONTROLS).encode("utf-8", "replace").decode()


def _replaced(text: str, *, letters: str) -> str:
    """Return a text without letters that no font draws; of 1\ufe0f\u20e3 the digit stays."""
    if _ours(letters):
        return re.sub(f"({re.escape(letters)})[{JOINED}]+", r"\1", text)
    return text.replace(letters, "" if _unseen(letters) else "?")


def _ours(letters: str) -> bool:
    """Tell whether our own fonts draw a letter, and it was not only for what stood with it."""
    return letters.isascii()


def _unescaped(letters: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], letters)


def _reason(message: str) -> str:
    """Return what a template said when it gave up, or what typst says of it."""
    said = PANIC.fullmatch(message)
    return said[1] if said else f"could not be laid out: {message}."


def _unseen(letters: str) -> bool:
    """Tell whether something only joins, parts or frames letters, so that nobody misses it."""
    return all(category(letter) in {"Cf", "Me"} or letter in VARIANTS for letter in letters)


def _named(letters: Iterable[str]) -> str:
    shown = sorted(letters)
    codes = [" ".join(f"U+{ord(letter):04X}" for letter in said) for said in shown[:5]]
    return ", ".join([*codes, *(["..."] if len(shown) > 5 else [])])


def _complain(name: str, undrawn: Iterable[str]) -> None:
    if undrawn:
        warnings.warn(
            f"{name}: no font here draws {_named(undrawn)}; a question mark stands for each. "
            "Install a font for that script.",
            ExportWarning,
            stacklevel=4,
        )
