"""The tables of data/ are what datapackage.json says, and say no more than was checked."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst import Quiz, Sort
from askfirst.curriculum import read_module
from askfirst.knowledge import knowledge_check
from askfirst.myths import myth

DATA: Final = Path(__file__).parents[1] / "data"
PACKAGE: Final[dict[str, Any]] = json.loads((DATA / "datapackage.json").read_text("utf-8"))
RESOURCES: Final[list[dict[str, Any]]] = PACKAGE["resources"]
READ: Final = {path.name for path in DATA.glob("*.csv")}
QUOTED: Final = {"points.csv", "pressure.csv"}  # a source outline as it is, and patterns

each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: str(r["name"]))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_described() -> None:
    """datapackage.json describes each table of the folder, under CC BY 4.0, with its sources."""
    assert {r["path"] for r in RESOURCES} == {path.name for path in DATA.glob("*.csv")}
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]
    assert PACKAGE["sources"]


@pytest.mark.parametrize("name", sorted(READ - QUOTED))
def test_what_is_printed_has_the_marks_of_print(name: str) -> None:
    """No table that people read has a straight apostrophe or a straight quotation mark."""
    cells = [cell for row in rows(name) for cell in row.values() if not cell.startswith("http")]
    assert not [cell for cell in cells if "'" in cell or '"' in cell]


def test_the_standard_s_own_checker_agrees() -> None:
    """Frictionless, the checker of the standard, finds every table valid."""
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    found = subprocess.run(command, cwd=DATA, capture_output=True, text=True, check=False)
    report = json.loads(found.stdout)
    assert report["valid"], [task["errors"][:3] for task in report["tasks"] if task["errors"]]
    assert {task["name"] for task in report["tasks"]} == {r["name"] for r in RESOURCES}


@each_resource
def test_columns_are_the_described_ones(resource: dict[str, Any]) -> None:
    """The columns of a table are the described fields, in their order, each with a description."""
    fields = resource["schema"]["fields"]
    with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in fields]
    assert all(field["description"] for field in fields)


@each_resource
def test_cells_keep_the_constraints(resource: dict[str, Any]) -> None:
    """Every cell keeps what is said of its column: required, pattern, enum."""
    for field in resource["schema"]["fields"]:
        name, limits = field["name"], field.get("constraints", {})
        for number, row in enumerate(rows(resource["path"]), start=2):
            place = f"{resource['path']}:{number} {name}"
            assert row[name] or not limits.get("required"), place
            assert not row[name] or row[name] in limits.get("enum", [row[name]]), place
            assert re.fullmatch(limits.get("pattern", ".*"), row[name]), place


@each_resource
def test_rows_are_told_apart_by_their_key(resource: dict[str, Any]) -> None:
    """No two rows share the primary key, or are alike where there is none."""
    key = resource["schema"].get("primaryKey") or [f["name"] for f in resource["schema"]["fields"]]
    seen = [tuple(row[column] for column in key) for row in rows(resource["path"])]
    assert len(set(seen)) == len(seen)


@each_resource
def test_no_cell_is_a_formula(resource: dict[str, Any]) -> None:
    """No cell begins like a formula of a spreadsheet."""
    for row in rows(resource["path"]):
        assert not [text for text in row.values() if text.startswith(("=", "+", "-", "@"))]


def test_claims_are_set_with_the_quotes_of_print() -> None:
    """No claim and no source has a straight quote: they stand on slides, paper and the site."""
    for row in rows("claims.csv"):
        read = " ".join(row[k] for k in ("claim", "source_says", "title", "organisation"))
        assert not re.search("[\"']", read), row["claim_id"]


def test_claims_speak_to_every_reader() -> None:
    """No claim tells an author what to write: the page of sources shows it to everybody."""
    told = re.compile(
        r"\b(teach|slot|workshop|state which|call it|present these|say (some|it)"
        r"|do not (give|offer|promise|teach))\b",
        re.IGNORECASE,
    )
    for row in rows("claims.csv"):
        assert not told.search(row["claim"]), row["claim_id"]


def test_every_point_is_assigned_or_retired_with_a_reason() -> None:
    """A point belongs to a module, or is retired and says why."""
    for row in rows("points.csv"):
        retired = row["state"] == "retired"
        assert bool(row["reason"]) == retired, row["id"]
        assert bool(row["module"]) != retired, row["id"]


def test_points_are_taught_only_where_a_module_exists() -> None:
    """A point is called taught, and has a cell, only in a module that exists."""
    stems = {path.stem for path in (DATA.parent / "notebooks").glob("*.ipynb")}
    for row in rows("points.csv"):
        taught = row["state"] == "taught"
        assert taught == (row["module"] in stems), row["id"]
        assert bool(row["cell"]) == taught, row["id"]


@pytest.mark.parametrize(
    "name", ["contexts.csv", "touch.csv", "scenarios.csv", "readiness.csv", "knowledge.csv"]
)
def test_reasons_name_claims_that_exist(name: str) -> None:
    """A reason in a bank rests on claims of the ledger, none of them on hearsay alone."""
    grades: dict[str, set[str]] = {}
    for row in rows("claims.csv"):
        grades.setdefault(row["claim_id"], set()).add(row["grade"])
    for row in rows(name):
        for claim in row["claims"].split():
            assert grades.get(claim, set()) & {"A", "B"}, (name, claim)


def test_the_cards_to_sort_are_those_of_the_bank() -> None:
    """Module 01 sorts the cards that the bank has for it, into its contexts, and explains each."""
    module = read_module(DATA.parent / "notebooks" / "01_words.ipynb")
    (sort,) = (a for a in module.activities if isinstance(a, Sort))
    bank = {row["card"]: row for row in rows("contexts.csv") if row["use"] == "sort"}
    assert tuple(bank) == tuple(sort.cards)
    assert {row["context"] for row in rows("contexts.csv")} == set(sort.columns)
    (alone,) = (cell for cell in module.cells if cell.id == "contexts-alone")
    for card, row in bank.items():
        assert f"| {card} | {row['context']} | {row['why']}" in alone.source, card


def test_only_the_first_answer_leads_to_going_on() -> None:
    """Only the first answer to a question of readiness goes on; no, unsure and fear never do."""
    leads: dict[str, list[str]] = {}
    for row in rows("readiness.csv"):
        leads.setdefault(row["question"], []).append(row["leads"])
    for question, (first, *others) in leads.items():
        assert first == "go on talking", question
        assert others, question
        assert "go on talking" not in others, question
    for word in ("safe", "heard", "owe", "afraid"):
        (found,) = (leads[question] for question in leads if word in question)
        assert found[-1] == "find support", word


def test_no_telephone_number_without_a_check() -> None:
    """A service shows a number only with the day of its check; emergency numbers stand apart."""
    for row in rows("services.csv"):
        if row["number"] and row["kind"] != "emergency":
            assert row["checked"], row["name"]


def test_local_slots_are_there() -> None:
    """Help and law have a slot to fill for the place of the workshop, the emergency line first."""
    local = [row["kind"] for row in rows("services.csv") if row["place"] == "local"]
    assert local[0] == "emergency"
    assert len(local) >= 6
    assert len([row for row in rows("law.csv") if row["place"] == "local"]) >= 5


def test_what_was_not_read_has_no_date() -> None:
    """A claim whose source was not read carries no date of a check, any other does."""
    for row in rows("claims.csv"):
        assert bool(row["checked"]) == (row["how"] != "address seen, text not read"), row["title"]


def test_law_names_its_claims() -> None:
    """A line of law that says something names its source and claims that exist."""
    claims = {row["claim_id"] for row in rows("claims.csv")}
    for row in rows("law.csv"):
        if row["says"] and row["place"] != "local":
            assert row["source"], row["topic"]
            assert set(row["claims"].split(";")) <= claims, row["topic"]


def test_every_line_that_asks_holds_its_way_out() -> None:
    """A line that asks names its way out, which stands in it word for word; no other line has one.

    It does not begin with its way out: first comes what is asked.
    """
    for row in rows("phrases.csv"):
        asks = row["kind"] == "ask"
        assert bool(row["way_out"]) == asks, row["id"]
        assert not asks or row["line"].find(row["way_out"]) > 0, row["id"]


def test_no_line_of_the_bank_leans() -> None:
    """No sample line asks for a reason, names a duty, a debt, other people or the last time."""
    leaning = re.compile(
        r"\b(why not|should|must|have to|owe|promised?|everyone|everybody|other couples|normal"
        r"|prove|if you loved|last time|just this once|please say yes)\b",
        re.IGNORECASE,
    )
    for row in rows("phrases.csv"):
        said = re.sub(r"You don’t have to", "", row["line"])
        assert not leaning.search(said), row["id"]


def test_the_bank_has_lines_of_every_kind_and_only_known_claims() -> None:
    """Each kind has five lines or more to choose from, and its claims are in the ledger."""
    claims = {row["claim_id"] for row in rows("claims.csv")}
    kinds = [row["kind"] for row in rows("phrases.csv")]
    assert min(kinds.count(kind) for kind in set(kinds)) >= 5
    for row in rows("phrases.csv"):
        assert set(filter(None, row["claims"].split(";"))) <= claims, row["id"]


def test_the_handout_of_conversations_quotes_the_bank() -> None:
    """Every line on the handout of module 04 stands in the bank, word for word."""
    notebook = json.loads((DATA.parent / "notebooks/04_conversations.ipynb").read_text("utf-8"))
    (cell,) = (c for c in notebook["cells"] if c["id"] == "takehome")
    quoted = re.findall(r"^- “(.+)”$|“([^”]+)” \|", "".join(cell["source"]), re.MULTILINE)
    lines = {row["line"] for row in rows("phrases.csv")}
    found = [listed or tabled for listed, tabled in quoted]
    assert len(found) > 12
    assert set(found) <= lines


def test_scenarios_name_claims_that_exist() -> None:
    """A reason in a scenario names claims of the ledger."""
    claims = {row["claim_id"] for row in rows("claims.csv")}
    for row in rows("scenarios.csv"):
        assert set(row["claims"].split()) <= claims, row["scenario"]


def test_the_myth_cards_are_those_of_the_bank() -> None:
    """Module 03 asks every card of the bank, in its order, as the bank has it."""
    module = read_module(DATA.parent / "notebooks" / "03_myths.ipynb")
    asked = [a for a in module.activities if isinstance(a, Quiz)]
    assert asked == [myth(row["id"], data=DATA) for row in rows("myths.csv")]


def test_myth_cards_rest_on_claims_and_correct_kindly() -> None:
    """An answer rests on claims not all hearsay; a kind sentence neither orders nor mocks."""
    good = {row["claim_id"] for row in rows("claims.csv") if row["grade"] in {"A", "B"}}
    unkind = re.compile(
        r"\b(wrong|myth|actually|nonsense|silly|stupid|should|must|have to|everyone|normal)\b",
        re.IGNORECASE,
    )
    for row in rows("myths.csv"):
        named = " ".join(row[f"{answer}_claims"] for answer in ("true", "not_true", "depends"))
        assert set(named.split()) <= good, row["id"]
        assert not unkind.search(row["kind_sentence"]), row["id"]


def test_the_knowledge_check_is_that_of_the_bank() -> None:
    """Module 11 asks every item of the bank, in its order, as the bank has it: five of them."""
    module = read_module(DATA.parent / "notebooks" / "11_closing.ipynb")
    asked = [a for a in module.activities if isinstance(a, Quiz)]
    items = dict.fromkeys(row["id"] for row in rows("knowledge.csv"))
    assert asked == [knowledge_check(name, data=DATA) for name in items]
    assert len(items) == 5


def test_an_item_of_knowledge_is_one_case_of_one_correction() -> None:
    """The rows of an item share question, headline, correction and module; one option holds up."""
    items: dict[str, list[dict[str, str]]] = {}
    for row in rows("knowledge.csv"):
        items.setdefault(row["id"], []).append(row)
    for name, own in items.items():
        for column in ("question", "headline", "correction", "module"):
            assert len({row[column] for row in own}) == 1, (name, column)
        assert [row["verdict"] for row in own].count("Holds up") == 1, name
    corrections = [own[0]["correction"] for own in items.values()]
    assert len(set(corrections)) == len(corrections)


def test_an_item_of_knowledge_is_taught_and_is_a_new_case() -> None:
    """The module of an item names every claim that it rests on, and does not ask the same case."""
    for row in rows("knowledge.csv"):
        module = read_module(DATA.parent / "notebooks" / f"{row['module']}.ipynb")
        assert set(row["claims"].split()) <= set(module.claims), row["id"]
        assert row["question"] not in {a.question for a in module.activities}, row["id"]


def test_products_give_a_reason_that_is_sourced_or_named_ours() -> None:
    """A pair of product and barrier names claims that exist, is a precaution, or sends to a label.

    Those that are simply fine together always have a source.
    """
    claims = {row["claim_id"] for row in rows("claims.csv") if row["grade"] in {"A", "B"}}
    for row in rows("products.csv"):
        named = set(row["claims"].split())
        assert named <= claims, row
        ours = re.search(r"[Oo]ur precaution|packet|leaflet", row["why"])
        assert bool(named) != bool(ours), row
        assert named or row["verdict"] != "Fine together", row


def test_the_chart_of_products_says_what_the_table_says() -> None:
    """Every field of the chart of module 09 is the verdict of its pair, a star for a precaution."""
    chart = (DATA.parent / "notebooks/images/09-what-goes-with-what.svg").read_text("utf-8")
    product = {
        "oil": "Massage oil, baby oil, petroleum jelly",
        "water": "Water-based lubricant",
        "silicone": "Silicone-based lubricant",
    }
    other = {
        "latex": "Latex condom, dam or glove",
        "polyisoprene": "Polyisoprene condom",
        "toy": "Silicone toy",
    }
    found = re.findall(r'<text id="(\w+)-(\w+)"[^>]*>([^<*]+?)( \*)?</text>', chart)
    assert len(found) == len(product) * len(other)
    table = {(row["product"], row["with"]): row for row in rows("products.csv")}
    for one, two, verdict, star in found:
        row = table[product[one], other[two]]
        assert verdict == row["verdict"], (one, two)
        assert bool(star) == row["why"].startswith("Our precaution"), (one, two)
