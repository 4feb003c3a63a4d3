"""Every sentence that a deck or a presentation says of its own accord, in mappings to translate.

What an activity says stands in its spec; what a module says stands in its notebook.
"""

from collections.abc import Mapping
from typing import Final

DECK: Final[Mapping[str, str]] = {
    "minutes": "{minutes} minutes",
    "minutes_one": "{minutes} minute",
    "path": "Module {number} of twelve, numbered 00 to 11",
    "pass": "Pass on anything; you never have to say why.",
    "continued": "{title} (continued)",
    "ending": "Ending {number}",
    # sources
    "source": "{title} {organisation}.",
    "sources": "Where this comes from",
    "more": "The first source of each. All of them stand in the notebook.",
    "listed": "Listed at the end.",
    "year": "{organisation}, {year}.",
    "checked": "Checked {date}.",
    "unknown": "This source is not in the list of claims yet.",
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
    "no_key": "Open this deck from the start page to use it live.",
    "go": "or go to",
    "type": "and type",
    "qr": "Code that opens {address}",
    "share": "{words} of the room",
    "start_page": "Open the start page",
    "lost": "The room does not answer. Trying again.",
    "refused": "The room did not do that ({code}). Look at the start page.",
    # reveal.js and the speaker view
    "key_open": "Open or close the activity",
    "key_release": "Show the result",
    "key_code": "Show the code large",
    "months": "January February March April May June July August September October November "
    "December",
}

PRESENTATION: Final[Mapping[str, str]] = {
    **DECK,
    "agenda": "What we will do",
    # names of sections
    "module": "The workshop",
    "end": "Sources and help",
}

HANDOUT: Final[Mapping[str, str]] = {
    "take_home": "Module {number}, to take home",
    "take_home_plain": "To take home",
    "keep": "Worth keeping",
    "marks": "Small marks like {mark} lead to the sources at the foot.",
    "own": "Take it home, or leave it behind.",
    "practice": "To think about",
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
    "licence": "CC BY 4.0",
    "page": "{page} of {pages}",
}

GUIDE: Final[Mapping[str, str]] = {
    "guide": "Guide for facilitators",
    "minutes": "{minutes} minutes",
    "until": "until {time}",
    "run": "Run of show",
    "time": "Time",
    "minute": "Minute",
    "what": "What",
    "long": "Minutes",
    "break": "Break",
    "end": "End",
    "print": "Print, and check",
    "print_handout": "Handout {number}, {title}: one for each person, and two more",
    "print_cards": "Cards {number}, sheets printed on both sides: {sheets}, once for each table",
    "print_pace": "Cards to pass, and to ask for slower or a pause: one sheet for two people",
    "print_letters": "Letters: one sheet for each person without a phone",
    "print_door": "The minutes of what may be heavy: one for each door",
    "print_help": "The help page, filled in and dated: one for each person, one for each toilet",
    "print_law": "The law table, filled in and dated: one for yourself",
    "in_plan": "Here it has {minutes} of its {own} minutes. The minutes beside the text are those "
    "of the whole module; what to leave out stands first.",
    "leads": "Lines beside a bar can be said as they stand. In the margin stands the minute.",
    "before": "Before anybody comes",
    "comes": "What comes up, and when",
    "steps": "Step by step",
    "say": "Say",
    "page": "{page} of {pages}",
    "of_module": "minute {from} to {to}",
    "yes": "Yes, no, or what instead",
}

CARDS: Final[Mapping[str, str]] = {
    "of": "{kind}, module {number}",
    "fronts": "{title}. Sheet {number} of {count}, fronts. Print on both sides, flip on the long "
    "edge, cut at the marks.",
    "backs": "{title}. Sheet {number} of {count}, backs.",
    "overflows": "card {name} has more words than fit on it. Shorten it, or make it two.",
    # for everyone
    "signals": "Pass and pace, for two people",
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
    "ends": "One way to end. There are others.",
    "sorted": "To sort",
    "sort": "Where does it go?",
    "column": "Lay cards here",
    "left": "A card may stay where it is.",
    "boundaries": "Boundaries",
    "boundary_back": "For a made-up map, or for yourself alone. Nobody shows a card.",
}
