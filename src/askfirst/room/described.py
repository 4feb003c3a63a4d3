"""What the room takes and says at each address: one table, from which its description is written.

The room itself does not read it. `tests/room/test_openapi.py` compares it with the routes and with
what the room really says, both ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Schema = Mapping[str, Any]

SEAT: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}
NONCE: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
ACTIVITY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{2}-[a-z0-9-]{1,60}$"}
ROUND: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": 99999}
TEXT: Final[Schema] = {"type": "string", "maxLength": 600}
PAD: Final[Schema] = {"type": "string", "pattern": "^ {0,1024}$"}
BOX: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,4000}$"}
PLACE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 99999}

# What the room refuses, by its code, with the status that goes with it.
BY_STATUS: Final[Mapping[int, Sequence[str]]] = {
    400: ["bad_request"],
    401: ["no_key", "used_door"],
    403: ["bad_seat", "wrong_word", "wrong_slip", "wrong_origin"],
    404: ["not_found", "unknown_activity", "elsewhere"],
    405: ["wrong_method"],
    408: ["too_slow"],
    409: [
        *("already_read", "answered", "changed", "closed", "first_part", "full", "last_part"),
        *("lost", "no_result", "not_started", "running", "slip_used"),
        *("not_words", "nothing_to_take_back", "once", "other_open", "part_first", "parts"),
        *("private", "stays", "steps", "taken_back", "too_few", "too_many_lines", "too_often"),
        *("unread", "unsorted", "wrong_phase"),
    ],
    410: ["ended"],
    413: ["too_large"],
    415: ["bad_type"],
    421: ["wrong_host"],
    422: [
        *("bad_body", "bad_choice", "bad_cut", "bad_draft", "bad_head_count", "bad_line"),
        *("bad_mended", "bad_part", "bad_step"),
        *("bad_nonce", "bad_rejected", "bad_terms", "gone", "no_kind", "no_words", "own_words"),
        "unopened",
    ],
    429: ["too_fast"],
    500: ["failed", "results"],
    503: ["busy"],
}
CODES: Final = {code: status for status, codes in BY_STATUS.items() for code in codes}
ANYWHERE: Final = ("bad_request", "too_slow", "wrong_host", "too_fast", "failed", "busy")
SENT: Final = ("wrong_origin", "too_large", "bad_type", "bad_body")
LED: Final = ("no_key", "elsewhere")
STEP: Final = ("unknown_activity", "ended")
ANSWERED: Final = (*STEP, "bad_seat", "bad_nonce", "closed", "bad_choice", "bad_terms")
READ: Final = ("not_words", "wrong_phase", "lost", "too_few")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that can be asked of the room.

    Attributes:
        method: GET or POST.
        path: Where; what stands in braces is a parameter.
        says: What it does, in one sentence.
        reply: The schema of what comes back, or the media type where that is no JSON.
        fields: What may be sent, by name; None where nothing is.
        needed: Which of them have to be.
        form: Whether a plain form may send them too, and gets a page.
        query: What the address may say besides.
        codes: What is refused here, beside what is refused anywhere.
    """

    method: str
    path: str
    says: str
    reply: Schema | str
    fields: Mapping[str, Schema] | None = None
    needed: Sequence[str] = ()
    form: bool = False
    query: Sequence[str] = ()
    codes: Sequence[str] = ()

    @property
    def leads(self) -> bool:
        """Whether it needs the host key."""
        return "no_key" in self.codes

    @property
    def refused(self) -> tuple[str, ...]:
        """Every code that can come back."""
        return (*ANYWHERE, *(SENT if self.fields is not None else ()), *self.codes)


def closed(fields: Mapping[str, Any], *, needed: Sequence[str] | None = None) -> Schema:
    """Return the schema of an object with these fields and no others."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields if needed is None else needed),
        "additionalProperties": False,
    }


def named(name: str) -> Schema:
    """Return what refers to a schema that is written once."""
    return {"$ref": f"#/components/schemas/{name}"}


ACCEPTED: Final = closed({"accepted": {"const": True}})
EVENT: Final = closed(
    {
        "event": {"enum": ["now", "state"]},
        "data": {"type": "string"},
        "retry": {"type": ["integer", "string"]},
    },
    needed=["data"],
)
SNAPSHOT: Final = named("HostSnapshot")
DRAFT: Final = closed(
    {"kind": TEXT, "said": TEXT, "kept": {"type": ["boolean", "null"]}},
)
SCHEMAS: Final[Mapping[str, Schema]] = {
    "PhoneSnapshot": closed(
        {
            "activity": {"type": ["object", "null"]},
            "phase": {"enum": ["draft", "open", "closed", "released", "ended"]},
            "round": ROUND,
            "held": {"type": "array", "items": {"type": "string"}},
            "standing": {"type": "array", "items": {"type": "string"}},
            "renewed": {"type": "string"},
        },
        needed=["activity", "phase", "round", "held", "standing"],
    ),
    "HostSnapshot": closed(
        {
            "room": closed(
                {
                    **{name: {"type": "string"} for name in ("address", "join", "qr", "lab")},
                    "size": PLACE,
                    "word": {"type": "string"},
                    "ended": {"type": "boolean"},
                    "headCount": {"type": "integer", "minimum": 1, "maximum": 1000},
                    "joined": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2},
                    "results": PLACE,
                    "clock": {"type": "object"},
                    "goesOn": {"const": True},
                    "hat": {"type": "object"},
                },
                needed=["address", "join", "qr", "size", "lab", "word", "headCount", "joined",
                        "results", "ended", "clock"],
            ),
            "plan": {"type": "object"},
            "activities": {"type": "object", "additionalProperties": named("Asked")},
            "left": closed({**{name: {"type": "object"} for name in ("memory",)},
                            "replica": {"type": ["object", "null"]},
                            "files": {"type": "array", "items": {"type": "object"}},
                            "others": PLACE}),
        },
        needed=["room", "plan", "activities"],
    ),
    "Asked": closed(
        {
            "spec": {"type": "object"},
            "phase": {"enum": ["draft", "open", "closed", "released"]},
            "round": ROUND,
            "progress": {
                "anyOf": [
                    {"type": "null"},
                    closed({"pips": {"type": "integer", "minimum": 0, "maximum": 4},
                            "words": {"type": "string"}}),
                ]
            },
            "release": {"type": ["object", "null"]},
            **{name: {"type": "boolean"} for name in ("looked", "lost", "renewed")},
            "signals": {"type": "array", "items": {"type": "string"}},
        },
        needed=["spec", "phase", "round", "progress", "release"],
    ),
}  # fmt: skip


def _step(name: str, says: str, *codes: str, **fields: Schema) -> Operation:
    return Operation(
        method="POST",
        path=f"/host/activities/{{activity}}/{name}",
        says=says,
        reply=SNAPSHOT,
        fields=fields,
        codes=(*LED, *STEP, *codes),
    )


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
        fields={
            "seat": SEAT,
            "activity": ACTIVITY,
            "round": ROUND,
            "nonce": NONCE,
            "choice": TEXT,
            "pad": PAD,
        },
        needed=["seat", "activity", "nonce", "choice"],
        form=True,
        codes=[*ANSWERED, "answered", "taken_back", "too_often"],
    ),
    Operation(
        method="POST",
        path="/take-back",
        says="Undoes an answer until its result is shown; the same again changes nothing.",
        reply=ACCEPTED,
        fields={
            "seat": SEAT,
            "activity": ACTIVITY,
            "round": ROUND,
            "nonce": NONCE,
            "choice": TEXT,
            "pad": PAD,
        },
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
HOST: Final = (
    Operation(
        method="GET",
        path="/host/state",
        says="What the facilitator's pages are told.",
        reply=SNAPSHOT,
        codes=LED,
    ),
    Operation(
        method="GET",
        path="/host/events",
        says="Snapshots as they come, with signals where the address asks for them.",
        reply="text/event-stream",
        query=["signals"],
        codes=LED,
    ),
    Operation(
        method="GET",
        path="/host/results",
        says="What was shown so far, as it stands in a file of results; null where none is kept.",
        reply={"type": ["object", "null"]},
        codes=LED,
    ),
    Operation(
        method="GET",
        path="/host/left",
        says="What an ended room holds, in both processes, and which files it wrote.",
        reply=SNAPSHOT,
        codes=[*LED, "running"],
    ),
    Operation(
        method="POST",
        path="/host/clock/{step}",
        says="Takes a step of the plan's clock: start, next, back, drop or keep.",
        reply=SNAPSHOT,
        fields={"part": PLACE, "cut": TEXT},
        codes=[*LED, "ended", "bad_step", "bad_part", "last_part", "first_part", "bad_cut",
               "not_started"],
    ),
    Operation(
        method="GET",
        path="/host/activities/{activity}/texts",
        says="The texts of a closed activity in mixed order, and what was made of them so far.",
        reply=closed(
            {
                "texts": {"type": "array", "items": TEXT},
                "sorted": {"type": "array", "items": DRAFT},
            }
        ),
        codes=[*LED, *STEP, *READ],
    ),
    Operation(
        method="POST",
        path="/host/activities/{activity}/sort",
        says="Keeps what the facilitator makes of one text.",
        reply=ACCEPTED,
        fields={"place": PLACE, "kind": TEXT, "said": TEXT, "kept": {"type": ["boolean", "null"]}},
        needed=["place", "kind", "said", "kept"],
        codes=[*LED, *STEP, *READ, "bad_draft", "gone", "no_kind", "no_words", "own_words"],
    ),
    Operation(
        method="POST",
        path="/host/door",
        says="The host key for what the browser was started with, once.",
        reply=closed({"key": {"type": "string"}}),
        fields={"door": TEXT},
        needed=["door"],
        codes=["elsewhere", "used_door"],
    ),
    Operation(
        method="POST",
        path="/host/head-count",
        says="Says how many phones may join.",
        reply=SNAPSHOT,
        fields={"count": {"type": "integer", "minimum": 1, "maximum": 1000}},
        needed=["count"],
        codes=[*LED, "ended", "bad_head_count"],
    ),
    Operation(
        method="POST",
        path="/host/end",
        says="Ends the workshop.",
        reply=SNAPSHOT,
        codes=[*LED, "ended", "results", "wrong_origin"],
    ),
    _step("open", "Opens an activity.", "private", "wrong_phase", "already_read", "lost",
          "other_open", "part_first", "results"),
    _step("close", "Closes an activity.", "wrong_phase", "results"),
    _step("again", "Asks an activity of the open tier anew.", "wrong_phase", "once", "other_open",
          "part_first", "results"),
    _step("seen", "Takes away a signal that the facilitator has seen.", signal=TEXT),
    _step("release", "Shows the result of a closed activity, once.", "wrong_phase", "lost",
          "bad_rejected", "bad_mended", "unread", "unsorted", "changed", "bad_line",
          "too_many_lines", "no_result", "parts", "private", "stays", "steps", "results",
          rejected={"type": "array", "items": PLACE},
          mended={"type": "object", "patternProperties": {"^[0-9]{1,5}$": TEXT},
                  "additionalProperties": False},
          approved={"type": ["integer", "null"]}),
)  # fmt: skip
PAGES: Final = (
    Operation(
        method="GET",
        path="/host",
        says="The facilitator's start page.",
        reply="text/html",
        codes=["elsewhere", "not_found"],
    ),
    Operation(
        method="GET",
        path="/deck/{module}",
        says="A module's deck, as the room serves it.",
        reply="text/html",
        codes=["elsewhere", "not_found"],
    ),
)
OPERATIONS: Final = (*PHONES, *HOST, *PAGES)
