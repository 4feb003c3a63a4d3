"""`askfirst build --watch`: what was made, in the browser, anew at each save of a notebook.

The page that is looked at stands in a frame, so that its own strict policy need not know of any
of this, and the files stay those that people carry away.
"""

import asyncio
import json
import os
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from html import escape
from pathlib import Path
from typing import Final

import uvicorn
from msgspec import Struct, field
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from watchfiles import awatch

from askfirst.building.make import build
from askfirst.building.manifest import read_manifest
from askfirst.building.outputs import PLANS, BuildError, Wishes
from askfirst.building.report import problems
from askfirst.errors import AskFirstError
from askfirst.handbook import HANDBOOK, TEMPLATES
from askfirst.loopback import LOOPBACK
from askfirst.project import NOTEBOOKS

FIRST_PORT, LAST_PORT = 8090, 8109
FRAME: Final = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>{name}</title>
<style>html, body, iframe {{ margin: 0; border: 0; width: 100%; height: 100%; display: block }}
body {{ overflow: hidden }}</style>
<iframe src="/files/{name}" title="{name}"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => frame.contentWindow.focus());
new EventSource("/changes").addEventListener("message", (event) => {{
  if (!JSON.parse(event.data).includes({named})) return;
  const view = frame.contentWindow;
  // A deck writes its slide into the address a second late.
  if (view.Reveal) view.history.replaceState(null, "", `#/${{view.Reveal.getIndices().h}}`);
  view.location.reload();
}});
</script></html>
"""
LIST: Final = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>What was made</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 17px/24px system-ui, sans-serif; margin: 32px; color-scheme: light dark }}
li {{ min-height: 44px }}</style>
<h1>What was made</h1><ul>{links}</ul></html>
"""


class Changes:
    """Tells every open page which files were made anew."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Queue[str | None]] = set()

    def tell(self, names: tuple[str, ...]) -> None:
        """Tell of files by their names."""
        for queue in self._waiting:
            queue.put_nowait(json.dumps(names))

    def close(self) -> None:
        """End every stream, so that the server can end too."""
        for queue in self._waiting:
            queue.put_nowait(None)

    async def stream(self) -> AsyncIterator[str]:
        """Give events until closed."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._waiting.add(queue)
        try:
            yield ": here\n\n"
            while (told := await queue.get()) is not None:
                yield f"data: {told}\n\n"
        finally:
            self._waiting.discard(queue)


def watch(
    wishes: Wishes,
    *,
    root: Path,
    say: Callable[[str], None],
    warn: Callable[[str], None],
    browser: bool,
) -> None:
    """Serve what was made on this computer alone, and make it anew until interrupted.

    Args:
        wishes: What the command line says.
        root: The project.
        say: Takes the address.
        warn: Takes each line that a person should look at.
        browser: Whether to open the address.

    Raises:
        BuildError: No port is free.
    """
    sock = listening()
    address = f"http://{LOOPBACK}:{sock.getsockname()[1]}/"
    follower = Follower(wishes=wishes, root=root, warn=warn)
    config = uvicorn.Config(
        make_app(wishes.out, follower.changes),
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    say(f"Open {address} to look at them; they change at each save. Ctrl-C ends.")
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    asyncio.run(_hold(uvicorn.Server(config), sock, follower))


def make_app(out: Path, changes: Changes) -> Starlette:
    """Return the pages: a list, each file as it is, and each page in a frame that follows it."""

    async def listed(_: Request) -> HTMLResponse:
        names = sorted(read_manifest(out))
        links = "".join(
            f'<li><a href="/{_place(name)}/{escape(name)}">{escape(name)}</a></li>'
            for name in names
        )
        return HTMLResponse(LIST.format(links=links))

    async def framed(request: Request) -> HTMLResponse:
        name = str(request.path_params["name"])
        if name not in read_manifest(out):
            return HTMLResponse("There is no such file.", status_code=404)
        named = json.dumps(name).replace("<", "\\u003c")
        return HTMLResponse(FRAME.format(name=escape(name), named=named))

    async def told(_: Request) -> StreamingResponse:
        return StreamingResponse(changes.stream(), media_type="text/event-stream")

    return Starlette(
        routes=[
            Route("/", listed),
            Route("/changes", told),
            Route("/show/{name:path}", framed),
            Mount("/files", StaticFiles(directory=out, check_dir=False)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])],
    )


def listening() -> socket.socket:
    """Return a socket on this computer alone, on the first free port.

    Raises:
        BuildError: None of the ports is free.
    """
    for port in range(FIRST_PORT, LAST_PORT + 1):
        sock = socket.socket()
        if os.name != "nt":  # there it would let two programs have one port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((LOOPBACK, port))
            sock.listen()
        except OSError:
            sock.close()
        else:
            return sock
    raise BuildError(
        f"--watch: ports {FIRST_PORT} to {LAST_PORT} are taken. End another --watch and try again."
    )


class Follower(Struct, frozen=True, kw_only=True):
    """Makes anew what has changed, and tells the open pages."""

    wishes: Wishes
    root: Path
    warn: Callable[[str], None]
    changes: Changes = field(default_factory=Changes)

    async def follow(self, stop: asyncio.Event) -> None:
        """Wait for saves in the folders that a build reads, until stopped."""
        read = (NOTEBOOKS, "data", PLANS, HANDBOOK, TEMPLATES)
        folders = [self.root / name for name in read]
        there = [folder for folder in folders if folder.is_dir()]
        async for _ in awatch(*there, stop_event=stop, debounce=200):
            if made := await asyncio.to_thread(self.remake):
                self.changes.tell(made)

    def remake(self) -> tuple[str, ...]:
        """Make what has changed, and return the names of the files that are new."""
        try:
            # One process: nothing may be forked where a server runs.
            report = build(self.wishes, root=self.root, workers=1)
        except AskFirstError as error:
            self.warn(" ".join(str(error).split()))
            return ()
        for line in problems(report):
            self.warn(line)
        return report.made


async def _hold(server: uvicorn.Server, sock: socket.socket, follower: Follower) -> None:
    stop = asyncio.Event()
    following = asyncio.create_task(follower.follow(stop))
    ending = asyncio.create_task(_end_streams(server, follower.changes))
    await server.serve(sockets=[sock])
    stop.set()
    await asyncio.gather(following, ending)


async def _end_streams(server: uvicorn.Server, changes: Changes) -> None:
    while not server.should_exit:
        await asyncio.sleep(0.1)
    changes.close()


def _place(name: str) -> str:
    return "show" if name.endswith(".html") else "files"
