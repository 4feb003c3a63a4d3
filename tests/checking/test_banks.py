"""The banks that are read off the modules."""

from pathlib import Path
from typing import Final

from askfirst.checking.banks import discussion, out_of_step, questions, written
from askfirst.curriculum import read_modules
from tests.checking.samples import Sample

ROOT: Final = Path(__file__).parents[2]


def test_questions_are_read_with_their_claims(sample: Sample) -> None:
    """A question in a facilitator cell is read with its answer and claims; others are not."""
    sample["likely-questions"]["source"] = (
        "### Likely\n\n- **“Why?”** “It helps. Perhaps.” [C01](#C01)\n- **Say.** “No question.”"
    )
    sample["check-notes"]["source"] += "\n- **If asked, “Must I?”** “You never have to.”"
    sample["about"]["source"] += "\n\n- **“Not here?”** “A header is no facilitator cell.”"
    assert [*questions([sample.module()])] == [
        {
            "module": "01_small",
            "question": "Must I?",
            "answer": "“You never have to.”",
            "claims": "",
        },
        {
            "module": "01_small",
            "question": "Why?",
            "answer": "“It helps. Perhaps.”",
            "claims": "C01",
        },
    ]


def test_the_debrief_is_read_row_by_row(sample: Sample) -> None:
    """Each row of the debrief is a question with what may be said to it."""
    sample["debrief"]["source"] = (
        "| Question | After the story | Among yourselves |\n| --- | --- | --- |\n"
        "| What now? | Tea. | A walk. |"
    )
    (row,) = discussion([sample.module()])
    assert row == {
        "module": "01_small",
        "question": "What now?",
        "after_the_story": "Tea.",
        "among_facilitators": "A walk.",
    }


def test_every_module_has_both() -> None:
    """Each module has five likely questions or more, and the three questions of a debrief."""
    modules = read_modules(ROOT / "notebooks")
    for module in modules:
        assert len([*questions([module])]) >= 5, module.stem
        assert len([*discussion([module])]) == 3, module.stem


def test_a_stale_bank_is_found(sample: Sample, tmp_path: Path) -> None:
    """A file that is missing or says something else is found until it is written anew."""
    sample["likely-questions"]["source"] += "\n- **“Why?”** “Because.”"
    sample["debrief"]["source"] += "\n\n| What now? | Tea. | Rest. |"
    modules = [sample.module()]
    assert [f.file for f in out_of_step(tmp_path, modules)] == ["questions.csv", "discussion.csv"]
    for name, text in written(modules):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [*out_of_step(tmp_path, modules)] == []
    sample["likely-questions"]["source"] += "\n- **“New?”** “Yes.”"
    (stale,) = out_of_step(tmp_path, [sample.module()])
    assert stale.file == "questions.csv"
    assert stale.mechanical


def test_a_file_without_rows_need_not_be_there(sample: Sample, tmp_path: Path) -> None:
    """Modules in which nobody asks anything need no file of questions, and get none."""
    assert [*out_of_step(tmp_path, [sample.module()])] == []
