import re

import pytest

from askfirst.export.errors import ExportError
from askfirst.export.reveal import popup_script, reveal_assets, without_print


def test_what_is_embedded_cannot_end_its_element() -> None:
    """No script of reveal.js holds what would end or hide a script element, or names a map."""
    assets = reveal_assets()
    for script in (assets.script, assets.notes):
        assert not re.search(r"</script|<!--|sourceMappingURL", script)
    assert "sourceMappingURL" not in assets.style
    assert "@media print" not in assets.style


def test_the_script_of_the_speaker_window_is_decoded() -> None:
    """Escapes of the string are undone as a browser would."""
    notes = r'write("<p>\n<script>let a = \"\u2026\x41\\n\";\t<\/script>")'
    assert popup_script(notes) == 'let a = "…A\\n";\t'


def test_a_plugin_of_another_make_is_refused() -> None:
    """A speaker view without exactly one script is refused with what to do."""
    with pytest.raises(ExportError, match="holds 0 inline scripts"):
        popup_script("nothing")


def test_only_the_print_rules_are_cut() -> None:
    """The block for print goes, nested braces and all, and what stands around it stays."""
    assert without_print("a{b:c}@media print{d{e:f}g{h:i}}j{k:l}") == "a{b:c}j{k:l}"
    assert without_print("a{b:c}") == "a{b:c}"
