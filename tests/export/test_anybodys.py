"""One notebook with all that notebooks hold, of nbformat 4.0, in every format."""

import base64
import re
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image

from askfirst.curriculum import Module, module_from_notebook
from askfirst.export.errors import ExportWarning
from askfirst.export.formats import BY_NAME
from askfirst.export.shelf import Shelf

WIDGET: Final[dict[str, Any]] = {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}}
CHART: Final[dict[str, Any]] = {"application/vnd.plotly.v1+json": {"data": []}}
DRAWING: Final = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='evil()'>"
    "<circle r='4'/></svg>"
)
PLOTTED: Final = (
    "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>"
    "<svg xmlns='http://www.w3.org/2000/svg' width='9pt' height='9pt' viewBox='0 0 9 9'>"
    "<defs><path id='a' d='M0 0h9v9z'/></defs><use href='#a' style='fill: #fff'/></svg>"
)
BROKEN: Final = {"image/png": "aGVsbG8="}
MATH: Final = "## Math\n\n$\\frac{a}{b}$, $\\no$\n\n$$\n\\begin{matrix}a\\\\b\\end{matrix}\n$$"
SAID: Final = r"other.ipynb(, cell \d+: |: no font here draws )"


def painted(kind: str) -> str:
    made = BytesIO()
    Image.new("RGB", (40, 20), "#0A5A66").save(made, kind)
    return base64.b64encode(made.getvalue()).decode()


def said(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source.splitlines(keepends=True),
            "metadata": {}, **more}  # fmt: skip


def ran(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"collapsed": False},
            "execution_count": None, "outputs": list(outputs)}  # fmt: skip


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def streamed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text.splitlines(keepends=True)}


def anybodys() -> Module:
    """Cells without ids or slide types, of anything that a notebook may hold."""
    attached = {"image.png": {"image/png": painted("PNG")}}
    failed = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "\x1b[31mby 0\x1b[0m",
              "traceback": ["\x1b[0;31m---\x1b[0m"]}  # fmt: skip
    cells = [
        said("<h1 align='center'>A <i>title</i></h1>\n\n<script>evil()</script>"),
        said("## 同意は続く\n\nいつでも変えることができます。" * 3),
        said("## الموافقة\n\n- واحد\n  - اثنان\n    - ثلاثة\n\n> سؤال"),
        said("## सहमति 🎉👩\u200d👧\n\n1. पूछें\n   1. सुनें\n\nHard  \nbreak, $5 and $10"),
        said(MATH),
        said(f"## {'Donaudampfschiff' * 12}\n\n{'a' * 500}\n\n<a href='javascript:evil()'>go</a>"),
        said("## Wide\n\n|" + "a|" * 20 + "\n|" + "-|" * 20 + "\n|" + "value|" * 20),
        said(
            "## 1\ufe0f\u20e3 \U0001f3f3\ufe0f\u200d\U0001f308 \u202eovr\u202c a\u0301\u0323 \u200b"
        ),
        ran("rows()", streamed("\n".join(f"{n} row" for n in range(5000)))),
        ran("fail()", streamed("10%\r100%\n", "stderr"), failed),
        ran("half = '\ud800'", shown({**WIDGET, "text/plain": "Slider()"}), shown(CHART)),
        ran("frame", shown({"text/html": "<table onclick='evil()'><td>1</td></table>"})),
        ran("plots", *(shown({f"image/{k.lower()}": painted(k)}) for k in ("PNG", "JPEG", "GIF"))),
        ran("drawn", shown({"image/svg+xml": [DRAWING]}), shown({"image/png": "no picture"})),
        ran("sympy", shown({"text/latex": ["$\\displaystyle x^2$"], "text/plain": "x**2"})),
        said(
            "![all](attachment:image.png) <img src='gone.png' onerror='evil()'>",
            attachments=attached,
        ),
        ran("plotted", shown({"image/svg+xml": PLOTTED}), shown(BROKEN), shown(BROKEN)),
        {"cell_type": "raw", "source": "raw", "metadata": {}},
        {"cell_type": "markdown", "metadata": None, "source": None},
        {"cell_type": "code", "metadata": {"tags": None}, "outputs": [{"output_type": "pyout"}]},
        said(""),
        ran(""),
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": cells}
    return module_from_notebook(notebook, Path("other.ipynb"))


@pytest.mark.parametrize("name", ["deck", "page", "pptx", "handout", "guide", "cards"])
def test_a_notebook_of_anybody_is_made_in_every_format(
    name: str, recwarn: pytest.WarningsRecorder
) -> None:
    """It is made without a fault, and each cell that is shown more plainly is named once."""
    made = BY_NAME[name].render_module(anybodys(), Shelf())
    assert len(made) > 10_000
    told = [str(warned.message) for warned in recwarn if warned.category is ExportWarning]
    assert len(told) == len(recwarn)
    places = [found[0] for line in told if (found := re.match(SAID, line))]
    assert len(places) == len(told) == len({*places})
    if name in {"deck", "page"}:
        html = made.decode()
        assert "evil" not in html
        for words in ("同意は続く", "الموافقة", "सहमति", "$5 and $10", "4,960 more lines"):
            assert words in html
