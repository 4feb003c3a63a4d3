"""What is asked on a self-paced page: its static form, and the words of somebody alone."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from askfirst.activities import pulse, rank
from askfirst.activities.base import Activity
from askfirst.activities.quiz import Quiz
from askfirst.activities.texts import ASK, WORDS, WORDS_SEEN
from askfirst.export.followed import explanations

Texts = Mapping[str, str]

# What a spec says of the room that an answer goes to, and what a page says in its place. A spec
# in another language says neither, and is left as it is.
ALONE: Final = {
    ASK["alone"]: "alone",
    ASK["sent"]: "sent",
    rank.ASK["order"]: "order",
    rank.SHOW["order"]: "order",
    pulse.SECOND["kept"]: "kept",
    f"{WORDS_SEEN} {WORDS['care']}": "care",
    WORDS["spot"]: "spot",
}
CONTROL: Final = re.compile(r"<(input|select|textarea)\b(?![^>]*\bautocomplete=)")


def page_spec(asked: Activity, texts: Texts) -> dict[str, Any]:
    """Return the spec of an activity as a page draws it: an answer is for oneself alone."""
    spec = asked.spec()
    said = {
        group: {name: _alone(text, texts) for name, text in named.items()}
        for group, named in spec["texts"].items()
    }
    return {**spec, "texts": said}


def asked_html(asked: Activity, texts: Texts, *, alone: bool = True) -> str:
    """Return the static form of an activity, in the place where its component will stand.

    Args:
        asked: What is asked.
        texts: What the page says of its own accord.
        alone: Whether nothing else on the page explains the answers.
    """
    why = _explained(asked, texts) if alone and isinstance(asked, Quiz) else ""
    instead = texts.get(f"instead_{asked.type}", "")
    said = f'<p class="instead">{escape(instead)}</p>' if instead else ""
    return (
        f'<div class="activity" data-activity="{escape(asked.id)}">'
        f'<div class="still">{_form(asked, texts)}{why}</div></div>{said}'
    )


def _alone(text: str, texts: Texts) -> str:
    return texts[ALONE[text]] if text in ALONE else text


def _form(asked: Activity, texts: Texts) -> str:
    """Return the form; of what stands open beside the questions of a room only what it is."""
    if asked.standing:
        legend = f"<legend>{escape(asked.question)}</legend>"
        return f'<fieldset class="askfirst">{legend}{asked.slide_form()}</fieldset>'
    form = CONTROL.sub(r'<\1 autocomplete="off"', asked.form())
    for said, name in ALONE.items():
        form = form.replace(escape(said), escape(texts[name]))
    # Nothing stands in a form that could be sent; so each control needs a name of its activity's.
    return form.replace(' name="', f' name="{escape(asked.id)} ')


def _explained(quiz: Quiz, texts: Texts) -> str:
    rows = "".join(
        f"<li><p><b>{option[0]}</b></p><p>{why[0]}</p></li>"
        for option, why in explanations(quiz)[1:]
    )
    return (
        f'<details class="thoughts"><summary>{escape(texts["explained"])}</summary>'
        f"<ul>{rows}</ul></details>"
    )
