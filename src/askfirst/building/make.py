"""The build: what changed is made on all cores and written whole; the rest is left alone."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from askfirst.building import fingerprints
from askfirst.building.manifest import (
    NAME,
    Made,
    hashed,
    read_manifest,
    sha256_of,
    write_manifest,
)
from askfirst.building.outputs import Output, Wishes, list_outputs, plan_named, shelf_for
from askfirst.curriculum import Module, check_tables, read_module
from askfirst.disk import write_whole
from askfirst.errors import AskFirstError
from askfirst.export.formats import BY_NAME, LITE_PARTS, WHOLE_BY_NAME
from askfirst.export.shelf import Shelf

# Fewer than this are made before a second process would be ready.
FEW: Final = 4
IN_BROWSER: Final = f"{LITE_PARTS.name}/static/"
Step = Callable[[int, int], None]
"""Told how many outputs are done, and of how many."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a build did.

    Attributes:
        made: Names of the files that were made.
        same: Names of the files that were up to date.
        kept: Names of the files that somebody changed by hand, which were left as they are.
        warned: What was drawn in a plainer way, by file and cell.
        wrong: What could not be made, and why.
    """

    made: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]
    warned: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Done:
    """What became of one output.

    Attributes:
        output: It.
        content: None if it could not be made, and where it is as it was.
        said: What was drawn in a plainer way, or why it could not be made.
        set_from: What it was laid out from, as in the list.
        same: Whether nothing that is laid out has changed, so that its file stays.
    """

    output: Output
    content: bytes | None = None
    said: tuple[str, ...] = ()
    set_from: str = ""
    same: bool = False


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


def build(
    wishes: Wishes, *, root: Path, step: Step = _silent, workers: int | None = None
) -> Report:
    """Make what was asked for and has changed.

    Args:
        wishes: What the command line says.
        root: The project.
        step: Told of each output.
        workers: How many processes to use; one for each core if None.

    Raises:
        AskFirstError: The first thing that is wrong with the whole; then nothing was written.
    """
    before = read_manifest(wishes.out)
    due, same, kept = _sorted(list_outputs(wishes, root), wishes.out, before)
    known = {name: made for name, made in before.items() if (wishes.out / name).is_file()}
    made: dict[str, Made] = {}
    gone: set[str] = set()
    stays: set[str] = set()
    said: dict[str, tuple[str, ...]] = {}
    step(0, len(due))
    try:
        for count, done in enumerate(_made(due, wishes, root, workers), 1):
            said[done.output.name] = done.said
            if done.content is not None:
                made[done.output.name] = _written(done, done.content, wishes.out)
            elif done.same:
                stays.add(done.output.name)
                was = before[done.output.name]
                made[done.output.name] = replace(was, made_from=done.output.made_from)
            step(count, len(due))
        if len(made) == len(due):  # a list of packages that was not written leads to the old ones
            gone = _outdated(same + kept + tuple(made), wishes.out, known)
            known = {name: known[name] for name in known if name not in gone}
    finally:  # what lies there unlisted would be taken for somebody's own
        if made or gone or not (wishes.out / NAME).is_file():
            write_manifest(wishes.out, {**known, **made})
    names = [output.name for output in due]
    return Report(
        made=tuple(name for name in names if name in made and name not in stays),
        same=(*same, *(name for name in names if name in stays)),
        kept=kept,
        warned=_lines(said[name] for name in names if name in made),
        wrong=_lines(said[name] for name in names if name not in made),
    )


def _sorted(
    outputs: Sequence[Output], out: Path, before: Mapping[str, Made]
) -> tuple[list[Output], tuple[str, ...], tuple[str, ...]]:
    """Return what is due, the names of what is up to date, and of what is somebody's own now."""
    due: list[Output] = []
    same: list[str] = []
    kept: list[str] = []
    for output in outputs:
        was, there = before.get(output.name), sha256_of(out / output.name)
        if there is None:
            due.append(output)
        elif was is None or was.sha256 != there:
            kept.append(output.name)
        elif was.made_from == output.made_from:
            same.append(output.name)
        else:
            due.append(replace(output, set_from=was.set_from))
    return due, tuple(same), tuple(kept)


def _outdated(listed: Iterable[str], out: Path, known: Mapping[str, Made]) -> set[str]:
    """Remove what earlier builds put beside the notebooks in the browser, and nothing leads to now.

    That is our wheel of another version, or a part that JupyterLite no longer has. What somebody
    changed by hand stays.
    """
    now = {name for name in listed if name.startswith(IN_BROWSER)}
    old = {name for name in known if name.startswith(IN_BROWSER)} if now else set()
    gone = {name for name in old - now if sha256_of(out / name) == known[name].sha256}
    for name in gone:
        (out / name).unlink()
    return gone


def _written(done: _Done, content: bytes, out: Path) -> Made:
    name = done.output.name
    write_whole(out / name, content, sync=False, served=name.startswith("site/"))
    set_from = "" if done.said else done.set_from
    return Made(sha256=hashed(content), made_from=done.output.made_from, set_from=set_from)


def _made(
    due: Sequence[Output], wishes: Wishes, root: Path, workers: int | None
) -> Iterator[_Done]:
    """Make outputs here, or in processes of their own, each taking a module at a time."""
    shelf = shelf_for(wishes, root)
    count = min(workers or _cores(), len(due))
    if count < 2 or len(due) < FEW:
        yield from _batch(due, shelf, root)
        return
    yield from _shared(due, shelf, root, count)


def _shared(due: Sequence[Output], shelf: Shelf, root: Path, count: int) -> Iterator[_Done]:
    """Make outputs in processes, the longest batches first, so that none is left at the end."""
    # imported here: a build with little to do needs none of it
    from concurrent.futures import Future, ProcessPoolExecutor, as_completed  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    batches = sorted(_batches(due, count), key=_work, reverse=True)
    # What is imported before is there in all copies.
    if _start() == "fork":
        for name in {output.format for output in due} & set(BY_NAME):
            BY_NAME[name].load()
    with ProcessPoolExecutor(count, mp_context=get_context(_start())) as pool:
        waiting: list[Future[list[_Done]]] = [pool.submit(_batch, b, shelf, root) for b in batches]
        for batch in as_completed(waiting):
            yield from batch.result()


def _start() -> Literal["fork", "spawn"]:
    """Return how processes begin: a copy of this one saves their start, if it has no threads.

    A copy has none of the threads that hold locks in it, and would wait for them forever.
    """
    try:
        threads = [*Path("/proc/self/task").iterdir()]
    except OSError:  # not Linux
        return "spawn"
    return "fork" if len(threads) == 1 else "spawn"


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _batches(due: Sequence[Output], count: int) -> Iterator[Sequence[Output]]:
    """Group outputs that read the same module; what is made of many is work enough alone.

    Where there are fewer groups than processes, each is cut up so that all have work. Else the
    last ones are cut in two: at the end one process waits for another's half at most.
    """
    groups: dict[str, list[Output]] = {}
    for output in due:
        groups.setdefault(str(output.source or output.name), []).append(output)
    ordered = sorted(groups.values(), key=_work, reverse=True)
    for left, group in zip(range(len(ordered), 0, -1), ordered, strict=True):
        shares = count // len(groups) or (2 if left <= count else 1)
        yield from filter(None, (group[first::shares] for first in range(shares)))


def _work(outputs: Sequence[Output]) -> tuple[int, int]:
    """Return what a batch takes beside others: so many files, of a notebook of such a size."""
    source = outputs[0].source
    return len(outputs), source.stat().st_size if source and source.is_file() else 0


def _batch(outputs: Sequence[Output], shelf: Shelf, root: Path) -> list[_Done]:
    read: dict[Path, Module] = {}
    return [_one(output, shelf, root, read) for output in outputs]


def _one(output: Output, shelf: Shelf, root: Path, read: dict[Path, Module]) -> _Done:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            done = _rendered(output, shelf, root, read)
        except AskFirstError as error:
            return _Done(output=output, said=(f"{output.name}: {error}",))
    return replace(done, said=tuple(str(warning.message) for warning in caught))


def _rendered(output: Output, shelf: Shelf, root: Path, read: dict[Path, Module]) -> _Done:
    if output.source is None or output.plan is not None:
        return _Done(output=output, content=_of_many(output, shelf, root))
    made = BY_NAME[output.format]
    if output.source not in read:
        read[output.source] = read_module(output.source)
    module = read[output.source]
    _check([module], shelf)
    draft = made.draft_module(module, shelf)
    if draft is None:
        return _Done(output=output, content=made.render_module(module, shelf))
    set_from = fingerprints.draft(draft.sources)
    if set_from == output.set_from:
        return _Done(output=output, same=True)
    return _Done(output=output, content=draft.make(), set_from=set_from)


def _of_many(output: Output, shelf: Shelf, root: Path) -> bytes:
    if (whole := WHOLE_BY_NAME.get(output.format)) is not None:
        return whole.render_file(root, output.name.removeprefix(f"{whole.name}/"), shelf)
    made = BY_NAME[output.format]
    if output.plan is not None:
        plan = plan_named(output.plan, root)
        _check(plan.modules, shelf)
        return made.render_plan(plan, shelf)
    return made.render_all(shelf)


def _check(modules: Iterable[Module], shelf: Shelf) -> None:
    if shelf.data is not None:
        check_tables(modules, shelf.data)


def _lines(said: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    """Return each line once: what one cell has is the same in every format."""
    return tuple(dict.fromkeys(" ".join(line.split()) for lines in said for line in lines))
