"""Pace: what it declares, and how a kernel that leads is told of signals."""

import json
from typing import Any

import pytest

from askfirst import Pace, Poll
from askfirst.activities.base import Totals
from askfirst.activities.live import RoomClient
from askfirst.activities.widget import ActivityWidget
from askfirst.errors import DeclarationError, RoomError

PACE = Pace("00-pace", "How is the pace?")


class Room(RoomClient):
    """A room in which somebody asks, and that remembers what was seen."""

    def __init__(self, refusal: RoomError | None = None) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self.refusal = refusal
        self.noted: list[tuple[str, str]] = []

    def follow(self, activity: str, listener: Any) -> None:
        listener({"phase": "open", "progress": None, "signals": ["slower"]})

    def seen(self, activity: str, signal: str) -> None:
        if self.refusal:
            raise self.refusal
        self.noted.append((activity, signal))


class Told(ActivityWidget):
    """A widget that notes what it sends as messages."""

    def __init__(self, *args: Any) -> None:
        self.told: list[object] = []
        super().__init__(*args)

    def send(self, content: Any, buffers: Any = None) -> None:
        self.told.append(content)


@pytest.mark.parametrize("tier", ["open", "intimate", "private", "deniable"])
def test_other_tiers_are_refused(tier: Any) -> None:
    """A signal is never counted, so it has no other tier."""
    with pytest.raises(DeclarationError, match="Use personal"):
        Pace("p", "How?", tier=tier)


def test_it_stands_and_takes_signals_only() -> None:
    """It stays open beside other questions, offers three signals, and has no answer or result."""
    assert (PACE.standing, PACE.signals) == (True, ("slower", "pause", "fine"))
    assert {"standing": True, "signals": ["slower", "pause", "fine"]}.items() <= PACE.spec().items()
    with pytest.raises(RoomError):
        PACE.read_choice("pass")
    with pytest.raises(RoomError):
        PACE.from_fields(["slower"])
    with pytest.raises(RoomError):
        PACE.release(Totals(counts=(), answered=9))
    assert list(PACE.possible(Totals(counts=(), answered=0))) == []


def test_it_says_what_becomes_of_a_signal() -> None:
    """Phone, slide and paper say that one is enough, and that nobody learns who it was."""
    for said in (PACE.texts()["ask"]["care"], PACE.slide_form(), PACE.form(), PACE.text()):
        assert "One is enough." in said
        assert "within twenty seconds" in said
        assert "not who" in said
    assert "Without a phone" in PACE.form()


def test_signals_are_no_state_that_a_frontend_may_save() -> None:
    """A kernel that leads tells its widget of signals by message, when they come and when asked."""
    widget = Told(PACE, Room())
    assert widget.state == {"phase": "open", "progress": None, "lead": True}
    assert widget.told == [{"say": "signals", "signals": ["slower"]}]
    widget._heard(widget, {"say": "look"}, [])
    assert len(widget.told) == 2
    assert "slower" not in json.dumps(widget.get_state(["state"]))


def test_what_was_seen_goes_to_the_room() -> None:
    """Seen reaches the room, and a refusal stands in the widget as one line."""
    room = Room()
    widget = Told(PACE, room)
    widget._heard(widget, {"say": "seen", "signal": "slower"}, [])
    assert room.noted == [("00-pace", "slower")]
    refused = Told(PACE, Room(RoomError("ended", "The workshop has ended.")))
    refused._heard(refused, {"say": "seen", "signal": "slower"}, [])
    assert refused.state["error"] == "The workshop has ended."


def test_alone_nothing_can_be_signalled() -> None:
    """Without a room the widget takes no message but ignores it."""
    widget = Told(PACE)
    for message in ({"say": "seen", "signal": "slower"}, {"say": "look"}):
        widget._heard(widget, message, [])
    assert widget.told == []
    assert widget.state == {"phase": "open", "alone": True}


def test_other_widgets_are_told_of_no_signals() -> None:
    """Only an activity that takes signals is told of any."""
    widget = Told(Poll("x", "Which?", options=["a", "b"]), Room())
    assert widget.told == []
