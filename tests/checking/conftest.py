"""The sample module, fresh for each test."""

from pathlib import Path

import pytest

from tests.checking.samples import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path)
