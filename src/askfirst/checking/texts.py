"""Whether slides, print and pages can speak the languages of the modules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from askfirst.checking.findings import Finding, Level
from askfirst.curriculum import Module
from askfirst.export.translation import (
    FOLDER,
    TAG,
    file_for,
    file_of,
    files_in,
    is_english,
    read_translation,
)

NAMED: Final = 3  # names in one line; the others are counted


def findings(data: Path, modules: Sequence[Module]) -> Iterator[Finding]:
    """Give what should be looked at in `data/texts/`, and what of it is still to write.

    Raises:
        CurriculumError: A file that cannot be read at all.
    """
    for tag in sorted({module.language for module in modules}):
        if TAG.fullmatch(tag) and not is_english(tag) and file_for(data, tag) is None:
            text = f"is not there yet. Run `askfirst texts {tag}`, and write it there."
            yield _found(file_of(data, tag), text, Level.TO_WRITE)
    for path in files_in(data):
        yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Finding]:
    if TAG.fullmatch(path.stem) is None:
        yield _found(path, "its name is no tag of a language. Call it ar.csv or pt-BR.csv.")
        return
    made = read_translation(path)
    for text in made.amiss:
        yield _found(path, text)
    for where, names in {} if is_english(path.stem) else made.missing.items():
        listed = ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")
        text = f"{where}: {len(names)} not said yet ({listed}). They are in English until then."
        yield _found(path, text, Level.TO_WRITE)
    for where, name in made.changed:
        said = f"Run `askfirst texts {path.stem}`, and read both."
        yield _found(path, f"{where}, {name}: the English has changed. {said}", Level.REMINDER)


def _found(path: Path, text: str, level: Level = Level.WRONG) -> Finding:
    return Finding(
        file=f"{FOLDER}/{path.name}", cell=0, id="", rule="texts", text=text, level=level
    )
