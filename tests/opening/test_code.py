"""The code on the screen: any camera reads the same address from it, and it stays coarse."""

import re
from urllib.parse import urlsplit

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from askfirst.opening.code import code_of, qr_path
from askfirst.opening.word import WORDS
from askfirst.room.sealing import Sealing
from tests.opening.scanning import picture
from tests.room.rooms import client, make_room, number

PORTED = "http://192.168.137.201:8080/"
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z]{2,9}){0,2}|10\.0\.0\.[1-9]", fullmatch=True)
WORDINGS = st.sampled_from(["", *WORDS.split(), "river-stone-lake", "CDF-GHJ-KMN"])
DIGITS = st.integers(2**200, 2**256 - 1).map(str) | st.just("")


def read(link: str) -> str:
    (found,) = zxingcpp.read_barcodes(picture(link))
    return found.text


@given(st.sampled_from(["http", "https"]), HOSTS, st.integers(1, 65535), WORDINGS, DIGITS)
def test_a_camera_reads_the_same_address(
    scheme: str, host: str, port: int, word: str, digits: str
) -> None:
    """Whatever leads to the room: the same to a browser, and behind # the same but for capitals."""
    link = f"{scheme}://{host}:{port}/" + (f"#{word}.{digits}" if digits else f"#{word}")
    found, meant = urlsplit(read(link)), urlsplit(link)
    assert (found.scheme, found.hostname, found.port) == (scheme, host, port)
    assert found.path == "/"
    assert found.fragment == meant.fragment.upper()


@pytest.mark.parametrize("host", ["straße.local", "ışık.local:8080"])
def test_a_name_that_capitals_would_change_stays_as_it_is(host: str) -> None:
    """A name with letters beyond a to z is in the code as it was given."""
    assert read(f"http://{host}/#river") == f"http://{host}/#river"


def test_a_word_in_capitals_lets_a_phone_in() -> None:
    """The code holds the word in capitals, and the room takes it for the one on the screen."""
    room = make_room()
    said = {"word": room.word.upper(), "ticket": number("a")}
    assert client(room).post("/join", json=said).json()["seat"]


@pytest.mark.parametrize("word", [f(WORDS.split(), key=len) for f in (min, max)])
def test_a_code_stays_coarse(word: str) -> None:
    """At an address of numbers 25 modules, whatever the word, and 33 with the key of a room."""
    sealed = f"{PORTED}#{word}.{Sealing.begin('').digits}"
    assert (qr_path(f"{PORTED}#{word}")[1], qr_path(sealed)[1]) == (25, 33)


def test_the_drawn_code_is_the_code() -> None:
    """The path draws exactly the dark modules of the code."""
    path, size = qr_path(f"{PORTED}#river")
    dark = {
        (int(x) + i, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path)
        for i in range(int(run))
    }
    matrix = code_of(f"{PORTED}#river").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, on in enumerate(row) if on}
    assert size == len(matrix)
