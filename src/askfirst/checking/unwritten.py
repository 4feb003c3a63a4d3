"""Places that an author has not filled in yet: the list of what is still to write."""

import re
from collections.abc import Iterator
from typing import Final

from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, Level, at
from askfirst.curriculum import Module

PROMPT: Final = re.compile(r"\[Write here: ([^\]]+)\]")


def prompts(module: Module, _: Bank) -> Iterator[Finding]:
    """Find every `[Write here: ...]` in texts and in code, each one thing to do."""
    for cell in module.cells:
        for asked in PROMPT.findall(cell.source):
            yield at(module, cell, "write", asked, level=Level.TO_WRITE)
