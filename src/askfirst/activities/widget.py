"""The JupyterLab widget: the component of an activity on anywidget, with the room if there is one.

Answers travel as messages, never as synchronised state, so that no frontend can save them with
the notebook. A private activity sends not even a message.
"""

from importlib.resources import files
from typing import Any, Final

import anywidget
import traitlets

from askfirst.activities import live
from askfirst.activities.base import Activity, Answer
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.errors import RoomError

VIEW: Final = "application/vnd.jupyter.widget-view+json"


def _widget_js(kind: str) -> str:
    adapter = files("askfirst.activities").joinpath("widget.js").read_text(encoding="utf-8")
    return component_source(kind) + adapter


class ActivityWidget(anywidget.AnyWidget):
    """One activity in a live kernel: alone, or leading the room that `askfirst open` started.

    Attributes:
        spec: What the component draws.
        state: What it shows; never an answer.
        answer: What was answered here when alone, in this kernel's memory only; else None.
        signals: What was signalled in the room and not seen yet, in this kernel's memory only.
    """

    _css = component_css(*TYPES)  # of all: anywidget keeps one style sheet for a class
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, activity: Activity, room: live.RoomClient | None = None) -> None:
        """Draw the activity, and follow the room where there is one."""
        self.activity = activity
        self.answer: Answer | None = None
        self.signals: list[str] = []
        led = activity.tier != "private" and activity in activity.parts()
        self.room = room if led else None
        state = {"phase": "draft", "lead": True} if self.room else {"phase": "open", "alone": True}
        super().__init__(spec=activity.spec(), state=state, _esm=_widget_js(activity.type))
        self.on_msg(self._heard)
        if self.room:
            self.room.follow(activity.id, self._follow)

    def _follow(self, state: dict[str, Any]) -> None:
        release = state.get("release")
        if release and "texts" in release:  # shown on the slide; a frontend could save them here
            state = {**state, "release": {**release, "texts": []}}
        self.signals = list(state.get("signals", ()))
        self.state = {**{k: v for k, v in state.items() if k != "signals"}, "lead": True}
        self._tell_signals()

    def _heard(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        said = message.get("say")
        if self.room and said == "step":
            self._lead(str(message.get("step")))
        elif self.room and said == "look":
            self._tell_signals()
        elif self.room and said == "seen":
            self._see(str(message.get("signal")))
        elif not self.room and said == "answer":
            self._keep(str(message.get("choice")))
        elif not self.room and said == "back":
            self.answer = None
            self.state = {"phase": "open", "alone": True}

    def _keep(self, choice: str) -> None:
        try:
            self.answer = self.activity.read_choice(choice)
        except RoomError as error:
            self.state = {"phase": "open", "alone": True, "error": str(error)}
        else:
            self.state = {"phase": "open", "alone": True, "sent": True}

    def _lead(self, step: str) -> None:
        try:
            if self.room:
                self.room.step(self.activity.id, step)
        except RoomError as error:
            self.state = {**self.state, "error": str(error)}

    def _see(self, signal: str) -> None:
        try:
            if self.room:
                self.room.seen(self.activity.id, signal)
        except RoomError as error:
            self.state = {**self.state, "error": str(error)}

    def _tell_signals(self) -> None:
        """Send signals as a message: what is synchronised could be saved with the notebook."""
        if self.activity.signals:
            self.send({"say": "signals", "signals": self.signals})


def widget_bundle(activity: Activity) -> dict[str, Any]:
    """Return the mime bundle of a new widget for this activity, for a live kernel to show."""
    widget = ActivityWidget(activity, live.room_of_this_kernel())
    object.__setattr__(activity, "_widget", widget)  # frozen for authors; this is the kernel's
    data, _ = widget._repr_mimebundle_() or ({}, {})
    return {VIEW: data[VIEW]} if VIEW in data else {}
