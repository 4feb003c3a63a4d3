"""Every sentence that the site says of its own accord, in a mapping to translate."""

from collections.abc import Mapping
from typing import Final

from askfirst.export.texts import PAGE

# On the web somebody else knows that a page was opened, whatever the page itself does.
SERVED: Final = (
    "Read on the web, whoever runs the site, and perhaps the network, can see which pages are "
    "opened from your connection. Opened from a folder on your own device, it asks nobody for "
    "anything."
)
# Who came from another page of the site finds that one by the Back button.
BACK: Final = "The Back button then leads to the page before this one, perhaps one of this site."

SITE: Final[Mapping[str, str]] = {
    **PAGE,
    "tab": "Workshop",
    "promise": "On intimacy, touch and consent, for adults. To read alone, or to lead a group "
    "with.",
    "own_promise": "For adults. To read alone, or to lead a group with.",
    "whom": "Nobody has to have done anything, want anything or tell anything. Begin anywhere: "
    "each module stands by itself. Terms are plain, nothing is graphic, and each module says "
    "first what comes up in it.",
    "leading": "If you lead groups: “To print” below each module has the guide, with every "
    "sentence to say, the handout and the cards.",
    "on_site": "On this site",
    # search
    "search": "Search",
    "search_in": "Search in all modules, sources and words",
    "search_how": "What you type stays in this page. Enter goes to the first place found.",
    "search_off": "Search needs JavaScript, which is off. Everything else is here.",
    "found_none": "Nothing found.",
    "found": "{count} places found.",
    "found_one": "{count} place found.",
    "found_first": "{count} places found. Below are the first {first}; one more word makes it "
    "fewer.",
    "found_nearly": "Nothing has all of that; found with what begins with: {words}.",
    "found_common": "That stands nearly everywhere, so titles come first.",
    "in_module": "Module {number}",
    "in_sources": "Sources",
    "in_glossary": "Words",
    "start": "How it begins",
    # private
    "nothing_sent": "What you type or choose on these pages is sent nowhere. Nothing is stored, "
    "unless you turn on “Keep my place” in a module.",
    "served": SERVED,
    "traces": "The browser may list these pages in its history and keep copies of them. A private "
    "window leaves less behind; it does not hide you from somebody who watches the device.",
    "leave_how": "“Leave now” at the top, or the Escape key twice, empties the page and opens an "
    f"empty one. {BACK}",
    "no_script": "JavaScript is off. Everything can be read. “Leave now” then only opens an empty "
    "page: the Back button leads here again.",
    # modules, plans, print
    "modules": "The modules",
    "minutes": "About {alone} minutes alone, {group} with a group.",
    "print": "To print, as PDF",
    "print_of": "module {number}",
    "handout": "Handout, to take home",
    "cards": "Cards, to cut",
    "guide": "Guide, for who leads",
    "a4": "A4",
    "letter": "US Letter",
    "print_link": "{kind}, PDF, {file}, module {number}",
    "sized": "{what}, {size} KB",
    "sized_pages": "{what}, {pages} pages, {size} KB",
    "sized_pages_one": "{what}, {pages} page, {size} KB",
    "plans": "As a workshop",
    "plan_minutes": "{minutes} minutes in all.",
    "plan_entry": "{minutes} min",
    "help_lists": "Help lines and how to find more, in “{title}”",
    # notebooks that run in the browser
    "notebooks_title": "Notebooks in the browser",
    "notebooks_about": "Each module as the notebook that it is kept in. Every cell can be run and "
    "changed, by Python inside this browser, and what a facilitator says stands in it too. To "
    "read, and on a small screen, the page of a module is the easier way.",
    "run_load": "The first notebook that you open loads about 30 MB: seconds on a fast connection, "
    "minutes on a slow one. Once it is ready it runs by itself.",
    "run_without": "Evaluating a workshop is not among them: it needs pandas, which is not "
    "to be had for the browser here.",
    "run_sent": "What you type, choose or change in a notebook stays in the memory of its tab. It "
    "is sent nowhere and stored nowhere. Closing or reloading the tab loses it.",
    "run_traces": "On a computer that others use: the browser may list these pages in its history "
    "and keep copies of their files, as of any page. Nothing of yours is in them, unless you save "
    "a copy from the File menu. A private window leaves less behind.",
    "run_leave": "“Leave now” stands above each notebook. The Escape key is one that notebooks use "
    "themselves, so inside a notebook it does not leave.",
    "run_choose": "Choose a notebook",
    "run_disk": "Opened from a folder, no notebook can run: a browser lets it only where these "
    "pages come from a web server. The pages of the modules work here.",
    "run_script": "JavaScript is off, and no notebook can run without it. The pages of the modules "
    "can be read.",
    "run_frame": "Notebook {number}: {title}",
    "run_all": "All notebooks",
    "run_page": "Read it as a page",
    "run_wait": "Getting ready. This can take a minute; then it runs by itself.",
    "run_done": "It has run. Answers stay in this tab.",
    "run_failed": "It could not run. Reload this page to try again, or read it as a page.",
    "run_how": "**This copy runs in your browser.** It runs by itself once it is ready; *Run*, "
    "*Run All Cells* runs it again. What you write and change is sent nowhere, and is gone when "
    "you close or reload the tab.",
    # handbook
    "handbook_title": "The handbook",
    "handbook_about": "For those who lead: how to hold a room, from the pass rule to a disclosure. "
    "Anyone may read it.",
    "handbook_home": "All of the handbook",
    "handbook_print": "To print",
    "handbook_book": "All chapters as one book",
    "chapters": "Chapters",
    "chapter": "Chapter {number}",
    "templates": "Templates to fill in",
    "templates_about": "For your own workshop: what to fill in stands as a line. DOCX opens in a "
    "word processor, PDF is to print and to write on.",
    "docx": "DOCX",
    "pdf_on": "PDF, {paper}",
    # sources and words
    "more": "Also here",
    "sources_title": "Where this comes from",
    "sources_about": "What each mark such as C19 rests on, with the date on which somebody last "
    "looked and what was read. An address may have changed since. A link opens the page of "
    "somebody else, who then knows of your visit.",
    "grades": "Grades",
    "grade_A": "Grade A: the first source of it, and the words that support it were read.",
    "grade_B": "Grade B: the first source of it, but the words were not in the excerpt, or were "
    "read in a copy.",
    "grade_C": "Grade C: somebody else’s account of it.",
    "grade": "Grade {grade}.",
    "read_how": "{how}.",
    "says": "What it says: {text}",
    "named_in": "Named in:",
    "named_chapter": "Handbook {number}: {title}",
    "named_guide": "Guide to {number} {title}",
    "glossary_title": "Words",
    "glossary_about": "What these words mean here. People may use others for themselves.",
    "glossary_none": "This copy has no list of words.",
}

# What a page of a module says otherwise when it stands in a site.
IN_SITE: Final[Mapping[str, str]] = {
    **PAGE,
    "traces": f"{PAGE['traces']} {SERVED}",
    "leave_how": f"{PAGE['leave_how']} {BACK}",
}
