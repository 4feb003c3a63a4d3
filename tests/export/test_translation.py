"""What slides, print and pages say of their own accord can be said in any language."""

import re
import warnings
from datetime import time
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from askfirst.curriculum import Module, read_module
from askfirst.export.dates import spoken_date
from askfirst.export.deck import render_deck
from askfirst.export.errors import ExportWarning
from askfirst.export.formats import BY_NAME, FORMATS
from askfirst.export.shelf import Shelf
from askfirst.export.slips import Slip, slips_file
from askfirst.export.texts import HANDOUT
from askfirst.export.translation import OWN, SLOT, SURFACES, Translation, file_of, read_translation
from askfirst.plans import Entry, Plan
from askfirst.records import replace
from tests.export.presented import opened, words
from tests.export.printed import printed
from tests.export.speaking import MADE_UP, fill_in, made_up, read, speaking, write

ROOT: Final = Path(__file__).parents[2]
STEMS: Final = ("03_myths", "05_consent", "06_boundaries")
LETTERS: Final = 12  # a text with fewer may well be said by the module itself


@cache
def modules() -> tuple[Module, ...]:
    """Modules that have everything, as if they were written in a language that nobody speaks."""
    paths = [ROOT / "notebooks" / f"{stem}.ipynb" for stem in STEMS]
    return tuple(replace(read_module(path), language=MADE_UP) for path in paths)


@cache
def said_by_authors() -> str:
    """What stands in notebooks and tables, and may be in English."""
    files = [module.path for module in modules()] + sorted((ROOT / "data").glob("*.csv"))
    return " ".join(file.read_text(encoding="utf-8") for file in files)


def whole_plan() -> Plan:
    entries = tuple(Entry(title=m.title, minutes=m.minutes, module=m) for m in modules())
    pause = Entry(title="Pause", minutes=10, pause=True)
    minutes = sum(entry.minutes for entry in (*entries, pause))
    return Plan(name="all", title="All", minutes=minutes, entries=(*entries, pause))


def shelf_of(folder: Path) -> Shelf:
    """The tables of this project, beside a file with a made-up language."""
    shelf = speaking(folder)
    assert shelf.data is not None
    for name in ("claims", "services", "myths", "contexts", "phrases"):
        (shelf.data / f"{name}.csv").write_bytes((ROOT / "data" / f"{name}.csv").read_bytes())
    return replace(shelf, start=time(18))


def read_as(suffix: str, made: bytes) -> str:
    """All words of a file, those for its scripts among them."""
    if suffix == ".pdf":
        return printed(made).text
    if suffix == ".pptx":
        slides = opened(made).slides
        notes = [s.notes_slide.notes_text_frame.text for s in slides if s.has_notes_slide]
        return " ".join([*map(words, slides), *notes])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", made.decode())).split())


def left_in_english(said: str, where: str) -> list[str]:
    """The names of texts of a surface that a file says in English of its own accord."""
    return [
        name
        for name, text in SURFACES[where].items()
        for part in SLOT.split(text)
        if len(part) >= LETTERS and part in said and part not in said_by_authors()
    ]


SURFACE: Final = {"deck": "deck", "pptx": "presentation", "page": "page"}


@pytest.mark.parametrize("name", [made.name for made in FORMATS])
def test_a_module_says_nothing_in_english_of_its_own_accord(name: str, tmp_path: Path) -> None:
    """In every format each text of ours is that of the author's file."""
    made, shelf = BY_NAME[name], shelf_of(tmp_path)
    for module in modules():
        said = read_as(made.suffix, made.render_module(module, shelf))
        assert left_in_english(said, SURFACE.get(name, name)) == []
        assert "zq" in said


@pytest.mark.parametrize("name", [made.name for made in FORMATS if made.plan])
def test_a_plan_says_nothing_in_english_of_its_own_accord(name: str, tmp_path: Path) -> None:
    """A deck, a presentation, a guide with its sheet for the door, and cards of a whole plan."""
    made, shelf = BY_NAME[name], shelf_of(tmp_path)
    where = "presentation" if name in SURFACE else name
    said = read_as(made.suffix, made.render_plan(whole_plan(), shelf))
    assert left_in_english(said, where) == []
    assert {"deck": "zqpagen", "guide": "zqgdoor"}.get(name, "zq") in said


def test_slips_and_their_qr_codes_are_said_so_too(tmp_path: Path) -> None:
    """Slips are of no module, and are given their texts."""
    texts = speaking(tmp_path).texts("slips", MADE_UP)
    slips = [Slip(code="ABCD", link="http://a/#ABCD")]
    pdf = slips_file(slips, address="a", people=1, paper="a4", language=MADE_UP, texts=texts)
    assert left_in_english(printed(pdf).text, "slips") == []
    assert printed(pdf).alts() == ["zqsqr"]


def test_dates_are_said_in_their_own_order(tmp_path: Path) -> None:
    """Names of months, and what stands before what, are the author's."""
    shelf = speaking(tmp_path, lambda where, name, english: {
        "on_day": "{year}. {month} {day}.", "in_month": "{year}. {month}",
        "months": "jan، feb، már، ápr، máj، jún، júl، aug، szept، okt، nov، dec",
    }.get(name, english), tag="hu")  # fmt: skip
    texts = shelf.texts("handout", "hu")
    assert spoken_date("2026-11-14", texts) == "2026. nov 14."
    assert spoken_date("2026-03", texts) == "2026. már"
    assert spoken_date("2026-03", HANDOUT) == "March 2026"


def test_what_is_missing_is_english_and_told_once(tmp_path: Path) -> None:
    """However many surfaces ask, one warning says how many texts are missing."""
    shelf = speaking(tmp_path)
    assert shelf.data is not None
    fill_in(file_of(shelf.data, MADE_UP), {("handout", "keep"): "", ("guide", "say"): " "})
    with pytest.warns(ExportWarning, match=r"data/texts/qaa.csv: 2 of \d+ texts") as told:
        handout, guide = (shelf.texts(where, MADE_UP) for where in ("handout", "guide"))
    assert (handout["keep"], guide["say"], handout["own"]) == ("Worth keeping", "Say", "zqhown")
    assert len(told) == 1


def test_a_language_without_a_file_is_told_what_to_do(tmp_path: Path) -> None:
    """All is English, and one warning names the command that makes the file."""
    shelf = Shelf(data=tmp_path)
    with pytest.warns(ExportWarning, match="Run `askfirst texts pl` and write it there") as told:
        assert shelf.texts("handout", "pl") == shelf.texts("handout", "pl") == HANDOUT
    assert len(told) == 1


@pytest.mark.parametrize(("data", "language"), [
    (True, "en"), (True, "en-GB"), (True, '"><b>'), (True, "../x"), (False, "ar"),
])  # fmt: skip
def test_nothing_is_told_where_nothing_can_be_done(
    data: bool, language: str, tmp_path: Path
) -> None:
    """English needs no file, what is no tag has none, and outside a project there is no place."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shelf = Shelf(data=tmp_path if data else None)
        assert shelf.texts("handout", language) == HANDOUT


def test_a_language_serves_its_kinds_and_a_kind_comes_first(tmp_path: Path) -> None:
    """`pt` is said where there is no `pt-BR`, and `pt-BR` nowhere else."""
    shelf = speaking(tmp_path, tag="pt")
    assert shelf.texts("handout", "pt-BR")["own"] == "zqhown"
    speaking(tmp_path, lambda *_: "x", tag="pt-BR")
    with pytest.warns(ExportWarning, match="pt-BR"):
        assert Shelf(data=shelf.data).texts("handout", "pt-BR")["own"] == "x"
    assert Shelf(data=shelf.data).texts("handout", "pt")["own"] == "zqhown"


def test_a_few_english_texts_can_be_said_otherwise(tmp_path: Path) -> None:
    """A file of English holds what an author would say in other words, and misses nothing."""
    shelf = speaking(tmp_path, lambda _, name, __: "Keep" if name == "keep" else "", tag="en")
    texts = shelf.texts("handout", "en-GB")
    assert texts == {**HANDOUT, "keep": "Keep"}


def test_what_two_surfaces_share_is_given_once() -> None:
    """Page numbers and dates stand in one place of the file, and each other text in its own."""
    assert "page" in OWN["print"]
    assert not {"page", "months"} & {*OWN["handout"], *OWN["guide"], *OWN["deck"]}
    assert "promise" not in OWN["presentation"]
    given = {"deck": {"help": "a"}, "page": {"help": "b"}, "shared": {"months": "c"}}
    made = Translation(given=given)
    assert made.texts("presentation")["help"] == "a"
    assert made.texts("site")["help"] == "b"
    assert {made.texts(where).get("months", "c") for where in SURFACES} == {"c"}
    assert made.texts("site")["tab"] == SURFACES["site"]["tab"]


WRONG: Final = (
    ("handout", "marks", "Here", "{mark} is not there"),
    ("handout", "marks", "{mark} {mark}", "{mark} is too much"),
    ("handout", "keep", "{mark}", "{mark} is too much"),
    ("shared", "on_day", "{day.__class__} {month} {year}", "{day} is not there"),
    ("handout", "keep", "a } b", "has a brace that is no part of a slot"),
    ("shared", "months", "one, two", "it has 2 months. Expected 12"),
    ("deck", "keys_list", "{on}: on, {back}: back", "lines with one “ | ” each"),
    ("handout", "kepe", "x", "there is no text of that name. Is it 'keep'?"),
    ("hand-out", "keep", "x", "'hand-out' is no place of ours. Expected shared, print, deck"),
)


@pytest.mark.parametrize(("where", "name", "text", "why"), WRONG)
def test_what_cannot_be_used_is_named_and_left_out(
    where: str, name: str, text: str, why: str, tmp_path: Path
) -> None:
    """A slot that is lost would end an export; so it is told, and the English stays."""
    path = tmp_path / "x.csv"
    write(path, [{"where": where, "name": name, "english": "", "text": text}])
    made = read_translation(path)
    assert len(made.amiss) == 1
    assert made.amiss[0].startswith(f"{where}, {name}: ")
    assert why in made.amiss[0]
    assert not made.given


def test_one_need_not_be_a_number(tmp_path: Path) -> None:
    """Languages have a word for a single minute, or no form of their own for it."""
    path = tmp_path / "x.csv"
    write(path, [{"where": "deck", "name": "minutes_one", "english": "", "text": "a minute"}])
    made = read_translation(path)
    assert made.given == {"deck": {"minutes_one": "a minute"}}
    assert not any(name.endswith("_one") for names in made.missing.values() for name in names)


def test_a_text_that_stands_twice_is_named(tmp_path: Path) -> None:
    """The first is taken, so that it is known which."""
    path = tmp_path / "x.csv"
    row = {"where": "handout", "name": "keep", "english": ""}
    write(path, [{**row, "text": "a"}, {**row, "text": "b"}])
    made = read_translation(path)
    assert made.given == {"handout": {"keep": "a"}}
    assert made.amiss == ("handout, keep: it stands there twice. Take one out.",)


HOSTILE: Final = '<img src=x onerror="alert(1)">#panic("a")$x$'


@pytest.mark.parametrize("name", [made.name for made in FORMATS])
def test_a_text_stays_text(name: str, tmp_path: Path) -> None:
    """What an author writes into the file is neither markup of a page nor code of a template."""
    shelf = speaking(tmp_path, _hostile)
    made = BY_NAME[name].render_module(modules()[1], shelf)
    said = made.decode() if BY_NAME[name].suffix == ".html" else read_as(BY_NAME[name].suffix, made)
    assert ("<img src=x" in said) is (BY_NAME[name].suffix != ".html")


def _hostile(where: str, name: str, english: str) -> str:
    kept = name in {"months", "comma"} or " | " in english
    return made_up(where, name, english) + ("" if kept else HOSTILE)


def test_a_live_deck_is_said_in_it_too(tmp_path: Path) -> None:
    """What a projector says beside the room's own sentences is the author's."""
    shelf = speaking(tmp_path)
    html = render_deck(modules()[1], live=True, texts=shelf.texts("deck", MADE_UP))
    assert "zqdstar" in html
    assert "Open the start page" not in html


def test_a_file_that_is_no_table_ends_the_export_in_one_line(tmp_path: Path) -> None:
    """Without its columns nobody knows what a line is for."""
    path = file_of(tmp_path, "ar")
    path.parent.mkdir()
    path.write_text("name;text\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"ar.csv: has no column 'where'. Found name;text"):
        Shelf(data=tmp_path).texts("handout", "ar")


def test_all_rows_of_a_written_file_are_read_back(tmp_path: Path) -> None:
    """What the command writes is what the reader knows, row for row."""
    shelf = speaking(tmp_path)
    assert shelf.data is not None
    rows = read(file_of(shelf.data, MADE_UP))
    assert [(row["where"], row["name"]) for row in rows] == [
        (where, name) for where, texts in OWN.items() for name in texts
    ]
    made = read_translation(file_of(shelf.data, MADE_UP))
    assert (made.amiss, made.missing, made.changed) == ((), {}, ())
