"""Modules and tables read from disk."""

import json
from pathlib import Path
from typing import Any

import pytest

from askfirst import Poll
from askfirst.activities.base import MIME
from askfirst.curriculum import (
    load_claims,
    load_services,
    module_from_notebook,
    read_module,
    read_modules,
    read_rows,
)
from askfirst.errors import CurriculumError


def cell_of(activity_id: str, **changes: Any) -> dict[str, Any]:
    spec = {**Poll(activity_id, "Which?", options=["a", "b"]).spec(), **changes}
    output = {"output_type": "execute_result", "data": {MIME: spec, "text/html": ["<p>", "x"]}}
    return {
        "cell_type": "code",
        "id": activity_id,
        "source": "",
        "outputs": [output],
        "metadata": {},
    }


def notebook(*cells: dict[str, Any], **about: Any) -> dict[str, Any]:
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"askfirst": about},
        "cells": list(cells),
    }


def write(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_reads_a_module(tmp_path: Path) -> None:
    """Title, minutes, cells and activities come from what is stored; nothing runs."""
    text = {
        "cell_type": "markdown", "id": "five", "source": ["## A yes\n", "is free."],
        "metadata": {"askfirst": {"points": ["A6.4"], "claims": ["C19", "C20"], "minutes": 3},
                     "slideshow": {"slide_type": "slide"}, "tags": ["section"]},
    }  # fmt: skip
    path = write(tmp_path / "05_consent.ipynb", notebook(text, cell_of("05-x"), title="Consent"))
    module = read_module(path)
    assert (module.stem, module.number, module.title, module.minutes) == (
        "05_consent",
        "05",
        "Consent",
        3,
    )
    assert module.cells[0].source == "## A yes\nis free."
    assert module.cells[0].slide == "slide"
    assert module.claims == ("C19", "C20")
    assert [a.id for a in module.activities] == ["05-x"]
    assert module.cells[1].outputs[0]["text/html"] == "<p>x"


def test_reads_a_notebook_nobody_here_wrote() -> None:
    """A bare notebook gets plain defaults: its first heading as title, no minutes."""
    cells = [
        {"cell_type": "markdown", "source": "# Something else", "metadata": {}},
        {"cell_type": "code", "source": "1/0", "metadata": {}, "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "hi"},
            {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division"}]},
    ]  # fmt: skip
    module = module_from_notebook({"nbformat": 4, "cells": cells}, Path("other.ipynb"))
    assert (module.title, module.minutes, module.number) == ("Something else", 0, "")
    assert module.cells[1].outputs[0]["text/plain"] == "hi"
    assert module.cells[1].outputs[1]["error"] == "ZeroDivisionError: division"


def test_what_is_null_in_a_notebook_is_as_good_as_missing() -> None:
    """Metadata, outputs, attachments and a source that are null are read as if none were there."""
    none = dict.fromkeys(("metadata", "outputs", "attachments", "source"))
    tagged = {"tags": None, "slideshow": None, "askfirst": {"minutes": None, "claims": None}}
    cells = [{"cell_type": "code", **none}, {"cell_type": "markdown", "metadata": tagged}]
    made = {"nbformat": 4, "metadata": None, "cells": cells}
    module = module_from_notebook(made, Path("other.ipynb"))
    assert [(cell.source, cell.outputs, cell.minutes) for cell in module.cells] == [("", (), 0)] * 2


@pytest.mark.parametrize(
    "cell", ["text", {"metadata": ["x"]}, {"metadata": {"askfirst": {"minutes": "two"}}}]
)
def test_a_cell_that_is_none_is_named(cell: object) -> None:
    """What cannot be read as a cell is one line that names file and cell."""
    with pytest.raises(
        CurriculumError, match=r"^other.ipynb, cell 1: is not what a notebook"
    ) as said:
        module_from_notebook({"nbformat": 4, "cells": [cell]}, Path("other.ipynb"))
    assert "\n" not in str(said.value)


def test_a_title_slide_says_title_promise_and_note() -> None:
    """Where the metadata is silent, the title slide says them, without the signs of Markdown."""
    slide = "# \\<b\\> and \\*stars\\*\n\nOne line\nof promise.\n\nPass on anything."
    told = {"cell_type": "markdown", "source": slide, "metadata": {"askfirst": {"layout": "title"}}}
    module = module_from_notebook({"nbformat": 4, "cells": [told]}, Path("01_a.ipynb"))
    assert module.title == "<b> and *stars*"
    assert (module.promise, module.content_note) == ("One line of promise.", "Pass on anything.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "is not a notebook"),
        ("[]", "holds a list"),
        ("{}", "nbformat is None"),
        ('{"nbformat": 3, "cells": []}', "nbformat is 3"),
    ],
)
def test_refuses_what_is_not_a_notebook(tmp_path: Path, content: str, said: str) -> None:
    """A file that is no notebook is one line that names it and says what to do."""
    path = write(tmp_path / "05_consent.ipynb", content)
    with pytest.raises(CurriculumError, match=said) as error:
        read_module(path)
    assert str(error.value).startswith("05_consent.ipynb: ")
    assert "\n" not in str(error.value)


def test_names_the_cell_of_a_wrong_activity(tmp_path: Path) -> None:
    """A stored activity that cannot be asked is refused with file and cell."""
    path = write(tmp_path / "05_consent.ipynb", notebook(cell_of("05-x", tier="persnal")))
    with pytest.raises(
        CurriculumError, match=r"05_consent.ipynb, cell 1: .*unknown tier 'persnal'"
    ):
        read_module(path)


def test_refuses_an_id_that_stands_twice(tmp_path: Path) -> None:
    """Two activities of one id are refused with both places."""
    write(tmp_path / "04_a.ipynb", notebook(cell_of("same")))
    write(tmp_path / "05_b.ipynb", notebook(cell_of("other"), cell_of("same")))
    with pytest.raises(CurriculumError, match=r"05_b.ipynb, cell 2: .*04_a.ipynb, cell 1"):
        read_modules(tmp_path)


def test_refuses_a_folder_without_modules(tmp_path: Path) -> None:
    """A folder without modules says what a module is called."""
    with pytest.raises(CurriculumError, match=r"05_consent\.ipynb"):
        read_modules(tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """A table that lacks a column is refused with those it has."""
    path = write(tmp_path / "law.csv", "place,topic\nlocal,age\n")
    with pytest.raises(CurriculumError, match=r"no column 'says'\. Found place, topic"):
        read_rows(path, "says")
    with pytest.raises(CurriculumError, match="cannot be read"):
        read_rows(tmp_path / "none.csv")


def test_a_curriculum_may_do_without_claims_and_services(tmp_path: Path) -> None:
    """A table that is not there has no rows; one that is broken is still refused."""
    assert load_claims(tmp_path / "claims.csv") == {}
    assert load_services(tmp_path / "services.csv") == ()
    with pytest.raises(CurriculumError, match="no column 'title'"):
        load_claims(write(tmp_path / "claims.csv", "claim_id\nC1\n"))


def test_claims_keep_all_their_sources(tmp_path: Path) -> None:
    """A claim with two sources gives both, in order."""
    path = write(
        tmp_path / "claims.csv",
        "claim_id,title,organisation,year,url,checked\nC1,A,O,2020,u,2026-11\nC1,B,O,2021,u,\n",
    )
    assert [s.title for s in load_claims(path)["C1"]] == ["A", "B"]


def test_services_of_one_place(tmp_path: Path) -> None:
    """Only the rows of the place asked for come back."""
    path = write(
        tmp_path / "services.csv",
        "place,kind,name,number,hours,note,url,checked\nlocal,talk,,,,,,\nUK,talk,N,1,,,,2026-11\n",
    )
    assert [s.place for s in load_services(path)] == ["local"]
    assert [s.number for s in load_services(path, place="UK")] == ["1"]


def test_the_number_for_danger_is_known_by_its_kind(tmp_path: Path) -> None:
    """Of the services of a place, the emergency number is the one to call in danger."""
    path = write(
        tmp_path / "services.csv",
        "place,kind,name,number,hours,note,url,checked\n"
        "local,Clinic,,,,,,\nlocal,emergency,,112,,,,\n",
    )
    assert [s.number for s in load_services(path) if s.for_danger] == ["112"]
