"""What an evening released is what its evaluation tells, from the first question to the report."""

import asyncio
import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from askfirst.activities.base import Activity
from askfirst.cli import app
from askfirst.curriculum import read_modules
from askfirst.evaluation import read_results
from askfirst.plans import Plan, read_plan
from askfirst.room.results import without_texts
from tests.browser.held import Opened, open_workshop
from tests.browser.rehearsed import Crowd, Known, crowd
from tests.privacy.phones import insist
from tests.reporting.made import ROOT

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
PLAN: Final = "evening-120"


class Evening:
    """Leads every question of the plan, and knows what was answered.

    Args:
        held: The workshop.
        people: Who is there.
    """

    def __init__(self, held: Opened, people: Crowd) -> None:
        self.held, self.people = held, people
        self.known: dict[str, tuple[Activity, Known]] = {}

    def step(self, activity: str, step: str, **body: Any) -> Any:
        path = f"/host/activities/{activity}/{step}"
        return asyncio.run(insist(self.held.port, path, body, key=self.held.key))

    def lead(self, plan: Plan) -> None:
        """Ask what the plan asks, in its order; a box stays open until the end."""
        boxes: list[Activity] = []
        for activity in (a for e in plan.entries if e.module for a in e.module.activities):
            if activity.tier == "private" or activity.signals:
                continue
            if activity.follows:  # its lines are chosen by the room
                texts = self.held.snapshot()["activities"][activity.follows]["release"]["texts"]
                self.whole(activity.following(texts))
            elif activity.standing:
                self.step(activity.id, "open")
                self.answered(activity)
                boxes.append(activity)
            else:
                self.whole(activity)
        for box in boxes:
            self.read(box)

    def answered(self, activity: Activity) -> None:
        self.known[activity.id] = activity, self.people.do(self.people.answer(activity))

    def whole(self, activity: Activity) -> None:
        """One question from its opening to its result."""
        self.step(activity.id, "open")
        if activity.collects:
            self.answered(activity)
        self.step(activity.id, "close")
        if not activity.collects:  # the first half of a pair
            return
        if activity.moderated:
            beyond = range(2 if activity.type == "lines" else 99, len(self.texts(activity)))
            self.step(activity.id, "release", rejected=[*beyond])
        else:
            self.step(activity.id, "release")

    def texts(self, activity: Activity) -> list[str]:
        """Read what was written, as nothing is shown unread."""
        path = f"/host/activities/{activity.id}/texts"
        found = asyncio.run(insist(self.held.port, path, None, key=self.held.key, method="GET"))
        texts: list[str] = found["texts"]
        return texts

    def read(self, box: Activity) -> None:
        """Sort what was put into the box, and show all but one."""
        self.step(box.id, "close")
        places = [place for place, text in enumerate(self.texts(box)) if text]
        for place in places:
            draft = {"kind": "fact", "said": f"What helps, {place}?", "kept": place != places[0]}
            self.step(box.id, "sort", place=place, **draft)
        self.step(box.id, "release", approved=len(places) - 1)


def test_an_evening_feeds_its_evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Led, ended and evaluated: each result is the rule's, no text is there, the report is made."""
    modules = read_modules(ROOT / "notebooks")
    plan = read_plan(PLAN, folder=ROOT / "facilitator" / "plans", modules=modules)
    wishes = ("--host", "127.0.0.1", "--head-count", "24")
    with open_workshop(tmp_path, PLAN, *wishes) as held, crowd(held.port, held.word, 24) as people:
        led = Evening(held, people)
        led.lead(plan)
        assert asyncio.run(insist(held.port, "/host/end", {}, key=held.key))["left"]
    (path,) = (tmp_path / "results").glob("*.json")
    written = {one["activity"]: one for one in json.loads(path.read_text())["results"]}
    assert {*written} == {*led.known}
    for activity, known in led.known.values():
        if activity.moderated or activity.kinds:
            assert "texts" not in written[activity.id]["release"]
        else:
            rule = without_texts(activity.release(known.totals()))
            assert written[activity.id]["release"] == json.loads(json.dumps(rule))
    kept = b"".join(p.read_bytes() for p in (tmp_path / "results").rglob("*") if p.is_file())
    assert b"Words of somebody" not in kept
    assert b"What helps, " not in kept

    found = read_results(tmp_path / "results")
    (name,) = found.workshops
    assert name.endswith(PLAN)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["evaluate", "--to", "report", "--to", "deck"])
    assert result.exit_code == 0, result.output
    deck = (tmp_path / "build" / "evaluation" / "results-deck.html").read_text(encoding="utf-8")
    pulses = [a for a, _ in led.known.values() if a.type == "pulse"]
    assert pulses
    assert all(pulse.question in deck for pulse in pulses)
