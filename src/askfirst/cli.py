"""The command line: it alone knows every part, and turns our errors into one line each."""

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

from askfirst.arguments import Argument, Commands, Option
from askfirst.command_line import HEAD_COUNT, HeadCount, ask, one_line, say, warn
from askfirst.hosting.cli import rooms

# Each command imports what it needs: who builds does not wait for the room's libraries.


def askfirst(
    version: Annotated[bool, Option("--version", help="Say which it is.")] = False,
) -> None:
    """A workshop on intimacy, touch and consent, and the tools to teach it."""
    if version:
        from importlib.metadata import version as version_of

        say(f"askfirst {version_of('askfirst')}")
    else:
        app(["--help"])


app = Commands("A workshop on intimacy, touch and consent, and the tools.", alone=askfirst)

Plan = Annotated[
    str | None,
    Argument(metavar="PLAN", help="A plan in facilitator/plans, or a path; else all."),
]
Port = Annotated[
    str | None,
    Option(metavar="NUMBER", help="Port of the room; else the first free from 8080."),
]
Host = Annotated[
    str | None,
    Option(metavar="ADDRESS", help="Address or name of this computer that phones reach."),
]
Seats = Annotated[
    str | None,
    Option(metavar="FILE", help="Let in slips from a hat, by the file of askfirst seats."),
]
NewGroup = Annotated[
    bool,
    Option("--new-group", help="Another group than the last one of this day and plan."),
]
To = Annotated[
    list[str] | None,
    Option(metavar="FORMAT", help="What to make, such as deck; again for more; else all but site."),
]
Out = Annotated[Path, Option(metavar="FOLDER", help="Where the files go.")]
PaperSize = Annotated[str, Option(metavar="SIZE", help="Of what is printed: a4 or letter.")]
Start = Annotated[
    str, Option(metavar="TIME", help="When the workshop begins, like 18:30; for the guide.")
]
Watch = Annotated[
    bool, Option("--watch", help="Show them in the browser, anew at each save; Ctrl-C ends.")
]
NoBrowser = Annotated[bool, Option("--no-browser", help="Do not open the browser.")]


@app.command("open")
def open_workshop(
    plan: Plan = None,
    port: Port = None,
    host: Host = None,
    head_count: HeadCount = None,
    seats: Seats = None,
    new_group: NewGroup = False,
    start: Annotated[
        str, Option(metavar="TIME", help="When it is to begin, like 18:30; for the clock.")
    ] = "",
    rehearse: Annotated[
        str,
        Option(
            metavar="SPEED",
            help="Rehearse alone: the clock runs so many times faster, and nothing is written.",
        ),
    ] = "",
    no_browser: NoBrowser = False,
) -> None:
    """Open a workshop: the room for phones, JupyterLab, and your start page."""
    from askfirst.opening.ahead import ahead
    from askfirst.opening.limits import set_limits
    from askfirst.opening.wishes import Wishes

    set_limits()
    wishes = Wishes(
        plan=plan,
        port=port,
        host=host,
        head_count=head_count,
        seats=seats,
        new_group=new_group,
        start=start,
        rehearse=rehearse,
    )
    with one_line(), ahead(wishes) as (listening, process):
        from askfirst.opening.command import hold

        hold(wishes, listening=listening, process=process, browser=not no_browser)


@app.command("seats")
def print_seats(
    count: Annotated[
        str, Option(metavar="NUMBER", help="How many people draw a slip, 1 to 300.")
    ] = str(HEAD_COUNT),
    address: Annotated[
        str | None,
        Option(metavar="ADDRESS", help="Where the room will be; else where it would be now."),
    ] = None,
    out: Out = Path("seats"),  # not build/: make clean empties that, and no slip is made twice
    paper: PaperSize = "a4",
) -> None:
    """Print slips for a hat: each lets one phone into the room, and names nobody."""
    from askfirst.export.shelf import read_paper
    from askfirst.opening.slips import Wishes as Asked
    from askfirst.opening.slips import make_slips

    with one_line():
        asked = Asked(count=count, address=address, out=out, paper=read_paper(paper))
        make_slips(asked, say=say)


@app.command("check")
def check_curriculum(
    fix: Annotated[
        bool, Option("--fix", help="Write what follows from something else, then check.")
    ] = False,
) -> None:
    """Read modules, plans and tables, and say what should be looked at; 1 if something is wrong."""
    from askfirst.checking.check import check
    from askfirst.checking.report import said
    from askfirst.project import find_project

    with one_line():
        folder = find_project(Path.cwd(), source_tree=Path.cwd())  # never one out of sight
        for line in _mended(folder) if fix else ():
            say(line)
        report = check(folder, today=date.today())
    say(said(report))
    if report.wrong:
        sys.exit(1)


@app.command("build")
def build_files(
    plan: Plan = None,
    to: To = None,
    out: Out = Path("build"),
    paper: PaperSize = "a4",
    start: Start = "",
    watch: Watch = False,
    no_browser: NoBrowser = False,
) -> None:
    """Make slides, print and pages from the notebooks; only what changed is made again."""
    from askfirst.building.command import make_files, show_files
    from askfirst.building.outputs import Wishes as Asked
    from askfirst.export.shelf import read_paper, start_time
    from askfirst.project import find_project

    with one_line():
        asked = Asked(
            plan=plan,
            formats=tuple(to or ()),
            out=out,
            paper=read_paper(paper),
            start=start_time(start),
        )
        root = find_project(Path.cwd())
        whole = make_files(asked, root=root, say=say, warn=warn)
        if watch:
            show_files(asked, root=root, say=say, warn=warn, browser=not no_browser)
            return
    if not whole:
        sys.exit(1)


@app.command("evaluate")
def evaluate_results(
    folder: Annotated[
        Path | None,
        Argument(metavar="FOLDER", help="Results of workshops, or one file; else results."),
    ] = None,
    to: Annotated[
        list[str] | None,
        Option(metavar="FORMAT", help="report, deck or pptx; again for more; else all."),
    ] = None,
    out: Out = Path("build"),
    paper: PaperSize = "a4",
    compare: Annotated[
        tuple[str, str] | None,
        Option(metavar="FIRST SECOND", help="Two plans, folders or workshops in it."),
    ] = None,
    same_people: Annotated[
        bool | None,
        Option("--same-people/--other-people", help="Whether anybody may be in both."),
    ] = None,
) -> None:
    """Make a report and slides of what workshops left; it says what cannot be known, too."""
    from askfirst.export.shelf import read_paper
    from askfirst.project import find_project
    from askfirst.reporting.command import Wishes as Asked
    from askfirst.reporting.command import evaluate

    with one_line():
        asked = Asked(
            folder=folder,
            formats=tuple(to or ()),
            out=out,
            paper=read_paper(paper),
            compare=compare,
            same_people=same_people,
        )
        evaluate(asked, root=find_project(Path.cwd()), say=say, warn=warn)


plans = Commands("Show a plan by the clock, or make one.")
app.add("plan", plans)


@plans.command("show")
def show_plan(
    name: Annotated[str, Argument(metavar="PLAN", help="A plan in facilitator/plans.")],
    start: Annotated[
        str, Option(metavar="TIME", help="When it begins, like 18:30; else it counts from 0.")
    ] = "",
) -> None:
    """Print what happens when, what goes first, and what to bring."""
    from askfirst.building.outputs import plan_named
    from askfirst.export.shelf import start_time
    from askfirst.planning.show import shown
    from askfirst.project import find_project

    with one_line():
        begins = start_time(start)
        plan = plan_named(name, find_project(Path.cwd()))
    say(shown(plan, start=begins))


@plans.command("new")
def new_plan(
    name: Annotated[str, Argument(metavar="NAME", help="Of the plan, like evening-120.")],
    minutes: Annotated[
        str | None, Option(metavar="NUMBER", help="How long, breaks included.")
    ] = None,
    topics: Annotated[
        str | None,
        Option(metavar="TOPICS", help="Modules, like consent,boundaries or 05,06."),
    ] = None,
    online: Annotated[bool | None, Option("--online/--in-person", help="Where it is held.")] = None,
    group: Annotated[
        str | None, Option(metavar="PEOPLE", help="How many, like 24 or 8-30.")
    ] = None,
    audience: Annotated[str | None, Option(metavar="TEXT", help="Who it is for.")] = None,
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
        wishes = asked(said, ask if sys.stdin.isatty() else None, topics=topics_of(modules))
        plan = write_plan(wishes, folder=root / PLANS, modules=modules)
    say(f"{shown(plan)}\n\nIt stands in {(PLANS / f'{name}.yml').as_posix()}.")


app.add("room", rooms)


@app.command("new")
def new_curriculum(
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Where it goes: a new folder.")],
    title: Annotated[str | None, Option(metavar="TEXT", help="What it is called.")] = None,
    modules: Annotated[
        str | None,
        Option(metavar="MODULES", help="How many to fill in, or their titles with commas."),
    ] = None,
    language: Annotated[
        str | None, Option(metavar="TAG", help="That you write in, like en or pt-BR.")
    ] = None,
) -> None:
    """Start a curriculum of your own; in a terminal it asks for what is missing."""
    from askfirst.authoring.new import write_curriculum
    from askfirst.authoring.wishes import NewCurriculum, asked

    said = NewCurriculum(folder=folder, title=title, modules=modules, language=language)
    with one_line():
        wishes = asked(said, ask if sys.stdin.isatty() else None)
        made = write_curriculum(wishes)
    say(
        f"{len(made)} files stand in {folder}. Begin with its README.md, or type:\n\n"
        f"  cd {shlex.quote(str(folder))}\n  askfirst check\n  askfirst open first-workshop"
    )


def _mended(folder: Path) -> list[str]:
    from askfirst.checking.bank import read_bank
    from askfirst.checking.mend import mend

    return mend(folder, read_bank(folder / "data"))
