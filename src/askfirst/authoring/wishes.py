"""What a new curriculum should be: asked for, and read from what was typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct

from askfirst.errors import CurriculumError

LONGEST: Final = 80  # characters of a title, which has to fit a slide
MOST: Final = 30  # modules
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Ask = Callable[[str, str], str]
"""Asks a person: the question and what is taken if nothing is typed; returns what was typed."""


class NewCurriculum(Struct, frozen=True, kw_only=True):
    """What a curriculum should be, as it was typed; None where nobody said.

    Attributes:
        folder: Where it goes.
        title: What it is called.
        modules: How many there are to fill in, or their titles with commas.
        language: That it will be written in, as a tag like "en" or "pt-BR".
    """

    folder: Path
    title: str | None = None
    modules: str | None = None
    language: str | None = None


def asked(wishes: NewCurriculum, ask: Ask | None) -> NewCurriculum:
    """Return the wishes with what was missing asked for, or taken as it usually is."""
    question = ask or (lambda _, usual: usual)
    named = wishes.folder.absolute().name.replace("-", " ").replace("_", " ").strip()
    usual = named[:1].upper() + named[1:] or "My curriculum"
    said = {
        "title": ("What is it called?", usual),
        "modules": ("How many modules to fill in, or their titles with commas?", "2"),
        "language": ("In which language, such as en or pt-BR?", "en"),
    }
    known = {name: getattr(wishes, name) for name in said}
    whole = {
        name: known[name] if known[name] is not None else question(*said[name]) for name in said
    }
    return NewCurriculum(folder=wishes.folder, **whole)


class Curriculum(Struct, frozen=True, kw_only=True):
    """What was wished for, read.

    Attributes:
        title: What it is called, on one line.
        topics: Titles of the modules to fill in, "" where nobody gave one.
        language: As a tag.
    """

    title: str
    topics: tuple[str, ...]
    language: str


def read_wishes(wishes: NewCurriculum) -> Curriculum:
    """Return what was typed as what it means.

    Raises:
        CurriculumError: The first of it that means nothing.
    """
    return Curriculum(
        title=_title(wishes.title or "", "--title"),
        topics=_topics(wishes.modules or ""),
        language=_language(wishes.language or ""),
    )


def _title(typed: str, what: str) -> str:
    title = " ".join(typed.split())
    if not title or len(title) > LONGEST or not title.isprintable():
        raise CurriculumError(
            f"{what} is {typed!r}. Expected a line of 1 to {LONGEST} characters, like "
            "“Talking about money”."
        )
    return title


def _topics(typed: str) -> tuple[str, ...]:
    """Return the titles of the modules to fill in, "" where nobody gave one."""
    if typed.strip().isdecimal():
        count = int(typed) if len(typed.strip()) < 4 else 0
        titles = ("",) * count
    else:
        titles = tuple(_title(part, "--modules") for part in typed.split(",") if part.strip())
    if not 1 <= len(titles) <= MOST:
        raise CurriculumError(
            f"--modules is {typed!r}. Expected how many, 1 to {MOST}, or titles with commas, like "
            "“Saying a price, Asking for a raise”."
        )
    return titles


def _language(typed: str) -> str:
    if not LANGUAGE.fullmatch(typed.strip()):
        raise CurriculumError(f"--language is {typed!r}. Expected a tag like en or pt-BR.")
    return typed.strip()
