"""The command line: it alone knows every part, and turns our errors into one line each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from askfirst.errors import AskFirstError
from askfirst.opening.wishes import HEAD_COUNT, Wishes

# Each command imports what it needs: who builds does not wait for the room's libraries.

app = typer.Typer(
    name="askfirst",
    help="A workshop on intimacy, touch and consent, and the tools to teach it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Plan = Annotated[
    str | None,
    typer.Argument(metavar="[PLAN]", help="A plan in facilitator/plans, or a path; else all."),
]
Port = Annotated[
    str | None,
    typer.Option(metavar="NUMBER", help="Port of the room; else the first free from 8080."),
]
Host = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Address or name of this computer that phones reach."),
]
HeadCount = Annotated[
    str, typer.Option(metavar="NUMBER", help="How many phones may join, 1 to 300.")
]
To = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FORMAT", help="What to make, such as deck; again for more; else all but site."
    ),
]
Out = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files go.")]
PaperSize = Annotated[str, typer.Option(metavar="SIZE", help="Of what is printed: a4 or letter.")]
Start = Annotated[
    str, typer.Option(metavar="TIME", help="When the workshop begins, like 18:30; for the guide.")
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Show them in the browser, anew at each save; Ctrl-C ends.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"askfirst {version('askfirst')}")
        raise typer.Exit


@app.callback()
def askfirst(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which it is.")
    ] = False,
) -> None:
    """A workshop on intimacy, touch and consent, and the tools to teach it."""


@app.command("open")
def open_workshop(
    plan: Plan = None,
    port: Port = None,
    host: Host = None,
    head_count: HeadCount = str(HEAD_COUNT),
    no_browser: NoBrowser = False,
) -> None:
    """Open a workshop: the room for phones, JupyterLab, and your start page."""
    from askfirst.opening.command import hold

    wishes = Wishes(plan=plan, port=port, host=host, head_count=head_count)
    with _one_line():
        hold(wishes, browser=not no_browser)


@app.command("check")
def check_curriculum(
    fix: Annotated[
        bool, typer.Option("--fix", help="Write what follows from something else, then check.")
    ] = False,
) -> None:
    """Read modules, plans and tables, and say what should be looked at; 1 if something is wrong."""
    from askfirst.checking.check import check
    from askfirst.checking.report import said

    folder = Path.cwd()
    with _one_line():
        for line in _mended(folder) if fix else ():
            typer.echo(line)
        report = check(folder, today=date.today())
    typer.echo(said(report))
    if report.wrong:
        raise typer.Exit(1)


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

    with _one_line():
        asked = Asked(
            plan=plan,
            formats=tuple(to or ()),
            out=out,
            paper=read_paper(paper),
            start=start_time(start),
        )
        root = find_project(Path.cwd())
        whole = make_files(asked, root=root, say=typer.echo, warn=_warn)
        if watch:
            show_files(asked, root=root, say=typer.echo, warn=_warn, browser=not no_browser)
            return
    if not whole:
        raise typer.Exit(1)


def _mended(folder: Path) -> list[str]:
    from askfirst.checking.bank import read_bank
    from askfirst.checking.mend import mend

    return mend(folder, read_bank(folder / "data"))


@contextmanager
def _one_line() -> Iterator[None]:
    """Turn an error of ours into one line and the exit code 2."""
    try:
        yield
    except AskFirstError as error:
        _warn(" ".join(str(error).split()))
        raise typer.Exit(2) from error


def _warn(line: str) -> None:
    typer.echo(line, err=True)
