"""Before and after from noisy tables: what `bounds.change` needs, for each question."""

import pandas as pd

from askfirst.evaluating.bounds import Pairs, noise_variance
from askfirst.evaluating.reading import Tables

ONE = ["workshop", "activity", "round"]


def pairs_of(tables: Tables) -> dict[str, Pairs]:
    """Return what the noisy tables of each activity come to, over the workshops.

    A question whose number of steps was changed is taken by the most steps it had, which makes its
    interval wider than need be; better give it a new id.
    """
    table = tables.pairs
    if table.empty:
        return {}
    gap = table["now"] - table["before"]
    weighed = table.assign(moved=gap * table["noisy"], squared=gap**2 * table["noisy"])
    rooms = weighed.groupby(ONE, sort=True).agg(
        moved=("moved", "sum"),
        squared=("squared", "sum"),
        steps=("now", "max"),
        scale=("scale", "first"),
    )
    own = tables.shown[tables.shown["about"] == "answers"].set_index(ONE)
    said = own[["answered_low", "answered_high"]]
    rooms = rooms.join(said, how="inner").reset_index()
    rooms["noise"] = rooms["scale"].map(noise_variance)
    return {str(name): _pairs(room) for name, room in rooms.groupby("activity", sort=True)}


def _pairs(rooms: pd.DataFrame) -> Pairs:
    low, high = int(rooms["answered_low"].sum()), int(rooms["answered_high"].sum())
    middle = (rooms["answered_low"] + rooms["answered_high"]).astype("float64") / 2
    off = rooms["moved"] - middle * rooms["moved"].sum() / middle.sum()
    return Pairs(
        moved=float(rooms["moved"].sum()),
        squared=float(rooms["squared"].sum()),
        rooms=len(rooms),
        steps=int(rooms["steps"].max()) + 1,
        answered=(low, high),
        noise=float(rooms["noise"].sum()),
        between=float((off**2).sum()),
    )
