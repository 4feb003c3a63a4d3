"""Ask First: a workshop curriculum on intimacy, touch and consent, with the tools to teach it."""

from askfirst.activities.agreement import Agreement
from askfirst.activities.bothyes import BothYes
from askfirst.activities.boundaries import Boundaries
from askfirst.activities.breath import Breath
from askfirst.activities.coinflip import CoinFlip
from askfirst.activities.note import Note
from askfirst.activities.pace import Pace
from askfirst.activities.poll import Poll
from askfirst.activities.pulse import Pulse
from askfirst.activities.questionbox import QuestionBox
from askfirst.activities.quiz import Option, Quiz
from askfirst.activities.rank import Rank
from askfirst.activities.scale import Scale
from askfirst.activities.scenario import Choice, Scenario, Step
from askfirst.activities.selfcheck import SelfCheck
from askfirst.activities.sort import Sort
from askfirst.activities.words import Words

__all__ = [
    "Agreement",
    "BothYes",
    "Boundaries",
    "Breath",
    "Choice",
    "CoinFlip",
    "Note",
    "Option",
    "Pace",
    "Poll",
    "Pulse",
    "QuestionBox",
    "Quiz",
    "Rank",
    "Scale",
    "Scenario",
    "SelfCheck",
    "Sort",
    "Step",
    "Words",
]
