"""What to print for a plan: how many of what, and the command that makes it."""

from collections.abc import Callable, Iterator
from math import ceil
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from askfirst.plans import Plan

BUILD: Final = Path("build")
TABLE: Final = 5  # people who share a set of cards
SPARE: Final = 2
BOTH_SIDES: Final = "Print on both sides, flip on the long edge: each back lies behind its front."
FILL: Final = "Fill it in and date it before you copy it."
# Templates by what they are called, for how many people one copy is (0: for none), and spare ones.
TEMPLATES: Final = (
    ("participant-information", "Information for participants", 1, SPARE),
    ("referral-card", "Who to talk to: one each, one for each toilet", 1, SPARE),
    ("privacy-notice", "Privacy notice", 1, SPARE),
    ("safeguarding-card", "Duty and safeguarding card, for yourselves", 0, 2),
    ("code-of-conduct", "Code of conduct, on request", 0, 1),
    ("fidelity-log", "Fidelity log, for yourselves", 0, 1),
)


class Print(Struct, frozen=True, kw_only=True):
    """One thing on paper.

    Attributes:
        title: What it is.
        file: Where `askfirst build` puts it, from the project's folder; "" for what is not made.
        per: For how many people one copy is; 0 where it does not depend on them.
        more: Copies besides.
        note: How it is printed, or what to do first.
        command: What makes it; in place of `{people}` stands how many come.
    """

    title: str
    file: str = ""
    per: int = 0
    more: int = 0
    note: str = ""
    command: str = ""

    def made_by(self, people: int) -> str:
        """Return what makes it for so many people."""
        return self.command.replace("{people}", str(people))

    def copies(self, people: int) -> int:
        """Return how many to print for so many people."""
        return (ceil(people / self.per) if self.per else 0) + self.more


def prints_of(plan: Plan, *, known: bool = True) -> tuple[Print, ...]:
    """Return what to print for a plan, what everybody gets first.

    Args:
        plan: The plan.
        known: Whether it has a file of its own; else it is all modules.
    """
    name = plan.name if known else ""
    return tuple(_online(name, plan) if plan.setting == "online" else _in_person(name, plan))


def prints_json(
    plan: Plan, *, root: Path, known: bool = True, url: Callable[[Path], str] | None = None
) -> dict[str, Any]:
    """Return the list as the pages draw it.

    Args:
        plan: The plan.
        root: The project, in which a file may lie already.
        known: As of `prints_of`.
        url: Gives the address of a file; a link is given to what was built already.
    """

    def row(printed: Print) -> dict[str, Any]:
        file = root / printed.file if printed.file else None
        link = url(file) if url and file is not None and file.is_file() else ""
        return {**asdict(printed), "link": link}

    rows = [row(printed) for printed in prints_of(plan, known=known)]
    return {"rows": rows, "bring": [*plan.materials]}


def _in_person(name: str, plan: Plan) -> Iterator[Print]:
    yield from _handouts(name, plan)
    for cards in _files(name, plan, "cards", "Cards"):
        yield Print(**{**cards, "per": TABLE, "note": f"One set for each table. {BOTH_SIDES}"})
    yield Print(
        title="Slips for the question box, all alike",
        per=1,
        more=SPARE,
        note="Plain paper, cut to one size; with pencils, and a box with a lid.",
    )
    yield Print(
        title="Slips for a hat, if each person is to have one seat and no more",
        file="seats/seats.pdf",
        more=1,
        note="The day before, on one side; then delete the file, and open the workshop with "
        "--seats seats/seats.json.",
        command="askfirst seats --count {people}",
    )
    yield from _templates()
    yield from _guides(name, plan)


def _online(name: str, plan: Plan) -> Iterator[Print]:
    for handout in _handouts(name, plan):
        yield Print(
            title=handout.title,
            file=handout.file,
            note="Send it before the call, under a neutral name.",
            command=handout.command,
        )
    yield from _guides(name, plan)


def _handouts(name: str, plan: Plan) -> Iterator[Print]:
    for module in dict.fromkeys((m.stem, m.number, m.title) for m in plan.modules):
        stem, number, title = module
        yield Print(
            title=f"Handout {number}, {title}",
            file=(BUILD / "handout" / f"{stem}.pdf").as_posix(),
            per=1,
            more=SPARE,
            command=_command(name, "handout"),
        )


def _guides(name: str, plan: Plan) -> Iterator[Print]:
    for guide in _files(name, plan, "guide", "Guide, your script"):
        yield Print(**{**guide, "more": 2, "note": "One for each of you."})


def _files(name: str, plan: Plan, kind: str, title: str) -> Iterator[dict[str, Any]]:
    """Give the one file of a plan, or of all modules one each."""
    command = _command(name, kind)
    if name:
        file = (BUILD / kind / f"{name}.pdf").as_posix()
        yield {"title": title, "file": file, "command": command}
        return
    for module in plan.modules:
        file = (BUILD / kind / f"{module.stem}.pdf").as_posix()
        yield {"title": f"{title} {module.number}", "file": file, "command": command}


def _templates() -> Iterator[Print]:
    for stem, title, per, more in TEMPLATES:
        yield Print(
            title=title,
            file=(BUILD / "handbook" / f"{stem}.pdf").as_posix(),
            per=per,
            more=more,
            note=FILL,
            command="askfirst build --to handbook",
        )


def _command(name: str, kind: str) -> str:
    return " ".join(part for part in ("askfirst build", name, f"--to {kind}") if part)
