"""What a notebook needs of the package runs wherever Python does, without any other package."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
# Run with no package but ours: `-S` leaves installed ones out, `-I` whatever the shell says.
ALONE: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import askfirst
asked = askfirst.Poll("05-which", "Which one?", options=["This", "That"])
assert asked.spec()["question"] in asked.form()
{more}
print(*sorted({{name.split(".")[0] for name in sys.modules}} - {{*sys.stdlib_module_names}}))
"""
HELPERS: Final = (
    "from askfirst.tables import Table",
    "from askfirst.scenarios import scenario",
    "from askfirst.myths import myth",
    "from askfirst.knowledge import knowledge_check",
    "from askfirst.readiness import self_check",
)


@pytest.mark.parametrize("more", ["", *HELPERS])
def test_an_activity_is_declared_without_any_other_package(more: str) -> None:
    """Declaring an activity, and each helper that the notebooks import, needs Python alone."""
    script = ALONE.format(more=more)
    command = [sys.executable, "-I", "-S", "-c", script, str(ROOT / "src")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["__main__", "askfirst"]
