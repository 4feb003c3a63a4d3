"""What two sets of workshops tell of each other: different people, or one group that met again."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from askfirst.evaluating.bounds import LEAST, WIDE_SHARE, Interval, of_people
from askfirst.evaluating.finding import Finding, Row
from askfirst.evaluating.marks import Axis
from askfirst.evaluating.rows import (
    CANNOT_TELL,
    TOO_FEW,
    Ends,
    answered_of,
    bounds_of,
    outward,
    signed,
    wide_enough,
)

POINTS: Final = Axis(-50, 50, ("50 points less", "no difference", "50 points more"))
MORE_POINTS: Final = Axis(-100, 100, ("100 points less", "no difference", "100 points more"))
Headline = dict[tuple[str, str], tuple[Ends, Ends]]


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
        low, high = outward(Interval(other.low - one.high, other.high - one.low))
        wide = high - low > 100 * WIDE_SHARE
        apart = "" if low > 0 or high < 0 else " No difference would fit, too."
        rows.append(
            Row(
                label=label,
                said=f"{'Cannot tell: ' if wide else ''}{signed(low, high)} points.{apart}",
                bounds=(low, high),
                group=question,
                short=signed(low, high),
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
        axis=wide_enough(rows, POINTS, MORE_POINTS),
        made_up=made_up,
    )


def again(changed: pd.DataFrame, questions: Mapping[str, str], *, made_up: bool = False) -> Finding:
    """What may be said of people who may have come twice."""
    rows = [
        Row(
            label=" ".join(filter(None, (own["card"], own["option"]))),
            said=f"{signed(int(own['low']), int(own['high']))} phones.",
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


def _headlines(found: pd.DataFrame, holding: Mapping[str, Sequence[str]]) -> Headline:
    """What sets of workshops are compared by: what holds up, and who moved on."""
    lines: Headline = {}
    for name, own in found[found["about"] == "answers"].groupby("activity", sort=True):
        activity = str(name)
        if activity in holding:
            right = own[own["option"].isin(holding[activity])]
            lines[activity, "Chose what holds up"] = bounds_of(right), bounds_of(own)
        elif activity.endswith("-after") and len(own) == 3:
            last = own[own["place"] == 2]
            lines[activity, str(last["option"].iloc[0])] = bounds_of(last), answered_of(own)
    return lines
