"""Keeps the cells of a notebook in their order: everything else is tested in random order."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the cells that nbval collected back into the order of their notebook."""
    places = [place for place, item in enumerate(items) if hasattr(item, "cell_num")]
    cells = sorted((items[place] for place in places), key=_place)
    for place, cell in zip(places, cells, strict=True):
        items[place] = cell


def _place(item: pytest.Item) -> tuple[str, int]:
    return str(item.path), int(getattr(item, "cell_num", 0))
