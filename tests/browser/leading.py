"""A workshop led from its start page: a real room in a thread of its own, answered over http."""

import asyncio
import json
import secrets
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from askfirst.activities.base import Activity
from askfirst.opening.pages import make_app
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from tests.browser.served import app_served
from tests.browser.surface import OpenPage
from tests.opening.projects import make_project


class QuickClock:
    """A clock that makes the room look at its progress at once; its minute is what a test says."""

    speed = 1.0

    def __init__(self, now: float = 1110.0) -> None:
        self.now = now

    def minute(self) -> float:
        return self.now

    def today(self) -> date:
        return date(2026, 11, 21)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 300)

    def later(self, seconds: float, step: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds / 300, step)


@contextmanager
def led_workshop(folder: Path, *activities: Sequence[Activity]) -> Iterator[Workshop]:
    """Serve a workshop until the end of the block; there is no lab."""
    with led(make_project(folder, *activities)) as made:
        yield made


@contextmanager
def led(project: Path) -> Iterator[Workshop]:
    """Serve the workshop of a project that is there; at its end everything just stops."""
    made = prepare(Wishes(plan="short", host="127.0.0.1"), folder=project)
    made.room.clock = QuickClock()
    try:
        with app_served(make_app(made, today=QuickClock().today()), made.sockets):
            yield made
    finally:
        made.close()


def post(workshop: Workshop, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(workshop.local + path, data=json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def answer(workshop: Workshop, activity: str, choices: Sequence[str]) -> None:
    """One phone for each choice joins and sends it."""
    for choice in choices:
        ticket, nonce = secrets.token_hex(16), secrets.token_hex(16)
        seat = post(workshop, "/join", {"word": workshop.room.word, "ticket": ticket})["seat"]
        sent = {"seat": seat, "activity": activity, "nonce": nonce, "choice": choice, "round": 1}
        post(workshop, "/answer", sent)


def opened(workshop: Workshop, open_page: OpenPage, *args: Any, **kwargs: Any) -> Page:
    page = open_page(*args, **kwargs)
    page.goto(workshop.start_page)
    expect(page.get_by_role("heading", name="A short one")).to_be_visible()
    return page


def phase(page: Page, name: str) -> None:
    expect(page.locator(f".control[data-phase={name}]")).to_be_visible()
    expect(page.locator("#next-step[disabled]")).to_have_count(0)  # the room has answered
