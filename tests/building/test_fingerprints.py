"""A fingerprint changes with whatever shows in what is made, and with nothing else."""

from pathlib import Path

import pytest

from askfirst.building import fingerprints
from askfirst.building.fingerprints import digest, notebook, tables


def test_parts_are_told_apart() -> None:
    """Where one part ends and the next begins counts."""
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("é") == digest("é".encode())


def test_a_notebook_counts_with_the_pictures_that_it_names(tmp_path: Path) -> None:
    """A changed picture changes the notebook that shows it; one that it does not name does not."""
    path = tmp_path / "05_small.ipynb"
    path.write_text('"![Two lines](images/two%20lines.svg)", "../out.png", "no-such.png"')
    picture = tmp_path / "images" / "two lines.svg"
    picture.parent.mkdir()
    picture.write_text("<svg/>")
    first = notebook(path)
    (tmp_path / "images" / "other.svg").write_text("<svg/>")
    (tmp_path.parent / "out.png").write_bytes(b"outside")
    assert notebook(path) == first
    picture.write_text("<svg> </svg>")
    assert notebook(path) != first


def test_every_picture_of_a_line_counts(tmp_path: Path) -> None:
    """Two names in one line, in capitals or in an attribute, are two pictures."""
    path = tmp_path / "05_small.ipynb"
    path.write_text("a.svg![](B.PNG)<img src='c.jpeg'>")
    seen = {notebook(path)}
    for name in ("a.svg", "B.PNG", "c.jpeg"):
        (tmp_path / name).write_bytes(name.encode())
        seen.add(notebook(path))
    assert len(seen) == 4


def test_the_name_of_a_notebook_counts(tmp_path: Path) -> None:
    """The number of a module comes from its name, so a copy is another module."""
    for name in ("05_small.ipynb", "06_small.ipynb"):
        (tmp_path / name).write_text("{}")
    assert notebook(tmp_path / "05_small.ipynb") != notebook(tmp_path / "06_small.ipynb")


def test_a_name_that_no_file_can_have_is_passed_over(tmp_path: Path) -> None:
    """A notebook may name pictures that cannot be: too long, or with a zero in them."""
    path = tmp_path / "05_small.ipynb"
    path.write_bytes(b"a\x00b.png " + b"x" * 5000 + b".svg %00.png")
    assert notebook(path) == notebook(path)


def test_tables_count_by_name_and_content(tmp_path: Path) -> None:
    """A table that is missing is as good as empty; which table it is counts."""
    (tmp_path / "claims.csv").write_text("id\n")
    both = tables(tmp_path, ("claims", "services"))
    assert both != tables(tmp_path, ("services", "claims"))
    (tmp_path / "services.csv").write_text("place\n")
    assert tables(tmp_path, ("claims", "services")) != both


def test_the_program_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a package that we make with is another program."""
    first = fingerprints.program()
    monkeypatch.setattr(fingerprints, "metadata", lambda name: f"{name} 0")
    fingerprints.program.cache_clear()
    try:
        assert fingerprints.program() != first
    finally:
        monkeypatch.undo()
        fingerprints.program.cache_clear()
    assert fingerprints.program() == first
