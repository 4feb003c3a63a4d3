"""What the room takes and says, as JSON Schema: words that go in, and snapshots that come out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Schema = Mapping[str, Any]

SEAT: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}
NONCE: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
ACTIVITY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{2}-[a-z0-9-]{1,60}$"}
ROUND: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": 99999}
TEXT: Final[Schema] = {"type": "string", "maxLength": 600}
PAD: Final[Schema] = {"type": "string", "pattern": "^ {0,1024}$"}
BOX: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,4000}$"}
PLACE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 99999}


def closed(fields: Mapping[str, Any], *, needed: Sequence[str] | None = None) -> Schema:
    """Return the schema of an object with these fields and no others."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields if needed is None else needed),
        "additionalProperties": False,
    }


def named(name: str) -> Schema:
    """Return what refers to a schema that is written once."""
    return {"$ref": f"#/components/schemas/{name}"}


ACCEPTED: Final = closed({"accepted": {"const": True}})
EVENT: Final = closed(
    {
        "event": {"enum": ["now", "state"]},
        "data": {"type": "string"},
        "retry": {"type": ["integer", "string"]},
    },
    needed=["data"],
)
SNAPSHOT: Final = named("HostSnapshot")
DRAFT: Final = closed(
    {"kind": TEXT, "said": TEXT, "kept": {"type": ["boolean", "null"]}},
)
SCHEMAS: Final[Mapping[str, Schema]] = {
    "PhoneSnapshot": closed(
        {
            "activity": {"type": ["object", "null"]},
            "phase": {"enum": ["draft", "open", "closed", "released", "ended"]},
            "round": ROUND,
            "held": {"type": "array", "items": {"type": "string"}},
            "standing": {"type": "array", "items": {"type": "string"}},
            "renewed": {"type": "string"},
        },
        needed=["activity", "phase", "round", "held", "standing"],
    ),
    "HostSnapshot": closed(
        {
            "room": closed(
                {
                    **{name: {"type": "string"} for name in ("address", "join", "qr", "lab")},
                    "size": PLACE,
                    "word": {"type": "string"},
                    "ended": {"type": "boolean"},
                    "headCount": {"type": "integer", "minimum": 1, "maximum": 1000},
                    "joined": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2},
                    "results": PLACE,
                    "clock": {"type": "object"},
                    "goesOn": {"const": True},
                    "hat": {"type": "object"},
                    "sealed": {"const": True},
                },
                needed=["address", "join", "qr", "size", "lab", "word", "headCount", "joined",
                        "results", "ended", "clock"],
            ),
            "plan": {"type": "object"},
            "activities": {"type": "object", "additionalProperties": named("Asked")},
            "left": closed({**{name: {"type": "object"} for name in ("memory",)},
                            "replica": {"type": ["object", "null"]},
                            "files": {"type": "array", "items": {"type": "object"}},
                            "others": PLACE}),
        },
        needed=["room", "plan", "activities"],
    ),
    "Asked": closed(
        {
            "spec": {"type": "object"},
            "phase": {"enum": ["draft", "open", "closed", "released"]},
            "round": ROUND,
            "progress": {
                "anyOf": [
                    {"type": "null"},
                    closed({"pips": {"type": "integer", "minimum": 0, "maximum": 4},
                            "words": {"type": "string"}}),
                ]
            },
            "release": {"type": ["object", "null"]},
            **{name: {"type": "boolean"} for name in ("looked", "lost", "renewed")},
            "signals": {"type": "array", "items": {"type": "string"}},
        },
        needed=["spec", "phase", "round", "progress", "release"],
    ),
}  # fmt: skip
