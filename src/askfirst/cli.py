"""The command line: it alone knows every part, and turns our errors into one line each."""

import asyncio
import sys
import threading
import webbrowser
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from askfirst.errors import AskFirstError
from askfirst.opening import screen
from askfirst.opening.limits import set_limits
from askfirst.opening.pages import make_app
from askfirst.opening.run import run
from askfirst.opening.workshop import HEAD_COUNT, Wishes, prepare

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
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the start page.")]


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
    set_limits()
    wishes = Wishes(plan=plan, port=port, host=host, head_count=head_count)
    try:
        _hold(wishes, browser=not no_browser)
    except AskFirstError as error:
        typer.echo(" ".join(str(error).split()), err=True)
        raise typer.Exit(2) from error


@app.command("check")
def check_curriculum(
    fix: Annotated[
        bool, typer.Option("--fix", help="Write what follows from something else, then check.")
    ] = False,
) -> None:
    """Read modules, plans and tables, and say what should be looked at; 1 if something is wrong."""
    # Only here: `open` needs none of it, and a check should not wait for the room's libraries.
    from askfirst.checking.check import check  # noqa: PLC0415
    from askfirst.checking.report import said  # noqa: PLC0415

    folder = Path.cwd()
    try:
        for line in _mended(folder) if fix else ():
            typer.echo(line)
        report = check(folder, today=date.today())
    except AskFirstError as error:
        typer.echo(" ".join(str(error).split()), err=True)
        raise typer.Exit(2) from error
    typer.echo(said(report))
    if report.wrong:
        raise typer.Exit(1)


def _mended(folder: Path) -> list[str]:
    from askfirst.checking.bank import read_bank  # noqa: PLC0415
    from askfirst.checking.mend import mend  # noqa: PLC0415  # brings Jupyter's libraries along

    return mend(folder, read_bank(folder / "data"))


def _hold(wishes: Wishes, *, browser: bool) -> None:
    with closing(prepare(wishes, folder=Path.cwd())) as workshop:
        room = make_app(workshop, today=date.today())

        def on_open() -> None:
            typer.echo(screen.opened(workshop, code=screen.can_draw(sys.stdout)), color=True)
            if browser:
                # A thread of its own: some browsers keep whoever starts them waiting.
                show = threading.Thread(target=webbrowser.open, args=(workshop.front_door,))
                show.daemon = True
                show.start()

        asyncio.run(run(workshop, room, warn=_warn, on_open=on_open))
        typer.echo(screen.ended(workshop))


def _warn(line: str) -> None:
    typer.echo(line, err=True)
