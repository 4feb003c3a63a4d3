"""Tables of `data/` that are read off the modules, so that a question is written once.

People ask the same things in every room. The answers stand in the modules, where they come up;
questions.csv and discussion.csv gather them for cards, guide and question box.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from askfirst.checking.findings import Finding
from askfirst.checking.plain import MARK
from askfirst.curriculum import Module

ASKED: Final = re.compile(
    r"^- \*\*(?:If (?:asked|someone asks),? )?“(?P<question>.+?)”\*\* (?P<answer>.+)$",
    re.MULTILINE | re.IGNORECASE,
)
DEBRIEF: Final = re.compile(r"^\| (What [^|]+\?) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
COLUMNS: Final = {
    "questions": ("module", "question", "answer", "claims"),
    "discussion": ("module", "question", "after_the_story", "among_facilitators"),
}

Rows = Sequence[Mapping[str, str]]


def questions(modules: Sequence[Module]) -> Iterator[Mapping[str, str]]:
    """Give each likely question with an answer that can be said, in the order of the modules."""
    for module in modules:
        for cell in module.cells:
            for found in ASKED.finditer(cell.source) if "facilitator" in cell.tags else ():
                answer = " ".join(MARK.sub("", found["answer"]).split())
                yield {
                    "module": module.stem,
                    "question": found["question"],
                    "answer": answer,
                    "claims": " ".join(dict.fromkeys(c for c, _ in MARK.findall(found["answer"]))),
                }


def discussion(modules: Sequence[Module]) -> Iterator[Mapping[str, str]]:
    """Give the three questions of each module's debrief, with what may be said to them."""
    for module in modules:
        for cell in (c for c in module.cells if c.id == "debrief"):
            for question, after, among in DEBRIEF.findall(cell.source):
                values = (module.stem, question, after.strip(), among.strip())
                yield dict(zip(COLUMNS["discussion"], values, strict=True))


def written(modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    """Give the name of each of these files, and its text as the modules have it now."""
    yield "questions.csv", _csv("questions", [*questions(modules)])
    yield "discussion.csv", _csv("discussion", [*discussion(modules)])


def out_of_step(folder: Path, modules: Sequence[Module]) -> Iterator[Finding]:
    """Find one of these files that does not say what the modules say."""
    for name, text in written(modules):
        if is_due(folder / name, text):
            yield Finding(
                file=name,
                cell=0,
                id="",
                rule="bank",
                text="it differs from what the modules say. Run `askfirst check --fix`.",
                mechanical=True,
            )


def is_due(path: Path, text: str) -> bool:
    """Whether a file has to be written: it says something else, or is not there and has rows."""
    if not path.is_file():
        return len(text.splitlines()) > 1
    return path.read_text(encoding="utf-8") != text


def _csv(name: str, rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
