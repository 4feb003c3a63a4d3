"""How errors are raised, anywhere in the package."""

import ast

from askfirst.project import SOURCE_TREE


def test_no_error_is_made_once_and_raised_again() -> None:
    """Python hangs each raise onto an error that is raised again: with it what was at hand.

    A refusal that stands in a constant would so hold every request that was ever refused.
    """
    paths = sorted((SOURCE_TREE / "src" / "askfirst").rglob("*.py"))
    assert paths
    again = [
        f"{path.relative_to(SOURCE_TREE)}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id.isupper()
    ]
    assert again == []
