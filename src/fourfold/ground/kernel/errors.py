"""Errors that a person can act on. Each says what happened and how to mend it; none leaks what is hidden."""

from dataclasses import dataclass, field


class FourfoldError(Exception):
    """Base of every expected error. `str(error)` is safe to show to the person who caused it."""


class NotAllowed(FourfoldError):
    """A policy said no. `reason` is a plain sentence; `permission` the permission that was asked for."""

    def __init__(self, permission: str, reason: str, *, subject_kind: str = "", subject_id: str = "") -> None:
        super().__init__(reason)
        self.permission = permission
        self.reason = reason
        self.subject_kind = subject_kind
        self.subject_id = subject_id


class NotFound(FourfoldError):
    """Absent, or hidden from this actor: the two are never told apart, to the person or in timing."""

    def __init__(self, subject_kind: str, subject_id: object = "") -> None:
        super().__init__("Page not found")
        self.subject_kind = subject_kind
        self.subject_id = str(subject_id)


class Conflict(FourfoldError):
    """Somebody else changed the same thing first. Nothing was saved; the caller shows both versions."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input. `where` is a field name, or a line and cell of a file."""

    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass
class BadInput(FourfoldError):
    """The input cannot be taken. Nothing was saved. Each problem says what is wrong and how to mend it."""

    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def one(cls, message: str, where: str = "") -> "BadInput":
        """An error with a single problem."""
        return cls([Problem(message, where)])

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def place_of(error: BaseException) -> str:
    """Where an unexpected error arose, as file and line. Logs say this: its words may hold personal data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
