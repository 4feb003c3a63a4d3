"""The files around the code agree with each other, and none of them names a machine or a host."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")

# Put together here, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a registry's host": r"py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(org|com)|deb"
    r"\.debian\.org",
    "a CDN": r"\bcdn" + r"\.[a-z]|unpkg" + r"\.com|js" + r"delivr|cdn" + r"js\.",
    "a path of one machine": r"(?<![\w.])/(work|farm|root|home|Users)" + r"/\w",
}

LOCK = "requirements.lock"
HUB_LOCK = "tools/hub/requirements.lock"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pyproject() -> Mapping[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def project() -> Mapping[str, Any]:
    found: Mapping[str, Any] = pyproject()["project"]
    return found


def declared() -> list[tuple[str, str]]:
    """Each dependency with the lock it is in: those of a hub are kept apart."""
    extras = project()["optional-dependencies"]
    assert set(extras) == {"test", "hub"}
    plain, hub = project()["dependencies"], extras["hub"]
    return [
        *((LOCK, line) for line in [*plain, *extras["test"]]),
        *((HUB_LOCK, line) for line in [*plain, *hub]),
    ]


def locked(lock: str = LOCK) -> dict[str, list[str]]:
    """The lines of a lock by package: the pin first, then its hashes."""
    entries: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=\S)", read(lock).strip()):
        pin, *hashes = [line.strip() for line in entry.replace("\\\n", "\n").splitlines()]
        entries[pin] = hashes
    return entries


def versions(lock: str = LOCK) -> dict[str, set[str]]:
    """The locked versions of each package; there is more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for pin in locked(lock):
        if match := PINNED.fullmatch(pin):
            found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


def tracked_files() -> Iterator[Path]:
    """Every file that git would track: what no line of .gitignore names."""
    ignored = [".git", *(line.rstrip("/") for line in read(".gitignore").split())]
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


@pytest.mark.parametrize(("lock", "line"), declared())
def test_every_dependency_is_locked_at_a_version_it_allows(lock: str, line: str) -> None:
    """What pyproject.toml asks for, tests included, is in its lock and satisfies it."""
    wanted = Requirement(line)
    found = versions(lock).get(canonicalize_name(wanted.name), set())
    assert found, f"{wanted.name} is not locked: run make lock"
    assert all(wanted.specifier.contains(version) for version in found), "run make lock"


@pytest.mark.parametrize("lock", [LOCK, HUB_LOCK])
def test_every_locked_package_has_hashes_and_nothing_else_is_locked(lock: str) -> None:
    """A lock holds pins and their hashes: no index, no option, no address."""
    for pin, hashes in locked(lock).items():
        assert PINNED.fullmatch(pin), f"{pin!r} is no pin"
        assert hashes, f"{pin} has no hash"
        assert all(HASH.fullmatch(line) for line in hashes), f"{pin} has more than hashes"


@pytest.mark.parametrize("lock", [LOCK, HUB_LOCK])
def test_what_builds_the_project_is_locked(lock: str) -> None:
    """The project is installed without build isolation, so its build backend is in the lock."""
    needed = pyproject()["build-system"]["requires"]
    assert {canonicalize_name(Requirement(line).name) for line in needed} <= versions(lock).keys()
    assert "editables" in versions(lock)


def test_a_workshop_has_no_server_proxy() -> None:
    """What opens ports of a computer to whoever uses a JupyterLab is in no lock but the hub's."""
    assert "jupyter-server-proxy" not in versions()
    assert "jupyter-server-proxy" in versions(HUB_LOCK)


def test_conda_installs_the_lock_on_a_python_the_project_allows() -> None:
    """environment.yml names a fitting Python, pip, and the lock with its hashes: nothing else."""
    environment = yaml.safe_load(read("environment.yml"))
    python, pip, packages = environment["dependencies"]
    assert SpecifierSet(project()["requires-python"]).contains(python.removeprefix("python="))
    assert pip == "pip"
    assert packages == {"pip": ["--require-hashes", "-r requirements.lock"]}
    assert environment["name"] == project()["name"]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names_a_host_or_a_machine(what: str) -> None:
    """No tracked text holds a registry's host, a CDN or a path of one machine."""
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_the_patterns_find_what_they_look_for() -> None:
    """Each forbidden kind is found in an example of it, and prose about it is not."""
    examples = {
        "a registry's host": "https://py" + "pi.org/simple",
        "a CDN": "https://cdn" + ".example/x.js",
        "a path of one machine": "see /home" + "/sam/notes",
    }
    for what, pattern in FORBIDDEN.items():
        assert re.search(pattern, examples[what])
        assert not re.search(
            pattern, "Nothing comes from a CDN. At home/work/school: GET /host/state"
        )


def test_the_changelog_opens_with_this_version() -> None:
    """The first heading of CHANGELOG.md is the version in pyproject.toml."""
    heading = re.search(r"^## (\S+)", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert heading
    assert heading[1].rstrip(",") == project()["version"]


def test_the_readme_shows_the_two_commands() -> None:
    """README.md has both commands, each on a line of its own, to copy."""
    lines = read("README.md").splitlines()
    assert "make workshop" in lines
    assert "make test" in lines


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_target_named_in_the_docs_exists(name: str) -> None:
    """Each `make` target that a text names is one of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", read(name), flags=re.MULTILINE))
    assert named <= targets


def test_every_command_makes_something_or_is_phony() -> None:
    """Every target with a help line is phony, and `make help` therefore lists what can be run."""
    makefile = read("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert phony
    helped = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))
    assert helped <= set(phony[1].split())


def test_every_decision_is_in_the_index() -> None:
    """docs/decisions/README.md links every decision, and nothing that is not there."""
    folder = ROOT / "docs" / "decisions"
    linked = set(re.findall(r"\]\((\d{3}-[^)]+\.md)\)", read("docs/decisions/README.md")))
    assert linked == {path.name for path in folder.glob("[0-9]*.md")}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/privacy.md"])
def test_every_file_linked_in_the_docs_exists(name: str) -> None:
    """A link or picture within the project leads to a file."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(name))
    folder = (ROOT / name).parent
    assert [link for link in links if not (folder / link).exists()] == []


def test_every_sentence_that_is_called_proven_names_its_test() -> None:
    """Each row under "What is proven today" names at least one file of tests, and all are there."""
    rows = re.findall(
        r"^\| (.+?) \|(.*)\|$", read("docs/privacy.md").split("## What is proven")[1], re.M
    )
    for sentence, shown_by in rows[2:]:
        files = re.findall(r"`(tests/[^`]+)`", shown_by)
        assert files, f"nothing shows: {sentence}"
        assert [name for name in files if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE-CONTENT"])
def test_both_licences_are_there(name: str) -> None:
    """The licences that pyproject.toml names stand in files with their text."""
    assert name in project()["license-files"]
    assert "The Ask First authors" in read(name)
