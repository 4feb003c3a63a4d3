"""Who else holds what the room holds: nothing leaves the room before it is held there as well."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Set
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

Parts = Mapping[str, bytes]
Counts = Mapping[str, int]
Given = ParamSpec("Given")
Result = TypeVar("Result")


class Keeper(Protocol):
    """What the room asks of its keeper."""

    def changed(self, only: Collection[str] | None = None) -> None:
        """Take note that a step may have changed what the room holds, or only these parts of it."""

    async def settled(self) -> None:
        """Return once all that has changed until now is held elsewhere, too."""

    async def count(self) -> Counts | None:
        """Return how many of each kind of thing is held elsewhere; None where nothing can be."""


class HasKeeper(Protocol):
    """What has a keeper: a room."""

    keeper: Keeper


Kept = TypeVar("Kept", bound=HasKeeper)


def step(
    method: Callable[Concatenate[Kept, Given], Result],
) -> Callable[Concatenate[Kept, Given], Result]:
    """Mark a method of a room after which it may hold something else."""
    return step_in(lambda *_: None)(method)


def step_in(
    parts: Callable[..., Collection[str] | None],
) -> Callable[
    [Callable[Concatenate[Kept, Given], Result]], Callable[Concatenate[Kept, Given], Result]
]:
    """Mark a method of a room after which only these parts may be others: what phones do often.

    Args:
        parts: Gives their names from what the method is given; None for any.
    """

    def mark(
        method: Callable[Concatenate[Kept, Given], Result],
    ) -> Callable[Concatenate[Kept, Given], Result]:
        @wraps(method)
        def taken(room: Kept, /, *given: Given.args, **named: Given.kwargs) -> Result:
            try:
                return method(room, *given, **named)
            finally:
                room.keeper.changed(parts(*given, *named.values()))

        return taken

    return mark


@dataclass(frozen=True)
class Alone:
    """The keeper of a room that nobody else holds: there is nothing to wait for."""

    def changed(self, only: Collection[str] | None = None) -> None:
        """Take no note."""

    async def settled(self) -> None:
        """Return at once."""

    async def count(self) -> None:
        """Count nothing: there is no other."""


ALONE: Final = Alone()


@dataclass(eq=False)
class Replicated:
    """Sends the parts that changed, all steps that came meanwhile in one message.

    One message is under way at a time, so that a burst of phones costs a few of them. It says what
    the room holds and nothing of how it came about: of steps there is no list.

    Args:
        parts: Gives all that the room holds, or the parts of these names.
        send: Takes the parts that changed; whoever holds them then calls `arrived`.
        counted: Has whoever holds them count, after what was sent before; None where it holds the
            parts as they are, and counts nothing.
    """

    parts: Callable[[Collection[str] | None], Parts]
    send: Callable[[Parts], None]
    counted: Callable[[], Awaitable[Counts]] | None = None
    _sent: dict[str, bytes] = field(default_factory=dict)
    _touched: Set[str] | None = None  # since the last that were sent; None for any part
    _flying: asyncio.Event | None = None  # set once it has arrived
    _next: asyncio.Event | None = None

    def changed(self, only: Collection[str] | None = None) -> None:
        """Send soon what has changed, together with what else changes until then.

        Args:
            only: What can have changed, so that nothing else is compared.
        """
        if self._touched is not None:
            self._touched = None if only is None else self._touched | {*only}
        if self._next is None:
            self._next = asyncio.Event()
            if self._flying is None:
                asyncio.get_running_loop().call_soon(self._fly)

    async def settled(self) -> None:
        """Return once the message that holds the newest change has arrived."""
        if goal := self._next or self._flying:
            await goal.wait()

    async def count(self) -> Counts | None:
        """Return how many of each kind of thing is held elsewhere, once that is up to date."""
        await self.settled()
        return None if self.counted is None else await self.counted()

    def arrived(self) -> None:
        """Let everybody go on who waited for the message that is under way."""
        landed, self._flying = self._flying, None
        if landed is not None:
            landed.set()
        if self._next is not None:
            self._fly()

    def unsent(self, *, amid: bool = False) -> dict[str, bytes]:
        """Return the parts that differ from what was sent last.

        Args:
            amid: Whether this is in the middle of a step, which has not said yet what it changed.
        """
        now = self.parts(None if amid else self._touched)
        return {name: part for name, part in now.items() if self._sent.get(name) != part}

    def sent(self, parts: Parts) -> None:
        """Take note that what is unsent are these parts, and that they are held elsewhere.

        Or will be held there before any that follow.
        """
        self._sent.update(parts)
        self._touched = frozenset()

    def _fly(self) -> None:
        if self._flying is not None or self._next is None:
            return
        self._flying, self._next = self._next, None
        parts = self.unsent()
        self.sent(parts)
        if parts:
            self.send(parts)
        else:  # all of it is held there already
            self.arrived()
