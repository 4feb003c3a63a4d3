"""Small projects on disk, made for one test: a module with its tables, and nothing else."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from askfirst import Note, Poll, Words
from askfirst.activities.base import MIME, Activity
from askfirst.opening.sealed import LIBRARY

POLL: Final = Poll("05-which", "Which one?", options=["This", "That", "Neither"])
WORDS: Final = Words("05-words", "What would you say?")
NOTE: Final = Note("05-note", "What do you want to keep?", prompts=["One thing"])
SERVICES: Final = "place,kind,name,number,hours,note,url,checked,how\n"
CLAIMS: Final = "claim_id,claim,source_says,title,organisation,year,url,checked,how,grade\n"
PLAN: Final = """title: A short one
minutes: 20
drop_first: ["05: the last card (2)"]
entries:
  - block: Arrive
    minutes: 5
    say: Welcome.
  - module: 05_small
    minutes: 10
  - break: 5
"""


def notebook(specs: Sequence[Mapping[str, Any]], *, title: str = "Small") -> str:
    """A notebook of nbformat 4 that stores these specs, one code cell each."""
    cells = [
        {"cell_type": "markdown", "id": "head", "metadata": {}, "source": f"# {title}"},
        *(
            {
                "cell_type": "code",
                "id": f"cell-{i}",
                "metadata": {"slideshow": {"slide_type": "slide"}},
                "source": "",
                "execution_count": None,
                "outputs": [
                    {"output_type": "display_data", "metadata": {}, "data": {MIME: dict(spec)}}
                ],
            }
            for i, spec in enumerate(specs)
        ),
    ]
    about = {"askfirst": {"title": title, "minutes": 10, "number": "05"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells})


def write_library(folder: Path) -> None:
    """Put a file where `make sealed` puts what phones seal with; no phone of a test runs it."""
    path = folder / LIBRARY
    path.parent.mkdir(parents=True)
    path.write_text("// seals\n", encoding="utf-8")


def make_project(folder: Path, activities: Sequence[Activity] = (POLL, WORDS, NOTE)) -> Path:
    """A project with one module, one plan and tables without rows; returns its folder."""
    for name in ("notebooks", "data", "facilitator/plans"):
        (folder / name).mkdir(parents=True)
    module = notebook([activity.spec() for activity in activities])
    (folder / "notebooks" / "05_small.ipynb").write_text(module, encoding="utf-8")
    (folder / "data" / "services.csv").write_text(SERVICES, encoding="utf-8")
    (folder / "data" / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (folder / "facilitator" / "plans" / "short.yml").write_text(PLAN, encoding="utf-8")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
