"""Plans: an ordered choice of modules, blocks and breaks with minutes, one workshop each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from askfirst.curriculum import Module
from askfirst.errors import CurriculumError


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a plan: a module, a block that the facilitator leads by hand, or a break.

    Attributes:
        module: The module, or None for a block or a break.
        title: What stands in the plan.
        minutes: How long it takes.
        say: What a facilitator may say there, for a block.
        pause: Whether it is a break.
    """

    title: str
    minutes: float
    module: Module | None = None
    say: str = ""
    pause: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One workshop."""

    name: str
    title: str
    minutes: float
    entries: tuple[Entry, ...]

    @property
    def modules(self) -> tuple[Module, ...]:
        """The plan's modules in order."""
        return tuple(entry.module for entry in self.entries if entry.module is not None)


def whole_curriculum(modules: Sequence[Module]) -> Plan:
    """Return the plan of all modules in order, for when none is named."""
    entries = tuple(Entry(title=m.title, minutes=m.minutes, module=m) for m in modules)
    minutes = sum(entry.minutes for entry in entries)
    return Plan(name="all", title="All modules", minutes=minutes, entries=entries)


def read_plan(name: str, *, folder: Path, modules: Sequence[Module]) -> Plan:
    """Return the plan of this name in a folder, or at this path.

    Raises:
        CurriculumError: No such plan, or one whose keys, modules or minutes do not fit.
    """
    path = plan_file(name, folder=folder)
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.yml"))) or "none yet"
        raise CurriculumError(f"plan {name!r}: not found. Known plans: {known}.")
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = " ".join(str(error).split())
        raise CurriculumError(f"{path.name}: is not a plan: {line}.") from error
    if not isinstance(found, dict):
        raise CurriculumError(f"{path.name}: holds no keys. Expected title, minutes and entries.")
    return _plan(found, path, {m.stem: m for m in modules})


def plan_file(name: str, *, folder: Path) -> Path:
    """Return where the plan of this name stands, or this path."""
    return Path(name) if name.endswith((".yml", ".yaml")) else folder / f"{name}.yml"


def _plan(found: Mapping[str, Any], path: Path, modules: Mapping[str, Module]) -> Plan:
    listed = found.get("entries")
    if not isinstance(listed, list) or not listed:
        raise CurriculumError(f"{path.name}: entries is {listed!r}. Expected a list of entries.")
    entries = tuple(_entry(e, f"{path.name}, entry {i}", modules) for i, e in enumerate(listed, 1))
    minutes = _minutes(found.get("minutes"), path.name)
    total = sum(entry.minutes for entry in entries)
    if total != minutes:
        raise CurriculumError(
            f"{path.name}: minutes is {minutes:g}, and its entries sum to {total:g}. "
            "Change one of them."
        )
    title = str(found.get("title") or path.stem)
    return Plan(name=path.stem, title=title, minutes=minutes, entries=entries)


def _entry(found: object, place: str, modules: Mapping[str, Module]) -> Entry:
    if not isinstance(found, dict):
        raise CurriculumError(f"{place}: is {found!r}. Expected module, block or break.")
    if "break" in found:
        return Entry(title="Break", minutes=_minutes(found["break"], place), pause=True)
    minutes = _minutes(found.get("minutes"), place)
    if "block" in found:
        return Entry(title=str(found["block"]), minutes=minutes, say=str(found.get("say", "")))
    stem = str(found.get("module"))
    if stem not in modules:
        known = ", ".join(modules)
        raise CurriculumError(f"{place}: module is {stem!r}. Known modules: {known}.")
    return Entry(title=modules[stem].title, minutes=minutes, module=modules[stem])


def _minutes(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 600:
        raise CurriculumError(f"{place}: minutes is {value!r}. Expected a number from 1 to 600.")
    return float(value)
