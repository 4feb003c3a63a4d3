"""The cards of every module, both sides, and of notebooks that nobody here wrote."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from askfirst import Option, Quiz
from askfirst.activities.boundaries import Boundaries
from askfirst.activities.pace import SIGNALS
from askfirst.activities.scenario import Choice, Scenario, Step
from askfirst.activities.sort import Sort
from askfirst.curriculum import module_from_notebook, read_modules
from askfirst.export.cardfit import LARGE
from askfirst.export.cards import cards_file, cards_plan
from askfirst.export.cardsets import SHEET, Card, CardSet, Side, answers, module_sets, signals
from askfirst.export.errors import ExportError
from askfirst.export.formats import BY_NAME
from askfirst.export.shelf import Shelf
from askfirst.export.texts import CARDS
from askfirst.plans import Entry, Plan
from tests.export.printed import assert_accessible, printed
from tests.export.samples import NOTE, SEVERAL, asks, code, module, notebook, text
from tests.export.test_robust import plain

ROOT = Path(__file__).parents[2]
MODULES = read_modules(ROOT / "notebooks")
QUIZ = Quiz(
    "05-check-1",
    "“No.” As a fact, is it true?",
    options=[
        Option("True", "It is not."),
        Option("Not true", "One survey says so.", "C38", holds=True),
    ],
)
STORY = Scenario(
    "05-story",
    "What could Sam say?",
    setting="Sam and Alex are made up.",
    steps=[
        Step("ask", "Sam waits.", [Choice("Asks", "Alex nods.", "Clear.", "end"),
                                   Choice("Waits", "Nothing.", "Quiet.", "end")]),
        Step("end", "They have tea."),
    ],
)  # fmt: skip
SORT = Sort("05-sort", "Where?", cards=["One card", "Two card"], columns=["Here", "There"])
MAP = Boundaries("05-map", items={"Touch": ["hands", "hair"]})
TABLES = {
    "myths": "id,saying,holds,kind_sentence\n05-check-1,A saying.,Not true,A kind sentence.\n"
    "09-check-1,Of another module.,True,Not here.\n",
    "contexts": "id,card,situation,context,why,claims\nsofa,Sofa,On a sofa.,In private,Both.,C49\n",
    "phrases": "id,kind,line,way_out,purpose,use,claims\n"
    "P1,ask,Would you like tea?,or not,Asks,Anywhere,C19;C63\n",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A project with one row of each table, and one that is not of this module."""
    for name, rows in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    return Shelf(data=tmp_path)


def shows(*names: str) -> list[dict[str, Any]]:
    return [code({}, source=f'Table(\n    "{name}",\n    columns=["id"],\n)') for name in names]


def sample() -> Any:
    cells = [*map(asks, (QUIZ, STORY, SORT, MAP)), *shows("myths", "contexts", "phrases")]
    return module(*cells)


def printed_cards(made: CardSet) -> list[Card]:
    return [card for card in made.cards if not card.front.lines]


def sides(sets: list[CardSet], which: str) -> list[Side]:
    return [getattr(card, which) for made in sets for card in printed_cards(made)]


def test_each_source_of_cards_is_a_set(shelf: Shelf) -> None:
    """Myths, situations, lines, a story, cards to sort and boundaries are sets of their own."""
    sets = [*module_sets(sample(), shelf, CARDS)]
    assert [(made.title, len(printed_cards(made))) for made in sets] == [
        ("Myths, module 05", 1),
        ("Situations, module 05", 1),
        ("Lines to borrow, module 05", 1),
        ("Stories, module 05", 3),
        ("To sort, module 05", 4),
        ("Boundaries, module 05", 6),
    ]


def test_a_back_answers_its_front(shelf: Shelf) -> None:
    """A myth has its kind sentence and its reason; a step has what each choice leads to."""
    sets = [*module_sets(sample(), shelf, CARDS)]
    front, back = sides(sets, "front")[0], sides(sets, "back")[0]
    assert (front.words, back.words) == ("“A saying.”", "A kind sentence.")
    assert back.rows == (("Not true.", "One survey says so."),)
    assert back.note == "05-check-1 C38"
    step = sides(sets, "back")[4]
    assert step.rows == (("Asks", "Alex nods. (An ending)"), ("Waits", "Nothing. (An ending)"))


def test_a_way_leads_to_the_card_of_its_ending() -> None:
    """Of several endings each has a number, on its card and where a choice leads to it."""
    to_two = [
        Choice("Asks", "Alex nods.", "Clear.", "tea"),
        Choice("Waits", "No.", "Quiet.", "bus"),
    ]
    steps = [
        Step("ask", "Sam waits.", to_two),
        Step("tea", "They have tea."),
        Step("bus", "A bus."),
    ]
    story = Scenario("05-story", "What now?", setting="Made up.", steps=steps)
    (made,) = module_sets(module(asks(story)), Shelf(), CARDS)
    cards = printed_cards(made)
    assert [card.front.label for card in cards] == ["A story", "Step 1", "Ending 1", "Ending 2"]
    first, second = (f"(Ending\N{NO-BREAK SPACE}{number})" for number in (1, 2))
    assert cards[1].back.rows == (("Asks", f"Alex nods. {first}"), ("Waits", f"No. {second}"))


def test_places_left_are_cards_to_write(shelf: Shelf) -> None:
    """Every sheet of a set is full: what is left over is to be written on, and need not be."""
    for made in module_sets(sample(), shelf, CARDS):
        own = made.cards[len(printed_cards(made)) :]
        assert len(made.cards) % SHEET == 0
        assert {card.front.note for card in own} == {CARDS["own"]}
        assert {card.front.label for card in own} != {""}
        assert all(card.back.words or card.back.lines for card in own)
    labels = [made.cards[-1].front.label for made in module_sets(sample(), shelf, CARDS)]
    assert labels[3:] == ["Another ending", "Where does it go?", "Something else"]


def test_only_tables_that_the_module_shows_make_cards(shelf: Shelf) -> None:
    """A table of the project that the module does not show is left out."""
    made = module(asks(QUIZ), *shows("phrases"))
    assert [s.title for s in module_sets(made, shelf, CARDS)] == ["Lines to borrow, module 05"]


def test_private_things_make_no_answer_cards() -> None:
    """Letters are as many as the longest question of a room needs, and Pass is among them."""
    (made,) = answers([module(asks(SEVERAL), asks(NOTE))], CARDS)
    assert [card.front.words for card in made.cards] == [*"ABCDEFG", "Pass"]
    assert [*answers([module(asks(NOTE), asks(MAP))], CARDS)] == []


def test_no_back_of_an_answer_tells_it() -> None:
    """All backs of the letters are alike, so that a card lying face down says nothing."""
    (made,) = answers([module(asks(SEVERAL))], CARDS)
    assert len({card.back for card in made.cards}) == 1


def test_pass_and_pace_are_always_there() -> None:
    """A module without cards has those to pass, and to ask for slower, a pause or fine."""
    words = {card.front.words for card in signals(CARDS).cards}
    assert len(words) == 1 + len(SIGNALS)
    pdf = cards_file(module(text("# T")), Shelf())
    assert_accessible(pdf)
    found = printed(pdf)
    assert found.pages == 2
    assert all(word in found.text for word in words)


def places(pdf: bytes, page: int) -> dict[str, tuple[float, float]]:
    """Where the words of a page begin, in points from its lower left corner."""
    found: dict[str, tuple[float, float]] = {}

    def visit(words: str, current: Any, matrix: Any, _: Any, __: Any) -> None:
        if words.strip():
            x, y = matrix[4], matrix[5]
            a, b, c, d, e, f = current
            found.setdefault(words.strip(), (a * x + c * y + e, b * x + d * y + f))

    printed(pdf).reader.pages[page].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_back_lies_behind_its_front(paper: Any) -> None:
    """Turned along the long edge, the first back is at the right where the first front is left."""
    cells = {"Touch": [f"front{n}" for n in range(4)]}
    made = module(asks(Boundaries("05-map", items=cells)), asks(STORY))
    pdf = cards_file(made, Shelf(paper=paper))
    found = printed(pdf)
    width = float(found.reader.pages[0].mediabox.width)
    number = next(n for n, p in enumerate(found.reader.pages) if "Stories" in p.extract_text())
    front, back = places(pdf, number), places(pdf, number + 1)
    x_front = next(x for words, (x, _) in front.items() if words.startswith("What could"))
    x_back, y_back = next(at for words, at in back.items() if words.startswith("Sam and"))
    y_front = next(y for words, (_, y) in front.items() if words.startswith("What could"))
    assert x_front < width / 2 < x_back
    assert abs(y_front - y_back) < 60


def test_sets_begin_on_sheets_of_their_own(shelf: Shelf) -> None:
    """Eight cards a sheet, each sheet two pages; no set shares one with another."""
    found = printed(cards_file(sample(), shelf))
    assert found.pages == 2 * (2 + 6)
    assert "Stories, module 05. Sheet 1 of 1, backs." in found.text


def test_a_card_has_no_small_print(shelf: Shelf) -> None:
    """Nothing on a card, its note and its sources among it, is under nine points."""
    assert printed(cards_file(sample(), shelf)).smallest() == pytest.approx(9)


def test_words_that_do_not_fit_are_named() -> None:
    """A card with more words than it holds ends the export, and the sentence names the card."""
    made = module(asks(Boundaries("05-map", items=["w" * 80, "short"])))
    with pytest.raises(ExportError, match=r"^05_consent.ipynb: card 05-map, w+ has more words"):
        cards_file(made, Shelf())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("made", MODULES, ids=lambda m: m.stem)
def test_every_module_has_cards(made: Any, paper: Any) -> None:
    """Every word of every card of every module holds on both papers, and the file is tagged."""
    shelf = Shelf(data=ROOT / "data", paper=paper)
    pdf = BY_NAME["cards"].render_module(made, shelf)
    assert_accessible(pdf)
    found = printed(pdf)
    assert found.pages % 2 == 0
    assert found.size()[0] == (210 if paper == "a4" else 216)
    unbroken = found.text.replace(" ", "")
    for card_set in module_sets(made, shelf, CARDS):
        for card in card_set.cards:
            for side in (card.front, card.back):
                assert "".join(side.words.split()) in unbroken


def test_a_plan_has_what_is_for_all_once(shelf: Shelf) -> None:
    """Pass, pace and letters stand once in front of the sets of all modules."""
    entry = Entry(title="T", minutes=5, module=sample())
    plan = Plan(name="p", title="Evening", minutes=10, entries=(entry, entry))
    pdf = cards_plan(plan, shelf)
    assert_accessible(pdf)
    assert printed(pdf).text.count("Pass and pace, for two people. Sheet 1 of 1, fronts") == 1
    assert printed(pdf).text.count("Stories, module 05. Sheet 1 of 1, fronts") == 2


def test_the_same_bytes_for_the_same_cards(shelf: Shelf) -> None:
    """Cards are the same file each time."""
    assert cards_file(sample(), shelf) == cards_file(sample(), shelf)


def test_notebooks_of_others_have_the_cards_for_all() -> None:
    """Without any metadata, and in nbformat 4.0, there is the sheet for everyone."""
    made = {**notebook([plain("markdown", "# #x"), plain("raw", "")]), "nbformat_minor": 0}
    found = printed(cards_file(module_from_notebook(made, Path("o.ipynb")), Shelf()))
    assert found.pages == 2


def test_nbconvert_gives_them() -> None:
    """The exporter is found by name."""
    exporter: Any = get_exporter("Workshop_cards")
    made, _ = exporter().from_notebook_node(nbformat.from_dict(notebook([text("# T")])))
    assert printed(made).pages == 2


def test_a_word_of_two_lines_stands_clear_of_its_label() -> None:
    """What is read from afar stands in the middle of what the label leaves of its card."""
    sort = Sort("05-sort", "Where?", cards=["A", "B"], columns=["Leaves a way out", "Leans"])
    found = places(cards_file(module(asks(sort)), Shelf()), 2)
    label, words = (found[said][1] for said in ("Lay cards here", "Leaves a"))
    assert label - words > 1.25 * LARGE[0]
