"""A process that holds totals leaves no core dump, and has room for every phone."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import resource
from askfirst.opening.limits import set_limits
set_limits()
print(*resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_core_dumps_are_off_and_connections_are_many() -> None:
    """After setting limits there is no core dump, and 1,000 connections or more fit."""
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said[:2] == ["0", "0"]
    assert int(said[2]) == -1 or int(said[2]) > 1000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_rooms_on_a_server_refuse_before_files_run_out() -> None:
    """A worker takes fewer connections than it may open files, whatever the system lets it have."""
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (700, 700))\n"
        "from askfirst.hosting.front import most_connections; print(most_connections())"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert 0 < int(said) < 600
