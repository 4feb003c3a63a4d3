"""The list of what was made: the hash of each output, and of what it was made from."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from askfirst.disk import write_whole

NAME: Final = "manifest.json"
KEYS: Final = frozenset({"sha256", "made_from"})
MORE: Final = frozenset({"set_from"})


class Made(Struct, frozen=True, kw_only=True):
    """One output.

    Attributes:
        sha256: Of its bytes.
        made_from: The fingerprint of all that went into it.
        set_from: Of what is printed, the fingerprint of what was laid out; "" where it has none,
            and where something was said while it was laid out, which would be said no more.
    """

    sha256: str
    made_from: str
    set_from: str = ""


Manifest = Mapping[str, Made]


def read_manifest(out: Path) -> Manifest:
    """Return what was made into a folder before; nothing where there is no list that can be read.

    An unreadable list costs making everything again, and what lies there is then taken for
    somebody's own work.
    """
    try:
        outputs = json.loads((out / NAME).read_bytes())["outputs"]
        made = {
            str(name): Made(**entry)
            for name, entry in outputs.items()
            if KEYS <= {*entry} <= KEYS | MORE
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return MappingProxyType({})
    return MappingProxyType(made)


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Write the list, in the order of the names, so that equal outputs give an equal list."""
    outputs = {
        name: {key: said for key, said in asdict(manifest[name]).items() if said}
        for name in sorted(manifest)
    }
    text = json.dumps({"outputs": outputs}, ensure_ascii=False, indent=1) + "\n"
    write_whole(out / NAME, text.encode(), sync=False)


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file's bytes, None where there is no file."""
    try:
        return hashed(path.read_bytes())
    except FileNotFoundError:
        return None


def hashed(content: bytes) -> str:
    """Return the hash of an output, as other tools compute it too."""
    return sha256(content).hexdigest()
