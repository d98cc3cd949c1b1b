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
    "Say what you look for each time. Each look is written down with it.",
    "Your training in sharing must be in date.",
    "If a child is in danger now, call 999. You can always tell of a worry.",
)
"""What holds under every agreement that opens something."""
MOST_NAMED = 4
"""Agencies named in a sentence; the schedule names all."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One line in plain words: what somebody may see, then the rest, each under its name.

    `mine` says that the reader works at a recipient.
    """

    number: int
    heading: str
    see: str
    rest: tuple[tuple[str, str], ...]
    mine: bool = False

    @property
    def text(self) -> str:
        """The whole of it."""
        return " ".join([self.see, *(text for _name, text in self.rest)])


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
    always = (*_shared(terms), *ALWAYS, *_asking(terms)) if openings else ()
    return Summary(_lead(terms), tuple(sorted(openings, key=lambda one: not one.mine)), always)


def _lead(terms: Terms) -> str:
    if terms.lines:
        return terms.summary
    nothing = f"This {_noun(terms.kind)} opens no data by itself."
    return " ".join(part for part in (terms.summary, nothing) if part)


def _noun(kind: AgreementKind) -> str:
    label = KINDS[kind]
    return label[:1].lower() + label[1:]


def _shared(terms: Terms) -> Iterator[str]:
    """What is the same for every line, said once, so that the page stays one page."""
    if _one_period(terms):
        yield f"All of this: {_when(terms.lines[0], terms)}"
    if _one_handling(terms) and (marking := handling(terms.lines[0].handling)):
        yield f"Handle it as {marking}."


def _one_period(terms: Terms) -> bool:
    return len({(line.starts_on, line.ends_on) for line in terms.lines}) == 1


def _one_handling(terms: Terms) -> bool:
    return len({frozenset(line.handling) for line in terms.lines}) == 1


def _asking(terms: Terms) -> Iterator[str]:
    if terms.permits_requests:
        yield "Do you need more about one person? You can ask the agency that holds it."


def _opening(line: Line, terms: Terms, words: Words, mine: bool) -> Opening:
    own = set(line.provider_ids) == set(line.recipient_ids)
    heading = words.data_set(line.data_set) + ("" if own else f", from {_some(words, line.provider_ids, 'and')}")
    rest = [("About", " ".join(_whom(line, words))), ("Why", sentence(words.purpose(line.purpose)))]
    if not _one_period(terms):
        rest.append(("When", sentence(_when(line, terms))))
    rest.append(("How long you keep it", sentence(line.retention or "keep no copy")))
    if not _one_handling(terms):
        rest.append(("Handling", sentence(handling(line.handling) or "none is named")))
    return Opening(line.number, heading, _see(line, words, own=own), tuple(rest), mine)


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


def _see(line: Line, words: Words, *, own: bool) -> str:
    named = listed(map(_lower, words.fields(line)))
    who, whose = _who(line, words), " in your own records" if own else ""
    if is_look_up(line, words):
        return f"{who}, you may ask for {named}."
    if not words.left_out(line):
        return f"{who}, you may see everything{whose}: {named}."
    return f"{who}, you may see{whose} {named}. The rest stays closed."


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
        yield "Nobody can be known from it."
    else:
        yield sentence(whom)
    if line.needs_relationship:
        yield "Only while you work with them."


def _when(line: Line, terms: Terms) -> str:
    since, until = line.starts_on or terms.starts_on, line.ends_on or terms.ends_on
    opens = f"open from {show_date(since)}" if since else "open from the day on which all have signed"
    return f"{opens}, closed on {show_date(until)}." if until else f"{opens}."
