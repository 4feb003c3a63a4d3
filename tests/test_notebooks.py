"""Every notebook of the curriculum is a whole module: anatomy, minutes, evidence, plain words."""

import csv
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest

from askfirst.activities.base import MIME
from askfirst.activities.poll import Poll
from askfirst.activities.quiz import Option, Quiz
from askfirst.activities.scenario import Scenario
from askfirst.curriculum import Cell, Module, read_module, read_modules
from askfirst.export.paging import paged
from askfirst.export.slides import read_slides

ROOT: Final = Path(__file__).parents[1]
NOTEBOOKS: Final = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))

ROLES: Final = {
    *("header", "section", "facilitator", "learner", "check", "reflection"),
    *("keypoints", "takehome", "help", "sources"),
}
OPTIONAL_ROLES: Final = {"reference"}
PARTS: Final = {
    *("about", "questions", "objectives", "before-you-start", "sources"),
    *("likely-questions", "drop-first", "online", "accessibility", "lights", "debrief", "fidelity"),
}
SHAPES: Final = {
    *("svg", "title", "desc", "g", "path", "line", "circle", "rect", "text", "tspan"),
}

MARK: Final = re.compile(r"\[(C\d\d)\]\(#(C\d\d)\)")
PLACE: Final = re.compile(r"\w+\N{NO-BREAK SPACE}\w+|\bC\d\d\b")
IMAGE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
WORD: Final = re.compile(r"[\w’'&-]*\w[\w’'&-]*")

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


def plain(source: str) -> str:
    """Return the words that are seen: no pictures, source marks or signs of Markdown."""
    text = MARK.sub("", IMAGE.sub("", source))
    text = re.sub(r"^\s*\d+\. ", "", text, flags=re.MULTILINE)
    return re.sub(r"^[|\s:-]+$|[#*>|`_]", " ", text, flags=re.MULTILINE)


def words(source: str) -> list[str]:
    return WORD.findall(plain(source))


def sentences(source: str) -> Iterator[str]:
    """Split at the ends of lines, of table cells and of sentences, inside quotations too."""
    text = MARK.sub("", source)
    for line in re.split(r"\n|\|", text):
        yield from re.split(r"(?<=[.!?:])[”’\"*)]*\s+", line)


def test_every_role_is_played(path: Path) -> None:
    """A module has a cell of each role that the standard names."""
    found = {tag for cell in read_module(path).cells for tag in cell.tags}
    assert found >= ROLES


def test_every_part_is_there(path: Path) -> None:
    """A module has the named parts of its anatomy, as cells with these ids."""
    assert {cell.id for cell in read_module(path).cells} >= PARTS


def test_every_text_has_one_role(path: Path) -> None:
    """A text cell has exactly one role tag."""
    for cell in read_module(path).cells:
        if cell.kind == "markdown":
            assert len(cell.tags & (ROLES | OPTIONAL_ROLES)) == 1, cell.id


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


def test_minutes_sum_to_the_module(path: Path) -> None:
    """The minutes of the cells sum to the minutes of the module."""
    module = read_module(path)
    said = raw(path)["metadata"]["askfirst"]["minutes"]
    assert sum(cell.minutes for cell in module.cells) == said


def test_first_activity_opens_within_three_minutes(path: Path) -> None:
    """The first activity ends within the first three minutes."""
    elapsed = 0.0
    for cell in read_module(path).cells:
        elapsed += cell.minutes
        if cell.activity is not None:
            break
    assert elapsed <= 3


def test_objectives_are_typed(path: Path) -> None:
    """Three to five objectives, each knowledge, attitude or skill, begin with what can be seen."""
    (cell,) = (c for c in read_module(path).cells if c.id == "objectives")
    found = re.findall(r"^\| (Knowledge|Attitude|Skill) \| (\w+)", cell.source, re.MULTILINE)
    vague = {"Understand", "Appreciate", "Feel", "Know", "Realise", "Learn"}
    assert 3 <= len(found) <= 5
    assert not [verb for _, verb in found if verb in vague]


def test_points_and_claims_exist(path: Path) -> None:
    """Every point and claim that a cell names stands in the tables."""
    points = {row["id"] for row in rows("points.csv")}
    claims = {row["claim_id"] for row in rows("claims.csv")}
    for cell in read_module(path).cells:
        assert set(cell.points) <= points, cell.id
        assert set(cell.claims) <= claims, cell.id
        assert cell.activity is None or set(cell.activity.claims) <= claims, cell.id


def test_marks_stand_in_the_metadata(path: Path) -> None:
    """The source marks of a text are the claims of its metadata."""
    for cell in read_module(path).cells:
        if cell.kind == "markdown" and "sources" not in cell.tags:
            marks = MARK.findall(cell.source)
            assert all(shown == target for shown, target in marks), cell.id
            assert {shown for shown, _ in marks} == set(cell.claims), cell.id


def test_claims_rest_on_more_than_hearsay(path: Path) -> None:
    """No claim that is shown rests on secondary sources (grade C) alone."""
    grades: dict[str, set[str]] = {}
    for row in rows("claims.csv"):
        grades.setdefault(row["claim_id"], set()).add(row["grade"])
    for claim in read_module(path).claims:
        assert grades[claim] & {"A", "B"}, claim


def test_every_mark_leads_to_its_source(path: Path) -> None:
    """The sources name every claim that is used, with an address and a date."""
    module = read_module(path)
    text = "\n".join(cell.source for cell in tagged(module, "sources"))
    for claim in module.claims:
        part = re.search(rf"^#+ {claim}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
        assert part, claim
        assert "http" in part[1], claim
        assert re.search(r"Checked \d{4}-\d\d", part[1]), claim


def test_sources_are_those_of_the_ledger(path: Path) -> None:
    """The sources name each row of the ledger for every claim used, and no other address."""
    module = read_module(path)
    text = "\n".join(cell.source for cell in tagged(module, "sources"))
    kept = [row["url"] for row in rows("claims.csv") if row["claim_id"] in set(module.claims)]
    assert sorted(re.findall(r"<(http[^>]+)>", text)) == sorted(kept)


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


def test_named_points_are_assigned(path: Path) -> None:
    """A point that a cell names is assigned to its module, and is not a retired one."""
    module = read_module(path)
    assigned = {row["id"] for row in rows("points.csv") if row["module"] == module.stem}
    assert {point for cell in module.cells for point in cell.points} <= assigned


def test_slides_hold_few_words(path: Path) -> None:
    """A slide shows at most 45 words: headline, body, table and side column, without marks."""
    for cell in slides(read_module(path)):
        if cell.kind == "markdown":
            count = len(words(cell.source))
            assert count <= 45, f"{cell.id}: {count}"


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
    """A scenario is told in 45 words a slide, beside the choices again.

    What happened at a step, and the endings, stand under a claim of at most 60 characters.
    """
    module = read_module(path)
    parts = [part for s in read_slides(module) for part in paged(s, continued="{title}")]
    for told in (cell.activity for cell in module.cells):
        if not isinstance(told, Scenario):
            continue
        assert set(told.headlines) == {*told.polls, "endings"}, told.id
        for headline in told.headlines.values():
            assert len(headline) <= 60, headline
            assert len(headline.split()) >= 3, headline
        for part in parts:
            if part.activity is None and part.title_text in {
                told.question,
                *told.headlines.values(),
            }:
                cells = [text for row in part.rows for _, text in row[1:]]
                said = " ".join([part.title_text, *(block.text for block in part.body), *cells])
                count = len(words(PLACE.sub("", said)))
                assert count <= 45, f"{told.id}, {part.title_text!r}: {count}"


def test_headlines_are_claims(path: Path) -> None:
    """A slide has one headline of at most 60 characters; a topic has no place there."""
    for cell in slides(read_module(path)):
        if cell.kind == "markdown" and cell.layout != "title":
            headlines = re.findall(r"^## (.+)$", MARK.sub("", cell.source), re.MULTILINE)
            assert len(headlines) == 1, cell.id
            assert len(headlines[0].strip()) <= 60, cell.id
            assert len(headlines[0].split()) >= 3, cell.id


def test_tables_on_slides_fit(path: Path) -> None:
    """A table on a slide has at most five rows and a cell at most 36 characters."""
    for cell in slides(read_module(path)):
        lines = [ln for ln in MARK.sub("", cell.source).splitlines() if ln.startswith("|")]
        assert len(lines) <= 7, cell.id
        texts = [text.strip(" *") for line in lines for text in line.split("|")]
        assert max(map(len, texts), default=0) <= 36, cell.id


def test_options_fit_one_row(path: Path) -> None:
    """A poll has at most seven options, six where one is chosen, of at most 45 characters.

    So has a quiz, where one is always chosen.
    """
    for activity in read_module(path).activities:
        if isinstance(activity, Poll | Quiz):
            several = isinstance(activity, Poll) and activity.several
            assert len(activity.options) <= (7 if several else 6), activity.id
            assert max(map(len, activity.labels())) <= 45, activity.id


def test_no_activity_asks_for_a_history(path: Path) -> None:
    """No activity asks a person what they have done or lived, and none is of the intimate tier."""
    asked = re.compile(
        r"\b(have you|did you|were you|has anyone|your (last|first|partner))\b", re.I
    )
    for activity in read_module(path).activities:
        assert not asked.search(activity.text()), activity.id
        assert activity.tier != "intimate", activity.id


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


def test_private_is_never_followed_by_a_question(path: Path) -> None:
    """After a private note comes something else than a question to the room."""
    shown = list(slides(read_module(path)))
    for one, following in pairwise(shown):
        if one.activity is not None and one.activity.type == "note":
            assert following.activity is None, one.id


def test_facilitator_lines_can_be_said(path: Path) -> None:
    """No sentence in a facilitator cell has more than 30 words."""
    for cell in tagged(read_module(path), "facilitator"):
        for sentence in sentences(cell.source):
            assert len(words(sentence)) <= 30, f"{cell.id}: {sentence}"


def test_timed_slides_have_notes(path: Path) -> None:
    """A facilitator cell follows every slide that takes minutes."""
    cells = read_module(path).cells
    for cell, following in pairwise(cells):
        if cell.minutes and cell.id != "header":
            assert "facilitator" in following.tags, cell.id
            assert following.slide == "notes", cell.id


def test_no_percentages(path: Path) -> None:
    """No text gives a percentage: the clinic samples say nothing about one person."""
    for cell in read_module(path).cells:
        assert not re.search(r"\d\s*(%|per ?cent\b)", cell.source), cell.id


def test_pictures_are_described(path: Path) -> None:
    """A picture has an alternative text of at least forty characters and lies in the project."""
    for cell in read_module(path).cells:
        for alt, target in IMAGE.findall(cell.source):
            assert len(alt) >= 40, cell.id
            assert (path.parent / target).is_file(), cell.id


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
