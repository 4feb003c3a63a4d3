"""A search without a server: which word stands in which place of the site, counted beforehand.

Only what a reader sees is in it: parts of the pages, sources and words of the glossary. Cells for
facilitators are on no page, and so in no place here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any, Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.curriculum import Module
from askfirst.export.markdown import Block
from askfirst.export.page_drawing import named
from askfirst.export.page_parts import Outline, Part, read_page

Texts = Mapping[str, str]

WORD: Final = re.compile(r"[^\W_]+")
TAG: Final = re.compile(r"<[^>]*>")
# Of a spec: names, sentences of the program, and what stands on slides alone.
UNSAID: Final = frozenset(
    {
        *("id", "type", "tier", "language", "direction", "texts", "claims", "headline"),
        *("kinds", "design", "to", "signals", "first", "key", "moves"),
    }
)
COMMON: Final = 0.5  # of all places: a word in more of them is looked for in titles alone
FEWEST: Final = 20  # places, before a word can be common


class Place(Struct, frozen=True, kw_only=True):
    """What a search can lead to.

    Attributes:
        file: The page.
        anchor: The element in it, "" for its top.
        title: What it is called, plain.
        where: What it stands in.
        text: All that it says besides its title.
    """

    file: str
    anchor: str
    title: str
    where: str
    text: str


def words(text: str) -> list[str]:
    """Return the words of a text as they are looked for: small, and without accents.

    The page does the same with what is typed, in `site-search.js`. A Latin letter alone is no word.
    """
    spread = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in spread if not unicodedata.category(c).startswith("M")).lower()
    return [w for w in WORD.findall(plain) if len(w) > 1 or not (w.isascii() and w.isalpha())]


def index(places: Sequence[Place]) -> dict[str, Any]:
    """Return what the page looks things up in, as JSON can hold it.

    Each word has the numbers of its places, doubled, and one more where it stands in the title;
    each number as the step from the one before it. A common word has those of its titles alone.
    """
    found: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        titled = set(words(place.title))
        for word in sorted(titled | set(words(place.text))):
            found.setdefault(word, []).append(2 * number + (word in titled))
    most = max(FEWEST, COMMON * len(places))
    common = sorted(word for word, at in found.items() if len(at) > most)
    for word in common:
        found[word] = [at for at in found[word] if at % 2]
    return {
        "places": [[p.file, p.anchor, p.title, p.where] for p in places],
        "common": common,
        "words": {word: _steps(found[word]) for word in sorted(found)},
    }


def module_places(module: Module, file: str, texts: Texts) -> Iterator[Place]:
    """Give the places of a module's page: its beginning, its parts, its help."""
    outline = read_page(module)
    where = texts["in_module"].format(number=module.number)
    yield Place(
        file=file, anchor="", title=module.title, where=where, text=_opening(module, outline)
    )
    within = f"{where}: {module.title}"
    for part in outline.parts:
        title = _plain(named(part)) or texts["start"]
        yield Place(file=file, anchor=part.id, title=title, where=within, text=_part(part))
    if outline.helping:
        said = (_blocks(piece.blocks) for piece in outline.helping)
        text = " ".join(said)
        yield Place(file=file, anchor="help", title=texts["help"], where=within, text=text)


def source_places(
    claims: Mapping[str, Sequence[Mapping[str, str]]], file: str, texts: Texts
) -> Iterator[Place]:
    """Give a place for each claim, with what its sources are called and say."""
    for claim, rows in claims.items():
        said = (row[k] for row in rows for k in ("title", "organisation", "year", "source_says"))
        title = f"{claim}: {rows[0]['claim']}"
        yield Place(
            file=file, anchor=claim, title=title, where=texts["in_sources"], text=" ".join(said)
        )


def glossary_places(rows: Iterable[Mapping[str, str]], file: str, texts: Texts) -> Iterator[Place]:
    """Give a place for each word of the glossary."""
    for row in rows:
        anchor, where = anchor_of(row["term"]), texts["in_glossary"]
        yield Place(file=file, anchor=anchor, title=row["term"], where=where, text=row["meaning"])


def anchor_of(term: str) -> str:
    """Return the name that a word of the glossary has in its page."""
    return "word-" + "-".join(WORD.findall(term.lower()))


def _steps(numbers: Sequence[int]) -> list[int]:
    return [now - before for before, now in zip((0, *numbers), numbers, strict=False)]


def _opening(module: Module, outline: Outline) -> str:
    blocks = (*outline.lead, *outline.note, *outline.questions, *outline.more)
    ahead = (_plain(row.what) for row in outline.ahead)
    return " ".join([module.promise, module.content_note, _blocks(blocks), *ahead])


def _part(part: Part) -> str:
    said = [_blocks(piece.blocks) for piece in part.pieces]
    asked = [text for p in part.pieces if p.activity for text in _asked(p.activity)]
    return " ".join([*said, *asked])


def _blocks(blocks: Iterable[Block]) -> str:
    return " ".join(_plain(block.html) for block in blocks)


def _asked(activity: Activity) -> Iterator[str]:
    yield from _strings({k: v for k, v in activity.spec().items() if k not in UNSAID})


def _strings(value: object) -> Iterator[str]:
    """Give every text in a spec."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (s for k, v in value.items() if k not in UNSAID for s in _strings(v))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in _strings(item))


def _plain(html: str) -> str:
    return unescape(TAG.sub(" ", html)).strip()
