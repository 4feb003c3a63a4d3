"""Tables of data/ as a reader sees them."""

from pathlib import Path

import pytest

from askfirst.activities.base import MIME
from askfirst.errors import CurriculumError
from askfirst.tables import Table


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one small table."""
    (tmp_path / "law.csv").write_text(
        "place,topic,says\nlocal,<b>Age</b>,\nlocal,Images,Ask\nUK,Age,16\n", encoding="utf-8"
    )
    return tmp_path


def test_shows_chosen_columns_and_rows(data: Path) -> None:
    """Rows are kept by what their columns hold; an empty cell is a line to write on."""
    table = Table("law", columns=["topic", "says"], where={"place": "local"}, data=data)
    assert table.rows == (("<b>Age</b>", "________"), ("Images", "Ask"))


def test_text_stays_text(data: Path) -> None:
    """Nothing in a table becomes markup."""
    table = Table("law", columns=["topic"], caption="<i>x</i>", data=data)
    assert "<b>" not in table.html()
    assert "<i>" not in table.html()
    assert '<th scope="row">&lt;b&gt;Age&lt;/b&gt;</th>' in table.html()


def test_headings_are_words(data: Path) -> None:
    """A column is headed by its name, or by what the author says instead, in all three forms."""
    columns = ["topic", "says"]
    table = Table("law", columns=columns, headings={"says": "Law <here>"}, data=data)
    assert table.spec()["columns"] == ["Topic", "Law <here>"]
    assert '<th scope="col">Law &lt;here&gt;</th>' in table.html()
    assert table.text().startswith("Topic | Law <here>\n")


def test_a_place_is_said_in_words(data: Path) -> None:
    """The rows of one’s own place, and those for any, say so in words; a named place stays."""
    law = data / "law.csv"
    law.write_text(law.read_text(encoding="utf-8") + "any,local,any\n", encoding="utf-8")
    table = Table("law", columns=["place", "topic", "says"], data=data)
    assert [row[0] for row in table.rows] == ["Your place", "Your place", "UK", "Any place"]
    assert table.rows[-1][1:] == ("local", "any")
    assert '<th scope="row">Any place</th>' in table.html()


def test_a_heading_needs_its_column(data: Path) -> None:
    """A heading for a column that is not shown is refused, with the columns to choose from."""
    table = Table("law", columns=["topic"], headings={"sayz": "Law"}, data=data)
    with pytest.raises(CurriculumError, match=r"'sayz' is not shown.*topic"):
        table.html()


def test_stores_three_things(data: Path) -> None:
    """A table stores spec, HTML and text, like an activity."""
    bundle = Table("law", columns=["topic"], data=data)._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert bundle[MIME]["type"] == "table"


def test_finds_the_data_above_a_notebook(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder of a notebook the project's data/ is found; elsewhere one line says so."""
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    (project / "notebooks").mkdir()
    (project / "data" / "datapackage.json").write_text("{}")
    (project / "data" / "law.csv").write_text((data / "law.csv").read_text())
    monkeypatch.chdir(project / "notebooks")
    assert len(Table("law", columns=["topic"]).rows) == 3
    monkeypatch.chdir(data)
    with pytest.raises(CurriculumError, match="no folder data/"):
        _ = Table("law", columns=["topic"]).rows
