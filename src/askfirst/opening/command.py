"""`askfirst open`: a workshop from its first line in the terminal to its last."""

import asyncio
import subprocess
import sys
import threading
import webbrowser
from contextlib import closing
from pathlib import Path

import click

from askfirst.command_line import warn
from askfirst.opening import screen
from askfirst.opening.ahead import Listening
from askfirst.opening.run import run
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import prepare
from askfirst.room.failures import keep_quiet


def hold(
    wishes: Wishes, *, listening: Listening, process: "subprocess.Popen[bytes]", browser: bool
) -> None:
    """Hold the workshop until it is ended.

    Args:
        wishes: What the command line says.
        listening: Where it listens already.
        process: What will serve its room.
        browser: Whether to open the start page.

    Raises:
        AskFirstError: The first thing that is wrong; then nothing was started.
    """
    keep_quiet()
    with closing(prepare(wishes, folder=Path.cwd(), listening=listening)) as workshop:

        def on_open() -> None:
            click.echo(screen.opened(workshop, code=screen.can_draw(sys.stdout)), color=True)
            if browser:
                # A thread of its own: some browsers keep whoever starts them waiting.
                show = threading.Thread(target=webbrowser.open, args=(workshop.front_door,))
                show.daemon = True
                show.start()

        asyncio.run(run(workshop, warn=warn, on_open=on_open, first=process))
        click.echo(screen.ended(workshop))
