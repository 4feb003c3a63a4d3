import gc
import json
from pathlib import Path

import pandas as pd
import pytest

from askfirst.errors import EvaluationError
from askfirst.evaluating.reading import has_results, read_tables
from askfirst.package import TABLES, write_package
from tests.evaluating.files import BOX, CHECK, POLL, PULSE, Workshop


def some(folder: Path) -> Workshop:
    workshop = Workshop(folder)
    workshop.show(CHECK, [9, 3, 0])
    workshop.show(CHECK, [12, 0, 0], turn=2)
    workshop.show(POLL, [12, 0, 9])
    workshop.pairs([[3] * 5] * 5, [[2, -1, 0, 4, 9]] * 5)
    workshop.box([9, 0, 2, 0, 0, 0, 0])
    workshop.results.finish()
    return workshop


def test_one_workshop_is_read_from_its_file_or_its_folder(tmp_path: Path) -> None:
    """A file, the folder it lies in, and the tables written beside it are the same."""
    workshop = some(tmp_path)
    found = [
        read_tables(path) for path in (workshop.results.path, tmp_path, workshop.results.tables)
    ]
    for name, (_, _, key) in TABLES.items():
        one, *others = (
            getattr(tables, name).sort_values(key, ignore_index=True) for tables in found
        )
        assert len(one)
        for other in others:
            pd.testing.assert_frame_equal(one, other, check_dtype=False, check_categorical=False)


def test_numbers_are_bounds(tmp_path: Path) -> None:
    """An exact number has two ends that are alike; a band, a few and a hidden number have not."""
    some(tmp_path)
    counts = read_tables(tmp_path).counts.set_index(["activity", "round", "about", "option"])
    counts = counts.sort_index()
    exact = counts.loc[(CHECK.id, 1, "answers")].sort_values("place")
    assert list(zip(exact["low"], exact["high"], strict=True)) == [(9, 9), (3, 3), (0, 0)]
    bands = counts.loc[(POLL.id, 1, "answers")].sort_values("place")
    assert list(zip(bands["low"], bands["high"], strict=True)) == [(10, 14), (0, 4), (5, 9)]
    types = counts.loc[(BOX.id, 1, "types")]
    assert (types["high"] - types["low"] >= 4).all()
    assert (PULSE.id, 1, "answers", "No change") in counts.index


def test_hidden_and_locked_numbers_have_all_they_could_be(tmp_path: Path) -> None:
    """What was hidden lies between none and all; where too few answered, below five."""
    workshop = Workshop(tmp_path)
    workshop.show(POLL, [5, 0, 0])
    other = Workshop(tmp_path, number=1)
    other.show(POLL, [2, 1, 1])
    counts = read_tables(tmp_path).counts.groupby("workshop")
    ends = counts.agg(low=("low", "max"), high=("high", "min"), view=("view", "first"))
    assert ends.loc[workshop.name].to_list() == [0, 9, "hidden"]
    assert ends.loc[other.name].to_list() == [0, 4, "locked"]


def test_folders_in_a_folder_are_read_and_copies_once(tmp_path: Path) -> None:
    """Results of several facilitators stand in folders of their own; a copy counts no one twice."""
    some(tmp_path / "ann")
    same = (tmp_path / "ann" / "2026-11-01-taster.json").read_bytes()
    other = Workshop(tmp_path / "bo")
    other.show(CHECK, [7, 7, 7])
    (tmp_path / "bo" / "copy.json").write_bytes(same)
    tables = read_tables(tmp_path)
    assert tables.workshops == ("ann/2026-11-01-taster", "bo/2026-11-01-taster")
    assert tables.copies == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", r"a\.json: is no file of results \(JSONDecodeError\)\. Move it elsewhere\."),
        ("[]", r"a\.json: is no file of results \(TypeError\)"),
        ('{"askfirst": 2, "results": []}', r"a\.json: is of format 2, expected 1\. Update"),
        ('{"askfirst": 1, "results": [{}]}', r"a\.json: is no file of results \(KeyError\)"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str, said: str) -> None:
    """A file that holds no results is named, with what to do."""
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(EvaluationError, match=said):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("datapackage.json", "{"),
        ("datapackage.json", "[]"),
        ("shown.csv", ""),
        ("counts.csv", "workshop,activity\na,b\n"),
        ("counts.csv", "\x00\x01"),
    ],
)
def test_tables_that_cannot_be_read_are_named(tmp_path: Path, name: str, text: str) -> None:
    """A folder of tables of which a file is broken is one line that names the folder."""
    tables = some(tmp_path).results.tables
    (tables / name).write_text(text)
    with pytest.raises(EvaluationError, match=f"^{tables.name}: its tables cannot be read") as said:
        read_tables(tables)
    assert "\n" not in str(said.value)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """What has the name of a file of results and cannot be read as one says so."""
    (tmp_path / "2026-11-01-taster.json").mkdir()
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_tables(tmp_path)


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    """It is off while many files are read, and on again afterwards, also after an error."""
    some(tmp_path)
    read_tables(tmp_path)
    assert gc.isenabled()
    (tmp_path / "2026-11-02-other.json").write_text("{}")
    with pytest.raises(EvaluationError):
        read_tables(tmp_path)
    assert gc.isenabled()


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """A folder without results says so and is told apart beforehand."""
    assert not has_results(tmp_path)
    with pytest.raises(EvaluationError, match="holds no results"):
        read_tables(tmp_path)


def test_what_was_read_can_be_written_as_one_package(tmp_path: Path) -> None:
    """Many workshops, written as one Data Package, are read back the same."""
    for number in range(3):
        Workshop(tmp_path / "in", number=number).show(POLL, [12, 9, 9 + number])
    tables = read_tables(tmp_path / "in")
    write_package(tmp_path / "out", tables.rows(), title="T", about="A")
    again = read_tables(tmp_path / "out")
    assert again.workshops == tables.workshops
    pd.testing.assert_frame_equal(
        again.counts, tables.counts, check_dtype=False, check_categorical=False
    )
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert [resource["name"] for resource in described["resources"]] == ["shown", "counts"]


def test_an_unknown_workshop_is_named(tmp_path: Path) -> None:
    """A workshop that is not there is named, with those that are."""
    some(tmp_path)
    with pytest.raises(EvaluationError, match=r"'x': not among .+ Found 2026-11-01-taster"):
        read_tables(tmp_path).of(["x"])
