"""The noisy transitions: what OpenDP proves of them, and where they go and do not go."""

import json
import logging
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import opendp.prelude as dp
import pytest

from askfirst import Pulse
from askfirst.errors import RoomError
from askfirst.release import View
from askfirst.room import noise, results
from askfirst.room.state import Room
from tests.room.rooms import POLL, Phone, client, fill, held, make_room

PULSE = Pulse("x-pulse", "Is it so?", options=["Agree", "In between", "Disagree"])
AFTER = PULSE.after()
PAIRS = ["0>0"] * 6 + ["0>2"] * 3 + ["2>1"] * 7
EXACT = [[6, 0, 3], [0, 0, 0], [0, 7, 0]]
DRAWS = 5000


class Drawer:
    """Stands in for OpenDP: adds a thousand and the number of draws, and notes what it was given.

    So a noisy count is told from a true one, and one draw from the next.
    """

    def __init__(self) -> None:
        self.given: list[list[int]] = []

    def __call__(self, counts: list[int]) -> list[int]:
        self.given.append(list(counts))
        return [1000 * len(self.given) + count for count in counts]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """A stand-in for the mechanism."""
    made = Drawer()
    monkeypatch.setattr(noise, "mechanism", lambda: made)
    return made


def closed(folder: Path, pairs: list[str] = PAIRS) -> tuple[Room, list[Phone]]:
    """A room with the second half closed after these pairs."""
    room = make_room(head_count=40, results=folder / "results", activities=[PULSE, AFTER, POLL])
    phones = fill(room, AFTER, pairs)
    room.close(AFTER.id)
    return room, phones


def on_disk(folder: Path) -> dict[str, Any]:
    """The one result that was written."""
    (path,) = (folder / "results").iterdir()
    (found,) = json.loads(path.read_text())["results"]
    return dict(found)


def test_epsilon_is_what_opendp_proves() -> None:
    """OpenDP's own privacy map gives, for the stated sensitivity, the stated epsilon."""
    measurement: Any = noise.mechanism()
    assert measurement.map(d_in=noise.SENSITIVITY) == noise.EPSILON == 1.0
    assert measurement.map(d_in=1) == noise.EPSILON / 2
    assert str(measurement.output_measure) == "MaxDivergence"
    assert measurement.input_metric == dp.l1_distance(T=int)
    assert noise.SAID["scale"] == noise.SENSITIVITY / noise.EPSILON


@pytest.mark.parametrize("steps", [2, 3, 5])
def test_sensitivity_is_what_one_person_can_change(steps: int) -> None:
    """Another pair from one person changes the counts by two in all, a pass instead by one."""
    names = [f"step {i}" for i in range(steps)]
    asked = Pulse("x", "Is it?", options=names).after()
    pairs = [f"{a}>{b}" for a, b in product(range(steps), repeat=2)]

    def cells(choice: str) -> list[int]:
        held_ = asked.read_choice(choice).cells
        return [int(cell in held_) for cell in range(asked.width)]

    def distance(one: str, other: str) -> int:
        return sum(abs(a - b) for a, b in zip(cells(one), cells(other), strict=True))

    assert max(distance(a, b) for a, b in product(pairs, repeat=2)) == noise.SENSITIVITY
    assert {distance(pair, "pass") for pair in pairs} == {1}


def test_each_count_has_noise_of_its_own() -> None:
    """Noise is whole numbers around zero, on both sides, one draw for each count.

    Of the bounds below, none is left by chance more often than once in 10**15 runs.
    """
    rows = noise.with_noise([[0] * (DRAWS // 5)] * 5)
    assert [len(row) for row in rows] == [DRAWS // 5] * 5
    drawn = [count for row in rows for count in row]
    assert {type(count) for count in drawn} == {int}
    assert abs(sum(drawn)) < DRAWS / 2  # the mean of so many has a deviation of 0.04
    assert min(drawn) < 0 < max(drawn)
    assert max(map(abs, drawn)) < 100
    assert len(set(map(tuple, rows))) == 5


def test_noise_is_added_to_the_counts() -> None:
    """Far from zero the noisy counts lie around the true ones, row by row."""
    rows = noise.with_noise([[100_000, 200_000], [300_000, 400_000]])
    assert [[round(count, -5) for count in row] for row in rows] == [
        [100_000, 200_000],
        [300_000, 400_000],
    ]


def test_the_file_has_the_noisy_counts_and_how_they_were_made(
    tmp_path: Path, drawer: Drawer
) -> None:
    """Beside the release stands the noisy table, with mechanism, epsilon, sensitivity and scale."""
    room, _ = closed(tmp_path)
    room.release(AFTER.id)
    entry = on_disk(tmp_path)
    assert entry["transitions"] == {
        "counts": [[1000 + count for count in row] for row in EXACT],
        "mechanism": "two-sided geometric noise, OpenDP make_geometric, drawn once",
        "epsilon": 1.0,
        "sensitivity": 2,
        "scale": 2.0,
        "note": noise.SAID["note"],
    }
    assert "Negative counts are meant" in entry["transitions"]["note"]
    assert entry["moves"] == list(AFTER.moves)
    assert entry["options"] == list(AFTER.options)
    assert drawer.given == [[count for row in EXACT for count in row]]


def test_the_true_table_is_nowhere(
    tmp_path: Path,
    drawer: Drawer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """No file, snapshot, page, log or printed line holds the true table, nor the room after."""
    caplog.set_level(logging.DEBUG)
    room, _ = closed(tmp_path)
    seen = [room.host_snapshot(), room.phone_snapshot()]
    room.release(AFTER.id)
    seen += [room.host_snapshot(), room.phone_snapshot(), client(room).get("/").content]
    for told in (*seen, caplog.text.encode(), *capfd.readouterr()):
        assert "transitions" not in str(told)
        assert "1006" not in str(told)
    (path,) = (tmp_path / "results").iterdir()
    numbers = json.loads(path.read_text())["results"][0]
    assert min(count for row in numbers.pop("transitions")["counts"] for count in row) >= 1000
    assert numbers["release"]["cells"] == [[5, 9], [5, 9], [0, 4]]
    assert json.dumps(EXACT) not in held([room.asked, room.seats])
    assert room.asked[AFTER.id].tally.drawn is None


def test_the_noise_is_drawn_once(
    tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that refuses gets the same draw again: nobody can average two."""
    room, _ = closed(tmp_path)
    written: list[bytes] = []

    def refuse_once(path: Path, content: bytes) -> None:
        written.append(content)
        if len(written) == 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(results, "write_whole", refuse_once)
    with pytest.raises(RoomError, match="could not be written"):
        room.release(AFTER.id)
    room.release(AFTER.id)
    assert written[0] == written[1]
    assert len(drawer.given) == 1
    with pytest.raises(RoomError):
        room.release(AFTER.id)
    assert len(drawer.given) == 1


def test_other_counts_have_another_draw(tmp_path: Path, drawer: Drawer) -> None:
    """After a take-back the noise is drawn anew, so that two tables do not differ by one pair."""
    room, phones = closed(tmp_path)
    asked = room.asked[AFTER.id]
    first = asked.transitions(asked.prepare())
    assert asked.transitions(asked.prepare()) == first
    phones[0].take_back(AFTER, PAIRS[0])
    second = asked.transitions(asked.prepare())
    assert len(drawer.given) == 2
    assert first != second


@pytest.mark.parametrize(("pairs", "view"), [(PAIRS[:4], View.LOCKED), (["pass"] * 9, View.LOCKED)])
def test_where_nothing_is_shown_nothing_is_drawn(
    tmp_path: Path, drawer: Drawer, pairs: list[str], view: View
) -> None:
    """With too few pairs the file holds no table, noisy or not."""
    room, _ = closed(tmp_path, pairs)
    room.release(AFTER.id)
    entry = on_disk(tmp_path)
    assert (entry["release"]["view"], drawer.given) == (view, [])
    assert "transitions" not in entry


def test_what_is_hidden_on_the_screen_has_its_table(tmp_path: Path, drawer: Drawer) -> None:
    """Five pairs of one kind are hidden, and the noisy table stands beside that."""
    room, _ = closed(tmp_path, ["0>0"] * 5)
    room.release(AFTER.id)
    entry = on_disk(tmp_path)
    assert entry["release"]["view"] == View.HIDDEN
    assert len(entry["transitions"]["counts"]) == 3


def test_a_room_that_keeps_no_results_draws_nothing(drawer: Drawer) -> None:
    """Where no results are written, no noise is drawn."""
    room = make_room(head_count=40, activities=[AFTER])
    fill(room, AFTER, PAIRS)
    room.close(AFTER.id)
    room.release(AFTER.id)
    assert drawer.given == []


def test_other_activities_have_no_table(tmp_path: Path, drawer: Drawer) -> None:
    """The result of anything but a pair has no table beside it."""
    room = make_room(results=tmp_path / "results", activities=[POLL])
    fill(room, POLL, ["0"] * 6)
    room.close(POLL.id)
    room.release(POLL.id)
    assert "transitions" not in on_disk(tmp_path)
    assert drawer.given == []


ALONE = """
import sys
from pathlib import Path
from askfirst import Pulse
from tests.room.rooms import POLL, fill, make_room
pulse = Pulse("x-pulse", "Is it?", options=["a", "b"])
for half in (pulse, pulse.after()):
    half._repr_mimebundle_()
    from askfirst.activities.widget import ActivityWidget
    ActivityWidget(half).close()
def ask(activity, choices):
    room = make_room(results=Path(sys.argv[1]), activities=[activity])
    fill(room, activity, choices)
    room.close(activity.id)
    room.release(activity.id)
    print("opendp" in sys.modules)
ask(POLL, ["0"] * 6)
ask(pulse.after(), ["0>1"] * 4)
ask(pulse.after(), ["0>1"] * 6)
"""


def test_opendp_is_loaded_for_the_result_of_a_pair_and_for_nothing_else(tmp_path: Path) -> None:
    """Notebooks, widgets, other results and locked ones never load OpenDP."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path / "results")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == ["False", "False", "True"]
