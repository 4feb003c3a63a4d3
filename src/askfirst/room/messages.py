"""What a phone sends, done in the room: the same whether it came as JSON, by a form or in a box."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

from askfirst.errors import RoomError
from askfirst.room.requests import Sent
from askfirst.room.state import Room
from askfirst.room.taking_part import Message
from askfirst.room.texts import refusal

Said = Mapping[str, Any]
ACKNOWLEDGED: Final[Said] = {"accepted": True}


class Messages:
    """Does what phones send.

    Args:
        room: Where.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._ways: Mapping[str, Callable[[Sent], Said]] = {
            "/join": self._join,
            "/answer": self._answer,
            "/take-back": self._take_back,
            "/signal": self._signal,
        }

    def do(self, to: str, sent: Sent) -> Said:
        """Do what was sent to a route, and return what to reply.

        Raises:
            RoomError: `bad_body` for another route, or what the room refuses.
        """
        if to not in self._ways:
            raise refusal("bad_body")
        return self._ways[to](sent)

    def do_or_refuse(self, to: str, sent: Sent) -> tuple[int, Said]:
        """Do the same, and return the status and the reply, which may be that it was refused."""
        try:
            return 200, self.do(to, sent)
        except RoomError as error:
            return error.status, {"error": {"code": error.code, "message": str(error)}}

    def _join(self, sent: Sent) -> Said:
        ticket = sent.fields.get("ticket") or secrets.token_hex(16)
        return {"seat": self._room.join(sent.fields.get("word", ""), ticket)}

    def _answer(self, sent: Sent) -> Said:
        self._room.answer(_message(sent, choice=self._choice(sent)))
        return ACKNOWLEDGED

    def _take_back(self, sent: Sent) -> Said:
        choice = sent.fields.get("choice")
        self._room.take_back(_message(sent, choice=None if choice is None else str(choice)))
        return ACKNOWLEDGED

    def _signal(self, sent: Sent) -> Said:
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


def _message(sent: Sent, *, choice: str | None) -> Message:
    get = sent.fields.get
    return Message(
        seat=get("seat"),
        activity=get("activity"),
        nonce=get("nonce"),
        choice=choice,
        round=get("round", 1),
    )
