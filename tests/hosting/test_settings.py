"""What was typed for a service of rooms: what is wrong is said in one line, before it starts."""

from dataclasses import replace
from pathlib import Path

import pytest

from askfirst.errors import StartError
from askfirst.hosting.front import hash_key
from askfirst.hosting.settings import read_settings
from askfirst.hosting.wishes import Wishes
from tests.hosting.hosted import DOMAIN, KEY, certify


@pytest.fixture
def wishes(tmp_path: Path) -> Wishes:
    key = tmp_path / "organisation-key"
    key.write_text(f"{KEY}\n", encoding="utf-8")
    return Wishes(workers="1", port="8443", host="127.0.0.1", domain=DOMAIN, organisation=key)


def test_on_this_computer_alone(wishes: Wishes, tmp_path: Path) -> None:
    """Without certificate or proxy it answers this computer, and keeps a hash of the key."""
    settings = read_settings(wishes)
    assert settings.plain
    assert settings.organisation == hash_key(KEY)
    assert KEY not in repr(settings)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "rooms.test", ""])
def test_no_room_for_others_without_tls(wishes: Wishes, tmp_path: Path, host: str) -> None:
    """Where others can reach it, TLS has to lead there."""
    with pytest.raises(StartError, match="--certificate and --key, or --behind-proxy"):
        read_settings(replace(wishes, host=host))
    assert not read_settings(replace(wishes, host=host, proxied=True)).plain


def test_certificate(wishes: Wishes, tmp_path: Path) -> None:
    """A certificate with its key is taken; one alone, or what is none, is not."""
    made = certify(tmp_path)
    both = replace(wishes, host="0.0.0.0", certificate=made.chain, key=made.key)
    settings = read_settings(both)
    assert (settings.certificate, settings.plain) == ((made.chain, made.key), False)
    with pytest.raises(StartError, match="Give both"):
        read_settings(replace(both, key=None))
    with pytest.raises(StartError, match="as PEM"):
        read_settings(replace(both, key=made.authority))


@pytest.mark.parametrize("domain", ["", "rooms test", "*.rooms.test", "a/b", "räume.test"])
def test_no_domain(wishes: Wishes, tmp_path: Path, domain: str) -> None:
    """What is no domain is refused by its name."""
    with pytest.raises(StartError, match="--domain"):
        read_settings(replace(wishes, domain=domain))


@pytest.mark.parametrize("hours", ["0", "73", "-1", "1.5", "x"])
def test_hours(wishes: Wishes, tmp_path: Path, hours: str) -> None:
    """A room is held for whole hours, three days at most."""
    with pytest.raises(StartError, match="--hours"):
        read_settings(replace(wishes, hours=hours))


def test_key(wishes: Wishes, tmp_path: Path) -> None:
    """A key that is not there, or short, is refused, and what it says is not repeated."""
    with pytest.raises(StartError, match="openssl rand"):
        read_settings(replace(wishes, organisation=tmp_path / "none"))
    wishes.organisation.write_text("hunter2", encoding="utf-8")
    with pytest.raises(StartError, match="at least 32") as short:
        read_settings(wishes)
    assert "hunter2" not in str(short.value)
