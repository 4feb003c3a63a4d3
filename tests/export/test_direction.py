"""What is made in Arabic says its own words in Arabic, and print of it begins at the right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest

from askfirst.curriculum import Module
from askfirst.export.formats import BY_NAME
from askfirst.export.guide import guide_file
from askfirst.export.handout import handout_file
from askfirst.export.shelf import Paper, Shelf
from askfirst.export.slips import Slip, slips_file
from askfirst.export.typeset import language
from askfirst.plans import Entry, Plan
from askfirst.records import replace
from tests.export.presented import opened, words
from tests.export.samples import POLL, asks, module, service, text
from tests.export.speaking import speaking
from tests.export.test_guide import places, sample

MIDDLE: Final = 298  # of A4, in points
ARABIC: Final[Mapping[tuple[str, str], str]] = {
    ("print", "page"): "{page} من {pages}",
    ("handout", "keep"): "يستحق أن يبقى",
    ("handout", "talk"): "للحديث مع أحد",
    ("guide", "steps"): "خطوة خطوة",
    ("guide", "door"): "يمكنك الخروج من كل شيء.",
    ("cards", "word_pass"): "أتجاوز",
    ("slips", "type"): "واكتب",
    ("deck", "help"): "إن أردت الحديث مع أحد",
    ("page", "leave"): "اخرج الآن",
}
SAID: Final = (
    ("handout", ("handout", "keep"), ("handout", "talk"), ("print", "page")),
    ("guide", ("guide", "steps"), ("print", "page")),
    ("cards", ("cards", "word_pass")),
    ("deck", ("deck", "help")),
    ("pptx", ("deck", "help")),
    ("page", ("page", "leave")),
)


class Filled(Shelf, frozen=True, kw_only=True):
    """A shelf with numbers to call."""

    services: Any = (
        service("emergency", number="112"),
        service("عيادة", number="01632 960042", hours="مساء"),
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A project that speaks Arabic."""
    whole = speaking(
        tmp_path, lambda where, name, english: ARABIC.get((where, name), english), tag="ar"
    )
    return Filled(data=whole.data)


def arabic() -> Module:
    """A module with what each format has of its own."""
    about = "| الدقيقة | ما سيأتي | كيف تتركه |\n|---|---|---|\n| 3–5 | الخوف | عد at 5 |"
    keep = text("1. صوت واحد يكفي.", tags=["keypoints"])
    head = text("# الموافقة", tags=["header"], minutes=1)
    cells = (head, {**text(about, "skip"), "id": "about"}, asks(POLL), keep)
    return module(*cells, language="ar", title="الموافقة", minutes=3)


def read(name: str, made: bytes) -> str:
    """The words of a file in the order in which they are read."""
    if name == "pptx":
        return " ".join(map(words, opened(made).slides))
    if BY_NAME[name].suffix == ".html":
        return made.decode()
    return pdf_words(made)


def pdf_words(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, *said in SAID])
def test_a_module_says_its_own_words_in_arabic(
    name: str, said: list[tuple[str, str]], shelf: Shelf
) -> None:
    """In every format what an author wrote into the file is there, and the English is not."""
    made = read(name, BY_NAME[name].render_module(arabic(), shelf))
    for key in said:
        words_of_it = ARABIC[key].format(page=1, pages=1)
        assert words_of_it in made or words_of_it.replace("1", "2") in made


def test_the_sheet_for_the_door_and_the_slips_are_arabic(shelf: Shelf) -> None:
    """What hangs on a door, and what is drawn from a hat, are read by those who take part."""
    entries = (Entry(title="أهلا", minutes=5), Entry(title="و", minutes=3, module=arabic()))
    plan = Plan(name="p", title="أمسية", minutes=8, entries=entries)
    assert ARABIC["guide", "door"] in pdf_words(BY_NAME["guide"].render_plan(plan, shelf))
    texts = shelf.texts("slips", "ar")
    slips = [Slip(code="K7QM-2X4P", link="http://a/#K7QM-2X4P")] * 6
    made = slips_file(slips, address="a:80", people=4, paper="a4", language="ar", texts=texts)
    assert ARABIC["slips", "type"] in pdf_words(made)
    assert min(x for x, _, words in places(made)[0] if "K7QM" in words) > MIDDLE


@pytest.mark.parametrize("tag", ["ar", "fa-IR", "ckb", "ku-Arab"])
def test_the_direction_of_a_page_is_that_of_its_language(tag: str) -> None:
    """Also where the program that sets it would not know."""
    assert language(tag)["direction"] == "rtl"
    made = module(text("# T"), text("## Keep\n\n- One", tags=["keypoints"]), number="05")
    assert first_at("Keep", handout_file(replace(made, language=tag), Shelf())) > MIDDLE
    assert first_at("Keep", handout_file(replace(made, language="pl"), Shelf())) < MIDDLE


def test_what_is_said_begins_beside_its_bar() -> None:
    """In a guide from the right a line to say stands at the right."""
    made = guide_file(replace(sample(), language="ar"), Shelf())
    assert first_at("One line", made) > MIDDLE


def test_a_number_to_call_reads_from_the_left(shelf: Shelf) -> None:
    """Turned round it would reach somebody else, or nobody."""
    made = BY_NAME["handout"].render_module(arabic(), shelf)
    with pypdfium2.PdfDocument(made) as document:
        shown = [at for page in document for at in boxes(page, "01632", "960042")]
    (first, second) = shown
    assert first < second


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_words_on_a_card_begin_at_its_right(paper: Paper, shelf: Shelf) -> None:
    """A card lies alone once it is cut, and each begins where its language does."""
    made = BY_NAME["cards"].render_module(arabic(), replace(shelf, paper=paper))
    with pypdfium2.PdfDocument(made) as document:
        page = document[1]
        width, lines = page.get_width(), page.get_textpage()
        rights = [lines.get_rect(n)[2] for n in range(lines.count_rects())]
    assert max(rights) > width * 0.88


def first_at(said: str, made: bytes) -> int:
    """Where some words begin, on the page that has them, in points from the left."""
    return next(x for page in places(made) for x, _, words in page if words == said)


def boxes(page: Any, *said: str) -> list[float]:
    """Where each of some words begins on a page, if all are there."""
    lines = page.get_textpage()
    found = [lines.search(word).get_next() for word in said]
    return [lines.get_charbox(at[0])[0] for at in found if at]
