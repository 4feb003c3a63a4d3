"""What the terminal says: one calm screen at the start, a few lines at the end."""

import io
from collections.abc import Iterator
from typing import Final, TextIO

from askfirst.opening.code import code_of
from askfirst.opening.workshop import Workshop
from askfirst.room.hat import Hat

GOES_ON: Final = (
    "  This goes on with today's workshop of this plan: what was shown stays shown, and is not",
    "  asked again. For another group, end here and open it with --new-group.",
    "",
)
SEALED: Final = (
    "  Phones seal what they send, if their browser runs JavaScript; the others are told.",
    "",
)


def opened(workshop: Workshop, *, code: bool) -> str:
    """Return what to print once the room is there.

    Args:
        workshop: The workshop.
        code: Whether to draw the QR code, which needs a screen that knows block characters.
    """
    plan, room = workshop.plan, workshop.room
    return "\n".join(
        (
            f"Ask First: {plan.title}, {plan.minutes:g} minutes",
            *_rehearsing(room.clock.speed),
            "",
            f"  Phones go to   {workshop.short}",
            f"  and type       {room.word or 'the code on their slip'}",
            "",
            *(hat_lines(room.hat, at=workshop.short) if room.hat else ()),
            *(SEALED if room.sealing is not None else ()),
            *(qr_lines(workshop.join) if code else ()),
            "  Your start page, for you alone:",
            f"  {workshop.start_page}",
            "",
            *(GOES_ON if room.place.goes_on else ()),
            "  Press Ctrl-C to end.",
        )
    )


def _rehearsing(speed: float) -> Iterator[str]:
    if speed != 1:
        yield f"A rehearsal: the clock runs {speed:g} times faster, and nothing is written."


def hat_lines(hat: Hat, *, at: str) -> Iterator[str]:
    """Yield that slips let phones in, and where their codes do not lead, then a gap."""
    yield f"  Seats from the hat: {len(hat.slips.marks)} slips, each lets in one phone."
    if hat.elsewhere:
        yield f"  They hold the address {hat.elsewhere}, where this room is not: their QR codes"
        yield f"  open nothing. People go to {at} and type their code."
    yield ""


def qr_lines(text: str) -> Iterator[str]:
    """Yield the code as light blocks, for a dark terminal as for a light one, then a gap."""
    out = io.StringIO()
    code_of(text).terminal(out, border=2, compact=True)
    for line in out.getvalue().splitlines():
        yield f"  \033[38;2;255;255;255;48;2;0;0;0m{line}\033[0m"
    yield ""


def can_draw(stream: TextIO) -> bool:
    """Whether the stream is a terminal that takes block characters."""
    encoding = (stream.encoding or "").lower().replace("-", "")
    return stream.isatty() and encoding.startswith("utf")


def ended(workshop: Workshop) -> str:
    """Return what to print when all is over: what is gone, and what is left."""
    return (
        "The workshop has ended. Seats, totals and words were only in memory, and are gone.\n"
        f"Left on disk: {left_on_disk(workshop)}."
    )


def left_on_disk(workshop: Workshop) -> str:
    """Return what stays after the workshop, in words."""
    results = workshop.room.results
    if results is None or not len(results):
        return "nothing"
    count = "one result" if len(results) == 1 else f"{len(results)} results"
    path = results.path.relative_to(workshop.root).as_posix()
    if results.tables.is_dir():
        return f"{count} in {path}, and as tables in {path.removesuffix('.json')}/"
    return f"{count} in {path}{results.trouble and f'; {results.trouble}'}"
