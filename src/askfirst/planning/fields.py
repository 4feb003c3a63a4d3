"""YAML read so that whatever is wrong can be named by file, line and key."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

import yaml
from msgspec import Struct

from askfirst.errors import CurriculumError

LONG: Final = 60  # letters of a wrong value that an error repeats


class Field(Struct, frozen=True, kw_only=True):
    """One value in a YAML file, and where it stands.

    Attributes:
        file: Name of the file.
        key: The key that it stands at, "" for the whole file.
        node: As PyYAML composed it.
    """

    file: str
    key: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line on which it begins, from 1."""
        return int(self.node.start_mark.line) + 1

    @property
    def value(self) -> Any:
        """The scalar as YAML means it; of a list or a mapping, what it is."""
        if isinstance(self.node, yaml.ScalarNode):
            try:
                return yaml.SafeLoader("").construct_object(self.node)
            except (yaml.YAMLError, ValueError):  # such as the date 2026-99-99, or a tag
                return self.node.value
        return "a list" if isinstance(self.node, yaml.SequenceNode) else "keys"

    def wrong(self, expected: str) -> CurriculumError:
        """Return the error that this value is not what was expected."""
        shown = repr(self.value)
        shown = shown if len(shown) <= LONG else f"{shown[:LONG]}…"
        return self.error(f"{self.key} is {shown}. {expected}")

    def error(self, text: str) -> CurriculumError:
        """Return an error that names the place."""
        return CurriculumError(f"{self.file}, line {self.line}: {text}")

    def text(self) -> str:
        """Return a text; a number is taken as it is typed."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong("Expected a text.")
        return " ".join(self.node.value.split())

    def number(self, low: int, high: int) -> float:
        """Return a number from low to high."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(f"Expected a number from {low} to {high}.")
        if not low <= value <= high:
            raise self.wrong(f"Expected a number from {low} to {high}.")
        return float(value)

    def choice(self, known: Sequence[str]) -> str:
        """Return one of some words."""
        said = self.text()
        if said not in known:
            raise self.wrong(f"Expected {_listed(known)}.")
        return said

    def rows(self) -> list["Field"]:
        """Return the values of a list, one at least."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.wrong("Expected a list.")
        return [Field(file=self.file, key=self.key, node=node) for node in self.node.value]

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(row.text() for row in self.rows())

    def keys(self, known: Sequence[str], expected: str) -> Mapping[str, "Field"]:
        """Return the values of a mapping by their keys; a key that is not known is an error."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"it says {self.value!r}. {expected}")
        found: dict[str, Field] = {}
        for name, node in self.node.value:
            at = Field(file=self.file, key=str(name.value), node=name)
            if at.key not in known:
                raise at.error(f"key {at.key!r} is not known. {_nearest(at.key, known)}")
            if at.key in found:
                raise at.error(f"key {at.key!r} stands twice. Take one of them out.")
            found[at.key] = Field(file=self.file, key=at.key, node=node)
        return found


def read_fields(text: str, file: str) -> Field:
    """Return the whole of a YAML file.

    Raises:
        CurriculumError: It is not YAML, or holds nothing.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}" if mark else ""
        raise CurriculumError(
            f"{file}{place}: is not YAML: {error.problem or error.context}. Look at the indent, "
            "the colons and the quotes there."
        ) from error
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise CurriculumError(f"{file}: is not YAML: {said}. Save it as plain text.") from error
    if node is None:
        raise CurriculumError(f"{file}: is empty. Expected title, minutes and entries.")
    return Field(file=file, key="", node=node)


def _nearest(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Expected {_listed(known)}."


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
