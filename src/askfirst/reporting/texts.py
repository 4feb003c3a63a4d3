"""Every sentence that a report or its slides say of their own accord, in mappings to translate."""

from collections.abc import Mapping
from typing import Final

from askfirst.export.texts import PRESENTATION

REPORT: Final[Mapping[str, str]] = {
    "title": "What workshops left, and what that tells",
    "short": "In short",
    "nothing": "Nothing is reported: of no question is it certain that ten or more answered.",
    "unsure": "Where too little is known to say more, the words are “cannot tell”.",
    "moves": "Before and after: in {certain} of {all} questions more people moved one way than the "
    "other, beyond chance.",
    "moves_one": "Before and after: in {certain} of {all} question more people moved one way than "
    "the other, beyond chance.",
    "counted": "How it was counted",
    "row": "What",
    "words": "In words",
    "numbers": "In numbers: {title}",
    "cannot": "What this cannot tell",
    "method": "Method",
    "sources": "Sources",
    "foot": "From what was shown in workshops; no answer of a person is kept.",
    "page": "{page} of {pages}",
    "limits": "What the numbers above leave open",
}

COUNTED: Final = (
    "Phones gave answers in a room; a program kept totals, not answers. What is read here is what "
    "those rooms saw of the totals, and nothing else: small numbers were hidden before anything "
    "was written down.",
    "So a number has two ends, the least and the most that it could be. Sums add both ends; a "
    "share divides the low end by the high total. Nobody takes the middle.",
    "A bar is solid to the least and striped to the most. A ring marks the likeliest, where one "
    "number does not mislead. A dotted frame means that nothing is reported.",
    "Below ten answers for certain, nothing is reported.",
)

CANNOT: Final[tuple[tuple[str, str], ...]] = (
    (
        "One person’s path.",
        "Answers of one person are not joined: there is no “those who knew this also felt that”.",
    ),
    (
        "What the workshop did.",
        "Nobody was asked who did not come, and people look back knowing what was hoped for.",
    ),
    ("What they knew before.", "Knowledge is asked once, at the end."),
    (
        "Who came, or who passed.",
        "No ages, genders or places are asked. Those who passed may be those for whom it mattered.",
    ),
    ("What happens later.", "Nobody can be asked again, because nobody is known."),
    (
        "How it was led.",
        "What was said and how long it took stands in a log on paper, and in no file.",
    ),
)

METHOD: Final = (
    "Shares. Of a number with two ends among answers with two ends, the interval runs from the low "
    "end of Wilson’s interval for the least among the most to its high end for the most among the "
    "least. It is made to hold the share among people like these in 19 of 20 cases or more, if "
    "those who came are like a sample of them. From thirty workshops on, knowledge items allow for "
    "workshops that differ more than chance makes them: each answer then counts for less, by "
    "Kish’s design effect.",
    "Who moved. The sign test takes, of all numbers that the bounds allow, those that speak least "
    "for a change. Several questions are tested together by Holm’s method.",
    "How far. Tables of pairs hold two-sided geometric noise of a known size. The interval is a "
    "normal one whose variance is that of the noise plus that of a sample of people, or, from "
    "thirty workshops on, that of workshops, if it is larger. The number of pairs is a band, and "
    "the end that makes the interval wider counts.",
    "Cannot tell. So it says where a share is open by more than 50 in 100 or a change by more than "
    "one step.",
    "Sums and differences go through the release rule again: a sum that could be below the "
    "threshold is widened to hold all that the rule would hide.",
)

SOURCES: Final = (
    "Cochran W. G. Sampling Techniques, 3rd edition. Wiley, 1977. Single-stage cluster sampling.",
    "Dixon W. J., Mood A. M. The statistical sign test. Journal of the American Statistical "
    "Association 41 (1946), 557–566.",
    "Ghosh A., Roughgarden T., Sundararajan M. Universally utility-maximizing privacy mechanisms. "
    "SIAM Journal on Computing 41 (2012), 1673–1693.",
    "Holm S. A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics 6 (1979), 65–70.",
    "Inusah S., Kozubowski T. J. A discrete analogue of the Laplace distribution. Journal of "
    "Statistical Planning and Inference 136 (2006), 1090–1102.",
    "Kish L. Survey Sampling. Wiley, 1965. Page 258.",
    "Wilson E. B. Probable inference, the law of succession, and statistical inference. Journal of "
    "the American Statistical Association 22 (1927), 209–212.",
)

SLIDES: Final[Mapping[str, str]] = {
    **PRESENTATION,
    "pass": "",
    "module": "Findings",
}
