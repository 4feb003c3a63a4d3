"""The console where no room is: the plan, what to print, and what it would do, without a script."""

import re
from pathlib import Path
from typing import Any

import pytest

from askfirst.activities import live
from askfirst.console import Console
from askfirst.errors import CurriculumError, RoomError
from askfirst.planning.prints import prints_of
from askfirst.room.state import Room
from askfirst.start.widget import ConsoleWidget
from tests.room.rooms import make_room


def test_without_a_room_it_shows_plan_and_list() -> None:
    """It says that no workshop is open and how to open one, then plan, list and what it will do."""
    console = Console("evening-120", people=18)
    said = console.text()
    assert said.startswith("No workshop is open in this kernel. Type “askfirst open evening-120”")
    for entry in console.plan.entries:
        assert entry.title in said
        assert entry.title in console.html()
    for printed in prints_of(console.plan):
        assert f"{printed.copies(18)} × {printed.title}" in said
    assert {"text/html", "text/plain"} == set(console._repr_mimebundle_())


def test_on_a_hub_it_says_where_a_room_is_led(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room opened in a terminal of a hub is reached by no phone, so another way is said."""
    monkeypatch.setenv(live.HUB, "https://rooms.example.org")
    said = Console("evening-120").text()
    assert said.startswith("On this hub a room is led from its own page")
    assert "askfirst open" not in said


def test_it_has_neither_script_nor_style() -> None:
    """What is stored is plain HTML, so that any reader of notebooks shows it."""
    html = Console("two-evenings").html()
    assert not re.search(r"<(script|style|img|iframe)|\son\w+=|style=", html)
    assert "<caption>Second evening</caption>" in html


def test_without_a_plan_it_is_all_modules() -> None:
    """No plan named means every module, and commands without a plan."""
    said = Console().text()
    assert "All modules" in said
    assert "askfirst build --to handout" in said
    assert "Type “askfirst open”" in said


def test_an_unknown_plan_lists_the_known() -> None:
    """A plan that is not there is refused with the plans there are."""
    with pytest.raises(CurriculumError, match="evening-120"):
        Console("nothing-such")


class Answering(live.RoomClient):
    """A client whose room is at hand, without a thread or a network."""

    def __init__(self, room: Room) -> None:
        super().__init__("http://127.0.0.1:1", "geheim-7")
        self.asked: list[str] = []

    def watch(self, watcher: live.Watcher) -> None:
        watcher({"room": {"word": "zwiebel"}})

    def ask(self, path: str, body: live.State | None = None) -> live.State:
        self.asked.append(path)
        if path == "/host/clock/next":
            raise RoomError("not_started", "The clock of the plan stands still. Start it first.")
        return {"accepted": True, "sent": body}


def told(widget: ConsoleWidget, message: dict[str, Any]) -> list[dict[str, object]]:
    """What the widget sends when its page says something."""
    sent: list[dict[str, object]] = []
    widget.send = sent.append
    widget._heard(widget, message, [])
    return sent


@pytest.fixture
def widget() -> ConsoleWidget:
    return ConsoleWidget(Answering(make_room()), warnings=[], helps=[])


def test_the_room_reaches_the_page_by_message_only(widget: ConsoleWidget) -> None:
    """What the room says is in no synchronised state, and neither is the key."""
    assert told(widget, {"say": "look"}) == [
        {"say": "snapshot", "snapshot": {"room": {"word": "zwiebel"}}}
    ]
    state = repr(widget.get_state())
    assert "zwiebel" not in state
    assert "geheim-7" not in state


def test_a_step_is_answered_to_the_view_that_asked(widget: ConsoleWidget) -> None:
    """An answer and a refusal come back with the number of the question, in the room's words."""
    asked = {"say": "ask", "view": "v", "number": 1, "path": "/host/end", "body": {}}
    (done,) = told(widget, asked)
    assert (done["view"], done["number"]) == ("v", 1)
    assert done["answer"] == {"ok": True, "status": 200, "body": {"accepted": True, "sent": {}}}
    (refused,) = told(widget, {**asked, "path": "/host/clock/next"})
    answer = refused["answer"]
    assert isinstance(answer, dict)
    assert (answer["ok"], answer["body"]["error"]["code"]) == (False, "not_started")


def test_the_key_is_said_only_to_open_a_deck(widget: ConsoleWidget) -> None:
    """The address of a deck holds the key in its fragment, and comes when it is opened."""
    (said,) = told(widget, {"say": "deck", "view": "v", "path": "/deck/05_consent"})
    assert said["address"] == "http://127.0.0.1:1/deck/05_consent#k=geheim-7"
    assert told(widget, {"say": "anything"}) == []


def test_a_room_that_is_gone_is_said(widget: ConsoleWidget) -> None:
    """When the room does not answer any more, the page is told."""
    sent: list[object] = []
    widget.send = sent.append
    widget._follow(None)
    assert sent == [{"say": "silent"}]


def test_the_notebook_stores_what_the_console_says() -> None:
    """The saved notebook shows exactly what its cell gives where no room is."""
    root = Path(__file__).parents[1]
    saved = (root / "facilitator" / "console.ipynb").read_text(encoding="utf-8")
    assert "askfirst open evening-120" in saved
    assert "widget-view" not in saved
