"""What can go wrong on the way out: an error that ends an export, a warning that does not."""

from askfirst.errors import AskFirstError


class ExportError(AskFirstError):
    """Something that is needed to export is missing or not what it should be."""


class ExportWarning(UserWarning):
    """Something in a notebook was left out or drawn in a plainer way; names file and cell."""
