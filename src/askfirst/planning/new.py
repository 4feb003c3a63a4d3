"""`askfirst plan new`: a plan file from wishes, which passes the check before it is written."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from askfirst.checking.plans import amiss
from askfirst.curriculum import Module
from askfirst.errors import CurriculumError
from askfirst.planning.fitting import BREAK, LUNCH, Fitted, Form, fitted
from askfirst.planning.short import FORMS, shortened
from askfirst.plans import LONGEST, MOST, SETTINGS, Plan, plan_in

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
GROUP: Final = re.compile(r"(?:(\d{1,3})\s*(?:-|–|to)\s*)?(\d{1,3})")
LEAST: Final = 5  # people: with fewer nothing is ever shown
SPARE: Final = "Questions, and time to spare"
SPARE_SAY: Final = (
    "We have a few minutes. If there is a question, now is a good time; a silence is fine, too. "
    "Nobody has to say anything."
)
ROOMS: Final = {
    "in person": "Chairs in loose rows so that no screen faces another, two ways out, a table at "
    "the back for those who would rather write, a fixed place by the door for the second "
    "facilitator",
    "online": "A video call with a waiting room, cameras off by default, chat to the host alone, "
    "private chat and recording off, no automatic note-takers; a side room for the second "
    "facilitator",
}
MATERIALS: Final = {
    "in person": (
        "Answer cards, pencils, slips and a lidded box for people without a phone",
        "The help page on paper, one for each chair, with the numbers of your place",
        "The card of your duties, read aloud at the beginning",
    ),
    "online": (
        "The address of the phones’ page and the help page, ready to paste",
        "The notes headed “Online” of each module, read beforehand",
        "A second facilitator who reads the chat, meets whoever comes to the side room, and leads "
        "nothing",
    ),
}
Ask = Callable[[str, str], str]
"""Asks a person: the question and what is taken if nothing is typed; returns what was typed."""


class NewPlan(Struct, frozen=True, kw_only=True):
    """What a plan should be, as it was typed; None where nobody said.

    Attributes:
        name: Of its file, without ".yml".
        minutes: How long it is.
        topics: Modules by word or number, with commas.
        online: Whether it is held in a video call.
        group: How many people: "24", or "8-30".
        audience: Who it is for.
    """

    name: str
    minutes: str | None = None
    topics: str | None = None
    online: bool | None = None
    group: str | None = None
    audience: str | None = None


def topics_of(modules: Sequence[Module]) -> tuple[str, ...]:
    """Return what the modules between the first and the last are called as topics."""
    return tuple(module.stem.partition("_")[2] for module in modules[1:-1])


def asked(wishes: NewPlan, ask: Ask | None, *, topics: Sequence[str]) -> NewPlan:
    """Return the wishes with what was missing asked for, or taken as it usually is.

    Args:
        wishes: What was said.
        ask: Asks a person, if there is one.
        topics: Of the curriculum, to name some when asking; may be none.

    Raises:
        CurriculumError: Minutes or topics are missing, and there is nobody to ask.
    """
    if ask is None:
        for option in ("minutes", "topics"):
            if getattr(wishes, option) is None:
                raise CurriculumError(
                    f"--{option} is missing. Give it, or run this in a terminal and answer."
                )
    question = ask or (lambda _, usual: usual)
    online = wishes.online
    named = ", ".join(topics[:2]) or "none"
    return NewPlan(
        name=wishes.name,
        minutes=_or(wishes.minutes, question, "How many minutes, breaks included?", "120"),
        topics=_or(
            wishes.topics, question, f"Which topics, such as {named}?", topics[0] if topics else ""
        ),
        online=question("Online (yes or no)?", "no").lower().startswith("y")
        if online is None
        else online,
        group=_or(wishes.group, question, "How many people, such as 8-30?", "8-30"),
        audience=_or(wishes.audience, question, "Who is it for?", "Adults"),
    )


def _or(said: str | None, ask: Ask, question: str, usual: str) -> str:
    return ask(question, usual) if said is None else said


def write_plan(wishes: NewPlan, *, folder: Path, modules: Sequence[Module]) -> Plan:
    """Write a plan that passes the check, and return it.

    Args:
        wishes: With nothing missing.
        folder: Of the plans.
        modules: All of the curriculum; the first and the last are in every plan.

    Raises:
        CurriculumError: A wish that cannot be met, or a file of this name; nothing was written.
    """
    if not NAME.fullmatch(wishes.name):
        raise CurriculumError(
            f"plan name is {wishes.name!r}. Expected small letters, digits and hyphens, like "
            "evening-120."
        )
    path = folder / f"{wishes.name}.yml"
    if path.exists():
        raise CurriculumError(f"{path.name}: is there already. Take another name.")
    text = plan_text(wishes, modules)
    plan = plan_in(text, path=path, modules=modules)
    for finding in amiss(plan):
        raise CurriculumError(f"{path.name}: was not written: {finding}")
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:  # never over a file that came meanwhile
        file.write(text)
    return plan


def plan_text(wishes: NewPlan, modules: Sequence[Module]) -> str:
    """Return the file of a plan."""
    minutes = _minutes(wishes.minutes or "")
    setting = SETTINGS[1] if wishes.online else SETTINGS[0]
    chosen = _chosen(wishes.topics or "", modules)
    made = fitted(chosen, minutes, online=bool(wishes.online))
    about = {
        "title": wishes.name.replace("-", " ").capitalize(),
        "minutes": minutes,
        "audience": (wishes.audience or "").strip() or "Adults",
        "setting": setting,
        "group": list(_group(wishes.group or "")),
        "room": ROOMS[setting],
        "materials": [*MATERIALS[setting], _handouts(chosen)],
    }
    drop = [*_drop_first(made)]
    if drop:
        about["drop_first"] = drop
    about["entries"] = [*_entries(made)]
    dumped = yaml.safe_dump(about, sort_keys=False, allow_unicode=True, width=96)
    return f"# Made by askfirst plan new; change it as you like, and read make check.\n{dumped}"


def _minutes(typed: str) -> int:
    number = int(typed) if typed.strip().isdecimal() and len(typed) < 5 else 0
    if not 1 <= number <= LONGEST:
        raise CurriculumError(f"minutes is {typed!r}. Expected a whole number from 1 to {LONGEST}.")
    return number


def _group(typed: str) -> tuple[int, int]:
    found = GROUP.fullmatch(typed.strip())
    most = int(found[2]) if found else 0
    least = int(found[1]) if found and found[1] else min(LEAST, most)
    if not 1 <= least <= most <= MOST:
        raise CurriculumError(f"group is {typed!r}. Expected people up to {MOST}: 24, or 8-30.")
    return least, most


def _chosen(typed: str, modules: Sequence[Module]) -> list[Module]:
    """Return the opening module, the topics in the order of the curriculum, and the closing."""
    known = {name: m for m in modules for name in (m.number, m.stem, m.stem.partition("_")[2])}
    first, last = modules[0], modules[-1]
    wanted = {first.stem, last.stem}
    for topic in filter(None, (part.strip().lower() for part in typed.split(","))):
        if topic not in known:
            words = [m.stem.partition("_")[2] for m in modules]
            near = get_close_matches(topic, words, n=1)
            expected = f"Did you mean {near[0]!r}?" if near else f"Expected of {', '.join(words)}."
            raise CurriculumError(f"topic is {topic!r}. {expected}")
        wanted.add(known[topic].stem)
    return [module for module in modules if module.stem in wanted]


def _handouts(modules: Sequence[Module]) -> str:
    *most, last = [module.number or module.title for module in modules]
    return f"Handouts of {', '.join(most)} and {last}" if most else f"The handout of {last}"


def _drop_first(made: Fitted) -> Iterator[str]:
    """Give for each topic what its next shorter form leaves out, the last topic first."""
    forms = [part for part in made.parts if isinstance(part, Form)]
    for part in reversed(forms[1:-1]):
        for form in (form for form in FORMS if form < (part.form or FORMS[0] + 1)):
            saved = part.minutes - shortened(part.module, form=form).minutes
            if saved:
                yield f"{part.module.number}: “What to drop first”, the line of {form} ({saved:g})"
                break


def _entries(made: Fitted) -> Iterator[dict[str, Any]]:
    for place, part in enumerate(made.parts):
        last = place == len(made.parts) - 1
        if last and made.spare:
            yield from _spare(made.spare)
        if not isinstance(part, Form):
            lunch = {"title": "Lunch"} if part >= LUNCH else {}
            yield {"break": _plain(part), **lunch}
            continue
        form = {} if part.form is None else {"form": part.form}
        yield {"module": part.module.stem, **form, "minutes": _plain(part.minutes)}


def _spare(minutes: float) -> Iterator[dict[str, Any]]:
    """Give what is to spare before the closing; where it is much, people get up first."""
    rest = BREAK if minutes > BREAK else 0
    if rest:
        yield {"break": rest}
    yield {"block": SPARE, "minutes": _plain(minutes - rest), "say": SPARE_SAY}


def _plain(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
