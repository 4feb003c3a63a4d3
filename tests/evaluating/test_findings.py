"""What evaluation says, in words and bars, and what it keeps to itself."""

import re
from pathlib import Path

import pytest

from askfirst.evaluating.finding import HUNDRED, Finding, Row
from askfirst.evaluating.marks import Axis
from askfirst.evaluating.reading import read_tables
from askfirst.evaluation import Evaluation
from tests.evaluating.files import CHECK, POLL, PULSE, Workshop

ROOT = Path(__file__).parents[2]
MOVED = [[0, 2, 2, 0, 0], [0, 1, 4, 2, 0], [0, 0, 1, 6, 2], [0, 0, 0, 1, 3], [0, 0, 0, 0, 0]]
STAYED = [[6 * (i == j) for j in range(5)] for i in range(5)]


def evaluation(folder: Path) -> Evaluation:
    return Evaluation(read_tables(folder), ROOT)


def said(finding: Finding) -> list[str]:
    return [row.said for row in finding.rows]


@pytest.mark.parametrize(("right", "reported"), [(6, False), (7, True)])
def test_below_ten_answers_nothing_is_reported(tmp_path: Path, right: int, reported: bool) -> None:
    """With nine answers a finding holds no number of them, in words, bars or table."""
    Workshop(tmp_path).show(CHECK, [right, 2, 1])
    found = evaluation(tmp_path).knowledge()
    (row,) = found.rows
    assert bool(row.bounds) is reported
    assert (f"{right} of" in found.html()) is reported
    assert bool(found.table["low"].notna().any()) is reported
    assert ("Not reported" in found.text()) is not reported
    assert ("stroke-dasharray" in found.html()) is not reported


def test_an_item_s_difficulty_has_both_ends(tmp_path: Path) -> None:
    """Right answers are counted by data/knowledge.csv, and people like these have an interval."""
    workshop = Workshop(tmp_path)
    workshop.show(CHECK, [30, 6, 4])
    workshop.show(CHECK, [40, 0, 0], turn=2)
    assert said(evaluation(tmp_path).knowledge()) == [
        "30 of 40. People like these: 59 to 86 in 100."
    ]


def test_one_small_room_says_that_it_cannot_tell(tmp_path: Path) -> None:
    """A noisy table of one room is too wide to tell, whatever it holds."""
    Workshop(tmp_path).pairs(STAYED, STAYED)
    (row,) = evaluation(tmp_path).confidence().rows
    assert row.said.startswith("Cannot tell: ")
    assert row.likely is None


def test_many_rooms_tell_what_one_cannot(tmp_path: Path) -> None:
    """Where many rooms moved, it is said by how much; where they did not, nobody can tell."""
    for number in range(60):
        Workshop(tmp_path / "moved", number=number).pairs(MOVED, MOVED)
        Workshop(tmp_path / "stayed", number=number).pairs(STAYED, STAYED)
    (moved,) = evaluation(tmp_path / "moved").confidence().rows
    assert re.fullmatch(
        r"Moved: 0\.\d to 1\.\d steps, likely near 1\.\d, towards “Fully”\.", moved.said
    )
    assert moved.likely
    (stayed,) = evaluation(tmp_path / "stayed").confidence().rows
    assert stayed.said.startswith("Cannot tell: −0.")
    assert stayed.likely is None


def test_who_moved_is_tested_from_what_was_shown(tmp_path: Path) -> None:
    """One room of which 21 moved on and fewer than five back says so; one that stayed does not."""
    Workshop(tmp_path / "moved").pairs(MOVED, STAYED)
    Workshop(tmp_path / "stayed").pairs(STAYED, MOVED)
    first = evaluation(tmp_path / "moved").moves().rows[0]
    assert first.verdict == ("More moved towards “Fully” than towards “Not at all”, beyond chance.")
    first = evaluation(tmp_path / "stayed").moves().rows[0]
    assert first.verdict.startswith("Cannot tell")


def test_types_are_told_only_as_the_rule_let_them_out(tmp_path: Path) -> None:
    """Types of questions keep their bounds, and where none was kept it says so."""
    workshop = Workshop(tmp_path)
    workshop.box([31, 12, 2, 0, 0, 0, 0])
    rows = evaluation(tmp_path).question_types().rows
    assert [row.label for row in rows[::2]] == ["Fact", "Am I normal?", "To shock", "Off topic"]
    assert rows[0].said.startswith("30 to 34 of 45 to 49.")
    assert rows[3].said.startswith("0 to 4 of 45 to 49.")
    Workshop(tmp_path / "none").show(CHECK, [9, 9, 9])
    assert evaluation(tmp_path / "none").question_types().lead[0].startswith("Not kept: ")


def test_fidelity_counts_what_was_shown_of_a_module(tmp_path: Path) -> None:
    """Of a module that was begun it says how many of its questions were shown."""
    workshop = Workshop(tmp_path)
    workshop.show(CHECK, [9, 9, 9])
    workshop.pairs(STAYED, STAYED)
    found = evaluation(tmp_path).fidelity()
    (row,) = found.rows
    assert row.label.startswith("11 ")
    assert re.match(r"Begun in 1 of 1 workshop; 2 of 1\d questions", row.said)
    assert found.lead[0].startswith("Nothing was shown of 00, 01, ")


def test_workshops_that_differ_are_told_apart(tmp_path: Path) -> None:
    """A difference is said with its sign where both intervals are apart, and else as possible."""
    for number, right in enumerate([5, 38, 30]):
        Workshop(tmp_path, number=number).show(CHECK, [right, 40 - right, 0])
    found = evaluation(tmp_path)
    low, middle, high = found.workshops
    assert said(found.compare([low], [middle], same_people=False)) == ["+57 to +94 points."]
    assert "No difference would fit" in said(found.compare([middle], [high], same_people=False))[0]


def test_a_group_that_met_again_is_protected(tmp_path: Path) -> None:
    """Of people who may have come twice, no number of a small change is in words, bars or table."""
    for number, counts in enumerate([[9, 8, 7], [10, 8, 6]]):
        Workshop(tmp_path, number=number).show(POLL, counts)
    found = evaluation(tmp_path)
    shown = found.compare(found.workshops[:1], found.workshops[1:], same_people=True)
    assert shown.rows == ()
    assert "That leaves 0 of 1 questions" in shown.text()
    assert not re.search(r"[+−]\d", shown.html())


def test_a_chart_holds_no_number_that_its_words_do_not(tmp_path: Path) -> None:
    """Numbers that were released alike are drawn alike, byte for byte, whatever they were."""
    drawn = set()
    for number, first in enumerate([30, 31, 32]):
        Workshop(tmp_path / str(number)).box([first, 43 - first, 2, 0, 0, 0, 0])
        found = evaluation(tmp_path / str(number)).question_types()
        assert len(found.rows) == 7
        drawn.add(found.html())
    assert len(drawn) == 1


def test_texts_are_escaped() -> None:
    """Nothing in a label, a group or a sentence becomes an element."""
    nasty = "<img src=x onerror=alert(1)>"
    row = Row(label=nasty, said=nasty, group=nasty, bounds=(1, 2))
    html = Finding(title=nasty, lead=(nasty,), rows=(row,), limits=(nasty,), axis=HUNDRED).html()
    assert "<img" not in html
    assert html.count("&lt;img") == 6


def test_bars_are_solid_to_the_least_and_striped_to_the_most() -> None:
    """A solid bar ends at the least, the last stripe is at the most, all on the axis."""
    html = Finding(
        title="T", rows=(Row(label="a", said="b", bounds=(20, 30)),), axis=HUNDRED
    ).html()
    assert '<rect width="20.0%"' in html
    places = [float(x) for x in re.findall(r'x1="([\d.]+)%"', html)]
    assert max(places) == 30
    assert min(places) > 20
    wide = Finding(
        title="T",
        rows=(Row(label="a", said="b", bounds=(-9, 9), likely=0.5),),
        axis=Axis(-2, 2, ("a", "b", "c")),
    ).html()
    places = [float(x) for x in re.findall(r'x1="([\d.]+)%"', wide)]
    assert (min(places), max(places)) == (0, 100)
    assert 'cx="62.5%"' in wide


def test_the_words_stand_beside_every_bar(tmp_path: Path) -> None:
    """Each bar is hidden from screen readers, and the words that follow it say what it shows."""
    workshop = Workshop(tmp_path)
    workshop.show(CHECK, [30, 6, 4])
    workshop.pairs(MOVED, MOVED)
    for finding in (evaluation(tmp_path).knowledge(), evaluation(tmp_path).moves()):
        html = finding.html()
        assert html.count("<svg") == html.count('<svg aria-hidden="true"') == len(finding.rows)
        for row in finding.rows:
            assert row.bounds
            assert all(re.search(rf"\b{int(end)}\b", row.said) for end in row.bounds)


def test_pulse_is_told_with_its_question(tmp_path: Path) -> None:
    """A row of confidence is named by what was asked."""
    Workshop(tmp_path).pairs(MOVED, MOVED)
    assert evaluation(tmp_path).confidence().rows[0].label == PULSE.question
