"""The questions of an evaluation, answered as far as bounds and noise let them be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from askfirst.activities.questionbox import HOST as TYPES
from askfirst.evaluating.bounds import (
    LEAST,
    MANY_ROOMS,
    WIDE_CHANGE,
    Change,
    Interval,
    Pairs,
    change,
    holm,
    of_people,
    sign_test,
)
from askfirst.evaluating.finding import HUNDRED, Finding, Row
from askfirst.evaluating.marks import Axis
from askfirst.evaluating.reading import Tables
from askfirst.evaluating.rows import (
    CANNOT_TELL,
    MINUS,
    TOO_FEW,
    answered_of,
    bounds_of,
    share_row,
    wide_enough,
)
from askfirst.release import View

CHANCE: Final = 0.05
STEPS: Final = Axis(-2, 2, ("two steps back", "no change", "two steps on"))
MORE_STEPS: Final = Axis(-4, 4, ("four steps back", "no change", "four steps on"))
PEOPLE: Final = (
    "The bars are about people like these, if those who came are like a sample of them: 19 of 20 "
    "such bars hold the truth. Who comes to a workshop chose to come."
)
ONE_TIME: Final = (
    "The items are asked once, at the end. What people knew when they came is not known, so this "
    "is how hard an item is and not what was learned."
)
ALIKE: Final = (
    "Workshops are taken to be alike here; where they differ, less is known than it seems."
)
LOOK_BACK: Final = (
    "Both choices are made by people who know what the workshop was for, and nobody was asked who "
    "did not come. A change is what they say of themselves, not proof that the workshop made it."
)
SUMS: Final = (
    "Small numbers were never shown, so sums have bounds: a hidden number counts with all it could "
    "be."
)


def knowledge(tables: Tables, found: pd.DataFrame, holding: Mapping[str, Sequence[str]]) -> Finding:
    """Which share chose what holds up, for each item that has a row in `data/knowledge.csv`."""
    rows, known = [], {}
    for item, options in holding.items():
        own = found[found["activity"] == item]
        if own.empty:
            continue
        right, all_ = bounds_of(own[own["option"].isin(options)]), bounds_of(own)
        label = _question(tables, item)
        if all_[0] < LEAST:
            rows.append(Row(label=label, said=TOO_FEW))
            continue
        interval = of_people(right, all_, spread=_spread(tables, item, options))
        rows.append(share_row(label, interval, of=(right, all_)))
        known[label] = interval
    lead = _hardest(known) if rows else "No knowledge item was shown."
    return Finding(
        title="What people knew at the end",
        lead=(lead,),
        headline=lead,
        rows=tuple(rows),
        limits=(PEOPLE, ONE_TIME) if rows else (),
        axis=HUNDRED,
        made_up=tables.generated,
    )


def confidence(
    found: Mapping[str, Pairs],
    questions: Mapping[str, str],
    ends: Mapping[str, str],
    *,
    made_up: bool = False,
) -> Finding:
    """How far people moved on average, from noisy tables, with noise and sample both counted."""
    enough = {name: change(pairs) for name, pairs in found.items() if pairs.answered[0] >= LEAST}
    ps = dict(zip(enough, holm([each.p for each in enough.values()]), strict=True))
    rows, moved = [], []
    for name in found:
        label = questions[name]
        if name not in enough:
            rows.append(Row(label=label, said=TOO_FEW))
            continue
        found_change, towards = enough[name], ends.get(name, "towards the last choice")
        certain = ps[name] < CHANCE
        moved.append(certain)
        rows.append(_change_row(label, found_change, towards, certain=certain))
    lead = _certain(sum(moved), len(moved))
    return Finding(
        title="Before and after: how far people moved",
        lead=(lead,),
        headline=lead,
        rows=tuple(rows),
        limits=(
            "A step is from one choice to the next. Random noise was mixed into these tables to "
            "protect people, and the bars allow for it. One room rarely tells; many do. A minus "
            "is a move the other way.",
            LOOK_BACK,
        ),
        axis=wide_enough(rows, STEPS, MORE_STEPS),
        made_up=made_up,
    )


def _certain(moved: int, all_: int) -> str:
    """Of how many questions it is certain that people moved; silence about the others misleads."""
    if not all_:
        return "No question was asked before and after with enough pairs."
    said = (
        f"{moved} of {all_} question{'' if all_ == 1 else 's'} moved by more than noise and chance."
    )
    return said if moved == all_ else f"{said} Of the others nobody can tell."


def _change_row(label: str, moved: Change, towards: str, *, certain: bool) -> Row:
    interval = moved.interval
    wide = interval.width > WIDE_CHANGE
    said, aside, likely = f"{_steps(interval)} steps", "", None
    if not certain:
        said, aside = f"Cannot tell: {said} {towards}.", CANNOT_TELL
    elif wide:
        said, aside = f"Moved, but how far cannot be told: {said} {towards}.", "moved"
    else:
        near = f"{moved.likely:.1f}".replace("-", MINUS)
        said, aside = f"Moved: {said}, likely near {near}, {towards}.", f"near {near}"
        likely = moved.likely
    bounds = (interval.low, interval.high)
    return Row(
        label=label, said=said, bounds=bounds, likely=likely, short=_steps(interval), aside=aside
    )


def moves(found: pd.DataFrame, questions: Mapping[str, str], *, made_up: bool = False) -> Finding:
    """How many moved which way, from what the rooms saw, and whether that is more than chance."""
    own = found[found["activity"].str.endswith("-after") & (found["about"] == "answers")]
    groups = {str(name): rows.sort_values("place") for name, rows in own.groupby("activity")}
    groups = {name: rows for name, rows in groups.items() if len(rows) == 3}
    bounds = {name: [bounds_of(rows.iloc[[i]]) for i in range(3)] for name, rows in groups.items()}
    tested = holm([sign_test(cells[2], cells[0]) for cells in bounds.values()])
    rows = []
    for (name, own_rows), p in zip(groups.items(), tested, strict=True):
        answered = answered_of(own_rows)
        labels = [str(option) for option in own_rows["option"]]
        if answered[0] < LEAST:
            rows.append(Row(label="", said=TOO_FEW, group=questions[name]))
            continue
        back, _, on = bounds[name]
        verdict = "Cannot tell whether more moved one way than the other."
        if p < CHANCE:
            more, less = (labels[2], labels[0]) if on[0] > back[1] else (labels[0], labels[2])
            verdict = f"More moved {_small(more)} than {_small(less)}, beyond chance."
        for i, cell in enumerate(bounds[name]):
            interval = of_people(cell, answered)
            row = share_row(labels[i], interval, of=(cell, answered))
            rows.append(replace(row, group=questions[name], verdict=verdict) if i == 0 else row)
    return Finding(
        title="Before and after: how many moved which way",
        lead=() if rows else ("No question was asked before and after.",),
        rows=tuple(rows),
        limits=(PEOPLE, ALIKE, SUMS, LOOK_BACK) if rows else (),
        axis=HUNDRED,
        made_up=made_up,
    )


def question_types(found: pd.DataFrame, *, made_up: bool = False) -> Finding:
    """What the questions of the box were about, as the facilitators sorted them."""
    rows = []
    for _, own in found.iterrows():
        one = own.to_frame().T
        answered = answered_of(one)
        kind = str(own["option"])  # as the file has it; on screen a type has its name
        label = TYPES.get(f"kind_{kind}", kind)
        if answered[0] < LEAST:
            rows.append(Row(label=label, said=TOO_FEW))
        else:
            cell = bounds_of(one)
            rows.append(share_row(label, of_people(cell, answered), of=(cell, answered)))
    lead = _about_types(rows)
    return Finding(
        title="What the question box was about",
        lead=lead,
        headline=" ".join(lead),
        rows=tuple(rows),
        limits=(SUMS, "Facilitators sort differently. No question is kept, so no one can check.")
        if rows
        else (),
        axis=HUNDRED,
        made_up=made_up,
    )


def _about_types(rows: Sequence[Row]) -> tuple[str, ...]:
    if not rows:
        return ("Not kept: no box was read, or fewer than five phones wrote something.",)
    if all(row.aside == CANNOT_TELL for row in rows):
        return ("Cannot tell which type came most: too little of these numbers may be shown.",)
    return ()


def _spread(tables: Tables, item: str, options: Sequence[str]) -> float:
    """How many times as much rooms differ in an item as by chance alone; at least 1."""
    own = tables.counts[
        (tables.counts["activity"] == item)
        & (tables.counts["round"] == 1)
        & (tables.counts["view"] == View.EXACT)
    ]
    right = own["low"].where(own["option"].isin(options), 0).groupby(own["workshop"]).sum()
    all_ = own["low"].groupby(own["workshop"]).sum()
    rooms, n = len(all_), float(all_.sum())
    if rooms < MANY_ROOMS:
        return 1.0
    p = float(right.sum()) / n
    if p in {0.0, 1.0}:
        return 1.0
    off = float(((right - p * all_) ** 2).sum()) * rooms / (rooms - 1)
    return max(1.0, off / (n * p * (1 - p)))


def _hardest(known: Mapping[str, Interval]) -> str:
    """Which item fewest knew, if that is certain."""
    if len(known) < 2:
        return "Too little is known to say which item is hardest."
    first = min(known, key=lambda label: known[label].high)
    if all(known[first].high < other.low for label, other in known.items() if label != first):
        return f"Hardest for people like these: {first}"
    return "Which item is hardest cannot be told: the bars of the lowest overlap."


def _question(tables: Tables, activity: str) -> str:
    return str(tables.shown[tables.shown["activity"] == activity]["question"].iloc[0])


def _steps(interval: Interval) -> str:
    """Bounds in tenths of a step, rounded outward."""
    ends = math.floor(10 * interval.low) / 10, math.ceil(10 * interval.high) / 10
    return " to ".join(f"{end + 0:.1f}" for end in ends).replace("-", MINUS)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
