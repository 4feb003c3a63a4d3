"""A curriculum of one's own: it is whole from the first minute, and says what is still to write."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click.testing import CliRunner
from starlette.testclient import TestClient

from askfirst.authoring import new
from askfirst.authoring.new import markdown, write_curriculum
from askfirst.authoring.wishes import NewCurriculum
from askfirst.building.make import build
from askfirst.building.outputs import Wishes, list_outputs, plan_named
from askfirst.checking.check import check
from askfirst.checking.findings import Level
from askfirst.cli import app
from askfirst.curriculum import read_modules
from askfirst.errors import CurriculumError
from askfirst.export.formats import CHOICES
from askfirst.opening.pages import make_app
from askfirst.opening.wishes import Wishes as Opening
from askfirst.opening.workshop import prepare
from askfirst.start import unwritten
from tests.opening.projects import written

ROOT: Final = Path(__file__).parents[2]
TODAY: Final = date(2026, 11, 25)
PROMPT: Final = re.compile(r"\[Write here: [^\]]+\]")
HOSTILE: Final = '"Money" & <script>alert(1)</script> *now* [x](y) {{minute}} $1$ `a`'


def made(folder: Path, **wishes: str) -> Path:
    """The folder of a new curriculum with one module to fill in."""
    usual = {"title": "Talking about money", "modules": "Saying a price", "language": "en"}
    write_curriculum(NewCurriculum(folder=folder, **{**usual, **wishes}))
    return folder


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that no test changes."""
    return made(tmp_path_factory.mktemp("new") / "money")


def test_the_check_finds_only_what_is_still_to_write(money: Path) -> None:
    """Nothing is wrong or old; the example is finished, and every other module is a to-do list."""
    found = check(money, today=TODAY).findings
    assert {finding.level for finding in found} == {Level.TO_WRITE}
    stems = [module.path.name for module in read_modules(money / "notebooks")]
    assert stems == ["00_welcome.ipynb", "01_photo.ipynb", "02_saying_a_price.ipynb",
                     "03_closing.ipynb"]  # fmt: skip
    assert {finding.file for finding in found} == {*stems} - {"01_photo.ipynb"}


def test_what_is_written_is_off_the_list(money: Path, tmp_path: Path) -> None:
    """With every prompt written over, nothing is left to do but to run what was changed."""
    folder = made(tmp_path / "filled")
    for path in (folder / "notebooks").glob("*.ipynb"):
        *before, last = PROMPT.split(path.read_text(encoding="utf-8"))
        text = "".join(f"{said}A yes is free {n}" for n, said in enumerate(before)) + last
        path.write_text(text, encoding="utf-8")
    left = check(folder, today=TODAY).findings
    assert {finding.rule for finding in left} == {"saved"}
    assert {finding.id for finding in left} == {"opening", "story", "check-1", "note"}


def test_a_room_is_not_led_with_prompts_on_the_screen_unwarned(money: Path) -> None:
    """The start page counts the places that are still to write, module by module."""
    modules = read_modules(money / "notebooks")
    by_title = {
        module.title: sum(len(PROMPT.findall(cell.source)) for cell in module.cells)
        for module in modules
    }
    said = unwritten.warnings(modules)
    assert [re.findall(r"“(.+?)” still has (\d+) places", line)[0] for line in said] == [
        (title, str(places)) for title, places in by_title.items() if places
    ]
    assert by_title["Saying a price"] > 1
    assert not any("photo" in line for line in said)  # the example is finished


def test_every_notebook_runs_and_its_own_tests_pass(money: Path) -> None:
    """`pytest` in the folder runs nbval on every notebook and the check, and all of it passes."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=money, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    cells = sum(
        cell.kind == "code" for module in read_modules(money / "notebooks") for cell in module.cells
    )
    assert f"{cells + 1} passed" in ran.stdout


@pytest.mark.parametrize("plan", [None, "first-workshop"])
def test_every_format_is_made_without_a_warning(
    money: Path, tmp_path: Path, plan: str | None
) -> None:
    """Each format, the site among them, is made of all modules and of the plan."""
    wishes = Wishes(plan=plan, formats=tuple(CHOICES), out=tmp_path)
    report = build(wishes, root=money, workers=1)
    assert (report.warned, report.wrong, report.kept) == ((), (), ())
    assert {*report.made} == {output.name for output in list_outputs(wishes, money)}
    assert "Talking about money</h1>" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_room_opens_for_its_plan(money: Path) -> None:
    """`askfirst open` has a room with the questions of the plan, its pages and its decks."""
    wishes = Opening(plan="first-workshop", host="127.0.0.1")
    workshop = prepare(wishes, folder=money)
    try:
        room = TestClient(make_app(workshop, today=TODAY), base_url=f"http://{workshop.short}")
        for path in ("/", "/host", *(f"/deck/{module.stem}" for module in workshop.plan.modules)):
            assert room.get(path).status_code == 200, path
        assert "01-opening" in room.get("/deck/01_photo").text
        plan = plan_named("first-workshop", money)
        assert [module.stem for module in plan.modules] == ["00_welcome", "01_photo", "03_closing"]
        assert workshop.plan == plan
    finally:
        workshop.close()


def test_it_may_do_without_its_tables(tmp_path: Path) -> None:
    """Without the example that refers to them no table is missed, by the check or by a build."""
    folder = made(tmp_path / "bare")
    (folder / "notebooks" / "01_photo.ipynb").unlink()
    (folder / new.PLAN).unlink()
    for table in (folder / "data").glob("*.csv"):
        table.unlink()
    wrong = check(folder, today=TODAY).wrong
    assert {finding.file for finding in wrong} == {"questions.csv", "discussion.csv"}
    assert all(finding.mechanical for finding in wrong)
    wishes = Wishes(formats=("deck", "page", "site"), out=tmp_path / "build")
    report = build(wishes, root=folder, workers=1)
    assert (report.warned, report.wrong) == ((), ())


@pytest.mark.parametrize("plan", [None, "first-workshop"])
def test_a_table_that_is_referred_to_is_missed(tmp_path: Path, plan: str | None) -> None:
    """The example names a claim: without the ledger it is not made, and the check says so."""
    folder = made(tmp_path / "lost")
    (folder / "data" / "claims.csv").unlink()
    report = build(Wishes(plan=plan, formats=("deck",), out=tmp_path / "out"), root=folder)
    (line,) = report.wrong
    assert "claims.csv: is not there, and 01_photo.ipynb refers to 'C01'" in line
    assert any("'C01' is not in claims.csv" in f.text for f in check(folder, today=TODAY).wrong)


def test_another_module_goes_before_the_closing(tmp_path: Path) -> None:
    """As its README says: the closing takes the next number, and a copy the one that is free."""
    folder = made(tmp_path / "more") / "notebooks"
    (folder / "03_closing.ipynb").rename(folder / "04_closing.ipynb")
    copied = (folder / "02_saying_a_price.ipynb").read_text(encoding="utf-8")
    (folder / "03_more.ipynb").write_text(copied, encoding="utf-8")
    with pytest.raises(CurriculumError, match=r"'02-opening' is taken by 02_saying"):
        read_modules(folder)
    changed = copied.replace("02-", "03-")
    (folder / "03_more.ipynb").write_text(changed, encoding="utf-8")
    assert [module.number for module in read_modules(folder)] == ["00", "01", "02", "03", "04"]


def test_the_same_wishes_give_the_same_bytes(money: Path, tmp_path: Path) -> None:
    """Whoever asks for the same gets the same, byte for byte."""
    assert written(made(tmp_path / "again")) == written(money)


def test_the_tables_are_as_they_are_described(money: Path) -> None:
    """Each table has the columns of ours, and Frictionless finds all of them valid."""
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    found = subprocess.run(command, cwd=money / "data", capture_output=True, text=True, check=False)
    report = json.loads(found.stdout)
    assert report["valid"], [task["errors"][:2] for task in report["tasks"]]
    package = json.loads((money / "data" / "datapackage.json").read_text(encoding="utf-8"))
    names = {path.stem for path in (money / "data").glob("*.csv")}
    assert {resource["name"] for resource in package["resources"]} == names
    for name in names:
        heads = [
            next(csv.reader(((folder / "data" / f"{name}.csv").read_text("utf-8")).splitlines()))
            for folder in (money, ROOT)
        ]
        assert heads[0] == heads[1], name


def test_it_warns_of_the_wordings_that_we_do(money: Path) -> None:
    """What leans on somebody is the same for every curriculum."""
    pressure = Path("data", "pressure.csv")
    assert (money / pressure).read_bytes() == (ROOT / pressure).read_bytes()


def test_what_was_typed_is_text_everywhere(tmp_path: Path) -> None:
    """Titles with quotes, markup and script are shown as they were typed, and do nothing."""
    folder = made(tmp_path / "odd", title=HOSTILE, modules=HOSTILE)
    welcome, _, topic, _ = read_modules(folder / "notebooks")
    assert (welcome.title, topic.title) == (f"Welcome: {HOSTILE}", HOSTILE)
    assert yaml.safe_load((folder / new.PLAN).read_text("utf-8"))["title"] == HOSTILE
    assert {f.level for f in check(folder, today=TODAY).findings} == {Level.TO_WRITE}
    wishes = Wishes(formats=("deck", "page", "site"), out=tmp_path / "build")
    assert build(wishes, root=folder, workers=1).warned == ()
    for page in (tmp_path / "build").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page


def test_markdown_shows_text_as_it_is() -> None:
    """Every sign that Markdown may take for markup is kept from being any."""
    assert markdown("*a* <b> $1$ x_y") == r"\*a\* \<b\> \$1\$ x\_y"


def test_another_language_is_named_and_is_itself_to_write(tmp_path: Path) -> None:
    """Modules say their language, and that what is ready in them is still English."""
    folder = made(tmp_path / "pt", language="pt-BR")
    languages = {m.stem: m.language for m in read_modules(folder / "notebooks")}
    assert languages.pop("01_photo") == "en"
    assert {*languages.values()} == {"pt-BR"}
    due = [f.file for f in check(folder, today=TODAY).findings if "in your language" in f.text]
    assert due == [f"{stem}.ipynb" for stem in languages]
    assert "`data/texts/pt-BR.csv`" in (folder / "README.md").read_text(encoding="utf-8")
    assert (folder / "data" / "texts" / "pt-BR.csv").is_file()


def test_titles_that_make_no_file_name_still_make_a_module(tmp_path: Path) -> None:
    """A title in another script, or given twice, gets a file of its own."""
    folder = made(tmp_path / "names", modules="المال, Crédit à deux, Crédit à deux")
    stems = [module.stem for module in read_modules(folder / "notebooks")][2:-1]
    assert stems == ["02_topic", "03_credit_a_deux", "04_credit_a_deux"]


def test_modules_without_a_title_ask_for_one(tmp_path: Path) -> None:
    """A number of modules makes so many, each with its title still to write."""
    folder = made(tmp_path / "many", modules="3")
    due = [f.text for f in check(folder, today=TODAY).findings if "the title of" in f.text]
    assert due == [f"the title of module 0{number}" for number in (2, 3, 4)]


def command(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["new", *arguments])


def test_the_command_says_where_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command takes every option, and says what to type next."""
    monkeypatch.chdir(tmp_path)
    wishes: Mapping[str, str] = {"--title": "Money", "--modules": "Price", "--language": "de"}
    result = command("my money", *(part for pair in wishes.items() for part in pair))
    assert result.exit_code == 0, result.stderr
    assert "cd 'my money'" in result.stdout
    assert (tmp_path / "my money" / "notebooks" / "02_price.ipynb").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """A folder with anything in it, or a file, is one clear error, and stays as it was."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    before = written(tmp_path)
    for name, words in (("full", "holds something"), ("full/mine.txt", "is no folder")):
        result = command(str(tmp_path / name))
        assert (result.exit_code, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        assert words in line
    assert written(tmp_path) == before


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A folder that is there and empty is taken; the one that somebody is in is not."""
    (tmp_path / "empty").mkdir()
    assert (made(tmp_path / "empty") / "README.md").is_file()


def test_the_folder_one_is_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal whose folder is replaced under it would be lost."""
    monkeypatch.chdir(tmp_path)
    result = command(".")
    assert (result.exit_code, [*tmp_path.iterdir()]) == (2, [])
    assert "is the folder you are in" in result.stderr


def test_it_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step fails, nothing is left behind."""

    def full(*_: object) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new, "mend", full)
    with pytest.raises(CurriculumError, match="No space left on device"):
        made(tmp_path / "money")
    assert [*tmp_path.iterdir()] == []
