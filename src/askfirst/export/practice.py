"""What a module gives to practise with, as a template of print reads it."""

from collections.abc import Iterator, Mapping
from typing import Any

from askfirst.activities.note import Note
from askfirst.activities.quiz import Quiz
from askfirst.activities.scenario import Scenario
from askfirst.curriculum import Module
from askfirst.export.pieces import runs_data
from askfirst.export.prose import marks, plain


def asked(module: Module) -> Iterator[Scenario | Quiz]:
    """Give the first story, then the checks: those of the slides first."""
    asked = [(c, c.activity) for c in module.cells if c.activity is not None]
    stories = (activity for _, activity in asked if isinstance(activity, Scenario))
    yield from [*stories][:1]
    checks = [(cell, activity) for cell, activity in asked if isinstance(activity, Quiz)]
    yield from (quiz for cell, quiz in checks if cell.slide != "skip")
    yield from (quiz for cell, quiz in checks if cell.slide == "skip")


def worked(activity: Scenario | Quiz, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a question with its options and the reasons beside them."""
    return _story(activity) if isinstance(activity, Scenario) else _check(activity, texts)


def _story(scenario: Scenario) -> dict[str, Any]:
    """Return a story up to its first question, with what each choice leads to."""
    step = scenario.steps[0]
    options = (
        {
            "text": choice.text,
            "why": runs_data(
                (*plain(f"{choice.consequence} {choice.why}"), *marks(choice.claims.split()))
            ),
            "holds": False,
            "verdict": "",
        }
        for choice in step.choices
    )
    return {
        "claims": [claim for choice in step.choices for claim in choice.claims.split()],
        "title": scenario.question,
        "setting": scenario.setting,
        "question": step.line,
        "judged": False,
        "options": [*options],
    }


def _check(quiz: Quiz, texts: Mapping[str, str]) -> dict[str, Any]:
    options = (
        {
            "text": option.text,
            "why": runs_data((*plain(option.why), *marks(option.claims))),
            "holds": option.holds,
            "verdict": texts["holds" if option.holds else "fails"] + ".",
        }
        for option in quiz.options
    )
    return {
        "claims": quiz.claims,
        "title": quiz.headline,
        "setting": "",
        "question": quiz.question,
        "judged": True,
        "options": [*options],
    }


def private(module: Module) -> dict[str, Any] | None:
    """Return the last note that a person writes for nobody else."""
    notes = [c.activity for c in module.cells if isinstance(c.activity, Note)]
    return {"question": notes[-1].question, "prompts": notes[-1].prompts} if notes else None
