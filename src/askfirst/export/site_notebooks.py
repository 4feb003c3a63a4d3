"""The part of the site that runs the notebooks: a page that leads to them, and one around each."""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Final
from urllib.parse import quote

from askfirst.activities.component import component_source
from askfirst.curriculum import Module
from askfirst.export.drawing import dotted_ring, ring
from askfirst.export.page_frame import Frame, frame_html, joined_script, page_style, read_text
from askfirst.export.shelf import Shelf
from askfirst.export.site_pages import HOME, help_link, module_link
from askfirst.records import replace

Texts = Mapping[str, str]
HERE: Final = "notebooks.html"
SCRIPTS: Final = ("page-leave.js", "page-place.js", "site-notebooks.js")
PRIVATE: Final = ("run_sent", "served", "run_traces", "run_leave")


def notebooks_page(shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the page that says what running a notebook here means, and leads to each."""
    texts = texts or shelf.texts("site", shelf.language)
    said = {name: escape(text) for name, text in texts.items()}
    home = f'<a class="go" rel="noreferrer" href="{HOME}">{said["home"]}</a>'
    private = "".join(f"<p>{said[name]}</p>" for name in PRIVATE)
    rows = "".join(_row(module) for module in shelf.modules)
    main = (
        f'<div class="head"><h1>{ring(said["notebooks_title"])}</h1>'
        f"<p>{said['notebooks_about']}</p>{home}</div>"
        f"<p>{said['run_load']}</p><p>{said['run_without']}</p>"
        f'<aside class="private" aria-label="{said["private"]}"><p class="only">{dotted_ring()}'
        f"<b>{said['private']}</b></p>{private}</aside>"
        f'<section class="part" id="notebooks"><h2>{said["run_choose"]}</h2>{_unserved(texts)}'
        f'<ol class="modules served" hidden>{rows}</ol></section>'
        f'<nav class="others" aria-label="{said["home"]}">{home}</nav>'
    )
    frame = _frame(main, shelf.language, texts, style="site.css")
    return frame_html(replace(frame, helping=help_link(shelf)), texts).encode()


def notebook_page(module: Module, shelf: Shelf, *, texts: Texts | None = None) -> bytes:
    """Return the page around the notebook of a module: the bar, one line, and the notebook."""
    texts = texts or shelf.texts("site", module.language)
    said = {name: escape(text) for name, text in texts.items()}
    title = escape(texts["run_frame"].format(number=module.number, title=module.title))
    main = (
        f'<h1 class="unseen">{title}</h1><div class="about">{_unserved(texts)}'
        f'<p id="run-said" role="status"></p><nav aria-label="{said["on_site"]}">'
        f'<a rel="noreferrer" href="../{HERE}">{said["run_all"]}</a>'
        f'<a rel="noreferrer" href="../{escape(module_link(module))}">{said["run_page"]}</a>'
        f'</nav></div><iframe class="served" title="{title}" hidden></iframe>'
    )
    names = ("run_wait", "run_done", "run_failed")
    data = {
        "notebook": f"../lite/notebooks/index.html?path={quote(module.stem)}.ipynb",
        "texts": {name: texts[name] for name in names},
    }
    written = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    frame = _frame(main, module.language, texts, style="site-run.css", data=written)
    return frame_html(frame, texts).encode()


def _row(module: Module) -> str:
    where = f"run/{module.stem}.html"
    return (
        f'<li lang="{escape(module.language)}"><p class="number" aria-hidden="true">'
        f'{escape(module.number)}</p><h3><a rel="noreferrer" href="{escape(where)}">'
        f"{escape(module.title)}</a></h3></li>"
    )


def _unserved(texts: Texts) -> str:
    """Return what is said where a notebook cannot run: from disk, or without JavaScript."""
    return (
        f'<p class="from-disk" hidden>{escape(texts["run_disk"])}</p>'
        f'<p class="script-off">{escape(texts["run_script"])}</p>'
    )


def _frame(main: str, language: str, texts: Texts, *, style: str, data: str = "null") -> Frame:
    return Frame(
        language=language,
        title=texts["tab"],
        main=main,
        data=data,
        style=page_style(frozenset()) + read_text(style),
        script=_script(),
        frames=True,
    )


@cache
def _script() -> str:
    return joined_script(component_source("numbers", release=False), SCRIPTS)
