"""The command line: it alone knows every part, and turns our errors into one line each."""

import shlex
import sys
from datetime import date
from pathlib import Path

import click

from askfirst.command_line import Program, one_line, warn, with_head_count
from askfirst.hosting.cli import rooms
from askfirst.opening.wishes import HEAD_COUNT, Wishes

# Each command imports what it needs: who builds does not wait for the room's libraries.

FOLDER = click.Path(path_type=Path)

with_plan = click.argument(
    "plan", required=False, help="A plan in facilitator/plans, or a path; else all."
)
with_to = click.option(
    "--to",
    metavar="FORMAT",
    multiple=True,
    help="What to make, such as deck; again for more; else all but site.",
)
with_out = click.option(
    "--out", metavar="FOLDER", type=FOLDER, default="build", help="Where the files go."
)
with_paper = click.option(
    "--paper", metavar="SIZE", default="a4", help="Of what is printed: a4 or letter."
)
with_no_browser = click.option("--no-browser", is_flag=True, help="Do not open the browser.")


@click.group(
    "askfirst",
    cls=Program,
    context_settings={
        "show_default": True,
        "help_option_names": ["-h", "--help"],
        "max_content_width": 120,
    },
)
@click.version_option(
    package_name="askfirst", message="%(prog)s %(version)s", help="Say which it is."
)
def app() -> None:
    """A workshop on intimacy, touch and consent, and the tools to teach it."""


app.add_command(rooms)


@app.command("open")
@with_plan
@click.option("--port", metavar="NUMBER", help="Port of the room; else the first free from 8080.")
@click.option(
    "--host", metavar="ADDRESS", help="Address or name of this computer that phones reach."
)
@with_head_count
@click.option(
    "--seats", metavar="FILE", help="Let in slips from a hat, by the file of askfirst seats."
)
@click.option("--sealed", is_flag=True, help="Phones seal what they send; needs make sealed once.")
@click.option(
    "--new-group", is_flag=True, help="Another group than the last one of this day and plan."
)
@click.option(
    "--start",
    metavar="TIME",
    default="",
    show_default=False,
    help="When it is to begin, like 18:30; for the clock.",
)
@click.option(
    "--rehearse",
    metavar="SPEED",
    default="",
    show_default=False,
    help="Rehearse alone: the clock runs so many times faster, and nothing is written.",
)
@with_no_browser
def open_workshop(
    *,
    plan: str | None,
    port: str | None,
    host: str | None,
    head_count: str | None,
    seats: str | None,
    sealed: bool,
    new_group: bool,
    start: str,
    rehearse: str,
    no_browser: bool,
) -> None:
    """Open a workshop: the room for phones, JupyterLab, and your start page."""
    from askfirst.opening.ahead import ahead
    from askfirst.opening.limits import set_limits

    set_limits()
    wishes = Wishes(
        plan=plan,
        port=port,
        host=host,
        head_count=head_count,
        seats=seats,
        sealed=sealed,
        new_group=new_group,
        start=start,
        rehearse=rehearse,
    )
    with one_line(), ahead(wishes) as (listening, process):
        from askfirst.opening.command import hold

        hold(wishes, listening=listening, process=process, browser=not no_browser)


@app.command("seats")
@click.option(
    "--count",
    metavar="NUMBER",
    default=str(HEAD_COUNT),
    help="How many people draw a slip, 1 to 300.",
)
@click.option(
    "--address", metavar="ADDRESS", help="Where the room will be; else where it would be now."
)
@click.option(  # not build/: make clean empties that, and no slip is made twice
    "--out", metavar="FOLDER", type=FOLDER, default="seats", help="Where the files go."
)
@with_paper
def print_seats(*, count: str, address: str | None, out: Path, paper: str) -> None:
    """Print slips for a hat: each lets one phone into the room, and names nobody."""
    from askfirst.export.shelf import read_paper
    from askfirst.opening.slips import Wishes as Asked
    from askfirst.opening.slips import make_slips

    with one_line():
        asked = Asked(count=count, address=address, out=out, paper=read_paper(paper))
        make_slips(asked, say=click.echo)


@app.command("check")
@click.option("--fix", is_flag=True, help="Write what follows from something else, then check.")
def check_curriculum(*, fix: bool) -> None:
    """Read modules, plans and tables, and say what should be looked at; 1 if something is wrong."""
    from askfirst.checking.check import check
    from askfirst.checking.report import said
    from askfirst.project import find_project

    with one_line():
        folder = find_project(Path.cwd(), source_tree=Path.cwd())  # never one out of sight
        for line in _mended(folder) if fix else ():
            click.echo(line)
        report = check(folder, today=date.today())
    click.echo(said(report))
    if report.wrong:
        sys.exit(1)


@app.command("build")
@with_plan
@with_to
@with_out
@with_paper
@click.option(
    "--start",
    metavar="TIME",
    default="",
    show_default=False,
    help="When the workshop begins, like 18:30; for the guide.",
)
@click.option(
    "--watch", is_flag=True, help="Show them in the browser, anew at each save; Ctrl-C ends."
)
@with_no_browser
def build_files(
    *,
    plan: str | None,
    to: tuple[str, ...],
    out: Path,
    paper: str,
    start: str,
    watch: bool,
    no_browser: bool,
) -> None:
    """Make slides, print and pages from the notebooks; only what changed is made again."""
    from askfirst.building.command import make_files, show_files
    from askfirst.building.outputs import Wishes as Asked
    from askfirst.export.shelf import read_paper, start_time
    from askfirst.project import find_project

    with one_line():
        asked = Asked(
            plan=plan,
            formats=to,
            out=out,
            paper=read_paper(paper),
            start=start_time(start),
        )
        root = find_project(Path.cwd())
        whole = make_files(asked, root=root, say=click.echo, warn=warn)
        if watch:
            show_files(asked, root=root, say=click.echo, warn=warn, browser=not no_browser)
            return
    if not whole:
        sys.exit(1)


@app.command("evaluate")
@click.argument(
    "folder",
    type=FOLDER,
    required=False,
    help="Results of workshops, or one file; else results.",
)
@click.option(
    "--to",
    metavar="FORMAT",
    multiple=True,
    help="report, deck or pptx; again for more; else all.",
)
@with_out
@with_paper
@click.option(
    "--compare",
    metavar="FIRST SECOND",
    nargs=2,
    help="Two plans, folders or workshops in it.",
)
@click.option("--same-people/--other-people", default=None, help="Whether anybody may be in both.")
def evaluate_results(
    *,
    folder: Path | None,
    to: tuple[str, ...],
    out: Path,
    paper: str,
    compare: tuple[str, str] | None,
    same_people: bool | None,
) -> None:
    """Make a report and slides of what workshops left; it says what cannot be known, too."""
    from askfirst.export.shelf import read_paper
    from askfirst.project import find_project
    from askfirst.reporting.command import Wishes as Asked
    from askfirst.reporting.command import evaluate

    with one_line():
        asked = Asked(
            folder=folder,
            formats=to,
            out=out,
            paper=read_paper(paper),
            compare=compare,
            same_people=same_people,
        )
        evaluate(asked, root=find_project(Path.cwd()), say=click.echo, warn=warn)


@app.group("plan")
def plans() -> None:
    """Show a plan by the clock, or make one."""


@plans.command("show")
@click.argument("name", metavar="PLAN", help="A plan in facilitator/plans.")
@click.option(
    "--start",
    metavar="TIME",
    default="",
    show_default=False,
    help="When it begins, like 18:30; else it counts from 0.",
)
def show_plan(*, name: str, start: str) -> None:
    """Print what happens when, what goes first, and what to bring."""
    from askfirst.building.outputs import plan_named
    from askfirst.export.shelf import start_time
    from askfirst.planning.show import shown
    from askfirst.project import find_project

    with one_line():
        begins = start_time(start)
        plan = plan_named(name, find_project(Path.cwd()))
    click.echo(shown(plan, start=begins))


@plans.command("new")
@click.argument("name", help="Of the plan, like evening-120.")
@click.option("--minutes", metavar="NUMBER", help="How long, breaks included.")
@click.option("--topics", metavar="TOPICS", help="Modules, like consent,boundaries or 05,06.")
@click.option("--online/--in-person", default=None, help="Where it is held.")
@click.option("--group", metavar="PEOPLE", help="How many, like 24 or 8-30.")
@click.option("--audience", metavar="TEXT", help="Who it is for.")
def new_plan(
    *,
    name: str,
    minutes: str | None,
    topics: str | None,
    online: bool | None,
    group: str | None,
    audience: str | None,
) -> None:
    """Make a plan from what you say; in a terminal it asks for what is missing."""
    from askfirst.building.outputs import PLANS
    from askfirst.curriculum import read_modules
    from askfirst.planning.new import NewPlan, asked, topics_of, write_plan
    from askfirst.planning.show import shown
    from askfirst.project import NOTEBOOKS, find_project

    said = NewPlan(
        name=name, minutes=minutes, topics=topics, online=online, group=group, audience=audience
    )
    with one_line():
        root = find_project(Path.cwd())
        modules = read_modules(root / NOTEBOOKS)
        ask = click.prompt if sys.stdin.isatty() else None
        wishes = asked(said, ask, topics=topics_of(modules))
        plan = write_plan(wishes, folder=root / PLANS, modules=modules)
    click.echo(f"{shown(plan)}\n\nIt stands in {(PLANS / f'{name}.yml').as_posix()}.")


@app.command("new")
@click.argument("folder", type=FOLDER, help="Where it goes: a new folder.")
@click.option("--title", metavar="TEXT", help="What it is called.")
@click.option(
    "--modules",
    metavar="MODULES",
    help="How many to fill in, or their titles with commas.",
)
@click.option("--language", metavar="TAG", help="That you write in, like en or pt-BR.")
def new_curriculum(
    *, folder: Path, title: str | None, modules: str | None, language: str | None
) -> None:
    """Start a curriculum of your own; in a terminal it asks for what is missing."""
    from askfirst.authoring.new import write_curriculum
    from askfirst.authoring.wishes import NewCurriculum, asked

    said = NewCurriculum(folder=folder, title=title, modules=modules, language=language)
    with one_line():
        wishes = asked(said, click.prompt if sys.stdin.isatty() else None)
        made = write_curriculum(wishes)
    click.echo(
        f"{len(made)} files stand in {folder}. Begin with its README.md, or type:\n\n"
        f"  cd {shlex.quote(str(folder))}\n  askfirst check\n  askfirst open first-workshop"
    )


@app.command("texts")
@click.argument("language", metavar="TAG", help="The language, like ar or pt-BR.")
def write_own_texts(*, language: str) -> None:
    """List what slides, print and pages say of their own accord, to say it in your language."""
    from askfirst.authoring.translating import write_texts
    from askfirst.project import find_project

    with one_line():
        folder = find_project(Path.cwd(), source_tree=Path.cwd())  # never one out of sight
        path, count, left = write_texts(folder / "data", language)
    click.echo(
        f"{path.relative_to(folder).as_posix()} has {count} texts, {left} of them to write: fill "
        "in its last column.\nWords in {braces} stay as they are. Then type: askfirst check"
    )


def _mended(folder: Path) -> list[str]:
    from askfirst.checking.bank import read_bank
    from askfirst.checking.mend import mend

    return mend(folder, read_bank(folder / "data"))
