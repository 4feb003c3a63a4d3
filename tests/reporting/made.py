"""Results of made-up workshops, and every number that may be told of them, for tests."""

import re
from pathlib import Path

from askfirst.evaluation import Evaluation, read_results
from askfirst.reporting.account import Account
from askfirst.reporting.texts import CANNOT, COUNTED, METHOD, REPORT, SOURCES
from tests.evaluating.files import CHECK, POLL, Workshop

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "examples"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    """Every number that stands in a text."""
    return set(NUMBER.findall(text.replace(",", "")))


def may_be_told(told: Account) -> set[str]:
    """Every number of the findings, of what bars lie on, and of our own fixed sentences."""
    findings = (told.overview, *told.findings)
    ends = [end for finding in findings if finding.axis for end in finding.axis.ends]
    fixed = [
        *COUNTED,
        *METHOD,
        *SOURCES,
        *REPORT.values(),
        *(said for pair in CANNOT for said in pair),
    ]
    counted = [sentence for sentence in told.short if sentence.startswith("Before and after: in")]
    return numbers(" ".join([finding.text() for finding in findings] + ends + fixed + counted))


def small(folder: Path, people: int) -> Evaluation:
    """One workshop with so many people, of which two questions were shown."""
    workshop = Workshop(folder)
    workshop.show(CHECK, [people - 3, 2, 1])
    workshop.show(POLL, [people - 4, 4, 0])
    table = [[0] * 5 for _ in range(5)]
    table[1][3] = people
    workshop.pairs(table, [[count + 1 for count in row] for row in table])
    workshop.box([people // 2, 0, 0, 0, 0, 0, 0])
    return read_results(folder)
