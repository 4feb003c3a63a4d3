"""Each rule finds what it is for, by file and cell, and nothing in a module that is whole."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst import Poll, Sort, Words
from askfirst.checking.bank import read_bank
from askfirst.checking.check import RULES, Report, check, check_module, check_plans
from askfirst.checking.evidence import is_old, old_rows
from askfirst.checking.findings import Level
from askfirst.checking.report import said
from askfirst.errors import CurriculumError
from askfirst.records import replace
from tests.checking.samples import POINT, ROW, STORY, Sample, asks, bank, lines, text

TODAY: Final = date(2026, 11, 25)
ROOT: Final = Path(__file__).parents[2]
Change = Callable[[Sample], Any]


def found(sample: Sample, **tables: Any) -> list[str]:
    return lines(check_module(sample.module(), bank(**tables), today=TODAY))


def edit(id: str, old: str, new: str) -> Change:  # noqa: A002
    def change(sample: Sample) -> None:
        assert old in sample[id]["source"]
        sample[id]["source"] = sample[id]["source"].replace(old, new)

    return change


def put(id: str, cell: dict[str, Any]) -> Change:  # noqa: A002
    """Put a cell in the place of another."""

    def change(sample: Sample) -> None:
        sample.cells[sample.cells.index(sample[id])] = cell

    return change


def test_a_whole_module_has_no_findings(sample: Sample) -> None:
    """In a module that is whole no rule finds anything."""
    assert found(sample) == []


def code(source: str) -> Change:
    """Change the code of the poll, and leave what was saved as it is."""
    return lambda sample: sample["poll"].update(source=source)


NO_HEADLINES: Final = [replace(step, headline="") for step in STORY.steps]
ROWS: Final = Sort(
    "01-ask", "Who asks?", cards=[f"{n} {'card ' * 9}" for n in range(7)], columns=["Yes", "No"]
)
CASES: Final[dict[str, tuple[Change, str, str]]] = {
    "run before it was changed": (
        code('Poll("01-ask", "What helps Kim?", options=["Time", "Tea"])'),
        "poll",
        "it was changed after it was run: “What helps Kim?” is not in what was saved. "
        "Run the cell, then save.",
    ),
    "a role": (lambda s: s.drop("takehome"), "", "no cell has the tag 'takehome'"),
    "a part": (lambda s: s.drop("fidelity"), "", "no cell has the id 'fidelity'"),
    "two roles": (
        lambda s: s["about"]["metadata"]["tags"].append("learner"),
        "about",
        "its roles are header, learner, expected one",
    ),
    "no story": (lambda s: s.drop("story"), "", "no story (Scenario)"),
    "no check": (lambda s: s.drop("check"), "", "no knowledge check (Quiz)"),
    "no reflection": (lambda s: s.drop("note"), "", "no reflection (Note)"),
    "a late opening": (
        lambda s: s.ours("header").update(minutes=5),
        "",
        "its first activity ends at minute 7, expected 3 at most",
    ),
    "two objectives": (
        edit("objectives", "| Skill | Draft one line | Note |\n", ""),
        "objectives",
        "it has 2 typed objectives, expected 3 to 5",
    ),
    "a place to fill in": (
        edit("poll-alone", "tea.", "tea. [Write here: what helps.]"),
        "poll-alone",
        "to write: what helps.",
    ),
    "a vague objective": (edit("objectives", "Name", "Understand"), "objectives", "'Understand'"),
    "minutes": (
        lambda s: s.about.update(minutes=12),
        "",
        "its minutes are 12, and its cells sum to 10",
    ),
    "no notes": (lambda s: s.drop("check-notes"), "check", "no facilitator cell follows"),
    "notes off the clock": (
        edit("check-notes", "Minute 7", "Minute 6"),
        "check-notes",
        "it says minute 6, and the minutes before it sum to 7",
    ),
    "a short form off its minutes": (
        lambda s: s.ours("claim").update(short={"120": None}),
        "drop-first",
        "in 120 it says 9 minutes, and its cells take 7",
    ),
    "a short form without what is kept": (
        lambda s: s.ours("claim").update(keep="corrections", short={"90": None}),
        "claim",
        "it holds the corrections, and is left out in 90",
    ),
    "an unknown word for what is kept": (
        lambda s: s.ours("claim").update(keep="tea"),
        "claim",
        "keep is 'tea'. Expected one of agreement, pass rule",
    ),
    "an unknown point": (
        lambda s: s.ours("poll").update(points=["Z9"]),
        "poll",
        "point 'Z9' is not in points.csv",
    ),
    "a point that nobody teaches": (
        lambda s: s.ours("claim").update(points=[]),
        "",
        "no cell teaches point 'A1.1'",
    ),
    "an unknown claim": (
        lambda s: s.ours("poll").update(claims=["C99"]),
        "poll",
        "claim 'C99' is not in claims.csv",
    ),
    "a mark without metadata": (
        edit("poll-alone", "tea.", "tea. [C01](#C01)"),
        "poll-alone",
        "its text marks C01, and its metadata names none",
    ),
    "a source left out": (
        edit("sources", "https://example.org/a", "https://example.org/b"),
        "sources",
        "it lacks 1 and has 1 addresses",
    ),
    "no headline": (edit("keypoints", "## ", ""), "keypoints", "it has 0 headlines"),
    "a long headline": (
        edit("keypoints", "to keep", "to keep " + "for good " * 6),
        "keypoints",
        "characters, expected 60 at most",
    ),
    "a topic": (edit("keypoints", "Three things to keep", "Recap"), "keypoints", "is a topic"),
    "a story without a headline": (
        put("story", asks("story", replace(STORY, steps=NO_HEADLINES), minutes=2)),
        "story",
        "step 'ask' has no headline",
    ),
    "many words": (
        edit("keypoints", "Ask.", "Ask. " * 50),
        "keypoints",
        "words, expected 45 at most",
    ),
    "many rows": (
        edit("keypoints", "- Ask.", "| A | B |\n| --- | --- |\n" + "| a | b |\n" * 6),
        "keypoints",
        "its table has 6 rows",
    ),
    "a long cell": (
        edit("keypoints", "- Ask.", f"| A | B |\n| --- | --- |\n| a | {'b' * 40} |"),
        "keypoints",
        "has 40 characters, expected 36 at most",
    ),
    "a long option": (
        put("poll", asks("poll", Poll("01-ask", "Who?", options=["x" * 46, "y"]), minutes=2)),
        "poll",
        "has 46 characters, expected 45 at most",
    ),
    "a slide that overflows": (
        edit("keypoints", "- Ask.", "\n\n".join(["Ask."] * 12)),
        "keypoints",
        "needs 2 slides, expected one",
    ),
    "a question that is cut": (
        put("poll", asks("poll", Words("01-ask", "What could Noor say? " * 4 + "And?"), minutes=2)),
        "poll",
        "lines on its slide, expected 3 at most",
    ),
    "rows without room": (
        put("poll", asks("poll", ROWS, minutes=2)),
        "poll",
        "has 8 rows, and its slide has no room for all of them",
    ),
    "a headline that stands twice": (
        edit("keypoints", "Three things to keep", "Asking leaves a way out"),
        "keypoints",
        "is the headline of cell 13 as well",
    ),
    "a picture without words": (
        edit("claim", "Two lines. " * 5, "Two"),
        "claim",
        "an alternative text of 3 characters",
    ),
    "a picture that is not there": (
        edit("claim", "two.svg", "three.svg"),
        "claim",
        "'three.svg' is not there",
    ),
    "help without a slot": (
        lambda s: s.about.update(help=["Tea"]),
        "",
        "help names 'Tea', which services.csv has no slot for",
    ),
    "a question after a private note": (
        lambda s: s.cells.insert(
            s.cells.index(s["keypoints"]),
            asks("more", Words("01-more", "What could Sam say?"), "section"),
        ),
        "more",
        "right after a private note",
    ),
    "a long spoken line": (
        edit("check-notes", "Two answers.", "word " * 31),
        "check-notes",
        "has 31 words, expected 30 at most",
    ),
    "pressure": (edit("poll-alone", "Time", "Come on"), "poll-alone", "“Come on”: It asks twice."),
    "a word to avoid": (edit("poll-alone", "Time", "Clean"), "poll-alone", "“Clean”: Say tested."),
    "a question about somebody's life": (
        put("poll", asks("poll", Words("01-ask", "Have you ever said no?"), minutes=2)),
        "poll",
        "“Have you ever” asks people about themselves",
    ),
    "the intimate tier": (
        put("poll", asks("poll", Words("01-ask", "What helps?", tier="intimate"), minutes=2)),  # type: ignore[arg-type]
        "poll",
        "its tier is 'intimate'",
    ),
    "a percentage": (edit("poll-alone", "Time", "40 % of people"), "poll-alone", "a percentage"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_rule_names_the_cell(sample: Sample, name: str) -> None:
    """What is broken is found, with its cell, what was expected, and the name of the rule."""
    change, cell, words = CASES[name]
    change(sample)
    fitting = [line for line in found(sample) if words in line]
    assert fitting, found(sample)
    assert re.search(r" \[\w+\]$", fitting[0])
    if cell:
        number = sample.cells.index(sample[cell]) + 1
        assert fitting[0].startswith(f"01_small.ipynb, cell {number} ({cell}): ")
    else:
        assert fitting[0].startswith("01_small.ipynb: ")


def test_every_rule_has_a_case(sample: Sample) -> None:
    """No rule is without a case that makes it speak."""
    spoke = set()
    for change, _, _ in CASES.values():
        broken = Sample(sample.path.parent)
        change(broken)
        spoke |= {rule for rule in RULES if [*rule(broken.module(), bank())]}
    assert spoke == set(RULES)


def test_a_point_of_another_module_is_named_with_its_home(sample: Sample) -> None:
    """A point that belongs elsewhere is found in the cell that teaches it."""
    elsewhere = {"A1.1": ({**POINT, "module": "02_other"},)}
    (line,) = found(sample, points=elsewhere)
    assert "cell 9 (claim): point 'A1.1' belongs to 02_other." in line


def test_a_full_help_slide_is_found(sample: Sample) -> None:
    """A module that names no kinds of help has all of them, and more than five are too many."""
    rows = tuple({"place": "local", "kind": f"Help {n}", "checked": ""} for n in range(6))
    (line,) = found(sample, services=rows)
    assert "its help slide has 6 rows, expected 5 at most" in line
    sample.about["help"] = ["Help 5", "Help 1"]
    assert found(sample, services=rows) == []


def test_hearsay_alone_is_found(sample: Sample) -> None:
    """A claim whose sources are all of grade C is not shown as a fact."""
    (line, *_) = found(sample, claims={"C01": ({**ROW, "grade": "C"},)})
    assert "claim 'C01' has no source of grade A or B" in line


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        ("<svg><title>T</title><text font-size='24'>a</text></svg>", "has no <desc>"),
        ("<svg><title>T</title><desc>D</desc><text font-size='12'>a</text></svg>", "letters of 12"),
        ("<svg>", "cannot be read as SVG"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>", "cannot be read as SVG"),
    ],
)
def test_pictures_are_read(sample: Sample, svg: str, words: str) -> None:
    """A picture without a description, with small letters, or that is no SVG, is found."""
    (sample.path.parent / "two.svg").write_text(svg, encoding="utf-8")
    assert [line for line in found(sample) if words in line]


def test_words_can_be_quoted_on_purpose(sample: Sample) -> None:
    """What a cell names as quoted is not held against it."""
    edit("poll-alone", "Time", "Come on")(sample)
    sample.ours("poll-alone")["quoted"] = ["come on"]
    assert found(sample) == []


def test_titles_of_sources_are_not_our_words(sample: Sample) -> None:
    """A word to avoid in the list of sources is somebody else's title."""
    edit("sources", "A page", "A clean page")(sample)
    assert found(sample) == []


def test_an_old_check_is_a_reminder(sample: Sample) -> None:
    """A claim checked more than two years ago is said, and fails nothing."""
    findings = check_module(sample.module(), bank(), today=date(2028, 12, 1))
    assert [f.level for f in findings] == [Level.REMINDER]
    assert "C01 was last checked 2026-11, more than 24 months ago" in str(findings[0])
    assert not Report(findings=tuple(findings), levels={}).wrong


@pytest.mark.parametrize(
    ("checked", "months", "old"),
    [
        ("2026-11", 3, False),
        ("2026-08-30", 3, False),
        ("2026-07-30", 3, True),
        ("2025-11", 12, False),
        ("2025-10-31", 12, True),
        ("", 3, False),
        ("soon", 3, False),
    ],
)
def test_age_is_counted_in_months(checked: str, months: int, old: bool) -> None:
    """A check is old once more months than allowed have gone by; without a date there is none."""
    assert is_old(checked, TODAY, months) is old


def test_old_numbers_and_laws_are_reminded(tmp_path: Path) -> None:
    """A number checked three months ago and a law checked a year ago are said."""
    service = {"place": "local", "name": "A line", "number": "1", "checked": "2026-01"}
    law = {"place": "local", "topic": "Age", "says": "18", "checked": "2024-01"}
    lines_ = [str(f) for f in old_rows(replace(bank(), law=(law,), services=(service,)), TODAY)]
    assert lines_[0].startswith("law.csv: reminder: 'Age' (local) was checked 2024-01")
    assert lines_[1].startswith("services.csv: reminder: 'A line' (local) was checked 2026-01")


def test_the_curriculum_has_nothing_to_mend() -> None:
    """Our own modules, plans and tables hold to every rule."""
    report = check(ROOT, today=TODAY)
    assert [str(f) for f in report.wrong] == []


def test_the_curriculum_is_plain() -> None:
    """What learners read and facilitators say is at school grade 8 or below in every module."""
    for stem, (read, spoken) in check(ROOT, today=TODAY).levels.items():
        assert 0 < read <= 8, stem
        assert 0 < spoken <= 8, stem


def test_the_report_ends_with_a_sum(sample: Sample) -> None:
    """The report says what to mend, what is old, and what can be mended by itself."""
    edit("poll-alone", "tea.", "tea. [C01](#C01)")(sample)
    findings = check_module(sample.module(), bank(), today=TODAY)
    text = said(Report(findings=tuple(findings), levels={"01_small": (4.2, 3.1)}))
    assert "01_small             read  4.2   said  3.1" in text
    assert "1 modules read: 1 to mend, 0 to check again. 1 can be mended by" in text


def test_a_broken_pattern_is_named(tmp_path: Path) -> None:
    """A pattern that cannot be read is said in one line, with its text."""
    for path in (ROOT / "data").glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "pressure.csv").write_text("pattern,why\n(,broken\n", encoding="utf-8")
    with pytest.raises(CurriculumError, match=r"pressure\.csv: pattern '\(' cannot be read"):
        read_bank(tmp_path)


def test_a_plan_off_its_minutes_is_found(tmp_path: Path) -> None:
    """A plan whose minutes do not sum is a finding of that plan."""
    (tmp_path / "short.yml").write_text(
        "title: Short\nminutes: 10\nentries:\n  - block: Talk\n    minutes: 5\n", encoding="utf-8"
    )
    (finding,) = check_plans(tmp_path, ())
    assert str(finding).startswith("short.yml: line 2: minutes is 10, and its entries sum to 5.")


def test_a_plan_that_gives_too_little_or_drops_what_is_kept_is_found(sample: Sample) -> None:
    """A module with less time than its cells take is named by line, and so is what is missing."""
    plan = sample.path.parent / "short.yml"
    plan.write_text("minutes: 6\nentries:\n  - {module: 01_small, minutes: 6}\n", encoding="utf-8")
    found_ = [str(f) for f in check_plans(plan.parent, [sample.module()])]
    assert found_[0].startswith("short.yml: line 3: 01_small has 6 minutes, and its cells take 10.")
    names = [line.split(" holds the ")[1].split(".")[0] for line in found_[1:]]
    assert names == ["agreement", "pass rule", "corrections", "closing"]


def test_the_sample_is_not_special(sample: Sample) -> None:
    """A cell of a kind that the rules do not know is read, too."""
    sample.cells.append(text("more", "Extra reading.", "reference"))
    assert found(sample) == []
