"""The build: what changed is made on all cores and written whole; the rest is left alone."""

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from askfirst.building import fingerprints
from askfirst.building.manifest import (
    NAME,
    Made,
    read_manifest,
    sha256_of,
    write_manifest,
)
from askfirst.building.outputs import Output, Wishes, list_outputs, plan_named, shelf_for
from askfirst.building.work import Done, Report, Step, Work
from askfirst.curriculum import Module, check_tables, read_module
from askfirst.errors import AskFirstError
from askfirst.export.formats import BY_NAME, LITE_PARTS, MEASURING, WHOLE_BY_NAME
from askfirst.export.shelf import Shelf
from askfirst.export.sizes import Size, size_of
from askfirst.records import replace

# Fewer than this are made before a second process would be ready.
FEW: Final = 4
IN_BROWSER: Final = f"{LITE_PARTS.name}/static/"


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
    work = Work(out=wishes.out, before=read_manifest(wishes.out), step=step)
    known = {n: made for n, made in work.before.items() if (wishes.out / n).is_file()}
    gone: set[str] = set()
    listed = list_outputs(wishes, root)
    due = work.sort(output for output in listed if output.name not in MEASURING)
    try:
        for done in _made(due, wishes, root, workers):
            work.take(done)
        for done in _measuring(listed, work, wishes, root):
            work.take(done)
        if len(work.made) == len(work.due):  # a list that was not written leads to old packages
            gone = _outdated((*work.same, *work.kept, *work.made), wishes.out, known)
            known = {name: known[name] for name in known if name not in gone}
    finally:  # what lies there unlisted would be taken for somebody's own
        if work.made or gone or not (wishes.out / NAME).is_file():
            write_manifest(wishes.out, {**known, **work.made})
    return work.report()


def _measuring(listed: Sequence[Output], work: Work, wishes: Wishes, root: Path) -> Iterator[Done]:
    """Make what says how large other outputs are, which lie there by now."""
    last = [output for output in listed if output.name in MEASURING]
    if not last:
        return
    sizes = dict(_sizes(listed, wishes.out))
    due = work.sort(
        replace(output, made_from=fingerprints.digest(output.made_from, *_said(output, sizes)))
        for output in last
    )
    yield from _batch(due, replace(shelf_for(wishes, root), sizes=sizes), root) if due else ()


def _sizes(listed: Iterable[Output], out: Path) -> Iterator[tuple[str, Size]]:
    for name in (output.name for output in listed):
        path = out / name
        if name.startswith(tuple(MEASURING.values())) and not name.endswith(".html"):
            with suppress(FileNotFoundError):  # it could not be made
                yield name, size_of(path.read_bytes())


def _said(output: Output, sizes: Mapping[str, Size]) -> Iterator[str]:
    """Give what an output says of the files that it leads to."""
    for name, size in sizes.items():
        if name.startswith(MEASURING[output.name]):
            yield f"{name} {size.pages} {size.kilobytes}"


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


def _made(due: Sequence[Output], wishes: Wishes, root: Path, workers: int | None) -> Iterator[Done]:
    """Make outputs here, or in processes of their own, each taking a module at a time."""
    shelf = shelf_for(wishes, root)
    count = min(workers or _cores(), len(due))
    if count < 2 or len(due) < FEW:
        yield from _batch(due, shelf, root)
        return
    yield from _shared(due, shelf, root, count)


def _shared(due: Sequence[Output], shelf: Shelf, root: Path, count: int) -> Iterator[Done]:
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
        waiting: list[Future[list[Done]]] = [pool.submit(_batch, b, shelf, root) for b in batches]
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

    The last groups, one for each process, are dealt out file by file: at the end one process waits
    for another's file at most, and there is work for all where there are few groups.
    """
    groups: dict[str, list[Output]] = {}
    for output in due:
        groups.setdefault(str(output.source or output.name), []).append(output)
    ordered = sorted(groups.values(), key=_work, reverse=True)
    yield from ordered[:-count]
    yield from ([output] for group in ordered[-count:] for output in group)


def _work(outputs: Sequence[Output]) -> tuple[bool, int, bool, int]:
    """Return what a batch takes beside others: of many modules first, then of many files."""
    source = outputs[0].source
    made = BY_NAME.get(outputs[0].format)
    laid_out = made is not None and made.draft != ""
    size = source.stat().st_size if source and source.is_file() else 0
    return source is None, len(outputs), laid_out, size


def _batch(outputs: Sequence[Output], shelf: Shelf, root: Path) -> list[Done]:
    read: dict[Path, Module] = {}
    return [_one(output, shelf, root, read) for output in outputs]


def _one(output: Output, shelf: Shelf, root: Path, read: dict[Path, Module]) -> Done:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            done = _rendered(output, shelf, root, read)
        except AskFirstError as error:
            return Done(output=output, said=(f"{output.name}: {error}",))
    return replace(done, said=tuple(str(warning.message) for warning in caught))


def _rendered(output: Output, shelf: Shelf, root: Path, read: dict[Path, Module]) -> Done:
    if output.source is None or output.plan is not None:
        return Done(output=output, content=_of_many(output, shelf, root))
    made = BY_NAME[output.format]
    if output.source not in read:
        read[output.source] = read_module(output.source)
    module = read[output.source]
    _check([module], shelf)
    draft = made.draft_module(module, shelf)
    if draft is None:
        return Done(output=output, content=made.render_module(module, shelf))
    set_from = fingerprints.draft(draft.sources)
    if set_from == output.set_from:
        return Done(output=output, same=True)
    return Done(output=output, content=draft.make(), set_from=set_from)


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
