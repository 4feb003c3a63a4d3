"""Any activity that an author could declare: one strategy for each type, all in this place.

A new type needs its line in `DECLARED`. Where its answer is not simply what was ticked, chosen or
written in the static form, in that order, it needs a line in `MEANT` as well; and where its
component has other controls than that form, one in `CHOSEN`.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import pytest
from hypothesis import strategies as st

from askfirst import (
    Agreement,
    BothYes,
    Boundaries,
    Breath,
    Choice,
    CoinFlip,
    Note,
    Option,
    Pace,
    Poll,
    Pulse,
    QuestionBox,
    Quiz,
    Rank,
    Scale,
    Scenario,
    SelfCheck,
    Sort,
    Step,
    Words,
)
from askfirst.activities.base import Activity, Answer
from askfirst.activities.bothyes import MARKED
from askfirst.activities.coinflip import DESIGNS
from askfirst.activities.lines import same
from askfirst.activities.pulse import After
from askfirst.activities.selfcheck import Outcome
from askfirst.activities.words import BETWEEN, folded
from askfirst.release import Tier
from tests.activities.written import written
from tests.forms import Picks, controls

TAKEN: Final = frozenset({"pass", "not placed", "your line", ""})
IDS: Final = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
TIERS: Final = st.sampled_from([Tier.OPEN, Tier.PERSONAL, Tier.INTIMATE])
CLAIMS: Final = st.lists(
    st.from_regex(r"C[0-9]{2,3}[a-z]?", fullmatch=True), max_size=3, unique=True
)


def different(most: int, least: int, largest: int) -> st.SearchStrategy[list[str]]:
    """Texts of up to `most` characters, `least` to `largest` of them, no two taken for one."""
    texts = written(most).filter(lambda text: same(text) not in TAKEN)
    return st.lists(texts, min_size=least, max_size=largest, unique_by=(_folded, same))


def _folded(text: str) -> str:
    return text.strip().lower().casefold()


@st.composite
def words(draw: st.DrawFn) -> Words:
    cloud, tier = draw(st.booleans()), draw(TIERS)
    most = draw(st.integers(40 if cloud else 10, 200))
    return Words(draw(IDS), draw(written()), most=most, cloud=cloud, tier=tier)


@st.composite
def ranks(draw: st.DrawFn) -> Rank:
    tier = draw(st.sampled_from([Tier.OPEN, Tier.PERSONAL]))
    return Rank(draw(IDS), draw(written()), items=draw(different(80, 2, 7)), tier=tier)


@st.composite
def pulses(draw: st.DrawFn) -> Pulse | After:
    before, now = draw(different(60, 2, 2))
    tier = draw(st.sampled_from([Tier.PERSONAL, Tier.INTIMATE]))
    options = draw(different(60, 2, 5))
    pulse = Pulse(draw(IDS), draw(written()), options=options, before=before, now=now, tier=tier)
    return pulse.after() if draw(st.booleans()) else pulse


@st.composite
def coin_flips(draw: st.DrawFn) -> CoinFlip:
    design, answers = draw(st.sampled_from(sorted(DESIGNS))), draw(different(30, 2, 2))
    return CoinFlip(draw(IDS), draw(written()), design=design, answers=answers)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    starters = draw(different(80, 2, 11))
    vote, title = draw(written()), draw(written(60))
    return Agreement(draw(IDS), draw(written()), starters=starters, vote=vote, title=title)


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    several, tier = draw(st.booleans()), draw(TIERS)
    most = 12 if several or tier is Tier.OPEN else 7
    options = draw(different(500, 2, most))
    return Poll(draw(IDS), draw(written()), options=options, several=several, tier=tier)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    first, last = draw(different(60, 2, 2))
    steps, tier = draw(st.integers(3, 7)), draw(TIERS)
    return Scale(draw(IDS), draw(written()), ends=(first, last), steps=steps, tier=tier)


@st.composite
def sorts(draw: st.DrawFn) -> Sort:
    tier = draw(st.sampled_from([Tier.OPEN, Tier.PERSONAL]))
    cards, columns = draw(different(500, 2, 7)), draw(different(60, 2, 4))
    return Sort(draw(IDS), draw(written()), cards=cards, columns=columns, tier=tier)


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    said = draw(different(500, 2, 6))
    holding = draw(st.sets(st.integers(0, len(said) - 1), min_size=1))
    options = [
        Option(text, draw(written(300)), draw(CLAIMS), holds=place in holding)
        for place, text in enumerate(said)
    ]
    return Quiz(draw(IDS), draw(written()), options=options, headline=draw(written(120)))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    asking, endings = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    names = [f"step-{place}" for place in range(asking + endings)]
    steps = [Step(name, draw(written(300))) for name in names]
    for place in range(asking):
        onward = [names[place + 1], *(names[asking:] if place == 0 else [])]
        texts = draw(different(120, max(2, len(onward)), 4))
        further = st.sampled_from(names)
        leads = [*onward, *(draw(further) for _ in texts)]
        choices = [
            Choice(text, draw(written(300)), draw(written(300)), to, " ".join(draw(CLAIMS)))
            for text, to in zip(texts, leads, strict=False)
        ]
        steps[place] = Step(names[place], draw(written(120)), choices)
    return Scenario(draw(short_ids()), draw(written()), setting=draw(written()), steps=steps)


def short_ids() -> st.SearchStrategy[str]:
    """Ids that leave room for the name of a step behind them."""
    return st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True)


@st.composite
def selfchecks(draw: st.DrawFn) -> SelfCheck:
    asked = {}
    for question in draw(different(80, 2, 8)):
        answers = draw(different(60, 2, 4))
        asked[question] = {answer: draw(st.sampled_from(list(Outcome))) for answer in answers}
    first = next(iter(asked.values()))
    first[next(iter(first))] = Outcome.SUPPORT
    helping = draw(st.lists(written(200), min_size=1, max_size=6))
    return SelfCheck(draw(IDS), draw(written()), questions=asked, help=helping)


@st.composite
def boundaries(draw: st.DrawFn) -> Boundaries:
    items = draw(different(80, 4, 12))
    groups = draw(different(60, 2, 3))
    grouped = {name: items[place :: len(groups)] for place, name in enumerate(groups)}
    no = draw(st.lists(st.sampled_from(items), unique=True))
    given: Any = grouped if draw(st.booleans()) else items
    return Boundaries(draw(IDS), draw(written()), items=given, start_no=no)


@st.composite
def both_yes(draw: st.DrawFn) -> BothYes:
    first, *rest = draw(different(40, 3, 6))
    mark = st.sampled_from(MARKED)
    other = st.sampled_from([key for key in MARKED if key != "yes"])
    rows = {first: ("yes", "yes"), rest[0]: ("yes", draw(other)), rest[1]: (draw(other), "yes")}
    rows |= {item: (draw(mark), draw(mark)) for item in rest[2:]}
    one, two = draw(different(20, 2, 2))
    return BothYes(draw(IDS), draw(written()), names=(one, two), items=rows)


DECLARED: Final[Mapping[str, st.SearchStrategy[Activity]]] = MappingProxyType(
    {
        "poll": polls(),
        "scale": scales(),
        "words": words(),
        "sort": sorts(),
        "quiz": quizzes(),
        "scenario": scenarios(),
        "rank": ranks(),
        "pulse": pulses(),
        "coinflip": coin_flips(),
        "agreement": agreements(),
        "pace": st.builds(Pace, IDS, written()),
        "questionbox": st.builds(QuestionBox, IDS, written(), most=st.integers(10, 280)),
        "note": st.builds(
            Note, IDS, written(), prompts=st.lists(written(120), min_size=1, max_size=4)
        ),
        "breath": st.builds(Breath, IDS, written(), minutes=st.integers(1, 10)),
        "selfcheck": selfchecks(),
        "boundaries": boundaries(),
        "bothyes": both_yes(),
    }
)


def declared(kind: str) -> st.SearchStrategy[Activity]:
    """Return the strategy of a type; a type without one fails whoever asks for it."""
    if kind not in DECLARED:
        pytest.fail(
            f"type {kind!r} has no strategy. Add its line to DECLARED in tests/specs.py.", False
        )
    return DECLARED[kind]


def as_it_stands(asked: Activity, picks: Picks) -> Answer:
    """Return the answer of a form whose controls are the counters, in their order.

    A ring or box is one counter; a menu has one for each of its options but the first, which
    leaves it as it is; a field is the text.
    """
    cells: list[int] = []
    text, place = None, 0
    for control, picked in zip(controls(asked), picks, strict=True):
        if isinstance(picked, str):
            text = " ".join(picked.split())
        elif control.kind == "select":
            cells += [place + picked - 1] if picked else []
            place += len(control.values) - 1
        else:
            cells += [place] if picked else []
            place += 1
    return Answer(cells=tuple(cells), text=text)


# How the component of a type is filled where its controls are not those of the static form: a
# JavaScript function of the component and the picks.
CHOSEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        # The box that lets the page toss comes first, and stays as it is.
        "coinflip": "(view, picks) => [...view.querySelectorAll('[name]')]"
        ".forEach((field, i) => set(field, picks[i]))",
        # What is ticked in the form is moved above the line, step by step.
        "rank": """(view, picks) => {
  const list = view.querySelector(".askfirst-ranking");
  if (!list) return inOrder(view, picks);
  const row = (place) => list.querySelector(`[data-row="${place}"]`);
  const below = (one) =>
    row("line").compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  picks.slice(0, -1).forEach((picked, place) => {
    while (picked && below(row(place))) row(place).querySelector("button").click();
  });
}""",
    }
)


def as_a_pair(asked: Activity, picks: Picks) -> Answer:
    """Return the answer of a Pulse: one counter for each step before with each step now."""
    steps = len(asked.slide_rows()) - 1
    before, now = (list(picks[at : at + steps]).index(True) for at in (0, steps))
    return Answer(cells=(before * steps + now,))


def as_terms(asked: Activity, picks: Picks) -> Answer:
    """Return the answer of Words: the text, or of a cloud its terms, each once and in order."""
    answer = as_it_stands(asked, picks)
    if not asked.spec().get("cloud"):
        return answer
    terms = sorted({folded(term) for term in BETWEEN.split(answer.text or "")} - {""})
    return Answer(text=", ".join(terms))


MEANT: Final[Mapping[str, Callable[[Activity, Picks], Answer]]] = MappingProxyType(
    {"pulse": as_a_pair, "words": as_terms}
)


def meant(asked: Activity, picks: Sequence[bool | int | str]) -> Answer:
    """Return the answer that whoever filled the form like this has given."""
    return MEANT.get(asked.type, as_it_stands)(asked, picks)
