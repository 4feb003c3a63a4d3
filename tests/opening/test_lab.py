"""JupyterLab is told its secrets by environment, and asks nothing of the world outside."""

import asyncio
import json
import sys
from pathlib import Path

import psutil
import pytest

from askfirst.activities import live
from askfirst.opening import lab as lab_module
from askfirst.opening.lab import CONFIG, Lab

ROOM = "http://127.0.0.1:8080"


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path, room=ROOM, host_key="a-host-key")


def test_secrets_travel_by_environment(lab: Lab) -> None:
    """Token, room and host key are in the environment, and the first two secrets nowhere else."""
    told = lab.environment({"PATH": "/bin"})
    assert told["JUPYTER_TOKEN"] == lab.token
    assert (told[live.ROOM], told[live.KEY]) == (ROOM, "a-host-key")
    assert told["PATH"] == "/bin"
    command = " ".join(lab.command())
    assert lab.token not in command
    assert "a-host-key" not in command


def test_it_is_for_this_computer_alone(lab: Lab) -> None:
    """The lab listens on 127.0.0.1, on one port, and opens no browser."""
    command = lab.command()
    assert "--ServerApp.ip=127.0.0.1" in command
    assert f"--ServerApp.port={lab.port}" in command
    assert "--ServerApp.open_browser=False" in command


def test_it_asks_for_no_news(lab: Lab) -> None:
    """News, updates and foreign extensions are off, and so is the question about news."""
    assert {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly"} <= set(lab.command())
    config = json.loads((CONFIG / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert config["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"] is True
    assert (
        str(CONFIG) in lab.environment({"JUPYTER_CONFIG_PATH": "/etc/own"})["JUPYTER_CONFIG_PATH"]
    )


def test_a_notebook_has_an_address(lab: Lab, tmp_path: Path) -> None:
    """A notebook's address is its path in the project, with the token."""
    url = lab.url(tmp_path / "notebooks" / "05_small.ipynb")
    assert url.startswith(f"http://127.0.0.1:{lab.port}/lab/tree/notebooks/05_small.ipynb?token=")


def test_a_lab_that_does_not_start_says_why(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lab that ends by itself is told in one line with its last words."""
    script = "print('[C 2026-11-21 09:00:00.000 ServerApp] No room left on device.'); exit(3)"
    monkeypatch.setattr(Lab, "command", lambda _: python(script))
    heard: list[str] = []
    asyncio.run(lab.run(on_ready=lambda: heard.append("ready"), on_failure=heard.append))
    assert heard == ["JupyterLab ended (exit code 3): No room left on device."]


def test_a_lab_that_cannot_be_run_is_told_too(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is not there is one line, not a traceback."""
    monkeypatch.setattr(Lab, "command", lambda _: ("a-program-that-is-not-there",))
    heard: list[str] = []
    asyncio.run(lab.run(on_ready=lambda: heard.append("ready"), on_failure=heard.append))
    assert len(heard) == 1
    assert heard[0].startswith("JupyterLab could not be started")


def test_what_will_not_end_is_made_to(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lab and a kernel that ignore the request to end are gone when it has been stopped."""
    deaf = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    child = f"{deaf}; sys.stdin.read()"
    parent = (
        f"{deaf}; import subprocess; k = subprocess.Popen([sys.executable, '-c', {child!r}], "
        f"stdin=subprocess.PIPE, start_new_session=True); open('kernel', 'w').write(str(k.pid)); "
        "import socket; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); k.wait()"
    )
    monkeypatch.setattr(lab_module, "PATIENCE", 0.05)
    monkeypatch.setattr(Lab, "command", lambda own: (*python(parent), str(own.port)))

    async def start_and_stop() -> list[psutil.Process]:
        ready = asyncio.Event()
        running = asyncio.create_task(lab.run(on_ready=ready.set, on_failure=pytest.fail))
        await ready.wait()
        kernel = psutil.Process(int((lab.root / "kernel").read_text()))
        family = [kernel, *kernel.parents()[:1]]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await lab.stop()
        return family

    family = asyncio.run(start_and_stop())
    _, alive = psutil.wait_procs(family, timeout=20)
    assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []


def test_stopping_what_never_started_is_nothing(lab: Lab) -> None:
    """A lab that was never started can be stopped and killed."""
    asyncio.run(lab.stop())
    lab.kill()


def python(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)
