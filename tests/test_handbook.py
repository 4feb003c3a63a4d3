"""The facilitator's handbook has every chapter it owes, and says of the program what is true."""

import math
import re
from pathlib import Path
from typing import Final

import pytest

from askfirst import Agreement
from askfirst.activities.questionbox import HOST, KINDS, LONGEST, QuestionBox
from askfirst.checking.plain import grade, sentences, words
from askfirst.cli import app
from askfirst.curriculum import Module, read_module
from askfirst.errors import CurriculumError
from askfirst.handbook import read_chapters, read_templates, read_text
from askfirst.room.pace import LONGEST_SECONDS
from askfirst.room.progress import EVERY_SECONDS

ROOT: Final = Path(__file__).parents[1]
CHAPTERS: Final = {module.stem[3:]: module for module in read_chapters(ROOT)}
TEMPLATES: Final = {module.stem: module for module in read_templates(ROOT)}
TEXTS: Final = {**CHAPTERS, **{f"template-{name}": text for name, text in TEMPLATES.items()}}
OWED: Final = (
    *("stance-and-values", "trauma-informed-practice", "group-agreement", "pass-rule"),
    *("anonymous-questions", "disclosure", "safeguarding", "co-facilitation", "self-disclosure"),
    *("online-delivery", "accessibility", "participant-information", "privacy-notice"),
    *("referral-list", "parking-lot", "self-care", "trainer-self-assessment"),
)
FORMS: Final = (
    *("code-of-conduct", "dpia", "fidelity-log", "motivated-intruder-test"),
    *("participant-information", "privacy-notice", "referral-card", "safeguarding-card"),
)
each_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)


def whole(text: Module) -> str:
    return "\n".join(cell.source for cell in text.cells)


def rows(text: Module, part: str) -> list[list[str]]:
    """The rows of the first table of a part, without its head."""
    (cell,) = (cell for cell in text.cells if cell.id == part)
    lines = [line for line in cell.source.splitlines() if line.startswith("|")]
    return [[c.strip() for c in line.strip("|").split("|")] for line in lines[2:]]


def test_every_chapter_and_template_is_there() -> None:
    """The handbook has the chapters that the standard names, in its order, and all templates."""
    assert tuple(CHAPTERS) == OWED
    assert tuple(TEMPLATES) == FORMS
    assert [chapter.number for chapter in CHAPTERS.values()] == [f"{n:02}" for n in range(1, 18)]


@each_chapter
def test_a_chapter_is_written_to_be_used(chapter: Module) -> None:
    """Each chapter begins with a promise, and ends with what to do when it goes wrong."""
    assert chapter.promise.endswith(".")
    assert chapter.cells[-1].id == "when-it-goes-wrong"
    assert rows(chapter, "when-it-goes-wrong")


@each_text
def test_a_text_is_plain(text: Module) -> None:
    """A text reads at grade 8 or below, and no sentence has more than 30 words."""
    sources = [cell.source for cell in text.cells]
    assert grade(sources) <= 8
    assert max(len(words(s)) for source in sources for s in sentences(source)) <= 30


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_has_slots(template: Module) -> None:
    """Each template leaves what differs from place to place to be filled in."""
    assert whole(template).count("________") >= 5


def test_the_program_has_the_types_and_limits_that_the_box_chapter_names() -> None:
    """Types, their names, the longest question and the fewest phones are those of QuestionBox."""
    chapter = CHAPTERS["anonymous-questions"]
    named = [row[0].strip("*") for row in rows(chapter, "the-seven-types")]
    assert [name.rstrip("?") for name in named] == [
        HOST[f"kind_{kind}"].rstrip("?") for kind in KINDS
    ]
    assert f"up to {LONGEST} characters" in whole(chapter)
    assert QuestionBox("00-box", "What?").least == 5
    assert "fewer than five phones" in whole(chapter)


def test_the_box_has_the_twelve_steps_of_module_10() -> None:
    """The chapter has twelve steps, as many as the protocol that module 10 teaches from."""
    steps = rows(CHAPTERS["anonymous-questions"], "the-twelve-steps")
    assert [re.match(r"\*\*(\d+)\.", row[0])[1] for row in steps] == [  # type: ignore[index]
        str(n) for n in range(1, 13)
    ]
    module = read_module(ROOT / "notebooks" / "10_readiness.ipynb")
    (taught,) = (cell.source for cell in module.cells if cell.id == "box-kinds")
    assert len(re.findall(r"^\d+\. ", taught, re.MULTILINE)) == 12


def test_numbers_of_the_program_are_those_of_the_code() -> None:
    """Seconds, thresholds and odds in the chapter on privacy are what the program does."""
    said = whole(CHAPTERS["privacy-notice"])
    assert f"renewed every {EVERY_SECONDS:g} seconds" in said
    assert f"the {LONGEST_SECONDS:g} seconds before a pace signal" in said
    assert f"a factor of {math.e:.1f} at most" in said
    assert f"Five questions can make it {math.exp(5):.0f}" in said


def test_another_group_is_opened_as_the_chapter_says() -> None:
    """The option and the setting of `make` that begin anew for another group are there."""
    said = whole(CHAPTERS["privacy-notice"])
    options = [name for option in app.commands["open"].params for name in option.opts]
    assert "`--new-group`" in said
    assert "--new-group" in options
    assert "`NEW=1`" in said
    assert "$(if $(NEW),--new-group)" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_agreement_starts_from_the_lines_of_module_00() -> None:
    """The seven lines of the chapter are those that the module begins with."""
    module = read_module(ROOT / "notebooks" / "00_welcome.ipynb")
    (asked,) = (cell.activity for cell in module.cells if cell.id == "agreement")
    assert isinstance(asked, Agreement)
    (cell,) = (c for c in CHAPTERS["group-agreement"].cells if c.id.startswith("seven"))
    assert re.findall(r"^\d+\. (.+)$", cell.source, re.MULTILINE) == [*asked.starters]


def test_the_nine_intruders_say_what_remains() -> None:
    """The filled-in test asks of each intruder what they try, learn, what stops them, and more."""
    (cell,) = (
        c for c in CHAPTERS["privacy-notice"].cells if c.id.startswith("motivated-intruder-test")
    )
    intruders = cell.source.split("\n### ")[1:-1]
    assert len(intruders) == 9
    for intruder in intruders:
        for asked in ("Could try:", "Would learn:", "What stops them:", "What remains:"):
            assert f"- **{asked}** " in intruder, intruder
    # The form adds whoever runs a server, and a line for somebody else.
    assert len(rows(TEMPLATES["motivated-intruder-test"], "who-could-try-what")) == 11


def test_who_could_read_could_also_send() -> None:
    """Where a text says that others could read what phones send, it says what else they could."""
    said = [whole(text) for text in TEXTS.values()]
    said += [whole(read_module(path)) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    said.append((ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " "))
    found = [
        after[:90]
        for text in said
        for after in re.split(r"could read (?=what (?:a )?phones? send|it\b)", text)[1:]
    ]
    assert len(found) >= 7
    assert [text for text in found if "place" not in text] == []


def test_a_room_on_a_server_has_words_of_its_own() -> None:
    """Who leads a room on a server, or from a hub, finds what to say in place of the Wi-Fi."""
    (part,) = (cell for cell in CHAPTERS["privacy-notice"].cells if cell.id == "a-room-on-a-server")
    for said in ("Whoever runs the server could read what arrives", "Led from a hub"):
        assert said in part.source
    assert "(13-privacy-notice.md#a-room-on-a-server)" in whole(CHAPTERS["online-delivery"])
    notice = whole(TEMPLATES["privacy-notice"])
    for told in (
        "- **Sealed.**",
        "- **On a server.** What phones send is encrypted on the way there.",
        "Whoever runs the server could read what arrives, and from which internet address.",
        "- **Led from a hub.**",
    ):
        assert told in notice


def test_a_text_without_a_title_is_refused(tmp_path: Path) -> None:
    """A file that begins with no title is named, with what was expected."""
    (tmp_path / "01-a.md").write_text("No title.\n", encoding="utf-8")
    with pytest.raises(CurriculumError, match=r"01-a\.md: begins with no title"):
        read_text(tmp_path / "01-a.md")


def test_a_text_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named."""
    (tmp_path / "01-a.md").write_bytes(b"# \xff\n")
    with pytest.raises(CurriculumError, match="cannot be read as UTF-8 text"):
        read_text(tmp_path / "01-a.md")


def test_a_project_without_a_handbook_has_no_chapters(tmp_path: Path) -> None:
    """A curriculum of one's own need not have a handbook."""
    assert read_chapters(tmp_path) == ()
    assert read_templates(tmp_path) == ()
