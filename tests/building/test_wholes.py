"""What is made once for a project is made anew only when what it was made from has changed."""

from pathlib import Path

import pytest

from askfirst.building.make import build
from askfirst.building.outputs import BuildError, Wishes
from askfirst.building.work import Report
from askfirst.export.formats import WHOLES
from askfirst.handbook import HANDBOOK, TEMPLATES
from tests.opening.projects import POLL, make_project

ROOT = Path(__file__).parents[2]
BOOK = "handbook/handbook.pdf"
FORM = ("handbook/form.docx", "handbook/form.pdf")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a chapter and a template."""
    root = make_project(tmp_path / "project", activities=[POLL])
    for folder, name in ((HANDBOOK, "01-one"), (TEMPLATES, "form")):
        (root / folder).mkdir()
        (root / folder / f"{name}.md").write_text("# One\n\nA promise.\n", encoding="utf-8")
    return root


def built(root: Path, *formats: str, plan: str | None = None) -> Report:
    wishes = Wishes(out=root / "build", formats=formats, plan=plan)
    return build(wishes, root=root, workers=1)


def test_it_is_made_with_everything_and_by_its_name(project: Path) -> None:
    """Without --to, with a plan or without, the handbook is made; else only where it is named."""
    assert {BOOK, *FORM} <= {*built(project).made}
    assert built(project, "handbook").same == (BOOK, *FORM)
    assert {BOOK, *FORM} <= {*built(project, plan="short").same}
    assert not {BOOK, *FORM} & {*built(project, "deck").same}
    assert built(project, "handbook", "deck").same == ("deck/05_small.html", BOOK, *FORM)


def test_only_what_changed_is_made_again(project: Path) -> None:
    """A new line in a chapter makes the book again, one in a template its two files."""
    built(project, "handbook")
    with (project / HANDBOOK / "01-one.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\nMore.\n")
    assert built(project, "handbook").made == (BOOK,)
    with (project / TEMPLATES / "form.md").open("a", encoding="utf-8") as template:
        template.write("\nMore.\n")
    assert built(project, "handbook").made == FORM


def test_a_text_that_cannot_be_read_is_named(project: Path) -> None:
    """A chapter without a title stops the book alone, with one line."""
    (project / HANDBOOK / "01-one.md").write_text("No title\n", encoding="utf-8")
    report = built(project, "handbook")
    assert report.made == FORM
    assert report.wrong == (
        f"{BOOK}: 01-one.md: begins with no title. Expected a line like “# Title”.",
    )


def test_a_project_without_texts_says_so(tmp_path: Path) -> None:
    """Asked for by name where there is nothing to make it from, it is refused."""
    root = make_project(tmp_path / "project", activities=[POLL])
    built(root)
    with pytest.raises(BuildError, match="--to handbook: there is nothing to make it from"):
        built(root, "handbook")


def test_each_names_the_tables_that_it_reads(project: Path, opened: set[str]) -> None:
    """It opens no table that its fingerprint does not know of."""
    for whole in WHOLES:
        opened.clear()
        wishes = Wishes(out=project / "whole", formats=(whole.name,))
        assert not build(wishes, root=ROOT, workers=1).wrong
        assert opened == {*whole.tables}
