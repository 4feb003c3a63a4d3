"""`askfirst evaluate`: what it makes, what it leaves alone, and one line for what is wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from askfirst.cli import app
from tests.evaluating.files import CHECK, Workshop
from tests.reporting.made import ROOT, small


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its modules, its tables and no results."""
    for name in ("notebooks", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*arguments: str) -> str:
    """The one line of a refusal; nothing was written."""
    result = CliRunner().invoke(app, ["evaluate", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not Path("build").exists()
    (line,) = result.stderr.splitlines()
    return line


def made(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["evaluate", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout + result.stderr


def test_results_become_a_report_and_slides(project: Path) -> None:
    """Without a word more, results/ is told as PDF, as deck and as presentation."""
    small(project / "results", 24)
    assert "3 made in" in made()
    names = sorted(path.name for path in (project / "build" / "evaluation").iterdir())
    assert names == ["results-deck.html", "results-deck.pptx", "results-report.pdf"]


def test_one_file_is_told_under_its_own_name(project: Path) -> None:
    """A workshop by itself has its own report."""
    small(project / "results", 24)
    made("results/2026-11-01-taster.json", "--to", "report", "--paper", "letter")
    assert [p.name for p in (project / "build" / "evaluation").iterdir()] == [
        "2026-11-01-taster-report.pdf"
    ]


def test_what_somebody_changed_is_left_alone(project: Path) -> None:
    """A presentation that was edited by hand is kept, and a line says so; else it is made anew."""
    small(project / "results", 24)
    made("--to", "deck", "--to", "report")
    deck = project / "build" / "evaluation" / "results-deck.html"
    deck.write_text("mine")
    said = made()
    assert "results-deck.html: was not made by the last build, or changed since" in said
    assert "2 made in" in said
    assert deck.read_text() == "mine"


def test_a_build_keeps_what_was_evaluated_in_its_list(project: Path) -> None:
    """Both commands write into one folder, and neither takes the other's files for a stranger's."""
    small(project / "results", 24)
    made("--to", "deck")
    result = CliRunner().invoke(app, ["build", "--to", "handbook"])
    assert result.exit_code in {0, 2}
    assert "left alone" not in made("--to", "deck")


def test_without_results_one_line_says_what_to_do(project: Path) -> None:
    """No results, an empty folder, no folder: one line each, and nothing is written."""
    assert "holds no results yet" in refused()
    (project / "results").mkdir()
    assert "askfirst evaluate data/examples" in refused()
    assert "holds no results" in refused("nowhere")
    (project / "empty").mkdir()
    assert "holds no results" in refused("empty")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"askfirst": 1}', '{"askfirst": 2, "results": []}']
)
def test_a_broken_file_is_named(project: Path, text: str) -> None:
    """A file that is none is named in one line, also beside others that are whole."""
    small(project / "results", 24)
    (project / "results" / "2026-12-01-broken.json").write_text(text)
    assert refused().startswith("2026-12-01-broken.json: is ")


def test_a_file_without_results_tells_nothing(project: Path) -> None:
    """A workshop in which nothing was shown is no report."""
    (project / "results").mkdir()
    (project / "results" / "a.json").write_text('{"askfirst": 1, "results": []}')
    assert "Nothing was shown" in refused()


def test_wrong_wishes_are_one_line(project: Path) -> None:
    """A format, a paper or a set that does not exist, and a comparison nobody can place."""
    Workshop(project / "results").show(CHECK, [9, 9, 9])
    assert "--to is 'word'. Expected one of report, deck, pptx." in refused("--to", "word")
    assert "paper is 'a3'" in refused("--paper", "a3")
    assert "--same-people or --other-people" in refused("--compare", "taster", "other")
    two = ("--compare", "taster", "other", "--other-people")
    assert "'other': no workshop has this plan" in refused(*two)
    assert "is on both sides" in refused("--compare", "taster", "taster", "--other-people")
