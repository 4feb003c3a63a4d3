"""Results of a hosted room: nothing of them is on the server's disk."""

from datetime import date
from pathlib import Path

import pytest

from askfirst.hosting.results import ResultsInMemory
from askfirst.room.inventory import left
from tests.room.rooms import make_room


def test_no_file_of_the_server_is_listed_as_a_room_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A room whose results are in memory lists no file at its end, and counts none of others."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "of-the-server").write_text("nothing of the room", encoding="utf-8")
    room = make_room()
    room.results = ResultsInMemory(day=date(2026, 11, 25), plan="taster-60")
    room.end()
    found = left(room, addresses=())
    assert (found["files"], found["others"]) == ([], 0)
