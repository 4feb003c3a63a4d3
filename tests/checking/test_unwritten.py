"""What is still to write is a list of places, and fails nothing."""

from datetime import date
from pathlib import Path

from askfirst.checking.bank import Bank, read_bank
from askfirst.checking.check import Report
from askfirst.checking.findings import Level
from askfirst.checking.report import said
from askfirst.checking.unwritten import prompts
from tests.checking.samples import Sample

TODAY = date(2026, 11, 25)


def test_each_place_is_one_thing_to_do(sample: Sample) -> None:
    """Every prompt is named by cell, in texts as in code, and none of them is wrong."""
    sample["poll-alone"]["source"] = "[Write here: why tea.] And [Write here: why\nnot.]"
    sample["poll"]["source"] = 'Poll("01-poll", "[Write here: one question.]")'
    found = [*prompts(sample.module(), Bank(points={}, claims={}))]
    assert [(f.id, f.text) for f in found] == [
        ("poll", "one question."),
        ("poll-alone", "why tea."),
        ("poll-alone", "why not."),
    ]
    assert {f.level for f in found} == {Level.TO_WRITE}
    report = Report(findings=tuple(found), levels={"01_small": (4.2, 3.1)})
    assert report.wrong == ()
    assert "(poll): to write: one question. [write]" in said(report)
    assert said(report).endswith("1 modules read: 0 to mend, 3 to write, 0 to check again.")


def test_what_is_written_is_not_asked_for_again(sample: Sample) -> None:
    """A module without prompts has nothing to write."""
    assert [*prompts(sample.module(), Bank(points={}, claims={}))] == []


def test_a_folder_without_tables_has_an_empty_bank(tmp_path: Path) -> None:
    """A table that is not there has no rows: only what refers to one can be wrong."""
    assert read_bank(tmp_path) == Bank(points={}, claims={})
