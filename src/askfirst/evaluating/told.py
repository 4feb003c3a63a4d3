"""What was held and shown: how many workshops, how much of it the rule let out, and fidelity."""

from collections.abc import Mapping, Sequence
from typing import Final

from askfirst.evaluating.finding import HUNDRED, Finding, Row
from askfirst.evaluating.reading import Tables, first_of
from askfirst.export.dates import spoken_date
from askfirst.export.texts import DECK
from askfirst.release import View

VIEWS: Final = {
    View.EXACT: "Exact numbers",
    View.EACH: "Each option by itself",
    View.BANDS: "Bands, as 5 to 9",
    View.FEW: "“Fewer than five” and the rest",
    View.HIDDEN: "Hidden to protect small numbers",
    View.LOCKED: "Too few phones answered",
    View.ESTIMATE: "An estimate under cover of a coin",
    View.WORDS: "Words, which are not kept",
    View.CLOUD: "A cloud of words, which is not kept",
}


def overview(tables: Tables) -> Finding:
    """How many workshops there are, from when, and how their results were shown."""
    shown = tables.shown[tables.shown["about"] == "answers"]
    views = shown["view"].value_counts()
    rows = [
        Row(label=label, said=_of(int(views.get(view, 0)), len(shown), "result"),
            bounds=(_percent(int(views.get(view, 0)), len(shown)),) * 2,
            short=_of(int(views.get(view, 0)), len(shown)))
        for view, label in VIEWS.items()
        if views.get(view, 0)
    ]  # fmt: skip
    days = tables.shown["day"]
    first, last = (spoken_date(str(day), DECK) for day in (days.min(), days.max()))
    known = sorted(tables.shown["plan"].unique())
    plans, named = first_of(known), "Plan" if len(known) == 1 else "Plans"
    count = len(tables.workshops)
    lead = [
        f"One workshop, on {first}."
        if count == 1
        else f"{count} workshops from {first} to {last}.",
        f"{named}: {plans}.",
    ]
    if tables.copies:
        lead.append(f"{tables.copies} files were the same as another and were read once.")
    return Finding(
        title="What there is",
        lead=tuple(lead),
        rows=tuple(rows),
        limits=("How many people came is not kept, nor who: only how many phones, as a band.",),
        axis=HUNDRED,
        made_up=tables.generated,
    )


def fidelity(tables: Tables, expected: Mapping[str, Sequence[str]]) -> Finding:
    """How much of each module was asked and shown, in the workshops that began it.

    Args:
        tables: Results.
        expected: For each module what a room can be asked in it, as ids.
    """
    shown = tables.shown.drop_duplicates(["workshop", "activity"])
    rows, absent = [], []
    for title, ids in expected.items():
        own = shown[shown["activity"].isin(ids)]
        begun = own["workshop"].nunique()
        if not begun:
            absent.append(title)
            continue
        most = begun * len(ids)
        rows.append(
            Row(
                label=title,
                said=f"Begun in {_of(begun, len(tables.workshops), 'workshop')}; "
                f"{_of(len(own), most, 'question')} of it asked and shown.",
                bounds=(_percent(len(own), most),) * 2,
                short=_of(len(own), most),
            )
        )
    numbers = ", ".join(title.split()[0] for title in absent)
    left = (f"Nothing was shown of {numbers}.",) if absent else ()
    return Finding(
        title="How much of it was done",
        lead=left,
        rows=tuple(rows),
        limits=(
            "Whether people were told that they may pass, how long things took and what was said "
            "is not kept: that stands in the log that a facilitator ticks on paper. A question "
            "left out on purpose looks like one for which there was no time.",
        ),
        axis=HUNDRED,
        made_up=tables.generated,
    )


def _of(part: int, whole: int, what: str = "") -> str:
    return f"{part:,} of {whole:,} {what}{'' if whole == 1 or not what else 's'}".rstrip()


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
