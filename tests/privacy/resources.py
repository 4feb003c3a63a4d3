"""What a file would load from elsewhere when it is opened, read by parsers of its format."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

INLINE: Final = re.compile(r"(data:|#|about:blank$|$)")
LOADS: Final = frozenset(
    {
        *("src", "srcset", "imagesrcset", "poster", "data", "background", "usemap", "xlink:href"),
        *("action", "formaction", "manifest", "ping", "code", "codebase", "archive", "classid"),
        *("longdesc", "profile", "dynsrc", "lowsrc", "icon"),
    }
)
FOLLOWED: Final = frozenset({"a", "area"})
IN_STYLE: Final = re.compile(r"url\(\s*[\"']?([^\"')]*)|@import\s+[\"']?([^\"';]*)", re.IGNORECASE)
# What may stand in a policy: what is in the file itself, named by its hash where it runs; styles
# of the file; and in a frame the file once more, for the speaker.
INSIDE: Final = re.compile(
    r".+ ('none'|data:|blob:|'sha256-[A-Za-z0-9+/=]+')|style-src 'unsafe-inline'"
    r"|frame-src ('self'|file:)"
)
BY_ITSELF: Final = ("/JS", "/AA", "/RichMedia", "/EmbeddedFiles", "/EF")
ACTIONS: Final = frozenset(
    {"/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/JavaScript", "/Rendition"}
)
EMBEDDED: Final = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
FILES: Final = ("vba", "macro", "oleobject", "embeddings", "activex", "externallink")
FIELDS: Final = re.compile(r"\s*(PAGE|NUMPAGES|HYPERLINK)\b")


class _Html(HTMLParser):
    """Notes whatever a browser would ask for by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = ""
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in = tag
        if tag == "meta":
            refresh = given.get("http-equiv", "").lower()
            self.policy += given["content"] if refresh == "content-security-policy" else ""
            self.found += [f"refresh {given['content']}"] if refresh == "refresh" else []
        if tag in {"iframe", "object", "embed", "applet", "frame", "base", "portal"}:
            self.found += [f"<{tag}>"]
        for name, value in given.items():
            loads = name in LOADS or (name == "href" and tag not in FOLLOWED)
            if loads and not INLINE.match(value):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name == "style":
                self.found += _in_style(value)
            if name.startswith("on"):
                self.found.append(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            self.found += _in_style(data)


def _in_style(text: str) -> list[str]:
    asked = (first or second for first, second in IN_STYLE.findall(text))
    return [f"style: {address}" for address in asked if not INLINE.match(address.strip())]


def of_html(content: bytes) -> list[str]:
    """Return what a page loads, and what its policy would let its own scripts load or send."""
    page = _Html(content.decode())
    rules = dict(rule.split(maxsplit=1) for rule in page.policy.split(";") if rule.strip())
    wanted = ("default-src", "base-uri", "form-action")
    open_ = [f"policy: no {name} 'none'" for name in wanted if rules.get(name) != "'none'"]
    said = [f"{name} {one}" for name, all_ in rules.items() for one in all_.split()]
    open_ += [f"policy: {one}" for one in said if not INSIDE.fullmatch(one)]
    return [*page.found, *open_]


def of_office(content: bytes) -> list[str]:
    """Return what a presentation or document refers to outside itself, but for links to follow."""
    found = []
    with ZipFile(BytesIO(content)) as file:
        for name in file.namelist():
            if re.search(
                r"vba|macro|oleObject|embeddings|activeX|externalLink", name, re.IGNORECASE
            ):
                found.append(name)
            if name.endswith(".rels"):
                found += [f"{name}: {one}" for one in _relations(file.read(name))]
            elif name.endswith(".xml"):
                found += [f"{name}: {one}" for one in _fields(file.read(name))]
    return found


def _relations(content: bytes) -> Iterator[str]:
    for relation in fromstring(content):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        outside = relation.get("TargetMode") == "External"
        if outside and not kind.endswith("/hyperlink"):
            yield f"{kind} {target}"
        if outside and not re.match(r"(https?|tel|mailto):", target):
            yield f"link {target}"


def _fields(content: bytes) -> Iterator[str]:
    for element in fromstring(content).iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "instrText" and not re.match(
            r"\s*(PAGE|NUMPAGES|HYPERLINK)\b", element.text or ""
        ):
            yield f"field {element.text}"
        for attribute, value in element.attrib.items():
            if attribute.endswith("}link") or (attribute == "action" and "program" in value):
                yield f"{name} {attribute} {value}"


def of_pdf(content: bytes) -> list[str]:
    """Return whatever in a PDF acts by itself or lies outside, but for links to follow."""
    reader = PdfReader(BytesIO(content))
    numbers = {*(number for table in reader.xref.values() for number in table), *reader.xref_objStm}
    things = [reader.get_object(IndirectObject(number, 0, reader)) for number in numbers if number]
    held = [part for thing in things for part in _dictionaries(thing)]
    found = [one for part in held for one in _of_dictionary(part)]
    catalogue = reader.root_object
    found += [name for name in ("/AcroForm", "/Collection") if name in catalogue]
    fonts = [part for part in held if part.get("/Type") == "/FontDescriptor"]
    return found if fonts else [*found, "no font is embedded"]


def _dictionaries(thing: Any) -> Iterator[DictionaryObject]:
    """Yield a dictionary, and those in it that are no objects of their own."""
    if isinstance(thing, DictionaryObject):
        yield thing
        thing = [dict.__getitem__(thing, name) for name in thing]
    if isinstance(thing, list):
        for part in thing:
            yield from _dictionaries(part)


def _of_dictionary(part: DictionaryObject) -> Iterator[str]:
    action, address = part.get("/S"), str(part.get("/URI"))
    if action in ACTIONS:
        yield f"action {action}"
    if action == "/URI" and not re.match(r"(https?|tel|mailto):", address):
        yield f"link {address}"
    yield from (name for name in BY_ITSELF if name in part)
    if part.get("/Type") == "/FontDescriptor" and not EMBEDDED & {*part}:
        yield f"font {part.get('/FontName')}"
    if "/F" in part and "/Length" in part:
        yield "a stream from a file"


READERS: Final = {".html": of_html, ".pptx": of_office, ".docx": of_office, ".pdf": of_pdf}


def outside(name: str, content: bytes) -> list[str]:
    """Return what a file loads from outside, by its kind; a kind that none reads is an error."""
    return READERS["." + name.rpartition(".")[2]](content)
