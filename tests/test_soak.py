"""The room under a load that does not end, as `benchmarks/room.py` makes it."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "room.py"


@pytest.mark.long
@pytest.mark.timeout(600)
def test_memory_stays_flat() -> None:
    """While 300 phones follow and answer for two minutes, memory stays flat and each counts."""
    command = (sys.executable, str(BENCHMARK), "--soak", "2")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PASS" in done.stdout
