"""What phones can ask of the room: none of it needs the host key."""

from collections.abc import Mapping
from typing import Final

from askfirst.room.codes import ANSWERED, STEP
from askfirst.room.operation import Operation
from askfirst.room.schemas import (
    ACCEPTED,
    ACTIVITY,
    BOX,
    NONCE,
    PAD,
    ROUND,
    SEAT,
    TEXT,
    Schema,
    closed,
)

ANSWER: Final[Mapping[str, Schema]] = {
    "seat": SEAT,
    "activity": ACTIVITY,
    "round": ROUND,
    "nonce": NONCE,
    "choice": TEXT,
    "pad": PAD,
}
PHONES: Final = (
    Operation(method="GET", path="/", says="The one page a phone opens.", reply="text/html"),
    Operation(method="GET", path="/bye", says="The page one leaves to.", reply="text/html"),
    Operation(
        method="GET",
        path="/events",
        says="Snapshots as they come, to any phone the same; each is a PhoneSnapshot.",
        reply="text/event-stream",
    ),
    Operation(
        method="GET",
        path="/c/standing.js",
        says="What draws and sends all that may stand open beside a question.",
        reply="text/javascript",
        codes=["not_found"],
    ),
    Operation(
        method="GET",
        path="/c/{kind}.js",
        says="What draws a type of activity that the page does not hold yet.",
        reply="text/javascript",
        codes=["not_found"],
    ),
    Operation(
        method="GET",
        path="/standing",
        says="What stands open now, to any phone the same.",
        reply=closed(
            {
                "label": {"type": "string"},
                "standing": {
                    "type": "array",
                    "items": closed(
                        {
                            "key": {"type": "string"},
                            "round": ROUND,
                            "spec": {"type": "object"},
                            "renewed": {"type": "string"},
                        },
                        needed=["key", "round", "spec"],
                    ),
                },
            }
        ),
    ),
    Operation(
        method="POST",
        path="/join",
        says="A seat for the word. The same ticket gives the same seat.",
        reply=closed({"seat": SEAT}),
        fields={"word": TEXT, "ticket": NONCE, "pad": PAD},
        needed=["word"],
        form=True,
        codes=["ended", "wrong_word", "wrong_slip", "slip_used", "bad_nonce", "full"],
    ),
    Operation(
        method="POST",
        path="/answer",
        says="Counts an answer or a pass; the same message again is acknowledged and not counted.",
        reply=ACCEPTED,
        fields=ANSWER,
        needed=["seat", "activity", "nonce", "choice"],
        form=True,
        codes=[*ANSWERED, "answered", "taken_back", "too_often"],
    ),
    Operation(
        method="POST",
        path="/take-back",
        says="Undoes an answer until its result is shown; the same again changes nothing.",
        reply=ACCEPTED,
        fields=ANSWER,
        needed=["seat", "activity", "nonce"],
        form=True,
        codes=[*ANSWERED, "nothing_to_take_back"],
    ),
    Operation(
        method="POST",
        path="/signal",
        says="Lets a signal come to the facilitator, at a random moment.",
        reply=ACCEPTED,
        fields={"seat": SEAT, "activity": ACTIVITY, "signal": TEXT, "pad": PAD},
        needed=["seat", "activity", "signal"],
        form=True,
        codes=[*STEP, "bad_seat", "bad_choice", "closed"],
    ),
    Operation(
        method="POST",
        path="/sealed",
        says="Where phones seal: does what is in a box (join, answer, take-back or signal), and "
        "replies in one, refusals too.",
        reply=closed({"box": BOX}),
        fields={"box": BOX},
        needed=["box"],
        codes=["not_found", "unopened", "ended"],
    ),
    Operation(
        method="POST",
        path="/next",
        says="The page, for a phone without a script, of what is asked now.",
        reply="text/html",
        fields={"seat": SEAT},
        needed=["seat"],
        form=True,
        codes=["bad_seat"],
    ),
)
