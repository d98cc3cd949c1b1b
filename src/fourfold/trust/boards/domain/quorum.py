"""Whether a meeting may decide: enough of the voting seats were filled."""

from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.trust.boards.domain.states import Part, Presence


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many voting seats were filled, and how many are needed."""

    filled: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether the meeting may decide."""
        return self.filled >= self.needed

    @property
    def sentence(self) -> str:
        """`5 voting seats were filled and 4 are needed: the meeting had its quorum.`"""
        seats = "1 voting seat was filled" if self.filled == 1 else f"{self.filled} voting seats were filled"
        verb = "is" if self.needed == 1 else "are"
        said = "the meeting had its quorum." if self.is_met else "the meeting had no quorum."
        return f"{seats} and {self.needed} {verb} needed: {said}"


def quorum_of(seats: Iterable[tuple[Part, Presence]], needed: int) -> Quorum:
    """Counted from the seats that vote; a substitute counts for the seat they fill."""
    return Quorum(sum(1 for part, presence in seats if part.votes and presence.fills_the_seat), needed)
