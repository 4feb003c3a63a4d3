"""Where the project is: the folder that holds `notebooks/`."""

from pathlib import Path
from typing import Final

from askfirst.errors import CurriculumError

NOTEBOOKS: Final = "notebooks"
SOURCE_TREE: Final = Path(__file__).resolve().parents[2]


def find_project(start: Path, *, source_tree: Path = SOURCE_TREE) -> Path:
    """Return the nearest folder with `notebooks/`, from `start` upward, else the source tree.

    Args:
        start: The folder the command was given in.
        source_tree: Where the package was installed from, if it was installed in place.

    Raises:
        CurriculumError: No such folder.
    """
    here = start.resolve()
    for folder in (here, *here.parents, source_tree):
        if (folder / NOTEBOOKS).is_dir():
            return folder
    raise CurriculumError(
        f"{here}: no folder notebooks/ here or above. Go to the folder of the project and try "
        "again."
    )
