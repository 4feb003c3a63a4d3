"""A small module in which no rule finds anything, to break in one place at a time."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from askfirst import Choice, Note, Option, Poll, Quiz, Scenario, Step
from askfirst.activities.base import MIME, Activity
from askfirst.checking.bank import Bank, Phrase
from askfirst.checking.findings import Finding
from askfirst.curriculum import Module, module_from_notebook

URL: Final = "https://example.org/a"
ROW: Final[Mapping[str, str]] = {
    "claim_id": "C01",
    "title": "A page",
    "organisation": "A clinic",
    "year": "2024",
    "url": URL,
    "checked": "2026-11",
    "how": "excerpt read",
    "grade": "A",
}
POINT: Final[Mapping[str, str]] = {
    "id": "A1.1",
    "module": "01_small",
    "cell": "claim",
    "state": "taught",
    "reason": "",
}
LISTED: Final = f"- A page. A clinic, 2024. <{URL}> Checked 2026-11: excerpt read."
SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg"><title>Two</title><desc>Two lines.</desc>'
    '<text font-size="24">Ask</text></svg>'
)


def bank(**changes: Any) -> Bank:
    """The tables that fit the sample; a change replaces one of them."""
    whole: dict[str, Any] = {
        "points": {"A1.1": (POINT,)},
        "claims": {"C01": (ROW,)},
        "pressure": (Phrase(found=re.compile("come on", re.I), why="It asks twice."),),
        "avoided": (Phrase(found=re.compile(r"\bclean\b", re.I), why="Say tested."),),
    }
    return Bank(**{**whole, **changes})


def text(
    id: str,  # noqa: A002
    source: str,
    *tags: str,
    slide: str = "skip",
    **ours: Any,
) -> dict[str, Any]:
    """A text cell."""
    metadata: dict[str, Any] = {"slideshow": {"slide_type": slide}, "tags": list(tags)}
    if ours:
        metadata["askfirst"] = ours
    return {"cell_type": "markdown", "id": id, "metadata": metadata, "source": source}


def asks(
    id: str,  # noqa: A002
    activity: Activity,
    *tags: str,
    **ours: Any,
) -> dict[str, Any]:
    """A code cell with its activity stored."""
    data = {
        MIME: json.loads(json.dumps(activity.spec())),
        "text/html": activity.form(),
        "text/plain": activity.text(),
    }
    return {
        **text(id, "...", *tags, slide="slide", **ours),
        "cell_type": "code",
        "execution_count": 1,
        "outputs": [
            {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": {}}
        ],
    }


def notes(id: str, source: str) -> dict[str, Any]:  # noqa: A002
    """A facilitator cell that follows a slide."""
    return text(id, source, "facilitator", slide="notes")


def _stub(name: str) -> dict[str, Any]:
    return text(name, f"### {name}\n\nA line.", "facilitator")


POLL: Final = Poll("01-ask", "What helps Sam?", options=["Time", "Tea"])
QUIZ: Final = Quiz(
    "01-check",
    "What holds up?",
    options=[Option("Ask", "It leaves a way out.", holds=True), Option("Guess", "It does not.")],
    headline="Asking leaves a way out",
)
STORY: Final = Scenario(
    "01-story",
    "What could Noor do?",
    setting="Noor and Sam are at home.",
    steps=[
        Step(
            "ask",
            "Sam waits.",
            [
                Choice("Asks", "Sam answers.", "It fits.", "end"),
                Choice("Rests", "They rest.", "Too.", "end"),
            ],
            "Asking is one way",
        ),
        Step("end", "They have tea.", headline="Each is a good end"),
    ],
)
NOTE: Final = Note("01-note", "What helps me?", prompts=["A word"])

OBJECTIVES: Final = (
    "### Objectives\n\n| Kind | By the end you can | Where |\n| --- | --- | --- |\n"
    "| Knowledge | Name one part | Poll |\n| Skill | Draft one line | Note |\n"
    "| Attitude | Choose a word | Note |"
)
CELLS: Final = (
    text("header", "# Small\n\nYou will ask.", "header", slide="slide", layout="title", minutes=1),
    text("about", "For adults.", "header"),
    text("questions", "### Questions\n\n1. Why?", "header"),
    text("objectives", OBJECTIVES, "header"),
    notes("before-you-start", "**Minute 0–1**\n\n- **Say.** “Welcome.”"),
    asks("poll", POLL, "section", layout="activity", minutes=2),
    notes("poll-notes", "**Minute 1–3**\n\n- **Say.** “Choose, or pass.”"),
    text("poll-alone", "Time and tea.", "learner"),
    text(
        "claim",
        "## Asking leaves a way out [C01](#C01)\n\n![" + "Two lines. " * 5 + "](two.svg)",
        "section",
        slide="slide",
        minutes=2,
        points=["A1.1"],
        claims=["C01"],
    ),
    notes("claim-notes", "**Minute 3–5**\n\n- **Say.** “Ask once.”"),
    asks("story", STORY, "section", minutes=2),
    notes("story-notes", "**Minute 5–7**\n\n- **Say.** “They are made up.”"),
    asks("check", QUIZ, "check", minutes=1, short={"120": None}),
    notes("check-notes", "**Minute 7–8**\n\n- **Say.** “Two answers.”"),
    asks("note", NOTE, "reflection", minutes=1),
    notes("note-notes", "**Minute 8–9**\n\n- **Do.** Wait."),
    text("keypoints", "## Three things to keep\n\n- Ask.", "keypoints", slide="slide", minutes=1),
    notes("keypoints-notes", "**Minute 9–10**\n\n- **Say.** “Take one.”"),
    text("takehome", "### To take home\n\nAsk.", "takehome"),
    text("help", "### Help\n\nCall.", "help"),
    text(
        "drop-first",
        "### Drop\n\n| In | Has | Off |\n| --- | --- | --- |\n| 120 | 9 | −1 |",
        "facilitator",
    ),
    *map(_stub, ("likely-questions", "online", "accessibility")),
    *map(_stub, ("lights", "debrief", "fidelity")),
    text("sources", f"### Sources\n\nBelow.\n\n#### C01\n\n{LISTED}", "sources", claims=["C01"]),
)


class Sample:
    """A notebook to change, and what the rules then find in it.

    Args:
        folder: Where the module and its picture stand.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "01_small.ipynb"
        (folder / "two.svg").write_text(SVG, encoding="utf-8")
        self.cells = deepcopy(list(CELLS))
        self.about: dict[str, Any] = {"title": "Small", "promise": "You will ask.", "minutes": 10}

    def __getitem__(self, id: str) -> dict[str, Any]:  # noqa: A002
        return next(cell for cell in self.cells if cell["id"] == id)

    def drop(self, id: str) -> None:  # noqa: A002
        """Take a cell out."""
        self.cells.remove(self[id])

    def ours(self, id: str) -> dict[str, Any]:  # noqa: A002
        """Our own metadata of a cell."""
        found: dict[str, Any] = self[id]["metadata"].setdefault("askfirst", {})
        return found

    def notebook(self) -> dict[str, Any]:
        """The whole notebook as JSON objects."""
        return {
            "nbformat": 4,
            "nbformat_minor": 5,
            "cells": self.cells,
            "metadata": {"askfirst": self.about},
        }

    def module(self) -> Module:
        """The notebook as a module."""
        return module_from_notebook(self.notebook(), self.path)


def lines(findings: list[Finding]) -> list[str]:
    """The findings as they are printed."""
    return [str(finding) for finding in findings]
