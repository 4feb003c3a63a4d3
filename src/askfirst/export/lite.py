"""The notebooks that run in a browser: JupyterLite and Python from `make lite`, and what is ours.

`make lite` puts the parts together once. All that changes with the project is made here: the
notebooks, their pictures, lists of both, and one wheel with our package and the tables of `data/`.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from askfirst.export.shelf import PACKAGE, Shelf
from askfirst.installed import version
from askfirst.project import NOTEBOOKS

PARTS: Final = Path("build") / "lite-parts"
LOCK: Final = "static/pyodide/pyodide-lock.json"
# What a notebook may import of ours: the package itself and the activities.
BROWSER_FOLDERS: Final = ("activities",)
PICTURES: Final = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
FILES, LISTS, LIST = "files", "api/contents", "all.json"  # as JupyterLite asks for them
WRITTEN: Final = "2000-01-01T00:00:00Z"  # of every file alike: equal input gives equal bytes


def has_parts(project: Path) -> bool:
    """Tell whether `make lite` was run in a project."""
    return (project / PARTS / LOCK).is_file()


def made_files(project: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the names of what is made once for all notebooks, and what each is made from."""
    parts = project / PARTS
    copied = sorted(path for path in parts.rglob("*") if path.is_file())
    named: dict[str, tuple[Path, ...]] = {}
    named |= {path.relative_to(parts).as_posix(): (path,) for path in copied}
    tables = tuple(_tables(project))
    named[LOCK] = (parts / LOCK, *tables)
    named[f"{Path(LOCK).parent.as_posix()}/{wheel_name(wheel(project))}"] = tables
    for picture, path in _pictures(project).items():
        named[f"{FILES}/{picture}"] = (path,)
        named[f"{LISTS}/{Path(picture).parent.as_posix()}/{LIST}"] = ()
    return named


def lite_file(project: Path, name: str, _shelf: Shelf) -> bytes:
    """Return one of these files."""
    if name == LOCK:
        return _lock((project / PARTS / LOCK).read_bytes(), wheel(project))
    if name.startswith(f"{FILES}/"):
        return _picture(project / NOTEBOOKS / name.removeprefix(f"{FILES}/"))
    if name.startswith(f"{LISTS}/"):
        return _pictures_in(name.removeprefix(f"{LISTS}/").removesuffix(f"/{LIST}"), project)
    copied = project / PARTS / name
    return copied.read_bytes() if copied.is_file() else wheel(project)


def listing(shelf: Shelf) -> bytes:
    """Return the list of the notebooks, as JupyterLite asks for it."""
    entries = [_entry(f"{path.stem}.ipynb", "notebook", "json") for path in shelf.notebooks]
    return _json({**_entry("", "directory", "json"), "content": entries})


def wheel(project: Path) -> bytes:
    """Return a wheel of what the notebooks import, with the tables: the same bytes for the same."""
    about = f"Metadata-Version: 2.1\nName: askfirst\nVersion: {version('askfirst')}\n"
    content = {
        **dict(_package(files("askfirst"), "askfirst")),
        **{f"askfirst/data/{path.name}": path.read_bytes() for path in _tables(project)},
        f"{_about()}/METADATA": about.encode(),
        f"{_about()}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in sorted([*content, f"{_about()}/RECORD"]))
    content[f"{_about()}/RECORD"] = record.encode()
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, written in sorted(content.items()):
            entry = ZipInfo(name)  # dated 1980, as every entry without a date is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, written, ZIP_DEFLATED)
    return packed.getvalue()


def wheel_name(content: bytes) -> str:
    """Return the file name of a wheel: with its hash, so that no browser takes an earlier one."""
    build = f"1{hashlib.sha256(content).hexdigest()[:12]}"
    return f"askfirst-{version('askfirst')}-{build}-py3-none-any.whl"


def _pictures(project: Path) -> Mapping[str, Path]:
    """Return the pictures in folders beside the notebooks, by their path from there."""
    folder = project / NOTEBOOKS
    found = (path for path in folder.glob("[!.]*/**/*") if path.suffix.lower() in PICTURES)
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def _picture(path: Path) -> bytes:
    """Return a picture; JupyterLite shows a drawing only if every sign of it is ASCII."""
    if path.suffix.lower() != ".svg":
        return path.read_bytes()
    return path.read_text(encoding="utf-8").encode("ascii", "xmlcharrefreplace")


def _pictures_in(folder: str, project: Path) -> bytes:
    named = [Path(name) for name in _pictures(project)]
    here = [path for path in named if path.parent.as_posix() == folder]
    forms = {path: "text" if path.suffix.lower() == ".svg" else "base64" for path in here}
    entries = [_entry(path.as_posix(), "file", forms[path]) for path in here]
    return _json({**_entry(folder, "directory", "json"), "content": entries})


def _about() -> str:
    return f"askfirst-{version('askfirst')}.dist-info"


def _package(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_file():
            yield f"{prefix}/{entry.name}", entry.read_bytes()
        elif entry.name in BROWSER_FOLDERS:
            yield from _package(entry, f"{prefix}/{entry.name}")


def _tables(project: Path) -> Iterator[Path]:
    data = project / "data"
    yield from sorted(path for path in (data / PACKAGE, *data.glob("*.csv")) if path.is_file())


def _lock(parts: bytes, content: bytes) -> bytes:
    """Return the list of packages with ours in it."""
    lock = json.loads(parts)
    lock["packages"]["askfirst"] = {
        "name": "askfirst",
        "version": version("askfirst"),
        "file_name": wheel_name(content),
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": ["askfirst"],
        "depends": ["anywidget"],
        "unvendored_tests": False,
    }
    return _json(lock)


def _entry(name: str, kind: str, form: str) -> dict[str, Any]:
    return {
        "name": Path(name).name,
        "path": name,
        "type": kind,
        "format": form,
        "content": None,
        "created": WRITTEN,
        "last_modified": WRITTEN,
        "mimetype": None,
        "size": None,
        "writable": True,
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
