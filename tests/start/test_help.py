"""A facilitator is warned of a help page that cannot be trusted."""

from datetime import date
from pathlib import Path

import pytest

from askfirst.start.help import warnings

HEAD = "place,kind,name,number,hours,note,url,checked,how\n"
TODAY = date(2026, 11, 21)


def written(folder: Path, *rows: str) -> Path:
    path = folder / "services.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return path


def test_fresh_local_numbers_need_no_warning(tmp_path: Path) -> None:
    """Local numbers that were checked within 30 days are trusted."""
    path = written(tmp_path, "local,emergency,Ambulance,112,,,,2026-10-22,asked")
    assert warnings(path, today=TODAY) == ()


@pytest.mark.parametrize("rows", [(), ("local,emergency,,,,,,,to fill in",)])
def test_empty_slots_are_warned_of(tmp_path: Path, rows: tuple[str, ...]) -> None:
    """Local slots without a number are warned of, and the table is named."""
    (line,) = warnings(written(tmp_path, *rows), today=TODAY)
    assert "no local numbers" in line
    assert "data/services.csv" in line


def test_a_missing_table_is_warned_of(tmp_path: Path) -> None:
    """Without the table there are no local numbers either."""
    assert len(warnings(tmp_path / "services.csv", today=TODAY)) == 1


def test_old_dates_are_warned_of(tmp_path: Path) -> None:
    """The oldest date is named once it is more than 30 days back; broken dates are passed over."""
    path = written(
        tmp_path,
        "local,emergency,Ambulance,112,,,,2026-11-20,asked",
        "local,clinic,Clinic,555 1234,,,,2026-10-01,asked",
        "local,other,Other,555 9999,,,,soon,asked",
    )
    (line,) = warnings(path, today=TODAY)
    assert "1 October 2026" in line


def test_a_slot_without_a_number_has_no_date_to_judge(tmp_path: Path) -> None:
    """Only rows with a number count for the date."""
    path = written(
        tmp_path,
        "local,emergency,Ambulance,112,,,,2026-11-20,asked",
        "England,clinic,Clinic,,,,,2020-01-01,read",
    )
    assert warnings(path, today=TODAY) == ()
