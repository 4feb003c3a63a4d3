"""What was typed, made into what workers are to know; whatever is wrong is found here."""

import re
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from askfirst.errors import StartError
from askfirst.hosting.front import hash_key
from askfirst.hosting.wire import Settings
from askfirst.hosting.wishes import Wishes
from askfirst.opening.wishes import read_number

MOST_WORKERS: Final = 64
MOST_HOURS: Final = 72
LEAST_KEY: Final = 32
DOMAIN: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.ASCII)


def read_settings(wishes: Wishes) -> Settings:
    """Return what the workers are to know.

    Raises:
        StartError: Something does not fit, or would have phones send what anybody can read.
    """
    domain = wishes.domain.lower().strip(".")
    if not DOMAIN.fullmatch(domain):
        raise StartError(f"--domain {wishes.domain!r}: expected a name such as rooms.example.org.")
    certificate = _certificate(wishes.certificate, wishes.key)
    plain = not certificate and not wishes.proxied
    if plain and not _here(wishes.host):
        raise StartError(
            f"--host {wishes.host!r}: without TLS anybody on the way could read answers. Give "
            "--certificate and --key, or --behind-proxy where a proxy speaks TLS for it."
        )
    return Settings(
        domain=domain,
        organisation=hash_key(read_key(wishes.organisation)),
        hours=read_number(wishes.hours, "--hours", most=MOST_HOURS),
        certificate=certificate,
        proxied=wishes.proxied,
        plain=plain,
    )


def read_key(path: Path) -> str:
    """Return the organisation's key.

    Raises:
        StartError: It cannot be read, or could be guessed.
    """
    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(
            f"{path}: the organisation's key cannot be read. Make one with: openssl rand -hex 32"
        ) from error
    if len(key) < LEAST_KEY:
        raise StartError(
            f"{path}: a key has at least {LEAST_KEY} characters, this one {len(key)}. Make one "
            "with: openssl rand -hex 32"
        )
    return key


def _certificate(chain: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    if chain is None and key is None:
        return None
    if chain is None or key is None:
        raise StartError("--certificate and --key: one was given without the other. Give both.")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(chain, key)
    except OSError as error:  # ssl's own errors are of this kind
        raise StartError(
            f"{chain} and {key}: are no certificate and its key that can be read, as PEM."
        ) from error
    return chain.resolve(), key.resolve()


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
