"""What phones send: joining, answering and taking back, by script as JSON or by a plain form."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from askfirst.errors import RoomError
from askfirst.room.asked import Asked
from askfirst.room.forms import Remark
from askfirst.room.pages import component, html_reply, packed, standing_script
from askfirst.room.phone import PhonePages
from askfirst.room.places import Places
from askfirst.room.replies import json_reply
from askfirst.room.requests import MOST_SEALED_BYTES, Sent, read
from askfirst.room.snapshots import standing_specs
from askfirst.room.state import Room
from askfirst.room.streams import Stream
from askfirst.room.taking_part import Message
from askfirst.room.texts import PAGE, refusal

ACKNOWLEDGED = {"accepted": True}


class PhoneRoutes:
    """The routes of phones: none needs the host key, and all phones get the same.

    Args:
        room: What the routes lead to.
        pages: The pages for phones without a script.
        stream: Makes the stream of snapshots.
    """

    def __init__(self, room: Room, *, pages: PhonePages, stream: Stream) -> None:
        self._room = room
        self._pages = pages
        self._events = stream.of(
            room.phones,
            event="now",
            first=room.phone_snapshot,
            places=Places(lambda: room.phones.most),
        )

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self.start),
            Route("/bye", self.bye),
            Route("/events", self._events, methods=["GET"]),
            Route("/c/standing.js", self.standing_script),
            Route("/c/{kind}.js", self.component),
            Route("/standing", self.standing),
            Route("/join", self.join, methods=["POST"]),
            Route("/answer", self.answer, methods=["POST"]),
            Route("/take-back", self.take_back, methods=["POST"]),
            Route("/signal", self.signal, methods=["POST"]),
            Route("/sealed", self.sealed, methods=["POST"]),
            Route("/next", self.next, methods=["POST"]),
        ]

    async def start(self, request: Request) -> Response:
        """Send the one page a phone opens."""
        html, policy = self._pages.live()
        return html_reply(request, html, policy=policy)

    async def bye(self, request: Request) -> Response:
        """Send the page one leaves to."""
        return self._plain(request, self._pages.bye())

    async def component(self, request: Request) -> Response:
        """Send what draws a type of activity that the page does not hold yet."""
        kind = request.path_params["kind"]
        if kind not in {asked.activity.type for asked in self._room.asked.values()}:
            raise RoomError("not_found", "The room asks nothing of this type.", 404)
        return packed(request, component(kind).encode(), {}, media_type="text/javascript")

    async def standing_script(self, request: Request) -> Response:
        """Send what draws and sends all that may stand open beside a question."""
        asked = (one.activity for one in self._room.asked.values())
        types = tuple(sorted({a.type for a in asked if a.standing}))
        if not types:
            raise RoomError("not_found", "Nothing stands open in this room.", 404)
        script = standing_script(types).encode()
        return packed(request, script, {}, media_type="text/javascript")

    async def standing(self, _: Request) -> Response:
        """Send what stands open now, to any phone the same."""
        found = standing_specs(self._room.asked.values())
        return json_reply({"label": PAGE["beside"], "standing": found})

    async def join(self, request: Request) -> Response:
        """Give a seat for the word, or for the code of a slip."""
        sent = await read(request)
        try:
            joined = self._join(sent)
        except RoomError as error:
            return self._refused(request, sent, error)
        if not sent.form:
            return json_reply(joined)
        return self._plain(request, self._pages.now(joined["seat"]))

    async def answer(self, request: Request) -> Response:
        """Count an answer, and acknowledge every one in the same bytes."""
        sent = await read(request)
        try:
            said = self._answer(sent)
        except RoomError as error:
            return self._refused(request, sent, error)
        if not sent.form:
            return json_reply(said)
        get = sent.fields.get
        asked = self._room.asked[str(get("activity"))]
        return self._plain(request, self._pages.thanks(asked, str(get("seat")), str(get("nonce"))))

    async def take_back(self, request: Request) -> Response:
        """Undo an answer."""
        sent = await read(request)
        try:
            said = self._take_back(sent)
        except RoomError as error:
            return self._refused(request, sent, error)
        if not sent.form:
            return json_reply(said)
        return self._plain(request, self._pages.now(str(sent.fields["seat"])))

    async def signal(self, request: Request) -> Response:
        """Let a signal come to the facilitator, and acknowledge every one in the same bytes."""
        sent = await read(request)
        get = sent.fields.get
        try:
            said = self._signal(sent)
        except RoomError as error:
            return self._refused(request, sent, error)
        if not sent.form:
            return json_reply(said)
        asked = self._room.asked[str(get("activity"))]
        remark = Remark(activity=asked.activity.id, text=asked.spec["texts"]["ask"]["sent"])
        return self._plain(request, self._pages.now(str(get("seat")), remark=remark))

    async def sealed(self, request: Request) -> Response:
        """Do what is in a box, and reply in one: joined, answered, passed, refused look alike."""
        sealing = self._room.sealing
        if sealing is None:
            raise RoomError("not_found", "This room seals nothing.", 404)
        sent = await read(request, most=MOST_SEALED_BYTES)
        opened = sealing.open(sent.fields.get("box"))
        status, said = self._do(opened.to, Sent(opened.fields))
        return json_reply({"box": opened.reply(status, said)})

    async def next(self, request: Request) -> Response:
        """Show a phone without a script what is asked now."""
        sent = await read(request)
        try:
            html = self._pages.now(str(sent.fields.get("seat", "")))
        except RoomError as error:
            return self._refused(request, sent, error)
        return self._plain(request, html)

    def _do(self, to: str, sent: Sent) -> tuple[int, Mapping[str, Any]]:
        """Do what a phone sent for a route, and return its status and reply."""
        ways: Mapping[str, Callable[[Sent], Mapping[str, Any]]] = {
            "/join": self._join,
            "/answer": self._answer,
            "/take-back": self._take_back,
            "/signal": self._signal,
        }
        try:
            if to not in ways:
                raise refusal("bad_body")
            return 200, ways[to](sent)
        except RoomError as error:
            return error.status, {"error": {"code": error.code, "message": str(error)}}

    def _join(self, sent: Sent) -> dict[str, str]:
        ticket = sent.fields.get("ticket") or secrets.token_hex(16)
        return {"seat": self._room.join(sent.fields.get("word", ""), ticket)}

    def _answer(self, sent: Sent) -> dict[str, bool]:
        self._room.answer(_message(sent, choice=self._choice(sent)))
        return ACKNOWLEDGED

    def _take_back(self, sent: Sent) -> dict[str, bool]:
        choice = sent.fields.get("choice")
        self._room.take_back(_message(sent, choice=None if choice is None else str(choice)))
        return ACKNOWLEDGED

    def _signal(self, sent: Sent) -> dict[str, bool]:
        get = sent.fields.get
        self._room.signal(get("seat"), get("activity"), get("signal"))
        return ACKNOWLEDGED

    def _choice(self, sent: Sent) -> str:
        """Return the canonical choice, made from the fields of the form where one was sent."""
        if not sent.form:
            choice = sent.fields.get("choice")
            if not isinstance(choice, str):
                raise refusal("bad_body")
            return choice
        asked = self._room.asked.get(str(sent.fields.get("activity")))
        if asked is None:
            raise refusal("closed")
        words = str(sent.fields.get("words", ""))
        chosen = [value for name in ("before", "choice") for value in sent.lists.get(name, [])]
        return asked.activity.from_fields(chosen, words)

    def _refused(self, request: Request, sent: Sent, error: RoomError) -> Response:
        """Say what was refused, to a script in the one shape, to a form as a page."""
        if not sent.form:
            raise error
        seat = str(sent.fields.get("seat", ""))
        try:
            html = self._page_for(sent, error, seat)
        except RoomError as second:
            html = self._pages.refused(second, seat)
        return self._plain(request, html, status=error.status)

    def _page_for(self, sent: Sent, error: RoomError, seat: str) -> str:
        asked = self._room.asked.get(str(sent.fields.get("activity")))
        if asked is None or asked.activity.signals:
            return self._pages.refused(error, seat)
        if asked.activity.standing:
            return self._beside(asked, error, seat)
        if error.code == "bad_choice" and self._room.current:
            ask = self._room.current.spec["texts"]["ask"]
            return self._pages.now(seat, error=ask.get("write") or ask["choose"])
        if error.code == "bad_terms":
            return self._pages.now(seat, error=str(error))
        if error.code in {"closed", "answered"}:
            self._room.seats.read(seat)
            return self._pages.screen(error.code, seat)
        return self._pages.refused(error, seat)

    def _beside(self, asked: Asked, error: RoomError, seat: str) -> str:
        """Return the page that was left, with what is missing said where it stands."""
        if error.code != "bad_choice":
            return self._pages.refused(error, seat)
        missing = asked.spec["texts"]["ask"]["write"]
        return self._pages.now(seat, remark=Remark(activity=asked.activity.id, text=missing))

    def _plain(self, request: Request, html: str, *, status: int = 200) -> Response:
        return html_reply(request, html, policy=self._pages.plain_policy, status=status)


def _message(sent: Sent, *, choice: str | None) -> Message:
    get = sent.fields.get
    return Message(
        seat=get("seat"),
        activity=get("activity"),
        nonce=get("nonce"),
        choice=choice,
        round=get("round", 1),
    )
