"""Ask First: a workshop curriculum on intimacy, touch and consent, with the tools to teach it."""

from askfirst.activities.bothyes import BothYes
from askfirst.activities.boundaries import Boundaries
from askfirst.activities.breath import Breath
from askfirst.activities.note import Note
from askfirst.activities.pace import Pace
from askfirst.activities.poll import Poll
from askfirst.activities.questionbox import QuestionBox
from askfirst.activities.quiz import Option, Quiz
from askfirst.activities.scale import Scale
from askfirst.activities.scenario import Choice, Scenario, Step
from askfirst.activities.selfcheck import SelfCheck
from askfirst.activities.sort import Sort
from askfirst.activities.words import Words

__all__ = [
    "BothYes",
    "Boundaries",
    "Breath",
    "Choice",
    "Note",
    "Option",
    "Pace",
    "Poll",
    "QuestionBox",
    "Quiz",
    "Scale",
    "Scenario",
    "SelfCheck",
    "Sort",
    "Step",
    "Words",
]
