"""The slide that explains a CoinFlip: two ways to an answer, run together so that none can tell."""

from collections.abc import Iterator
from html import escape
from typing import Final

from askfirst.activities.coinflip import CoinFlip
from askfirst.export.markdown import Block, BlockKind
from askfirst.export.pictures import Picture
from askfirst.export.runs import Paragraph, Run

SANS: Final = "system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif"
LABEL: Final = f'font-family="{SANS}" font-size="26" fill="#55636A"'
CENTRED: Final = 'text-anchor="middle"'
UPPER, MIDDLE, LOWER = 92, 160, 228  # the lanes of those who answer and of the others; their start
COIN, ASKED, TOTAL, WIDTH = 260, 670, 1000, 1120  # where they part, answer, are counted, and end
RADIUS: Final = 28
SHORT: Final = 12  # letters; a longer word is set smaller


def explained(asked: CoinFlip) -> tuple[Block, ...]:
    """Return the body of the slide: the picture of a made-up room, and what it comes to."""
    show = asked.texts()["show"]
    tell, limits = escape(show["tell"]), escape(show["limits"])
    return (
        _pictured(asked),
        Block(
            BlockKind.TEXT,
            f'<p dir="auto"><strong>{tell}</strong></p>',
            show["tell"],
            paragraphs=(Paragraph(runs=(Run(text=show["tell"], bold=True),)),),
        ),
        Block(BlockKind.TEXT, f'<p dir="auto">{limits}</p>', show["limits"]),
    )


def _pictured(asked: CoinFlip) -> Block:
    said = asked.texts()["show"]["why_room"]
    drawn = _drawing(asked)
    alone = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    picture = Picture(kind="image/svg+xml", content=alone.encode(), alt=said)
    return Block(BlockKind.PICTURE, f"<p>{drawn}</p>", said, pictures=(picture,))


def _drawing(asked: CoinFlip) -> str:
    show, name = asked.texts()["show"], escape(asked.id)
    lines = "".join(f'<path d="{d}"/>' for d in _lines())
    rings = "".join(
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}"/>'
        for x, y in ((COIN, MIDDLE), (ASKED, UPPER), (ASKED, LOWER))
    )
    places = "".join(
        f'<rect x="{TOTAL}" y="{lane - 32}" width="{WIDTH - TOTAL - 3}" height="64"/>'
        for lane in (UPPER, LOWER)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} 316" role="img" aria-labelledby="{name}-t {name}-d" '
        f'font-size="32" fill="#17252B"><title id="{name}-t">{escape(show["why"])}</title>'
        f'<desc id="{name}-d">{escape(show["why_room"])}</desc>'
        f'<g fill="none" stroke="#0A5A66" stroke-width="6">{lines}{places}</g>'
        f'<g fill="#fff" stroke="#0A5A66" stroke-width="6">{rings}</g>'
        f"{''.join((*_labels(asked), *_counts(asked)))}</svg>"
    )


def _lines() -> Iterator[str]:
    """From the start through the coin into two lanes, and from each lane to both totals."""
    yield f"M0 {MIDDLE}H{COIN}"
    middle = (ASKED + TOTAL) // 2
    for lane, other in ((UPPER, LOWER), (LOWER, UPPER)):
        bend = f"C{COIN + 70} {MIDDLE} {COIN + 50} {lane} {COIN + 130} {lane}"
        yield f"M{COIN} {MIDDLE}{bend}H{TOTAL}"
        yield f"M{ASKED} {lane}C{middle} {lane} {middle} {other} {TOTAL} {other}"


def _labels(asked: CoinFlip) -> Iterator[str]:
    """What each lane is, and the words for yes and no at the totals."""
    show = asked.texts()["show"]
    yield _text(0, MIDDLE - 20, show["start"], LABEL)
    yield _text(COIN + 40, UPPER - 50, show["lane_own"], LABEL)
    yield _text(COIN + 40, LOWER + 70, show["lane_other"], LABEL)
    for word, y in zip(asked.answers, (UPPER - 50, LOWER + 70), strict=True):
        size = 32 if len(word) <= SHORT else 26
        yield _text(WIDTH, y, f"“{word}”", f'font-size="{size}" text-anchor="end"')


def _counts(asked: CoinFlip) -> Iterator[str]:
    """How many go each way, beside the lanes' ends, and the totals in their places."""
    (own_yes, own_no), (other_yes, other_no) = asked.how.own, asked.how.other
    beside, inside = ASKED + 64, (TOTAL + WIDTH - 3) // 2
    yield _text(beside, UPPER - 14, str(own_yes), CENTRED)
    yield _text(beside, UPPER + 46, str(own_no), CENTRED)
    yield _text(beside, LOWER - 22, str(other_yes), CENTRED)
    yield _text(beside, LOWER + 38, str(other_no), CENTRED)
    strong = f'{CENTRED} font-weight="600"'
    yield _text(inside, UPPER + 11, str(own_yes + other_yes), strong)
    yield _text(inside, LOWER + 11, str(own_no + other_no), strong)


def _text(x: int, y: int, said: str, look: str) -> str:
    return f'<text x="{x}" y="{y}" {look}>{escape(said)}</text>'
