"""What somebody declares in the conflict register, and for how long that is taken to be whole."""

from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.access.domain.references import REFERENCE_NEEDED, canonical

NOTHING, SELF, RELATIVE = "nothing", "self", "relative"
HOLDS_FOR = timedelta(days=365)
"""After this, everybody is asked whether their declaration is still whole."""
LONGEST_NAME, LONGEST_REASON = 200, 500


@dataclass(frozen=True, slots=True)
class NewDeclaration:
    """`kind` is one of the three above. Somebody is named by reference, or by name and date of birth."""

    kind: str
    reference: str = ""
    name: str = ""
    born_on: date | None = None

    def check(self, today: date) -> None:
        """Raise `BadInput` unless it names exactly one person in one way, or nobody."""
        if self.kind == NOTHING:
            if self.reference.strip() or self.name.strip() or self.born_on:
                message = "You have named somebody. Choose what they are to you, or take the name out."
                raise BadInput.one(message, "kind")
            return
        problems = self._by_reference() if self.reference.strip() else self._by_name(today)
        if self.kind not in (SELF, RELATIVE):
            problems.append(Problem("Choose what you declare.", "kind"))
        if problems:
            raise BadInput(problems)

    def _by_reference(self) -> list[Problem]:
        problems = []
        if not canonical(self.reference):
            problems.append(Problem(REFERENCE_NEEDED, "reference"))
        if self.name.strip() or self.born_on:
            problems.append(Problem("Give the reference or the name, not both.", "name"))
        return problems

    def _by_name(self, today: date) -> list[Problem]:
        problems = []
        if not self.name.strip():
            problems.append(Problem("Enter their reference, or their full name.", "name"))
        if len(self.name) > LONGEST_NAME:
            problems.append(Problem(f"Use at most {LONGEST_NAME} characters.", "name"))
        if self.born_on and self.born_on > today:
            problems.append(Problem("This day has not come. Check the year.", "born_on"))
        return problems
