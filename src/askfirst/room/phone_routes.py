"""What phones send: joining, answering and taking back, by script as JSON or by a plain form."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from askfirst.errors import RoomError
from askfirst.room.asked import Asked
from askfirst.room.forms import Remark
from askfirst.room.messages import Messages, Said
from askfirst.room.pages import component, html_reply, packed, standing_script
from askfirst.room.phone import PhonePages
from askfirst.room.places import Places
from askfirst.room.replies import json_reply
from askfirst.room.requests import MOST_SEALED_BYTES, Sent, read
from askfirst.room.snapshots import standing_specs
from askfirst.room.state import Room
from askfirst.room.streams import Stream
from askfirst.room.texts import PAGE


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
        self._messages = Messages(room)
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
        return await self._take(request, "/join", lambda _, said: self._pages.now(said["seat"]))

    async def answer(self, request: Request) -> Response:
        """Count an answer, and acknowledge every one in the same bytes."""

        def thanks(sent: Sent, _: Said) -> str:
            seat, nonce = str(sent.fields["seat"]), str(sent.fields["nonce"])
            return self._pages.thanks(self._asked(sent), seat, nonce)

        return await self._take(request, "/answer", thanks)

    async def take_back(self, request: Request) -> Response:
        """Undo an answer."""

        def now(sent: Sent, _: Said) -> str:
            return self._pages.now(str(sent.fields["seat"]))

        return await self._take(request, "/take-back", now)

    async def signal(self, request: Request) -> Response:
        """Let a signal come to the facilitator, and acknowledge every one in the same bytes."""

        def sent_beside(sent: Sent, _: Said) -> str:
            asked = self._asked(sent)
            remark = Remark(activity=asked.activity.id, text=asked.spec["texts"]["ask"]["sent"])
            return self._pages.now(str(sent.fields["seat"]), remark=remark)

        return await self._take(request, "/signal", sent_beside)

    async def sealed(self, request: Request) -> Response:
        """Do what is in a box, and reply in one: joined, answered, passed, refused look alike."""
        sealing = self._room.sealing
        if sealing is None:
            raise RoomError("not_found", "This room seals nothing.", 404)
        sent = await read(request, most=MOST_SEALED_BYTES)
        opened = sealing.open(sent.fields.get("box"))
        status, said = self._messages.do_or_refuse(opened.to, Sent(opened.fields))
        return json_reply({"box": opened.reply(status, said)})

    async def next(self, request: Request) -> Response:
        """Show a phone without a script what is asked now."""
        sent = await read(request)
        try:
            html = self._pages.now(str(sent.fields.get("seat", "")))
        except RoomError as error:
            return self._refused(request, sent, error)
        return self._plain(request, html)

    async def _take(self, request: Request, to: str, page: Callable[[Sent, Said], str]) -> Response:
        """Do what was sent to a route, and reply: to a script in JSON, to a form with a page."""
        sent = await read(request)
        try:
            said = self._messages.do(to, sent)
        except RoomError as error:
            return self._refused(request, sent, error)
        return self._plain(request, page(sent, said)) if sent.form else json_reply(said)

    def _asked(self, sent: Sent) -> Asked:
        return self._room.asked[str(sent.fields["activity"])]

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
