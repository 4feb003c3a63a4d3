"""The English sentences of a facilitator's page on a hub, in one place."""

from http import HTTPStatus
from typing import Final

from askfirst.errors import RoomError

TEXTS: Final = {
    "launcher": "Workshop room",
    "title": "Workshop room",
    "new": "Make a room",
    "new_note": "It is on your organisation’s server, in memory alone, and gone after some hours. "
    "Phones need no account, and never pass through this hub.",
    "plan": "Plan",
    "all": "All modules",
    "head_count": "How many phones may join",
    "make": "Make the room",
    "running": "Your room is open",
    "phones": "Phones go to",
    "word": "and type",
    "lead": "Open the start page",
    "lead_note": "Your login leads this room, and no link does: the address of the start page "
    "opens nothing without it.",
    "end_note": "When you end the workshop there, what was shown is written into {folder} first.",
    "ended": "The workshop has ended. What was shown, if anything was, stands in {folder}.",
    "silent": "The server of the rooms does not answer. The room may still be there: wait a "
    "moment, then reload this page.",
    "gone": "Your last room is gone from the server.",
    "taken": "Your room is still open. End it on its start page before you make another.",
    "bad_head_count": "A head count is a whole number from 1 to {most}.",
    "no_room": "There is no room yet. Make one on this page.",
    "not_saved": "What was shown could not be written into {folder}, so the workshop has not "
    "ended. Free some space there, then end it again.",
    "not_kept": "The room was made, and could not be remembered: {path} cannot be written. Free "
    "some space there, then make another.",
    "wrong_origin": "This was sent from another page.",
}
STATUS: Final = {
    "bad_head_count": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_room": HTTPStatus.NOT_FOUND,
    "not_kept": HTTPStatus.INSUFFICIENT_STORAGE,
    "not_saved": HTTPStatus.BAD_GATEWAY,
    "silent": HTTPStatus.SERVICE_UNAVAILABLE,
    "taken": HTTPStatus.CONFLICT,
    "wrong_origin": HTTPStatus.FORBIDDEN,
}


def refusal(code: str, **named: object) -> RoomError:
    """Return the error of this code, in words for a facilitator.

    Args:
        code: What is refused.
        named: What its sentence names.
    """
    return RoomError(code, TEXTS[code].format(**named), STATUS[code])
