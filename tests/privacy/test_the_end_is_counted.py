"""At the end both processes that hold the room count what they hold, each for itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from askfirst.room import replica
from askfirst.room.state import Room
from tests.opening.projects import POLL
from tests.privacy.phones import ask
from tests.privacy.test_failure import Held, answers, holding, run


async def ended(held: Held) -> dict[str, Any]:
    """Let phones answer, see that the replica holds it, end the workshop, return what is left."""
    await held.lead("open")
    await answers(held, 6)
    await held.shown()
    assert len(held.tally.used) == 6
    found = await ask(held.workshop.port, "POST", "/host/end", {}, key=held.key)
    left: dict[str, Any] = found["left"]
    return left


def test_nothing_is_left_in_room_or_replica(tmp_path: Path) -> None:
    """Both counts are there, of the same kinds, and find nothing; whoever asks later is told so."""

    async def test() -> None:
        async with holding(tmp_path) as held:
            left = await ended(held)
            assert left["memory"].keys() == left["replica"].keys()
            assert {*left["memory"].values(), *left["replica"].values()} == {0}
            again = await ask(held.workshop.port, "GET", "/host/left", key=held.key)
            assert again["left"]["replica"] == left["replica"]

    run(test)


@pytest.mark.parametrize(("part", "kind", "count"), [(POLL.id, "tokens", 6), ("seats", "seats", 6)])
def test_a_replica_that_is_not_wiped_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, kind: str, count: int
) -> None:
    """Where the other process does not take over that something is gone, its count says so."""
    taking = replica.take

    def forgetful(room: Room, given: Mapping[str, bytes]) -> None:
        ending = held_as_ended(room, given)
        taking(room, {n: p for n, p in given.items() if not (ending and n.endswith(part))})

    def held_as_ended(room: Room, given: Mapping[str, bytes]) -> bool:
        taking(room, {name: of for name, of in given.items() if name == "room"})
        return room.ended

    async def test() -> None:
        async with holding(tmp_path) as held:
            monkeypatch.setattr(replica, "take", forgetful)
            left = await ended(held)
            assert left["replica"][kind] == count
            assert set(left["memory"].values()) == {0}

    run(test)
