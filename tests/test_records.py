"""Records in C: where there are some, where there must be none, and how one is changed."""

import ast
import dataclasses
import json
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec import Struct

from askfirst.curriculum import module_paths
from askfirst.export.lite import BROWSER_FOLDERS
from askfirst.export.shelf import Shelf
from askfirst.records import replace

ROOT: Final = Path(__file__).parents[1]
SOURCES: Final = ROOT / "src"
PACKAGE: Final = SOURCES / "askfirst"
# Where records are Structs: what is made, checked, planned and begun.
IN_C: Final = ("authoring", "building", "checking", "export", "planning", "plans.py", "reporting")
HELD_BY_A_ROOM: Final = PACKAGE / "planning" / "clock.py"
LIBRARY: Final = "msgspec"


class Record(Struct, frozen=True):
    """One in C."""

    name: str
    parts: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Plain:
    """One as a module is."""

    name: str
    parts: tuple[str, ...] = ()


def path_of(name: str) -> Path | None:
    """The file of a module of ours."""
    path = SOURCES.joinpath(*name.split("."))
    found = (path / "__init__.py", path.with_suffix(".py"))
    return next((one for one in found if one.is_file()), None)


def names_in(tree: ast.AST) -> Iterator[str]:
    """All that is imported anywhere in a text, in functions as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imported(path: Path) -> frozenset[str]:
    """What a module imports."""
    return frozenset(names_in(ast.parse(path.read_text(encoding="utf-8"))))


def reached(first: set[Path]) -> set[Path]:
    """The modules of ours that some lead to, however far, with those themselves."""
    found: set[Path] = set()
    todo = [*first]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += filter(None, map(path_of, imported(path)))
    return found


def of_library(path: Path) -> bool:
    return any(name.split(".")[0] == LIBRARY for name in imported(path))


def files_in(*places: str) -> set[Path]:
    named = [PACKAGE / place for place in places]
    return {p for place in named for p in ([place] if place.is_file() else place.rglob("*.py"))}


def of_notebooks() -> set[Path]:
    """The modules of ours that the notebooks of the modules import."""
    found: set[Path] = set()
    for path in module_paths(ROOT / "notebooks"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        names = {name for text in code for name in names_in(ast.parse(text))}
        found.update(filter(None, map(path_of, names)))
    return found


def test_nothing_that_runs_in_a_browser_imports_the_library() -> None:
    """What a notebook leads to in the wheel of the site, however late, does without msgspec."""
    first = {PACKAGE / "__init__.py", *of_notebooks(), *files_in(*BROWSER_FOLDERS)}
    found = reached(first)
    assert PACKAGE / "curriculum.py" in found
    assert not [path.name for path in found if of_library(path)]


def test_what_a_room_holds_can_be_looked_through() -> None:
    """A room is made of objects whose `vars` say all that they hold, which a Struct has none of."""
    found = reached(files_in("room"))
    assert HELD_BY_A_ROOM in found
    assert not [path.name for path in found if of_library(path)]


def test_one_kind_of_record_in_one_place() -> None:
    """Where records are in C, none is a dataclass, but for what a room holds."""
    others = {path for path in files_in(*IN_C) if "dataclasses" in imported(path)}
    assert others == {HELD_BY_A_ROOM}
    elsewhere = {path for path in files_in(".") - files_in(*IN_C) if of_library(path)}
    assert elsewhere == {PACKAGE / "records.py"}


@pytest.mark.parametrize("kind", [Record, Plain])
def test_another_record_is_never_the_same_object(kind: Any) -> None:
    """What is not changed stays, and with no change at all the record is equal, and another."""
    first = kind("a", ("b",))
    assert replace(first, name="c") == kind("c", ("b",))
    assert first == kind("a", ("b",))
    again = replace(first)
    assert again == first
    assert again is not first
    assert hash(again) == hash(first)


@pytest.mark.parametrize("kind", [Record, Plain])
def test_a_field_that_is_not_there_is_refused(kind: Any) -> None:
    """A wrong name is an error, and no change that is lost."""
    with pytest.raises(TypeError, match="nothing"):
        replace(kind("a"), nothing=1)


def test_a_shelf_goes_to_another_process_without_what_it_read() -> None:
    """Each process reads its tables by itself, and finds the same."""
    shelf = Shelf(data=ROOT / "data", paper="letter")
    assert shelf.services
    sent = pickle.loads(pickle.dumps(shelf))
    assert sent == shelf
    assert "services" not in vars(sent)
    assert sent.services == shelf.services
    assert replace(shelf, paper="a4").services == shelf.services
