"""What all tests share: nothing is read from, or written to, the home of the person testing."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.longer import takes_longer

# A slow machine is no error: no test here is judged by the clock.
settings.register_profile("askfirst", deadline=None, print_blob=True)
settings.load_profile("askfirst")

HOMES = (
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long what takes further what a shorter test has shown."""
    for item in filter(takes_longer, items):
        item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session", autouse=True)
def home_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every folder that a library keeps for a user is a temporary one, one for each worker."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home / name.lower()))
        yield
