"""What leads the room: steps and snapshots for whoever sends the host key in a header."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sized
from contextlib import suppress
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from askfirst.errors import RoomError
from askfirst.room.inventory import left
from askfirst.room.replies import json_reply
from askfirst.room.requests import MOST_HOST_BYTES, check_key, read
from askfirst.room.sorting import Sorted
from askfirst.room.state import Room
from askfirst.room.streams import Events, Stream

HEARING: Final = 2.0  # seconds that phones have to hear the end
Step = Callable[[str, dict[str, Any]], None]


class HostRoutes:
    """The routes of the facilitator.

    Args:
        room: What the routes lead.
        stream: Makes the stream of snapshots.
        on_end: Called once the workshop was ended.
        addresses: What the limits hold of connections, to be counted at the end.
    """

    def __init__(
        self,
        room: Room,
        *,
        stream: Stream,
        on_end: Callable[[], None],
        addresses: Sized = (),
    ) -> None:
        self._room = room
        self._stream = stream
        self._on_end = on_end
        self._addresses = addresses

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
            Route("/host/results", self.results),
            Route("/host/activities/{activity}/texts", self.texts),
            Route("/host/activities/{activity}/sort", self.sort, methods=["POST"]),
            Route("/host/clock/{step}", self.clock, methods=["POST"]),
            Route("/host/door", self.door, methods=["POST"]),
            Route("/host/head-count", self.head_count, methods=["POST"]),
            Route("/host/left", self.left),
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

    async def results(self, request: Request) -> Response:
        """Send what was shown so far, as it stands in a file of results."""
        check_key(request, self._room.host_key)
        return json_reply(None if self._room.results is None else self._room.results.found())

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

    async def clock(self, request: Request) -> Response:
        """Take a step of the plan's clock."""
        check_key(request, self._room.host_key)
        fields = (await read(request)).fields
        self._room.follow_plan(request.path_params["step"], fields)
        return self._snapshot()

    async def head_count(self, request: Request) -> Response:
        """Say how many phones may join."""
        check_key(request, self._room.host_key)
        self._room.set_head_count((await read(request)).fields.get("count", 0))
        return self._snapshot()

    async def end(self, request: Request) -> Response:
        """End the workshop, let every page that follows hear it, and say what is left."""
        check_key(request, self._room.host_key)
        self._room.end()
        return await self._left()

    async def left(self, request: Request) -> Response:
        """Say what an ended room holds and what it wrote."""
        check_key(request, self._room.host_key)
        if not self._room.ended:
            raise RoomError("running", "The workshop has not ended. End it, then look.")
        return await self._left()

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

    async def _left(self) -> Response:
        """Let every page that follows hear the end, forget how much it asked for, then look."""
        told = (self._room.phones, self._room.hosts, self._room.leaders)
        self._on_end()
        with suppress(TimeoutError):  # one that cannot be reached any more is counted as there
            async with asyncio.timeout(HEARING):
                await asyncio.gather(*(broker.emptied() for broker in told))
        replica = await self._room.keeper.count()
        found = left(self._room, addresses=self._addresses, replica=replica)
        return json_reply({**json.loads(self._room.host_snapshot()), "left": found})

    def _snapshot(self) -> Response:
        return Response(self._room.host_snapshot(), media_type="application/json")


def _mended(said: Any) -> dict[int, str]:
    """Return the changed wordings by place; JSON writes a place as text."""
    places = list(said) if isinstance(said, dict) else [""]
    if not all(re.fullmatch("[0-9]{1,5}", p) and isinstance(said[p], str) for p in places):
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
