"""Beginning agreements, writing what a draft says, and beginning the next version."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.canonical import canonical_text
from fourfold.trust.agreements.domain.life import BINDING, OPEN, EventKind
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Terms, Tier
from fourfold.trust.agreements.models import Agreement, Saved, Version
from fourfold.trust.agreements.operations.locks import (
    happened,
    note,
    person_of,
    refuse_personal_terms,
    version_to_draft,
    version_to_move,
)
from fourfold.trust.agreements.operations.writing import named_parties, write_parts
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What an agreement is. Kind, tier and reference never change."""

    kind: AgreementKind
    tier: Tier
    reference: str
    title: str
    drafted_by: UUID
    in_register: bool = True


@transaction.atomic
def begin_agreement(*, actor: Standing, now: datetime, new: NewAgreement) -> Version:
    """Begin an agreement with the draft of its first version. Raises `BadInput` for a reference that is taken."""
    require(policies.begin(actor, new.drafted_by), Permission.DRAFT, subject_kind="agreement")
    problems = [
        Problem(f"Enter the {name}.", name) for name in ("reference", "title") if not getattr(new, name).strip()
    ]
    if problems:
        raise BadInput(problems)
    agreement = Agreement(
        kind=new.kind,
        tier=new.tier,
        reference=new.reference.strip(),
        drafted_by_id=new.drafted_by,
        in_register=new.in_register,
        begun_at=now,
    )
    try:
        with transaction.atomic():
            Agreement.objects.bulk_create([agreement])
    except IntegrityError:
        raise BadInput.one(
            f"There is an agreement with the reference {agreement.reference} already. Choose another.", "reference"
        ) from None
    return _begin_version(actor, now, agreement, 1, new.title.strip())


def _begin_version(actor: Standing, now: datetime, agreement: Agreement, number: int, title: str) -> Version:
    version = Version(agreement=agreement, number=number, state=State.DRAFT, title=title, begun_at=now)
    try:
        with transaction.atomic():
            Version.objects.bulk_create([version])
    except IntegrityError:
        raise BadInput.one("The next version was begun already. Open it on the agreement’s page.") from None
    happened(actor, now, version, EventKind.BEGUN)
    note(actor, now, version, Permission.DRAFT, {"begun": True})
    return version


@transaction.atomic
def save_terms(
    *,
    actor: Standing,
    now: datetime,
    version_id: UUID,
    revision: int | None,
    terms: Terms,
    what: str = "terms",
    checked: bool = False,
) -> Version:
    """Write what a draft says, whole, and keep the save. Kind, tier, reference and number are the version's own.

    Names of parties may be left empty: they are those of the register. A line may still have problems: what stands in
    the way of signing is told by `queries.checking.defects_of`. Raises `Conflict` over a newer save, `BadInput` for
    what cannot be kept at all or looks like personal data.
    """
    version = version_to_draft(actor, version_id, revision)
    before = terms_of_version(version)
    own = {name: getattr(before, name) for name in ("kind", "tier", "reference", "version")}
    terms = replace(terms, **own, parties=named_parties(actor, terms.parties))
    refuse_personal_terms(checked, terms, before)
    _refuse_what_cannot_be_kept(terms)
    write_parts(version, before, terms)
    version.revision += 1
    for name in ("title", "summary", "under", "starts_on", "ends_on", "review_on", "permits_requests"):
        setattr(version, name, getattr(terms, name))
    version.data_sets = list(terms.data_sets)
    version.save()
    _keep(actor, now, version, terms, what)
    note(actor, now, version, Permission.DRAFT, {"saved": version.revision, "lines": len(terms.lines)})
    return version


def _keep(actor: Standing, now: datetime, version: Version, terms: Terms, what: str) -> None:
    Saved.objects.bulk_create(
        [
            Saved(
                version=version,
                revision=version.revision,
                by_id=person_of(actor),
                at=now,
                what=what,
                text=canonical_text(terms),
            )
        ]
    )


def _refuse_what_cannot_be_kept(terms: Terms) -> None:
    problems = []
    if not terms.title.strip():
        problems.append(Problem("Enter the title.", "title"))
    if terms.starts_on and terms.ends_on and terms.starts_on >= terms.ends_on:
        problems.append(Problem("It ends before it starts. Make the end later, or the start earlier.", "ends_on"))
    for name, values in (
        ("clauses", [clause.number for clause in terms.clauses]),
        ("lines", [line.number for line in terms.lines]),
        ("parties", [party.agency_id for party in terms.parties]),
    ):
        if len(set(values)) != len(values):
            problems.append(Problem(f"Two of the {name} have the same number or name. Give each its own.", name))
    if problems:
        raise BadInput(problems)


@transaction.atomic
def next_version(*, actor: Standing, now: datetime, version_id: UUID) -> Version:
    """Begin the next version of an agreement in force, as a draft that says the same. Raises `BadInput`."""
    before = version_to_move(
        actor, version_id, *BINDING, why="The next version is begun from the one that is in force."
    )
    if Version.objects.filter(agreement_id=before.agreement_id, state__in=list(OPEN)).exists():
        raise BadInput.one("The next version was begun already. Open it on the agreement’s page.")
    terms = terms_of_version(before)
    newest = Version.objects.filter(agreement_id=before.agreement_id).order_by("-number")[0]
    version = _begin_version(actor, now, before.agreement, newest.number + 1, before.title)
    return save_terms(
        actor=actor, now=now, version_id=version.pk, revision=1, terms=terms, what="copied", checked=True
    )
