"""What you may see, why, for how long: the one page that everybody can read, made from the schedule."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, Terms
from fourfold.trust.agreements.paper.phrases import KINDS, NOBODY, handling, listed, people, roles, sentence
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.catalogue.domain.entries import DataSetKind, Sensitivity

ALWAYS = (
    "Say what you look for each time. You see nothing without a purpose.",
    "Each look is written down, with your name, the time and the purpose.",
    "Your training in sharing must be in date.",
    "If a child is in danger now, call 999. You can always tell of a worry.",
)
"""What holds under every agreement that opens something."""
MOST_NAMED = 4
"""Agencies named in a sentence; the schedule names all."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One line in plain words. `who` begins it; `mine` says that the reader works at a recipient."""

    number: int
    heading: str
    who: str
    sentences: tuple[str, ...]
    mine: bool = False

    @property
    def text(self) -> str:
        """The whole of it."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Summary:
    """The page: what it is about, what it opens, and what always holds."""

    lead: str
    openings: tuple[Opening, ...]
    always: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, to measure how it reads."""
        return "\n".join([self.lead, *(opening.text for opening in self.openings), *self.always])


def summary_of(terms: Terms, words: Words, mine: Collection[UUID] = ()) -> Summary:
    """The summary of `terms`; what opens to the agencies `mine` stands first."""
    said = words.naming(terms)
    openings = [_opening(line, terms, said, not set(mine).isdisjoint(line.recipient_ids)) for line in terms.lines]
    always = (*ALWAYS, *_asking(terms)) if openings else ()
    return Summary(_lead(terms), tuple(sorted(openings, key=lambda one: not one.mine)), always)


def _lead(terms: Terms) -> str:
    if terms.lines:
        return terms.summary
    nothing = f"This {_noun(terms.kind)} opens no data by itself."
    return " ".join(part for part in (terms.summary, nothing) if part)


def _noun(kind: AgreementKind) -> str:
    label = KINDS[kind]
    return label[:1].lower() + label[1:]


def _asking(terms: Terms) -> Iterator[str]:
    if terms.permits_requests:
        yield "Do you need more about one person? You can ask the agency that holds it."


def _opening(line: Line, terms: Terms, words: Words, mine: bool) -> Opening:
    own = set(line.provider_ids) == set(line.recipient_ids)
    heading = words.data_set(line.data_set) + ("" if own else f", from {_some(words, line.provider_ids, 'and')}")
    who = _who(line, words)
    parts = (_see(line, words, who, own=own), *_whom(line, words), *_why(line, words), *_until(line, terms))
    return Opening(line.number, heading, who, (*parts, _keep(line)), mine)


def _who(line: Line, words: Words) -> str:
    as_what = f" as {_a(roles(line.recipient_roles))}" if line.recipient_roles else ""
    return f"If you work at {_some(words, line.recipient_ids, 'or')}{as_what}"


def _a(role: str) -> str:
    return f"an {role}" if role[:1] in "aeiou" else f"a {role}"


def _some(words: Words, ids: Collection[UUID], word: str) -> str:
    """The agencies by name, or how many there are where the sentence would be a list."""
    if len(ids) <= MOST_NAMED:
        return words.agencies(ids, word)
    return f"one of {len(ids)} agencies" if word == "or" else f"{len(ids)} agencies"


def _see(line: Line, words: Words, who: str, *, own: bool) -> str:
    named = words.fields(line)
    if is_look_up(line, words):
        return f"{who}, you may ask for these facts: {listed(map(_lower, named))}."
    whose = "in your own records" if own else "in these records"
    if not words.left_out(line):
        return f"{who}, you may see all {len(named)} facts {whose}: {listed(map(_lower, named))}."
    return f"{who}, you may see {len(named)} facts {whose}: {listed(map(_lower, named))}. The rest stays closed."


def is_look_up(line: Line, words: Words) -> bool:
    """Whether a line lets somebody ask a system elsewhere."""
    found = words.catalogue.data_sets.get(line.data_set)
    return found is not None and found.kind is DataSetKind.LOOK_UP


def is_anonymous(line: Line, words: Words) -> bool:
    """Whether nobody can be known by what a line opens."""
    found = words.catalogue.data_sets.get(line.data_set)
    held = found.fields if found else ()
    return bool(held) and all(one.sensitivity is Sensitivity.NONE for one in held if one.key in line.fields)


def _lower(label: str) -> str:
    """A field's label within a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _whom(line: Line, words: Words) -> Iterator[str]:
    whom = people(line.subject_kinds, line.subject_roles)
    if whom == NOBODY or is_anonymous(line, words):
        yield "Nobody can be known from them."
    else:
        yield f"They are about {whom}."
    if line.needs_relationship:
        yield "You see them only while you work with the person."


def _why(line: Line, words: Words) -> Iterator[str]:
    yield f"Use them for one thing: {_lower(words.purpose(line.purpose))}."


def _until(line: Line, terms: Terms) -> Iterator[str]:
    since, until = line.starts_on or terms.starts_on, line.ends_on or terms.ends_on
    if since and until:
        yield f"This is open from {show_date(since)} and closes on {show_date(until)}."
    elif until:
        yield f"This closes on {show_date(until)}."
    elif since:
        yield f"This is open from {show_date(since)}."


def _keep(line: Line) -> str:
    keep = f"How long you keep them: {_lower(line.retention)}" if line.retention else "Keep no copy"
    marking = handling(line.handling)
    return sentence(keep) + (f" Handle them as {marking}." if marking else "")
