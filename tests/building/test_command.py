import gc
from pathlib import Path

import pytest

from askfirst.building import command
from askfirst.building.outputs import Wishes


@pytest.mark.parametrize("on", [True, False])
def test_no_garbage_is_looked_for_while_files_are_made(
    on: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The collector is off during a build and then as it was, also where the build fails."""
    seen: list[bool] = []

    def build(*_: object, **__: object) -> None:
        seen.append(gc.isenabled())
        raise KeyError

    monkeypatch.setattr(command, "build", build)
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(KeyError):
            command.make_files(Wishes(), root=tmp_path, say=print, warn=print)
        assert (seen, gc.isenabled()) == ([False], on)
    finally:
        (gc.enable if was else gc.disable)()
