"""The handout of every module, and of notebooks that nobody here wrote."""

import base64
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pypdfium2
import pytest
from nbconvert.exporters import get_exporter

from askfirst import Option, Quiz
from askfirst.activities.note import Note
from askfirst.curriculum import Module, module_from_notebook, read_modules
from askfirst.export.errors import ExportWarning
from askfirst.export.formats import BY_NAME
from askfirst.export.handout import FITS, _fitted, _sheet, handout_file
from askfirst.export.pieces import PieceReader
from askfirst.export.shelf import Shelf
from askfirst.export.sizes import pages
from askfirst.export.texts import HANDOUT
from askfirst.export.typeset import TooManyPagesError, typeset
from tests.export.printed import READABLE, assert_accessible, printed
from tests.export.samples import asks, code, module, note, notebook, text
from tests.export.test_robust import plain
from tests.export.test_typeset import PIXEL

ROOT = Path(__file__).parents[2]
MODULES = read_modules(ROOT / "notebooks")
QUIZ = Quiz(
    "05-check-1",
    "Sam goes still. What holds up?",
    options=[
        Option("Alex waits", "Freezing is automatic.", "C54"),
        Option("Alex stops", "Stillness means stop.", "C54", holds=True),
    ],
    headline="Stop first",
)
SERVICES = (
    "place,kind,name,number,hours,note,url,checked,how\n"
    "local,emergency,,112,always,,,2026-11-14,page\n"
    "local,Someone to listen,,01632 960042,evenings,,,2026-11-14,page\n"
    "local,Clinic,,,,,,,\n"
)
CLAIMS = (
    "claim_id,title,organisation,year,url,checked\n"
    "C19,What is consent?,An Organisation,2020,https://example.org/c19,2026-11-14\n"
    "C54,On asking,Another,2021,,2026-10\n"
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two sources; an emergency number, one more, and an empty slot."""
    (tmp_path / "services.csv").write_text(SERVICES, encoding="utf-8")
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    return Shelf(data=tmp_path)


def sample(**about: Any) -> Module:
    return module(
        text("# Consent", tags=["header"]),
        text("## Keep these\n\n1. Stillness means stop. [C54](#C54)", tags=["keypoints"]),
        note("**Minute 0.** Not for the handout."),
        asks(QUIZ),
        asks(Note("05-plan", "What would help?", prompts=["A word", "A sign"])),
        text("### To take home\n\n**A yes** is for now. [C19](#C19)\n\nMy word: ________",
             tags=["takehome"]),
        text("### Help\n\n**In danger now?** Call.\n\n- You worry. → *Someone to listen*",
             tags=["help"]),
        help=["Clinic"],
        **about,
    )  # fmt: skip


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("made", MODULES, ids=lambda m: m.stem)
def test_every_module_has_one_on_two_pages(made: Any, paper: Any) -> None:
    """On both papers two pages at most, accessible, legible, with help and what to think about."""
    shelf = Shelf(data=ROOT / "data", paper=paper)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pdf = BY_NAME["handout"].render_module(made, shelf)
    found = printed(pdf)
    assert found.pages <= 2
    assert found.smallest() >= READABLE
    assert found.size() == ((210, 297) if paper == "a4" else (216, 279))
    assert_accessible(pdf)
    assert not found.headless()
    assert "To talk to someone" in found.text
    assert "When to get help" in found.text
    unbroken = found.text.replace(" ", "")
    assert all(kind.replace(" ", "") in unbroken for kind in made.help)
    assert "Only for you. Nobody collects this." in found.text
    assert "To think about" in found.text
    drawn = [re.findall(r"!\[", c.source) for c in made.cells if "takehome" in c.tags]
    assert len(found.alts()) == sum(map(len, drawn))


def test_it_holds_what_goes_home(shelf: Shelf) -> None:
    """Key points, take-home, practice with reasons, a private frame, help and sources."""
    found = printed(handout_file(sample(promise="You will leave with words."), shelf)).text
    for said in (
        *("Module 05, to take home", "You will leave with words.", "Keep these"),
        *("Stillness means stop.", "A yes is for now.", "My word:", "Stop first"),
        *("Holds up.", "Does not hold up.", "Freezing is automatic.", "What would help?", "A sign"),
        *("C19 What is consent? An Organisation.", "C54 On asking. Another."),
        "Checked between October 2026 and November 2026.",
    ):
        assert said in found
    assert "Not for the handout" not in found


def test_help_has_its_numbers_or_room_for_them(shelf: Shelf) -> None:
    """Danger comes first; services that the reasons lead to are there, on a slide or not."""
    found = printed(handout_file(sample(), shelf)).text
    danger, listen, clinic = (found.rindex(s) for s in ("112", "01632 960042", "Clinic"))
    assert danger < clinic < listen
    assert "Numbers checked on 14 November 2026." in found


def test_without_a_project_it_still_says_what_to_do_in_danger() -> None:
    """A module that lies in no project has the emergency line in its black block."""
    found = printed(handout_file(sample(), Shelf())).text
    assert "In danger now, call the emergency number" in found


@pytest.mark.parametrize("lines", [17, 18, 19, 24])
def test_no_row_of_a_table_is_alone_on_a_page(lines: int, shelf: Shelf) -> None:
    """However far down a table begins, its last row has another one beside it, or it is whole."""
    rows = "\n".join(f"| Row {n} | {'on what is said of it ' * 4} | more |" for n in range(1, 9))
    filler = "\n\n".join(["A line of text."] * lines)
    made = module(
        text("## Keep these\n\n1. One.", tags=["keypoints"]),
        text(f"### Home\n\n{filler}\n\n| A | B | C |\n|---|---|---|\n{rows}", tags=["takehome"]),
    )
    found = printed(handout_file(made, shelf))
    on_each = [len(re.findall(r"Row \d", page.extract_text())) for page in found.reader.pages]
    assert sum(on_each) == 8
    assert 1 not in on_each[1:]


@pytest.mark.parametrize("after", [".", ",", " / in writing"])
def test_a_line_to_write_on_fills_the_side_column(after: str, shelf: Shelf) -> None:
    """What stands after it does not reach out of the column, but goes on below or not at all."""
    made = module(text(f"### Home\n\nWords.\n\n**Yes, at:** ________{after}", tags=["takehome"]))
    found = printed(handout_file(made, shelf)).text
    assert found.count("Yes, at: To talk" if len(after) == 1 else "Yes, at: in writing") == 1


@pytest.mark.parametrize("lines", [36, 37, 38])
def test_no_last_line_begins_a_page_alone(lines: int, shelf: Shelf) -> None:
    """What to do with the page stays with the words before it, on whichever page these are."""
    filler = "\n\n".join(["A line of text."] * lines)
    home = f"### Home\n\n{filler}\n\nThe last but one.\n\nLeave it behind."
    found = printed(handout_file(module(text(home, tags=["takehome"])), shelf))
    (last,) = (p.extract_text() for p in found.reader.pages if "Leave it" in p.extract_text())
    assert "The last but one." in last


def test_what_never_fits_is_said(shelf: Shelf) -> None:
    """A take-home of many pages is printed whole, with a warning that says what to do."""
    made = module(text("word " * 6000 + "end.", tags=["takehome"]))
    with pytest.warns(ExportWarning, match=r"expected 2 at most. Shorten what is tagged takehome"):
        found = printed(handout_file(made, shelf))
    assert "end." in found.text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_few_tries_find_how_it_is_set(paper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits is looked for near where it is: on both papers, two or three tries a module."""
    tried: list[str] = []

    def counted(*some: Any, **more: Any) -> bytes:
        tried.append(some[0])
        return typeset(*some, **more)

    monkeypatch.setattr("askfirst.export.handout.typeset", counted)
    shelf = Shelf(data=ROOT / "data", paper=paper)
    for made in MODULES:
        handout_file(made, shelf)
    assert len(MODULES) < len(tried) <= 2.5 * len(MODULES)


@pytest.mark.parametrize("many", [1, 600, 1800])
def test_what_takes_too_many_pages_is_refused(many: int, shelf: Shelf) -> None:
    """A handout that may have as many pages as it has is written, and with one less it is not."""
    made = module(text("word " * many, tags=["takehome"]))
    data = _fitted(_sheet(made, shelf, PieceReader(made), HANDOUT), FITS[0], shelf, HANDOUT)
    whole = typeset("handout.typ", {**data, "most": 0}, name="x.ipynb")
    count = pages(whole)
    same = typeset("handout.typ", {**data, "most": count}, name="x.ipynb")
    assert printed(same).text == printed(whole).text
    if count > 1:
        with pytest.raises(TooManyPagesError, match=r"^x.ipynb: too many pages$"):
            typeset("handout.typ", {**data, "most": count - 1}, name="x.ipynb")


def test_a_mark_leads_only_to_a_source_that_is_listed(shelf: Shelf) -> None:
    """Of a claim that nobody knows the mark is there, and leads nowhere."""
    made = module(text("One [C19](#C19), and one [C77](#C77).", tags=["takehome"]))
    found = printed(handout_file(made, shelf))
    assert "C77" in found.text
    inside = [link for page in found.reader.pages for link in page.annotations or ()]
    assert len([link for link in inside if "/URI" not in link.get_object().get("/A", {})]) == 1


def test_a_full_handout_has_no_letter_too_small(shelf: Shelf) -> None:
    """However close it is set, the mark and the list of a source are read without a lens."""
    note = "What I would say [C19](#C19): ________"
    full = "\n\n".join(["word " * 1100, note, "| A [C54](#C54) | B |\n|---|---|\n| a | b |"])
    made = module(text(full, tags=["takehome"]), asks(QUIZ))
    found = printed(handout_file(made, shelf))
    assert found.pages == 2
    assert found.smallest() >= READABLE


def test_dots_that_trail_off_stay_with_their_word(shelf: Shelf) -> None:
    """No line begins with them, wherever it breaks."""
    words = "\n\n".join("what I could not " + "i" * n + " keep is …" * 9 for n in range(1, 12))
    made = module(text(words, tags=["takehome"]))
    lines = printed(handout_file(made, shelf)).reader.pages[0].extract_text().splitlines()
    assert sum(line.count("…") for line in lines) == 99
    assert not any(line.startswith("…") for line in lines)


def test_practice_is_cut_before_anything_else(shelf: Shelf) -> None:
    """Where room is short the reasons go, and a line says where they stand; help stays."""
    long = text("word " * 1100, tags=["takehome"])
    made = module(long, asks(QUIZ), text("Call.\n\n- Ask. → *Clinic*", tags=["help"]))
    found = printed(handout_file(made, shelf)).text
    assert "Stop first" in found
    assert "Freezing is automatic." not in found
    assert "Answers, each with its reason, stand on the page" in found
    assert "To talk to someone" in found


@pytest.mark.parametrize("minor", [0, 5])
def test_a_notebook_of_others_is_set_as_it_reads(minor: int, tmp_path: Path) -> None:
    """Without any metadata all that a learner would read is there, and a lot of output is cut."""
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 1_000_000}
    cells = [
        plain("markdown", "intro\n\n### Deep\n\n![gone](gone.png)"),
        plain("code", "1 + 1", outputs=[output], execution_count=1),
        plain("raw", "raw cell"),
    ]
    made = {**notebook(cells), "nbformat_minor": minor}
    with (
        pytest.warns(ExportWarning, match="cell 1: the picture 'gone.png' was left out"),
        pytest.warns(ExportWarning, match="cell 2: it is too long to show whole: 997,500 more"),
    ):
        pdf = handout_file(module_from_notebook(made, tmp_path / "other.ipynb"), Shelf())
    assert_accessible(pdf)
    found = printed(pdf)
    assert "intro" in found.text
    assert "1 + 1" in found.text
    assert "raw cell" not in found.text
    assert found.text.count("x") < 3000


def test_a_word_longer_than_a_line_goes_on_in_the_next() -> None:
    """An address or a long word of a notebook of others stays on the paper, to its last letter."""
    made = notebook([text("# One title"), text("a" * 300), text("## " + "b" * 120)])
    pdf = handout_file(module_from_notebook(made, Path("o.ipynb")), Shelf())
    found = printed(pdf)
    lines = found.reader.pages[0].extract_text().replace("\u200b", "").splitlines()
    for letter, count in (("a", 300), ("b", 120)):
        on = [line for line in lines if set(line.strip()) == {letter}]
        assert len(on) > 1
        assert sum(len(line.strip()) for line in on) == count


def test_the_title_of_a_notebook_of_others_stands_once() -> None:
    """Its first heading is the title of the page already."""
    made = notebook([text("# One title\n\nSome words."), text("## More")])
    found = printed(handout_file(module_from_notebook(made, Path("o.ipynb")), Shelf()))
    assert found.text.count("One title") == 1
    assert "Some words." in found.text


def test_an_empty_notebook_is_a_title() -> None:
    """A notebook without cells has a handout of one page."""
    assert (
        printed(handout_file(module_from_notebook(notebook([]), Path("a.ipynb")), Shelf())).pages
        == 1
    )


def test_pictures_of_outputs_are_printed() -> None:
    """A bitmap that a cell has drawn is there with its words; a broken one leaves them."""
    broken = base64.b64encode(b"\x89PNG").decode()
    good = code({"image/png": PIXEL, "text/plain": "a point"}, source="")
    bad = code({"image/png": broken, "text/plain": "a hole"}, source="")
    with pytest.warns(ExportWarning, match="a picture was left out: it cannot be drawn"):
        found = printed(handout_file(module(good, bad), Shelf()))
    assert found.alts() == ["a point"]
    assert "a hole" in found.text


def test_right_to_left_is_tagged_as_such() -> None:
    """A module in another language has that language in its file."""
    assert_accessible(handout_file(module(text("# T"), language="ar"), Shelf()), language="ar")


def test_nbconvert_gives_it(tmp_path: Path) -> None:
    """The exporter is found by name and gives the bytes of a PDF."""
    exporter: Any = get_exporter("Workshop_handout")
    made, _ = exporter(paper="letter").from_notebook_node(
        nbformat.from_dict(notebook([text("# T")]))
    )
    assert exporter().file_extension == ".pdf"
    assert printed(made).size() == (216, 279)


def test_twenty_columns_stay_on_the_page() -> None:
    """A table of many columns is no wider than the text, however long its words are."""
    head = "|".join(f"Column{n}" for n in range(20))
    row = "|".join(f"valueless{n}" for n in range(20))
    table = f"## A\n\n|{head}|\n|{'-|' * 20}\n|{row}|"
    module = module_from_notebook(notebook([text("# T"), text(table)]), Path("other.ipynb"))
    with pypdfium2.PdfDocument(handout_file(module, Shelf())) as document:
        words = document[0].get_textpage()
        boxes = [words.get_charbox(n) for n in range(words.count_chars())]
        letters = [words.get_text_range(n, 1) for n in range(words.count_chars())]
        edge = 194 / 25.4 * 72  # a millimetre beyond the text
    seen = [box for box, letter in zip(boxes, letters, strict=True) if letter.isalnum()]
    assert max(right for _, _, right, _ in seen) < edge
