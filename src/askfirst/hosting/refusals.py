"""What a worker refuses before any room is asked: each time in an error of its own."""

from typing import Final

from askfirst.errors import RoomError

REFUSED: Final = {
    "failed": (500, "The room could not do this. Try again."),
    "no_key": (401, "Making a room needs the key of the organisation."),
    "no_room": (
        404,
        "There is no room at this address. It may have ended; look at the screen again.",
    ),
    "not_secure": (403, "This room answers to https alone."),
    "taken": (409, "There is a room of this name. Choose another."),
    "too_fast": (429, "Too many requests. Wait a moment."),
    "too_many_rooms": (503, "This worker holds as many rooms as it may."),
    "wrong_host": (421, "No room answers to this name."),
}


def refusal(code: str) -> RoomError:
    """Return the error of this code, made anew.

    One that is raised again keeps hold of each place it was raised from, and so of each request.
    """
    status, message = REFUSED[code]
    return RoomError(code, message, status)
