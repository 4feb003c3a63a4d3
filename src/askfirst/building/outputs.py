"""Which files a build makes, and what each of them is made from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Final

from msgspec import Struct

from askfirst.building import fingerprints
from askfirst.curriculum import module_paths, read_modules
from askfirst.errors import AskFirstError
from askfirst.export.formats import (
    CHOICES,
    FORMATS,
    LITE,
    LITE_PARTS,
    SITE_HANDBOOK,
    WHOLES,
    Format,
    Whole,
)
from askfirst.export.lite import has_parts
from askfirst.export.shelf import PACKAGE, Paper, Shelf
from askfirst.handbook import chapter_paths, has_handbook
from askfirst.plans import Plan, plan_file, read_plan
from askfirst.project import NOTEBOOKS
from askfirst.records import replace

PLANS: Final = Path("facilitator") / "plans"


class BuildError(AskFirstError):
    """A build was asked for that cannot be made."""


class Wishes(Struct, frozen=True, kw_only=True):
    """What the command line asked for.

    Attributes:
        plan: Name or path of a plan, or None for all modules.
        formats: Names of formats; none for all but the site.
        out: Where the files go.
        paper: What printed things are laid out for.
        start: When the workshop begins, for the guide.
    """

    plan: str | None = None
    formats: tuple[str, ...] = ()
    out: Path = Path("build")
    paper: Paper = "a4"
    start: time | None = None


class Output(Struct, frozen=True, kw_only=True):
    """One file to make.

    Attributes:
        name: Its path under the folder of the build, with "/".
        format: Name of the format that it has.
        made_from: The fingerprint of all that goes into it.
        source: The notebook of the module that it holds; None for one of many modules.
        plan: The plan that it holds, by name or path, or None; without either it is made once
            for the project.
        set_from: What its file that lies there was laid out from, as in the list; "" if not known.
    """

    name: str
    format: str
    made_from: str
    source: Path | None = None
    plan: str | None = None
    set_from: str = ""


def list_outputs(wishes: Wishes, root: Path) -> tuple[Output, ...]:
    """Return the files of a build, module by module, without making any.

    Raises:
        BuildError: A format that does not exist, or that there is nothing to make from.
        CurriculumError: No modules, or a plan that cannot be read.
    """
    formats, wholes = _wanted(wishes.formats, root)
    once = [output for made in wholes for output in _of_whole(made, wishes, root)]
    if wholes and wholes[0] in WHOLES and wishes.formats and not once:
        raise BuildError(
            f"--to {wholes[0].name}: there is nothing to make it from. Expected Markdown in "
            "facilitator/handbook or facilitator/templates."
        )
    if wishes.plan is None:
        return (*_of_modules(module_paths(root / NOTEBOOKS), formats, wishes, root), *once)
    plan = plan_named(wishes.plan, root)
    paths = _modules_of(plan)
    whole = [_of_plan(plan, made, wishes, root) for made in formats if made.plan]
    each = _of_modules(paths, [f for f in formats if not f.plan], wishes, root)
    return (*whole, *each, *once)


def shelf_for(wishes: Wishes, root: Path) -> Shelf:
    """Return what lies beside the modules of a build, and those that it is of."""
    alone = _alone(wishes, root)
    if not any(made.together for made in _wanted(wishes.formats, root)[0]):
        return alone
    if wishes.plan is None:
        notebooks = module_paths(root / NOTEBOOKS)
    else:
        notebooks = _modules_of(plan_named(wishes.plan, root))
    return replace(
        alone,
        notebooks=notebooks,
        plan_files=_plan_files(wishes, root),
        run=has_parts(root),
        handbook=has_handbook(root),
        chapter_files=chapter_paths(root),
    )


def _alone(wishes: Wishes, root: Path) -> Shelf:
    data = root / "data"
    return Shelf(
        data=data if (data / PACKAGE).is_file() else None, paper=wishes.paper, start=wishes.start
    )


def _modules_of(plan: Plan) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(module.path for module in plan.modules))


def _plan_files(wishes: Wishes, root: Path) -> tuple[Path, ...]:
    """Return the file of the plan that was asked for, else of all plans."""
    if wishes.plan is None:
        return tuple(sorted((root / PLANS).glob("*.yml")))
    return (plan_file(wishes.plan, folder=root / PLANS),)


def plan_named(name: str, root: Path) -> Plan:
    """Return a plan of the project, or the one at a path."""
    return read_plan(name, folder=root / PLANS, modules=read_modules(root / NOTEBOOKS))


def _wanted(names: Sequence[str], root: Path) -> tuple[Sequence[Format], Sequence[Whole]]:
    if not names:
        return FORMATS, WHOLES
    wholes = {made.name: made for made in WHOLES}
    for name in names:
        if name not in {*CHOICES, *wholes}:
            known = ", ".join([*CHOICES, *wholes])
            raise BuildError(f"--to is {name!r}. Expected one of {known}.")
    wanted = dict.fromkeys(names)
    lite = "site" in wanted and has_parts(root)
    return (
        [
            *(made for name in wanted if name in CHOICES for made in CHOICES[name]),
            *(LITE if lite else ()),
        ],
        [
            *(wholes[name] for name in wanted if name in wholes),
            *([SITE_HANDBOOK] if "site" in wanted else ()),
            *([LITE_PARTS] if lite else ()),
        ],
    )


def _of_modules(
    paths: Sequence[Path], formats: Sequence[Format], wishes: Wishes, root: Path
) -> Iterator[Output]:
    notebooks = {path: fingerprints.notebook(path) for path in paths}
    about = {made.name: _about(made, wishes, root) for made in formats}  # the same for all modules
    every = _together(notebooks, wishes, root) if any(f.together for f in formats) else ""
    for path, notebook in notebooks.items():
        for made in formats:
            if made.module:
                content = (notebook, every) if made.together else (notebook,)
                yield Output(
                    name=f"{made.folder or made.name}/{path.stem}{made.suffix}",
                    format=made.name,
                    made_from=fingerprints.digest(*about[made.name], *content),
                    source=path,
                )
    for made in formats:
        if made.whole:
            book = _texts_of(chapter_paths(root)) if made.chapters else ()
            yield Output(
                name=f"{made.name}{made.suffix}",
                format=made.name,
                made_from=fingerprints.digest(*about[made.name], every, *book),
            )


def _together(notebooks: Mapping[Path, str], wishes: Wishes, root: Path) -> str:
    """Return the fingerprint of all modules of a build in their order, and of its plans."""
    plans = _plan_files(wishes, root)
    said = [part for path in plans for part in (path.stem, path.read_bytes())]
    title, lite = _alone(wishes, root).title, "lite" if has_parts(root) else ""
    book = "handbook" if has_handbook(root) else ""
    stems = (path.stem for path in notebooks)
    return fingerprints.digest(title, *stems, *notebooks.values(), lite, book, "plans", *said)


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
    for said in plan.__struct_fields__:
        if said not in {"entries", "days"}:
            yield repr(getattr(plan, said))
    for day in plan.sessions:
        yield repr((day.title, day.minutes))
        for entry in day.entries:
            name = entry.module and entry.module.stem
            yield repr(replace(entry, module=None, line=0)) + repr(name)


def _of_whole(made: Whole, wishes: Wishes, root: Path) -> Iterator[Output]:
    for name, sources in made.sources(root).items():
        yield Output(
            name=f"{made.name}/{name}",
            format=made.name,
            made_from=_made_from(made, wishes, root, name, *_texts_of(sources)),
        )


def _texts_of(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        yield from (path.stem, fingerprints.text(path))


def _made_from(made: Format | Whole, wishes: Wishes, root: Path, *content: str) -> str:
    return fingerprints.digest(*_about(made, wishes, root), *content)


def _about(made: Format | Whole, wishes: Wishes, root: Path) -> tuple[str, ...]:
    """Return what goes into all files of a format, whatever they hold."""
    tables = fingerprints.tables(root / "data", made.tables)
    return fingerprints.program(), made.name, wishes.paper, str(wishes.start or ""), tables
