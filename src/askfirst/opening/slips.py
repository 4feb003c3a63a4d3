"""`askfirst seats`: slips for a hat, the one place where their codes are, and a file of hashes."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from askfirst.curriculum import read_modules
from askfirst.disk import write_whole
from askfirst.errors import CurriculumError, StartError
from askfirst.export.shelf import Paper, Shelf
from askfirst.export.slips import SHEET, Slip, slips_file
from askfirst.export.texts import SLIPS
from askfirst.export.translation import ENGLISH
from askfirst.opening.addresses import PORTS, choose_address
from askfirst.opening.hat import HatFile, read_address, write_hat
from askfirst.opening.wishes import MOST, read_number
from askfirst.project import NOTEBOOKS, find_project
from askfirst.room.hat import Slips, new_code, spelled

PRINTED: Final = "seats.pdf"
LISTED: Final = "seats.json"
RESERVE: Final = 2  # at least, for a slip that fails


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line asked for.

    Attributes:
        count: How many people draw, as typed.
        address: Where the room will be, or None for this computer's address now.
        out: Where slips and file go.
        paper: What the slips are laid out for.
    """

    count: str
    address: str | None
    out: Path
    paper: Paper


def make_slips(wishes: Wishes, *, say: Callable[[str], None]) -> None:
    """Write the slips and the file that lets the room know them; no code is said or kept besides.

    Raises:
        AskFirstError: A number or address is wrong, or the disk refused; then both are as before.
    """
    people = read_number(wishes.count, "--count", most=MOST)
    address = read_address(wishes.address or choose_address(None).name, port=PORTS[0])
    printed, listed = wishes.out / PRINTED, wishes.out / LISTED
    _expect_none(listed)
    codes = _codes(on_sheets(people))
    slips = [Slip(code=spelled(code), link=f"http://{address}/#{spelled(code)}") for code in codes]
    language, texts = _said()
    pdf = slips_file(
        slips, address=address, people=people, paper=wishes.paper, language=language, texts=texts
    )
    known = HatFile(slips=Slips.of(codes), people=people, address=address)
    try:
        write_whole(printed, pdf)
        write_hat(listed, known)
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise StartError(f"--out {str(wishes.out)!r}: {reason}. Give another folder.") from error
    for line in _told(known, printed=printed, listed=listed):
        say(line)


def _said() -> tuple[str, Mapping[str, str]]:
    """Return the language that all modules here have, else English, and what slips say in it."""
    try:
        root = find_project(Path.cwd())
        languages = {module.language for module in read_modules(root / NOTEBOOKS)}
    except CurriculumError:  # slips need no curriculum
        return ENGLISH, SLIPS
    language = languages.pop() if len(languages) == 1 else ENGLISH
    return language, Shelf(data=root / "data").texts("slips", language)


def on_sheets(people: int) -> int:
    """Return how many slips are made: some in reserve, and the last sheet full."""
    return -(-(people + RESERVE) // SHEET) * SHEET


def _codes(count: int) -> set[str]:
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_code())
    return codes


def _expect_none(listed: Path) -> None:
    """Keep what belongs to slips that may be printed already.

    Raises:
        StartError: There is such a file.
    """
    if listed.exists():
        raise StartError(
            f"{listed.as_posix()}: is there already, and slips printed with it would open nothing. "
            "Delete it once their workshop is over, or give another folder with --out."
        )


def _told(known: HatFile, *, printed: Path, listed: Path) -> tuple[str, ...]:
    count = len(known.slips.marks)
    return (
        f"{printed.as_posix()}: {count} slips on {count // SHEET} sheets, {known.people} for the "
        f"hat and {count - known.people} in reserve. Print it on one side, then delete it.",
        f"{listed.as_posix()}: what the room needs to know them; no code is in it. Open with "
        f"askfirst open --seats {shlex.quote(listed.as_posix())}",
        f"The codes hold the address {known.address}. If the room is at another, people type "
        "its address and the code.",
    )
