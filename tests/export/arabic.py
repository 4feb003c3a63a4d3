"""A small module in Arabic with a slide of each kind, and the services of its place."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from askfirst import Note, Poll, Scale
from askfirst.curriculum import Module
from tests.export.samples import DRAWING, asks, module, note, service, text

POLL: Final = Poll(
    "05-hard", "ما الذي يصعّب قول «ليس الآن»؟", options=["جرح المشاعر", "إفساد الجو", "العادة"]
)
SCALE: Final = Scale("05-red", "ما مدى سهولة قول «أحمر»؟", ends=("صعب جدا", "سهل جدا"))
NOTE: Final = Note("05-plan", "إن أردت التوقف، ما الذي قد يساعد؟", prompts=["كلمة", "إشارة"])
CLAIM: Final = (
    "## الاستمرار يحتاج إلى اثنين. والتوقف إلى واحد.\n\n"
    "الموافقة على شيء واحد، الآن. [C19](#C19) ويمكن أن تنتهي في أي لحظة.\n\n"
    "> **كيف تبدو**\n>\n> «هل ما زال الأمر جيدا؟»\n>\n> «أريد أن أتوقف الآن.»"
)
TABLE: Final = (
    "## الموافقة تحتاج إلى هذا [C19](#C19)\n\n| | تبدو هكذا | لا تبدو |\n|---|---|---|\n"
    "| حرة | «أود ذلك.» | بعد إلحاح |\n| محددة | FRIES طريقة لتذكر ذلك | 3–5 |"
)
DIAGRAM: Final = "## السؤال لا ينتهي\n\n![خطان](images/two.svg)\n\n**التوقف أرض صلبة.**"
LISTS: Final = (
    "## عبارات قد تسمعها\n\n- كلمة أو إشارة\n- FRIES طريقة لتذكر ذلك\n\n"
    "---\n\n- Would you like this?\n- Stop.\n\nSaid in English, to its full stop.\n\n    code(1)\n"
)
SERVICES: Final = (
    service("emergency", number="112", checked="2026-11-14"),
    service("خط الإصغاء", number="01632 960042", hours="كل مساء", checked="2026-11-14"),
    service("عيادة", number="+44 1632 960 118", hours="9–17", checked="2026-11-14"),
)


def arabic_module(folder: Path, *, language: str = "ar") -> Module:
    """One slide of each kind, with a drawing beside the notebook."""
    images = folder / "images"
    images.mkdir(exist_ok=True)
    (images / "two.svg").write_text(DRAWING, encoding="utf-8")
    made = module(
        text("# موافقة تستمر\n\nعلى العنوان.", tags=["header"], minutes=1),
        note("- **قل.** «يمكنك أن تتجاوز.» [C19](#C19)\n- Only in English."),
        *map(asks, (POLL, SCALE, NOTE)),
        text(CLAIM, claims=["C19"], minutes=4),
        text(TABLE, claims=["C19"]),
        text(DIAGRAM, claims=["C54"]),
        text(LISTS),
        text("## ما يبقى\n\n1. السكون يعني التوقف.\n2. صوت واحد يكفي.", tags=["keypoints"]),
        folder=folder,
        language=language,
        title="موافقة تستمر",
        promise="ستخرج بكلمات للسؤال.",
        content_note="نتحدث عن التوقف.",
    )
    return replace(made, among=(4, 12))
