"""Fetch, lock and authorise in one call, and what every operation of this room writes down."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.life import EventKind
from fourfold.trust.agreements.domain.terms import State, Terms
from fourfold.trust.agreements.models import Event, Party, Version
from fourfold.trust.agreements.policies import Permission, VersionFacts
from fourfold.trust.agreements.queries.visibility import facts_of, version_for_actor
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


def version_to_draft(actor: Standing, version_id: UUID, revision: int | None = None) -> Version:
    """The version, locked, if the actor may change its words. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    version, facts = _seen(actor, version_id)
    require(policies.draft(actor, facts), Permission.DRAFT, subject_kind="agreement.version", subject_id=version_id)
    locked = locked_version(version.pk)
    if revision is not None and locked.revision != revision:
        raise Conflict("Somebody else saved a change while you were typing. Open it again to see both.")
    return locked


def version_to_move(actor: Standing, version_id: UUID, *states: State, why: str) -> Version:
    """The version, locked, if the actor drafts it and it is in one of the states. Raises `BadInput` with `why`."""
    version, facts = _seen(actor, version_id)
    require(policies.move(actor, facts), Permission.DRAFT, subject_kind="agreement.version", subject_id=version_id)
    locked = locked_version(version.pk)
    refuse_unless(locked, *states, why=why)
    return locked


def locked_version(version_id: UUID) -> Version:
    """The version, locked, with its agreement. Only once somebody was let in: a lock asks for the right to update."""
    return Version.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version_id)


def party_of(actor: Standing, version_id: UUID, party_id: UUID) -> Party:
    """A party of a version that the actor reads. Raises `NotFound`."""
    version_for_actor(actor, version_id)
    found = Party.objects.filter(version_id=version_id, pk=party_id).first()
    if found is None:
        raise NotFound("agreement.party", party_id)
    return found


def refuse_unless(version: Version, *states: State, why: str) -> None:
    """Raise `BadInput` unless the version is in one of the states."""
    if version.state not in states:
        raise BadInput.one(why)


def _seen(actor: Standing, version_id: UUID) -> tuple[Version, VersionFacts]:
    version = version_for_actor(actor, version_id)
    return version, facts_of(version)


def person_of(actor: Standing) -> UUID:
    """The person who acts. Raises `NotAllowed` for a service: an agreement is people's work."""
    if actor.person_id is None:
        raise NotAllowed(Permission.DRAFT, "Agreements are kept by people. Sign in as one.", subject_kind="agreement")
    return actor.person_id


def refuse_personal_data(checked: bool, **texts: str) -> None:
    """Raise `BadInput` for texts that look like personal data of a service user, unless the writer has checked."""
    problems = [
        Problem(
            f"“{found.text}” looks like personal data ({found.looks_like}). "
            "Take it out, or confirm that it is not about a person who uses our services.",
            where,
        )
        for where, text in texts.items()
        if not checked
        for found in find(text)
    ]
    if problems:
        raise BadInput(problems)


def refuse_personal_terms(checked: bool, terms: Terms, before: Terms | None = None) -> None:
    """As `refuse_personal_data`, for what is new in the words of an agreement."""
    known = {clause.text for clause in before.clauses} | {before.summary} if before else set()
    said = [terms.summary, *(clause.text for clause in terms.clauses)]
    new = "\n".join(text for text in said if text not in known)
    refuse_personal_data(checked, text=new)


def note(
    actor: Standing, now: datetime, version: Version, permission: Permission, detail: Mapping[str, object]
) -> None:
    """Write the act to the audit log: ids, keys and counts, never names or words."""
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="agreement.version",
        subject_id=version.pk,
        detail={"agreement": str(version.agreement_id), "number": version.number, **detail},
    )


def happened(
    actor: Standing, now: datetime, version: Version, kind: EventKind, *, agency_id: UUID | None = None, why: str = ""
) -> None:
    """Write it into the version's own history, which its readers see."""
    Event.objects.bulk_create(
        [Event(version=version, kind=kind, by_id=person_of(actor), agency_id=agency_id, at=now, note=why)]
    )
