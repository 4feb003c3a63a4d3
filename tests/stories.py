"""A short story with a way that parts, a way back and two endings."""

from typing import Final

from askfirst import Choice, Scenario, Step

STORY: Final = Scenario(
    "05-wen",
    "Wen goes still. What could Amara do?",
    setting="Wen stammers when he is tired. He and Amara agreed on a shoulder massage. "
    "The word is “red”; the signal is a dropped beanbag.",
    steps=[
        Step(
            "still",
            "Amara feels Wen go still. What does she do?",
            [
                Choice("Goes on", "Wen bears it.", "A signal is not a test.", "next-day", "C19"),
                Choice("Hands off, says so", "The beanbag drops.", "No words needed.", "signal"),
            ],
        ),
        Step(
            "signal",
            "The beanbag drops. What does Amara do first?",
            [
                Choice("“Water, a blanket, space?”", "He points.", "Care first.", "breakfast"),
                Choice("Asks what she did wrong", "He comforts her.", "Her worry waits.", "still"),
            ],
        ),
        Step("next-day", "They talk the next day. It will be shorter, with a timer."),
        Step("breakfast", "No massage again, and a good breakfast."),
    ],
)
