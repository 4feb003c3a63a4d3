import base64
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from askfirst.curriculum import Module, read_module, read_modules
from askfirst.export import typeset as typesetting
from askfirst.export.errors import ExportError, ExportWarning
from askfirst.export.guide import guide_file
from askfirst.export.handout import handout_file
from askfirst.export.pieces import PieceReader
from askfirst.export.shelf import Shelf
from askfirst.export.sizes import pages
from askfirst.export.typeset import drawable, language, picture_source, typeset
from tests.export.printed import assert_accessible, printed
from tests.export.samples import DRAWING, module, text

ROOT = Path(__file__).parents[2]
HOSTILE = [
    "#panic()",
    "$x$",
    "\\ \\u{41}",
    '"] #read("/etc/passwd")',
    "@label <label>",
    "`raw` ```",
    "/* no comment */ // none",
    "= No heading",
    "- no list\n+ none",
    "*plain* _plain_",
    "#import \"@preview/x:1.0.0\"",
    "{mark} {page}",
]  # fmt: skip

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def made(title: str, *sources: str, **about: Any) -> bytes:
    cells = [text(source, tags=["takehome"]) for source in sources]
    return handout_file(module(*cells, title=title, **about), Shelf())


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_of_a_notebook_is_code(words: str) -> None:
    """What would be code in a template is printed as it stands, in title, text and table."""
    literal = "".join(f"\\{c}" if not c.isalnum() and c not in " \n" else c for c in words)
    found = printed(made(words, f"{literal}\n\n| a |\n|---|\n| {literal.splitlines()[0]} |"))
    squeezed = "".join(found.text.split())
    first, *more = ("".join(line.split()) for line in words.splitlines())
    assert squeezed.count(first) >= 3
    assert all(squeezed.count(line) >= 2 for line in more)


def test_a_letter_that_no_file_may_hold_is_left_out() -> None:
    """Each of them alone, and half a letter as a question mark; what stays is as it was."""
    for letter in map(chr, typesetting.CONTROLS):
        sources = typesetting.draft("handout.typ", {"said": [f"a{letter}b"]}, name="x").sources
        assert json.loads(sources["data.json"]) == {"said": ["ab"]}
    for said, kept in (("a\ud800b", "a?b"), ("tab\tline\n\\u0007 é", "tab\tline\n\\u0007 é")):
        sources = typesetting.draft("handout.typ", {"said": said}, name="x").sources
        assert json.loads(sources["data.json"]) == {"said": kept}


def test_code_of_a_notebook_is_printed() -> None:
    """A fenced block is set as it stands."""
    found = printed(made("T", '```\n#let x = "1"\n```'))
    assert '#let x = "1"' in found.text


def test_the_same_words_make_the_same_bytes() -> None:
    """Nothing in a file depends on when or in which order it was made."""
    first = made("T", "One [C19](#C19)")
    made("Other", "Two")
    assert made("T", "One [C19](#C19)") == first


def test_it_is_tagged() -> None:
    """A file claims PDF/UA-1 and has tags, a language and a title."""
    assert_accessible(made("T", "### One\n\n- a\n- b\n\n##### Deep"))


@pytest.mark.parametrize(
    "words",
    ["Согласие Ελληνικά", "同意是持续的", "موافقة مستمرة", "สวัสดี", "😀 🏳️‍🌈 ☐", "\ue123\x07"],
)
def test_any_script_is_set_or_said_to_be_missing(
    words: str, recwarn: pytest.WarningsRecorder
) -> None:
    """What no font here draws becomes a question mark with a warning, and never a fault."""
    found = printed(made(words, words))
    for said in recwarn:
        assert said.category is ExportWarning
        assert "no font here draws U+" in str(said.message)
    assert pages(made(words, words)) == found.pages == 1


def test_a_letter_that_no_font_has_is_a_question_mark() -> None:
    """The warning names file and letter, and the words around it stay."""
    with pytest.warns(ExportWarning, match=r"^05_consent.ipynb: no font here draws U\+10FFFD;"):
        found = printed(made("T", "before \U0010fffd after"))
    assert "before ? after" in found.text


def test_what_only_joins_letters_is_not_missed() -> None:
    """Joiners that no font draws are left out, with neither a question mark nor a word of it."""
    with pytest.warns(ExportWarning, match=r"no font here draws U\+10FFFD;"):
        found = printed(made("T", "before \U0010fffd\u200d\U0010fffd after"))
    assert "before ?? after" in found.text


def test_a_digit_in_a_frame_stays_a_digit(recwarn: pytest.WarningsRecorder) -> None:
    """Of a digit that what follows it makes another sign, the digit stays, and so do others."""
    found = printed(made("T", "before 1\ufe0f\u20e3 after 11"))
    assert re.search(r"before 1\S* after 11", found.text)
    assert not any("U+0031" in str(said.message) for said in recwarn)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", ("en", "", "ltr")),
        ("pt-BR", ("pt", "BR", "ltr")),
        ("zh-Hant-TW", ("zh", "TW", "ltr")),
        ("ar-EG", ("ar", "EG", "rtl")),
        ("EN", ("en", "", "ltr")),
        ("", ("en", "", "ltr")),
        ("#x", ("en", "", "ltr")),
    ],
)
def test_a_language_is_one_or_english(tag: str, said: tuple[str, str, str]) -> None:
    """Tags of languages are read; anything else is English, since a file must have one."""
    made = language(tag)
    assert (made["language"], made["region"], made["direction"]) == said


def test_pictures_that_are_broken_are_found() -> None:
    """A drawing can be drawn; bytes that only look like a picture cannot."""
    assert drawable("a.svg", DRAWING.encode())
    assert drawable("a.png", picture_source(base64.b64decode(PIXEL)))
    assert not drawable("a.png", picture_source(b"\x89PNG\r\n\x1a\n" + b"0" * 20))
    assert not drawable("a.svg", b"<svg")
    wide = BytesIO()
    Image.new("RGB", (20_000, 2)).save(wide, "jpeg")  # more than a PDF may hold
    assert not drawable("a.jpg", picture_source(wide.getvalue()))


def test_the_words_of_a_document_have_one_shape_in_each_weight() -> None:
    """A guide brings Literata along once for each weight, and once more for its title."""
    path = ROOT / "notebooks" / "05_consent.ipynb"
    pages: Any = printed(guide_file(read_module(path), Shelf(data=ROOT / "data"))).reader.pages
    fonts = [page["/Resources"]["/Font"] for page in pages]
    faces = {str(face.get_object()["/BaseFont"]) for found in fonts for face in found.values()}
    assert sorted(face.split("+")[1] for face in faces) == [
        *["Literata-Regular"] * 3,
        *["NotoSans-Regular"] * 2,
    ]


def test_a_template_that_fails_names_the_file() -> None:
    """What typst refuses is one line with the name of the notebook."""
    with pytest.raises(ExportError, match=r"^x.ipynb: could not be laid out: .+") as refused:
        typeset("handout.typ", {"title": "T"}, name="x.ipynb")
    assert "\n" not in str(refused.value)


@pytest.fixture
def fonts_read(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the fonts of the computer were asked for, for each time that something was set."""
    asked: list[bool] = []
    real = typesetting._compiler

    def spy(*, system: bool) -> Any:
        asked.append(system)
        return real(system=system)

    monkeypatch.setattr(typesetting, "_compiler", spy)
    return asked


def test_our_own_fonts_are_enough_for_our_own_words(fonts_read: list[bool]) -> None:
    """Latin text is set without any font of the computer, so that it is the same everywhere."""
    made("Consent", "“Yes” – naïve, Łódź; 1 ≠ 2 → ½ … €")
    assert fonts_read
    assert not any(fonts_read)


def test_pictures_are_in_the_ink_of_print(tmp_path: Path) -> None:
    """A drawing of the deck is black on paper, and says its words."""
    (tmp_path / "a.svg").write_text(DRAWING, encoding="utf-8")
    sample = module(text("![Two lines](a.svg)"), folder=tmp_path)
    reader = PieceReader(sample)
    (piece,) = reader.pieces(sample.cells[0])
    assert b"#0A5A66" in DRAWING.encode()
    assert b"#0A5A66" not in reader.pictures[piece.where]
    assert piece.text == "Two lines"


COLOUR = re.compile(rb"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


@pytest.mark.parametrize("made", read_modules(ROOT / "notebooks"), ids=lambda m: m.stem)
def test_no_drawing_of_a_module_needs_colour(made: Module) -> None:
    """Every drawing is black, white or grey once it is printed."""
    reader = PieceReader(made)
    for cell in made.cells:
        if cell.kind == "markdown":
            reader.pieces(cell)
    assert reader.pictures
    for drawing in reader.pictures.values():
        for found in COLOUR.findall(drawing):
            part = len(found) // 3
            assert len({found[n : n + part].lower() for n in range(0, len(found), part)}) == 1
