"""What a facilitator reads beside the modules: the handbook's chapters, and templates to fill in.

Both are Markdown. Each file is read as a module of text cells, a cell for each part of it, so that
whatever reads modules can read them too.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from askfirst.curriculum import Cell, Module
from askfirst.errors import CurriculumError

HANDBOOK: Final = Path("facilitator") / "handbook"
TEMPLATES: Final = Path("facilitator") / "templates"
BOOK: Final = "handbook.pdf"
CHAPTER: Final = re.compile(r"(?P<number>\d\d)-[a-z0-9-]+")
MARK: Final = re.compile(r"\]\(#(C\d\d)\)")
PART: Final = re.compile(r"^(?=## )", re.MULTILINE)
TITLE: Final = re.compile(r"# (.+)\n+")


def read_chapters(project: Path) -> tuple[Module, ...]:
    """Return the chapters of a project's handbook in order; none where it has no handbook.

    Raises:
        CurriculumError: A chapter that cannot be read, or has no title.
    """
    return tuple(map(read_text, chapter_paths(project)))


def read_templates(project: Path) -> tuple[Module, ...]:
    """Return a project's templates in the order of their names; none where it has none.

    Raises:
        CurriculumError: A template that cannot be read, or has no title.
    """
    return tuple(read_text(path) for path in _template_paths(project))


def made_files(project: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the names of what is made of handbook and templates, and what each is made from."""
    chapters = chapter_paths(project)
    made = {BOOK: chapters} if chapters else {}
    for path in _template_paths(project):
        made |= {f"{path.stem}{suffix}": (path,) for suffix in (".docx", ".pdf")}
    return made


def has_handbook(project: Path) -> bool:
    """Tell whether a project has a chapter or a template."""
    return bool(chapter_paths(project) or _template_paths(project))


def chapter_paths(project: Path) -> tuple[Path, ...]:
    """Return the files of a project's chapters in order; none where it has no handbook."""
    return tuple(sorted(p for p in (project / HANDBOOK).glob("*.md") if CHAPTER.fullmatch(p.stem)))


def read_text(path: Path) -> Module:
    """Return one file of Markdown as a module: its title, and a cell for each part.

    The first cell is what stands before the first part; of a chapter its first paragraph is the
    promise as well.

    Raises:
        CurriculumError: It cannot be read, or does not begin with a title.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CurriculumError(f"{path}: cannot be read as UTF-8 text ({error}).") from error
    titled = TITLE.match(source)
    if titled is None:
        raise CurriculumError(f"{path.name}: begins with no title. Expected a line like “# Title”.")
    parts = PART.split(source[titled.end() :])
    numbered = CHAPTER.fullmatch(path.stem)
    return Module(
        path=path,
        stem=path.stem,
        number=numbered["number"] if numbered else "",
        title=titled[1].strip(),
        promise=parts[0].partition("\n\n")[0].strip() if numbered else "",
        minutes=0,
        language="en",
        content_note="",
        help=(),
        cells=tuple(_cells(parts)),
    )


def _template_paths(project: Path) -> list[Path]:
    return sorted((project / TEMPLATES).glob("*.md"))


def _cells(parts: list[str]) -> Iterator[Cell]:
    for index, part in enumerate(parts):
        yield Cell(
            index=index,
            id=_anchor(part) if index else "",
            kind="markdown",
            source=part.strip(),
            slide="skip",
            tags=frozenset({"facilitator"}),
            claims=tuple(dict.fromkeys(MARK.findall(part))),
        )


def _anchor(part: str) -> str:
    """Return the heading of a part as an id: its words, in lower case, with hyphens."""
    heading = part.partition("\n")[0].removeprefix("## ")
    return "-".join(re.findall(r"\w+", heading.lower().replace("’", "")))
