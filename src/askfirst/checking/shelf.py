"""Whether handbook and templates say what can be said, rest on the ledger, and lead somewhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from askfirst.checking import evidence, wording
from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, at
from askfirst.curriculum import Module
from askfirst.handbook import read_chapters, read_templates
from askfirst.records import replace

LINK: Final = re.compile(r"\]\((?!#C\d\d\))([^)\s]+)\)")
NAMED: Final = re.compile(r"[Tt]emplates? `([^`]+)`")
Rule = Callable[[Module, Bank], Iterator[Finding]]
RULES: Final[tuple[Rule, ...]] = (
    wording.spoken,
    wording.pressure,
    wording.avoided,
    wording.percentages,
    evidence.claims,
)


def findings(project: Path, bank: Bank) -> Iterator[Finding]:
    """Give what should be looked at in the texts of `facilitator/handbook` and `templates`.

    Raises:
        CurriculumError: A text that cannot be read at all.
    """
    templates = read_templates(project)
    names = {template.stem for template in templates}
    for text in (*read_chapters(project), *templates):
        found = [finding for rule in RULES for finding in rule(text, bank)]
        yield from map(_of_text, (*found, *_dead(text, names)))


def _of_text(finding: Finding) -> Finding:
    """Return a finding as it is said of a text: its parts have names, and no metadata."""
    return replace(finding, cell=0, text=finding.text.removesuffix(f" {wording.QUOTING}"))


def _dead(text: Module, templates: set[str]) -> Iterator[Finding]:
    """Find links to files that are not there, and templates that do not exist."""
    for cell in text.cells:
        for where in LINK.findall(cell.source):
            if ":" not in where and not (text.path.parent / where.partition("#")[0]).is_file():
                yield at(
                    text, cell, "links", f"the link to {where!r} leads nowhere. Name a file here."
                )
        for name in NAMED.findall(cell.source):
            if name not in templates:
                known = ", ".join(sorted(templates)) or "none"
                yield at(text, cell, "links", f"no template {name!r}. There are: {known}.")
