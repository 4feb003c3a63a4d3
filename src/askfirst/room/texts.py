"""Every English sentence of the phone's page, in one place, so that it can be translated.

Each is a property of the code; where code and sentence differ, the sentence gives way.
"""

from typing import Final

from askfirst.errors import RoomError

LANGUAGE: Final = "en"

PAGE: Final = {
    "title": "Workshop",
    "leave": "Leave now",
    "help": "Help",
    "help_close": "Close help",
    "join": "Join from the screen",
    "word": "The word on the screen",
    "join_slip": "Join with your slip",
    "slip": "The code on your slip",
    "do_join": "Join",
    "totals": "No name, no account. The computer never keeps who answered what.",
    "free": "Joining is not agreeing to answer. You can pass on every question, or leave.",
    "next": "Next",
    "look": "Look again",
    "next_note": "Next leaves this answer as it is: after that you cannot take it back.",
    "back_note": "Without JavaScript, Back may show what this phone sent. Close the page when you "
    "are done with it.",
    "left": "You have left.",
    "left_more": "You can close this page.",
    "left_plain": "Without JavaScript, Back may lead to what was there. Close this page.",
    "again": "Try again",
    "beside": "At any time",
    "refused": "That did not work",
}

SCREENS: Final = {
    "waiting": (
        "Nothing to answer now",
        "Put the phone face down if you like. This page changes by itself when a question opens.",
    ),
    "closed": (
        "This question is closed",
        "Look up whenever you like.",
    ),
    "answered": (
        "Nothing to answer now",
        "This phone has answered or passed.",
    ),
    "ended": ("The workshop has ended", "You can close this page."),
}

RENEWED: Final = "This is asked again: the program stopped, and the first answers are gone."

PLAIN_WAITING: Final = "When the facilitator says that a question is open, you can look again."

SCRIPT: Final = {
    "lost": "The room does not answer. Trying again.",
    "earlier": "Take back an earlier answer",
}

# Where phones seal what they send: "off" stands there until the script that seals takes it away.
SEALING: Final = {
    "label": "What this phone sends",
    "on": "Sealed: whoever listens on this network learns that this phone sends something, and "
    "when, but not what.",
    "off": "Not sealed: whoever listens on this network could read what this phone sends. Sealing "
    "takes a newer browser, with JavaScript on. You can take part like this, or pass.",
    "other": "This page has another key than the code that was scanned, so nothing is sent. Scan "
    "the code on the screen again.",
    "who": "The top of each page says whether this phone seals what it sends. Browsers with "
    "JavaScript do, others cannot.",
}

PROMISE: Final = "What happens to my answer"
PROMISES: Final = (
    (
        "Choices",
        "Your answer is added to a total. The computer keeps totals, not answers: no names, no "
        "device numbers, no times, and no answer on disk. Nothing is shown until at least five "
        "phones have answered, and small numbers stay hidden. You can pass. You can take an answer "
        "back until the result is shown, while this page stays open and is not reloaded.",
    ),
    (
        "Words",
        "The facilitator reads them, after the question is closed, in mixed order, and may show "
        "them to the room. How you write may give you away; leave out names, dates and places. We "
        "cannot find out who wrote something, so we cannot follow up; see Help.",
    ),
    ("Knowledge checks", "Exact numbers are shown once five phones have answered."),
    (
        "Not protected",
        "Others on this Wi-Fi could read what phones send, and send in their place. Nothing here "
        "helps against a changed program, someone looking at your screen, or whoever puts several "
        "answers together.",
    ),
)

# What is not protected, where a server holds the room and TLS is all that leads to it.
HOSTED: Final = (
    *PROMISES[:-1],
    (
        "Not protected",
        "This room is on a server, not on a computer here. What phones send is encrypted on the "
        "way there; that this phone visits this address is not hidden. Whoever runs the server, or "
        "can change its program, could read what arrives, and from which internet address. Whoever "
        "else can lead this room sees what the facilitator sees. Nothing here helps against "
        "someone looking at your screen, or whoever puts several answers together.",
    ),
)

# What is not protected, where phones seal what they send.
SEALED: Final = (
    *PROMISES[:-1],
    (
        "Not protected",
        "If the top of this page says that it is not sealed, others on this Wi-Fi could read what "
        "this phone sends, and send in its place. If it says sealed, they still see that it sends "
        "something, and when. Nothing here helps against somebody who changes this page on its "
        "way, a changed program, someone looking at your screen, or whoever puts several answers "
        "together.",
    ),
)

HELP: Final = {
    "danger": "In danger now? Call",
    "danger_plain": "In danger now? Call your emergency number.",
    "card": "The facilitator has cards with local help. You need not say why you take one.",
    "cannot": "We cannot find out who wrote what, so we cannot follow up. You can turn to these "
    "people.",
    "cannot_card": "We cannot find out who wrote what, so we cannot follow up. You can turn to the "
    "people on the card.",
    "checked": "Checked {date}.",
}

REFUSED: Final = {
    "answered": (409, "This phone has answered or passed already."),
    "bad_body": (422, "The request could not be read. Reload the page."),
    "bad_nonce": (422, "The page is out of date. Reload it."),
    "bad_seat": (403, "This phone is not in the room yet. Join here."),
    "closed": (409, "This question is closed. There is nothing to answer now."),
    "ended": (410, "The workshop has ended. Nothing was kept but the results that were shown."),
    "full": (
        409,
        "Every seat is taken. The facilitator can add one; you can also take part without.",
    ),
    "nothing_to_take_back": (409, "There is nothing here to take back."),
    "slip_used": (
        409,
        "This slip was used, on another phone or in a page that was closed. Ask for another slip; "
        "you need not say why.",
    ),
    "unopened": (
        422,
        "This could not be opened: the page is out of date. Scan the code on the screen again.",
    ),
    "taken_back": (409, "That answer was taken back. You can answer anew, or pass."),
    "too_often": (
        409,
        "This phone took back many answers to this question, so it can give no more. None of them "
        "counts. It can answer the next one.",
    ),
    "wrong_slip": (
        403,
        "That is no code of this workshop. You can type it again, or ask for another slip.",
    ),
    "wrong_word": (403, "That is not the word on the screen. You can type it again."),
}


def refusal(code: str) -> RoomError:
    """Return the error of this code, in words for a participant."""
    status, message = REFUSED[code]
    return RoomError(code, message, status)
