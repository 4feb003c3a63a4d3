"""Who is in the room of a rehearsed day: phones without a browser, which follow and answer."""

import asyncio
import json
import random
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from askfirst.activities.base import PASS, Activity, Answer, Totals
from tests.privacy.kinds import choices_of
from tests.privacy.phones import AsyncPhone, insist

PATIENCE: Final = 30
WRITTEN: Final = frozenset({"words", "lines", "questionbox"})


@dataclass
class Participant(AsyncPhone):
    """A phone that hears what the room tells phones, as the page does."""

    now: Mapping[str, Any] = field(default_factory=dict)
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def follow(self) -> None:
        """Hear the stream of snapshots until it ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        writer.write(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"data:"):
                    async with self.heard:
                        self.now = json.loads(line[5:])
                        self.heard.notify_all()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def until_open(self, activity: str) -> None:
        """Wait until the room asks this, or lets it stand open beside what it asks."""

        def told() -> bool:
            asked = (self.now.get("activity") or {}).get("id")
            return (asked == activity and self.now["phase"] == "open") or (
                f"{activity}/1" in self.now.get("standing", ())
            )

        async with self.heard:
            await asyncio.wait_for(self.heard.wait_for(told), PATIENCE)

    async def until_ended(self) -> None:
        """Wait until the room says goodbye."""
        async with self.heard:
            over = self.heard.wait_for(lambda: self.now["phase"] == "ended")
            await asyncio.wait_for(over, PATIENCE)


@dataclass
class Known:
    """What was answered to one activity, counted here and not by the room."""

    counts: list[int]
    answered: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        """Count one answer that stays; a pass is none."""
        if not answer.passed:
            self.answered += 1
            for cell in answer.cells:
                self.counts[cell] += 1
            self.texts += [answer.text] if answer.text is not None else []

    def totals(self) -> Totals:
        """Return them as a release is made from."""
        return Totals(counts=self.counts, answered=self.answered, texts=self.texts)


class Crowd:
    """Participants in a loop of their own, led from the thread of a test.

    Args:
        port: Where the room is.
        word: What opens it.
        size: How many they are.
    """

    def __init__(self, port: int, word: str, size: int) -> None:
        self.people = [Participant(port, word) for _ in range(size)]
        self.loop = asyncio.new_event_loop()
        self.following: list[asyncio.Task[None]] = []

    def do(self, step: Coroutine[Any, Any, Any]) -> Any:
        """Take a step there, and wait until it was taken."""
        return asyncio.run_coroutine_threadsafe(step, self.loop).result(2 * PATIENCE)

    async def come_in(self) -> None:
        """Join twice, as a phone does whose first answer was lost, and follow the room."""
        for who in self.people:
            await who.join()
            await who.join()
            self.following.append(self.loop.create_task(who.follow()))

    async def leave(self) -> None:
        """Let every stream go."""
        for task in self.following:
            task.cancel()
        await asyncio.gather(*self.following, return_exceptions=True)

    async def answer(self, activity: Activity) -> Known:
        """Answer as people do: some pass, some take theirs back and choose anew, some resend."""
        chance = random.Random(activity.id)
        known = Known([0] * activity.width)

        async def one(number: int, who: Participant) -> None:
            await who.until_open(activity.id)
            first, last = (chosen(activity, number, chance) for _ in range(2))
            await who.answer(activity.id, first)
            if number % 5 == 0:
                await who.take_back(activity.id, first)
                await who.answer(activity.id, last)
                await who.answer(activity.id, last)
            known.add(activity.read_choice(last if number % 5 == 0 else first))

        await asyncio.gather(*(one(n, who) for n, who in enumerate(self.people)))
        return known

    async def signal(self, activity: str, signal: str) -> None:
        """One of them presses a button of what stands open."""
        who = self.people[0]
        await who.until_open(activity)
        body = {"seat": who.seat, "activity": activity, "signal": signal}
        await insist(who.port, "/signal", body)

    async def goodbye(self) -> None:
        """Wait until each has heard that the workshop has ended."""
        await asyncio.gather(*(who.until_ended() for who in self.people))


def chosen(activity: Activity, number: int, chance: random.Random) -> str:
    """Return what a participant sends."""
    if activity.type in WRITTEN:
        return PASS if number == 3 else f"=Words of somebody, the {number}th of a room"
    choices: Sequence[str] = choices_of(activity)
    return chance.choices(choices, weights=range(len(choices), 0, -1))[0]


@contextmanager
def crowd(port: int, word: str, size: int) -> Iterator[Crowd]:
    """Give a crowd that has come in, until the end of the block."""
    people = Crowd(port, word, size)
    thread = threading.Thread(target=people.loop.run_forever)
    thread.start()
    try:
        people.do(people.come_in())
        yield people
    finally:
        people.do(people.leave())
        people.loop.call_soon_threadsafe(people.loop.stop)
        thread.join()
        people.loop.close()
