from askfirst.room.places import Places


def test_one_address_may_hold_all() -> None:
    """A room behind one address has every place, and the next there is refused."""
    places = Places(lambda: 3)
    left: list[int] = []
    held = [places.take("a", lambda: left.append(1)) for _ in range(4)]
    assert [place is None for place in held] == [False, False, False, True]
    assert left == []


def test_newcomer_gets_one_of_the_address_that_holds_most() -> None:
    """Whoever comes from elsewhere gets the oldest place of the address that holds the most."""
    places = Places(lambda: 6)
    left: list[str] = []
    names = ["b1", "a1", "a2", "a3", "a4", "b2"]
    for name in names:
        places.take(name[0], lambda name=name: left.append(name))  # type: ignore[misc]
    assert places.take("c", lambda: None)
    assert places.take("c", lambda: None)
    assert left == ["a1", "a2"]
    assert places.take("c", lambda: None) is None  # each holds two now: nobody has more to give
    assert len(places) == 6


def test_idle_is_left_first() -> None:
    """A place where nothing is asked is left first, whoever comes and whosever it is."""
    places = Places(lambda: 3)
    left: list[str] = []
    first = places.take("a", lambda: left.append("first"), idle=True)
    second = places.take("b", lambda: left.append("second"), idle=True)
    places.take("a", lambda: left.append("third"))
    assert first
    assert second
    places.rest(first, idle=False)
    assert places.take("a", lambda: None)
    assert left == ["second"]
    places.rest(second, idle=True)  # it is nobody's any more
    places.rest(first, idle=True)
    assert places.take("a", lambda: None)
    assert left == ["second", "first"]


def test_what_is_given_back_leaves_no_trace() -> None:
    """Once every place is given back, twice even, nothing is held of any address."""
    places = Places(lambda: 5)
    taken = [places.take(str(name), lambda: None, idle=name % 2 == 0) for name in range(5)]
    for place in taken * 2:
        assert place
        places.free(place)
    assert (len(places), places._held, places._idle) == (0, {}, {})


def test_no_address_is_held() -> None:
    """An address is held only as a hash under a key of this process."""
    one, other = Places(lambda: 1), Places(lambda: 1)
    for places in (one, other):
        places.take("10.0.0.7", lambda: None)
    assert b"10.0.0.7" not in b"".join(one._held)
    assert one._held.keys() != other._held.keys()
