"""What tests of building share: which tables of data/ are read."""

from pathlib import Path
from typing import Final

import pytest

DATA: Final = Path(__file__).parents[2] / "data"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the tables of this project that were opened since this was cleared.

    Those of the template are read too, as a part of the program, by whichever test is the first.
    """
    found: set[str] = set()
    real = Path.open

    def watched(path: Path, *given: object, **named: object) -> object:
        if path.parent == DATA and path.suffix == ".csv":
            found.add(path.stem)
        return real(path, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", watched)
    return found
