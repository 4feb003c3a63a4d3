"""What a command says and ends with when it is typed, run in this process."""

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any
from unittest.mock import patch

from askfirst.cli import app


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of it."""

    exit_code: Any
    stdout: str
    stderr: str


def typed(arguments: Sequence[str], *, answers: str = "") -> Said:
    """Type a command, and lines of answers where it asks."""
    out, err = StringIO(), StringIO()
    code: Any = None
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", StringIO(answers)):
        try:
            app(arguments)
        except SystemExit as end:
            code = end.code
    return Said(exit_code=code, stdout=out.getvalue(), stderr=err.getvalue())
