"""The record of processing of an agency, generated from the agreements in force to which it is party.

UK GDPR article 30(1) and (2); Data Protection Act 2018 section 61 for law enforcement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from fourfold.trust.agreements.domain.terms import AgreementKind, Line, Terms
from fourfold.trust.agreements.paper.phrases import REGIMES, handling, listed, people, roles, sentence
from fourfold.trust.agreements.paper.schedule import period
from fourfold.trust.agreements.paper.summary import is_anonymous
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.catalogue.domain.entries import Regime

MEASURES = (
    "Nothing opens but what a signed agreement in force names, field by field, for its purpose and period.",
    "Two factors at sign-in, and a new proof of identity before signing.",
    "Row-level security in the database says the same as the program, and fails closed.",
    "Only staff with training in date look; relatives, conflicts and restricted records are kept apart.",
    "Each look and each refusal is written, with its purpose, to a log that cannot be changed unnoticed.",
    "Backups are encrypted before they are written.",
    "Any party can suspend an agreement; what it opened closes at once.",
)
"""Article 30(1)(g), section 61(2)(i): the technical and organisational measures, in general."""
TRANSFERS = "None under these agreements."
"""Article 30(1)(e). Parties are bodies of the United Kingdom: the register of agencies holds no other."""
PROFILING = "None: Fourfold makes no score and no prediction of a person, and decides nothing by itself."
"""Section 61(2)(f)."""


@dataclass(frozen=True, slots=True)
class Processing:
    """One processing of the agency: what it does with which data, for whom, by which law, for how long."""

    reference: str
    line: int
    part: str
    """What the agency does: holds and uses, shares, receives."""
    data_set: str
    purpose: str
    subjects: str
    data: str
    fields: tuple[str, ...]
    with_whom: str
    """Recipients of what it shares; the source of what it receives."""
    who: str
    gateway: str
    basis: str
    conditions: str
    regime: str
    handling: str
    retention: str
    period: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record of one agency. `officers` names its data protection officers."""

    agency: str
    officers: tuple[str, ...]
    joint: tuple[str, ...]
    """Joint controllers and their arrangement (article 26, section 58)."""
    processors: tuple[str, ...]
    """Processors and their contract (article 28, section 59)."""
    assessments: tuple[str, ...]
    processings: tuple[Processing, ...]
    measures: tuple[str, ...] = field(default=MEASURES)
    transfers: str = TRANSFERS
    profiling: str = PROFILING


def record_of(agency_id: UUID, in_force: Iterable[Terms], words: Words, officers: Sequence[str] = ()) -> Record:
    """The record of `agency_id`, from agreements that are in force; those of others are passed over."""
    found = [terms for terms in in_force if _concerns(terms, agency_id)]
    every = [line for terms in found for line in _processings(agency_id, terms, words.naming(terms))]
    return Record(
        agency=_name(agency_id, found, words),
        officers=tuple(officers),
        joint=tuple(_titles(found, AgreementKind.JOINT_CONTROLLERS)),
        processors=tuple(_titles(found, AgreementKind.PROCESSOR_CONTRACT)),
        assessments=tuple(
            _titles(found, AgreementKind.DPIA, AgreementKind.EQUALITY_ASSESSMENT, AgreementKind.POLICY_DOCUMENT)
        ),
        processings=tuple(sorted(every, key=lambda one: (one.data_set, one.part, one.reference, one.line))),
    )


def _concerns(terms: Terms, agency_id: UUID) -> bool:
    named = {party.agency_id for party in terms.parties}
    named |= {key for party in terms.parties for key, _name_of in party.on_behalf_of}
    lines = {one for line in terms.lines for one in (*line.provider_ids, *line.recipient_ids)}
    return agency_id in named | lines


def _name(agency_id: UUID, found: list[Terms], words: Words) -> str:
    for terms in found:
        words = words.naming(terms)
    return words.agency(agency_id)


def _titles(found: list[Terms], *kinds: AgreementKind) -> Iterator[str]:
    for terms in found:
        if terms.kind in kinds:
            with_whom = f", with {listed(party.name for party in terms.parties)}" if len(terms.parties) > 1 else ""
            yield f"{terms.title} ({terms.reference}){with_whom}"


def _processings(agency_id: UUID, terms: Terms, words: Words) -> Iterator[Processing]:
    for line in terms.lines:
        gives, takes = agency_id in line.provider_ids, agency_id in line.recipient_ids
        others_get = set(line.recipient_ids) - {agency_id}
        others_give = set(line.provider_ids) - {agency_id}
        if gives and takes:
            yield _processing("Holds and uses", "Its own staff", terms, line, words)
        if gives and others_get:
            yield _processing("Shares", words.agencies(others_get), terms, line, words)
        if takes and others_give:
            yield _processing("Receives", words.agencies(others_give), terms, line, words)


def _processing(part: str, with_whom: str, terms: Terms, line: Line, words: Words) -> Processing:
    anonymous = is_anonymous(line, words)
    return Processing(
        reference=terms.reference,
        line=line.number,
        part=part,
        data_set=words.data_set(line.data_set),
        purpose=words.purpose(line.purpose),
        subjects=sentence("nobody who can be known" if anonymous else people(line.subject_kinds, line.subject_roles)),
        data=sentence(words.kinds_of_data(line)),
        fields=words.fields(line),
        with_whom=with_whom,
        who=_who(line),
        gateway=words.gateway(line.gateway),
        basis=words.basis(line.basis),
        conditions=words.conditions(line.conditions),
        regime=_regime(line, part),
        handling=handling(line.handling),
        retention=line.retention,
        period=period(line, terms),
    )


def _who(line: Line) -> str:
    named = roles(line.recipient_roles) or "everybody who works there"
    return sentence(f"{named}, while they work with the person" if line.needs_relationship else named)


def _regime(line: Line, part: str) -> str:
    """The regime of the line, which is the one of its recipient (`domain.md`, Gateways and bases)."""
    said = REGIMES[line.regime]
    if part == "Shares" and line.regime is Regime.GENERAL:
        return f"{said}, once received"
    return said


COLUMNS = (
    *("Agency", "What it does", "Data set", "Purpose", "Categories of people", "Categories of data", "Fields"),
    *("With whom", "Who of them", "Legal gateway", "Lawful basis", "Condition", "Regime", "Handling", "Kept for"),
    *("Period", "Agreement", "Line"),
)


def table(record: Record) -> Iterator[tuple[str, ...]]:
    """The processings as rows under `COLUMNS`."""
    for one in record.processings:
        what = (record.agency, one.part, one.data_set, one.purpose, one.subjects, one.data, "; ".join(one.fields))
        law = (one.with_whom, one.who, one.gateway, one.basis, one.conditions, one.regime, one.handling)
        yield (*what, *law, one.retention, one.period, one.reference, str(one.line))


def about(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the record says besides its processings: each fact with its name, in one or more sentences."""
    yield "Controller", (record.agency,)
    yield "Data protection officers", record.officers or ("None is entered in Fourfold.",)
    yield "Joint controllers", record.joint or _NONE
    yield "Processors", record.processors or _NONE
    yield "Assessments and policies", record.assessments or _NONE
    yield "Transfers outside the United Kingdom", (record.transfers,)
    yield "Profiling and automated decisions", (record.profiling,)
    yield "Security measures", record.measures


_NONE = ("None.",)
