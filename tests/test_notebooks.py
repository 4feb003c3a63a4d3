"""What every notebook of the curriculum keeps to, besides the rules of `askfirst check`."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest

from askfirst.activities.base import MIME
from askfirst.activities.poll import Poll
from askfirst.activities.quiz import Option, Quiz
from askfirst.activities.scenario import Scenario
from askfirst.activities.vote import Vote
from askfirst.checking.plain import IMAGE, words
from askfirst.curriculum import Cell, Module, read_module, read_modules
from askfirst.export.paging import paged
from askfirst.export.slides import read_slides

ROOT: Final = Path(__file__).parents[1]
NOTEBOOKS: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))

SHAPES: Final = {
    *("svg", "title", "desc", "g", "path", "line", "circle", "rect", "text", "tspan"),
}

PLACE: Final = re.compile(r"\w+\N{NO-BREAK SPACE}\w+|\bC\d\d\b")

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raw(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def slides(module: Module) -> Iterator[Cell]:
    return (cell for cell in module.cells if cell.slide in {"slide", "subslide"})


def tagged(module: Module, tag: str) -> Iterator[Cell]:
    return (cell for cell in module.cells if tag in cell.tags)


def quizzes(module: Module) -> Iterator[Quiz]:
    return (a for a in module.activities if isinstance(a, Quiz))


def verdict(option: Option) -> str:
    return "Holds up" if option.holds else "Does not hold up"


def learner_after(module: Module, cell: Cell) -> Cell | None:
    """Return the first learner cell between a cell and the next activity."""
    for later in module.cells[cell.index + 1 :]:
        if later.kind == "code":
            return None
        if "learner" in later.tags:
            return later
    return None


def test_ids_are_unique_and_readable(path: Path) -> None:
    """Cell ids are unique in a notebook and made of words."""
    ids = [cell.id for cell in read_module(path).cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) for name in ids)


def test_activity_ids_are_unique_in_the_curriculum(path: Path) -> None:
    """Activity ids begin with the module's number and stand once in the whole curriculum."""
    every = [a.id for module in read_modules(path.parent) for a in module.activities]
    assert len(set(every)) == len(every)
    module = read_module(path)
    assert all(a.id.startswith(f"{module.number}-") for a in module.activities)


def test_one_title_first(path: Path) -> None:
    """The title is the one first-level heading and stands in the first cell, as in the metadata."""
    module = read_module(path)
    first, *rest = module.cells
    assert first.source.startswith(f"# {module.title}\n")
    assert module.promise
    assert module.promise in first.source
    assert not [c.id for c in rest if re.search(r"^# ", c.source, re.MULTILINE)]


def test_every_mark_leads_to_its_source(path: Path) -> None:
    """The sources name every claim that is used, with an address and a date."""
    module = read_module(path)
    text = "\n".join(cell.source for cell in tagged(module, "sources"))
    for claim in module.claims:
        part = re.search(rf"^#+ {claim}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
        assert part, claim
        assert "http" in part[1], claim
        assert re.search(r"Checked \d{4}-\d\d", part[1]), claim


def test_the_deck_has_the_same_sources(path: Path) -> None:
    """Every claim of a module stands on a slide or in its notes, so that the deck lists it too."""
    module = read_module(path)
    shown = [cell for cell in module.cells if cell.slide in {"slide", "subslide", "notes"}]
    said = {claim for cell in shown for claim in cell.claims}
    asked = {claim for cell in shown if cell.activity for claim in cell.activity.claims}
    assert said | asked == set(module.claims)


def test_points_of_the_module_are_taught(path: Path) -> None:
    """A point assigned to a module is taught by the cell that the table names."""
    module = read_module(path)
    cells = {cell.id: cell for cell in module.cells}
    for row in (r for r in rows("points.csv") if r["module"] == module.stem):
        assert row["state"] == "taught", row["id"]
        assert row["cell"] in cells, row["id"]
        assert row["id"] in cells[row["cell"]].points, row["id"]


def test_the_slide_that_explains_holds_few_words(path: Path) -> None:
    """A quiz explains in 45 words: headline, verdicts and reasons, beside the options again.

    Its headline is a claim of at most 60 characters, and extra practice is held to the same.
    """
    for quiz in quizzes(read_module(path)):
        reasons = [f"{verdict(option)} {option.why}" for option in quiz.options]
        count = len(words(" ".join([quiz.headline, *reasons])))
        assert count <= 45, f"{quiz.id}: {count}"
        assert len(quiz.headline) <= 60, quiz.id
        assert len(quiz.headline.split()) >= 3, quiz.id


def test_the_slides_of_a_scenario_hold_few_words(path: Path) -> None:
    """A scenario is told in 45 words a slide, beside the choices again."""
    module = read_module(path)
    told = {c.index + 1 for c in module.cells if isinstance(c.activity, Scenario)}
    slides = (slide for slide in read_slides(module) if slide.cell in told and not slide.activity)
    for part in (part for slide in slides for part in paged(slide, continued="{title}")):
        cells = [text for row in part.rows for _, text in row[1:]]
        said = " ".join([part.title_text, *(block.text for block in part.body), *cells])
        count = len(words(PLACE.sub("", said)))
        assert count <= 45, f"{part.title_text!r}: {count}"


def test_options_fit_one_row(path: Path) -> None:
    """A poll has at most seven options, six where one is chosen, of at most 45 characters.

    So has a quiz, where one is always chosen. The lines of an agreement are up to 80 characters
    long and twelve at most; how they stand on a slide is tested with the activity.
    """
    for activity in read_module(path).activities:
        if isinstance(activity, Poll | Quiz) and not isinstance(activity, Vote):
            several = isinstance(activity, Poll) and activity.several
            assert len(activity.options) <= (7 if several else 6), activity.id
            assert max(map(len, activity.labels())) <= 45, activity.id


def test_every_option_is_explained(path: Path) -> None:
    """The learner cell after a poll or a quiz explains each of its options by name."""
    module = read_module(path)
    for cell in module.cells:
        if isinstance(cell.activity, Poll | Quiz):
            alone = learner_after(module, cell)
            assert alone is not None, cell.id
            missing = [label for label in cell.activity.labels() if label not in alone.source]
            assert not missing, cell.id


def test_every_check_says_what_holds_up(path: Path) -> None:
    """A check is a quiz, of which one option holds up, and its learner cell says the same of each.

    The learner cell goes further than the quiz, so it names every claim that the quiz rests on.
    This holds for extra practice, too, which is in the notebook and not on the slides.
    """
    module = read_module(path)
    checks = list(tagged(module, "check"))
    assert checks
    for cell in checks:
        assert isinstance(cell.activity, Quiz), cell.id
        assert [option.holds for option in cell.activity.options].count(True) == 1, cell.id
        alone = learner_after(module, cell)
        assert alone is not None, cell.id
        assert set(cell.activity.claims) <= set(alone.claims), cell.id
        verdicts = re.findall(r"^- \*(.+?)\.?\* \*\*(.+?)\.\*\* \w", alone.source, re.MULTILINE)
        assert verdicts == [(option.text, verdict(option)) for option in cell.activity.options], (
            cell.id
        )


def test_pictures_are_plain_shapes(path: Path) -> None:
    """A diagram has title and description, readable text, and no script or outside reference."""
    targets = {t for c in read_module(path).cells for _, t in IMAGE.findall(c.source)}
    for target in targets:
        source = (path.parent / target).read_text(encoding="utf-8")
        assert not re.search(r"<!|<script|\bon\w+=|href|url\(|@import", source), target
        root = ElementTree.fromstring(source)
        nodes = [(node.tag.rpartition("}")[2], node) for node in root.iter()]
        assert {name for name, _ in nodes} <= SHAPES, target
        assert all(
            any(name == part and node.text for name, node in nodes) for part in ("title", "desc")
        ), target
        sizes = [float(node.attrib.get("font-size", 24)) for _, node in nodes]
        assert min(sizes) >= 24, target


def test_no_widget_or_answer_is_stored(path: Path) -> None:
    """An output holds exactly spec, form and text, and the notebook no widget state."""
    notebook = raw(path)
    assert "widgets" not in notebook["metadata"]
    assert "widget-view" not in path.read_text(encoding="utf-8")
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            assert set(output.get("data", {})) == {MIME, "text/html", "text/plain"}, cell["id"]


def test_code_cells_are_short(path: Path) -> None:
    """A code cell is one activity or one table in at most twelve lines."""
    for cell in read_module(path).cells:
        if cell.kind == "code":
            assert len(cell.source.splitlines()) <= 12, cell.id
            assert cell.spec is not None, cell.id


def test_no_line_to_say_names_how_long_the_module_is(path: Path) -> None:
    """What is read aloud is right in a shorter plan, too: it says no half hour and no day."""
    lines = [line for cell in read_module(path).cells for line in cell.source.split("\n")]
    spoken = [line for line in lines if line.startswith("- **Say")]
    assert spoken
    length = re.compile(r"\b(this (half )?hour|(last|first) half hour|all day|whole day)\b", re.I)
    assert not [line for line in spoken if length.search(line)]


def test_what_a_learner_reads_is_true_on_a_page_and_on_paper(path: Path) -> None:
    """A learner's text holds wherever it is read: it names no notebook, next slide or minute."""
    module = read_module(path)
    learner = [cell.source for cell in module.cells if "facilitator" not in cell.tags]
    elsewhere = re.compile(r"\bthis notebook\b|\bnext slide\b|\bminutes? \d|[:(] ?cut\b", re.I)
    assert not [text for text in (module.content_note, *learner) if elsewhere.search(text)]


def test_a_way_to_help_is_its_name_alone(path: Path) -> None:
    """Reasons to get help are read on a page and on paper, whose services stand elsewhere."""
    found = [line for cell in read_module(path).cells for line in cell.source.splitlines()]
    ways = [line for line in found if line.startswith("- ") and "→ *" in line]
    assert ways
    assert not [line for line in ways if re.search(r"tables? below|printed page", line)]
