"""The checks read handbook and templates, and say where in a text something stands."""

from pathlib import Path
from typing import Final

import pytest

from askfirst.checking.bank import read_bank
from askfirst.checking.shelf import findings
from askfirst.handbook import HANDBOOK, TEMPLATES
from tests.checking.samples import bank, lines

ROOT: Final = Path(__file__).parents[2]
LONG: Final = " ".join(["word"] * 31)
GOOD: Final = "# One\n\nA promise.\n\n## First part\n\n- **Say.** “Take your time.” [C01](#C01)\n"
CASES: Final = {
    "a long sentence": (LONG, "has 31 words, expected 30 at most"),
    "a phrase that presses": ("“Come on, say it.”", "“Come on”: It asks twice."),
    "a word to avoid": ("Are they clean?", "“clean”: Say tested."),
    "a percentage": ("So do 2 % of them.", "“2 %” is a percentage"),
    "an unknown claim": ("So it is. [C98](#C98)", "claim 'C98' is not in claims.csv."),
    "a dead link": ("See [there](02-gone.md).", "the link to '02-gone.md' leads nowhere"),
    "no such template": ("The template `letter` has it.", "no template 'letter'. There are: form."),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder, name in ((HANDBOOK, "01-one"), (TEMPLATES, "form")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / f"{name}.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_good_texts_have_no_findings(project: Path) -> None:
    """In a chapter and a template that are whole no rule finds anything."""
    assert lines([*findings(project, bank())]) == []


@pytest.mark.parametrize("folder", [HANDBOOK, TEMPLATES], ids=["handbook", "templates"])
@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_each_rule_finds_what_it_is_for(
    project: Path, folder: Path, text: str, expected: str
) -> None:
    """What is wrong is named once, with the file and the part that it stands in."""
    (path,) = (project / folder).glob("*.md")
    path.write_text(f"{GOOD}\n{text}\n", encoding="utf-8")
    (found,) = lines([*findings(project, bank())])
    assert found.startswith(f"{path.name} (first-part): ")
    assert expected in found
    assert "metadata" not in found


def test_our_own_shelf_has_no_findings() -> None:
    """Handbook and templates say nothing that leans, is too long, unproven or leads nowhere."""
    assert lines([*findings(ROOT, read_bank(ROOT / "data"))]) == []
