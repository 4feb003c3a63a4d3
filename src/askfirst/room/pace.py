"""Pace signals on their way: each is seen after a random wait, and says only that someone asked."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Final

from askfirst.room.clock import Waiting

LONGEST_SECONDS: Final = 20.0
Key = tuple[str, str]  # activity and signal
Held = tuple[list[Key], list[Key]]  # what is on its way, and what stands there


def any_wait() -> float:
    """Return a number of seconds up to the longest, each as likely, from the system's source."""
    return secrets.SystemRandom().uniform(0.0, LONGEST_SECONDS)


class Signals:
    """What was asked for and not seen yet; not by whom, how often or when.

    A signal that comes already, or stands there, is not taken a second time: so how soon it is
    shown after the first says nothing about how many followed.

    Args:
        later: Takes a step after so many seconds.
        on_shown: Called when there is a new one to see.
        draw: How many seconds one waits.
    """

    def __init__(
        self,
        later: Callable[[float, Callable[[], None]], Waiting],
        *,
        on_shown: Callable[[], None],
        draw: Callable[[], float] = any_wait,
    ) -> None:
        self._later = later
        self._on_shown = on_shown
        self._draw = draw
        self._coming: dict[Key, Waiting | None] = {}  # None where another process waits
        self._shown: set[Key] = set()

    def __len__(self) -> int:
        """How many stand there or are on their way."""
        return len(self._coming) + len(self._shown)

    def give(self, activity: str, signal: str) -> None:
        """Let a signal come, if it neither comes nor stands there already."""
        key = (activity, signal)
        wait = self._draw()  # each time, so that the work done is the same
        if key not in self._coming and key not in self._shown:
            self._let_come(key, wait)

    def shown(self, activity: str) -> frozenset[str]:
        """Return which signals of an activity stand there now."""
        return frozenset(signal for name, signal in self._shown if name == activity)

    def seen(self, activity: str, signal: str) -> None:
        """Take away a signal that the facilitator has seen; another may come after it."""
        self._shown.discard((activity, signal))

    def held(self) -> Held:
        """Return what is on its way and what stands there, sorted and without any wait."""
        return sorted(self._coming), sorted(self._shown)

    def hold(self, held: Held) -> None:
        """Hold this in place of what is held now; it does not come before `resume`."""
        coming, shown = held
        self.forget()
        self._coming, self._shown = dict.fromkeys(coming), set(shown)

    def resume(self) -> None:
        """Let what another process was waiting for come after a wait of its own."""
        for key in [key for key, waiting in self._coming.items() if waiting is None]:
            self._let_come(key, self._draw())

    def forget(self) -> None:
        """Drop what stands there and what is on its way."""
        for waiting in self._coming.values():
            if waiting is not None:
                waiting.cancel()
        self._coming.clear()
        self._shown.clear()

    def _let_come(self, key: Key, wait: float) -> None:
        self._coming[key] = self._later(wait, partial(self._show, key))

    def _show(self, key: Key) -> None:
        del self._coming[key]
        self._shown.add(key)
        self._on_shown()
