"""`askfirst texts` lists what is said, and never loses what an author wrote."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from askfirst.authoring.translating import write_texts
from askfirst.cli import app
from askfirst.errors import CurriculumError
from askfirst.export.texts import HANDOUT
from askfirst.export.translation import OWN
from tests.export.speaking import fill_in, read, write
from tests.opening.projects import make_project


def test_all_texts_are_listed_with_their_english(tmp_path: Path) -> None:
    """An author sees each with where it stands, and an empty column."""
    path, count, left = write_texts(tmp_path, "ar")
    assert path == tmp_path / "texts" / "ar.csv"
    assert count == left == sum(map(len, OWN.values()))
    rows = read(path)
    assert {"where": "handout", "name": "keep", "english": HANDOUT["keep"], "text": ""} in rows


def test_a_spreadsheet_reads_its_letters(tmp_path: Path) -> None:
    """It begins with the mark by which they know UTF-8, and is one table of four columns."""
    path, _, _ = write_texts(tmp_path, "ar")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert {len(row) for row in csv.reader(io.StringIO(raw.decode("utf-8-sig")))} == {4}


def test_what_is_written_stays(tmp_path: Path) -> None:
    """Again it brings the English up to date, adds what is new, and keeps what has no place."""
    path, count, _ = write_texts(tmp_path, "ar")
    fill_in(path, {("handout", "keep"): "يستحق أن يبقى"})
    rows = [{**row, "english": "Old"} for row in read(path)][:-1]
    write(path, [*rows, {"where": "handout", "name": "gone", "english": "Gone", "text": "ذهب"}])
    _, again, left = write_texts(tmp_path, "ar")
    kept = {(row["where"], row["name"]): row for row in read(path)}
    assert kept["handout", "keep"]["text"] == "يستحق أن يبقى"
    assert kept["handout", "keep"]["english"] == HANDOUT["keep"]
    assert kept["handout", "gone"]["text"] == "ذهب"
    assert (again, left) == (count + 1, count - 1)
    before = path.read_bytes()
    write_texts(tmp_path, "ar")
    assert path.read_bytes() == before


@pytest.mark.parametrize("tag", ["arabic", "../ar", "", "a b"])
def test_what_is_no_tag_writes_nothing(tag: str, tmp_path: Path) -> None:
    """The name of a file cannot lead anywhere else."""
    with pytest.raises(CurriculumError, match="Expected a tag like ar or pt-BR"):
        write_texts(tmp_path, tag)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_refuses_is_one_line(tmp_path: Path) -> None:
    """Where a file lies in place of the folder, it says so."""
    (tmp_path / "texts").write_text("", encoding="utf-8")
    with pytest.raises(CurriculumError, match=r"ar.csv: cannot be written \(.+\)\."):
        write_texts(tmp_path, "ar")


def test_the_command_says_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the file, how many texts are to write, and what comes next."""
    monkeypatch.chdir(make_project(tmp_path / "own"))
    said = CliRunner().invoke(app, ["texts", "ar"])
    assert said.exit_code == 0, said.output
    assert said.output.startswith("data/texts/ar.csv has ")
    assert "askfirst check" in said.output
    refused = CliRunner().invoke(app, ["texts", "no tag"])
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
