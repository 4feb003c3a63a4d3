"""What Python looks through, and when it does not."""

import subprocess
import sys
from typing import Final

ENDED: Final = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count(), sum(map(len, map(gc.get_objects, range(3))))))
from askfirst.cli import app
app(["--version"])
"""


def test_a_command_ends_without_looking_through_all_that_is_alive() -> None:
    """What is left is none of the collector's business when Python ends."""
    done = subprocess.run([sys.executable, "-c", ENDED], capture_output=True, text=True, check=True)
    left, looked_through = map(int, done.stdout.splitlines()[-1].split())
    assert left > 100 * looked_through > 0
