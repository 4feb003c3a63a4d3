"""Proof 10: whatever is exported holds all that it shows, and loads nothing from elsewhere."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from askfirst.building.make import build
from askfirst.building.outputs import Wishes
from askfirst.curriculum import read_module
from askfirst.export.formats import CHOICES, FORMATS, WHOLES
from askfirst.export.shelf import Shelf
from tests.privacy.resources import of_html, of_office, of_pdf, outside

ROOT: Final = Path(__file__).parents[2]
EVERYTHING: Final = (*CHOICES, *(made.name for made in WHOLES))
POLICY: Final = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
    "form-action 'none'\">"
)


@pytest.fixture(autouse=True)
def no_notebooks_that_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """They come with JupyterLite, if it is there, in a frame: `tests/browser/test_lite.py`."""
    monkeypatch.setattr("askfirst.building.outputs.has_parts", lambda _root: False)


def made(folder: Path, *, plan: str | None) -> Iterator[tuple[str, bytes]]:
    """Build everything, and give each file with its path."""
    report = build(Wishes(out=folder, formats=EVERYTHING, plan=plan), root=ROOT, workers=1)
    assert report.wrong == ()
    for name in report.made:
        yield name, (folder / name).read_bytes()


def expect_nothing(name: str, content: bytes) -> None:
    found = outside(name, content)
    assert not found, f"{name}:\n" + "\n".join(found[:10])


def test_a_plan_in_every_format_loads_nothing(tmp_path: Path) -> None:
    """Deck, slides, print, page, site, handbook and templates of a plan are whole."""
    kinds = set()
    for name, content in made(tmp_path, plan="consent-60"):
        expect_nothing(name, content)
        kinds.add((name.split("/")[0], Path(name).suffix))
    assert {kind for kind, _ in kinds} == {*EVERYTHING}
    assert {suffix for _, suffix in kinds} == {".html", ".pptx", ".pdf", ".docx"}


@pytest.mark.parametrize("kind", [made.name for made in FORMATS])
def test_a_module_in_every_format_loads_nothing(kind: str) -> None:
    """A module with pictures, exported alone, loads nothing either."""
    (to,) = CHOICES[kind]
    module = read_module(ROOT / "notebooks" / "05_consent.ipynb")
    expect_nothing(f"05{to.suffix}", to.render_module(module, Shelf(data=ROOT / "data")))


@pytest.mark.long
def test_the_whole_curriculum_in_every_format_loads_nothing(tmp_path: Path) -> None:
    """So is every file that `askfirst build` makes of all modules."""
    for name, content in made(tmp_path, plan=None):
        expect_nothing(name, content)


# That the readers see


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://x.test/a.png">',
        '<img src="//x.test/a.png">',
        '<img src="a.png">',
        '<img srcset="a.png 2x">',
        '<link rel="stylesheet" href="a.css">',
        '<script src="a.js"></script>',
        '<meta http-equiv="Content-Security-Policy" content="; img-src https:">',
        '<meta http-equiv="Content-Security-Policy" content="; connect-src *">',
        "<style>@import 'a.css';</style>",
        "<style>p { background: url(https://x.test/a) }</style>",
        '<p style="background: url(a.png)">',
        '<svg><use xlink:href="a.svg#b"/></svg>',
        '<svg><image href="a.png"/></svg>',
        '<iframe srcdoc="x"></iframe>',
        '<object data="a"></object>',
        '<form action="https://x.test">',
        '<video poster="a.png">',
        '<a href="https://x.test" ping="https://y.test">',
        '<meta http-equiv="refresh" content="0; url=https://x.test">',
        '<base href="https://x.test">',
        '<p onclick="x()">',
    ],
)
def test_the_reader_of_pages_sees(html: str) -> None:
    """Each way in which a page can load something is seen; a link and what is inside is not."""
    inside = f'{POLICY}<a href="https://x.test">x</a><img src="data:image/png;base64,">'
    assert of_html(inside.encode()) == []
    assert of_html((inside + html).encode())
    assert of_html(b'<a href="https://x.test">x</a>')


def _zipped(name: str, content: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "video", "slideMaster"])
def test_the_reader_of_office_files_sees(kind: str) -> None:
    """A part that lies outside is seen, a link that one follows is not, a link to a file is."""
    said = '<R xmlns="urn:x"><Relationship Type="urn:r/{}" Target="{}" TargetMode="External"/></R>'
    rels = "ppt/_rels/a.xml.rels"
    assert of_office(_zipped(rels, said.format(kind, "https://x.test/a")))
    assert of_office(_zipped(rels, said.format("hyperlink", "file:///etc/passwd")))
    assert of_office(_zipped("ppt/vbaProject.bin", ""))
    assert of_office(
        _zipped("a.xml", '<w><instrText>INCLUDEPICTURE "http://x.test"</instrText></w>')
    )
    assert of_office(_zipped(rels, said.format("hyperlink", "https://x.test/a"))) == []


def test_the_reader_of_pdf_sees() -> None:
    """An action, a script, an attached file and a font that is not there are seen."""

    def written(**more: str) -> list[str]:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        thing = {NameObject(f"/{k}"): NameObject(v) for k, v in more.items()}
        writer._add_object(DictionaryObject(thing))
        out = BytesIO()
        writer.write(out)
        return of_pdf(out.getvalue())

    assert written() == ["no font is embedded"]
    assert "action /Launch" in written(S="/Launch")
    assert "action /SubmitForm" in written(S="/SubmitForm")
    assert "/JS" in written(JS="/x")
    assert "/EF" in written(EF="/x")
    assert any(one.startswith("font") for one in written(Type="/FontDescriptor"))
