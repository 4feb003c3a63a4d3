"""Text of any length on slides of a presentation: what fits, and what goes on to the next."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from askfirst.export.powerpoint_faces import Face, Headline, Part, Rule, Said, headline
from askfirst.export.powerpoint_layouts import (
    BODY,
    BODY_TOP,
    FOOT,
    FULL,
    GRID_TOP,
    LAYOUTS,
    LEFT,
    SIDE,
    TOP,
    Box,
    Type,
)
from askfirst.export.powerpoint_measure import (
    between,
    divided,
    height,
    paragraph_height,
    paragraph_type,
)
from askfirst.export.runs import Paragraph, Run, Runs, Shape
from askfirst.records import replace

Texts = Mapping[str, str]
Text = tuple[Paragraph, ...]

ABOVE_GRID: Final = GRID_TOP - TOP - 56  # below a headline of one line
ABOVE_BODY: Final = BODY_TOP - TOP - 56
BELOW: Final = 20
RULE_X: Final = 815  # of the line between body and side column


class Around(Struct, frozen=True, kw_only=True):
    """What the slides of one have in common: the line at their foot, and our own sentences."""

    note: Runs
    texts: Texts


def text(title: Runs, body: Text, around: Around, side: Text = ()) -> Iterator[Face]:
    """Give text, with a side column on the first slide if it has one that fits."""
    layout = "Claim" if side else "Words"
    top = headline(title, layout)
    side = _labelled(side)
    beside = LAYOUTS["Claim"].place("Side").box
    if side and height(side, width=beside.width, type_=SIDE) > room_below(top, ABOVE_BODY):
        layout, body, side = "Words", (*body, *side), ()
    while True:
        box = below_headline(top, ABOVE_BODY, LAYOUTS[layout].place("Body").box)
        page, body = filled(body, box.height, box.width, BODY)
        if len(body) == 1:  # no last line of a list stands alone
            page, body = _headed(*evened(page, body, box.width, BODY))
        parts: list[Part] = [Said(place="Body", paragraphs=page, box=box)] if page else []
        if side:
            tall = max(
                height(side, width=beside.width, type_=SIDE),
                height(page, width=box.width, type_=BODY),
            )
            parts.append(Rule(box=Box(RULE_X, box.y, 0, min(tall, box.height))))
            place = Box(beside.x, box.y, beside.width, box.height)
            parts.append(Said(place="Side", paragraphs=side, box=place))
        yield Face(layout=layout, title=top.runs, parts=tuple(parts), footer=around.note)
        if not body:
            return
        layout, side = "Words", ()
        top = headline(continued(title, around.texts), layout)


def filled(body: Text, room: int, width: int, type_: Type) -> tuple[Text, Text]:
    """Return what fits into a room and what goes on; no heading is the last of a page."""
    page: list[Paragraph] = []
    used = 0
    rest = [*body]
    while rest:
        tall = paragraph_height(rest[0], width=width, type_=type_)
        space = between(rest[0], type_) if page else 0
        if used + space + tall > room:
            if page:
                break
            rest[:1] = _divided(rest[0], room, width, type_)
            tall = paragraph_height(rest[0], width=width, type_=type_)
        page.append(rest.pop(0))
        used += space + tall
    return _headed(tuple(page), tuple(rest))


def _headed(page: Text, rest: Text) -> tuple[Text, Text]:
    """Return both with a heading that ends the page above what goes on."""
    while rest and len(page) > 1 and page[-1].shape is Shape.HEADING:
        page, rest = page[:-1], (page[-1], *rest)
    return page, rest


def evened(page: Text, rest: Text, width: int, type_: Type) -> tuple[Text, Text]:
    """Return both with about as much on each, where what goes on would be little."""
    while rest and height((page[-1], *rest), width=width, type_=type_) <= height(
        page[:-1], width=width, type_=type_
    ):
        page, rest = page[:-1], (page[-1], *rest)
    return page, rest


def continued(title: Runs, texts: Texts) -> Runs:
    """Return the headline of a further slide; of a third the same as of a second."""
    before, _, after = texts["continued"].partition("{title}")
    said = said_text(title)
    if said.startswith(before) and said.endswith(after):
        return title
    around = [(Run(text=said),) if said else () for said in (before, after)]
    return (*around[0], *title, *around[1])


def numbered(faces: Sequence[Face], texts: Texts) -> Iterator[Face]:
    """Give slides; one that goes on more than once says which part it is, so no headline is twice.

    Args:
        faces: Of one section.
        texts: Our own sentences.
    """
    waiting = [*faces]
    while waiting:
        first, *waiting = waiting
        further = continued(first.title, texts)
        named = (further, continued(further, texts))  # what stands below a table may go on itself
        end = next((n for n, face in enumerate(waiting) if face.title not in named), len(waiting))
        more, waiting = waiting[:end], waiting[end:]
        yield first
        for part, face in enumerate(more, 2):
            title = _part(_begun(first.title, texts), texts, part, len(more) + 1)
            yield replace(face, title=title) if len(more) > 1 else face


def _begun(title: Runs, texts: Texts) -> Runs:
    """Return the headline that one goes on from, of any other itself."""
    before, _, after = texts["continued"].partition("{title}")
    if not (title and continued(title, texts) == title):
        return title
    first, *others = title
    *others, last = [replace(first, text=first.text.removeprefix(before)), *others]
    return (*others, replace(last, text=last.text.removesuffix(after)))


def _part(title: Runs, texts: Texts, part: int, parts: int) -> Runs:
    said = (half.format(part=part, parts=parts) for half in texts["part"].split("{title}", 1))
    before, after = ((Run(text=half),) if half else () for half in said)
    return (*before, *title, *after)


def conclusion(below: Text, foot: int) -> list[Said]:
    """Return what stands under a table or picture, whose foot is there."""
    if not below:
        return []
    tall = height(below, width=FULL, type_=BODY)
    return [Said(place="Body", paragraphs=below, box=Box(LEFT, foot + BELOW, FULL, tall))]


def conclusion_height(below: Text) -> int:
    """Return how much room a conclusion takes, with the gap above it."""
    return height(below, width=FULL, type_=BODY) + BELOW if below else 0


def _labelled(side: Text) -> Text:
    """Return a side column whose first paragraph, if it is all bold, says what the others are."""
    if side and all(run.bold for run in side[0].runs):
        runs = tuple(replace(run, bold=False, label=True) for run in side[0].runs)
        return (replace(side[0], runs=runs), *side[1:])
    return side


def _divided(paragraph: Paragraph, room: int, width: int, type_: Type) -> Iterator[Paragraph]:
    most = max(1, room // paragraph_type(paragraph, type_).line)
    yield from divided(paragraph, width=width, type_=type_, most=most)


def said_text(runs: Runs) -> str:
    """Return what runs say, without looks."""
    return "".join(run.text for run in runs)


def room_below(top: Headline, above: int) -> int:
    """Return how high something may stand below a headline."""
    return FOOT - TOP - top.below(above)


def below_headline(top: Headline, above: int, box: Box, *, foot: int = FOOT) -> Box:
    """Return where something stands below a headline, down to the foot."""
    y = TOP + top.below(above)
    return Box(box.x, y, box.width, foot - y)
