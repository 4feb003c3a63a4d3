"""What the facilitator can ask of the room, with the host key or from the same computer."""

from typing import Final

from askfirst.room.codes import LED, READ, STEP
from askfirst.room.operation import Operation
from askfirst.room.schemas import ACCEPTED, DRAFT, PLACE, SNAPSHOT, TEXT, Schema, closed


def _step(name: str, says: str, *codes: str, **fields: Schema) -> Operation:
    return Operation(
        method="POST",
        path=f"/host/activities/{{activity}}/{name}",
        says=says,
        reply=SNAPSHOT,
        fields=fields,
        codes=(*LED, *STEP, *codes),
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
        codes=[*LED, *STEP, *READ, "bad_draft", "no_kind", "no_words", "own_words"],
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
