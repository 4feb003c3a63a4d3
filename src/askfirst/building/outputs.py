"""Which files a build makes, and what each of them is made from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import time
from pathlib import Path
from typing import Final

from askfirst.building import fingerprints
from askfirst.curriculum import module_paths, read_modules
from askfirst.errors import AskFirstError
from askfirst.export.formats import BY_NAME, FORMATS, Format
from askfirst.export.shelf import Paper
from askfirst.plans import Plan, read_plan
from askfirst.project import NOTEBOOKS

PLANS: Final = Path("facilitator") / "plans"


class BuildError(AskFirstError):
    """A build was asked for that cannot be made."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line asked for.

    Attributes:
        plan: Name or path of a plan, or None for all modules.
        formats: Names of formats; none for all.
        out: Where the files go.
        paper: What printed things are laid out for.
        start: When the workshop begins, for the guide.
    """

    plan: str | None = None
    formats: tuple[str, ...] = ()
    out: Path = Path("build")
    paper: Paper = "a4"
    start: time | None = None


@dataclass(frozen=True, kw_only=True)
class Output:
    """One file to make.

    Attributes:
        name: Its path under the folder of the build, with "/".
        format: Name of the format that it has.
        made_from: The fingerprint of all that goes into it.
        source: The notebook of the module that it holds, or None.
        plan: The plan that it holds, by name or path, or None.
    """

    name: str
    format: str
    made_from: str
    source: Path | None = None
    plan: str | None = None


def list_outputs(wishes: Wishes, root: Path) -> tuple[Output, ...]:
    """Return the files of a build, module by module, without making any.

    Raises:
        BuildError: A format that does not exist.
        CurriculumError: No modules, or a plan that cannot be read.
    """
    formats = _formats(wishes.formats)
    if wishes.plan is None:
        return tuple(_of_modules(module_paths(root / NOTEBOOKS), formats, wishes, root))
    plan = plan_named(wishes.plan, root)
    paths = dict.fromkeys(module.path for module in plan.modules)
    whole = [_of_plan(plan, made, wishes, root) for made in formats if made.plan]
    return (*whole, *_of_modules(paths, [f for f in formats if not f.plan], wishes, root))


def plan_named(name: str, root: Path) -> Plan:
    """Return a plan of the project, or the one at a path."""
    return read_plan(name, folder=root / PLANS, modules=read_modules(root / NOTEBOOKS))


def _formats(names: Sequence[str]) -> tuple[Format, ...]:
    for name in names:
        if name not in BY_NAME:
            known = ", ".join(BY_NAME)
            raise BuildError(f"--to is {name!r}. Expected one of {known}.")
    return tuple(BY_NAME[name] for name in dict.fromkeys(names)) or FORMATS


def _of_modules(
    paths: Iterable[Path], formats: Sequence[Format], wishes: Wishes, root: Path
) -> Iterator[Output]:
    for path in paths:
        notebook = fingerprints.notebook(path)
        for made in formats:
            yield Output(
                name=f"{made.name}/{path.stem}{made.suffix}",
                format=made.name,
                made_from=_made_from(made, wishes, root, notebook),
                source=path,
            )


def _of_plan(plan: Plan, made: Format, wishes: Wishes, root: Path) -> Output:
    notebooks = [fingerprints.notebook(module.path) for module in plan.modules]
    said = fingerprints.digest(*plan_parts(plan))
    return Output(
        name=f"{made.name}/{plan.name}{made.suffix}",
        format=made.name,
        made_from=_made_from(made, wishes, root, said, *notebooks),
        plan=wishes.plan,
    )


def plan_parts(plan: Plan) -> Iterator[str]:
    """Give what a plan says beside its modules; which of their cells it has is part of that."""
    for about in fields(plan):
        if about.name not in {"entries", "days"}:
            yield repr(getattr(plan, about.name))
    for day in plan.sessions:
        yield repr((day.title, day.minutes))
        for entry in day.entries:
            name = entry.module and entry.module.stem
            yield repr(replace(entry, module=None, line=0)) + repr(name)


def _made_from(made: Format, wishes: Wishes, root: Path, *content: str) -> str:
    tables = fingerprints.tables(root / "data", made.tables)
    said = (wishes.paper, str(wishes.start or ""))
    return fingerprints.digest(fingerprints.program(), made.name, *said, tables, *content)
