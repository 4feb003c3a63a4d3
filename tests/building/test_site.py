"""The site: what is in it, where its links lead, and what makes which of its files anew."""

import os
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

import pypdf
import pytest

from askfirst.building.command import make_files
from askfirst.building.make import build
from askfirst.building.manifest import read_manifest
from askfirst.building.outputs import Wishes, list_outputs, shelf_for
from askfirst.building.report import WITHOUT_NOTEBOOKS
from askfirst.building.work import Report
from askfirst.export.formats import FORMATS, LITE, SITE, SITE_HANDBOOK
from askfirst.export.lite import LOCK, PARTS
from askfirst.export.shelf import Shelf
from askfirst.export.site import places, start_page
from askfirst.export.site_sources import sources_page
from askfirst.export.site_texts import SITE as SAID
from askfirst.handbook import HANDBOOK, TEMPLATES
from tests.building.test_make import edit, files
from tests.opening.projects import NOTE, POLL, make_project, notebook

ROOT: Final = Path(__file__).parents[2]
WHOLE: Final = ("site/index.html", "site/sources.html", "site/glossary.html")
PRINTED: Final = tuple(
    f"-{k}-{p}.pdf" for k in ("handout", "cards", "guide") for p in ("a4", "letter")
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two modules, one plan and a list of words."""
    root = make_project(tmp_path / "project", activities=[POLL])
    second = notebook([NOTE.spec()], title="Other")
    (root / "notebooks" / "06_other.ipynb").write_text(second, encoding="utf-8")
    (root / "data" / "datapackage.json").write_text("{}", encoding="utf-8")
    (root / "data" / "glossary.csv").write_text("term,meaning\nslow,Less fast\n", encoding="utf-8")
    return root


def built(root: Path, *, plan: str | None = None, workers: int = 1) -> Report:
    """The report of a build of the site."""
    wishes = Wishes(out=root / "build", formats=("site",), plan=plan)
    return build(wishes, root=root, workers=workers)


def index(root: Path) -> str:
    """The first page of the site."""
    return (root / "build/site/index.html").read_text(encoding="utf-8")


def of_modules(*stems: str) -> set[str]:
    """The files of the site that hold one of these modules."""
    printed = {f"site/print/{stem}{end}" for stem in stems for end in PRINTED}
    return printed | {f"site/modules/{stem}.html" for stem in stems}


def test_it_is_made_only_if_asked_for(project: Path) -> None:
    """Without `--to` every format is made but the site."""
    made = {output.format for output in list_outputs(Wishes(), project)}
    assert made == {made.name for made in FORMATS}
    assert not made & {made.name for made in SITE}


def test_it_has_pages_print_sources_and_words(project: Path) -> None:
    """Each module has its page and is printed on both papers, and three pages hold it together."""
    report = built(project)
    assert report.wrong == ()
    assert {*report.made} == of_modules("05_small", "06_other") | {*WHOLE}


def test_equal_input_makes_nothing_anew_and_gives_equal_bytes(project: Path) -> None:
    """The second build makes nothing; from nothing, with two processes, every byte is the same."""
    built(project)
    assert built(project).made == ()
    before = files(project / "build")
    (project / "build").rename(project / "earlier")
    built(project, workers=2)
    assert files(project / "build") == before


def test_an_edit_makes_its_own_print_and_the_pages_that_know_of_it(project: Path) -> None:
    """Another title stands on every page that leads to the module; other modules' print is kept."""
    built(project)
    edit(project / "notebooks" / "06_other.ipynb", "Other", "Another")
    printed = {name for name in of_modules("06_other") if "/print/" in name}
    pages = {"site/modules/05_small.html", "site/modules/06_other.html", *WHOLE}
    assert {*built(project).made} == printed | pages
    before = (project / "build/site/modules/05_small.html").read_text(encoding="utf-8")
    assert "After this: Another" in before


def test_a_link_says_how_long_and_how_large_its_file_is(project: Path) -> None:
    """Pages and size are those of the file; where it has others by hand, the page is made anew."""
    built(project)
    out = project / "build" / "site"
    for end in PRINTED:
        path = out / "print" / f"06_other{end}"
        content = path.read_bytes()
        pages = len(pypdf.PdfReader(path).pages)
        said = f"{pages} page{'s' * (pages > 1)}, {-(-len(content) // 1000)} KB"
        link = re.search(rf'href="print/{path.name}" aria-label="([^"]+)">([^<]+)', index(project))
        assert link is not None
        assert said in link[1]
        assert link[2].endswith(said)
    path.write_bytes(content + b"%" * 5000)
    report = built(project)
    assert report.made == ("site/index.html",)
    assert report.kept == (f"site/print/{path.name}",)
    assert f"{-(-len(content) // 1000) + 5} KB" in index(project)


def test_it_is_told_of_the_pages_that_are_made_last(project: Path) -> None:
    """The progress of a site begins at nothing, never goes back, and ends with all."""
    told: list[tuple[int, int]] = []
    wishes = Wishes(out=project / "build", formats=("site",))
    report = build(wishes, root=project, workers=1, step=lambda *step: told.append(step))
    assert told[0][0] == 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (len(report.made), len(report.made))


def test_a_word_of_the_glossary_makes_no_module_anew(project: Path) -> None:
    """Words stand in the pages that are of no module."""
    built(project)
    with (project / "data" / "glossary.csv").open("a", encoding="utf-8") as words:
        words.write("gentle,Kind\n")
    assert {*built(project).made} == {*WHOLE}
    assert '<dt id="word-gentle">' in files(project / "build")["site/glossary.html"].decode()


def test_a_plan_changes_the_pages_that_show_it(project: Path) -> None:
    """What stands in a plan stands on the first page at the next build."""
    built(project)
    edit(project / "facilitator" / "plans" / "short.yml", "A short one", "A brief one")
    assert "site/index.html" in built(project).made
    assert "A brief one" in files(project / "build")["site/index.html"].decode()


def test_the_site_of_a_plan_has_its_modules_alone(project: Path) -> None:
    """A plan's name makes the site of its modules, and no link leads to another."""
    second = project / "facilitator" / "plans" / "long.yml"
    second.write_text("title: Long\nminutes: 5\nentries:\n  - module: 06_other\n    minutes: 5\n")
    report = built(project, plan="short")
    assert {*report.made} == of_modules("05_small") | {*WHOLE}
    index = files(project / "build")["site/index.html"].decode()
    assert "06_other" not in index
    assert ("A short one" in index, "Long" in index) == (True, False)


def with_handbook(root: Path) -> None:
    """Put two chapters and a template into a project."""
    ticks = "|  | Yes | Not yet |\n|---|---|---|\n| Can I? | ☐ | ☐ |\n"
    for folder, name in ((HANDBOOK, "01-one"), (HANDBOOK, "02-two"), (TEMPLATES, "form")):
        (root / folder).mkdir(exist_ok=True)
        text = f"# {name}\n\nA <promise>.\n\n## A part\n\n- ☐ See [One](01-one.md#a-part).\n"
        text += f"\n\n- ☐ Fill in `form`, not `forms`.\n\n{ticks}"
        (root / folder / f"{name}.md").write_text(text, encoding="utf-8")


def test_a_handbook_is_read_and_printed_and_its_templates_are_filled_in(project: Path) -> None:
    """Chapters are pages; the book is there for both papers, a template for them and to edit."""
    built(project)
    assert "handbook/" not in files(project / "build")["site/index.html"].decode()
    with_handbook(project)
    report = built(project)
    assert report.wrong == ()
    ends = ("-a4.pdf", "-letter.pdf")
    names = {"index.html", "01-one.html", "02-two.html", "form.docx"}
    names |= {f"{stem}{end}" for stem in ("handbook", "form") for end in ends}
    made = {f"site/handbook/{name}" for name in names}
    assert {name for name in report.made if name.startswith("site/handbook/")} == made
    site = files(project / "build")
    assert 'href="handbook/index.html"' in site["site/index.html"].decode()
    chapter = site["site/handbook/02-two.html"].decode()
    assert 'href="01-one.html#a-part"' in chapter
    assert "A &lt;promise&gt;." in chapter
    assert chapter.count('<li class="box">\n<p>☐') == 2
    assert chapter.count(' class="tick"') == 4
    assert (
        '<a rel="noreferrer" href="index.html#form"><code class="short">form</code></a>' in chapter
    )
    assert ', not <code class="short">forms</code>' in chapter
    first = site["site/handbook/index.html"].decode()
    assert '<li id="form">' in first
    assert 'href="form-letter.pdf" aria-label="form, PDF, US Letter, 1 page, ' in first
    assert re.search(r'href="form.docx" aria-label="form, DOCX, \d+ KB">DOCX, \d+ KB<', first)
    with (project / HANDBOOK / "01-one.md").open("a", encoding="utf-8") as changed:
        changed.write("\nMore.\n")
    again = {*built(project).made}
    forms = {f"site/handbook/form{end}" for end in (".docx", *ends)}
    assert again == made - forms | {"site/index.html", "site/sources.html"}


def with_parts(root: Path) -> None:
    """Put into a project what `make lite` would, but next to nothing of it."""
    lock = root / PARTS / LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text('{"packages": {}}', encoding="utf-8")
    (root / PARTS / "notebooks").mkdir()
    (root / PARTS / "notebooks" / "index.html").write_text("<title>Lab</title>", encoding="utf-8")


def test_without_its_parts_no_notebook_runs_and_no_link_leads_to_one(project: Path) -> None:
    """Where `make lite` was not run, the site has nothing of it, and the build says how."""
    said: list[str] = []
    wishes = Wishes(out=project / "build", formats=("site",))
    assert make_files(wishes, root=project, say=said.append, warn=said.append)
    assert said[-1] == WITHOUT_NOTEBOOKS
    assert "make lite" in WITHOUT_NOTEBOOKS
    assert "notebooks.html" not in files(project / "build")["site/index.html"].decode()


def test_with_its_parts_every_notebook_runs_and_is_led_to(project: Path) -> None:
    """After `make lite` the next build adds the notebooks, and links to them; then it is done."""
    built(project)
    with_parts(project)
    report = built(project)
    assert report.wrong == ()
    made = files(project / "build")
    stems = ("05_small", "06_other")
    lite = {"api/contents/all.json", "notebooks/index.html", LOCK}
    expected = {f"site/lite/{name}" for name in lite} | {"site/notebooks.html", "site/index.html"}
    expected |= {f"site/run/{s}.html" for s in stems}
    expected |= {f"site/lite/files/{s}.ipynb" for s in stems}
    assert expected <= {*report.made}
    assert 'href="notebooks.html"' in made["site/index.html"].decode()
    assert 'href="run/06_other.html"' in made["site/notebooks.html"].decode()
    said: list[str] = []
    wishes = Wishes(out=project / "build", formats=("site",))
    assert make_files(wishes, root=project, say=said.append, warn=said.append)
    assert said[0].startswith("0 made")
    assert WITHOUT_NOTEBOOKS not in said


def test_a_table_makes_our_wheel_and_its_list_anew_and_no_part(project: Path) -> None:
    """What the notebooks read changes the wheel; all that `make lite` got stays as it is."""
    with_parts(project)
    built(project)
    with (project / "data" / "glossary.csv").open("a", encoding="utf-8") as words:
        words.write("gentle,Kind\n")
    made = {name for name in built(project).made if name.startswith("site/lite/")}
    wheel, lock = sorted(made)
    assert wheel.startswith("site/lite/static/pyodide/askfirst-")
    assert lock == f"site/lite/{LOCK}"


def test_an_earlier_wheel_goes_and_nothing_else(project: Path) -> None:
    """Nothing leads to it any more; what somebody put there, and what other builds made, stays."""
    with_parts(project)
    build(Wishes(out=project / "build", formats=("deck",)), root=project, workers=1)
    built(project)
    folder = project / "build" / Path(f"site/lite/{LOCK}").parent
    (earlier,) = folder.glob("askfirst-*.whl")
    (folder / "mine.whl").write_text("mine", encoding="utf-8")
    before = {*files(project / "build")}
    with (project / "data" / "glossary.csv").open("a", encoding="utf-8") as words:
        words.write("gentle,Kind\n")
    (new,) = {name for name in built(project).made if name.endswith(".whl")}
    old = earlier.relative_to(project / "build").as_posix()
    assert {*files(project / "build")} == before - {old} | {new}
    assert old not in read_manifest(project / "build")
    assert built(project).made == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_web_server_may_read_it(project: Path) -> None:
    """Every file of the site can be read by another user, as that of a web server is."""
    built(project)
    for path in (project / "build" / "site").rglob("*.*"):
        assert path.stat().st_mode & 0o044 == 0o044, path


class Page(HTMLParser):
    """The links, the names and everything that would be loaded of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.names |= {said["id"]} if "id" in said else set()
        if tag == "a":
            self.links.append(said["href"])
        else:
            self.loaded += [
                said[name] for name in ("src", "href", "action", "srcset") if name in said
            ]


def whole_site() -> dict[str, Page]:
    """Every page of the site of the project itself."""
    wishes = Wishes(formats=("site",))
    shelf = shelf_for(wishes, ROOT)
    found = {}
    for made in (*SITE, *(LITE if shelf.run else ())):
        if made.suffix != ".html":
            continue
        if made.whole:
            found[f"{made.name}{made.suffix}"] = made.render_all(shelf)
        else:
            for module in shelf.modules:
                name = f"{made.folder or made.name}/{module.stem}{made.suffix}"
                found[name] = made.render_module(module, shelf)
    for name in SITE_HANDBOOK.sources(ROOT):
        if name.endswith(".html"):
            found[f"{SITE_HANDBOOK.name}/{name}"] = SITE_HANDBOOK.render_file(ROOT, name, shelf)
    return {name: Page(content.decode()) for name, content in found.items()}


def missing(name: str, link: str, pages: Mapping[str, Page], names: set[str]) -> bool:
    """Whether a link of a page leads to no file or no element of the site."""
    parts = urlsplit(link)
    path = PurePosixPath(name).parent / unquote(parts.path) if parts.path else PurePosixPath(name)
    target = os.path.normpath(path).replace(os.sep, "/")
    if target not in names:
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in pages[target].names


def test_every_link_is_relative_and_leads_somewhere() -> None:
    """Under any address each link finds its file and its place in it; nothing at all is loaded."""
    pages = whole_site()
    names = {output.name for output in list_outputs(Wishes(formats=("site",)), ROOT)}
    own = {name for name in names if not name.startswith("site/lite/")}
    assert {*pages} == {name for name in own if name.endswith(".html")}
    for name, page in pages.items():
        # the file that sources come from is a page here
        assert not name.startswith("site/modules/") or "../sources.html" in page.links
        inside = [link for link in page.links if not re.match(r"(https?|tel|mailto|about):", link)]
        assert inside
        assert [link for link in inside if link.startswith("/")] == []
        assert [link for link in inside if missing(name, link, pages, names)] == [], name
        assert {*page.loaded} <= {"data:,"}, name


def test_every_page_leads_to_help_from_its_bar() -> None:
    """Where a page tells nothing of help itself, its bar leads to the first page's, which does."""
    pages = whole_site()
    for name, page in pages.items():
        if not name.startswith("site/run/"):  # left, a notebook loses what was written in it
            up = "" if name.count("/") == 1 else "../"
            assert page.links[1] == ("#help" if "help" in page.names else f"{up}index.html#help")
    assert "help" in pages["site/index.html"].names
    nowhere = Shelf(notebooks=shelf_for(Wishes(formats=("site",)), ROOT).notebooks)
    assert "#help" not in Page(sources_page(nowhere).decode()).links


def test_every_place_that_can_be_found_is_there() -> None:
    """What a search leads to is an element of a page of the site."""
    pages = whole_site()
    found = [*places(shelf_for(Wishes(formats=("site",)), ROOT), SAID)]
    assert len(found) > 300
    for place in found:
        page = pages[f"site/{place.file}"]
        assert not place.anchor or place.anchor in page.names, place


def test_each_page_names_the_tables_that_it_reads(opened: set[str]) -> None:
    """No page opens a table that its fingerprint does not know of."""
    for made in SITE:
        if not made.together:
            continue
        opened.clear()
        shelf = shelf_for(Wishes(formats=("site",)), ROOT)
        if made.whole:
            made.render_all(shelf)
        else:
            made.render_module(shelf.modules[0], shelf)
        assert opened <= {*made.tables}, made.name


def test_a_project_without_a_list_of_words_has_a_site_too(project: Path) -> None:
    """Where a table is missing that a site can do without, its page says so."""
    (project / "data" / "glossary.csv").unlink()
    assert built(project).wrong == ()
    page = files(project / "build")["site/glossary.html"].decode()
    assert "This copy has no list of words." in page


def test_text_is_text(project: Path) -> None:
    """No title, promise or word of the glossary can put an element into a page of the site."""
    bad = "<img src=x onerror=alert(1)></script>"
    path = project / "notebooks" / "06_other.ipynb"
    edit(path, '"title": "Other"', f'"title": "{bad}", "promise": "{bad}"')
    (project / "data" / "glossary.csv").write_text(f"term,meaning\n{bad},{bad}\n", encoding="utf-8")
    shelf = shelf_for(Wishes(formats=("site",)), project)
    for made in SITE:
        if made.whole:
            html = made.render_all(shelf).decode()
            assert "<img" not in html
            assert html.count("</script>") == 2
    assert "\\u003cimg" in start_page(shelf).decode()
