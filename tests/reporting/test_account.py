"""What is told, before it is written as anything: in order, and no more than is known."""

from pathlib import Path

import pytest

from askfirst.errors import EvaluationError
from askfirst.evaluating.reading import Tables
from askfirst.evaluation import Evaluation, read_results
from askfirst.reporting.account import Sets, account, workshops_of
from askfirst.reporting.texts import REPORT
from tests.evaluating.files import CHECK, Workshop
from tests.reporting.made import EXAMPLE, ROOT, numbers, small


def test_the_example_is_told_in_a_few_sentences() -> None:
    """In short stands what was found, and that what is not said cannot be told."""
    told = account(read_results(EXAMPLE))
    assert told.made_up
    assert 2 <= len(told.short) <= 6
    assert told.short[0].startswith("Hardest for people like these")
    assert told.short[-1] == REPORT["unsure"]


def test_of_nine_people_nothing_is_reported(tmp_path: Path) -> None:
    """Below ten answers for certain the whole account is that nothing is reported."""
    told = account(small(tmp_path, 9))
    assert told.short == (REPORT["nothing"],)
    assert not any(row.bounds for finding in told.findings[1:] for row in finding.rows)


def test_of_twenty_four_something_is(tmp_path: Path) -> None:
    """One workshop of 24 tells who moved, and says where it cannot tell."""
    told = account(small(tmp_path, 24))
    assert any("in 1 of 1 question more" in sentence for sentence in told.short)


def test_two_sets_are_named_by_plan_folder_or_workshop(tmp_path: Path) -> None:
    """A comparison takes plans, folders of workshops, or single ones."""
    Workshop(tmp_path / "spring").show(CHECK, [9, 9, 9])
    Workshop(tmp_path / "autumn", number=1, plan="evening").show(CHECK, [9, 9, 9])
    found = read_results(tmp_path)
    assert workshops_of(found, "taster") == ("spring/2026-11-01-taster",)
    assert workshops_of(found, "autumn/") == ("autumn/2026-11-02-evening",)
    assert workshops_of(found, "spring/2026-11-01-taster") == ("spring/2026-11-01-taster",)
    told = account(found, Sets("spring", "evening", False))
    assert told.findings[-1].title.startswith("How the second workshops differ")
    with pytest.raises(EvaluationError, match="'summer': no workshop has this plan"):
        workshops_of(found, "summer")


def test_a_group_that_met_again_is_compared_by_its_own_rule(tmp_path: Path) -> None:
    """With the same people, a change of fewer than the threshold is in no sentence."""
    for number, last in enumerate((12, 14)):
        Workshop(tmp_path, number=number, plan=f"p{number}").show(CHECK, [12, 12, last])
    told = account(read_results(tmp_path), Sets("p0", "p1", True))
    assert told.findings[-1].rows == ()
    assert numbers(" ".join(told.findings[-1].lead)) == {"0", "1"}


def test_workshops_that_showed_nothing_are_no_account(tmp_path: Path) -> None:
    """A folder of tables without a single result is an error in one line, not an empty report."""
    Workshop(tmp_path).show(CHECK, [9, 9, 9])
    tables = read_results(tmp_path).tables
    empty = Tables(shown=tables.shown[:0], counts=tables.counts[:0], pairs=tables.pairs[:0])
    with pytest.raises(EvaluationError, match="Nothing was shown"):
        account(Evaluation(empty, ROOT))
