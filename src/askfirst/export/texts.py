"""Every sentence that a deck or a presentation says of its own accord, in mappings to translate.

What an activity says stands in its spec; what a module says stands in its notebook.
"""

from collections.abc import Mapping
from typing import Final

# Of all that is made.
SHARED: Final[Mapping[str, str]] = {
    "source": "{title} {organisation}.",
    "year": "{organisation}, {year}.",
    "unknown": "This source is not in the list of claims yet.",
    "months": "January, February, March, April, May, June, July, August, September, October, "
    "November, December",
    "on_day": "{day} {month} {year}",
    "in_month": "{month} {year}",
}

# Of all that is printed.
PRINT: Final[Mapping[str, str]] = {
    **SHARED,
    "licence": "CC BY 4.0",
    "page": "{page} of {pages}",
    "comma": ",",
}

DECK: Final[Mapping[str, str]] = {
    **SHARED,
    "minutes": "{minutes} minutes",
    "minutes_one": "{minutes} minute",
    "path": "Module {number}: {place} of {count}",
    "pass": "Pass on anything; you never have to say why.",
    "continued": "{title} (continued)",
    "ending": "Ending {number}",
    # sources
    "sources": "Where this comes from",
    "more": "The first source of each. All of them stand in the notebook.",
    "listed": "Listed at the end.",
    "checked": "Checked {date}.",
    # help
    "help": "If you want to talk to someone",
    "danger": "In danger now? Call the emergency number here:",
    "photo": "Photograph this slide if you like; it is on your card too.",
    "empty": "The facilitator fills the empty lines, with the date of checking.",
    "service": "Service",
    "hours": "Hours",
    "number": "Number",
    # activities on paper and in the exported file
    "printed": "Answer in your head or on paper. You can pass.",
    "private": "Only for you. Nothing is sent.",
    "leave": "Write, think, or look out of the window. Nobody will ask what you thought.",
    "step_out": "Step out whenever you like. Help is on your card and on your phone.",
    # activities live
    "promise": "No names. Keep the page open, and you can take it back until the result is shown.",
    "promise_words": "Read by the facilitator once closed, then perhaps shown, in mixed order. "
    "Leave out names.",
    "ended": "The workshop has ended.",
    "no_key": "Open this deck from the start page to use it live.",
    "go": "or go to",
    "type": "and type",
    "slip": "the code on your slip",
    "qr": "Code that opens {address}",
    "share": "{words} of the room",
    "start_page": "Open the start page",
    "lost": "The room does not answer. Trying again.",
    "gone": "The program stopped, and the answers are gone. This is not asked again.",
    "gone_words": "Shown before. What was written is kept nowhere.",
    "renewed": "Asked again: the program stopped, and the first answers are gone.",
    "refused": "The room did not do that ({code}). Look at the start page.",
    # over a slide
    "slides": "Slides",
    "find": "Number or words",
    "keys": "Keys",
    "key_right": "Right",
    "key_left": "Left",
    "keys_list": "{on}, Space, Page Down | On\n"
    "{back}, Page Up | Back\n"
    "Home, End | First slide, last slide\n"
    "G, Escape, a number | List of slides\n"
    "B | Black screen; any key ends it\n"
    "F | Full screen\n"
    "S | Speaker view, with notes and a clock\n"
    "? | These keys",
    "close": "Close",
    "key_open": "Open or close the activity",
    "key_release": "Show the result",
    "key_code": "Show the code large",
}

CUT: Final[Mapping[str, str]] = {
    "lines": "{number} more lines are left out.",
    "lines_one": "{number} more line is left out.",
    "letters": "{number} more letters are left out.",
    "letters_one": "{number} more letter is left out.",
}

PRESENTATION: Final[Mapping[str, str]] = {
    **DECK,
    "agenda": "What we will do",
    "part": "{title} ({part} of {parts})",
    # names of sections
    "module": "The workshop",
    "end": "Sources and help",
}

HANDOUT: Final[Mapping[str, str]] = {
    **PRINT,
    "take_home": "Module {number}, to take home",
    "take_home_plain": "To take home",
    "keep": "Worth keeping",
    "marks": "Small marks like {mark} lead to the sources at the foot.",
    "own": "Take it home, or leave it behind.",
    "practice": "To think about",
    "holds": "Holds up",
    "fails": "Does not hold up",
    "more": "Answers, each with its reason, stand on the page of this module and in its notebook.",
    "table": "This table stands in the notebook of this module, and on its page.",
    "only": "Only for you. Nobody collects this.",
    "when": "When to get help",
    "talk": "To talk to someone",
    "danger": "In danger now? The emergency number here",
    "filled": "Numbers checked on {date}.",
    "unfilled": "The facilitator fills in the empty places. Checked on",
    "none": "In danger now, call the emergency number of the place where you are. The help slide "
    "and the notebook of the module name services.",
    "sources": "Sources",
    "checked": "Checked in {date}. All sources, with addresses, stand in the notebook.",
    "checked_between": "Checked between {date} and {last}. All sources, with addresses, stand in "
    "the notebook.",
}

GUIDE: Final[Mapping[str, str]] = {
    **PRINT,
    "guide": "Guide for facilitators",
    "minutes": "{minutes} minutes",
    "until": "until {time}",
    "run": "Run of show",
    "time": "Time",
    "minute": "Minute",
    "what": "What",
    "long": "Minutes",
    "at": "Page",
    "find": "Pages:",
    "break": "Break",
    "end": "End",
    "print": "Print, and check",
    "print_handout": "Handout {number}, {title}: one each, and two more",
    "print_cards": "Cards {number}, once for each table; sheets, printed on both sides: {sheets}",
    "print_pace": "Cards to pass, and to ask for slower or a pause: one sheet for two people",
    "print_letters": "Letters: one sheet for each person without a phone",
    "print_door": "What comes up, and when: one for each door",
    "print_help": "The help page, filled in and dated: one for each person, one for each toilet",
    "print_law": "The law table, filled in and dated: one for yourself",
    "send": "Send, and check",
    "send_handout": "Handout {number}, {title}: sent before the call",
    "send_door": "What comes up, and when: sent with them, and pasted at the start",
    "send_help": "The help page, filled in and dated: ready to paste",
    "in_plan": "Here it has {minutes} of its {own} minutes. The minutes beside the text are those "
    "of the whole module; what to leave out stands first.",
    "shortened": "Here it has {minutes} of its {own} minutes. What is left out here, and what is "
    "said of it, stands first. A minute named inside the text may be that of the whole module.",
    "day": "{title}, {minutes} minutes",
    "audience": "For",
    "group": "People",
    "people": "{least} to {most}",
    "room": "Room",
    "online": "Online",
    "bring": "Bring",
    "drop": "When time runs out, drop in this order",
    "leads": "Lines beside a bar can be said as they stand. In the margin stands the minute.",
    "before": "Before anybody comes",
    "comes": "What comes up, and when",
    "door": "You can step out of anything, and nobody asks why. Beside it stands when to come "
    "back, if you would like to.",
    "counted": "Minutes count from the beginning.",
    # as modules write it themselves: what a line of a note begins with, and when to come back
    "label_say": "Say",
    "label_do": "Do",
    "label_watch": "Watch",
    "label_not": "Do not",
    "label_if": "If",
    "label_place": "Place",
    "back_at": "at {minute}",
    # a check and a story
    "holds": "Holds up",
    "fails": "Does not hold up",
    "outcome": "What happens, and why",
    "endings": "Where it can end",
    "steps": "Step by step",
    "brief": "no minute of its own here: what is said of it stands first",
    "say": "Say",
    "of_module": "minute {from} to {to}",
    "yes": "Yes, no, or what instead",
}

HANDBOOK: Final[Mapping[str, str]] = {
    **PRINT,
    "title": "The facilitator’s handbook",
    "about": "How to lead Ask First: words to say, cards and checklists, and what to do when it "
    "goes wrong.",
    "contents": "Contents",
    "leads": "Lines beside a bar can be said as they stand. Small marks like {mark} lead to the "
    "sources at the end. Law differs from place to place: where a line is empty, ask a lawyer in "
    "your place, and fill it in.",
    "sources": "Sources",
    "checked": "Checked in {date}, from excerpts and stored copies. The first source of each; all "
    "of them, with addresses, stand in data/claims.csv.",
    "checked_between": "Checked between {date} and {last}, from excerpts and stored copies. The "
    "first source of each; all of them, with addresses, stand in data/claims.csv.",
}

SLIPS: Final[Mapping[str, str]] = {
    "title": "Slips for the hat",
    "sheet": "Sheet {number} of {count}, one side only. Cut, fold twice with the print inside, "
    "mix. For the hat: {people}. In reserve, folded too: {reserve}.",
    "slip": "Workshop",
    "qr": "QR code that opens the workshop’s page with the code of this slip",
    "scan": "Scan the code, or go to",
    "type": "and type",
    "what": "This lets one phone in. There is no name and no number on it, and the computer does "
    "not know who drew it.\nJoining is not agreeing to answer. You can pass on every question, or "
    "leave.",
    "fails": "If the code does not open, type the address and the letters.\nIf that fails too, ask "
    "for another slip. You need not say why.\nOnce the workshop has ended, this opens nothing.",
}

CARDS: Final[Mapping[str, str]] = {
    "of": "{kind}, module {number}",
    "fronts": "{title}. Sheet {number} of {count}, fronts. Print on both sides, flip on the long "
    "edge, cut at the marks.",
    "backs": "{title}. Sheet {number} of {count}, backs.",
    "overflows": "card {name} has more words than fit on it. Shorten it, or make it two.",
    # for everyone
    "signals": "Pass and pace, for two people",
    "word_pass": "Pass",
    "word_slower": "Slower",
    "word_pause": "Pause",
    "word_fine": "Fine",
    "pass": "Pass on anything. You never have to say why.",
    "pace": "Show it, or lay it down, at any time. One is enough, and nobody asks why.",
    "answers": "Letters, for one person without a phone",
    "answer_back": "Lay one face down, or none. Nobody turns it over in front of you.",
    # of a module
    "myths": "Myths",
    "myth": "A saying",
    "kind": "One kind sentence",
    "fact": "As a fact: true, not true, or it depends?",
    "contexts": "Situations",
    "context": "Where does it belong?",
    "phrases": "Lines to borrow",
    "phrase": "A line to {kind}",
    "way_out": "The way out:",
    "use": "Where it fits:",
    "stories": "Stories",
    "story": "A story",
    "made_up": "Made-up people. Nobody plays a part.",
    "led": "What happens",
    "step": "Step {number}",
    "ending": "Ending {number}",
    "only_ending": "An ending",
    "ends": "One way to end. There are others.",
    "sorted": "To sort",
    "sort": "Where does it go?",
    "column": "Lay cards here",
    "left": "A card may stay where it is.",
    "boundaries": "Boundaries",
    "mark_yes": "Yes",
    "mark_maybe": "Maybe",
    "mark_no": "No",
    "mark_none": "Not asked",
    "boundary_back": "For a made-up map, or for yourself alone. Nobody shows a card.",
    # to write on, where a sheet has places left
    "own": "Write one, or leave it empty. No names, and nothing that happened.",
    "back_myths": "One kind sentence",
    "back_contexts": "It belongs, and why",
    "own_phrases": "A line of your own",
    "back_phrases": "The way out, and where it fits",
    "own_stories": "Another ending",
    "own_boundaries": "Something else",
}

# A self-paced page. It speaks to somebody alone, perhaps on a computer that others use.
PAGE: Final[Mapping[str, str]] = {
    **SHARED,
    "tab": "Workshop {number}",
    "skip": "Skip to the text",
    "bar": "Workshop",
    "bar_help": "Help",
    "leave": "Leave now",
    "alone_minutes": "About {minutes} minutes alone. Any order, any pace.",
    "alone_minutes_one": "About {minutes} minute alone. Any order, any pace.",
    "skip_any": "Each part stands by itself. Leave out whatever you like; you never have to say "
    "why.",
    "more_about": "More about this module",
    "contents": "Contents",
    "about": "{minutes} min",
    "read": "read",
    "aside": "Wider than the screen: move it sideways.",
    # what comes up
    "ahead": "What comes up, and where",
    "ahead_at": "From {part}",
    "ahead_here": "Coming up:",
    "ahead_skip": "Skip to {part}",
    "quoted": "“{title}”",
    "quoted_inside": "‘{title}’",
    # only for you
    "private": "Only for you",
    "nothing_sent": "What you choose or write on this page is sent nowhere and stored nowhere. It "
    "is gone when you close or reload the page.",
    "traces": "The browser may list this page in its history and keep a copy of it, and a file you "
    "downloaded stays where it is. A private window leaves less behind; it does not hide you from "
    "somebody who watches the device.",
    "leave_how": "“Leave now” at the top, or the Escape key twice, empties this page and opens an "
    "empty one.",
    "no_script": "JavaScript is off. Everything can be read. What needs it: a story step by step, "
    "the breathing circle, notes printed or saved by themselves. “Leave now” then only opens an "
    "empty page: the Back button leads here again.",
    # keeping one's place
    "keep_more": "Keep my place",
    "keep": "Keep my place in this browser",
    "keep_what": "Only which parts were read, and never a word or a choice of yours. Whoever uses "
    "this browser can see it; where this page is a file, so can other files opened here. “Leave "
    "now” forgets it, too.",
    "forget": "Forget it",
    "keep_on": "Kept in this browser until you forget it.",
    "keep_off": "Nothing is kept.",
    "keep_blocked": "This browser does not let the page keep anything.",
    "resume": "You have read up to {part}.",
    "resume_all": "You have read all parts.",
    "resume_go": "Go on at {part}",
    # activities
    "alone": "This stays on this page. Nothing is sent.",
    "sent": "That is for you alone.",
    "order": "Nothing is counted: order and line are yours alone.",
    "care": "Whoever sees this screen can read it.",
    "spot": "This could point to a person: {found}. Take it out, or leave it and answer again.",
    "kept": "Your first choice is still in this page, and makes a pair with this one.",
    "thoughts": "Thoughts on this",
    "explained": "What holds up, and why",
    "kind_poll": "A question",
    "kind_scale": "A question",
    "kind_words": "In your own words",
    "kind_sort": "To sort",
    "kind_rank": "To put in order",
    "kind_quiz": "What holds up?",
    "kind_scenario": "A story",
    "kind_pulse": "Before and now",
    "kind_coinflip": "Under cover of a coin",
    "kind_agreement": "An agreement",
    "kind_pace": "The pace",
    "kind_questionbox": "Your own questions",
    "kind_note": "For yourself",
    "kind_breath": "A quiet moment",
    "kind_selfcheck": "For yourself",
    "kind_boundaries": "For yourself",
    "kind_bothyes": "An example",
    "instead_pace": "Alone: stop, slow down or go back at any line. Nobody waits.",
    "instead_questionbox": "Alone: write your question on paper or in your head, and take it to "
    "one of those under “Help”, if you like.",
    "instead_agreement": "In a workshop the group adds lines and says which it can keep to. Alone: "
    "tick what you would want from others.",
    # one's own notes
    "notes": "Your own notes",
    "notes_what": "Print or save what you wrote, with its prompts, and nothing else of this page. "
    "Paper and files can be found by others, and a printer may keep a copy.",
    "notes_print": "Print my notes",
    "notes_save": "Save my notes as a file",
    "notes_none": "Nothing is written yet.",
    "notes_saved": "Saved as a file with the name {name}, where this browser puts downloads.",
    "notes_file": "notes.txt",
    # help, sources, other modules
    "help": "When to get help",
    "danger": "In danger now? Call the emergency number here:",
    "danger_empty": "In danger now? Call the emergency number of the place where you are. It is "
    "not filled in here.",
    "local": "Services for your place",
    "local_empty": "Nobody has filled in services for your place in this copy.",
    "local_missing": "Not filled in: {kinds}.",
    "slot": "not filled in",
    "slots": "{columns}: not filled in",
    "checked": "Checked {date}.",
    "sources": "Sources",
    "back": "Back to the text",
    "before": "Before this: {title}",
    "after": "After this: {title}",
    "home": "All modules",
}
