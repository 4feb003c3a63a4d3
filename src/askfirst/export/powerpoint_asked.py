"""What is asked on a slide, laid out for a presentation: a form on paper, a place for a code."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from askfirst.activities.base import Activity
from askfirst.activities.bothyes import MARKS as BOTH
from askfirst.activities.bothyes import TEXTS as BOTH_SAID
from askfirst.activities.bothyes import BothYes
from askfirst.export.layouts import activity_note
from askfirst.export.paging import balanced
from askfirst.export.powerpoint_faces import Face, Grid, Part, Said, headline, label
from askfirst.export.powerpoint_flow import (
    ABOVE_GRID,
    Around,
    Text,
    Texts,
    continued,
    evened,
    filled,
    text,
)
from askfirst.export.powerpoint_forms import Form, form
from askfirst.export.powerpoint_layouts import (
    BODY,
    FOOT,
    LABEL,
    LAYOUTS,
    LEFT,
    QUESTION_WIDTH,
    TOP,
    Box,
    Color,
    Type,
)
from askfirst.export.powerpoint_measure import height, text_lines
from askfirst.export.powerpoint_tables import table
from askfirst.export.runs import Paragraph, Run, Runs, Shape, plain
from askfirst.export.slides import Kind, Slide
from askfirst.records import replace

LETTER: Final = 58
BETWEEN: Final = 16
FEW, FEWEST = 120, 96  # of a slide that are kept for rows below paragraphs
SAID: Final = (
    (BODY, FEW),
    (replace(BODY, size=28, line=36, spacing=108), FEW),
    (replace(BODY, size=24, line=32, spacing=108), FEWEST),
)
"""Type of the paragraphs of a question, from the largest on, and what is kept for its rows."""

LISTED: Final = (replace(BODY, size=28, line=36, spacing=108, before=6), FEWEST)
"""The same for a list alone, whose items may stand closer before they are smaller."""

PRIVATE_FOOT: Final = 574
ROWS: Final = (
    (replace(BODY, spacing=100), 10),
    (replace(BODY, spacing=100), 4),
    (Type(size=28, line=36), 4),
    (Type(size=24, line=32), 4),
)
"""Type of the rows of a question and the room above and below each, from the largest on."""


def asked(slide: Slide, activity: Activity, title: Runs, texts: Texts) -> Iterator[Face]:
    """Give the slides that ask, or that leave people to themselves."""
    if isinstance(activity, BothYes):
        yield from _steps(activity, title, texts)
    elif slide.kind is Kind.ACTIVITY:
        yield from _question(activity, title, texts)
    else:
        yield from _private(activity, title, texts)


class _Begun(Struct, frozen=True, kw_only=True):
    """A slide that is not full yet: what stands on it, and where there is room."""

    title: Runs
    parts: tuple[Part, ...]
    y: int

    def face(self, *parts: Part, note: Runs) -> Face:
        """Return the slide with more on it."""
        all_parts = (*self.parts, *parts)
        return Face(layout="Activity", title=self.title, parts=all_parts, footer=note, code=True)


def _begun(title: Runs) -> _Begun:
    top = headline(title, "Activity")
    return _Begun(title=top.runs, parts=(), y=TOP + top.below(ABOVE_GRID))


def _question(activity: Activity, title: Runs, texts: Texts) -> Iterator[Face]:
    made, top = form(activity), headline(title, "Activity")
    around = Around(note=(Run(text=activity_note(activity, texts)),), texts=texts)
    body: Text = (*(Paragraph(runs=top.rest) for _ in top.rest[:1]), *made.body)
    begun = _led(_begun(title), made.lead)
    type_, few = _said_type(body, FOOT - begun.y, rows=bool(made.rows))
    while body:
        page, body = filled(body, FOOT - begun.y - few, QUESTION_WIDTH, type_)
        tall = height(page, width=QUESTION_WIDTH, type_=type_)
        box = Box(LEFT, begun.y, QUESTION_WIDTH, tall)
        said = Said(place="Body", paragraphs=page, box=box, type=type_)
        if not body and made.rows:
            y = begun.y + tall + BETWEEN
            begun = replace(begun, parts=(*begun.parts, said), y=y)
        else:
            yield begun.face(said, note=around.note)
            begun = _begun(continued(top.runs, texts))
    if made.rows:
        yield from _rows(made, top.runs, begun, around)
    elif not (made.body or top.rest):
        yield begun.face(note=around.note)


def _said_type(body: Text, room: int, *, rows: bool) -> tuple[Type, int]:
    """Return the largest type in which one slide holds paragraphs and rows, else the smallest."""
    listed = all(paragraph.shape in {Shape.BULLET, Shape.NUMBER} for paragraph in body)
    steps = (*SAID[:-1], LISTED, SAID[-1]) if listed else SAID
    sizes = [(type_, few if rows else 0) for type_, few in steps]
    fits = (
        (type_, few)
        for type_, few in sizes
        if height(body, width=QUESTION_WIDTH, type_=type_) <= room - few
    )
    return next(fits, sizes[-1])


def _led(begun: _Begun, said: str) -> _Begun:
    """Return a slide with a line on how to answer, if there is one."""
    if not said:
        return begun
    tall = text_lines(said, width=QUESTION_WIDTH, type_=LABEL) * LABEL.line
    lead = Said(
        place="Lead",
        paragraphs=plain(said),
        box=Box(LEFT, begun.y, QUESTION_WIDTH, tall),
    )
    return replace(begun, parts=(lead,), y=begun.y + tall + BETWEEN)


def _rows(made: Form, title: Runs, begun: _Begun, around: Around) -> Iterator[Face]:
    """Give the rows in the largest type of which one slide holds them all, else on several."""
    further = _begun(continued(title, around.texts))
    rows, wide = made.rows, QUESTION_WIDTH - LETTER * made.letters
    widths = (LETTER, wide) if made.letters else (wide,)
    for type_, pad in ROWS:
        heights = [_tall(text, wide, type_, pad) for _, text in rows]
        if sum(heights) <= FOOT - begun.y:
            break
    top = begun.y if sum(heights) <= FOOT - begun.y else max(begun.y, further.y)
    for first, end in balanced(heights, FOOT - top, most=len(rows)):
        grid = Grid(
            rows=tuple(
                (label(a), (Run(text=text),))[-len(widths) :] for a, text in rows[first:end]
            ),
            widths=widths,
            heights=tuple(heights[first:end]),
            box=Box(LEFT, begun.y, QUESTION_WIDTH, sum(heights[first:end])),
            title="".join(run.text for run in title),
            type=type_,
            first=False,
            gap=0,
            pad=pad,
            ground=Color.STRAW,
        )
        yield begun.face(grid, note=around.note)
        begun = further


def _tall(text: str, width: int, type_: Type, pad: int) -> int:
    return text_lines(text, width=width, type_=type_) * type_.line + 2 * pad


def _private(activity: Activity, title: Runs, texts: Texts) -> Iterator[Face]:
    layout = LAYOUTS["Private"]
    first, body_place = layout.place("Title").box.y, layout.place("Body")
    top = headline(title, "Private")
    body: Text = (*(Paragraph(runs=top.rest) for _ in top.rest[:1]), *form(activity).body)
    width = body_place.box.width
    room = PRIVATE_FOOT - first - top.below(32)
    fits = height(body, width=width, type_=body_place.type) <= room
    smaller = replace(body_place.type, size=28, line=36, spacing=108)
    whole = height(body, width=width, type_=smaller) <= room
    type_ = smaller if whole and not fits else body_place.type
    named = top
    while body or named is top:
        y = first + named.below(32)
        page, body = evened(*filled(body, PRIVATE_FOOT - y, width, type_), width, type_)
        parts = [Said(place="Only", paragraphs=plain(texts["private"]))]
        if page:
            box = Box(LEFT, y, width, PRIVATE_FOOT - y)
            parts.append(Said(place="Body", paragraphs=page, box=box, type=type_))
        parts.append(Said(place="Leave", paragraphs=plain(texts["leave"])))
        foot = (Run(text=texts["step_out"]),)
        yield Face(layout="Private", title=named.runs, parts=tuple(parts), footer=foot)
        named = headline(continued(top.runs, texts), "Private")


def _steps(activity: BothYes, title: Runs, texts: Texts) -> Iterator[Face]:
    """Give a slide for each step: what a deck shows one after the other."""
    around = Around(note=(Run(text=texts["step_out"]),), texts=texts)
    yield from text(title, plain(BOTH_SAID["private"]), around)
    for step in activity.steps():
        named = (Run(text=str(step["title"])),)
        said = plain(str(step["said"]))
        rows = [(item, BOTH[one], BOTH[two], known) for item, one, two, known in step["rows"]]
        if rows:
            head = (BOTH_SAID["item"], *activity.names, BOTH_SAID["known"])
            wide = 4 if any(known for *_, known in rows) else 3  # no column stands empty
            cells = [tuple((Run(text=str(c)),) for c in row[:wide]) for row in (head, *rows)]
            yield from table(named, cells, said, around)
        else:
            yield from text(named, said, around)
