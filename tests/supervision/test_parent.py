"""What becomes of a process that serves, and of what it is told, when it dies."""

import asyncio
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from askfirst.errors import StartError
from askfirst.supervision.parent import Child, Said, how_ended
from askfirst.supervision.sockets import Lent
from askfirst.supervision.wire import Wire

SAID: Final = Said(again="Again.", given_up="{times} times: {how}.")
ADDS: Final = """
from askfirst.supervision.child import own_wire
wire = own_wire()
wire.send(wire.receive() + wire.receive())
wire.receive()
"""
FAILS: Final = """
from askfirst.errors import StartError
from askfirst.supervision.child import serve_until_over
async def serve(first, wire):
    raise StartError(f"There is no {first}.")
serve_until_over(str, serve)
"""


class Adding:
    """Holds a number that each process adds to, and kills it; the fifth is told to end.

    Args:
        thrives: Whether what they do counts as something done.
    """

    def __init__(self, *, thrives: bool) -> None:
        self.held, self.warned, self._thrives = 0, list[str](), thrives
        program = (sys.executable, "-c", ADDS)
        self.child = Child(
            program, (), greet=self._greet, take=self._take, said=SAID, warn=self.warned.append
        )

    def _greet(self, _: Lent) -> Iterator[object]:
        yield self.held
        yield 1

    def _take(self, message: int, _: Wire) -> None:
        self.held = message
        if self._thrives:
            self.child.thrives()
        if self.held == 5:
            self.child.end()
        else:
            assert self.child.process is not None
            self.child.process.kill()


def test_each_next_process_goes_on_with_what_is_held() -> None:
    """As long as something is done in between, a process that dies is started again, each time."""

    async def run() -> Adding:
        adding = Adding(thrives=True)
        await adding.child.run()
        return adding

    adding = asyncio.run(run())
    assert adding.held == 5
    assert adding.warned == ["Again."] * 4


def test_three_deaths_with_nothing_done_are_enough() -> None:
    """The third in a row is the last, and how it ended is said."""

    async def run() -> None:
        await Adding(thrives=False).child.run()

    with pytest.raises(StartError, match=r"^3 times: signal SIGKILL\.$"):
        asyncio.run(run())


def test_a_process_that_cannot_serve_is_not_started_again() -> None:
    """What is wrong on disk is as wrong the next time: its own line is what is said."""
    warned: list[str] = []

    async def run() -> None:
        program = (sys.executable, "-c", FAILS)
        child = Child(
            program,
            (),
            greet=lambda _: iter(["plan"]),
            take=lambda *_: None,
            said=SAID,
            warn=warned.append,
        )
        await child.run()

    with pytest.raises(StartError, match=r"^There is no plan\.$"):
        asyncio.run(run())
    assert warned == []


@pytest.mark.parametrize(("code", "words"), [(1, "exit code 1"), (-9, "signal SIGKILL")])
def test_an_exit_code_in_words(code: int, words: str) -> None:
    """Below 0 it names the signal."""
    assert how_ended(code) == words
