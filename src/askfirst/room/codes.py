"""What the room refuses, by its code, with the status that goes with it, and where it may."""

from collections.abc import Mapping, Sequence
from typing import Final

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
        *("bad_nonce", "bad_rejected", "bad_terms", "no_kind", "no_words", "own_words"),
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
