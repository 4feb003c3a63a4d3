"""`askfirst new`: a folder with a curriculum to fill in, written whole or not at all."""

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import yaml
from msgspec import Struct

from askfirst.authoring.source import notebook_text, read_parts
from askfirst.authoring.translating import write_texts
from askfirst.authoring.wishes import Curriculum, NewCurriculum, read_wishes
from askfirst.checking.bank import read_bank
from askfirst.checking.mend import mend
from askfirst.errors import CurriculumError
from askfirst.export.translation import is_english
from askfirst.planning.new import MATERIALS, ROOMS
from askfirst.plans import SETTINGS

ENGLISH: Final = "en"  # the language of what is ready
README: Final = "README.md"
PACKAGE: Final = "data/datapackage.json"
PLAN: Final = "facilitator/plans/first-workshop.yml"
SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$^!])")  # what Markdown may take for markup
YOURS: Final = {
    "topic": "yours to write",
    "closing": "the end of a workshop. Mostly written",
}
TOPIC: Final = "[Write here: the title of module {number}]"
TRANSLATE: Final = (
    "- [Write here: this module in your language ({language}); what is ready here is in English.]\n"
)
LEFT: Final = (
    "\n## In your language\n\nThe modules say that they are in `{language}`, and what is ready "
    "in them is still in English: write over\nit. What slides, print and pages say of their own "
    "accord stands in `data/texts/{language}.csv`: open it in a\nspreadsheet, and fill in its "
    "last column. The sentences on phones are in English, and so are the reading\nlevels of "
    "`askfirst check`.\n"
)


def write_curriculum(wishes: NewCurriculum) -> tuple[Path, ...]:
    """Write a curriculum into a folder that is not there or empty, and return its files.

    Args:
        wishes: With nothing missing.

    Raises:
        CurriculumError: A wish that cannot be met, or a folder that holds something or cannot be
            written; then nothing was.
    """
    about = read_wishes(wishes)
    folder = wishes.folder.resolve()
    _check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".askfirst-") as draft:
            whole = Path(draft, "whole")
            _fill(whole, about)
            if folder.is_dir():
                folder.rmdir()  # refuses if somebody put something into it meanwhile
            whole.rename(folder)
    except OSError as error:
        raise CurriculumError(
            f"{wishes.folder}: cannot be written ({error.strerror}). Nothing was made; "
            "choose another folder."
        ) from error
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _check_free(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CurriculumError(f"{folder}: is there already, and is no folder. Take another name.")
    if folder == Path.cwd():
        raise CurriculumError(
            f"{folder}: is the folder you are in. Name a new one, such as my-curriculum."
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise CurriculumError(
            f"{folder}: is there already, and holds something. Nothing is written over; take a "
            "new name, or an empty folder."
        )


def _fill(folder: Path, about: Curriculum) -> None:
    """Write all files of a curriculum into a folder that is not there yet."""
    template = files("askfirst.authoring").joinpath("template")
    for name, source in _plain(template):
        _write(folder / _named(name), source.read_text(encoding="utf-8"))
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    package["askfirst"] = {"title": about.title}
    _write(folder / PACKAGE, json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    listed = _listed(about)
    minutes = {
        made.stem: _write_notebook(folder / "notebooks", template, made, about) for made in listed
    }
    held = {listed[at].stem: minutes[listed[at].stem] for at in (0, 1, -1)}
    _write(folder / PLAN, _plan(about.title, held))
    _write(folder / README, _readme(template, listed, about))
    if not is_english(about.language):
        write_texts(folder / "data", about.language)
    mend(folder, read_bank(folder / "data"))


class _Made(Struct, frozen=True):
    """One module to make: its file, the template it is made from, and its title if one is said."""

    stem: str
    kind: str
    title: str = ""


def _listed(about: Curriculum) -> tuple[_Made, ...]:
    """Return the modules of a curriculum in order."""
    topics = [
        _Made(f"{place:02}_{_slug(topic)}", "topic", topic)
        for place, topic in enumerate(about.topics, start=2)
    ]
    return (
        _Made("00_welcome", "welcome"),
        _Made("01_photo", "example"),
        *topics,
        _Made(f"{len(topics) + 2:02}_closing", "closing"),
    )


def _write_notebook(folder: Path, template: Traversable, made: _Made, about: Curriculum) -> float:
    """Write a module, and return its minutes."""
    language = ENGLISH if made.kind == "example" else about.language
    said = {
        "title": markdown(about.title),
        "module": markdown(made.title) or TOPIC.format(number=made.stem[:2]),
        "number": made.stem[:2],
        "translate": "" if language == ENGLISH else TRANSLATE.format(language=language),
    }

    def read(name: str) -> str:
        text = template.joinpath("notebooks", f"{name}.md").read_text(encoding="utf-8")
        return filled_in(text, said)

    parts = [*read_parts(read(made.kind), read)]
    folder.mkdir(exist_ok=True)
    with chdir(folder):  # a notebook looks for its tables from where it stands
        _write(folder / f"{made.stem}.ipynb", notebook_text(parts, language=language))
    return sum(part.minutes for part in parts)


def _plain(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Give the files of the template that stand in a curriculum as they are."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name in {"__pycache__", "notebooks"}:
            continue
        if entry.is_dir():
            yield from _plain(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def _named(name: str) -> str:
    """Return what a file of the template is called there; one with a dot would bind ours."""
    return ".gitignore" if name == "gitignore" else name


def filled_in(text: str, said: Mapping[str, str]) -> str:
    """Return a template with its `{{slots}}` filled in, all at once; others stay as they are."""
    return re.sub(r"\{\{(\w+)\}\}", lambda slot: said.get(slot[1], slot[0]), text)


def markdown(text: str) -> str:
    """Return plain text as Markdown that shows it as it is."""
    return SIGNS.sub(r"\\\1", text)


def _slug(title: str) -> str:
    """Return a title as part of a file name: small letters of ASCII, and lines between words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("_") or "topic"


def _plan(title: str, minutes: Mapping[str, float]) -> str:
    setting = SETTINGS[0]
    entries = [{"module": stem, "minutes": int(takes)} for stem, takes in minutes.items()]
    about = {
        "title": title,
        "minutes": sum(int(takes) for takes in minutes.values()),
        "audience": "Adults",
        "setting": setting,
        "group": [5, 30],
        "room": ROOMS[setting],
        "materials": [*MATERIALS[setting]],
        "entries": entries,
    }
    text: str = yaml.safe_dump(about, sort_keys=False, allow_unicode=True, width=96)
    return text


def _readme(template: Traversable, listed: Sequence[_Made], about: Curriculum) -> str:
    rows = [
        f"| `notebooks/{made.stem}.ipynb` | {YOURS[made.kind]} |"
        for made in listed
        if made.kind in YOURS
    ]
    said = {
        "title": markdown(about.title),
        "files": "\n".join(rows),
        "language": "" if about.language == ENGLISH else LEFT.format(language=about.language),
    }
    text = template.joinpath(README).read_text(encoding="utf-8")
    return filled_in(text, said).rstrip() + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
