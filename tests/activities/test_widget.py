"""The JupyterLab widget, without a browser: messages in, state out."""

import json
from typing import Any

import pytest

from askfirst import Note, Poll
from askfirst.activities.live import RoomClient
from askfirst.activities.widget import VIEW, ActivityWidget, widget_bundle
from askfirst.errors import RoomError

POLL = Poll("x", "Which?", options=["a", "b"])


class Room(RoomClient):
    """A room that remembers what it was told, or refuses."""

    def __init__(self, refusal: RoomError | None = None) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self.steps: list[tuple[str, str]] = []
        self.refusal = refusal

    def follow(self, activity: str, listener: Any) -> None:
        listener({"phase": "open", "progress": {"pips": 1, "words": "some"}})

    def step(self, activity: str, step: str) -> None:
        if self.refusal:
            raise self.refusal
        self.steps.append((activity, step))


def test_alone_the_answer_stays_out_of_what_is_synchronised() -> None:
    """An answer is kept in the kernel and never in the state that a frontend could save."""
    widget = ActivityWidget(POLL)
    widget._heard(widget, {"say": "answer", "choice": "1"}, [])
    assert widget.answer is not None
    assert widget.answer.cells == (1,)
    assert widget.state["sent"] is True
    saved = json.dumps({k: v for k, v in widget.get_state().items() if k in ("state", "spec")})
    other = ActivityWidget(POLL)
    other._heard(other, {"say": "answer", "choice": "0"}, [])
    assert saved == json.dumps(
        {k: v for k, v in other.get_state().items() if k in ("state", "spec")}
    )


def test_alone_an_answer_can_be_taken_back() -> None:
    """Taking back forgets the answer and asks anew."""
    widget = ActivityWidget(POLL)
    widget._heard(widget, {"say": "answer", "choice": "1"}, [])
    widget._heard(widget, {"say": "back"}, [])
    assert widget.answer is None
    assert "sent" not in widget.state


def test_a_choice_that_is_not_on_offer_is_said() -> None:
    """A wrong message leaves a line and no answer."""
    widget = ActivityWidget(POLL)
    widget._heard(widget, {"say": "answer", "choice": "9"}, [])
    assert widget.answer is None
    assert "not on offer" in widget.state["error"]


def test_in_a_room_the_facilitator_leads() -> None:
    """With a room the widget follows it, sends steps, and takes no answer."""
    room = Room()
    widget = ActivityWidget(POLL, room)
    assert widget.state == {
        "phase": "open",
        "progress": {"pips": 1, "words": "some"},
        "lead": True,
    }
    widget._heard(widget, {"say": "step", "step": "close"}, [])
    widget._heard(widget, {"say": "answer", "choice": "1"}, [])
    assert room.steps == [("x", "close")]
    assert widget.answer is None


def test_texts_never_reach_what_a_frontend_may_save() -> None:
    """A release of words arrives in the widget without the words."""
    widget = ActivityWidget(POLL, Room())
    widget._follow({"phase": "released", "release": {"view": "words", "texts": ["secret"]}})
    assert "secret" not in json.dumps(widget.state)


def test_a_refusal_of_the_room_is_said() -> None:
    """What the room refuses stands in the widget as one line."""
    widget = ActivityWidget(POLL, Room(RoomError("wrong_phase", "It is a draft. Open it first.")))
    widget._heard(widget, {"say": "step", "step": "close"}, [])
    assert widget.state["error"] == "It is a draft. Open it first."


def test_a_private_activity_never_meets_the_room() -> None:
    """A note in a kernel with a room stays alone."""
    widget = ActivityWidget(Note("n", "Think.", prompts=["a"]), Room())
    assert widget.room is None


def test_the_bundle_is_the_view() -> None:
    """A live cell adds the widget view to spec, form and text."""
    assert list(widget_bundle(POLL)) == [VIEW]


@pytest.mark.parametrize("step", ["wipe", "", "../end"])
def test_only_known_steps_leave_the_kernel(step: str) -> None:
    """A frontend cannot make the kernel call anything but the four steps."""
    client = RoomClient("http://127.0.0.1:1", "key")
    with pytest.raises(RoomError, match="not a step"):
        client.step("x", step)
