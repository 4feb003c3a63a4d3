from askfirst.export.markdown import BlockKind
from askfirst.export.prose import Piece, read_prose
from askfirst.export.runs import Run


def read(source: str, complaints: list[str] | None = None) -> tuple[Piece, ...]:
    tell = (complaints if complaints is not None else []).append
    return read_prose(source, tell)


def test_each_kind_of_block_is_a_piece() -> None:
    """Headings, text, lists, tables, side notes and code keep their order and their shape."""
    found = read(
        "## Head\n\nText\n\n- one\n- two\n\n3. three\n\n| a | b |\n|---|---|\n| c | |\n\n"
        "> side\n\n```\ncode\n```"
    )
    assert [piece.kind.value for piece in found] == [
        *("heading", "text", "list", "list", "table", "side", "code")
    ]
    assert found[0].level == 2
    assert [piece.start for piece in found[2:4]] == [-1, 3]
    assert found[4].rows == (((Run(text="a"),), (Run(text="b"),)), ((Run(text="c"),), ()))
    assert found[2].text == "one\ntwo"


def test_runs_know_what_they_are() -> None:
    """Stress is bold, a mark is its claim, code is code, and a link keeps its address."""
    (piece,) = read("a **b** *c* `d` [e](https://f.org) [C19](#C19)")
    assert [run for run in piece.runs if run.text.strip()] == [
        Run(text="a "),
        Run(text="b", bold=True),
        Run(text="c", bold=True),
        Run(text="d", code=True),
        Run(text="e", href="https://f.org"),
        Run(text="C19", href="#C19", mark=True),
    ]
    assert [*piece.claims()] == ["C19"]


def test_a_picture_is_a_piece_of_its_own() -> None:
    """A picture among words stands between them, with its words."""
    found = read("before ![two *lines*](a.svg) after")
    assert [piece.kind for piece in found] == [BlockKind.TEXT, BlockKind.PICTURE, BlockKind.TEXT]
    assert (found[1].where, found[1].text) == ("a.svg", "two lines")


def test_a_link_that_leads_elsewhere_is_only_words() -> None:
    """What is not web, mail or this page is left out, and that is said."""
    complaints: list[str] = []
    (piece,) = read("[x](javascript:y) [z](file:///etc)", complaints)
    assert not any(run.href for run in piece.runs)
    assert len(complaints) == 2


def test_a_line_to_write_on_is_kept() -> None:
    """A rule of underscores is a line to write on, also alone in a list; other rules go."""
    (listed,) = read("- ________________________")
    assert set(listed.text) == {"_"}
    assert read("---") == ()
