"""The description of the room's routes as OpenAPI 3.1, written to docs/ and served to nobody."""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from askfirst.room.codes import CODES
from askfirst.room.described import OPERATIONS
from askfirst.room.guard import FORM
from askfirst.room.operation import Operation
from askfirst.room.requests import MOST_BYTES, MOST_HOST_BYTES
from askfirst.room.schemas import ACTIVITY, EVENT, SCHEMAS, closed

JSON: Final = "application/json"
PARAMETERS: Final = {"activity": ACTIVITY}
ABOUT: Final = (
    "The routes of a room, for whoever works on it. A phone needs none of them by hand. Everything "
    "that is refused has one shape, or is a page where a browser asks to show what comes. Other "
    f"methods get 405, other addresses 404, larger bodies than {MOST_BYTES} bytes (with the host "
    f"key, for a step, {MOST_HOST_BYTES}) 413. A field that is not described is not read."
)


def document() -> dict[str, Any]:
    """Return the whole description."""
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    errors: dict[str, Any] = {}
    for one in OPERATIONS:
        paths[one.path][one.method.lower()] = _operation(one)
        errors |= {"_or_".join(codes): _error(codes) for codes in _refused(one).values()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ask First: the room", "version": "1", "description": ABOUT},
        "paths": dict(paths),
        "components": {
            "responses": errors,
            "schemas": {name: dict(schema) for name, schema in SCHEMAS.items()},
            "securitySchemes": {"hostKey": {"type": "http", "scheme": "bearer"}},
        },
    }


def main() -> None:
    """Write the description to the file that is named."""
    text = json.dumps(document(), indent=1, ensure_ascii=False)
    Path(sys.argv[1]).write_text(f"{text}\n", encoding="utf-8")


def _operation(one: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{one.method.lower()}{one.path}").rstrip("_"),
        "summary": one.says,
        "responses": {"200": _reply(one)},
    }
    for status, codes in _refused(one).items():
        name = "_or_".join(codes)
        found["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
    if parameters := _parameters(one):
        found["parameters"] = parameters
    if one.fields is not None:
        schema = closed(one.fields, needed=one.needed)
        kinds = [JSON, *([FORM] if one.form else [])]
        found["requestBody"] = {"content": {kind: {"schema": schema} for kind in kinds}}
    if one.leads:
        found["security"] = [{"hostKey": []}]
    return found


def _reply(one: Operation) -> dict[str, Any]:
    if isinstance(one.reply, str):
        schema = EVENT if one.reply == "text/event-stream" else {"type": "string"}
        return {"description": one.says, "content": {one.reply: {"schema": dict(schema)}}}
    content = {JSON: {"schema": dict(one.reply)}}
    if one.form:
        content["text/html"] = {"schema": {"type": "string"}}
    return {"description": one.says, "content": content}


def _refused(one: Operation) -> dict[int, list[str]]:
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in sorted(one.refused):
        by_status[CODES[code]].append(code)
    return dict(sorted(by_status.items()))


def _error(codes: list[str]) -> dict[str, Any]:
    error = closed({"code": {"enum": codes}, "message": {"type": "string"}})
    return {
        "description": ", ".join(codes),
        "content": {
            JSON: {"schema": closed({"error": error})},
            "text/html": {"schema": {"type": "string"}},
        },
    }


def _parameters(one: Operation) -> list[dict[str, Any]]:
    named = re.findall(r"{(\w+)}", one.path)
    fixed = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": dict(
                PARAMETERS.get(name, {"type": "string", "pattern": "^[a-z0-9_]{1,60}$"})
            ),
        }
        for name in named
    ]
    asked = [
        {"name": name, "in": "query", "allowEmptyValue": True, "schema": {"type": "string"}}
        for name in one.query
    ]
    return [*fixed, *asked]


if __name__ == "__main__":
    main()
