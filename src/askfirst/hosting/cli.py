"""The command line of `askfirst room`: rooms for many facilitators on a server."""

from pathlib import Path

import click

from askfirst.command_line import one_line, warn, with_head_count
from askfirst.opening.wishes import HEAD_COUNT

FILE = click.Path(path_type=Path)

with_organisation_key = click.option(
    "--organisation-key",
    metavar="FILE",
    type=FILE,
    envvar="ASKFIRST_ORGANISATION_KEY",
    default="organisation-key",
    help="Holds the organisation's key.",
)


@click.group("room", invoke_without_command=True)
@click.option("--workers", metavar="NUMBER", default="1", help="Processes that hold rooms.")
@click.option(
    "--port", metavar="NUMBER", default="8443", help="Of the first worker; the others follow."
)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="To listen on.")
@click.option(
    "--domain",
    metavar="NAME",
    default="localhost",
    help="Rooms are at ROOM.NAME, like rooms.example.org.",
)
@with_organisation_key
@click.option("--certificate", metavar="FILE", type=FILE, help="Certificate for TLS, as PEM.")
@click.option("--key", metavar="FILE", type=FILE, help="Its key, as PEM.")
@click.option(
    "--behind-proxy", is_flag=True, help="A proxy with TLS, and it alone, reaches the workers."
)
@click.option("--hours", metavar="NUMBER", default="12", help="A room is held so long.")
@click.pass_context
def rooms(
    context: click.Context,
    *,
    workers: str,
    port: str,
    host: str,
    domain: str,
    organisation_key: Path,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    hours: str,
) -> None:
    """Hold rooms for many facilitators on a server; `new` makes one, `save` gets its results."""
    if context.invoked_subcommand is not None:
        return
    from askfirst.hosting.command import hold
    from askfirst.hosting.wishes import Wishes as Asked

    asked = Asked(
        workers=workers,
        port=port,
        host=host,
        domain=domain,
        organisation=organisation_key,
        certificate=certificate,
        key=key,
        proxied=behind_proxy,
        hours=hours,
    )
    with one_line():
        hold(asked, say=click.echo, warn=warn)


@rooms.command("new")
@click.argument("address", help="Of the service: https://rooms.example.org")
@click.argument("plan", help="One that the service offers.")
@with_head_count
@with_organisation_key
def new_room(*, address: str, plan: str, head_count: str | None, organisation_key: Path) -> None:
    """Make a room on a server, and print where phones and you find it."""
    from askfirst.hosting.asking import make_room, said

    with one_line():
        count = head_count or str(HEAD_COUNT)
        room = make_room(address, plan=plan, head_count=count, organisation=organisation_key)
    click.echo(said(room))


@rooms.command("save")
@click.argument("link", help="Of the start page, with its key.")
def save_results(*, link: str) -> None:
    """Write what a room on a server has shown into results/, as a workshop here does."""
    from askfirst.hosting.asking import save
    from askfirst.project import find_project

    with one_line():
        path = save(link, folder=find_project(Path.cwd()) / "results")
    click.echo(
        f"The results stand in {path}." if path else "Nothing was shown, so nothing is left."
    )
