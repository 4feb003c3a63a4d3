"""JupyterLab as a child process on this computer alone, which fetches nothing from outside."""

import asyncio
import contextlib
import os
import re
import secrets
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import psutil

from askfirst.activities import live
from askfirst.loopback import LOOPBACK
from askfirst.opening.addresses import free_port

SETTINGS: Final = (
    f"--ServerApp.ip={LOOPBACK}",
    "--ServerApp.port_retries=0",
    "--ServerApp.open_browser=False",
    "--ServerApp.allow_root=True",  # in a container there is often nobody else
    "--ServerApp.shutdown_no_activity_timeout=0",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
CONFIG: Final = Path(__file__).parent / "jupyter"  # switches off what asks to fetch news
PATIENCE: Final = 1.0  # seconds a kernel may take to end by itself
KEPT_LINES: Final = 20
LONGEST_LINE: Final = 1 << 20
LOG_HEAD: Final = re.compile(r"^\[\w [^]]*\] ")


class Lab:
    """One JupyterLab; its kernels know the room and how to lead it.

    Args:
        root: The project; notebooks are addressed from here.
        room: Address of the room on this computer, without a path.
        host_key: The room's host key. It and the lab's token travel by environment, because
            other people's programs can read a command line.
    """

    def __init__(self, root: Path, *, room: str, host_key: str) -> None:
        """Choose port and token; nothing is started."""
        self.root = root
        self.token = secrets.token_urlsafe(24)
        self.port = free_port()
        self._told = {live.ROOM: room, live.KEY: host_key}
        self._starting: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._last: deque[str] = deque(maxlen=KEPT_LINES)

    def url(self, path: Path | None = None) -> str:
        """Return the address of the lab, or of a file of the project in it, with the token."""
        inner = "" if path is None else f"/tree/{path.relative_to(self.root).as_posix()}"
        return f"http://{LOOPBACK}:{self.port}/lab{inner}?token={self.token}"

    async def run(self, *, on_ready: Callable[[], None], on_failure: Callable[[str], None]) -> None:
        """Start, tell when it answers, and watch until it ends; a failure is told in one line."""
        self._starting = asyncio.create_task(self._start())
        try:
            process = await asyncio.shield(self._starting)
        except OSError as error:
            on_failure(f"JupyterLab could not be started ({error.strerror}).")
            return
        reading = asyncio.create_task(self._read(process))
        try:
            if await self._answers(process):
                on_ready()
            await reading
            code = await process.wait()
            on_failure(f"JupyterLab ended (exit code {code}): {self._reason()}")
        finally:
            reading.cancel()

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            *self.command(),
            cwd=self.root,
            env=self.environment(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            limit=LONGEST_LINE,
            start_new_session=True,  # the terminal's Ctrl-C is ours to pass on
        )
        return self._process

    def command(self) -> tuple[str, ...]:
        """Return the program and its arguments, none of them secret."""
        where = (f"--ServerApp.port={self.port}", f"--ServerApp.root_dir={self.root}")
        return (sys.executable, "-m", "askfirst.opening.lab_main", *SETTINGS, *where)

    def environment(self, own: Mapping[str, str]) -> dict[str, str]:
        """Return this process's environment with what the lab and its kernels are told."""
        paths = filter(None, (own.get("JUPYTER_CONFIG_PATH"), str(CONFIG)))
        return {
            **own,
            **self._told,
            "JUPYTER_TOKEN": self.token,
            "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
            "PYTHONUNBUFFERED": "1",
        }

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Empty the pipe, so that the lab never waits for it; only the last lines are kept."""
        output = process.stdout
        while output is not None and (line := await output.readline()):
            self._last.append(line.decode("utf-8", "replace").strip())

    async def _answers(self, process: asyncio.subprocess.Process) -> bool:
        while process.returncode is None:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(LOOPBACK, self.port)
                writer.close()
                return True
            await asyncio.sleep(0.1)
        return False

    def _reason(self) -> str:
        said = [LOG_HEAD.sub("", line) for line in self._last if line]
        return said[-1] if said else "it gave no reason."

    async def stop(self) -> None:
        """End the lab and its kernels: asked first, then made to, within two seconds."""
        if self._starting is not None:
            await asyncio.wait({self._starting})
        if self._process is None:
            return
        family = self._family()
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        _kill(family)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), 0.5)
        self._process = None

    def kill(self) -> None:
        """End the lab and its kernels at once."""
        _kill(self._family())

    def _family(self) -> list[psutil.Process]:
        """Return the lab and every process it started; kernels stand in groups of their own."""
        if self._process is None:
            return []
        try:
            parent = psutil.Process(self._process.pid)
            return [*parent.children(recursive=True), parent]
        except psutil.NoSuchProcess:
            return []


def _kill(family: list[psutil.Process]) -> None:
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
