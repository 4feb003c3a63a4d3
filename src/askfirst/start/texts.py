"""The English sentences of the start page, in one place; the page's script holds none."""

from typing import Final

TEXTS: Final = {
    "needs_js": "This page leads the workshop and needs JavaScript. Allow it, then reload.",
    "lost_key": "This page needs its key. Use the link that askfirst open printed in the terminal.",
    "connecting": "Asking the room.",
    "silent": "The room does not answer. Is askfirst open still running?",
    "minutes": "{minutes} minutes",
    "minutes_one": "{minutes} minute",
    "clock": "{minutes} minutes planned",
    "clock_one": "{minutes} minute planned",
    "time": "{hours}:{minutes}",
    "deck": "Deck",
    "notebook": "Notebook",
    "starting": "JupyterLab is starting",
    "no_lab": "No lab",
    "print": "Print",
    "print_deck": "Slides {number}",
    "print_hint": "From the deck’s print view; your notes stand beneath.",
    "room": "The room",
    "scan": "Scan, or go to",
    "type": "and type",
    "on_screen": "Put on screen",
    "off_screen": "Take off the screen",
    "qr": "QR code of the address {address} with the word {word}",
    "head_count": "Head count",
    "change": "Change",
    "save": "Save",
    "cancel": "Leave it",
    "head_count_rule": "{value} is no head count. Use a whole number from 1 to 300.",
    "joined": "Joined",
    "band": "{low} to {high}",
    "draft": "draft",
    "next": "next",
    "open": "open",
    "closed": "closed",
    "released": "released",
    "private": "never sent",
    "all_done": "Every question of this plan has been asked.",
    "draft_title": "Next",
    "before": "Phones see it once you open it.",
    "none_yet": "nobody yet",
    "goes_on": "This goes on with today’s workshop of this plan: what was shown stays shown, and "
    "is not asked again. For another group, press Ctrl-C in the terminal and open it with "
    "--new-group.",
    "renewed": "Everything stopped while this was open. Its answers are gone, so ask it again; "
    "phones are told why.",
    "lost": "Everything stopped while this was closed. Its answers were only in memory and are "
    "gone, so it stays closed and has no result.",
    "lost_words": "This was shown before. What people wrote is written nowhere, so it cannot be "
    "shown again.",
    "words_head": "Answers, in mixed order",
    "words_none": "Nobody wrote anything.",
    "leave_out": "Leave out",
    "words_do": "Show the rest",
    "words_too_few": "Too few phones wrote something, so nothing can be read. Show the result: it "
    "says just that.",
    "reopen": "Open again",
    "words_few": "Fewer than {k} would remain, so nothing would be shown.",
    "lines_head": "Lines of the group, in mixed order",
    "lines_take": "To the vote",
    "lines_mend": "Wording of: {line}",
    "lines_many": "{places} fit. Leave out {many} more.",
    "lines_do": "Show the lines for the vote",
    "lines_rule": "Shown once, to everybody. What you do not choose is not shown.",
    "words_rule": "Shown once, to everybody. Leave out what points to a person.",
    "end": "End the workshop",
    "end_note": "Wipes the room, then lists what is left. On disk so far: {results}.",
    "end_ask": "This wipes all seats, totals and words in memory. It cannot be taken back.",
    "end_now": "End it now",
    "end_not": "Keep going",
    "ended": "The workshop has ended.",
    "wiped": "Gone: all seats, totals and words. They were only in memory.",
    "left": "Left on disk: {what}.",
    "left_in": "Left on disk: {what}, in the folder results.",
    "rest": "To close the notebooks and this page too, press Ctrl-C in the terminal.",
    "nothing": "nothing",
    "results": "{n} results",
    "results_one": "one result",
    "key": "O",
    "key_release": "R",
    "go_on": "Next question",
    "reading": "Fetching the answers.",
    "beside": "Beside the questions",
    "signals": "What people signal",
    "quiet": "Pace: nobody has asked for anything.",
    "seen": "Seen",
    "box_read": "Read the questions",
    "box_list": "Read them aloud",
    "box_few": "Fewer than five phones wrote something, so nobody can read it.",
    "box_instead": "Answer three of the printed likely questions instead.",
    "desk_head": "In mixed order. Give each a type; then put it into your own words, or leave it "
    "out. Drafts stay in the room’s memory until you show them, or end the workshop.",
    "desk_back": "Back to the plan",
    "desk_of": "Question {at} of {all}",
    "desk_type": "Type",
    "desk_kind": "Choose one",
    "desk_said": "In your own words",
    "desk_spot": "This could point to a person: {found}.",
    "desk_yes": "Answer it",
    "desk_no": "Leave it out",
    "desk_state": "{open} to decide, {kept} to answer, {out} left out.",
    "desk_few": "Fewer than five would be shown, so none would be. Answer the printed likely "
    "questions instead.",
    "desk_once": "Shown once, to everybody, in your words and mixed anew, without the types. What "
    "people typed is dropped then.",
}

# What differs where a server holds the room, and its results are in memory until they are saved.
HOSTED: Final = TEXTS | {
    "lost_key": "This page needs its key. Use the link that you got when the room was made.",
    "silent": "The room does not answer. Is this computer online?",
    "no_lab": "On your computer",
    "end_note": "Wipes the room. What was shown stays in the server’s memory for a while; save it "
    "from there with askfirst room save. So far: {results}.",
    "left": "Nothing was shown, so there is nothing to save.",
    "left_in": "Left in the server’s memory for a while: {what}. Save it with askfirst room save.",
    "rest": "You can close this page.",
}

HELP: Final = {
    "empty": "The help page has no local numbers yet. Before people arrive, fill in the rows of "
    "place “local” in data/services.csv and start again.",
    "old": "The help page’s numbers were last checked on {date}, more than 30 days ago. Check them,"
    " write the new date into data/services.csv and start again.",
}
