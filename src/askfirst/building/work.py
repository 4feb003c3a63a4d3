"""What a build has done so far: what was due, and what became of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from askfirst.building.manifest import Made, hashed, sha256_of
from askfirst.building.outputs import Output
from askfirst.disk import write_whole
from askfirst.records import replace

Step = Callable[[int, int], None]
"""Told how many outputs are done, and of how many."""


class Report(Struct, frozen=True, kw_only=True):
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


class Done(Struct, frozen=True, kw_only=True):
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


class Work(Struct, kw_only=True):
    """What a build has done so far.

    Attributes:
        out: Where the files go.
        before: What was made there by the last build.
        step: Told of each output.
    """

    out: Path
    before: Mapping[str, Made]
    step: Step
    due: list[Output] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    made: dict[str, Made] = field(default_factory=dict)
    stays: set[str] = field(default_factory=set)
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sort(self, outputs: Iterable[Output]) -> list[Output]:
        """Return what is due of some outputs, and note what is up to date or somebody's own."""
        due, same, kept = _sorted(outputs, self.out, self.before)
        self.due += due
        self.same += same
        self.kept += kept
        if due or not self.said:
            self.step(len(self.said), len(self.due))
        return due

    def take(self, done: Done) -> None:
        """Write an output, or note why there is none."""
        name = done.output.name
        self.said[name] = done.said
        if done.content is not None:
            self.made[name] = _written(done, done.content, self.out)
        elif done.same:
            self.stays.add(name)
            self.made[name] = replace(self.before[name], made_from=done.output.made_from)
        self.step(len(self.said), len(self.due))

    def report(self) -> Report:
        """Return what was done, in the order of the outputs."""
        names = [output.name for output in self.due]
        return Report(
            made=tuple(name for name in names if name in self.made and name not in self.stays),
            same=(*self.same, *(name for name in names if name in self.stays)),
            kept=tuple(self.kept),
            warned=_lines(self.said[name] for name in names if name in self.made),
            wrong=_lines(self.said[name] for name in names if name not in self.made),
        )


def _sorted(
    outputs: Iterable[Output], out: Path, before: Mapping[str, Made]
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


def _written(done: Done, content: bytes, out: Path) -> Made:
    name = done.output.name
    write_whole(out / name, content, sync=False, served=name.startswith("site/"))
    set_from = "" if done.said else done.set_from
    return Made(sha256=hashed(content), made_from=done.output.made_from, set_from=set_from)


def _lines(said: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    """Return each line once: what one cell has is the same in every format."""
    return tuple(dict.fromkeys(" ".join(line.split()) for lines in said for line in lines))
