"""What the commands share: options that more than one has, and errors of one line each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, NoReturn

import click

from askfirst.errors import AskFirstError
from askfirst.garbage import left_at_the_end

INTERRUPTED: Final = 130  # as a shell tells it of a program that Ctrl-C ended

with_head_count = click.option(
    "--head-count", metavar="NUMBER", help="How many phones may join, 1 to 300; else 24."
)
warn = partial(click.echo, err=True)


class Program(click.Group):
    """Commands that end as ours do: a mistake is one line, and Ctrl-C is told to the shell."""

    def main(self, *args: Any, **settings: Any) -> NoReturn:
        """Run what was typed, and end the process with its exit code."""
        left_at_the_end()
        settings = {"prog_name": self.name, **settings, "standalone_mode": False}
        try:
            sys.exit(super().main(*args, **settings))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.UsageError as error:
            typed = error.ctx.command_path if error.ctx else self.name
            wrong = error.format_message().removesuffix(".")
            warn(f"{typed}: {wrong}. Expected what {typed} --help shows.")
            sys.exit(error.exit_code)
        except click.Abort as abort:  # by Ctrl-C, or asked where nobody answers any more
            sys.exit(INTERRUPTED if isinstance(abort.__context__, KeyboardInterrupt) else 1)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn an error of ours into one line and the exit code 2."""
    try:
        yield
    except AskFirstError as error:
        warn(" ".join(str(error).split()))
        sys.exit(2)
