"""Ask First: a workshop curriculum on intimacy, touch and consent, with the tools to teach it."""

from askfirst.activities.note import Note
from askfirst.activities.poll import Poll
from askfirst.activities.quiz import Option, Quiz
from askfirst.activities.scale import Scale
from askfirst.activities.words import Words

__all__ = ["Note", "Option", "Poll", "Quiz", "Scale", "Words"]
