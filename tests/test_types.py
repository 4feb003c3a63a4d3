"""The scripts say their types, and TypeScript, which CI alone needs, checks all of them."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
HERE: Final = ROOT / "tests" / "types"
SCRIPTS: Final = sorted((ROOT / "src").rglob("*.js"))
OPTED_OUT: Final = re.compile(r"@ts-(nocheck|ignore|expect-error)")


def read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def test_every_script_has_its_types_checked() -> None:
    """Each script begins with @ts-check, and no line of it is taken out of the check."""
    assert SCRIPTS
    for script in SCRIPTS:
        said = script.read_text(encoding="utf-8")
        assert said.startswith("// @ts-check\n"), script
        assert not OPTED_OUT.search(said), script


def test_the_check_is_strict_and_covers_every_script() -> None:
    """TypeScript reads all of src/askfirst strictly, with no types but those of a browser."""
    config = read("tsconfig.json")
    options = config["compilerOptions"]
    assert options["strict"] is options["checkJs"] is True
    assert options["types"] == []
    (included,) = config["include"]
    assert {found.resolve() for found in HERE.glob(included)} == set(SCRIPTS)


def test_one_version_is_pinned_by_its_hash_and_from_no_address() -> None:
    """TypeScript alone is installed, at one version with its hash, from wherever npm is set to."""
    packages = read("package-lock.json")["packages"]
    wanted = read("package.json")["devDependencies"]
    assert packages.pop("")["devDependencies"] == wanted
    assert set(packages) == {"node_modules/typescript"}
    locked = packages["node_modules/typescript"]
    assert wanted == {"typescript": locked["version"]}
    assert locked["integrity"].startswith("sha512-")
    assert "resolved" not in locked


def test_without_npm_make_types_says_so(tmp_path: Path) -> None:
    """Where npm is missing, `make types` says in one line what it needs and what to do."""
    kept = tmp_path / "tests" / "types"
    kept.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, kept)
    shutil.copy(ROOT / "Makefile", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("make", "cat"):
        found = shutil.which(name)
        assert found, f"{name} is not on PATH"
        (tools / name).symlink_to(found)
    ran = subprocess.run(
        ["make", "types"],
        check=False,
        cwd=tmp_path,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
    )
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make: ***")]
    assert said == [
        "make types needs npm, and none was found on PATH. "
        "Install Node.js with npm, then run make types again."
    ]
    assert ran.returncode != 0


def test_ci_checks_types_before_it_tests() -> None:
    """CI installs npm where it is missing, checks the types, and then runs the tests."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "command -v npm >/dev/null || missing+=(npm)" in lines
    assert lines.index("make types") < lines.index("make test")
