"""An agreement as a document: cover, one page, clauses, signatures, schedule, law, review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.ground.documents.model import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    SummaryList,
    Table,
    Text,
    Tone,
)
from fourfold.ground.documents.words import paragraphs
from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Terms
from fourfold.trust.agreements.paper.phrases import KINDS, STATES, TIERS, listed
from fourfold.trust.agreements.paper.schedule import schedule
from fourfold.trust.agreements.paper.summary import Summary, summary_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.catalogue.domain.entries import Dated

MARKING = "OFFICIAL"
"""An agreement holds no personal data but the names of those who sign for their agencies."""
_GROUP = 8


@dataclass(frozen=True, slots=True)
class Signed:
    """A party, and who signed for it when; empty and None where nobody has.

    `is_open`: a collective, which signs nothing itself; its members may join.
    """

    agency: str
    signs_for: tuple[str, ...] = ()
    by: str = ""
    on: date | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a version is beside its terms: its state, who signed, the fingerprint of the text, and the day asked."""

    state: State
    signed: tuple[Signed, ...]
    text_hash: str
    today: date


def document_of(terms: Terms, words: Words, standing: Standing) -> Document:
    """The whole agreement, to be read on a page, in PDF or in Word."""
    said = words.naming(terms)
    blocks = (
        *_state(standing),
        *_one_page(summary_of(terms, said), has_lines=bool(terms.lines)),
        *_clauses(terms),
        *_signatures(standing),
        *schedule(terms, said),
        *_law(said.law(terms)),
        *_review(terms),
    )
    return Document(
        title=terms.title,
        subtitle=KINDS[terms.kind],
        marking=MARKING,
        date=standing.today,
        version=f"{terms.version}, {STATES[standing.state].lower()}",
        blocks=blocks,
        cover=tuple(_cover(terms, said)),
    )


def _cover(terms: Terms, words: Words) -> Iterator[tuple[str, str]]:
    yield "Reference", terms.reference
    yield "Tier", TIERS[terms.tier]
    if terms.under:
        yield "Stands under", terms.under
    yield "Parties", listed(party.name for party in terms.parties)
    if terms.data_sets:
        yield "About", listed(map(words.data_set, terms.data_sets))
    yield "In force from", show_date(terms.starts_on) or "the day on which all have signed"
    yield "Ends", show_date(terms.ends_on) or "when it is replaced or withdrawn"
    yield "Reviewed by", show_date(terms.review_on) or "not set"


def _state(standing: Standing) -> Iterator[Block]:
    match standing.state:
        case State.DRAFT | State.CONSULTATION | State.SIGNING:
            text = "It opens nothing until every party has signed, and its words may still change."
            if standing.state is State.SIGNING:
                text = "It opens nothing until every party has signed. Its words no longer change."
            yield Callout(STATES[standing.state], text, Tone.WARN)
        case State.SUSPENDED:
            yield Callout("Suspended", "Nothing is shared under it until it is resumed.", Tone.WARN)
        case State.WITHDRAWN | State.REPLACED:
            yield Callout(STATES[standing.state], "It opens nothing any more. This is kept as a record.", Tone.WARN)


def _one_page(summary: Summary, *, has_lines: bool) -> Iterator[Block]:
    title = "What you may see, why, for how long" if has_lines else "In short"
    yield Heading(1, title)
    for text in paragraphs(summary.lead):
        yield Paragraph(text)
    for opening in summary.openings:
        yield Heading(2, opening.heading)
        yield Paragraph(opening.see)
        yield SummaryList(opening.rest)
    if summary.always:
        yield Heading(2, "Always")
        yield Bullets(summary.always)
    yield PageBreak()


def _clauses(terms: Terms) -> Iterator[Block]:
    if not terms.clauses:
        return
    asked = terms.kind in (AgreementKind.DPIA, AgreementKind.EQUALITY_ASSESSMENT)
    yield Heading(1, "Questions and answers" if asked else "What we agree")
    for clause in terms.clauses:
        yield Heading(2, f"{clause.number}. {clause.heading}")
        for text in paragraphs(clause.text):
            yield Paragraph(text)


def _signatures(standing: Standing) -> Iterator[Block]:
    yield Heading(1, "Parties and signatures")
    columns = (Column("Party", 1.4), Column("Signs also for", 1.4), Column("Signed by", 1.2), Column("On"))
    rows = tuple(map(_signature, standing.signed))
    yield Table("Who is party, and who has signed", columns, rows)
    if standing.text_hash:
        yield SummaryList((("Fingerprint of the text signed (SHA-256)", fingerprint(standing.text_hash)),))
        yield Paragraph(
            "Each signature is over this fingerprint. If a single letter of the terms changed, it would be another.",
            quiet=True,
        )


def _signature(party: Signed) -> tuple[Text, ...]:
    if party.is_open:
        return (party.agency, "its members, which may join", "signs nothing itself", "-")
    return (
        party.agency,
        listed(party.signs_for) or "itself alone",
        party.by or "not signed yet",
        show_date(party.on) or "not signed yet",
    )


def fingerprint(text_hash: str) -> str:
    """A hash in groups of eight, so that two can be compared by eye."""
    return " ".join(text_hash[place : place + _GROUP] for place in range(0, len(text_hash), _GROUP))


def _law(records: Sequence[Dated]) -> Iterator[Block]:
    if not records:
        return
    yield Heading(1, "The law it stands on")
    columns = (Column("Record", 1.4), Column("What it says", 2.4), Column("In force", 1.2), Column("Checked"))
    yield Table("Law, with where it stands and who checked it when", columns, tuple(map(_record, records)))


def _record(found: Dated) -> tuple[Text, ...]:
    label: Text = (Link(found.label, found.source_url),) if found.source_url else found.label
    checked = show_date(found.verified_on) if found.verified_on else "still to be checked against its source"
    return (label, found.text or found.label, _in_force(found), checked)


def _in_force(found: Dated) -> str:
    if found.since is None:
        return "not yet, or not known"
    ended = f" up to {show_date(found.until)}" if found.until else ""
    return f"since {show_date(found.since)}{ended}"


def _review(terms: Terms) -> Iterator[Block]:
    yield Heading(1, "Review")
    if terms.review_on:
        yield Paragraph(
            f"The parties review this by {show_date(terms.review_on)}. Any party can ask for an earlier review, "
            "and any party can suspend it at once."
        )
    else:
        yield Paragraph("No day of review is set yet. It needs one before it is signed.")
