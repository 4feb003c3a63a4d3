"""The project is found from anywhere inside it."""

from pathlib import Path

import pytest

from askfirst.errors import CurriculumError
from askfirst.project import find_project


def test_it_is_found_from_a_folder_inside(tmp_path: Path) -> None:
    """The nearest folder with notebooks/, from here upward, is the project."""
    (tmp_path / "notebooks").mkdir()
    inside = tmp_path / "docs" / "decisions"
    inside.mkdir(parents=True)
    assert find_project(inside, source_tree=tmp_path / "elsewhere") == tmp_path


def test_elsewhere_the_source_tree_is_the_project(tmp_path: Path) -> None:
    """Outside any project, the tree that the package was installed from is taken."""
    source = tmp_path / "source"
    (source / "notebooks").mkdir(parents=True)
    assert find_project(tmp_path, source_tree=source) == source


def test_without_a_project_one_line_says_where_it_looked(tmp_path: Path) -> None:
    """With no notebooks/ anywhere, the error names the folder and what was expected."""
    with pytest.raises(CurriculumError, match="no folder notebooks/") as caught:
        find_project(tmp_path, source_tree=tmp_path)
    assert str(tmp_path) in str(caught.value)
