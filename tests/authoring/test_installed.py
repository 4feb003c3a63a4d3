"""The wheel is enough: a curriculum is begun, tested and built far from the source."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = "from askfirst.cli import app; app()"

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked, as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("askfirst-*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """What a command of the installed package prints, run in a folder."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_wheel_begins_a_curriculum_that_is_whole(installed: Path, tmp_path: Path) -> None:
    """From the wheel alone: new, check, its own tests, every format, the site."""
    where = run(installed, tmp_path, "-c", "import askfirst; print(askfirst.__file__)")
    assert where.startswith(str(installed))
    run(installed, tmp_path, "-c", PROGRAM, "new", "money", "--modules", "1")
    money = tmp_path / "money"
    assert (money / ".gitignore").is_file()
    assert ": 0 to mend, " in run(installed, money, "-c", PROGRAM, "check")
    assert " passed" in run(installed, money, "-m", "pytest", "-q")
    assert "made in" in run(installed, money, "-c", PROGRAM, "build")
    assert "made in" in run(installed, money, "-c", PROGRAM, "build", "--to", "site")
    assert (money / "build" / "site" / "index.html").is_file()
