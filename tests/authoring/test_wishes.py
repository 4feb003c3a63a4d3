"""What a new curriculum should be: each wish is asked for, read, or refused in one line."""

from pathlib import Path
from typing import Final

import pytest

from askfirst.authoring.wishes import NewCurriculum, asked, read_wishes
from askfirst.errors import CurriculumError
from askfirst.records import replace

WISHES: Final = NewCurriculum(
    folder=Path("talking-about-money"), title="Money", modules="1", language="en"
)


def test_what_is_missing_is_asked_for() -> None:
    """Each missing wish is one question with what it usually is; what was said is not asked."""
    heard: dict[str, str] = {}

    def ask(question: str, usual: str) -> str:
        heard[question.split(maxsplit=1)[0]] = usual
        return "de" if question.startswith("In") else usual

    wishes = asked(NewCurriculum(folder=WISHES.folder, modules="A, B"), ask)
    assert heard == {"What": "Talking about money", "In": "en"}
    assert (wishes.title, wishes.modules, wishes.language) == ("Talking about money", "A, B", "de")


def test_without_a_terminal_all_is_as_it_usually_is() -> None:
    """Where nobody can be asked, the folder gives the title, and there are two modules."""
    about = read_wishes(asked(NewCurriculum(folder=WISHES.folder), None))
    assert (about.title, about.topics, about.language) == ("Talking about money", ("", ""), "en")


@pytest.mark.parametrize(
    ("typed", "topics"),
    [("3", ("", "", "")), (" Saying  a price,Raise ", ("Saying a price", "Raise"))],
)
def test_modules_are_a_number_or_titles(typed: str, topics: tuple[str, ...]) -> None:
    """A number makes modules without a title; titles stand with commas."""
    assert read_wishes(replace(WISHES, modules=typed)).topics == topics


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, r"--title is ' '\. Expected a line of 1 to 80"),
        ({"title": "x" * 81}, r"--title is 'x+'"),
        ({"title": "a\x07b"}, r"--title is 'a\\x07b'"),
        ({"modules": "0"}, r"--modules is '0'\. Expected how many, 1 to 30"),
        ({"modules": "31"}, r"--modules is '31'"),
        ({"modules": "99999"}, r"--modules is '99999'"),
        ({"modules": ","}, r"--modules is ','"),
        ({"modules": f"A, {'x' * 81}"}, r"--modules is ' x+'"),
        ({"language": "English!"}, r"--language is 'English!'\. Expected a tag like en or pt-BR"),
    ],
)
def test_a_wish_that_means_nothing_is_refused(change: dict[str, str], words: str) -> None:
    """What was typed is named, with what was expected."""
    with pytest.raises(CurriculumError, match=words):
        read_wishes(replace(WISHES, **change))  # type: ignore[arg-type]
