"""The curriculum is whole: the check finds nothing to mend. Its notebooks are run beside this."""

from datetime import date
from pathlib import Path

from askfirst.checking.check import check

PROJECT = Path(__file__).parents[1]


def test_nothing_is_to_mend() -> None:
    """`askfirst check` finds nothing wrong; what is still to write is no fault."""
    wrong = check(PROJECT, today=date.today()).wrong
    assert not wrong, "\n".join(map(str, wrong))
