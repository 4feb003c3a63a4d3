"""The small tree of errors: each says the thing, the value, what was expected and what to do."""


class AskFirstError(Exception):
    """Something the person at the keyboard can mend; its text is one line, shown as it is."""

    def _render_traceback_(self) -> list[str]:
        """Give a notebook the one line instead of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class DeclarationError(AskFirstError):
    """An activity was declared in a way that cannot be drawn or asked."""


class CurriculumError(AskFirstError):
    """A notebook, plan or table could not be read as what it should be."""


class RoomError(AskFirstError):
    """The room refused a step; `code` names the reason for programs, the text for people."""

    def __init__(self, code: str, message: str, status: int = 409) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class StartError(AskFirstError):
    """The workshop could not be opened on this machine."""


class EvaluationError(AskFirstError):
    """Results could not be read, or were asked for what they must not tell."""
