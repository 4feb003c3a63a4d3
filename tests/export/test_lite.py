"""The notebooks for a browser: what goes into the site beside the parts that `make lite` gets."""

import hashlib
import io
import json
import re
import subprocess
import sys
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest

from askfirst.curriculum import module_paths, read_module
from askfirst.export import lite
from askfirst.export.lite_notebook import notebook_file
from askfirst.export.shelf import Shelf
from askfirst.export.site_texts import SITE

ROOT: Final = Path(__file__).parents[2]
TOOLS: Final = ROOT / "tools" / "lite"
NOTEBOOKS: Final = module_paths(ROOT / "notebooks")
# Runs every code cell that it is given, with no package but the one in the folder it is given.
ALONE: Final = """
import json, sys
sys.path.insert(0, sys.argv[1])
named = {}
for cell in json.load(sys.stdin):
    exec(cell, named)
print(*sorted({name.split(".")[0] for name in sys.modules} - {*sys.stdlib_module_names}))
"""


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Our wheel, unpacked as a browser does it."""
    with ZipFile(io.BytesIO(lite.wheel(ROOT))) as packed:
        packed.extractall(tmp_path / "site")
    return tmp_path / "site"


def cells(path: Path) -> list[str]:
    held = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in held if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_with_our_wheel_alone(path: Path, unpacked: Path, tmp_path: Path) -> None:
    """Far from `data/` and from every other package, each cell runs: the tables come along."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, str(unpacked)],
        input=json.dumps(cells(path)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["__main__", "askfirst"]


def test_the_wheel_is_one_and_the_same_and_named_by_its_hash(tmp_path: Path) -> None:
    """Equal input gives equal bytes, and another table another name, so no browser mixes two."""
    first = lite.wheel(ROOT)
    assert lite.wheel(ROOT) == first
    assert hashlib.sha256(first).hexdigest()[:12] in lite.wheel_name(first)
    other = lite.wheel(tmp_path)
    assert lite.wheel_name(other) != lite.wheel_name(first)


def test_the_wheel_says_what_it_is_and_holds_no_server() -> None:
    """It is a whole wheel of our name, without the parts that no notebook imports."""
    with ZipFile(io.BytesIO(lite.wheel(ROOT))) as packed:
        names = packed.namelist()
        (about,) = (name for name in names if name.endswith("/METADATA"))
        said = HeaderParser().parsestr(packed.read(about).decode())
        (record,) = (name for name in names if name.endswith("/RECORD"))
        listed = [line.split(",")[0] for line in packed.read(record).decode().splitlines()]
    assert said["Name"] == "askfirst"
    assert listed == sorted(names)
    assert {name.split("/")[1] for name in names if name.count("/") > 1} == {"activities", "data"}
    assert "askfirst/data/datapackage.json" in names


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a drawing beside a notebook, and parts that hold next to nothing."""
    root = tmp_path / "project"
    pictures = root / "notebooks" / "images"
    pictures.mkdir(parents=True)
    (pictures / "one.svg").write_text("<svg><title>Ask – and wait</title></svg>", encoding="utf-8")
    lock = root / lite.PARTS / lite.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text('{"info": {}, "packages": {"anywidget": {}}}', encoding="utf-8")
    (root / lite.PARTS / "bootstrap.js").write_text("// starts\n", encoding="utf-8")
    return root


def made(root: Path) -> dict[str, bytes]:
    return {name: lite.lite_file(root, name, Shelf()) for name in lite.made_files(root)}


def test_parts_are_copied_and_our_wheel_stands_in_their_list(project: Path) -> None:
    """What `make lite` got is given on as it is, but for the list, which names our wheel too."""
    files = made(project)
    assert files["bootstrap.js"] == b"// starts\n"
    packages = json.loads(files[lite.LOCK])["packages"]
    assert set(packages) == {"anywidget", "askfirst"}
    ours = packages["askfirst"]
    wheel = files[f"static/pyodide/{ours['file_name']}"]
    assert ours["sha256"] == hashlib.sha256(wheel).hexdigest()
    assert ours["depends"] == ["anywidget"]
    assert made(project) == files


def test_a_drawing_keeps_its_words_in_ascii(project: Path) -> None:
    """JupyterLite shows no drawing with another sign in it, so each is written as its number."""
    files = made(project)
    assert files["files/images/one.svg"] == b"<svg><title>Ask &#8211; and wait</title></svg>"
    (entry,) = json.loads(files["api/contents/images/all.json"])["content"]
    assert (entry["name"], entry["path"]) == ("one.svg", "images/one.svg")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_not_run_yet_and_says_how_it_is_run(path: Path) -> None:
    """No saved form looks as if it could be answered; all that was written is there."""
    held = json.loads(notebook_file(read_module(path), Shelf()))
    first, *rest = held["cells"]
    assert first["source"] == SITE["run_how"]
    assert [cell["outputs"] for cell in rest if cell["cell_type"] == "code"] == [[]] * len(
        cells(path)
    )
    was = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell["source"] for cell in rest] == [cell["source"] for cell in was]


def test_the_list_names_the_notebooks_of_the_build() -> None:
    """JupyterLite finds each notebook of the shelf, and no other."""
    listed = json.loads(lite.listing(Shelf(notebooks=NOTEBOOKS[:2])))["content"]
    assert [entry["path"] for entry in listed] == [path.name for path in NOTEBOOKS[:2]]


def locked(name: str) -> dict[str, str]:
    """The text of each package in a list of locked ones."""
    text = (TOOLS / name).read_text(encoding="utf-8")
    found = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {part.partition("==")[0]: part for part in found if "==" in part}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("requirements.in", "requirements.lock"), ("browser.in", "browser.lock")],
)
def test_every_package_is_pinned_by_its_hash_and_from_no_address(wanted: str, name: str) -> None:
    """What is asked for stands in the lock, with a hash each, from wherever pip is set to."""
    packages = locked(name)
    lines = (TOOLS / wanted).read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if not line.startswith("#")} <= {*packages}
    for package, text in packages.items():
        assert "--hash=sha256:" in text, package
        assert "://" not in text, package


def read(name: str) -> Any:
    return json.loads((TOOLS / name).read_text(encoding="utf-8"))


def test_python_for_the_browser_is_pinned_by_its_hash() -> None:
    """Pyodide is installed at one version with its hash, from wherever npm is set to."""
    packages = read("package-lock.json")["packages"]
    assert packages.pop("")["dependencies"] == read("package.json")["dependencies"]
    pinned = packages["node_modules/pyodide"]["version"]
    assert read("package.json")["dependencies"] == {"pyodide": pinned}
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def test_it_is_set_to_keep_nothing_and_to_ask_nobody() -> None:
    """Files, settings and places stay in memory, and no service worker and no index is used."""
    config = read("jupyter-lite.json")["jupyter-config-data"]
    for what in ("contents", "settings", "workspaces"):
        assert config[f"{what}StorageDrivers"] == ["memoryStorageDriver"]
    assert (
        "@jupyterlite/application-extension:service-worker-manager" in config["disabledExtensions"]
    )
    (kernel,) = config["litePluginSettings"].values()
    assert kernel["disablePyPIFallback"] is True
    assert kernel["pyodideUrl"].startswith("./")
