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
    WIDE_SHARE,
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
from askfirst.release import View

Ends = tuple[int, int]

CHANCE: Final = 0.05
CANNOT_TELL: Final = "cannot tell"
MINUS: Final = "\N{MINUS SIGN}"
TOO_FEW: Final = "Not reported: it is not certain that ten or more answered."
STEPS: Final = Axis(-2, 2, ("two steps back", "no change", "two steps on"))
POINTS: Final = Axis(-50, 50, ("50 points less", "no difference", "50 points more"))
MORE_STEPS: Final = Axis(-4, 4, ("four steps back", "no change", "four steps on"))
MORE_POINTS: Final = Axis(-100, 100, ("100 points less", "no difference", "100 points more"))
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
        right, all_ = _bounds(own[own["option"].isin(options)]), _bounds(own)
        label = _question(tables, item)
        if all_[0] < LEAST:
            rows.append(Row(label=label, said=TOO_FEW))
            continue
        interval = of_people(right, all_, spread=_spread(tables, item, options))
        rows.append(_share_row(label, interval, of=(right, all_)))
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
        axis=_wide_enough(rows, STEPS, MORE_STEPS),
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
    bounds = {name: [_bounds(rows.iloc[[i]]) for i in range(3)] for name, rows in groups.items()}
    tested = holm([sign_test(cells[2], cells[0]) for cells in bounds.values()])
    rows = []
    for (name, own_rows), p in zip(groups.items(), tested, strict=True):
        answered = _answered(own_rows)
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
            row = _share_row(labels[i], interval, of=(cell, answered))
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
        answered = _answered(one)
        kind = str(own["option"])  # as the file has it; on screen a type has its name
        label = TYPES.get(f"kind_{kind}", kind)
        if answered[0] < LEAST:
            rows.append(Row(label=label, said=TOO_FEW))
        else:
            cell = _bounds(one)
            rows.append(_share_row(label, of_people(cell, answered), of=(cell, answered)))
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


def differences(
    first: pd.DataFrame,
    second: pd.DataFrame,
    questions: Mapping[str, str],
    holding: Mapping[str, Sequence[str]],
    *,
    made_up: bool = False,
) -> Finding:
    """How much larger shares are in the second workshops, where nobody came to both."""
    rows = []
    sides = [_headlines(found, holding) for found in (first, second)]
    for key in sides[0]:
        if key not in sides[1]:
            continue
        activity, label = key
        cells = [side[key] for side in sides]
        question = questions.get(activity, activity)
        if any(answered[0] < LEAST for _, answered in cells):
            rows.append(Row(label=label, said=TOO_FEW, group=question))
            continue
        one, other = (of_people(part, answered) for part, answered in cells)
        low, high = _outward(Interval(other.low - one.high, other.high - one.low))
        wide = high - low > 100 * WIDE_SHARE
        apart = "" if low > 0 or high < 0 else " No difference would fit, too."
        rows.append(
            Row(
                label=label,
                said=f"{'Cannot tell: ' if wide else ''}{_signed(low, high)} points.{apart}",
                bounds=(low, high),
                group=question,
                short=_signed(low, high),
                aside=CANNOT_TELL if wide else "",
            )
        )
    return Finding(
        title="How the second workshops differ from the first",
        lead=() if rows else ("Nothing was asked in both.",),
        rows=tuple(rows),
        limits=(
            "Groups differ in more than their workshop: who came, who led, which day. The ends are "
            "those of two intervals, which makes them wider than need be.",
        ),
        axis=_wide_enough(rows, POINTS, MORE_POINTS),
        made_up=made_up,
    )


def again(changed: pd.DataFrame, questions: Mapping[str, str], *, made_up: bool = False) -> Finding:
    """What may be said of people who may have come twice."""
    rows = [
        Row(
            label=" ".join(filter(None, (own["card"], own["option"]))),
            said=f"{_signed(int(own['low']), int(own['high']))} phones.",
            group=questions.get(own["activity"], own["activity"]) if own["first"] else "",
        )
        for _, own in changed[changed["kept"]].iterrows()
    ]
    all_, kept = (part["activity"].nunique() for part in (changed, changed[changed["kept"]]))
    return Finding(
        title="A group that met again",
        lead=(
            "Two results of one group can give a person away. Only what certainly changed by the "
            "threshold or more, in every row of a question, is told.",
            f"That leaves {kept} of {all_} questions that were asked both times.",
        ),
        rows=tuple(rows),
        made_up=made_up,
    )


Headline = dict[tuple[str, str], tuple[Ends, Ends]]


def _headlines(found: pd.DataFrame, holding: Mapping[str, Sequence[str]]) -> Headline:
    """What sets of workshops are compared by: what holds up, and who moved on."""
    lines: Headline = {}
    for name, own in found[found["about"] == "answers"].groupby("activity", sort=True):
        activity = str(name)
        if activity in holding:
            right = own[own["option"].isin(holding[activity])]
            lines[activity, "Chose what holds up"] = _bounds(right), _bounds(own)
        elif activity.endswith("-after") and len(own) == 3:
            last = own[own["place"] == 2]
            lines[activity, str(last["option"].iloc[0])] = _bounds(last), _answered(own)
    return lines


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


def _share_row(label: str, interval: Interval, *, of: tuple[Ends, Ends]) -> Row:
    low, high = _outward(interval)
    aside = CANNOT_TELL if interval.width > WIDE_SHARE else ""
    wide = f"{aside}, " if aside else ""
    said = f"{_ends(of[0])} of {_ends(of[1])}. People like these: {wide}{low} to {high} in 100."
    return Row(label=label, said=said, bounds=(low, high), short=f"{low} to {high}", aside=aside)


def _ends(ends: Ends) -> str:
    return f"{ends[0]:,}" if ends[0] == ends[1] else f"{ends[0]:,} to {ends[1]:,}"


def _hardest(known: Mapping[str, Interval]) -> str:
    """Which item fewest knew, if that is certain."""
    if len(known) < 2:
        return "Too little is known to say which item is hardest."
    first = min(known, key=lambda label: known[label].high)
    if all(known[first].high < other.low for label, other in known.items() if label != first):
        return f"Hardest for people like these: {first}"
    return "Which item is hardest cannot be told: the bars of the lowest overlap."


def _wide_enough(rows: Sequence[Row], *axes: Axis) -> Axis:
    """Return the first axis that holds every bar, so that none is cut off unsaid; else the last."""
    ends = [end for row in rows for end in row.bounds or ()]
    held = (axis for axis in axes if all(axis.low <= end <= axis.high for end in ends))
    return next(held, axes[-1])


def _question(tables: Tables, activity: str) -> str:
    return str(tables.shown[tables.shown["activity"] == activity]["question"].iloc[0])


def _bounds(rows: pd.DataFrame) -> tuple[int, int]:
    return int(rows["low"].sum()), int(rows["high"].sum())


def _answered(rows: pd.DataFrame) -> tuple[int, int]:
    first = rows.iloc[0]
    return int(first["answered_low"]), int(first["answered_high"])


def _outward(interval: Interval) -> tuple[int, int]:
    return math.floor(100 * interval.low), math.ceil(100 * interval.high)


def _steps(interval: Interval) -> str:
    """Bounds in tenths of a step, rounded outward."""
    ends = math.floor(10 * interval.low) / 10, math.ceil(10 * interval.high) / 10
    return " to ".join(f"{end + 0:.1f}" for end in ends).replace("-", MINUS)


def _signed(low: int, high: int) -> str:
    return f"{low:+d} to {high:+d}".replace("-", MINUS)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
