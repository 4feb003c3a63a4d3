"""A build makes what changed, leaves the rest, and never overwrites what somebody changed."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time
from hashlib import sha256
from pathlib import Path

import pytest

from askfirst.building import fingerprints, make
from askfirst.building.make import build
from askfirst.building.manifest import NAME
from askfirst.building.outputs import BuildError, Wishes, list_outputs
from askfirst.building.work import Report
from askfirst.errors import CurriculumError
from askfirst.export.formats import FORMATS
from tests.opening.projects import NOTE, POLL, make_project, notebook

ROOT = Path(__file__).parents[2]
DECK = "deck/05_small.html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two modules."""
    root = make_project(tmp_path / "project", activities=[POLL])
    second = notebook([NOTE.spec()], title="Other")
    (root / "notebooks" / "06_other.ipynb").write_text(second, encoding="utf-8")
    return root


def built(root: Path, *formats: str, plan: str | None = None, workers: int = 1) -> Report:
    """The report of a build of these formats."""
    wishes = Wishes(out=root / "build", formats=formats or ("deck",), plan=plan)
    return build(wishes, root=root, workers=workers)


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, by name."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A short one", "title: A short one\nroom: Chairs"),
        ("title: A short one", "title: A short one\nmaterials: [Tea]"),
        ("minutes: 10", "minutes: 10\n    leave_out: [cell-0]"),
        ("say: Welcome.", "keeps: [closing]"),
    ],
)
def test_whatever_a_plan_says_makes_its_files_anew(project: Path, old: str, new: str) -> None:
    """A plan's file is made again when anything in the plan changed, and not otherwise."""
    module = project / "notebooks" / "05_small.ipynb"
    edit(module, '"metadata": {"slideshow"', '"metadata": {"tags": ["section"], "slideshow"')
    assert built(project, "guide", plan="short").made == ("guide/short.pdf",)
    assert built(project, "guide", plan="short").same == ("guide/short.pdf",)
    edit(project / "facilitator" / "plans" / "short.yml", old, new)
    assert built(project, "guide", plan="short").made == ("guide/short.pdf",)


def test_only_what_changed_is_made_again(project: Path) -> None:
    """The first build makes all, the next nothing, and an edit its own module alone."""
    assert built(project).made == (DECK, "deck/06_other.html")
    again = built(project)
    assert (again.made, again.same) == ((), (DECK, "deck/06_other.html"))
    edit(project / "notebooks" / "06_other.ipynb", "Other", "Another")
    assert built(project).made == ("deck/06_other.html",)
    assert "Another" in (project / "build/deck/06_other.html").read_text(encoding="utf-8")


def test_a_table_that_a_format_reads_makes_it_again(project: Path) -> None:
    """A new service is on every deck at the next build; a table that no deck reads changes none."""
    built(project)
    (project / "data" / "myths.csv").write_text("id\n", encoding="utf-8")
    assert built(project).made == ()
    with (project / "data" / "claims.csv").open("a", encoding="utf-8") as claims:
        claims.write("C01,a,b,Title,House,2020,https://example.org,2026-01-01,read,A\n")
    assert len(built(project).made) == 2


def test_paper_and_start_make_it_again(project: Path) -> None:
    """What was laid out for A4 is laid out anew for Letter, and for another time of day."""
    built(project)
    for wishes in (
        Wishes(out=project / "build", formats=("deck",), paper="letter"),
        Wishes(out=project / "build", formats=("deck",), paper="letter", start=time(18, 30)),
    ):
        assert len(build(wishes, root=project, workers=1).made) == 2


def test_what_is_printed_stays_where_an_edit_is_not_on_it(project: Path) -> None:
    """More words on the title are in the deck and the handout, and on no card and in no guide."""
    formats = ("deck", "handout", "guide", "cards")
    built(project, *formats)
    edit(project / "notebooks" / "06_other.ipynb", "# Other", "# Other\\n\\nMore words.")
    again = built(project, *formats)
    assert again.made == ("deck/06_other.html", "handout/06_other.pdf")
    assert {"guide/06_other.pdf", "cards/06_other.pdf"} <= {*again.same}
    listed = (project / "build" / NAME).read_bytes()
    assert built(project, *formats).made == ()
    (project / "build").rename(project / "earlier")
    built(project, *formats)
    assert files(project / "build") == files(project / "earlier")
    assert (project / "build" / NAME).read_bytes() == listed


def test_another_program_or_paper_sets_it_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed is made anew with program, templates and fonts, and for other paper."""
    assert len(built(project, "cards", "guide", "handout").made) == 6
    monkeypatch.setattr(fingerprints, "program", lambda: "another")
    assert len(built(project, "cards", "guide", "handout").made) == 6
    letter = Wishes(out=project / "build", formats=("cards", "guide", "handout"), paper="letter")
    assert len(build(letter, root=project, workers=1).made) == 6


def test_a_printed_file_that_somebody_changed_is_kept(project: Path) -> None:
    """Also where an edit is not on it: it is never taken for one that is up to date."""
    built(project, "cards")
    own = project / "build" / "cards" / "06_other.pdf"
    own.write_bytes(b"My own cards")
    edit(project / "notebooks" / "06_other.ipynb", "# Other", "# Other\\n\\nMore words.")
    report = built(project, "cards")
    assert (report.made, report.kept) == ((), ("cards/06_other.pdf",))
    assert own.read_bytes() == b"My own cards"


def test_what_was_said_of_a_printed_file_is_said_again(project: Path) -> None:
    """A letter that no font draws is named at each build of an edited module, on it or not."""
    other = project / "notebooks" / "06_other.ipynb"
    asked = replace(NOTE, question="What \U0010fffd?")
    other.write_text(notebook([asked.spec()], title="Other"), encoding="utf-8")
    (said,) = built(project, "guide").warned
    assert "U+10FFFD" in said
    edit(other, "# Other", "# Other\\n\\nMore words.")
    assert built(project, "guide").warned == (said,)


def test_what_somebody_changed_is_left_as_it_is(project: Path) -> None:
    """A file that was edited by hand, or was never ours, is kept and named."""
    built(project)
    own = project / "build" / DECK
    own.write_text("My own slides", encoding="utf-8")
    (project / "build" / NAME).unlink()
    edit(project / "notebooks" / "06_other.ipynb", "Other", "Another")
    report = built(project)
    assert report.kept == (DECK, "deck/06_other.html")
    assert own.read_text(encoding="utf-8") == "My own slides"
    own.unlink()
    assert built(project).made == (DECK,)


def test_the_list_holds_the_hash_of_every_output(project: Path) -> None:
    """Anybody can check the files against the list; what a later build adds joins it."""
    built(project)
    edit(project / "notebooks" / "06_other.ipynb", "Other", "Another")
    built(project)
    made = files(project / "build")
    listed = json.loads(made.pop(NAME))["outputs"]
    hashes = {name: entry["sha256"] for name, entry in listed.items()}
    assert hashes == {name: sha256(content).hexdigest() for name, content in made.items()}


def test_equal_input_gives_equal_bytes(project: Path) -> None:
    """Twice from nothing, with one process and with two: every byte is the same, the list too."""
    every = tuple(made.name for made in FORMATS)
    first = built(project, *every)
    assert first.wrong == ()
    before = files(project / "build")
    (project / "build").rename(project / "earlier")
    built(project, *every, workers=2)
    assert files(project / "build") == before
    assert len(before) == 2 * len(every) + 1


def test_few_modules_are_shared_by_all_processes(project: Path) -> None:
    """Where there are no more modules than processes, each file is dealt out by itself."""
    due = list_outputs(Wishes(out=project / "build"), project)
    dealt = [*make._batches(due, 2)]
    assert [len(batch) for batch in dealt] == [1] * len(due)
    assert {output for batch in dealt for output in batch} == {*due}


def test_the_last_modules_are_dealt_out_file_by_file(project: Path) -> None:
    """The largest come whole and first, the smallest last, and of these what is laid out first."""
    notebooks = project / "notebooks"
    text = (notebooks / "05_small.ipynb").read_text("utf-8")
    for number, more in (("07", 300), ("08", 200), ("09", 100)):
        path = notebooks / f"{number}_more.ipynb"
        path.write_text(text.replace('"05-', f'"{number}-') + " " * 1000 * more, "utf-8")
    due = list_outputs(Wishes(out=project / "build"), project)
    dealt = [*make._batches(due, 2)]
    assert [len(batch) for batch in dealt] == [6, 6, 6, *[1] * 12]
    last = [batch[0].format for batch in sorted(dealt, key=make._work, reverse=True)[3:]]
    assert {*last[:6]} == {"handout", "guide", "cards"}
    first = [batch[0].source for batch in dealt[:3]]
    assert first == [notebooks / f"{number}_more.ipynb" for number in ("07", "08", "09")]
    assert {output for batch in dealt for output in batch} == {*due}


def test_one_module_that_cannot_be_read_does_not_stop_the_others(project: Path) -> None:
    """A broken notebook is named in one line; the others are made."""
    (project / "notebooks" / "06_other.ipynb").write_text("{", encoding="utf-8")
    report = built(project)
    assert report.made == (DECK,)
    (line,) = report.wrong
    assert re.match(r"deck/06_other\.html: 06_other\.ipynb: is not a notebook", line)
    assert not (project / "build/deck/06_other.html").exists()


def test_what_was_drawn_plainly_is_said_once(project: Path) -> None:
    """A picture that is not there is one warning with file and cell."""
    path = project / "notebooks" / "06_other.ipynb"
    edit(path, '"# Other"', '"# Other\\n\\n![Two](no.svg)\\n\\n![Two](no.svg)"')
    (line,) = built(project).warned
    assert line.startswith("06_other.ipynb, cell 1: the picture 'no.svg' was left out")


def test_a_plan_is_read_before_anything_is_written(project: Path) -> None:
    """An unknown plan or format ends the build; nothing was written."""
    with pytest.raises(CurriculumError, match="plan 'long': not found"):
        built(project, plan="long")
    with pytest.raises(BuildError, match="--to is 'dek'"):
        built(project, "dek")
    assert not (project / "build").exists()


def test_a_plan_has_its_own_modules_alone(project: Path) -> None:
    """Formats that give a plan module by module make those of the plan."""
    each = [made.name for made in FORMATS if not made.plan]
    for name in each:
        report = built(project, name, plan="short")
        assert [Path(made).stem for made in report.made] == ["05_small"]
    single = [made for made in FORMATS if made.plan]
    for made in single:
        report = built(project, made.name, plan="short")
        assert report.made == (f"{made.name}/short{made.suffix}",)


def test_an_end_in_the_middle_leaves_what_was_made_listed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before an interrupt is ours at the next build, which goes on from there."""
    whole: Callable[..., Iterator[object]] = make._made

    def broken(*given: object) -> Iterator[object]:
        steps = whole(*given)
        yield next(steps)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(make, "_made", broken)
        with pytest.raises(KeyboardInterrupt):
            built(project)
    report = built(project)
    assert (report.same, report.made, report.kept) == ((DECK,), ("deck/06_other.html",), ())


def test_it_is_told_of_every_step(project: Path) -> None:
    """The progress begins at nothing and ends with all."""
    told: list[tuple[int, int]] = []
    wishes = Wishes(out=project / "build", formats=("deck",))
    build(wishes, root=project, workers=1, step=lambda *step: told.append(step))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="copies only where it is safe")
def test_processes_begin_with_what_makes_the_files(project: Path) -> None:
    """What is asked for is imported once, before a process is copied; nothing else is."""
    script = (
        "import sys; from pathlib import Path; from askfirst.building.make import build;"
        "from askfirst.building.outputs import Wishes; here = Path(sys.argv[1]);"
        "wishes = Wishes(out=here / 'build', formats=('deck', 'page'));"
        "report = build(wishes, root=here, workers=2);"
        "assert len(report.made) == 4, report;"
        "print(*{f'askfirst.export.{name}' for name in ('deck', 'page', 'guide')} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(project)], capture_output=True, text=True, check=True
    )
    assert {*done.stdout.split()} == {"askfirst.export.deck", "askfirst.export.page"}


def test_a_build_imports_neither_nbconvert_nor_pandas(project: Path) -> None:
    """Making everything needs none of Jupyter's libraries, and no pandas."""
    script = (
        "import sys; from pathlib import Path; from askfirst.building.make import build;"
        "from askfirst.building.outputs import Wishes; here = Path(sys.argv[1]);"
        "report = build(Wishes(out=here / 'build'), root=here, workers=1);"
        "assert report.made and not report.wrong, report;"
        "print(*{'nbconvert', 'nbformat', 'IPython', 'pandas', 'starlette'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(project)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_each_format_names_the_tables_that_it_reads(project: Path, opened: set[str]) -> None:
    """No format opens a table that its fingerprint does not know of."""
    for made in FORMATS:
        opened.clear()
        wishes = Wishes(out=project / made.name, formats=(made.name,))
        assert not build(wishes, root=ROOT, workers=1).wrong
        assert opened <= {*made.tables}, made.name


def test_a_language_that_is_not_whole_is_told_once_and_its_file_makes_all_anew(
    project: Path,
) -> None:
    """Two modules in three formats have one warning, and what an author writes is in the next."""
    for path in (project / "notebooks").glob("*.ipynb"):
        edit(path, '"minutes": 10', '"minutes": 10, "language": "pl"')
    (project / "data" / "datapackage.json").write_text("{}", encoding="utf-8")
    formats = ("deck", "page", "handout")
    (told,) = built(project, *formats).warned
    assert told.startswith("data/texts/pl.csv: is not there")
    assert built(project, *formats).made == ()
    folder = project / "data" / "texts"
    folder.mkdir()
    own = "where,name,english,text\nhandout,talk,,Rozmowa\npage,leave,,Wyjdź\ndeck,close,,Zamknij\n"
    (folder / "pl.csv").write_text(own, encoding="utf-8")
    again = built(project, *formats)
    assert {name.partition("/")[0] for name in again.made} == {*formats}
    assert len(again.warned) == 1
    assert "texts are missing or cannot be used" in again.warned[0]
