"""Marks and the halves of compounds in a presentation stay on the line of what they belong to."""

from typing import Any

from askfirst import Poll
from askfirst.export.powerpoint_faces import headline
from askfirst.export.powerpoint_layouts import BODY, EMU, LABEL
from askfirst.export.powerpoint_marks import drawn_in, with_last_word
from askfirst.export.powerpoint_measure import TIE
from askfirst.export.runs import Run, Runs
from tests.export.presented import A, made
from tests.export.samples import asks, module, text

WIDTH = 640


def marked(said: str, *claims: str) -> Runs:
    """Words with marks after them."""
    marks = (run for c in claims for run in (Run(text=TIE), Run(text=c, mark=True)))
    return (Run(text=said), *marks)


def margins(slide: Any) -> list[int]:
    """The right margins of paragraphs that have one, in px."""
    return [int(p.get("marR")) // EMU for p in slide.element.iter(f"{A}pPr") if p.get("marR")]


def test_a_line_that_would_end_before_a_mark_ends_earlier() -> None:
    """One word more goes on to the next line, so that the mark does not stand there alone."""
    by = drawn_in(
        marked("Somebody quiet, or still? Stop, then ask.", "C54"), width=WIDTH, type_=BODY
    )
    assert 0 < by < WIDTH / 4


def test_a_line_that_would_end_at_the_hyphen_of_a_short_compound_ends_earlier() -> None:
    """The whole compound goes on to the next line, in the letters it was written with."""
    said = "Some of us carry a bit of shame on self-touch, and others do not at all."
    assert 0 < drawn_in((Run(text=said),), width=WIDTH, type_=BODY) < WIDTH / 4
    for other in (
        "Some of us carry a bit of shame on self-touch.",  # one line in Georgia
        "Some of us carry a bit of shame on self touch, and others do not at all.",
        "Self-touch: some of us carry a bit of shame, and others do not at all.",
        "Some of us carry a bit of shame on a-compound-that-is-very-long, and others are not.",
    ):
        assert drawn_in((Run(text=other),), width=WIDTH, type_=BODY) == 0


def test_a_last_word_that_would_stand_alone_has_another_beside_it() -> None:
    """Lines end earlier for it where no face takes a line more, and for nothing else."""
    said = "One to three terms with commas between them, each up to 25 characters"
    assert 0 < drawn_in((Run(text=said),), width=752, type_=LABEL) < 752 / 4
    nobody = "No climax to reach, nobody to impress: be close, and find out."
    assert 0 < drawn_in((Run(text=nobody),), width=832, type_=BODY) < 832 / 4
    for other in (
        "One to three terms",
        f"{said}, or fewer than that",
        f"{said}\vcharacters",
        "יחד " * 14,
    ):
        assert drawn_in((Run(text=other),), width=752, type_=LABEL) == 0


def test_a_last_word_of_a_headline_has_another_beside_it() -> None:
    """A space before it does not break where the word would stand alone, and only there."""
    said = "“Self-touch together builds sexual self-esteem.” What is known?"
    top = headline((Run(text=said),), "Activity")
    (kept,) = with_last_word(top.runs, top.lines, width=top.width, type_=top.type)
    assert kept.text == said.replace(" known?", f"{TIE}known?")
    for other, layout in (
        ("Starting the conversation", "Title"),  # the line above has none to give
        ("There are many reasons, and none outranks another", "Table"),
    ):
        top = headline((Run(text=other),), layout)
        assert top.lines > 1
        assert with_last_word(top.runs, top.lines, width=top.width, type_=top.type) == top.runs
    asked = Poll("02-known", said, options=["Causes it", "Goes with it"])
    titles = [s.shapes.title.text_frame.text for s in made(module(text("# T"), asks(asked))).slides]
    assert said.replace(" known?", "\u00a0known?") in titles


def test_what_has_room_for_its_mark_is_as_wide_as_it_was() -> None:
    """A short line, a second line, and words without a mark are left alone."""
    assert drawn_in(marked("Stop, then ask.", "C54"), width=WIDTH, type_=BODY) == 0
    longer = "Somebody quiet, or still? Stop, then ask, and wait for an answer."
    assert drawn_in(marked(longer, "C54"), width=WIDTH, type_=BODY) == 0
    assert (
        drawn_in(marked("Somebody quiet, or still? Stop, then ask."), width=WIDTH, type_=BODY) == 0
    )


def test_what_follows_a_text_that_is_drawn_in_is_as_wide_as_before() -> None:
    """It says its own margin, since LibreOffice would go on with the one of the text before."""
    said = "Somebody quiet, or still? Stop, then ask. [C19](#C19)"
    (slide,) = (
        s
        for s in made(module(text("# T"), text(f"## A\n\n{said}\n\nMore.\n\n> Beside"))).slides
        if s.shapes.title.text_frame.text == "A"
    )
    body = next(shape for shape in slide.placeholders if shape.name == "Body")
    first, second = (int(p.get("marR")) for p in body._element.iter(f"{A}pPr"))
    assert first > second == 0


def test_a_text_never_takes_more_lines_for_its_mark() -> None:
    """A word that is alone on its line keeps its mark where it falls: nothing could go with it."""
    assert drawn_in(marked("W" * 19, "C54", "C19"), width=WIDTH, type_=BODY) == 0


def test_a_paragraph_of_a_slide_and_a_cell_are_drawn_in() -> None:
    """Text, lists and tables end earlier on the right; a headline and the notes do not."""
    said = "Somebody quiet, or still? Stop, then ask. [C19](#C19)"
    slides = made(
        module(
            text("# T"),
            text(f"## One\n\n{said}\n\n> Beside"),
            text("## Two\n\nStop. [C19](#C19)\n\n> Beside"),
            text(f"## Three\n\n| A | B |\n|---|---|\n| {'Words ' * 20}| {said} |"),
        )
    ).slides
    one, two, three = (
        s for s in slides if s.shapes.title.text_frame.text in {"One", "Two", "Three"}
    )
    assert len(margins(one)) == 1
    assert margins(two) == []
    assert len(margins(three)) <= 1
