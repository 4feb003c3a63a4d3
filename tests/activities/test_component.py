"""The components as one text."""

import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from askfirst.activities import texts
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES

SOURCES = sorted(p.name for p in files("askfirst.activities").iterdir() if p.name.endswith(".js"))


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_has_a_component(kind: str) -> None:
    """Every type defines its element, with no import or export left for a bundler."""
    source = component_source(kind)
    assert f'define("askfirst-{kind}"' in source
    assert not re.search(r"^(import|export) ", source, re.MULTILINE)


def test_a_phone_leaves_releases_out() -> None:
    """What a phone loads holds nothing that draws results."""
    assert len(component_source("poll", release=False)) < len(component_source("poll"))
    assert len(component_css(release=False)) < len(component_css())


@pytest.mark.parametrize("kind", TYPES)
def test_a_phone_loads_what_counts_only_where_it_counts(kind: str) -> None:
    """Plurals and numbers come to a phone with the types that show one there, and with no other."""
    source = files("askfirst.activities").joinpath(f"{kind}.js").read_text(encoding="utf-8")
    needed = '"./numbers.js"' in source
    assert ("function counted(" in component_source(kind, release=False)) is needed
    assert "function counted(" in component_source(kind)


@pytest.mark.parametrize("types", [("lines",), ("lines", "words"), ("words", "lines"), ("vote",)])
def test_what_others_stand_on_comes_first_and_once(types: tuple[str, ...]) -> None:
    """Whatever the order of types, a part stands after all that it imports, and no part twice."""
    source = component_source(*types)
    classes = re.findall(r"^class (\w+) extends (\w+)", source, re.MULTILINE)
    names = [name for name, _ in classes]
    assert len(names) == len(set(names))
    assert all(base in [*names[:place], "HTMLElement"] for place, (_, base) in enumerate(classes))
    assert source.count("function reachable(") == 1


@pytest.mark.parametrize("name", SOURCES)
def test_no_html_from_strings(name: str) -> None:
    """No component makes HTML from text or code from strings."""
    source = files("askfirst.activities").joinpath(name).read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function", source
    )


@pytest.mark.parametrize("name", SOURCES)
def test_no_request_and_nothing_stored(name: str) -> None:
    """A component knows no transport and no storage: surfaces do that."""
    source = files("askfirst.activities").joinpath(name).read_text(encoding="utf-8")
    assert not re.search(
        r"fetch\(|XMLHttp|WebSocket|EventSource|sendBeacon|Storage|indexedDB|cookie", source
    )


@pytest.mark.parametrize("name", SOURCES)
def test_no_sentence_in_javascript(name: str) -> None:
    """Every sentence comes from the spec: no string literal in a component reads like one."""
    source = files("askfirst.activities").joinpath(name).read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|^\s*//.*$", "", source, flags=re.DOTALL | re.MULTILINE)
    strings = re.findall(r'"([^"\n]*)"', code)
    assert not [s for s in strings if re.search(r"[A-Z][a-z]+ [a-z]+|[a-z]+ [a-z]+ [a-z]+\.", s)]
    sentences = [*texts.ASK.values(), *texts.SHOW.values(), *texts.HOST.values()]
    assert not [s for s in sentences if f'"{s}"' in code and " " in s]


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_imported_is_exported(name: str) -> None:
    """Files are put one after the other, so a wrong import would only show when it runs."""
    folder = files("askfirst.activities")
    source = folder.joinpath(name).read_text(encoding="utf-8")
    for names, part in re.findall(
        r'^import \{([^}]*)\} from "\./(\w+)\.js";$', source, re.MULTILINE
    ):
        given = folder.joinpath(f"{part}.js").read_text(encoding="utf-8")
        for one in names.split(","):
            assert re.search(
                rf"^export (class|const|function) {one.strip()}\b", given, re.MULTILINE
            )


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize("kind", TYPES)
def test_parses_as_a_module(kind: str) -> None:
    """The joined text is one valid ES module."""
    run = subprocess.run(
        ["node", "--input-type=module", "--check", "-"],
        input=component_source(kind),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
