"""Versions of packages are what the library for them says."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

from askfirst import installed
from askfirst.building.fingerprints import MAKERS


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let folders be looked through anew, and again after the test."""
    monkeypatch.setattr(installed, "_folders", installed._folders.__wrapped__)
    return monkeypatch


@pytest.mark.parametrize("name", [*MAKERS, "Markdown_It.Py"])
def test_what_makes_our_files_is_known_by_its_folder(name: str) -> None:
    """Name, version and what a package says of itself are those that the library gives."""
    known = importlib.metadata.distribution(name)
    assert installed.version(name) == known.version
    assert installed.metadata(name) == known.read_text("METADATA")


def test_of_two_versions_the_one_that_is_imported_counts(
    fresh: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The folder that comes first on the path is the one that Python imports from."""
    first, second = tmp_path / "first", tmp_path / "second"
    for place, version in ((first, "2.1"), (second, "1.0")):
        made = place / f"some_thing-{version}.dist-info"
        made.mkdir(parents=True)
        (made / "METADATA").write_text(f"Name: some-thing\nVersion: {version}\n")
    fresh.setattr(sys, "path", ["", str(tmp_path / "none"), str(first), str(second)])
    assert installed.version("Some.Thing") == "2.1"
    assert "Version: 2.1" in installed.metadata("some-thing")


def test_what_has_no_such_folder_is_asked_of_the_library(fresh: pytest.MonkeyPatch) -> None:
    """An egg or a hook of somebody's own is found as before."""
    known = importlib.metadata.version("click")
    fresh.setattr(installed, "_folders", dict)
    assert installed.version("click") == known
    assert "Name: click" in installed.metadata("click")


def test_what_is_not_installed_has_no_version() -> None:
    """It is told as the library tells it, and says nothing of itself."""
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        installed.version("nobody-has-this")
    assert installed.metadata("nobody-has-this") == ""
