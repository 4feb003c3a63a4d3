"""The titles of notebooks, whoever wrote them."""

from pathlib import Path

import pytest

from askfirst.curriculum import module_from_notebook


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# Jupytext *made* `it`", "Jupytext made it"),
        ("# **All bold**, and [linked](https://example.org) #", "All bold, and linked"),
        ("Said twice\n==========\n\nText", "Said twice"),
        ("\n\n#\tA tab", "A tab"),
        ("# snake_case_name, 5 * 3 * 2 and \\*stars\\*", "snake_case_name, 5 * 3 * 2 and *stars*"),
        ("# <i>Slanted</i> <!-- hidden --> & 1 < 2", "Slanted & 1 < 2"),
        ("# Costs $x_1 * y_1$ and `a_b_c`", "Costs $x_1 * y_1$ and a_b_c"),
        ("## Not the first level", "other"),
        ("| a |\n|===|", "other"),
    ],
)
def test_a_title_is_what_its_heading_says(source: str, title: str) -> None:
    """Marks of Markdown are no part of a title, in whichever way its heading is written."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    notebook = {"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [cell]}
    assert module_from_notebook(notebook, Path("other.ipynb")).title == title
