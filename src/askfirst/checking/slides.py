"""Whether what stands on a slide can be read from the back of a room, and by those who hear it."""

import re
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from askfirst.activities.poll import Poll
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import Scenario
from askfirst.checking.bank import Bank
from askfirst.checking.findings import Finding, at
from askfirst.checking.plain import IMAGE, MARK, plain, words
from askfirst.curriculum import EMERGENCY, Cell, Module
from askfirst.export.asked_rows import rows_fit
from askfirst.export.paging import ASKED_LINES, ASKED_WIDTH, paged, title_lines
from askfirst.export.slides import Kind, Slide, read_slides

WORDS, HEADLINE, ROWS, CELL, OPTION, ALT = 45, 60, 5, 36, 45, 40
HELP_ROWS: Final = 5
LETTERS: Final = 24  # px at 1280 x 720: what can be read from the back


def headlines(module: Module, _: Bank) -> Iterator[Finding]:
    """Find slides without one headline that is a claim."""
    for cell in _prose(module):
        found = re.findall(r"^## (.+)$", MARK.sub("", cell.source), re.MULTILINE)
        if len(found) != 1:
            yield at(module, cell, "headline", f"it has {len(found)} headlines, expected one.")
        elif len(found[0].strip()) > HEADLINE:
            count = len(found[0].strip())
            yield at(
                module,
                cell,
                "headline",
                f"its headline has {count} characters, expected {HEADLINE} at most. Shorten it.",
            )
        elif len(found[0].split()) < 3:
            yield at(
                module,
                cell,
                "headline",
                f"{found[0].strip()!r} is a topic. Write the claim that the slide makes.",
            )


def stories(module: Module, _: Bank) -> Iterator[Finding]:
    """Find steps of a story whose consequences stand on a slide without a claim above them."""
    for cell in module.cells:
        if not isinstance(cell.activity, Scenario):
            continue
        ending = cell.activity.endings[0]
        for step in cell.activity.steps:
            if not step.headline and (step.choices or step is ending):
                yield at(
                    module,
                    cell,
                    "headline",
                    f"step {step.id!r} has no headline. Write the claim that its slide makes.",
                )


def crowded(module: Module, _: Bank) -> Iterator[Finding]:
    """Find slides with too many words, and tables and options that are too long."""
    for cell in _slides(module):
        yield from _too_long(module, cell)
        if cell.kind != "markdown":
            continue
        if (count := len(words(cell.source))) > WORDS:
            yield at(
                module, cell, "crowded", f"it has {count} words, expected {WORDS} at most. Cut it."
            )
        lines = [ln for ln in MARK.sub("", cell.source).splitlines() if ln.startswith("|")]
        if len(lines) > ROWS + 2:
            yield at(
                module,
                cell,
                "crowded",
                f"its table has {len(lines) - 2} rows, expected {ROWS} at most. Make two slides.",
            )
        longest = max((t.strip(" *") for ln in lines for t in ln.split("|")), key=len, default="")
        if len(longest) > CELL:
            yield at(
                module,
                cell,
                "crowded",
                f"{longest!r} has {len(longest)} characters, expected {CELL} at most in a table.",
            )


def _too_long(module: Module, cell: Cell) -> Iterator[Finding]:
    if not isinstance(cell.activity, Poll | Quiz):
        return
    longest = max(cell.activity.labels(), key=len)
    if len(longest) > OPTION:
        yield at(
            module,
            cell,
            "crowded",
            f"option {longest!r} has {len(longest)} characters, expected {OPTION} at most.",
        )


def overflowing(module: Module, _: Bank) -> Iterator[Finding]:
    """Find slides that the deck has to cut in two, or that would have to scroll."""
    for slide in _made(module):
        parts = tuple(paged(slide, continued="{title}"))
        if len(parts) > 1 and not slide.activity and not _generated(module, slide):
            yield at(
                module,
                _cell(module, slide),
                "overflow",
                f"“{slide.title_text}” needs {len(parts)} slides, expected one. Cut or split it.",
            )
        elif any(part.tall for part in parts):
            yield at(
                module,
                _cell(module, slide),
                "overflow",
                f"“{slide.title_text}” is higher than a slide, so it would scroll. Shorten it.",
            )


def questions(module: Module, _: Bank) -> Iterator[Finding]:
    """Find questions of which the deck cuts the end, so that nobody in the room can read it."""
    for slide in _made(module):
        count = title_lines(slide, ASKED_WIDTH)
        if slide.kind is Kind.ACTIVITY and count > ASKED_LINES:
            yield at(
                module,
                _cell(module, slide),
                "question",
                f"“{slide.title_text}” takes {count} lines on its slide, expected {ASKED_LINES} at "
                "most. Shorten it; the slide cuts the rest.",
            )


def rows(module: Module, _: Bank) -> Iterator[Finding]:
    """Find questions with more or longer rows than their slide has room for."""
    for slide in _made(module):
        asked = slide.activity
        if asked is not None and slide.kind is Kind.ACTIVITY and not rows_fit(asked):
            yield at(
                module,
                _cell(module, slide),
                "rows",
                f"“{asked.question}” has {len(asked.slide_rows())} rows, and its slide has no room "
                "for all of them. Shorten the question, its rows or what stands over them.",
            )


def repeated(module: Module, _: Bank) -> Iterator[Finding]:
    """Find a headline that another slide of the module has; what is asked again may be the same."""
    said: dict[str, Slide] = {}
    for slide in _made(module):
        first = said.setdefault(slide.title_text, slide)
        if slide.title and first.cell != slide.cell and slide.kind is not Kind.ACTIVITY:
            yield at(
                module,
                _cell(module, slide),
                "headline",
                f"“{slide.title_text}” is the headline of cell {first.cell} as well. Write the "
                "claim that this slide makes.",
            )


def pictures(module: Module, _: Bank) -> Iterator[Finding]:
    """Find pictures that are missing, undescribed, or drawn too small."""
    for cell in module.cells:
        for alt, target in IMAGE.findall(cell.source) if cell.kind == "markdown" else ():
            if len(alt) < ALT:
                yield at(
                    module,
                    cell,
                    "pictures",
                    f"{target!r} has an alternative text of {len(alt)} characters, expected {ALT} "
                    "or more. Tell what the picture shows.",
                )
            yield from _drawn(module, cell, target)


def _drawn(module: Module, cell: Cell, target: str) -> Iterator[Finding]:
    path = module.path.parent / target
    if not path.is_file():
        yield at(module, cell, "pictures", f"{target!r} is not there. Add the file.")
        return
    if path.suffix != ".svg":
        return
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (ParseError, DefusedXmlException) as error:
        yield at(module, cell, "pictures", f"{target!r} cannot be read as SVG ({error}).")
        return
    nodes = [(node.tag.rpartition("}")[2], node) for node in root.iter()]
    for part in ("title", "desc"):
        if not any(name == part and (node.text or "").strip() for name, node in nodes):
            yield at(module, cell, "pictures", f"{target!r} has no <{part}>. Add one.")
    sizes = [float(node.get("font-size", LETTERS)) for _, node in nodes]
    if min(sizes) < LETTERS:
        yield at(
            module,
            cell,
            "pictures",
            f"{target!r} has letters of {min(sizes):g} px, expected {LETTERS} or more.",
        )


def helping(module: Module, bank: Bank) -> Iterator[Finding]:
    """Find kinds of help that no slot is for, and more of them than a slide holds."""
    slots = [row["kind"] for row in bank.services if row["place"] == "local"]
    for kind in module.help:
        if kind not in slots:
            yield at(
                module, None, "help", f"help names {kind!r}, which services.csv has no slot for."
            )
    count = len(module.help or [slot for slot in slots if slot != EMERGENCY])
    if count > HELP_ROWS:
        yield at(
            module,
            None,
            "help",
            f"its help slide has {count} rows, expected {HELP_ROWS} at most. Name those that fit "
            "the module under metadata.askfirst.help; phones and print have all.",
        )


def after_private(module: Module, _: Bank) -> Iterator[Finding]:
    """Find a private note that a question to the room follows."""
    for one, following in pairwise(_slides(module)):
        private = one.activity is not None and one.activity.type == "note"
        if private and following.activity is not None and following.activity.tier != "private":
            yield at(
                module,
                following,
                "private",
                "it asks the room right after a private note. Put something else between them.",
            )


def _made(module: Module) -> tuple[Slide, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the pictures have a rule of their own
        return read_slides(module)


def _slides(module: Module) -> Iterator[Cell]:
    return (cell for cell in module.cells if cell.slide in {"slide", "subslide"})


def _prose(module: Module) -> Iterator[Cell]:
    return (c for c in _slides(module) if c.kind == "markdown" and c.layout != "title")


def _cell(module: Module, slide: Slide) -> Cell | None:
    return module.cells[slide.cell - 1] if slide.cell else None


def _generated(module: Module, slide: Slide) -> bool:
    """Whether the deck made the slide from an activity, so that it may take several."""
    cell = _cell(module, slide)
    return cell is None or cell.kind == "code" or not plain(cell.source).strip()
