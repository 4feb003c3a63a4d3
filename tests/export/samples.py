"""A small module with one slide of each kind, made in memory by the notebook conventions."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from askfirst import Note, Poll, Scale, Words
from askfirst.activities.base import Activity
from askfirst.curriculum import Module, Service, Source, module_from_notebook

DRAWING: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1120 200">
<title>Two lines</title><path d="M0 90H1120M0 110H1120" stroke="#0A5A66" stroke-width="6"/>
<text x="0" y="40" font-size="32">Before</text></svg>"""
POLL: Final = Poll(
    "05-hard",
    "What makes it hardest to say “not now”?",
    options=["Hurting someone’s feelings", "Spoiling the mood", "Having said yes before"],
)
SEVERAL: Final = Poll(
    "05-signals",
    "Which of these are a yes, for this, for now?",
    options=["One", "Two", "Three", "Four", "Five", "Six", "Seven"],
    several=True,
)
SCALE: Final = Scale("05-red", "How easy is it to say?", ends=("Very hard", "Very easy"))
WORDS: Final = Words("05-words", "What could someone say that hears a stop well?")
NOTE: Final = Note("05-plan", "If I want to stop, what would help?", prompts=["A word", "A sign"])


def name_of(content: str) -> str:
    """An id for a cell that depends on nothing but what it holds."""
    return f"{crc32(content.encode()):08x}"


def text(source: str, slide: str = "slide", **ours: Any) -> dict[str, Any]:
    """A Markdown cell; `tags` and what stands in its `askfirst` metadata as keywords."""
    tags = ours.pop("tags", ["section"])
    attachments = ours.pop("attachments", {})
    return {
        "cell_type": "markdown",
        "id": name_of(source),
        "source": source,
        "attachments": attachments,
        "metadata": {"tags": tags, "slideshow": {"slide_type": slide}, "askfirst": ours},
    }


def note(source: str) -> dict[str, Any]:
    """A facilitator cell."""
    return text(source, "notes", tags=["facilitator"])


def code(
    *data: Mapping[str, Any], slide: str = "slide", source: str = "1", **ours: Any
) -> dict[str, Any]:
    """A code cell with these outputs."""
    return {
        "cell_type": "code",
        "id": name_of(repr(data)),
        "execution_count": None,
        "source": source,
        "metadata": {"slideshow": {"slide_type": slide}, "askfirst": ours},
        "outputs": [{"output_type": "display_data", "data": dict(d), "metadata": {}} for d in data],
    }


def asks(activity: Activity, minutes: float = 2) -> dict[str, Any]:
    """A code cell that shows an activity."""
    mime = "application/vnd.askfirst+json"
    shown = {mime: activity.spec(), "text/html": activity.form(), "text/plain": activity.text()}
    return code(shown, minutes=minutes)


def notebook(cells: Sequence[Mapping[str, Any]], **about: Any) -> dict[str, Any]:
    """A notebook of nbformat 4.5."""
    metadata = {"askfirst": about} if about else {}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}


def module(*cells: Mapping[str, Any], folder: Path = Path(), **about: Any) -> Module:
    """A module of these cells, as if it lay in the folder."""
    said = {"title": "Consent that keeps going", "number": "05", "minutes": 45, **about}
    return module_from_notebook(notebook(cells, **said), folder / "05_consent.ipynb")


CLAIM: Final = (
    "## Going on needs two. Stopping needs one.\n\n"
    "A yes is to one thing, now. [C19](#C19) It can end at any point.\n\n"
    "> **How it sounds**\n>\n> “Still good?”\n>\n> “I want to stop now.”"
)
TABLE: Final = (
    "## A yes needs these [C19](#C19)\n\n| | Sounds like it | Does not |\n|---|---|---|\n"
    "| Freely given | “I’d like that.” | Asked until worn down |\n| Specific | Yes to this | Else |"
)
DIAGRAM: Final = (
    "## Asking does not end\n\n![Two lines](images/two.svg)\n\n**Stopping is solid ground.**\n\n"
    "A word or a sign works. [C54](#C54)"
)


def whole_module(folder: Path) -> Module:
    """One slide of each kind, with a drawing beside the notebook."""
    images = folder / "images"
    images.mkdir(exist_ok=True)
    (images / "two.svg").write_text(DRAWING, encoding="utf-8")
    return module(
        text("# Consent that keeps going\n\nSaid on the title.", tags=["header"], minutes=1),
        note("**Minute 0.** Say: “You can *pass* on anything.” [C19](#C19)"),
        asks(POLL),
        text(CLAIM, claims=["C19"], minutes=4),
        text("Only for those who read alone.", "skip", tags=["learner"]),
        text(TABLE, claims=["C19"]),
        text(DIAGRAM, claims=["C54"]),
        note("Follow the lines."),
        *map(asks, (SEVERAL, SCALE, WORDS, NOTE)),
        text("## Keep\n\n- Stillness means stop.\n- One voice is enough.", tags=["keypoints"]),
        folder=folder,
        promise="You will leave with words for asking.",
        content_note="We talk about stopping.",
    )


def source(claim: str, title: str, organisation: str = "An Organisation") -> Source:
    """A source with an address and a date."""
    return Source(
        claim=claim,
        title=title,
        organisation=organisation,
        year="2020",
        url=f"https://example.org/{claim}",
        checked="2026-11-14",
    )


CLAIMS: Final = {"C19": (source("C19", "What is consent?"),), "C54": (source("C54", "On asking"),)}


def service(kind: str, *, number: str = "", hours: str = "", checked: str = "") -> Service:
    """A row of the table of services; without a number it is an empty slot."""
    return Service(
        place="local",
        kind=kind,
        name="",
        number=number,
        hours=hours,
        note="",
        url="",
        checked=checked,
    )


EMPTY: Final = (service("emergency"), service("Someone to listen"), service("Clinic"))
FILLED: Final = (
    service("emergency", number="112", hours="always", checked="2026-11-14"),
    service("Someone to listen", number="01632 960042", hours="evenings", checked="2026-11-14"),
)
