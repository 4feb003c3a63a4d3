"""The systemd unit: systemd has nothing against it, and what it starts runs under its limits."""

import http.client
import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from askfirst.opening.addresses import free_port
from tests.hosting.hosted import KEY, Certified, certify, project, wanted

UNIT: Final = Path(__file__).parents[2] / "deploy" / "askfirst-room.service"
CREDENTIALS: Final = "${CREDENTIALS_DIRECTORY}"
# As the unit has it: every file system is read-only, no memory is both written and run, no
# privileges, no core. What systemd filters of system calls is not tried here.
LIMITED: Final = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
PR_SET_MDWE = 65
print("limited", libc.prctl(PR_SET_MDWE, 1, 0, 0, 0), flush=True)
os.environ.update(PYTHONDONTWRITEBYTECODE="1", HOME="/nonexistent")
os.execv(sys.argv[1], sys.argv[1:])
"""
READ_ONLY: Final = (
    'mount -o remount,bind,ro / && if touch / 2>/dev/null; then exit 9; fi; exec "$@"'
)
JSON: Final = {"Content-Type": "application/json"}
TOOLS: Final = ("unshare", "setpriv", "prlimit")


def lines(name: str) -> list[str]:
    """Every value of a setting."""
    text = UNIT.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{name}=")]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_it(tmp_path: Path) -> None:
    """Systemd finds nothing wrong once the paths are those of this computer."""
    mine = tmp_path / UNIT.name
    program = Path(sys.executable).with_name("askfirst")
    text = UNIT.read_text(encoding="utf-8")
    text = text.replace("/opt/askfirst/.venv/bin/askfirst", str(program))
    mine.write_text(text.replace("/opt/askfirst", str(tmp_path)), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(mine)], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_of_a_room_is_kept_by_it() -> None:
    """No core, no swap, no output that is kept, no place to write."""
    kept = {
        "LimitCORE": ["0"],
        "MemorySwapMax": ["0"],
        "StandardOutput": ["null"],
        "ProtectSystem": ["strict"],
        "DynamicUser": ["yes"],
        "StateDirectory": [],
        "ReadWritePaths": [],
    }
    assert {name: lines(name) for name in kept} == kept


def ask_for_room(port: int, made: Certified) -> tuple[int, Any]:
    """Ask for a room, as a facilitator does."""
    context = made.context()
    context.check_hostname = False  # the name is that of the unit, the certificate that of tests
    with closing(http.client.HTTPSConnection("127.0.0.1", port, context=context)) as connection:
        said = {"Host": "amber.rooms.example.org", "Authorization": f"Bearer {KEY}"}
        connection.request("POST", "/rooms", body=json.dumps(wanted()), headers=JSON | said)
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a read-only file system needs root"
)
@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="util-linux is not installed")
def test_what_it_starts_runs_under_its_limits(tmp_path: Path) -> None:
    """With no privileges, no writable place and no memory that is written and run, rooms answer."""
    root = project(tmp_path / "project")
    made = certify(tmp_path)
    shutil.copy(root / "organisation-key", tmp_path)
    port = free_port()
    started = lines("ExecStart")[0].replace(CREDENTIALS, str(tmp_path)).split()
    options = " ".join(started[1:]).replace("0.0.0.0 --port 443", f"127.0.0.1 --port {port}")
    command = [
        *("unshare", "--mount", "sh", "-c", READ_ONLY, "sh"),
        *("setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"),
        *("prlimit", "--core=0", sys.executable, "-c", LIMITED),
        str(Path(sys.executable).with_name("askfirst")),
        *options.split(),
    ]
    process = subprocess.Popen(
        command, cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() in {"limited 0\n", "limited -1\n"}  # -1: before Linux 6.3
        assert "are held at 127.0.0.1" in process.stdout.readline()
        status, _ = ask_for_room(port, made)
        assert status == 200
    finally:
        process.terminate()
        said = process.communicate(timeout=60)[0]
    assert said == "All rooms have ended. They were only in memory, and are gone.\n"
    assert process.returncode == 0
