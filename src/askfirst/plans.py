"""Plans: an ordered choice of modules, blocks and breaks with minutes, one workshop each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from askfirst.curriculum import Module
from askfirst.errors import CurriculumError
from askfirst.planning.kept import KEPT
from askfirst.planning.online import in_call
from askfirst.planning.short import FORMS, shortened, spared
from askfirst.records import replace

if TYPE_CHECKING:  # it reads YAML, which a build of modules has nothing to do with
    from askfirst.planning.fields import Field

SETTINGS: Final = ("in person", "online")
LONGEST: Final = 600  # minutes of a workshop, and of anything in it
MOST: Final = 300  # people, as many as a room takes
PLAN_KEYS: Final = (
    *("title", "minutes", "audience", "setting", "group", "room", "materials", "drop_first"),
    *("entries", "days"),
)
DAY_KEYS: Final = ("title", "minutes", "entries")
ENTRY_KEYS: Final = {
    "module": ("module", "minutes", "form", "leave_out"),
    "block": ("block", "minutes", "say", "keeps"),
    "break": ("break", "title", "say"),
}
WHOLE: Final = "all"  # the name of the plan that no file holds
ENTRY: Final = "Expected module, block or break."


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a plan: a module, a block that the facilitator leads by hand, or a break.

    Attributes:
        module: The module as this plan has it, shortened where it is; None for a block or a break.
        title: What stands in the plan.
        minutes: How long it takes.
        say: What a facilitator may say there, for a block.
        pause: Whether it is a break.
        whole: Minutes of the whole module, 0 where the plan does not say.
        form: Minutes of the workshop that its short form is for, or None.
        leave_out: Ids of further cells that are left out.
        keeps: What a block holds of what no plan may drop.
        line: Line of its file, 0 where it has none.
    """

    title: str
    minutes: float
    module: Module | None = None
    say: str = ""
    pause: bool = False
    whole: float = 0
    form: int | None = None
    leave_out: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    line: int = 0

    @property
    def short(self) -> bool:
        """Whether its module has less time than the whole of it takes."""
        return self.module is not None and self.minutes < (self.whole or self.module.minutes)

    @property
    def over(self) -> float:
        """By how many minutes the cells of its module are longer than it has."""
        return 0 if self.module is None else max(0, self.module.minutes - self.minutes)


class Day(Struct, frozen=True, kw_only=True):
    """One day or evening of a plan; `title` is "" where there is only one."""

    title: str
    minutes: float
    entries: tuple[Entry, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """One workshop.

    Attributes:
        entries: All of them in order, of every day.
        days: Where it has more than one; else none.
        audience: Who it is for.
        setting: "in person" or "online".
        group: The least and the most people it works for, or None.
        drop_first: What goes first when time runs out, in order.
        materials: What to bring.
        room: How the room is set up.
    """

    name: str
    title: str
    minutes: float
    entries: tuple[Entry, ...]
    days: tuple[Day, ...] = ()
    audience: str = ""
    setting: str = "in person"
    group: tuple[int, int] | None = None
    drop_first: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    room: str = ""

    @property
    def modules(self) -> tuple[Module, ...]:
        """The plan's modules in order, as it has them."""
        return tuple(entry.module for entry in self.entries if entry.module is not None)

    @property
    def language(self) -> str:
        """The language of all its modules, else English."""
        languages = {module.language for module in self.modules}
        return languages.pop() if len(languages) == 1 else "en"

    def placed(self, module: Module) -> Module:
        """Return one of its modules with its place among them: what came before it is done."""
        here = next(place for place, one in enumerate(self.modules) if one is module)
        return replace(module, among=(here, len(self.modules)))

    @property
    def sessions(self) -> tuple[Day, ...]:
        """Its days; where it has only one, that one without a title."""
        return self.days or (Day(title="", minutes=self.minutes, entries=self.entries),)


def whole_curriculum(modules: Sequence[Module]) -> Plan:
    """Return the plan of all modules in order, for when none is named."""
    entries = tuple(Entry(title=m.title, minutes=m.minutes, module=m) for m in modules)
    minutes = sum(entry.minutes for entry in entries)
    return Plan(name=WHOLE, title="All modules", minutes=minutes, entries=entries)


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
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CurriculumError(
            f"{path.name}: cannot be read ({error}). Save it as UTF-8."
        ) from error
    return plan_in(text, path=path, modules=modules)


def plan_file(name: str, *, folder: Path) -> Path:
    """Return where the plan of this name stands, or this path."""
    return Path(name) if name.endswith((".yml", ".yaml")) else folder / f"{name}.yml"


def plan_in(text: str, *, path: Path, modules: Sequence[Module]) -> Plan:
    """Return the plan that a file's text holds.

    Raises:
        CurriculumError: Names file, line and key of the first thing that is wrong.
    """
    from askfirst.planning.fields import read_fields  # noqa: PLC0415  # brings YAML along

    whole = read_fields(text, path.name)
    keys = whole.keys(PLAN_KEYS, "Expected the keys title, minutes and entries.")
    setting = keys["setting"].choice(SETTINGS) if "setting" in keys else SETTINGS[0]
    known = {m.stem: in_call(m) if setting == "online" else m for m in modules}
    days = _days(keys, known)
    entries = _entries(_need(whole, keys, "entries"), known) if "days" not in keys else ()
    entries = entries or tuple(entry for day in days for entry in day.entries)
    _once(entries, path.name)
    minutes = _need(whole, keys, "minutes")
    total = sum(day.minutes for day in days) or sum(entry.minutes for entry in entries)
    _sums(minutes, minutes.number(1, 10 * LONGEST if days else LONGEST), total)
    return Plan(
        name=path.stem,
        title=keys["title"].text() if "title" in keys else path.stem,
        minutes=total,
        entries=entries,
        days=days,
        setting=setting,
        audience=keys["audience"].text() if "audience" in keys else "",
        group=_group(keys["group"]) if "group" in keys else None,
        drop_first=keys["drop_first"].texts() if "drop_first" in keys else (),
        materials=keys["materials"].texts() if "materials" in keys else (),
        room=keys["room"].text() if "room" in keys else "",
    )


def _need(whole: "Field", keys: Mapping[str, "Field"], key: str) -> "Field":
    if key not in keys:
        raise whole.error(f"key {key!r} is missing. Add it.")
    return keys[key]


def _days(keys: Mapping[str, "Field"], known: Mapping[str, Module]) -> tuple[Day, ...]:
    if "days" not in keys:
        return ()
    if "entries" in keys:
        raise keys["entries"].error("entries stand beside days. Put each under its day.")
    return tuple(
        _day(row, number, known) for number, row in enumerate(keys["days"].rows(), start=1)
    )


def _day(row: "Field", number: int, known: Mapping[str, Module]) -> Day:
    keys = row.keys(DAY_KEYS, "Expected the keys title, minutes and entries of a day.")
    entries = _entries(_need(row, keys, "entries"), known)
    said = _need(row, keys, "minutes")
    minutes = said.number(1, LONGEST)
    _sums(said, minutes, sum(entry.minutes for entry in entries))
    title = keys["title"].text() if "title" in keys else f"Day {number}"
    return Day(title=title, minutes=minutes, entries=entries)


def _sums(said: "Field", minutes: float, total: float) -> None:
    if total != minutes:
        raise said.error(
            f"minutes is {minutes:g}, and its entries sum to {total:g}. Change one of them."
        )


def _group(value: "Field") -> tuple[int, int]:
    numbers = [row.value for row in value.rows()]
    least, most = (numbers * 2)[:2]
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in numbers)
    if len(numbers) > 2 or not whole or not 1 <= least <= most <= MOST:
        raise value.error(
            f"group is {numbers!r}. Expected the least and the most people, like [8, 30]."
        )
    return least, most


def _once(entries: Sequence[Entry], file: str) -> None:
    """Refuse a module that stands twice: its questions can be asked once in a room."""
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.module is None:
            continue
        stem = entry.module.stem
        if first := seen.get(stem):
            raise CurriculumError(
                f"{file}, line {entry.line}: module {stem!r} stands on line {first} already. "
                "Take one of them out."
            )
        seen[stem] = entry.line


def _entries(listed: "Field", known: Mapping[str, Module]) -> tuple[Entry, ...]:
    return tuple(_entry(row, known) for row in listed.rows())


def _entry(row: "Field", known: Mapping[str, Module]) -> Entry:
    every = [key for keys in ENTRY_KEYS.values() for key in keys]
    found = row.keys([*dict.fromkeys(every)], ENTRY)
    kind = next((kind for kind in ENTRY_KEYS if kind in found), None)
    if kind is None:
        raise row.error(f"an entry has none of its keys. {ENTRY}")
    keys = row.keys(ENTRY_KEYS[kind], ENTRY)
    if kind == "module":
        return replace(_module(keys, known), line=row.line)
    say = keys["say"].text() if "say" in keys else ""
    if kind == "break":
        title = keys["title"].text() if "title" in keys else "Break"
        minutes = keys["break"].number(1, LONGEST)
        return Entry(title=title, minutes=minutes, pause=True, say=say, line=row.line)
    kept = keys["keeps"].rows() if "keeps" in keys else []
    return Entry(
        title=keys["block"].text(),
        minutes=_need(row, keys, "minutes").number(1, LONGEST),
        say=say,
        keeps=tuple(name.choice(KEPT) for name in kept),
        line=row.line,
    )


def _module(keys: Mapping[str, "Field"], known: Mapping[str, Module]) -> Entry:
    stem = keys["module"].text()
    if stem not in known:
        raise keys["module"].error(f"module is {stem!r}. Known modules: {', '.join(known)}.")
    whole = known[stem]
    form = _form(keys["form"]) if "form" in keys else None
    left = keys["leave_out"].rows() if "leave_out" in keys else []
    leave_out = tuple(_left(row, whole) for row in left)
    module = shortened(whole, form=form, leave_out=leave_out)
    return Entry(
        title=module.title,
        minutes=keys["minutes"].number(1, LONGEST) if "minutes" in keys else module.minutes,
        module=module,
        whole=whole.minutes,
        form=form,
        leave_out=leave_out,
    )


def _form(value: "Field") -> int:
    return int(value.choice([str(form) for form in FORMS]))


def _left(row: "Field", module: Module) -> str:
    name, can = row.text(), spared(module)
    cell = next((c for c in module.cells if c.id == name), None)
    if cell is not None and name not in can:
        why = f"it holds the {cell.keep}" if cell.keep else "it is no slide that can go"
        raise row.error(f"leave_out names {name!r}, and {why}. Take it out of the list.")
    if cell is None:
        raise row.error(
            f"leave_out names {name!r}, and {module.path.name} has no such cell. "
            f"Expected of {', '.join(can) or 'none'}."
        )
    return name
