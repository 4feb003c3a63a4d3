"""The room as a kernel sees it: a small client of the host interface, for the facilitator.

`askfirst open` tells its kernels where the room is and how to lead it through two environment
variables; neither is ever saved with a notebook. The key reaches a page only as the address of a
deck, once the facilitator opens it.
"""

import json
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from http.client import HTTPResponse
from typing import Any, Final

from askfirst.errors import RoomError

ROOM: Final = "ASKFIRST_ROOM"
KEY: Final = "ASKFIRST_HOST_KEY"
HUB: Final = "ASKFIRST_SERVICE"  # a hub says so, from where a room is led by its own page

# No proxy, whatever the environment says: the key stays on this computer.
DIRECT: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))

State = dict[str, Any]
Listener = Callable[[State], None]
Watcher = Callable[[State | None], None]


class RoomClient:
    """Leads the room over its host interface and tells listeners what changed.

    Args:
        url: Address of the room on this computer, without a path.
        key: The host key.
    """

    def __init__(self, url: str, key: str) -> None:
        """Remember where the room is; nothing is asked before somebody follows."""
        self.url = url
        self._key = key
        self._watchers: list[Watcher] = []
        self._last: State | None = None
        self._listeners: dict[str, Listener] = {}
        self._states: dict[str, State] = {}
        self._thread: threading.Thread | None = None

    def follow(self, activity: str, listener: Listener) -> None:
        """Tell the listener each new state of an activity; a cell run again replaces its own."""
        self._listeners[activity] = listener
        if activity in self._states:
            listener(self._states[activity])
        self._begin()

    def watch(self, watcher: Watcher) -> None:
        """Tell the watcher each whole snapshot of the room, and None once it does not answer."""
        self._watchers.append(watcher)
        if self._last is not None:
            watcher(self._last)
        self._begin()

    def led(self, path: str) -> str:
        """Return the address of a page of the facilitator, with the key where no server sees it."""
        return f"{self.url}{path}#k={self._key}"

    def ask(self, path: str, body: State | None = None) -> State:
        """Return what the room answers to a step, or without a body to a question.

        Raises:
            RoomError: The room refused, or does not answer.
        """
        sent = None if body is None else json.dumps(body).encode()
        with self._request(path, sent) as reply:
            found: State = json.load(reply)
        return found

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, daemon=True, name="askfirst-room")
            self._thread.start()

    def step(self, activity: str, step: str) -> None:
        """Open, close, release or ask again.

        Raises:
            RoomError: The room refused, or does not answer.
        """
        if step not in {"open", "close", "release", "again"}:
            raise RoomError("bad_step", f"{step!r} is not a step. Use open, close or release.", 422)
        self._request(f"/host/activities/{activity}/{step}", b"{}").close()

    def seen(self, activity: str, signal: str) -> None:
        """Say that the facilitator has seen a signal.

        Raises:
            RoomError: The room refused, or does not answer.
        """
        body = json.dumps({"signal": signal}).encode()
        self._request(f"/host/activities/{activity}/seen", body).close()

    def _request(self, path: str, body: bytes | None = None) -> HTTPResponse:
        request = urllib.request.Request(self.url + path, data=body)  # noqa: S310
        request.add_header("Authorization", f"Bearer {self._key}")
        request.add_header("Content-Type", "application/json")
        try:
            response: HTTPResponse = DIRECT.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from error
        except OSError as error:
            raise RoomError("no_room", "The room does not answer. Is the workshop open?") from error
        return response

    def _listen(self) -> None:
        """Follow the room until it ends; the room sends whole snapshots, so none is missed."""
        try:
            with self._request("/host/events?signals") as stream:
                for snapshot in _snapshots(stream):
                    self._last = snapshot
                    for watcher in self._watchers:
                        watcher(snapshot)
                    self._tell(snapshot["activities"])
        except (RoomError, OSError):
            lost = {"phase": "draft", "error": "The room has ended."}
            self._tell(dict.fromkeys(self._listeners, lost))
            for watcher in self._watchers:
                watcher(None)
        self._thread = None

    def _tell(self, states: dict[str, State]) -> None:
        for activity, state in states.items():
            if self._states.get(activity) != state:
                self._states[activity] = state
                if listener := self._listeners.get(activity):
                    listener({k: v for k, v in state.items() if k != "spec"})


def _snapshots(stream: HTTPResponse) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"data:"):
            yield json.loads(line[5:])


def _refusal(error: urllib.error.HTTPError) -> RoomError:
    try:
        said = json.load(error)["error"]
        return RoomError(said["code"], said["message"], error.code)
    except (ValueError, KeyError, TypeError):
        return RoomError("no_room", f"The room answered {error.code}.", error.code)


@cache
def room_of_this_kernel() -> RoomClient | None:
    """Return the room that `askfirst open` told this kernel of, or None when it runs alone."""
    url, key = os.environ.get(ROOM), os.environ.get(KEY)
    return RoomClient(url, key) if url and key else None
