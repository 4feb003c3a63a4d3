"""`askfirst texts`: a file with all that slides, print and pages say of their own accord."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from askfirst.curriculum import rows_if_any
from askfirst.disk import write_whole
from askfirst.errors import CurriculumError
from askfirst.export.translation import COLUMNS, OWN, TAG, file_of

Row = Mapping[str, str]


def write_texts(data: Path, tag: str) -> tuple[Path, int, int]:
    """Write the file of a language, or bring it up to date, and keep what is written in it.

    Args:
        data: The folder of the project's tables.
        tag: The language, such as "ar" or "pt-BR".

    Returns:
        The file, how many texts there are, and how many are still to write.

    Raises:
        CurriculumError: That is no tag, or the file cannot be read or written.
    """
    if TAG.fullmatch(tag) is None:
        raise CurriculumError(f"language is {tag!r}. Expected a tag like ar or pt-BR.")
    path = file_of(data, tag)
    given = {(row["where"], row["name"]): row for row in rows_if_any(path, *COLUMNS)}
    rows = [*_rows(given)]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, out.getvalue().encode("utf-8-sig"))  # or a spreadsheet misreads it
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise CurriculumError(f"{path}: cannot be written ({reason}).") from error
    return path, len(rows), sum(not row["text"] for row in rows)


def _rows(given: Mapping[tuple[str, str], Row]) -> Iterator[Row]:
    """Give a row for each text of ours, then what has no place any more: it is an author's."""
    listed = [(where, name) for where, texts in OWN.items() for name in texts]
    for where, name in listed:
        text = given.get((where, name), {}).get("text") or ""
        yield {"where": where, "name": name, "english": OWN[where][name], "text": text}
    for key in sorted(given.keys() - {*listed}):
        yield {column: given[key][column] or "" for column in COLUMNS}
