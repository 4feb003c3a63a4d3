"""Which tests `make test` leaves to `make test-long`, by a rule, so that no test has to say it."""

from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
# Of what is made or drawn of each module, the first and the one that has everything are enough.
SHOWING: Final = frozenset({"00_welcome", "05_consent"})
FURTHER: Final = {path.stem for path in HERE.parent.glob("notebooks/*.ipynb")} - SHOWING
MAKING: Final = frozenset({"browser", "export"})
# What is looked at in light and in dark is looked at in light; here all states are, in both.
BOTH_WAYS: Final = frozenset({"test_every_state.py"})


def takes_longer(item: pytest.Item) -> bool:
    """Whether a test takes further what a shorter one has shown already."""
    call = getattr(item, "callspec", None)
    if call is None or not MAKING & {*item.path.relative_to(HERE).parts}:
        return False
    if any(stem in call.id for stem in FURTHER):
        return True
    return bool(call.params.get("dark")) and item.path.name not in BOTH_WAYS
