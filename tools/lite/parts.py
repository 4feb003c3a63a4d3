"""Put together what the notebooks of the site run on: `python parts.py OUT`, called by `make lite`.

It reads what was installed beside it, by hash, and asks the network for nothing.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

HERE: Final = Path(__file__).resolve().parent
PYODIDE: Final = HERE / "node_modules" / "pyodide"
RUNTIME: Final = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
LOCK: Final = "pyodide-lock.json"
# Of the kernel's extension: what stands in for ipykernel, which no browser can run.
STAND_INS: Final = "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
# They hold files for JupyterLab alone, which the application brings itself.
NOT_LOADED: Final = {"jupyterlab-widgets", "widgetsnbextension"}
# Made for other ways in than ours, or for browsers that are too old for Python in them.
LEFT_OUT: Final = (
    *("doc", "pypi", "rspack.*"),
    *("build/fa-*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff"),
    *("service-worker.js", "build/service-worker.js", "manifest.webmanifest", "icon-*.png"),
)


def main(out: Path) -> None:
    """Write the parts into a folder, all of them or nothing."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=out.parent, prefix=".", suffix=".part"))
    try:
        write_application(draft / "parts")
        write_python(draft / "parts")
        shutil.rmtree(out, ignore_errors=True)
        (draft / "parts").rename(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_application(to: Path) -> None:
    """Write JupyterLite with the extensions of its environment, and without any notebook."""
    settings = to.with_name("settings")
    settings.mkdir()
    for name in ("jupyter-lite.json", "overrides.json"):
        shutil.copy(HERE / name, settings)
    made = Path(sys.executable).with_name("jupyter-lite")
    command = [str(made), "build", "--apps", "notebooks", "--no-sourcemaps"]
    command += ["--no-unused-shared-packages", "--lite-dir", str(settings), "--output-dir", str(to)]
    done = subprocess.run(command, cwd=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    for pattern in LEFT_OUT:
        for path in to.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_python(to: Path) -> None:
    """Write Python for the browser, the wheels that it loads, and the list of them."""
    folder = to / "static" / "pyodide"
    folder.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy(PYODIDE / name, folder)
    shutil.copy(PYODIDE / "README.md", folder / "README-pyodide.md")
    packages = {}
    for wheel in sorted([*(HERE / "wheels").glob("*.whl"), *(to / STAND_INS).glob("*.whl")]):
        if (entry := package(wheel))["name"] not in NOT_LOADED or STAND_INS in wheel.as_posix():
            packages[entry["name"]] = entry
            shutil.copy(wheel, folder)
    for entry in packages.values():
        entry["depends"] = [name for name in entry["depends"] if name in packages]
    info = json.loads((PYODIDE / LOCK).read_bytes())["info"]
    lock = {"info": info, "packages": dict(sorted(packages.items()))}
    (folder / LOCK).write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def package(wheel: Path) -> dict[str, Any]:
    """Return the entry of a wheel in the list that Pyodide reads."""
    with ZipFile(wheel) as packed:
        names = packed.namelist()
        (about,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        said = HeaderParser().parsestr(packed.read(about).decode())
    return {
        "name": normal(said["Name"]),
        "version": said["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted({*imported(names)}),
        "depends": sorted({*needed(said.get_all("Requires-Dist", []))}),
        "unvendored_tests": False,
    }


def needed(lines: list[str]) -> Iterator[str]:
    """Give the packages that a wheel needs in any case, extras left out."""
    for line in lines:
        if "extra ==" not in line and (found := re.match(r"[\w.-]+", line)):
            yield normal(found[0])


def imported(names: list[str]) -> Iterator[str]:
    """Give the modules that a wheel brings."""
    for name in names:
        top = name.partition("/")[0]
        if not top.endswith((".dist-info", ".data")):
            yield top.removesuffix(".py")


def normal(name: str) -> str:
    """Return the name of a package as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
