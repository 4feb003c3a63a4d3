"""The console as a widget: what the start page is, with the kernel as its way to the room."""

from typing import Any, Final

import anywidget
import traitlets

from askfirst.activities import live
from askfirst.errors import RoomError
from askfirst.start.page import console_css, console_script, parts
from askfirst.start.texts import TEXTS

ADAPTER: Final = "lab.js"


class ConsoleWidget(anywidget.AnyWidget):
    """Leads the room that `askfirst open` started.

    What the room says and what the facilitator reads travels as messages, never as synchronised
    state, so that no frontend can save it with the notebook.

    Attributes:
        said: Texts, and where the room is; nothing of the workshop.
    """

    _css = console_css()
    _esm = console_script() + parts([ADAPTER])
    said = traitlets.Dict().tag(sync=True)

    def __init__(self, room: live.RoomClient, *, warnings: list[str], helps: list[list[str]]):
        """Follow the room from now on."""
        said = {"texts": TEXTS, "warnings": warnings, "helps": helps, "room": room.url}
        super().__init__(said=said)
        self.room = room
        self.snapshot: dict[str, Any] | None = None
        self.on_msg(self._heard)
        room.watch(self._follow)

    def _follow(self, snapshot: dict[str, Any] | None) -> None:
        self.snapshot = snapshot
        self._look()

    def _look(self) -> None:
        if self.snapshot is None:
            self.send({"say": "silent"})
        else:
            self.send({"say": "snapshot", "snapshot": self.snapshot})

    def _heard(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        match message:
            case {"say": "look"}:
                self._look()
            case {"say": "deck", "view": view, "path": str(path)}:
                self.send({"say": "deck", "view": view, "address": self.room.led(path)})
            case {"say": "ask", "view": view, "number": number, "path": str(path), "body": body}:
                answer = self._ask(path, body)
                self.send({"say": "answer", "view": view, "number": number, "answer": answer})

    def _ask(self, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            found = self.room.ask(path, body)
        except RoomError as error:
            said = {"error": {"code": error.code, "message": str(error)}}
            return {"ok": False, "status": error.status, "body": said}
        return {"ok": True, "status": 200, "body": found}
