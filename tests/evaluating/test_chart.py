"""Charts: the numbers that stand in the finding and no others, in words as in the drawing."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from askfirst.evaluating.chart import NOT_REPORTED, PRINT, SLIDE, Look, charts
from askfirst.evaluating.finding import HUNDRED, Finding, Row
from askfirst.evaluating.findings import STEPS
from askfirst.evaluating.rows import TOO_FEW
from askfirst.evaluation import read_results
from askfirst.export.svg import inline_svg
from tests.evaluating.files import Workshop

ROOT = Path(__file__).parents[2]
LOOKS = pytest.mark.parametrize("look", [SLIDE, PRINT], ids=["slide", "print"])
SPACE = "{http://www.w3.org/2000/svg}"


def finding(*rows: Row) -> Finding:
    return Finding(title="What was found", rows=rows, axis=HUNDRED)


def known(label: str, low: int, high: int, *, group: str = "") -> Row:
    said = f"{low} to {high} in 100."
    return Row(label=label, said=said, bounds=(low, high), short=f"{low} to {high}", group=group)


def written(svg: str) -> str:
    """All words of a drawing, in order."""
    return " ".join(text.text or "" for text in fromstring(svg).iter(f"{SPACE}text"))


def of_example() -> tuple[Finding, ...]:
    found = read_results(ROOT / "data" / "examples")
    return (
        found.overview(),
        found.knowledge(),
        found.moves(),
        found.confidence(),
        found.question_types(),
        found.fidelity(),
    )


@LOOKS
def test_every_number_of_a_chart_stands_in_the_words_of_its_rows(look: Look) -> None:
    """Neither drawing nor description has a number that the sentences do not have."""
    for found in of_example():
        assert found.axis
        ends = " ".join(found.axis.ends)
        for chart in charts(found, look):
            said = " ".join(f"{row.above} {row.label} {row.said}" for row in chart.rows)
            known_numbers = {
                *re.findall(r"[\d.]+", f"{said} {found.title} {ends}".replace(",", ""))
            }
            for shown in (written(chart.svg), chart.alt):
                numbers = {n.strip(".") for n in re.findall(r"[\d.]*\d", shown.replace(",", ""))}
                assert numbers <= {n.strip(".") for n in known_numbers}


@LOOKS
def test_every_row_is_drawn_once_and_none_is_too_high(look: Look) -> None:
    """The charts of a finding hold its rows in order, each chart as high as may be at most."""
    for found in of_example():
        made = charts(found, look)
        assert [row for chart in made for row in chart.rows] == [*found.rows]
        assert all(chart.height <= look.most for chart in made)


@LOOKS
def test_a_chart_is_plain_svg_that_every_exporter_takes(look: Look) -> None:
    """What a page lets in of it is all of it: no script, no style, no word lost, no tooltip."""
    (chart,) = charts(finding(known("One", 10, 40), known("Two", 0, 100)), look)
    kept = inline_svg(chart.svg.encode(), name="x")
    assert len(re.findall(r"<(text|rect|line)", kept)) == len(
        re.findall(r"<(text|rect|line)", chart.svg)
    )
    assert "<title" not in chart.svg
    assert f'aria-label="{chart.alt}"' in kept


@LOOKS
def test_words_from_a_file_are_words(look: Look) -> None:
    """Markup, control characters and halves of letters in a label end no drawing."""
    nasty = '<script>alert("1")</script>&\x00\x1b\ud800\ufffe\u202e'
    (chart,) = charts(finding(known(nasty, 1, 2, group=nasty)), look)
    assert "<script" not in chart.svg
    assert [child.tag for child in fromstring(chart.svg).iter() if "script" in child.tag] == []


def test_what_is_not_reported_is_a_dotted_frame_without_a_number() -> None:
    """Beside rows that are known, one that is not has words in place of its bar."""
    hidden = Row(label="Hidden", said=TOO_FEW)
    (chart,) = charts(finding(known("Known", 20, 30), hidden), SLIDE)
    assert written(chart.svg).count(NOT_REPORTED) == 1
    assert f"Hidden: {NOT_REPORTED}." in chart.alt
    assert chart.svg.count("stroke-dasharray") == 1


def test_of_nothing_reported_there_is_no_chart() -> None:
    """A finding of which nothing is reported, or that has no axis, is words alone."""
    assert charts(finding(Row(label="Hidden", said=TOO_FEW)), SLIDE) == ()
    assert charts(Finding(title="Words", rows=(known("One", 1, 2),)), SLIDE) == ()


def test_a_bar_with_two_ends_has_stripes_between_them() -> None:
    """Solid to the least, striped to the most; on an axis with a middle, stripes alone."""
    (open_,) = charts(finding(known("One", 20, 60)), SLIDE)
    assert open_.svg.count("<rect") == 1
    assert open_.svg.count('stroke-width="3"') > 10
    signed = Finding(title="x", rows=(Row(label="a", said="", bounds=(0.1, 1.2)),), axis=STEPS)
    (both,) = charts(signed, SLIDE)
    assert "<rect" not in both.svg


def test_a_group_stays_together() -> None:
    """Three rows of one question are not parted where they fit on one drawing."""
    rows = [
        known(f"{group}{row}", 10, 20, group=group if row == 0 else "")
        for group in "abcde"
        for row in range(3)
    ]
    for chart in charts(finding(*rows), SLIDE):
        assert len(chart.rows) % 3 == 0
        assert chart.rows[0].group


def test_no_bar_is_cut_off(tmp_path: Path) -> None:
    """An interval that goes beyond two steps or 50 points is drawn on a line that holds it."""
    table = [[0] * 5 for _ in range(5)]
    table[1][3] = 24
    Workshop(tmp_path).pairs(table, table)
    found = read_results(tmp_path).confidence()
    (row,) = found.rows
    assert row.bounds
    assert max(map(abs, row.bounds)) > 2
    assert found.axis
    assert found.axis.low <= row.bounds[0] <= row.bounds[1] <= found.axis.high
    assert "four steps on" in charts(found, SLIDE)[0].alt
