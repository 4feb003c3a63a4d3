"""What leads the room: steps and snapshots for whoever sends the host key in a header."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from askfirst.errors import RoomError
from askfirst.room.replies import json_reply
from askfirst.room.requests import MOST_HOST_BYTES, check_key, read
from askfirst.room.sorting import Sorted
from askfirst.room.state import Room
from askfirst.room.streams import Events, Stream

Step = Callable[[str, dict[str, Any]], None]


class HostRoutes:
    """The routes of the facilitator.

    Args:
        room: What the routes lead.
        stream: Makes the stream of snapshots.
        on_end: Called once the workshop was ended.
    """

    def __init__(self, room: Room, *, stream: Stream, on_end: Callable[[], None]) -> None:
        self._room = room
        self._stream = stream
        self._on_end = on_end

    def routes(self) -> list[Route]:
        """Return the routes."""
        steps: dict[str, Step] = {
            "open": lambda activity, _: self._room.open(activity),
            "close": lambda activity, _: self._room.close(activity),
            "again": lambda activity, _: self._room.again(activity),
            "seen": lambda activity, fields: self._room.seen(activity, fields.get("signal")),
            "release": self._release,
        }
        return [
            Route("/host/state", self.state),
            Route("/host/events", self.events),
            Route("/host/activities/{activity}/texts", self.texts),
            Route("/host/activities/{activity}/sort", self.sort, methods=["POST"]),
            Route("/host/door", self.door, methods=["POST"]),
            Route("/host/head-count", self.head_count, methods=["POST"]),
            Route("/host/end", self.end, methods=["POST"]),
            *(
                Route(
                    f"/host/activities/{{activity}}/{name}",
                    partial(self._step, take=take),
                    methods=["POST"],
                )
                for name, take in steps.items()
            ),
        ]

    async def state(self, request: Request) -> Response:
        """Send the snapshot."""
        check_key(request, self._room.host_key)
        return self._snapshot()

    async def events(self, request: Request) -> Events:
        """Send snapshots as they come; with signals to pages that ask for them, as no deck does."""
        check_key(request, self._room.host_key)
        room = self._room
        leads = "signals" in request.query_params
        if leads:
            return self._stream.of(room.leaders, event="state", first=room.leader_snapshot)
        return self._stream.of(room.hosts, event="state", first=room.host_snapshot)

    async def texts(self, request: Request) -> Response:
        """Send the texts of a closed activity in mixed order, and what was made of them so far."""
        check_key(request, self._room.host_key)
        activity = request.path_params["activity"]
        texts = self._room.texts(activity)
        drafts = [one.to_json() for one in self._room.sorted(activity)]
        return json_reply({"texts": texts, "sorted": drafts})

    async def sort(self, request: Request) -> Response:
        """Keep what the facilitator makes of one text."""
        check_key(request, self._room.host_key)
        fields = (await read(request)).fields
        place, draft = _draft(fields)
        self._room.sort(request.path_params["activity"], place, draft)
        return json_reply({"accepted": True})

    async def door(self, request: Request) -> Response:
        """Give the host key to the page that the browser was started with, once."""
        return json_reply({"key": self._room.enter((await read(request)).fields.get("door"))})

    async def head_count(self, request: Request) -> Response:
        """Say how many phones may join."""
        check_key(request, self._room.host_key)
        self._room.set_head_count((await read(request)).fields.get("count", 0))
        return self._snapshot()

    async def end(self, request: Request) -> Response:
        """End the workshop."""
        check_key(request, self._room.host_key)
        self._room.end()
        self._on_end()
        return self._snapshot()

    async def _step(self, request: Request, *, take: Step) -> Response:
        check_key(request, self._room.host_key)
        sent = await read(request, most=MOST_HOST_BYTES)
        take(request.path_params["activity"], dict(sent.fields))
        return self._snapshot()

    def _release(self, activity: str, fields: dict[str, Any]) -> None:
        if activity in self._room.asked and self._room.asked[activity].activity.kinds:
            approved = fields.get("approved")
            self._room.release(activity, approved=approved if type(approved) is int else None)
            return
        moderated = activity in self._room.asked and self._room.asked[activity].activity.moderated
        rejected = fields.get("rejected", None if moderated else [])
        if not isinstance(rejected, list) or not all(type(i) is int for i in rejected):
            raise RoomError(
                "bad_rejected",
                "Rejected is no list of places. Send the places to leave out, or none.",
                422,
            )
        self._room.release(activity, frozenset(rejected), _mended(fields.get("mended", {})))

    def _snapshot(self) -> Response:
        return Response(self._room.host_snapshot(), media_type="application/json")


def _mended(said: Any) -> dict[int, str]:
    """Return the changed wordings by place; JSON writes a place as text."""
    places = list(said) if isinstance(said, dict) else [""]
    if not all(p.isascii() and p.isdigit() and isinstance(said[p], str) for p in places):
        raise RoomError("bad_mended", "Mended is no list of wordings. Send them by place.", 422)
    return {int(place): said[place] for place in places}


def _draft(fields: Mapping[str, Any]) -> tuple[int, Sorted]:
    """Return which text is sorted, and how.

    Raises:
        RoomError: `bad_draft`, for anything but a place, a type, words and a decision.
    """
    match fields:
        case {"place": int(place), "kind": str(kind), "said": str(said), "kept": bool() | None}:
            if not isinstance(place, bool):
                return place, Sorted(kind=kind, said=said, kept=fields["kept"])
    raise RoomError("bad_draft", "A draft is a place, a type, words, and whether it is shown.", 422)
