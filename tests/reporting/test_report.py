"""The report: an accessible PDF on either paper that tells what the findings do and no more."""

import re
from pathlib import Path

import pytest

from askfirst.evaluating.chart import PRINT, charts
from askfirst.evaluating.finding import MADE_UP
from askfirst.evaluation import read_results
from askfirst.export.shelf import Paper
from askfirst.reporting.account import Account, Sets, account
from askfirst.reporting.report import report
from tests.export.printed import Printed, assert_accessible, printed
from tests.reporting.made import EXAMPLE, may_be_told, numbers, small

COMPARED = Sets("evening-120", "full-day-450", False)


@pytest.fixture(scope="module")
def told() -> Account:
    """The generated example, with its two plans compared."""
    return account(read_results(EXAMPLE), COMPARED)


@pytest.fixture(scope="module")
def example(told: Account) -> Printed:
    """Its report."""
    return printed(report(told, paper="a4"))


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_a_report_is_accessible(told: Account, paper: Paper, size: tuple[int, int]) -> None:
    """It is tagged PDF/UA-1 with language, title and headings without gaps, on either paper."""
    pdf = report(told, paper=paper)
    assert_accessible(pdf)
    assert printed(pdf).size() == size
    assert {"Table", "TH", "TD", "L", "LI", "Figure"} <= {*printed(pdf).tags()}


def test_each_chart_has_its_words_and_its_table(told: Account, example: Printed) -> None:
    """Alt text says what the chart shows, and every row stands in a table of its own."""
    drawn = [chart for f in (told.overview, *told.findings) for chart in charts(f, PRINT)]
    assert example.alts() == [chart.alt for chart in drawn]
    text = _dense(example.text)
    for finding in (told.overview, *told.findings):
        for row in finding.rows:
            assert _dense(row.said) in text
        for sentence in (*finding.lead, *finding.limits):
            assert _dense(sentence) in text


def test_no_number_is_in_a_report_that_was_not_found(told: Account, example: Printed) -> None:
    """Text, alt text and metadata hold numbers of the findings and of our sentences, no others."""
    pages = {str(n) for n in range(example.pages + 1)}
    known = may_be_told(told) | pages
    for text in (_joined(example), *example.alts(), *_about(example)):
        assert numbers(text) <= known
    assert not example.reader.attachments
    assert not any("/Annots" in page for page in example.reader.pages)


def test_every_page_of_the_example_says_that_it_is_one(example: Printed, tmp_path: Path) -> None:
    """The tag stands at the foot of each page; a report of real workshops has none."""
    for page in example.reader.pages:
        assert MADE_UP in " ".join(page.extract_text().split())
    assert MADE_UP not in printed(report(account(small(tmp_path, 24)), paper="a4")).text


def test_no_page_is_left_empty_for_the_method(example: Printed) -> None:
    """The method follows what cannot be told on the same page, where it has room."""
    (page,) = (
        text for p in example.reader.pages if "One person’s path" in (text := p.extract_text())
    )
    assert "Kish’s design effect" in page


def test_no_number_in_words_is_parted_from_its_hundred(example: Printed) -> None:
    """A share stands on one line, so that no row of a table ends with a lone "100."."""
    lines = [line for page in example.reader.pages for line in page.extract_text().splitlines()]
    assert any(line.endswith(" in 100.") for line in lines)
    assert not [line for line in lines if line.strip() in {"100.", "in 100."}]


def test_of_nine_people_a_report_has_no_number_of_theirs(tmp_path: Path) -> None:
    """It says that nothing is reported, and draws only how results were shown."""
    told = account(small(tmp_path, 9))
    found = printed(report(told, paper="a4"))
    assert "Nothing is reported" in found.text
    assert len(found.alts()) == 2
    assert numbers(_joined(found)) <= may_be_told(told) | {str(n) for n in range(9)}


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    """No date, no name of a computer, no random number goes in."""
    told = account(small(tmp_path, 24))
    assert report(told, paper="letter") == report(told, paper="letter")


def test_words_of_a_file_are_words(tmp_path: Path) -> None:
    """A question full of markup ends no report and is set as it stands."""
    nasty = '#panic("x") $a$ <b>\\u202e *c* @d [e](f)'
    small(tmp_path, 24)
    (path,) = tmp_path.glob("*.json")
    path.write_text(
        path.read_text()
        .replace("What makes it hard?", nasty.replace('"', ""))
        .replace("I could ask.", "#panic() <script>*c*")
    )
    assert (
        "#panic() <script>*c*" in printed(report(account(read_results(tmp_path)), paper="a4")).text
    )


def _joined(found: Printed) -> str:
    """All words of a file, numbers whole where a line breaks between them."""
    return "\n".join(page.extract_text() for page in found.reader.pages)


def _dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def _about(found: Printed) -> list[str]:
    about = found.reader.metadata
    assert about is not None
    return [about.title or "", about.author or "", about.subject or "", str(about.get("/Keywords"))]
