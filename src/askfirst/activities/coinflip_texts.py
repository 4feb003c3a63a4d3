"""The English sentences of a CoinFlip, by design: `ask` for whoever answers, `show` to explain.

Slots in braces are filled when it is declared: with the words for yes and no, and with the
numbers of the made-up room. Doubled braces are left for the component. Phones are sent `ask` only.
"""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, Mapping[str, str]]

ASK: Final = {
    "phone": "Let this phone toss for me, once. Then choose what is true.",
    "cover": "What goes in may or may not be your own answer.",
    "total": "What is in may or may not be the true answer; a pass counts nowhere. Only an "
    "estimate for the room is shown, once five phones have answered.",
}

SHOW: Final = {
    "here": "Let this page toss for me, once. Then choose what is true.",
    "between": "Between {{low}} and {{high}} in 100",
    "near": "Between {{low}} and {{high}} in 100, likely near {{likely}}",
    "held": "In 19 rooms of 20 the stripes hold the room’s true share of “{yes}”.",
    "why": "Why nobody can know",
}

COIN: Final[Texts] = {
    "ask": {
        "toss": "Toss a coin where nobody sees it.",
        "first": "Heads: answer truly.",
        "second": "Tails: toss again and let that coin answer: heads “{yes}”, tails “{no}”.",
    },
    "show": {
        "blurred": "With this many phones the coins blur too much to say more. That is the price "
        "of cover.",
        "proof": "A “{yes}” proves nothing: it may be the coin’s",
        "start": "{room} people toss",
        "lane_own": "Heads: {own} answer truly",
        "lane_other": "Tails: a coin answers for {other}",
        "tell": "Of {all_yes} “{yes}”, {own_yes} are answers and {other_yes} are coins. Nobody can "
        "tell which.",
        "limits": "A coin does not cover what others see, or what you say besides.",
        "why_coin": "For about half the room a coin answers. Each “{yes}” and each “{no}” may be a "
        "coin’s, and only the person who tossed knows.",
        "why_room": "Take a made-up room of {room}. {own} get heads and answer truly: {own_yes} "
        "“{yes}”, {own_no} “{no}”. {other} get tails, and a second coin answers: {other_yes} "
        "“{yes}”, {other_no} “{no}”. The room counts {all_yes} “{yes}” and {all_no} “{no}”.",
        "why_yes": "Of those {all_yes} “{yes}”, {own_yes} are answers and {other_yes} are coins. "
        "Nobody can tell which: not the facilitator, not the room’s computer, not the person in "
        "the next chair. So a “{yes}” proves nothing about anyone. It makes it likelier that the "
        "sentence is true for that person, and never certain.",
        "why_not": "What it does not cover: someone who sees your coin or your screen, and what "
        "you say besides. Your own coin covers you even from a page that somebody has altered. A "
        "toss by the page does not.",
        "why_page": "If you let the page toss, it draws once, on your own phone or computer. It "
        "keeps the answer three times in four and turns it round once in four, as often as coins "
        "would, and passes on only what comes out. Taking the answer back does not toss again.",
        "why_blur": "A room as a whole still says something. If the sentence were true for "
        "nobody, coins would make about a quarter say “{yes}”: 7 or 8 of {room}. Each person for "
        "whom it is true adds half a “{yes}” on average, so {all_yes} points to about {likely}. "
        "But coins vary. With {room} people they blur the share by about {blur} in 100 either way, "
        "with ten times as many by about {blur_large}. That is the price of cover.",
    },
}

DIE: Final[Texts] = {
    "ask": {
        "toss": "Roll a die where nobody sees it.",
        "first": "1 to 4: say whether the sentence is true for you.",
        "second": "5 or 6: say whether its opposite is.",
    },
    "show": {
        "blurred": "With this many phones the dice blur too much to say more. That is the price "
        "of cover.",
        "proof": "A “{yes}” proves nothing: it may mean “{no}”",
        "start": "{room} people roll",
        "lane_own": "1 to 4: {own} on the sentence",
        "lane_other": "5 or 6: {other} on its opposite",
        "tell": "Of {all_yes} “{yes}”, {own_yes} mean “{yes}” and {other_yes} mean “{no}”. Nobody "
        "can tell which.",
        "limits": "A die does not cover what others see, or what you say besides.",
        "why_coin": "About a third of the room speaks of the opposite. Each “{yes}” may mean "
        "“{no}”, each “{no}” may mean “{yes}”, and only the person who rolled knows.",
        "why_room": "Take a made-up room of {room}. {own} roll 1 to 4 and speak of the sentence: "
        "{own_yes} “{yes}”, {own_no} “{no}”. {other} roll 5 or 6 and speak of its opposite: "
        "{other_yes} “{yes}”, {other_no} “{no}”. The room counts {all_yes} “{yes}” and {all_no} "
        "“{no}”.",
        "why_yes": "Of those {all_yes} “{yes}”, {own_yes} mean “{yes}” and {other_yes} mean "
        "“{no}”. Nobody can tell which: not the facilitator, not the room’s computer, not the "
        "person in the next chair. So a “{yes}” proves nothing about anyone. It makes it likelier "
        "that the sentence is true for that person, and never certain.",
        "why_not": "What it does not cover: someone who sees your die or your screen, and what you "
        "say besides. Your own die covers you even from a page that somebody has altered. A toss "
        "by the page does not.",
        "why_page": "If you let the page toss, it draws once, on your own phone or computer. It "
        "keeps the answer twice in three times and turns it round once in three, as often as a die "
        "would, and passes on only what comes out. Taking the answer back does not toss again.",
        "why_blur": "A room as a whole still says something. If the sentence were true for "
        "nobody, about a third would say “{yes}” all the same: 10 of {room}. Each person for whom "
        "it is true adds a third of a “{yes}” on average, so {all_yes} points to about {likely}. "
        "But dice vary. With {room} people they blur the share by about {blur} in 100 either way, "
        "with ten times as many by about {blur_large}. That is the price of cover.",
    },
}
