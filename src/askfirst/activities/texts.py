"""The English sentences that activities carry in their spec, so that no component holds any.

A text that counts may have forms: `minutes` and beside it `minutes_one`, by the names of Unicode's
plural categories. A component takes the one that the language of the spec has for a number.

Three groups: `ask` goes to whoever answers, `show` to whoever sees a release, `host` to whoever
leads. A phone is sent only `ask`.
"""

from collections.abc import Mapping
from typing import Final

from askfirst.release import Tier

LANGUAGE: Final = "en"

ASK: Final = {
    "pass": "Pass",
    "send": "Send",
    "answer": "Answer",
    "choose": "Nothing is chosen yet. Choose one, or Pass.",
    "sent": "Thank you. That is in.",
    "back": "Take it back",
    "until": "You can take it back until the result is shown, while this page stays open.",
    "alone": "Alone: your answer stays in memory and is never saved.",
    "closed": "This question is closed.",
}

# The same for an answer and for a pass, and true of both.
_BOTH: Final = "An answer becomes part of a total; a pass counts nowhere."
TOTAL: Final = {
    Tier.OPEN: f"{_BOTH} Exact numbers are shown once five phones have answered.",
    Tier.PERSONAL: f"{_BOTH} Nothing is shown until at least five phones have answered, and small"
    " numbers stay hidden.",
    Tier.INTIMATE: f"{_BOTH} Nothing is shown until at least ten phones have answered, and small"
    " numbers stay hidden.",
}

SCALE: Final = {"step": "{step} {end}"}

SEVERAL: Final = {"hint": "Choose any number. Choosing none is an answer too."}

WORDS: Final = {
    "write": "Nothing is written yet. Write something, or Pass.",
    "most": "Up to {most} characters",
    "total": "The facilitator reads the answers after the question is closed, in mixed order.",
    "care": "How you write may give you away. Leave out names, dates and places.",
    "until": "You can take it back until the result is shown, while this page stays open. The "
    "facilitator may have read it.",
    "spot": "This could point to a person: {found}. Take it out, or send it as it is.",
}

WORDS_SEEN: Final = "It may be shown to the room."

# Texts are left out before a result, so it speaks of answers and never of phones.
WORDS_SHOWN: Final = {
    "answered": "{low} to {high} answers are shown.",
    "locked": "There were fewer than {k} answers to show, so nothing is shown.",
    "elsewhere": "What was written is not kept here.",
}

CLOUD: Final = {
    "most": "One to three terms with commas between them, each up to {most} characters",
    "total": f"{WORDS['total']} A term is shown only if {{k}} phones or more wrote it.",
}
CLOUD_RULE: Final = (
    "Shown once, to everybody: of what you leave in, each term that {k} or more answers hold."
)
CLOUD_SHOWN: Final = {
    **WORDS_SHOWN,
    "answered": "Out of {low} to {high} answers.",
    "none": "No term is shown. Too few answers had the same one, or showing it could say something "
    "about one person.",
}

SHOW: Final = {
    "range": "{low} to {high}",
    "answered": "{low} to {high} phones answered.",
    "bands": "Each stripe is a number it could be. Shown in fives to protect small numbers.",
    "few": "fewer than {k}",
    "rest": "the rest",
    "nearly": "all but a few",
    "protect": "Shown this way to protect small numbers.",
    "hidden": "Not shown.",
    "why": "Any number here could say something about one person.",
    "locked": "Fewer than {k} phones answered, so nothing is shown.",
    "merged": "{first} to {last}",
    "numbers": "none one two three four five six seven eight nine ten",
}

HOST: Final = {
    "draft": "Draft",
    "open": "Open: answers arriving",
    "closed": "Closed",
    "released": "Released",
    "private": "Only for you. Nothing is sent.",
    "do_open": "Open",
    "do_close": "Close",
    "do_release": "Show the result",
    "do_again": "Ask again",
    "once": "Shown once; it will not change.",
    "next": "Then you can show the result. It is shown once.",
    "nothing": "Nothing is shown yet.",
    "read": "Read and choose the answers on the start page, then show them.",
    "lost": "The room does not answer. Is the workshop still open?",
}

# What is open can be asked again, and each round is shown for itself.
HOST_OPEN: Final = {
    "once": "This result will not change.",
    "next": "Then you can show the result.",
}

NOTE: Final = {
    "private": "Only for you. Nothing is sent.",
    "leave": "Write, think, or leave it blank. Nobody will ask what you thought.",
    "gone": "It is gone when you close or reload this page.",
}


def counted(said: Mapping[str, str], name: str, count: float, **slots: object) -> str:
    """Return the sentence for so many, with its slots filled, where nothing of ours can run.

    One and all others are the plurals of English, the language of the sentences in this file.
    """
    sentence = said.get(f"{name}_one", said[name]) if count == 1 else said[name]
    return sentence.format(**slots)


AGREEMENT: Final = {
    "vote": "Which of these can you keep to today?",
    "title": "Our agreement",
    "unwritten": "a line of the group",
}
AGREEMENT_ALONE: Final = {
    "hint": "Tick what you could keep to. Ticking none is an answer too.",
    "own": "A line of your own, if you like",
}
LINES: Final = {
    "most": "One line, up to {most} characters",
    "total": "The facilitator reads the lines after the question is closed, in mixed order, and "
    "chooses some for the vote.",
    "care": f"The facilitator may mend the wording. {WORDS['care']}",
    "until": WORDS["until"],
}
LINES_ONCE: Final = "All of these go to the vote."
LINES_SHOWN: Final = {
    "locked": "Fewer than {k} phones wrote a line, so none is shown.",
    "starters": "Lines to start from",
    "group": "From the group",
    "none": "No line of the group goes to the vote.",
    "rule": "Up to {places} fit beside the lines to start from. Mend spelling, and words that "
    "point to a person; keep what is meant. A line that stands there twice counts once.",
}
VOTE_SHOWN: Final = {
    "keep": "Can keep to it today",
    "talk": "to talk about",
    "counted": "Numbers: how many of the {low} to {high} phones that answered.",
    "talking": "A line that few can keep to is for talking about. No line goes out by its number.",
    "print": "Print the agreement",
    "paper": "On paper, or as a file of your own. The program itself keeps no line of the group.",
    "date": "Date",
}
