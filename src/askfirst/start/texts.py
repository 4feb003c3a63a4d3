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
    "now": "Now",
    "done": "Done",
    "rehearsing": "A rehearsal: the clock runs {speed} times faster, only this computer can join, "
    "and nothing is written. Not for people.",
    "clock_name": "The plan by the clock",
    "glance_name": "The same at a glance",
    "clock_still": "The plan’s clock stands still.",
    "clock_planned": "Planned for {time}.",
    "clock_start": "Start the clock",
    "clock_start_day": "Start the clock: {day}",
    "clock_note": "It follows you: press Next as you go on, or open a question of a later part.",
    "clock_news": "{state} Now: {title}. {over}",
    "clock_over": "Its time is over.",
    "clock_next": "Next: {title}",
    "clock_back": "Back",
    "clock_last": "This is the last part. End the workshop when it is over.",
    "is_on_time": "On time.",
    "is_behind": "Behind the plan.",
    "is_ahead": "Ahead of the plan.",
    "on_time": "On time",
    "behind": "{n} minutes behind",
    "behind_one": "{n} minute behind",
    "ahead": "{n} minutes ahead",
    "ahead_one": "{n} minute ahead",
    "now_until": "Now: {title}. It should end at {time}.",
    "now_over": "Now: {title}. It should have ended at {time}.",
    "next_break": "Next break at {time}.",
    "will_end": "As it goes, the end is at {time}.",
    "under_one": "less than a minute",
    "drop_name": "What to drop",
    "drop_first": "These {n} win {won}.",
    "drop_first_one": "This wins {won}.",
    "drop_enough": "That is enough to be on time.",
    "drop_missing": "That is not enough: {n} minutes are missing. Say aloud when you will end.",
    "drop_missing_one": "That is not enough: {n} minute is missing. Say aloud when you will end.",
    "drop_nothing": "Nothing that is left can be dropped.",
    "drop_stays": "Agreement, pass rule, corrections, help and closing always stay.",
    "drop_more": "What else could go",
    "drop_less": "Only what is needed",
    "drop_unsaid": "The plan does not say how long this takes.",
    "drop_wins": "Wins {won}.",
    "drop_it": "Drop it",
    "drop_form": "{title}, as in {form} minutes of workshop. Without: {without}.",
    "drop_shorter": "{title}, as in {form} minutes of workshop: all of it, in less time.",
    "dropped_name": "Dropped",
    "keep_it": "Keep it after all",
    "deck": "Deck",
    "notebook": "Notebook",
    "console": "Console in JupyterLab",
    "starting": "JupyterLab is starting",
    "no_lab": "No lab",
    "print": "To print",
    "print_people": "For {n} people, which is the head count.",
    "print_copies": "{copies} ×",
    "print_slides": "Slides",
    "print_deck": "Slides {number}",
    "print_hint": "From the deck’s print view; your notes stand beneath.",
    "bring": "To bring",
    "room": "The room",
    "scan": "Scan, or go to",
    "type": "and type",
    "on_screen": "Put on screen",
    "off_screen": "Take off the screen",
    "qr": "QR code of the address {address} with the word {word}",
    "scan_hat": "Scan your slip, or go to",
    "type_hat": "the code on your slip",
    "qr_hat": "QR code of the address {address}",
    "hat": "Seats from the hat: {slips} slips, reserve included. Each lets in one phone. If more "
    "joined than people are here, a slip was spoiled, or somebody has two.",
    "sealed": "Sealed: whoever listens on the Wi-Fi learns that a phone sends something, and when, "
    "not what. A phone that cannot seal says so at the top, and takes part all the same.",
    "hat_elsewhere": "The slips hold the address {elsewhere}, and this room is not there: their QR "
    "codes open nothing. Tell people to go to {address} and type their code.",
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
    "renewed": "The program stopped while this was open. Its answers are gone, so ask it again; "
    "phones are told why.",
    "lost": "The program stopped while this was closed. Its answers were only in memory and are "
    "gone, so it stays closed and has no result.",
    "lost_words": "This was shown before. What people wrote is written nowhere, so it cannot be "
    "shown again.",
    "words_head": "Answers, in mixed order. One that is taken back stays here, and is not shown.",
    "words_none": "Nobody wrote anything.",
    "leave_out": "Leave out",
    "words_do": "Show the rest",
    "words_too_few": "Too few phones wrote something, so nothing can be read. Show the result: it "
    "says just that.",
    "reopen": "Open again",
    "words_few": "Fewer than {k} would remain, so nothing would be shown.",
    "lines_head": "Lines of the group, in mixed order. One that is taken back stays here, and is "
    "not shown.",
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
    "thanks": "Thank you for being here.",
    "help": "Who can help",
    "help_phones": "The same help stands on every phone’s page, as long as the page stays open.",
    "memory": "In memory, counted after it was wiped",
    "memory_room": "Room",
    "memory_replica": "Its copy",
    "replica_note": "The copy is held by askfirst open, so that the room can go on if it stops. "
    "Each was counted by the process that holds it.",
    "memory_note": "Counted in the program’s own memory. What the computer itself keeps, such as "
    "hibernation or a hotspot’s list of devices, is in the handbook.",
    "wiped": "Nothing that people gave is left there. Results that were shown stay until the "
    "program ends, without any text.",
    "memory_holds": "Something is left there. End the program now: press Ctrl-C in the terminal.",
    "held_activities": "Questions with answers",
    "held_tokens": "Tokens and marks of answers",
    "held_texts": "Texts",
    "held_drafts": "Drafts of the facilitator",
    "held_seats": "Seats",
    "held_signals": "Signals",
    "held_keys": "Keys to sealed answers",
    "held_streams": "Open connections that follow the room",
    "held_addresses": "Connections counted for their pace",
    "held_clock": "Times of the plan’s clock",
    "disk": "On disk",
    "disk_nothing": "Nothing was written: no result was shown.",
    "disk_others": "The folder results holds {n} more files, of other workshops.",
    "disk_others_one": "The folder results holds {n} more file, of another workshop.",
    "file_results": "Every result, as it was shown",
    "file_shown": "Which questions were shown, and how",
    "file_counts": "Their numbers, as least and most",
    "file_pairs": "Before and after, with random noise",
    "file_about": "What the tables mean",
    "file_unknown": "Not written by this workshop",
    "size": "{bytes} bytes",
    "rest": "To close the notebooks and this page too, press Ctrl-C in the terminal.",
    "nothing": "nothing",
    "results": "{n} results",
    "results_one": "one result",
    "key": "O",
    "key_next": "N",
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
    "out. One that is taken back stays here, and is not shown. Drafts stay in the room’s memory "
    "until you show them, or end the workshop.",
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
    "disk_nothing": "Nothing. What was shown stays in the server’s memory for a while: save it "
    "with askfirst room save.",
    "memory_holds": "Something is left there. Tell whoever runs the server.",
    "memory_note": "Counted by the part of the program that held the room. The part that lets it "
    "go on after a failure was sent the same, and is not counted here.",
    "rest": "You can close this page.",
}

# What differs once more where a hub hands the page on: its login leads, and it saves the results.
HUB: Final = {
    "lost_key": "This room is gone, or your login does not lead it. Open “Workshop room” in the "
    "launcher of JupyterLab.",
    "silent": "The room does not answer. If this stays, reload the page: the hub may ask you to "
    "log in again.",
    "no_lab": "",
    "end_note": "Wipes the room. Before that, what was shown is written into results/ in your "
    "home on the hub. So far: {results}.",
    "disk_nothing": "Nothing on the server of the rooms. What was shown, if anything was, is in "
    "results/ in your home on the hub.",
}

HELP: Final = {
    "empty": "The help page has no local numbers yet. Before people arrive, fill in the rows of "
    "place “local” in data/services.csv and start again.",
    "old": "The help page’s numbers were last checked on {date}, more than 30 days ago. Check them,"
    " write the new date into data/services.csv and start again.",
}

UNWRITTEN: Final = {
    "one": "“{title}” still has a place that says “Write here”, and everybody would see it. "
    "askfirst check says where it is.",
    "many": "“{title}” still has {places} places that say “Write here”, and everybody would see "
    "them. askfirst check lists them.",
}
