"""What lies beside the modules and goes into what is made of them: tables and wishes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, get_args

from msgspec import Struct, field

from askfirst.curriculum import (
    Module,
    Service,
    Source,
    load_claims,
    load_services,
    read_module,
    read_rows,
)
from askfirst.errors import CurriculumError
from askfirst.export.citations import NO_SOURCES
from askfirst.export.errors import ExportError
from askfirst.export.sizes import Size
from askfirst.export.translation import ENGLISH, Translation, translation_for
from askfirst.handbook import read_text
from askfirst.plans import Plan, read_plan

PACKAGE: Final = "datapackage.json"
Paper = Literal["a4", "letter"]
PAPERS: Final = get_args(Paper)


class Shelf(Struct, frozen=True, kw_only=True, dict=True):
    """The tables of a project, each read once and when it is first wanted.

    Args:
        data: The folder of the tables; None for a notebook that lies in no project of ours,
            which then has no sources and no services.
        paper: What printed things are laid out for.
        start: When the workshop begins; without it a guide counts its minutes from 0.
        notebooks: Of all modules that are made together, in order.
        plan_files: Of the plans that they are used in.
        run: Whether the notebooks run on the site too, in a browser.
        handbook: Whether the project has a handbook or templates, which the site has then, too.
        chapter_files: Of the handbook, in order.
        sizes: Of files that a page leads to, by their names in the build; of those made before.
    """

    data: Path | None = None
    paper: Paper = "a4"
    start: time | None = None
    notebooks: tuple[Path, ...] = ()
    plan_files: tuple[Path, ...] = ()
    run: bool = False
    handbook: bool = False
    chapter_files: tuple[Path, ...] = ()
    sizes: Mapping[str, Size] = field(default_factory=dict)

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Source]]:
        """The sources of each claim."""
        return load_claims(self.data / "claims.csv") if self.data else NO_SOURCES

    @cached_property
    def title(self) -> str:
        """What the curriculum is called, "" where datapackage.json names none of its own.

        Raises:
            CurriculumError: That file is no JSON.
        """
        if self.data is None:
            return ""
        try:
            about = json.loads((self.data / PACKAGE).read_text(encoding="utf-8"))
            return str(about.get("askfirst", {}).get("title", ""))
        except (ValueError, AttributeError) as error:
            raise CurriculumError(
                f"{PACKAGE}: is not what it should be ({error}). Expected JSON with a title of "
                'the curriculum, {"askfirst": {"title": "..."}}, or without.'
            ) from error

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Where to get help in this place; empty slots have no number."""
        return load_services(self.data / "services.csv") if self.data else ()

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """All modules that are made together."""
        return tuple(map(read_module, self.notebooks))

    @cached_property
    def chapters(self) -> tuple[Module, ...]:
        """The chapters of the handbook."""
        return tuple(map(read_text, self.chapter_files))

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that they are used in."""
        return tuple(
            read_plan(str(path), folder=path.parent, modules=self.modules)
            for path in self.plan_files
        )

    @cached_property
    def _translations(self) -> dict[str, Translation]:
        return {}

    @property
    def language(self) -> str:
        """The language of the first module; English without any."""
        return self.modules[0].language if self.modules else ENGLISH

    def texts(self, where: str, language: str) -> Mapping[str, str]:
        """Return what a surface says of its own accord in a language, else in English.

        Args:
            where: Name of the surface in `askfirst.export.translation`.
            language: Tag of what it is made from.

        Raises:
            CurriculumError: The file of that language cannot be read.
        """
        if language not in self._translations:
            self._translations[language] = translation_for(self.data, language)
        return self._translations[language].texts(where)

    def rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of a table by its name without ".csv"; none outside a project.

        Raises:
            CurriculumError: The project has no such table, or it cannot be read.
        """
        return read_rows(self.data / f"{name}.csv") if self.data else ()

    def rows_if_any(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of a table that a project may do without."""
        there = self.data is not None and (self.data / f"{name}.csv").is_file()
        return self.rows(name) if there else ()


def start_time(text: str) -> time | None:
    """Return the time that "18:30" says, None for "".

    Raises:
        ExportError: It says no time of day.
    """
    if not text:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # of a day, in no zone
    except ValueError:
        raise ExportError(f"start is {text!r}. Expected a time of day like 18:30.") from None


def shelf_beside(path: Path, *, paper: Paper = "a4", start: time | None = None) -> Shelf:
    """Return the shelf of the project that a notebook lies in; an empty one if it lies in none."""
    folders = (folder / "data" for folder in path.absolute().parents)
    found = next((data for data in folders if (data / PACKAGE).is_file()), None)
    return Shelf(data=found, paper=paper, start=start)


def read_paper(typed: str) -> Paper:
    """Return the paper that somebody typed.

    Raises:
        ExportError: Nobody prints on it here.
    """
    found: Paper | None = next((paper for paper in PAPERS if paper == typed.strip().lower()), None)
    if found is None:
        raise ExportError(f"paper is {typed!r}. Expected {' or '.join(PAPERS)}.")
    return found
