"""Presentations: their slides, layouts, notes, tables, pictures and links."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from askfirst import Agreement, BothYes, Breath, CoinFlip, Pulse, Quiz, SelfCheck, Sort
from askfirst.activities.quiz import Option
from askfirst.export.powerpoint import powerpoint_file
from askfirst.export.powerpoint_layouts import BODY, EMU, FOOT, Color
from askfirst.export.texts import PRESENTATION
from tests.export.presented import A, Filled, P, R, made, sections, tables, words
from tests.export.samples import NOTE, POLL, SCALE, WORDS, asks, module, note, text, whole_module

PULSE = Pulse("05-sure", "How sure are you?", options=["Not yet", "Half", "Sure"])


@pytest.fixture
def whole(tmp_path: Path) -> Any:
    return made(whole_module(tmp_path))


def test_the_same_module_gives_the_same_bytes(tmp_path: Path) -> None:
    """Equal input gives an equal file, byte for byte, with no date in it."""
    found = {powerpoint_file(whole_module(tmp_path), Filled()) for _ in range(2)}
    assert len(found) == 1
    with ZipFile(BytesIO(found.pop())) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert "created" not in core
    assert "modified" not in core


def test_slides_stand_in_order_with_help_second_and_last(whole: Any) -> None:
    """Title, help, the module's slides, sources, help: each on its layout, in 16:9."""
    assert [slide.slide_layout.name for slide in whole.slides] == [
        *("Title", "Help", "Activity", "Claim", "Table", "Diagram", "Activity", "Activity"),
        *("Activity", "Private", "Words", "Table", "Help"),
    ]
    assert (whole.slide_width, whole.slide_height) == (12192000, 6858000)
    assert sections(whole) == [
        ("Consent that keeps going", 2),
        (PRESENTATION["module"], 9),
        (PRESENTATION["end"], 2),
    ]


def test_a_diagram_is_a_picture_with_the_words_of_the_notebook(whole: Any) -> None:
    """An SVG becomes a PNG in the picture's place, its conclusion stands below as text."""
    slide = whole.slides[5]
    picture = next(
        s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.PICTURE
    )
    assert picture.image.content_type == "image/png"
    assert picture.element.find(f".//{P}cNvPr").get("descr") == "Two lines"
    assert picture.image.size[0] == 2240
    assert "Stopping is solid ground." in words(slide)


def test_tables_are_tables(whole: Any) -> None:
    """A table can be edited: head, rows and cells, the first column in bold by its style."""
    slide = whole.slides[4]
    assert tables(slide) == [
        [
            ["", "Sounds like it", "Does not"],
            ["Freely given", "“I’d like that.”", "Asked until worn down"],
            ["Specific", "Yes to this", "Else"],
        ]
    ]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert table.first_row
    assert table.first_col


def test_notes_are_in_the_notes_pane(whole: Any) -> None:
    """Facilitator cells are notes of the slide before them, bold and marks with them."""
    first, *_ = whole.slides
    said = first.notes_slide.notes_text_frame
    assert said.text.startswith("Minute 0. Say: “You can pass on anything.”")
    assert said.paragraphs[0].runs[0].font.bold
    notes = [slide.notes_slide.notes_text_frame.text for slide in whole.slides]
    noted = [number for number, text in enumerate(notes, 1) if text]
    assert noted == [1, 6]


def test_what_learners_read_alone_is_left_out(whole: Any) -> None:
    """A cell for those who read alone is on no slide and in no note."""
    assert not any("Only for those who read alone" in words(slide) for slide in whole.slides)


def test_an_activity_is_a_printed_form() -> None:
    """Rows with letters in the author's order, Pass last without one, and a place for the code."""
    slide = made(module(text("# T"), asks(POLL))).slides[2]
    rows = tables(slide)[0]
    assert [label for _, label in rows] == [*POLL.labels(), "Pass"]
    assert [letter for letter, _ in rows] == [*"ABCDEFG"[: POLL.width], ""]
    code = next(shape for shape in slide.placeholders if shape.name == "Code")
    assert code.placeholder_format.type == PP_PLACEHOLDER.PICTURE
    prompt = next(s for s in slide.slide_layout.placeholders if s.name == "Code")
    assert prompt.text_frame.text == "Place for the QR code"


@pytest.mark.parametrize("asked", [SCALE, PULSE, PULSE.after()])
def test_steps_in_order_have_no_letters(asked: Any) -> None:
    """A scale and both halves of a pulse show their steps and Pass alone, as the deck does."""
    slide = made(module(text("# T"), asks(asked))).slides[2]
    assert tables(slide)[0] == [*([label] for label in asked.labels()), ["Pass"]]


def test_a_sort_names_its_columns_and_words_their_length() -> None:
    """What belongs above the rows stands there: columns to sort into, or how long an answer is."""
    sort = Sort("05-sort", "Where?", cards=["One", "Two"], columns=["Here", "There"])
    presentation = made(module(text("# T"), asks(sort), asks(WORDS)))
    assert "Here  /  There" in words(presentation.slides[2])
    assert "Up to 80 characters" in words(presentation.slides[3])
    assert tables(presentation.slides[3]) == [[["", ""], ["", "Pass"]]]


def test_lines_that_are_there_already_stand_on_one_slide_with_pass() -> None:
    """Seven of them are set smaller, and only as many as no type has room for go on."""
    said = [f"This is a line of an agreement, and its number is {n}" for n in range(11)]
    for count, needed in ((3, 1), (7, 1), (11, 2)):
        asked = Agreement("05-agree", "Which line is missing?", starters=said[:count])
        slides = [
            slide
            for slide in made(module(text("# T"), asks(asked))).slides
            if slide.shapes.title.text_frame.text.startswith(asked.question)
        ]
        assert len(slides) == needed
        assert tables(slides[-1]) == [[["", ""], ["", "Pass"]]]
        assert said[count - 1] in words(slides[-1])


def test_lines_of_an_agreement_stand_closer_before_they_are_smaller() -> None:
    """Seven short ones are set in 21 pt, with less between them."""
    lines = [f"Nobody asks for {n} reasons." for n in range(7)]
    asked = Agreement("05-agree", "Which line is missing?", starters=lines)
    slide = made(module(text("# T"), asks(asked))).slides[2]
    body = next(shape.element for shape in slide.shapes if shape.name == "Body")
    sizes = {run.get("sz") for run in body.iter(f"{A}rPr")}
    gaps = [gap.get("val") for gap in body.iter(f"{A}spcPts")]
    assert sizes == {"2100"}
    assert gaps == ["0", *["450"] * 6]


def test_what_is_private_stands_on_night() -> None:
    """A note says that nothing is sent, on a dark ground, and asks for no code."""
    slide = made(module(text("# T"), asks(NOTE), asks(Breath("05-breath")))).slides[2]
    assert slide.slide_layout.name == "Private"
    assert "Only for you. Nothing is sent." in words(slide)
    assert [shape.name for shape in slide.shapes][:4] == ["Title", "Only", "Body", "Leave"]


def test_private_questions_are_spread_evenly() -> None:
    """What does not fit on one slide of a self-check is about as much on each."""
    answers = {"Yes": "go on talking", "Not sure": "not now", "No": "find support"}
    asked = {f"Is this the question with number {n}?": answers for n in range(6)}
    check = SelfCheck("05-self", "Nerves or doubt? For me, or for someone made up", questions=asked)
    slides = list(made(module(text("# T"), asks(check))).slides)[2:-1]
    bodies = [s for slide in slides for s in slide.placeholders if s.name == "Body"]
    assert [len(body.text_frame.paragraphs) for body in bodies] == [4, 3]


def test_steps_of_a_demonstration_are_slides() -> None:
    """What a deck shows step by step stands on a slide for each step, without an empty column."""
    both = BothYes(
        "05-both",
        names=("Noor", "Sam"),
        items={"hands": ("yes", "yes"), "feet": ("yes", "no"), "hair": ("no", "yes")},
    )
    slides = [*made(module(text("# T"), asks(both))).slides][2:-1]
    assert slides[0].shapes.title.text_frame.text == both.question
    assert tables(slides[1])[0][0] == ["Item", "Noor", "Sam"]
    assert tables(slides[2])[0][0] == ["Item", "Noor", "Sam", "Known"]


def test_the_rule_of_a_coin_is_as_large_as_what_it_is_for() -> None:
    """How to toss stands in the body, above the rows, on one slide also below a long question."""
    coin = CoinFlip("05-coin", "Is this a question that takes as many as three lines of its slide?")
    slide = made(module(text("# T"), asks(coin))).slides[2]
    (body,) = (s for s in slide.placeholders if s.name == "Body")
    assert tuple(body.text_frame.text.splitlines()) == coin.rule()
    assert tuple(row[-1] for row in tables(slide)[0]) == coin.slide_rows()


def test_a_quiz_is_explained_with_its_sources() -> None:
    """Each option stands with a verdict in words, why, and marks that lead to the source."""
    quiz = Quiz(
        "05-quiz",
        "Which?",
        options=[Option("This", "So.", "C19", holds=True), Option("That", "No.")],
    )
    slides = made(module(text("# T"), asks(quiz))).slides
    assert tables(slides[3]) == [
        [["This", "● Holds up So.\u00a0C19"], ["That", "○ Does not hold up No."]]
    ]
    link = next(slides[3].element.iter(f"{A}hlinkClick"))
    assert slides[3].part.related_part(link.get(f"{R}id")) is slides[4].part
    assert link.get("action") == "ppaction://hlinksldjump"


def test_source_marks_are_small_raised_and_named_at_the_foot(whole: Any) -> None:
    """A mark is raised and leads to the list; the foot says what it is."""
    slide = whole.slides[3]
    mark = next(r for r in slide.element.iter(f"{A}rPr") if r.get("baseline"))
    assert mark.get("baseline") == "30000"
    foot = next(shape for shape in slide.shapes if shape.name == "Foot")
    begun = "\u200bC19\u2002What is consent? An Organisation."  # no link is the first of its line
    assert foot.text_frame.text.startswith(begun)
    listed = words(whole.slides[11])
    assert "What is consent? An Organisation, 2020. Checked\u00a014\u00a0November" in listed


@pytest.mark.parametrize(
    ("note", "between"),
    [("We talk of fear.", " "), ("We talk of " + "fear and hope, " * 5, "\v"),
     ("Tears in one short story. The evaluation is without names, and free to skip by all.", "\v"),
     ("We talk of " + "fear and hope, " * 7, " ")],
)  # fmt: skip
def test_the_pass_rule_of_a_title_is_not_torn(note: str, between: str) -> None:
    """Where both take two lines the rule stands on the second, if the note fits on the first."""
    slide = made(module(text("# T"), title="T", content_note=note.strip())).slides[0]
    foot = next(shape for shape in slide.shapes if shape.name == "Foot")
    assert foot.text_frame.text == f"{note.strip()}{between}{PRESENTATION['pass']}"


def test_a_source_mark_stays_on_the_line_of_its_word() -> None:
    """In text and in a table the space before a mark does not break; any other does."""
    said = "You can stop. [C19](#C19) Pause."
    row = "| A | B |\n|---|---|\n| Stop [C19](#C19) | b |"
    slides = made(module(text("# T"), text(f"## One\n\n{said}"), text(f"## Two\n\n{row}"))).slides
    assert "You can stop.\u00a0C19 Pause." in words(slides[2])
    assert tables(slides[3])[0][1] == ["Stop\u00a0C19", "b"]


def test_a_head_looks_the_same_above_each_column(whole: Any) -> None:
    """Programs differ on what a head above a bold column looks like, so each says it itself."""
    (table,) = whole.slides[4].element.iter(f"{A}tbl")
    heads = [*next(table.iter(f"{A}tr")).iter(f"{A}rPr")]
    looks = {(r.get("b"), next(r.iter(f"{A}schemeClr")).get("val")) for r in heads}
    assert looks == {("0", str(Color.STONE))}


def test_help_says_the_number_to_call_and_when_it_was_checked(whole: Any) -> None:
    """The emergency number in its block, then service, hours and number."""
    for slide in (whole.slides[1], whole.slides[12]):
        assert "In danger now? Call the emergency number here: 112" in words(slide)
        assert tables(slide) == [[["Someone to listen", "evenings", "01632 960042"]]]
        assert "Checked 14 November 2026." in words(slide)


def test_the_side_column_stands_beside_the_body_with_a_line_between(whole: Any) -> None:
    """A quote in a cell is its side column; its bold first line is only a label."""
    slide = whole.slides[3]
    assert [shape.name for shape in slide.shapes] == [
        *("Title", "Body", "Rule", "Side", "Foot", "Number"),
    ]
    side = next(shape for shape in slide.shapes if shape.name == "Side").text_frame
    assert [p.text for p in side.paragraphs] == [
        *("How it sounds", "“Still good?”", "“I want to stop now.”"),
    ]
    assert side.paragraphs[0].runs[0].font.bold is False


def test_a_slide_without_a_headline_goes_on_under_the_one_above() -> None:
    """Every slide has a title, if need be that of the slide before it."""
    slides = made(module(text("# T"), text("## A\n\nb"), text("only words"))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[2:4] == ["A", "A (continued)"]


def test_a_table_that_goes_on_takes_as_few_slides_as_hold_it() -> None:
    """Seven rows of two lines stand on two slides, if a little closer, and not on three."""
    cell = "Words that take two lines of a column of this"
    table = f"## A\n\n| A | B |\n|-|-|{f'{chr(10)}| {cell} | {cell} |' * 7}"
    shown = made(module(text("# T"), text(table))).slides
    titles = [one.shapes.title.text_frame.text for one in shown]
    assert [title for title in titles if title.startswith("A")] == ["A", "A (continued)"]


def test_three_rows_of_three_lines_are_one_table() -> None:
    """The three answers of a story stay together, as they are compared, if a little closer."""
    cell = "Many words that take three lines of one column"
    table = f"## A\n\n| A | B | C |\n|-|-|-|{f'{chr(10)}| {cell} | {cell} | {cell} |' * 3}"
    shown = made(module(text("# T"), text(table))).slides
    (slide,) = (one for one in shown if one.shapes.title.text_frame.text.startswith("A"))
    (shape,) = (shape for shape in slide.shapes if shape.has_table)
    assert shape.table.rows[1].height > 3 * BODY.line * EMU
    assert len(shape.table.rows) == 4
    assert shape.top + shape.height <= FOOT * EMU


def test_a_slide_that_goes_on_says_which_part_it_is_and_has_its_notes_on_each() -> None:
    """Whichever part is shown, what to say is at hand, and no two have the same headline."""
    body = "\n\n".join(["Words that go on and on. " * 20] * 3)
    slides = made(module(text("# T"), text(f"## A\n\n{body}"), note("Say."))).slides
    going = [s for s in slides if s.shapes.title.text_frame.text.startswith("A")]
    titles = [slide.shapes.title.text_frame.text for slide in going]
    assert len(titles) > 2
    assert titles == ["A", *(f"A ({n} of {len(titles)})" for n in range(2, len(titles) + 1))]
    assert [s.notes_slide.notes_text_frame.text for s in going] == ["Say."] * len(going)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "en-GB"), ("pt-BR", "pt-BR"), ("nl", "nl"), ('"><b>', None)],
)
def test_text_says_its_language(language: str, expected: str | None) -> None:
    """Every run names the language of the module, if it is the name of a language."""
    presentation = made(module(text("# T"), text("## A\n\nb"), language=language))
    runs = [r for slide in presentation.slides for r in slide.element.iter(f"{A}rPr")]
    assert {run.get("lang") for run in runs} == {expected}


def test_text_from_right_to_left_is_set_so() -> None:
    """A paragraph that begins from right to left is set so, and others are not."""
    slide = made(module(text("# T"), text("## A\n\nموافقة\n\nyes"))).slides[2]
    body = next(shape for shape in slide.shapes if shape.name == "Body")
    turned = [p._p.pPr is not None and p._p.pPr.get("rtl") for p in body.text_frame.paragraphs]
    assert turned == ["1", False]


def test_all_chrome_can_be_said_in_another_language() -> None:
    """Every text of a presentation's own comes from the mapping it is given."""
    other = {name: f"x{name}" for name in ("help", "danger", "sources", "private", "more")}
    presentation = made(module(text("# T"), text("## A [C19](#C19)"), asks(NOTE)), **other)
    said = "\n".join(words(slide) for slide in presentation.slides)
    for name, value in other.items():
        assert value in said
        assert PRESENTATION[name] not in said


def test_importing_it_imports_nothing_heavy() -> None:
    """Importing the exporter brings in neither nbconvert, IPython, widgets nor pandas."""
    heavy = ("nbconvert", "IPython", "ipywidgets", "pandas", "nbformat", "typst", "fontTools")
    program = (
        "import sys, askfirst.export.powerpoint\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_theme_has_the_colours_of_the_house_in_their_order(whole: Any) -> None:
    """Ink, paper, stone, straw, ask, night, marigold, no, maybe, edge; Georgia and Arial."""
    master = whole.slide_master.part
    theme = parse_xml(master.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    scheme = next(theme.iter(f"{A}clrScheme"))
    assert [color[0].get("val") for color in scheme][:10] == [
        *("17252B", "FFFFFF", "55636A", "FBEFC6", "0A5A66"),
        *("10323C", "F2B632", "8789AF", "E9BE55", "6A7980"),
    ]
    assert [face.get("typeface") for face in theme.iter(f"{A}latin")] == ["Georgia", "Arial"]


def test_every_layout_has_a_title_and_prompts_in_words(whole: Any) -> None:
    """A slide made by hand has a title too, and each empty place says what belongs there."""
    assert len(whole.slide_layouts) == 10
    for layout in whole.slide_layouts:
        first, *_ = layout.placeholders
        assert first.placeholder_format.type == PP_PLACEHOLDER.TITLE
        for place in layout.placeholders:
            kind = place.placeholder_format.type
            assert place.text_frame.text or kind == PP_PLACEHOLDER.TABLE


def test_a_theme_and_its_tables_are_in_every_new_table(whole: Any) -> None:
    """A table that is added by hand gets our lines: the style of tables is the default."""
    styles = whole.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
    listed = parse_xml(styles.blob)
    assert listed.get("def") == listed[0].get("styleId")
    used = {s.text for slide in whole.slides for s in slide.element.iter(f"{A}tableStyleId")}
    assert used == {style.get("styleId") for style in listed}
