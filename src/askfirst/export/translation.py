"""What slides, print and pages say of their own accord, in the language of a module.

An author gives it in `data/texts/TAG.csv`: a line for each text, with where it stands, its name,
what it is in English, and the same in that language. What is not there, or cannot be used, stays
English.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from askfirst.curriculum import read_rows
from askfirst.export.dates import COMMA
from askfirst.export.errors import ExportWarning
from askfirst.export.site_texts import IN_SITE, SITE
from askfirst.export.texts import (
    CARDS,
    DECK,
    GUIDE,
    HANDBOOK,
    HANDOUT,
    PAGE,
    PRESENTATION,
    PRINT,
    SHARED,
    SLIPS,
)

Texts = Mapping[str, str]
ENGLISH: Final = "en"
FOLDER: Final = "texts"  # of `data/`
COLUMNS: Final = ("where", "name", "english", "text")
TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLOT: Final = re.compile(r"\{\w+\}")
BETWEEN: Final = " | "  # of what stands beside each other in a list of two columns
MONTHS: Final = 12

SURFACES: Final[Mapping[str, Texts]] = MappingProxyType(
    {
        "shared": SHARED,
        "print": PRINT,
        "deck": DECK,
        "presentation": PRESENTATION,
        "handout": HANDOUT,
        "guide": GUIDE,
        "cards": CARDS,
        "slips": SLIPS,
        "handbook": HANDBOOK,
        "page": PAGE,
        "site": SITE,
        "site-page": IN_SITE,
    }
)
# What a surface says as another does stands there, and is given once.
BASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("print", "deck", "page"), ("shared",)),
        "presentation": ("shared", "deck"),
        **dict.fromkeys(("handout", "guide", "handbook"), ("shared", "print")),
        **dict.fromkeys(("site", "site-page"), ("shared", "page")),
    }
)


def own(where: str) -> Texts:
    """Return what a surface says that none does which it stands on."""
    bases = [SURFACES[base] for base in BASES.get(where, ())]
    return {
        name: text
        for name, text in SURFACES[where].items()
        if all(base.get(name) != text for base in bases)
    }


OWN: Final[Mapping[str, Texts]] = MappingProxyType({where: own(where) for where in SURFACES})


class Translation(Struct, frozen=True, kw_only=True):
    """What is said in one language.

    Attributes:
        given: The texts that can be used, by where they stand.
        amiss: What is wrong with others, in a line each.
        missing: Names of texts that nobody has given, by where they stand.
        changed: Where and name of texts whose English was another when they were given.
    """

    given: Mapping[str, Texts] = field(default_factory=dict)
    amiss: tuple[str, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: tuple[tuple[str, str], ...] = ()

    def texts(self, where: str) -> Texts:
        """Return all that a surface says, in English what is not given."""
        english = SURFACES[where]
        said = dict(english)
        for place in (*BASES.get(where, ()), where):
            given = self.given.get(place, {})
            said |= {n: t for n, t in given.items() if english[n] == SURFACES[place][n]}
        return said


NOTHING: Final = Translation()


def translation_for(data: Path | None, language: str) -> Translation:
    """Return what is said in a language of a project, and warn once where it is not whole.

    A file for `pt` serves `pt-BR` where that has none. English needs no file, and may have one.
    """
    if data is None or TAG.fullmatch(language) is None:
        return NOTHING
    english = is_english(language)
    path = file_for(data, language)
    if path is None:
        if not english:
            _warn(
                f"{_name(language)}: is not there, so what slides, print and pages say of their "
                f"own accord is in English. Run `askfirst texts {language}` and write it there."
            )
        return NOTHING
    found = read_translation(path)
    count = len(found.amiss) + (0 if english else sum(map(len, found.missing.values())))
    if count:
        _warn(
            f"{_name(path.stem)}: {count} of {sum(map(len, OWN.values()))} texts are missing or "
            "cannot be used, and stay in English. `askfirst check` names them."
        )
    return found


def is_english(tag: str) -> bool:
    """Whether a language is one in which these texts need no file."""
    return tag.lower().split("-")[0] == ENGLISH


def deck_texts(data: Path, languages: Iterable[str]) -> Mapping[str, Texts]:
    """Return what a deck says in each language; what is missing is told by a build alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)
        return {tag: translation_for(data, tag).texts("deck") for tag in sorted(languages)}


def read_translation(path: Path) -> Translation:
    """Return what a file gives.

    Raises:
        CurriculumError: It cannot be read as a table with these columns.
    """
    given: dict[str, dict[str, str]] = {}
    amiss: list[str] = []
    changed: list[tuple[str, str]] = []
    for row in read_rows(path, *COLUMNS):
        where, name, english, text = (_clean(row[column]) for column in COLUMNS)
        if not text:
            continue
        wrong = _wrong(where, name, text, known=given.get(where, {}))
        if wrong:
            amiss.append(f"{where}, {name}: {wrong}")
            continue
        given.setdefault(where, {})[name] = text
        if english != OWN[where][name]:
            changed.append((where, name))
    missing = {
        where: tuple(n for n in texts if n not in given.get(where, {}) and not _optional(n, texts))
        for where, texts in OWN.items()
    }
    return Translation(
        given=given,
        amiss=tuple(amiss),
        missing={where: names for where, names in missing.items() if names},
        changed=tuple(changed),
    )


def _clean(cell: str | None) -> str:
    return (cell or "").strip().replace("\r\n", "\n")


def _optional(name: str, texts: Texts) -> bool:
    """Whether a text is a plural that a language may do without."""
    return name.removesuffix("_one") in texts and name.endswith("_one")


def _wrong(where: str, name: str, text: str, *, known: Texts) -> str:
    """Return what is the matter with a text, "" for nothing."""
    if where not in OWN:
        return f"{where!r} is no place of ours. Expected {', '.join(OWN)}."
    english = OWN[where].get(name)
    if english is None:
        near = get_close_matches(name, OWN[where], n=1)
        meant = f" Is it {near[0]!r}?" if near else ""
        return f"there is no text of that name.{meant} Run `askfirst texts` for all names."
    if name in known:
        return "it stands there twice. Take one out."
    return next(_misfits(name, english, text), "")


def _misfits(name: str, english: str, text: str) -> Iterator[str]:
    wanted, found = (Counter(SLOT.findall(said)) for said in (english, text))
    if name.endswith("_one"):  # one need not be said as a number
        wanted &= found
    for slot in (found - wanted) | (wanted - found):
        what = f"{slot} is not there" if wanted[slot] > found[slot] else f"{slot} is too much"
        yield f"{what} in {text!r}. Expected what the English has: {english!r}."
    if re.search("[{}]", SLOT.sub("", text)):
        yield f"{text!r} has a brace that is no part of a slot. Take it out."
    if name == "months" and (count := len(COMMA.split(text))) != MONTHS:
        yield f"it has {count} months. Expected {MONTHS}, with commas between them."
    pairs, lines = english.count(BETWEEN), text.splitlines()
    if pairs and [line.count(BETWEEN) for line in lines] != [1] * pairs:
        yield f"it has no {pairs} lines with one “{BETWEEN}” each. Keep those of the English."


def file_for(data: Path, language: str) -> Path | None:
    """Return the file of a language, or of the nearest that it is a kind of."""
    parts = language.split("-")
    tags = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((path for tag in tags if (path := file_of(data, tag)).is_file()), None)


def file_of(data: Path, tag: str) -> Path:
    """Return where the texts of a language stand."""
    return data / FOLDER / f"{tag}.csv"


def files_in(data: Path) -> tuple[Path, ...]:
    """Return the files of all languages, in order."""
    return tuple(sorted((data / FOLDER).glob("*.csv")))


def _name(tag: str) -> str:
    return f"data/{FOLDER}/{tag}.csv"


def _warn(text: str) -> None:
    warnings.warn(text, ExportWarning, stacklevel=3)
