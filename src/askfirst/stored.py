"""Texts and outputs of a cell as a notebook stores them, whoever wrote it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from askfirst.terminal import printed

HALF: Final = re.compile("[\ud800-\udfff]")  # of a pair, alone: no letter, and no UTF-8 either


@lru_cache(maxsize=32)
def notebook_json(content: bytes) -> Any:
    """Return what a notebook's file holds, parsed once for all who ask; nobody changes it.

    Raises:
        ValueError: It is no JSON.
    """
    return json.loads(content)


def joined(text: object) -> str:
    """Return a text of a notebook, which may be a list of lines and hold halves of letters."""
    parts = text if isinstance(text, list | tuple) else [text]
    whole = "".join(map(_said, parts))
    try:  # looking for halves takes longer, and hardly any text has one
        whole.encode()
    except UnicodeEncodeError:
        return HALF.sub("\ufffd", whole)
    return whole


def streamed(outputs: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give outputs with the pieces of one stream together, as a terminal got them."""
    stream: dict[str, Any] = {}
    for output in outputs:
        if output.get("output_type") != "stream" or output.get("name") != stream.get("name"):
            if stream:
                yield stream
            stream = {}
        if output.get("output_type") == "stream":
            stream = {**output, "text": [stream.get("text"), joined(output.get("text"))]}
            stream["text"] = joined(stream["text"])
        else:
            yield output
    if stream:
        yield stream


def output_data(output: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an output shows by mime type; a stream is plain text, an error its last line."""
    if output.get("output_type") == "stream":
        return MappingProxyType({"text/plain": printed(joined(output.get("text")))})
    if output.get("output_type") == "error":
        said = f"{output.get('ename')}: {output.get('evalue')}"
        return MappingProxyType({"error": printed(joined(said))})
    data = {kind: value for kind, value in (output.get("data") or {}).items() if value is not None}
    read = {mime: v if mime.endswith("json") else joined(v) for mime, v in data.items()}
    if "text/plain" in read:
        read["text/plain"] = printed(read["text/plain"])
    return MappingProxyType(read)


def _said(part: object) -> str:
    """Return a text as it is, nothing as nothing, and what is no text as JSON."""
    if isinstance(part, str):
        return part
    return "" if part is None else json.dumps(part, ensure_ascii=False)
