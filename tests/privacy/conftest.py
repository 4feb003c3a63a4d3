"""What the proofs share: Chromium with its guard, and a mark for each that needs it."""

from pathlib import Path

import pytest

from tests.browser.browsers import needs_chromium
from tests.browser.conftest import (
    chromium,
    chromium_path,
    open_page,
    outside_requests,
    pytest_runtest_teardown,
)

__all__ = [
    "chromium",
    "chromium_path",
    "open_page",
    "outside_requests",
    "pytest_runtest_teardown",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium, so that `-m "not browser"` leaves it out."""
    for item in items:
        if needs_chromium(item) and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
