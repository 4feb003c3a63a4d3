"""The check names what of the modules' languages is missing, lost or out of date."""

from dataclasses import replace
from pathlib import Path

import pytest

from askfirst.checking.findings import Level
from askfirst.checking.texts import findings
from askfirst.export.translation import OWN, file_of
from tests.export.samples import module, text
from tests.export.speaking import MADE_UP, fill_in, read, speaking, write

SMALL = module(text("# T"), language=MADE_UP)


def said(data: Path, language: str = MADE_UP) -> list[str]:
    return [str(found) for found in findings(data, [replace(SMALL, language=language)])]


def data_of(folder: Path) -> Path:
    """The tables of a project in which a made-up language is whole."""
    data = speaking(folder).data
    assert data is not None
    return data


def test_a_whole_language_has_no_finding(tmp_path: Path) -> None:
    """What is all there is not spoken of, and English needs no file."""
    assert said(data_of(tmp_path)) == []
    assert said(tmp_path / "nothing", language="en-GB") == []


def test_a_language_that_nobody_has_begun_is_to_write(tmp_path: Path) -> None:
    """It fails nothing, and says what to type."""
    (found,) = findings(tmp_path, [SMALL])
    assert found.level is Level.TO_WRITE
    assert str(found) == (
        "texts/qaa.csv: to write: is not there yet. Run `askfirst texts qaa`, and write it there. "
        "[texts]"
    )


def test_what_is_missing_is_counted_by_where_it_stands(tmp_path: Path) -> None:
    """Of many the first are named."""
    data = data_of(tmp_path)
    gone = {("handout", name): "" for name in [*OWN["handout"]][:5]}
    fill_in(file_of(data, MADE_UP), {**gone, ("guide", "say"): ""})
    assert said(data) == [
        "texts/qaa.csv: to write: handout: 5 not said yet (take_home, take_home_plain, keep, "
        "...). They are in English until then. [texts]",
        "texts/qaa.csv: to write: guide: 1 not said yet (say). They are in English until then. "
        "[texts]",
    ]


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        (("handout", "marks"), "Here", "handout, marks: {mark} is not there in 'Here'. Expected"),
        (("handout", "kepe"), "x", "handout, kepe: there is no text of that name. Is it 'keep'?"),
    ],
)
def test_what_is_lost_or_unknown_fails(
    key: tuple[str, str], value: str, why: str, tmp_path: Path
) -> None:
    """It is wrong, since somebody wrote it and it will not be seen."""
    data = data_of(tmp_path)
    path = file_of(data, MADE_UP)
    row = {"where": key[0], "name": key[1], "english": "", "text": value}
    write(path, [r for r in read(path) if (r["where"], r["name"]) != key] + [row])
    wrong = [found for found in findings(data, [SMALL]) if found.level is Level.WRONG]
    assert [why in str(found) for found in wrong] == [True]


def test_english_that_has_changed_is_a_reminder(tmp_path: Path) -> None:
    """A text may no longer say what ours says; that fails nothing, and is used."""
    data = data_of(tmp_path)
    path = file_of(data, MADE_UP)
    old = [{**r, "english": "Old"} if r["name"] == "keep_off" else r for r in read(path)]
    write(path, old)
    (found,) = findings(data, [SMALL])
    assert found.level is Level.REMINDER
    assert "page, keep_off: the English has changed. Run `askfirst texts qaa`" in str(found)


def test_a_file_with_another_name_is_named(tmp_path: Path) -> None:
    """It would be read for no language."""
    data = data_of(tmp_path)
    file_of(data, "arabic-words").write_text("where,name,english,text\n", encoding="utf-8")
    assert said(data) == [
        "texts/arabic-words.csv: its name is no tag of a language. Call it ar.csv or pt-BR.csv. "
        "[texts]"
    ]
