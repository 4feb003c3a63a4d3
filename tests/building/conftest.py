"""What tests of building share: which tables of data/ are read."""

from pathlib import Path

import pytest


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the tables of data/ that were opened since this was cleared."""
    found: set[str] = set()
    real = Path.open

    def watched(path: Path, *given: object, **named: object) -> object:
        if path.parent.name == "data" and path.suffix == ".csv":
            found.add(path.stem)
        return real(path, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", watched)
    return found
