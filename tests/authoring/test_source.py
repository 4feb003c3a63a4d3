"""A notebook from readable text: cells, their clock, and what their code shows."""

import json

from askfirst.activities.base import MIME
from askfirst.authoring.source import notebook_text, read_parts

TEXT = """%% header header slide {layout: title, minutes: 1}
# Small

{{minutes}} minutes.

%% ask section slide code {layout: activity, minutes: 2}
from askfirst import Poll

Poll("01-ask", "Tea?", options=["Yes", "No"])

%% ask-notes facilitator notes
{{minute}}

%% include more
"""
MORE = "%% help help skip\n### Help\n"


def test_cells_say_what_they_are_and_code_is_run() -> None:
    """A head names id, role, slide and metadata; the last line of code shows its activity."""
    parts = [*read_parts(TEXT, {"more": MORE}.__getitem__)]
    notebook = json.loads(notebook_text(parts, language="en"))
    head, ask, notes, more = notebook["cells"]
    assert [cell["id"] for cell in notebook["cells"]] == ["header", "ask", "ask-notes", "help"]
    assert head["metadata"]["askfirst"] == {"layout": "title", "minutes": 1}
    assert "".join(head["source"]) == "# Small\n\n3 minutes."
    assert (ask["cell_type"], ask["metadata"]["tags"]) == ("code", ["section"])
    assert ask["outputs"][0]["data"][MIME]["id"] == "01-ask"
    assert "".join(notes["source"]) == "**Minute 1–3**"
    assert more["metadata"]["slideshow"] == {"slide_type": "skip"}


def test_the_same_text_gives_the_same_bytes() -> None:
    """Ids and numbers follow from the text, so that it can be made again."""
    parts = [*read_parts(TEXT, {"more": MORE}.__getitem__)]
    assert notebook_text(parts, language="en") == notebook_text(parts, language="en")
