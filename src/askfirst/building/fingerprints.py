"""What an output was made from, as one hash: equal hashes mean equal bytes."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from os import scandir
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from askfirst.curriculum import stems_in
from askfirst.export.translation import files_in
from askfirst.installed import metadata
from askfirst.stored import notebook_json
from askfirst.trust import is_trusted

# The packages whose version shows in what is made.
MAKERS: Final = (
    *("askfirst", "fontpkg-literata", "fontpkg-noto-sans", "fonttools", "latex2mathml"),
    *("markdown-it-py", "mdit-py-plugins", "pillow", "pyromark", "python-docx", "rcssmin"),
    *("rjsmin", "segno", "sphinx-revealjs", "typst", "ziamath"),
)
SUFFIX: Final = re.compile(rb"\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)
NAME: Final = re.compile(rb"[^\s\"'()<>\\]+\Z")
LONGEST: Final = 4096  # bytes of a path
PROGRAM: Final = str(Path(__file__).resolve().parents[1])


def digest(*parts: bytes | str) -> str:
    """Return the SHA-256 of some parts, so that no two lists of parts have the same."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()


@cache
def program() -> str:
    """Return the fingerprint of the program: all its files, and the packages that it makes with."""
    parts: list[bytes | str] = []
    for name, path in sorted(_files(PROGRAM, "")):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # hundreds are read
            parts += [name, file.read()]
    return digest(*parts, *(f"{name} {metadata(name)}" for name in MAKERS))


def notebook(path: Path) -> str:
    """Return the fingerprint of a notebook with the pictures beside it that it names.

    The names of the modules beside it are part of it: its title shows its place among them. So is
    whether this user trusts it, where its HTML is shown in another way then.
    """
    content = path.read_bytes()
    parts: list[bytes | str] = [path.stem, content, *stems_in(path.parent)]
    parts += ["trusted"] if _trusted(content) else []
    for name in sorted(set(_pictures(content))):
        picture = path.parent / unquote(name.decode("utf-8", "replace"))
        parts += [name, picture.read_bytes() if _inside(picture, path.parent) else b""]
    return digest(*parts)


def draft(sources: Mapping[str, bytes]) -> str:
    """Return the fingerprint of what is laid out, with what lays it out."""
    parts = [part for name in sorted(sources) for part in (name, sources[name])]
    return digest(program(), *parts)


def text(path: Path) -> str:
    """Return the fingerprint of one file as it stands."""
    return digest(path.read_bytes())


def tables(folder: Path, names: Iterable[str]) -> str:
    """Return the fingerprint of tables of `data/`; a missing one counts as empty.

    What is said in other languages is part of it: all that is made says something of its own.
    """
    parts: list[bytes | str] = [part for p in files_in(folder) for part in (p.name, p.read_bytes())]
    for name in names:
        path = folder / f"{name}.csv"
        parts += [name, path.read_bytes() if path.is_file() else b""]
    return digest(*parts)


def _trusted(content: bytes) -> bool:
    try:
        return is_trusted(notebook_json(content))
    except (ValueError, AttributeError, TypeError):  # no notebook: told when it is read
        return False


def _pictures(content: bytes) -> Iterator[bytes]:
    """Give what could be the name of a picture: looked for from its end, which is quick to find."""
    for suffix in SUFFIX.finditer(content):
        first = max(0, suffix.end() - LONGEST)
        start = max(first, content.rfind(b"\n", first, suffix.start()))
        if found := NAME.search(content, start, suffix.start()):
            yield found[0] + suffix[0]


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Give names and paths of all files: as texts, since paths take as long as what is read."""
    with scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}/{entry.name}"
            if not entry.is_dir():
                yield name, entry.path
            elif entry.name != "__pycache__":
                yield from _files(entry.path, name)
