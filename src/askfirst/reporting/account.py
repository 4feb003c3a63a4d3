"""What is reported of some workshops, whatever it is written as: findings, and what to say."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from msgspec import Struct

from askfirst.activities.texts import counted
from askfirst.errors import EvaluationError
from askfirst.evaluating.finding import Finding
from askfirst.evaluating.reading import first_of
from askfirst.evaluation import Evaluation
from askfirst.reporting.texts import REPORT

CHANCE: Final = "beyond chance"


class Sets(NamedTuple):
    """Two sets of workshops to compare, and whether anybody may have come to both."""

    first: str
    second: str
    same_people: bool


class Account(Struct, frozen=True, kw_only=True):
    """An evaluation as it is handed on.

    Attributes:
        overview: What there is.
        findings: The questions in the order they are told, each with what could be found.
        made_up: Whether the numbers are the generated example.
    """

    overview: Finding
    findings: tuple[Finding, ...]
    made_up: bool

    @property
    def short(self) -> tuple[str, ...]:
        """What was found, a sentence each."""
        if not any(row.bounds for finding in self.findings[1:] for row in finding.rows):
            return (REPORT["nothing"],)
        said = [sentence for finding in self.findings for sentence in _told(finding)]
        return (*said, REPORT["unsure"])


def account(found: Evaluation, compared: Sets | None = None) -> Account:
    """Return what is told of an evaluation; done as planned comes first.

    Raises:
        EvaluationError: There is no result in it, or the two sets cannot be compared.
    """
    if not found.workshops:
        raise EvaluationError(
            "Nothing was shown in these workshops, so there is nothing to tell. Give a folder like "
            "results/."
        )
    findings = [
        found.fidelity(),
        found.knowledge(),
        found.moves(),
        found.confidence(),
        found.question_types(),
    ]
    if compared:
        first, second = (workshops_of(found, name) for name in (compared.first, compared.second))
        findings.append(found.compare(first, second, same_people=compared.same_people))
    return Account(
        overview=found.overview(), findings=tuple(findings), made_up=found.tables.generated
    )


def workshops_of(found: Evaluation, name: str) -> Collection[str]:
    """Return the workshops of a plan, those in a folder, or the one of that name.

    Raises:
        EvaluationError: There are none.
    """
    folder = name.rstrip("/")
    within = tuple(w for w in found.workshops if w == folder or w.startswith(f"{folder}/"))
    if workshops := found.of_plan(name) or within:
        return workshops
    plans = first_of(sorted(found.tables.shown["plan"].unique()))
    raise EvaluationError(
        f"--compare {name!r}: no workshop has this plan, folder or name. The plans here: {plans}."
    )


def _told(finding: Finding) -> Iterator[str]:
    verdicts = [row.verdict for row in finding.rows if row.verdict]
    if verdicts:
        certain = sum(CHANCE in verdict for verdict in verdicts)
        yield counted(REPORT, "moves", len(verdicts), certain=certain, all=len(verdicts))
    elif finding.headline and finding.rows:
        yield finding.headline
