"""The texts of the demonstration's agreements and assessments, as entries; read from `agreement-texts/`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from fourfold.project.demonstration.story.reading import entry
from fourfold.trust.agreements.domain.terms import AgreementKind, Tier
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.queries import known_register

FOLDER = "agreement-texts"
ALL = "*"
"""Instead of fields: every field of the data set."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause; its number is its place. In an assessment a question and its answer."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the schedule. `givers` and `takers` are keys of agencies; `takers_as` empty: all who work there."""

    data_set: str
    purpose: str
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    gateway: str
    retention: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    fields: tuple[str, ...] = (ALL,)
    takers_as: tuple[str, ...] = ()
    basis: str = "public-task"
    conditions: tuple[str, ...] = ()
    handling: tuple[str, ...] = ("official", "official-sensitive")
    regime: Regime = Regime.GENERAL
    needs_relationship: bool = True


@dataclass(frozen=True, slots=True)
class Use:
    """How a holder's own staff use one of its data sets: a line of its impact assessment."""

    data_set: str
    purpose: str
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    conditions: tuple[str, ...]
    basis: str = "public-task"
    handling: tuple[str, ...] = ("official", "official-sensitive", "conditions")
    regime: Regime = Regime.GENERAL
    needs_relationship: bool = True
    takers_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says in consultation about a clause or a line, and the answer, if there is one yet."""

    day: int
    by: str
    about: str
    number: int
    text: str
    answered: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Accession:
    """An agency that joins later, and those for which it signs."""

    day: int
    agency: str
    on_behalf_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspension:
    """When somebody suspends their agency's part, why, and when they resume it."""

    day: int
    by: str
    because: str
    resumed: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One agreement with its life so far. Days count from the day of loading.

    `to_sign` None: it is still out for comments. `unsigned`: parties who have not signed yet.
    """

    kind: AgreementKind
    tier: Tier
    reference: str
    title: str
    summary: str
    by: str
    begun: int
    consulted: int
    starts: int
    ends: int
    review: int
    parties: tuple[str, ...]
    clauses: tuple[Clause, ...]
    to_sign: int | None = None
    unsigned: tuple[str, ...] = ()
    under: str = ""
    permits_requests: bool = False
    data_sets: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    comments: tuple[Comment, ...] = ()
    accessions: tuple[Accession, ...] = ()
    suspensions: tuple[Suspension, ...] = ()

    @property
    def is_of_one(self) -> bool:
        """Whether one agency writes it about its own data; nobody is consulted through Fourfold."""
        return len(self.parties) == 1


@dataclass(frozen=True, slots=True)
class Assessed:
    """What holders assessed, or adopted, in the same words; `{agency}` stands for the holder."""

    code: str
    subject: str
    data_sets: tuple[str, ...]
    holders: tuple[str, ...]
    summary: str
    equality_summary: str = ""
    uses: tuple[Use, ...] = ()
    dpia: tuple[Clause, ...] = ()
    equality: tuple[Clause, ...] = ()
    clauses: tuple[Clause, ...] = field(default=())


ORDER = (
    *("protocol", "memorandum", "hosting", "missing-children", "shared-data-set", "assaults", "cp-is"),
    "exploitation",
    "joint-controllers",
)
ASSESSED = ("policy", "missing", "incidents", "children", "education", "youth-justice", "assaults")
DAYS = {
    AgreementKind.POLICY_DOCUMENT: (-332, -325, -320),
    AgreementKind.DPIA: (-317, -308, -312),
    AgreementKind.EQUALITY_ASSESSMENT: (-316, -307, -312),
}
"""When such a document is begun, sent to be signed, and starts: policies first, as the law asks for them."""
ENDS, REVIEW = 430, 65
_OFFICER_OF = {
    "kent-police": "adaeze.cole",
    "kent-county-council": "rosalind.achebe",
    "medway-council": "peter.vane",
    "nhs-kent-and-medway": "lorna.keating",
    "kent-youth-justice": "colin.fairbrass",
    "medway-youth-justice": "bernadette.cross",
    "east-kent-hospitals": "tomasz.wrona",
    "medway-foundation-trust": "fiona.garrick",
}
"""Who drafts an assessment or a policy for its agency."""


@cache
def read_papers() -> tuple[Paper, ...]:
    """Every agreement, the holders' own documents first. Raises `StoryError`."""
    own = (paper for name in ASSESSED for paper in _assessments(name))
    return (*own, *(entry(Paper, _table(f"{name}.toml"), f"{name}.toml") for name in ORDER))


def _table(name: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath(FOLDER, *name.split("/"))
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _assessments(name: str) -> Iterator[Paper]:
    said = entry(Assessed, _table(f"assessments/{name}.toml"), f"assessments/{name}.toml")
    for holder in said.holders:
        if said.clauses:
            yield _own(said, holder, AgreementKind.POLICY_DOCUMENT, "APD", said.clauses)
        if said.dpia:
            dpia = _own(said, holder, AgreementKind.DPIA, "DPIA", said.dpia)
            yield replace(dpia, lines=tuple(_use(use, holder) for use in said.uses))
        if said.equality:
            yield _own(said, holder, AgreementKind.EQUALITY_ASSESSMENT, "EQIA", said.equality)


_WHAT = {
    AgreementKind.POLICY_DOCUMENT: "policy document",
    AgreementKind.DPIA: "impact assessment",
    AgreementKind.EQUALITY_ASSESSMENT: "equality assessment",
}


def _own(said: Assessed, holder: str, kind: AgreementKind, prefix: str, clauses: tuple[Clause, ...]) -> Paper:
    agency = known_register()[holder]
    summary = said.equality_summary if kind is AgreementKind.EQUALITY_ASSESSMENT else said.summary
    begun, to_sign, starts = DAYS[kind]
    return Paper(
        kind=kind,
        tier=Tier.PURPOSE,
        reference=f"{prefix}-{said.code}-{agency.short_name.upper().replace(' ', '-')}",
        title=f"{said.subject}: {_WHAT[kind]} of {agency.name}",
        summary=summary.replace("{agency}", agency.name),
        by=_OFFICER_OF[holder],
        begun=begun,
        consulted=begun,
        to_sign=to_sign,
        starts=starts,
        ends=ENDS,
        review=REVIEW,
        parties=(holder,),
        clauses=tuple(replace(one, text=one.text.replace("{agency}", agency.name)) for one in clauses),
        data_sets=said.data_sets,
    )


def _use(use: Use, holder: str) -> Line:
    return Line(
        data_set=use.data_set,
        purpose=use.purpose,
        kinds=use.kinds,
        roles=use.roles,
        gateway="own-functions",
        retention="As the holder’s schedule says",
        givers=(holder,),
        takers=(holder,),
        takers_as=use.takers_as,
        basis=use.basis,
        conditions=use.conditions,
        handling=use.handling,
        regime=use.regime,
        needs_relationship=use.needs_relationship,
    )
