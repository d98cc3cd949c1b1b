"""Looking up agencies: by key, by any spelling, and as what they are today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fourfold.trust.partnership.domain.register.agencies import Agency
from fourfold.trust.partnership.domain.register.spelling import comparable

Spellings = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Register:
    """Every agency by its key. Pure data: nothing here reads a file or a clock."""

    agencies: Mapping[str, Agency]
    spellings: Spellings = field(init=False, repr=False, compare=False)
    longest_spelling: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings = _spellings(self.agencies.values())
        object.__setattr__(self, "spellings", spellings)
        object.__setattr__(self, "longest_spelling", max(map(len, spellings), default=0))

    def __getitem__(self, key: str) -> Agency:
        return self.agencies[key]

    def resolve(self, name: str, on: date | None = None) -> Agency | None:
        """The agency that is written so, or None. Where two in turn bore one name, the one of the day `on`.

        Without a day, or where neither was there on it, the latest of them.
        """
        return self.of_words(comparable(name), on)

    def of_words(self, words: tuple[str, ...], on: date | None = None) -> Agency | None:
        """As `resolve`, for words that are already in their comparable form."""
        found = [self.agencies[key] for key in self.spellings.get(words, ())]
        if not found:
            return None
        there = [agency for agency in found if on is not None and agency.exists(on)]
        return max(there or found, key=lambda agency: (agency.starts or date.min, agency.key))

    def now(self, agency: Agency, on: date) -> Agency:
        """The body that `agency` is on the day `on`: its successors, followed as far as that day.

        Where a body was divided among several, the answer is the body itself: which of its heirs is meant
        is for a person to say (`heirs` names them).
        """
        heirs = self.heirs(agency, on)
        return self.now(heirs[0], on) if len(heirs) == 1 else agency

    def heirs(self, agency: Agency, on: date) -> tuple[Agency, ...]:
        """The bodies that had taken over from `agency` by the day `on`, one step on."""
        return tuple(self.agencies[step.key] for step in agency.successors if step.on <= on)

    def predecessors(self, agency: Agency) -> tuple[Agency, ...]:
        """The bodies that `agency` took over from, one step back."""
        return tuple(
            other for other in self.agencies.values() if any(step.key == agency.key for step in other.successors)
        )

    def members(self, agency: Agency, on: date) -> tuple[Agency, ...]:
        """The single bodies behind a collective on the day `on`, each once; the body itself if it is single.

        A collective whose bodies are too many to list (schools, say) stands for itself.
        """
        if agency.all_safeguarding:
            listed = [other for other in self.agencies.values() if _safeguards(other) and other.exists(on)]
        else:
            listed = [self.agencies[key] for key in agency.members]
        if not listed:
            return (self.now(agency, on),)
        found = (member for part in listed for member in self.members(self.now(part, on), on))
        return tuple({member.key: member for member in found}.values())


def _safeguards(agency: Agency) -> bool:
    return agency.statutory_safeguarding and not agency.is_collective


def _spellings(agencies: Iterable[Agency]) -> Spellings:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for agency in agencies:
        for words in dict.fromkeys(comparable(spelling) for spelling in agency.spellings):
            found[words] = (*found.get(words, ()), agency.key)
    return found
