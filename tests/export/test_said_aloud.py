"""What is read aloud in a short form as in a long one."""

import re
from pathlib import Path
from typing import Final

import pytest

from askfirst.curriculum import Module, read_modules
from askfirst.export.pieces import PieceReader
from askfirst.export.steps import Line, read_extras, read_steps

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = read_modules(ROOT / "notebooks")
A_MINUTE: Final = re.compile(r"\b(minutes? \d|(at|from|until|back by) \d\d?\b)", re.IGNORECASE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_line_to_say_names_a_minute(module: Module) -> None:
    """A plan moves minutes, so what is said points to the list of what comes up, and later."""
    reader = PieceReader(module)
    steps = [*read_steps(module, reader), *read_extras(module, reader)]
    lines = [item for step in steps for item in step.body if isinstance(item, Line)]
    said = ["".join(run.text for run in line.runs) for line in lines if line.spoken]
    assert said
    assert [words for words in said if A_MINUTE.search(words)] == []
