"""Specs in Polish and in Arabic: other plurals, other digits, and the other direction."""

from collections.abc import Mapping
from typing import Any, Final

from askfirst import Breath, Poll, Scale, Words
from askfirst.activities.base import Activity

Texts = Mapping[str, Mapping[str, str]]

POLISH: Final[Texts] = {
    "ask": {
        "pass": "Pomijam",
        "answer": "Odpowiedz",
        "most": "Do {most} znaków",
        "most_one": "Do {most} znaku",
        "care": "Bez imion, dat i miejsc.",
        "ends": "Trwa {minutes} minuty.",
        "ends_one": "Trwa minutę.",
        "ends_few": "Trwa {minutes} minuty.",
        "ends_many": "Trwa {minutes} minut.",
    },
    "show": {
        "range": "od {low} do {high}",
        "answered": "Odpowiedziało od {low} do {high} telefonu.",
        "answered_few": "Odpowiedziały od {low} do {high} telefony.",
        "answered_many": "Odpowiedziało od {low} do {high} telefonów.",
        "locked": "Mniej niż {k} telefonów.",
        "numbers": "",
    },
}
ARABIC: Final[Texts] = {
    "ask": {
        "pass": "أتجاوز",
        "answer": "أجب",
        "most": "حتى {most} حرف",
        "most_few": "حتى {most} أحرف",
        "most_many": "حتى {most} حرفًا",
        "care": "دون أسماء أو تواريخ أو أماكن.",
        "ends": "يستمر {minutes} دقيقة.",
        "ends_one": "يستمر دقيقة واحدة.",
        "ends_two": "يستمر دقيقتين.",
        "ends_few": "يستمر {minutes} دقائق.",
    },
    "show": {
        "range": "من {low} إلى {high}",
        "answered": "أجاب من {low} إلى {high} هاتف.",
        "answered_few": "أجابت من {low} إلى {high} هواتف.",
        "answered_many": "أجاب من {low} إلى {high} هاتفًا.",
        "locked": "أقل من {k} هواتف.",
        "numbers": "",
    },
}
LANGUAGES: Final = {"pl": POLISH, "ar-EG": ARABIC}


def translated(activity: Activity, language: str) -> dict[str, Any]:
    """Return the spec of an activity in one of these languages."""
    spec = activity.spec()
    said = {
        group: {**own, **_ours(own, LANGUAGES[language].get(group, {}))}
        for group, own in spec["texts"].items()
    }
    way = {"direction": "rtl"} if language.startswith("ar") else {}
    return {**spec, **way, "language": language, "texts": said}


def _ours(own: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return what translates these texts, with every form of those that count."""
    return {name: said for name, said in given.items() if name.partition("_")[0] in own}


def breath(minutes: int) -> Activity:
    return Breath("t-breath", "دائرة", minutes=minutes)


def words(most: int) -> Activity:
    return Words("t-words", "ماذا يمكن أن تقول نور؟", most=most)


POLL: Final = Poll("t-poll", "ما الذي يصعّب الأمر؟", options=["الخوف", "العادة", "الضجيج"])
SCALE: Final = Scale("t-scale", "ما مدى سهولة ذلك؟", ends=("صعب جدًا", "سهل جدًا"))
