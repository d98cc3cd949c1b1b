"""The delivery API in words, made from its one description."""

from dataclasses import dataclass

from fourfold.records.feeds.domain.api import BASE, OPERATIONS, PROBLEMS


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call: its method and address, what it is for, what stands in the address, and its content."""

    key: str
    method: str
    path: str
    title: str
    text: str
    parameters: list[tuple[str, str, bool]]
    content: str
    answers: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A kind of refusal."""

    key: str
    status: int
    title: str
    text: str


def calls() -> list[CallLine]:
    """Every call, in the order of the description."""
    return [
        CallLine(
            key=one.key,
            method=one.method,
            path=f"{BASE}{one.path}",
            title=one.title,
            text=one.text,
            parameters=[(said.name, said.text, said.is_required) for said in one.parameters],
            content=", ".join(one.content),
            answers=", ".join(f"{status} ({', '.join(media)})" for status, media in one.answers.items()),
            is_signed=one.is_signed,
        )
        for one in OPERATIONS
    ]


def problems() -> list[ProblemLine]:
    """Every kind of refusal, by its status."""
    return [
        ProblemLine(key, one.status, one.title, one.text)
        for key, one in sorted(PROBLEMS.items(), key=lambda pair: pair[1].status)
    ]
