"""The texts in a spec, whatever its type: where they stand, and how to put others there."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

# What a spec says by itself: sentences of ours, the names of type and tier.
OURS: Final = frozenset({"askfirst", "type", "tier", "language", "texts", "labels"})

Path = tuple[str | int, ...]


def author_texts(spec: Mapping[str, Any]) -> Iterator[Path]:
    """Yield where the texts of an author stand, and with them what is made from these."""
    yield from _texts({key: value for key, value in spec.items() if key not in OURS}, ())


def put(spec: Mapping[str, Any], path: Path, text: str) -> dict[str, Any]:
    """Return a copy of a spec with another text in one place."""
    copy: dict[str, Any] = json.loads(json.dumps(spec))
    inner: Any = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = text
    return copy


def _texts(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
