"""What a room sends to who else holds it: what has changed, once, and nothing for its own sake."""

import asyncio
from collections.abc import Collection, Coroutine
from typing import Any

from askfirst.room.keeper import Parts, Replicated


class Elsewhere:
    """What a room holds, and what was sent of it."""

    def __init__(self) -> None:
        self.holds = {"seats": b"1", "asked/x": b"1", "asked/y": b"1"}
        self.looked: list[set[str]] = []
        self.sent: list[dict[str, bytes]] = []
        self.keeper = Replicated(parts=self.parts, send=self.send)

    def parts(self, only: Collection[str] | None) -> Parts:
        names = {*self.holds} if only is None else {*self.holds} & {*only}
        self.looked.append(names)
        return {name: self.holds[name] for name in names}

    def send(self, parts: Parts) -> None:
        self.sent.append(dict(parts))
        asyncio.get_running_loop().call_soon(self.keeper.arrived)

    async def step(self, *only: str, **holds: bytes) -> None:
        """Take a step after which these parts are others, and wait until it is held elsewhere."""
        self.holds |= {name.replace("_", "/"): part for name, part in holds.items()}
        self.keeper.changed(only or None)
        await asyncio.wait_for(self.keeper.settled(), 10)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def test_only_what_a_step_names_is_compared() -> None:
    """After all was sent once, a step that names its part has no other looked at."""

    async def story() -> None:
        other = Elsewhere()
        await other.step("asked/x", asked_x=b"2")
        await other.step("asked/x", asked_x=b"3")
        await other.step("asked/x", "asked/unknown")
        await other.step(asked_y=b"2")
        assert other.looked == [{*other.holds}, {"asked/x"}, {"asked/x"}, {*other.holds}]
        assert other.sent[1:] == [{"asked/x": b"3"}, {"asked/y": b"2"}]

    run(story())


def test_parts_of_steps_that_fly_together_add_up() -> None:
    """What two steps name before anything was sent is compared, and anything if one names none."""

    async def story() -> None:
        other = Elsewhere()
        await other.step()
        other.keeper.changed(["seats"])
        await other.step("asked/x")
        other.keeper.changed(["seats"])
        other.keeper.changed()
        await other.step("asked/x")
        assert other.looked[1:] == [{"seats", "asked/x"}, {*other.holds}]

    run(story())


def test_a_step_that_changes_nothing_waits_for_nobody() -> None:
    """Where all is held elsewhere already, nothing is sent, and who waits goes on."""

    async def story() -> None:
        other = Elsewhere()
        await other.step()
        await other.step()
        await other.step("seats")
        assert len(other.sent) == 1

    run(story())


def test_amid_a_step_anything_may_have_changed() -> None:
    """What has to be held before a step ends is all that has changed, whatever was named so far."""

    async def story() -> None:
        other = Elsewhere()
        await other.step()
        other.holds["seats"] = b"2"
        other.keeper.changed(["asked/x"])
        assert other.keeper.unsent() == {}
        assert other.keeper.unsent(amid=True) == {"seats": b"2"}

    run(story())
