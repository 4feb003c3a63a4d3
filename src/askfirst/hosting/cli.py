"""The command line of `askfirst room`: rooms for many facilitators on a server."""

from pathlib import Path
from typing import Annotated

from askfirst.arguments import Argument, Commands, Option
from askfirst.command_line import HEAD_COUNT, HeadCount, one_line, say, warn

Organisation = Annotated[
    Path,
    Option(
        metavar="FILE", envvar="ASKFIRST_ORGANISATION_KEY", help="Holds the organisation's key."
    ),
]
KEY_FILE = Path("organisation-key")


def hold_rooms(
    workers: Annotated[str, Option(metavar="NUMBER", help="Processes that hold rooms.")] = "1",
    port: Annotated[
        str, Option(metavar="NUMBER", help="Of the first worker; the others follow.")
    ] = "8443",
    host: Annotated[str, Option(metavar="ADDRESS", help="To listen on.")] = "127.0.0.1",
    domain: Annotated[
        str, Option(metavar="NAME", help="Rooms are at ROOM.NAME, like rooms.example.org.")
    ] = "localhost",
    organisation_key: Organisation = KEY_FILE,
    certificate: Annotated[
        Path | None, Option(metavar="FILE", help="Certificate for TLS, as PEM.")
    ] = None,
    key: Annotated[Path | None, Option(metavar="FILE", help="Its key, as PEM.")] = None,
    behind_proxy: Annotated[
        bool,
        Option("--behind-proxy", help="A proxy with TLS, and it alone, reaches the workers."),
    ] = False,
    hours: Annotated[str, Option(metavar="NUMBER", help="A room is held so long.")] = "12",
) -> None:
    """Hold rooms for many facilitators on a server; `new` makes one, `save` gets its results."""
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
        hold(asked, say=say, warn=warn)


rooms = Commands("Hold rooms for many facilitators on a server.", alone=hold_rooms)


@rooms.command("new")
def new_room(
    address: Annotated[
        str, Argument(metavar="ADDRESS", help="Of the service: https://rooms.example.org")
    ],
    plan: Annotated[str, Argument(metavar="PLAN", help="One that the service offers.")],
    head_count: HeadCount = None,
    organisation_key: Organisation = KEY_FILE,
) -> None:
    """Make a room on a server, and print where phones and you find it."""
    from askfirst.hosting.asking import make_room, said

    with one_line():
        count = head_count or str(HEAD_COUNT)
        room = make_room(address, plan=plan, head_count=count, organisation=organisation_key)
    say(said(room))


@rooms.command("save")
def save_results(
    link: Annotated[str, Argument(metavar="LINK", help="Of the start page, with its key.")],
) -> None:
    """Write what a room on a server has shown into results/, as a workshop here does."""
    from askfirst.hosting.asking import save
    from askfirst.project import find_project

    with one_line():
        path = save(link, folder=find_project(Path.cwd()) / "results")
    say(f"The results stand in {path}." if path else "Nothing was shown, so nothing is left.")
