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
SOME_MINUTES: Final = re.compile(  # how long a part is that a short form makes shorter
    r"\b(?:(?:next|now) [a-z]+|[A-Z][a-z]+ quiet) minutes\b", re.IGNORECASE
)
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


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_nothing_says_how_long_what_comes_will_be(module: Module) -> None:
    """A short form has fewer minutes for it, so no note says “the next four minutes”."""
    reader = PieceReader(module)
    lines = [i for step in read_steps(module, reader) for i in step.body if isinstance(i, Line)]
    assert lines
    assert [line.text for line in lines if SOME_MINUTES.search(line.text)] == []
