"""Sending a version out to be signed, calling it back, signing it, and joining later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.canonical import text_hash
from fourfold.trust.agreements.domain.life import ASSESSMENTS, EDITABLE, SIGNERS, EventKind, roles_needed
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Party, Signature, Version
from fourfold.trust.agreements.operations.locks import (
    happened,
    locked_version,
    note,
    party_of,
    person_of,
    refuse_unless,
    version_to_move,
)
from fourfold.trust.agreements.operations.opening import bring_into_force, open_missing
from fourfold.trust.agreements.operations.telling import tell_signers
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.checking import defects_of, without_signer
from fourfold.trust.agreements.queries.reaching import members_of, roles_missing, signed_roles
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import version_for_actor
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import agency_types

READ_AGAIN = "The text is not the one that you opened. Open it again and read what changed before you sign."


@transaction.atomic
def send_to_sign(*, actor: Standing, now: datetime, version_id: UUID) -> Version:
    """Freeze the version, send it out and write to those who sign.

    Raises `BadInput`: every defect, and parties that nobody can sign for.
    """
    version = version_to_move(actor, version_id, *EDITABLE, why="Only a draft is sent out to be signed.")
    terms = terms_of_version(version)
    problems = [defect.problem for defect in defects_of(actor, terms, on=today(now))]
    problems += [
        Problem(
            f"Nobody is {role} of {party}, so nobody can sign for it. An administrator of the partnership, or that "
            "agency’s own administrator, appoints one on the People page.",
            "parties",
        )
        for party, role in without_signer(actor, version, on=today(now))
    ]
    if problems:
        raise BadInput(problems)
    version.state, version.text_hash, version.signing_at = State.SIGNING, text_hash(terms), now
    version.save(update_fields=["state", "text_hash", "signing_at"])
    happened(actor, now, version, EventKind.SENT_TO_SIGN)
    told = tell_signers(actor, now, version)
    note(actor, now, version, Permission.DRAFT, {"signing": True, "hash": version.text_hash, "told": told})
    return version


@transaction.atomic
def call_back(*, actor: Standing, now: datetime, version_id: UUID, why: str) -> int:
    """Take a version back from signing, to change it. The signatures so far are void; the number of them."""
    version = version_to_move(actor, version_id, State.SIGNING, why="This version is not being signed.")
    if not why.strip():
        raise BadInput.one("Say why it is called back. Those who signed will read it.", "why")
    voided = Signature.objects.filter(version=version, voided_at__isnull=True).update(voided_at=now)
    version.state = State.DRAFT
    version.save(update_fields=["state"])
    happened(actor, now, version, EventKind.CALLED_BACK, why=why.strip())
    note(actor, now, version, Permission.DRAFT, {"called_back": True, "voided": voided})
    return voided


@transaction.atomic
def sign(*, actor: Standing, now: datetime, version_id: UUID, party_id: UUID, seen_hash: str) -> Version:
    """Sign for a party the text that was shown (`seen_hash`). The last signature brings the version into force.

    The caller has confirmed who they are (`access.step_up`). Raises `NotAllowed` for anybody but those who sign for
    the party, `Conflict` where the text is another, `BadInput` for what the law no longer carries, or signed twice.
    """
    party = party_of(actor, version_id, party_id)
    role = _signing_role(actor, party)
    version = locked_version(version_id)
    refuse_unless(
        version, State.SIGNING, why="This version is not being signed. Open the agreement to see where it is."
    )
    terms = terms_of_version(version)
    if seen_hash != version.text_hash or text_hash(terms) != version.text_hash:
        raise Conflict(READ_AGAIN)
    problems = [defect.problem for defect in defects_of(actor, terms, on=today(now))]
    if problems:
        raise BadInput([Problem("It cannot be signed as it is. Ask who drafts it to call it back."), *problems])
    if terms.kind in ASSESSMENTS and terms.starts_on is not None and terms.starts_on > today(now):
        # It takes its data set live with the last signature, and nothing does later.
        raise BadInput.one(f"This assessment begins on {show_date(terms.starts_on)}. Sign it from that day on.")
    _write(actor, now, version, party, role)
    happened(actor, now, version, EventKind.SIGNED, agency_id=party.agency_id)
    note(actor, now, version, Permission.SIGN, {"party": str(party.agency_id), "hash": version.text_hash})
    if is_fully_signed(actor, version):
        bring_into_force(actor, now, version)
    return version


def _signing_role(actor: Standing, party: Party) -> RoleKind:
    """As what the actor signs for the party: by the signature that is still missing. Raises `NotAllowed`."""
    kind = AgreementKind(party.version.agreement.kind)
    signed = signed_roles(party.version).get(party.pk, set())
    wanted = roles_missing(kind, signed) or list(roles_needed(kind))
    theirs = [needed for needed in wanted if policies.sign(actor, party.agency_id, needed=needed)]
    said = policies.sign(actor, party.agency_id, needed=(theirs or wanted)[0])
    require(said, Permission.SIGN, subject_kind="agreement.party", subject_id=party.pk)
    return role_held(actor, party.agency_id, theirs[0])


def role_held(actor: Standing, agency_id: UUID, among: frozenset[RoleKind]) -> RoleKind:
    """The first of these roles that the actor holds in the agency."""
    held = {role.kind for role in actor.roles if role.agency_id == agency_id}
    return next(kind for kind in RoleKind if kind in among & held)


def _write(actor: Standing, now: datetime, version: Version, party: Party, role: RoleKind) -> None:
    signature = Signature(
        version=version, party=party, person_id=person_of(actor), role=role, hash=version.text_hash, at=now
    )
    try:
        with transaction.atomic():
            Signature.objects.bulk_create([signature])
    except IntegrityError:
        raise BadInput.one(f"It is signed for {party.named} already.") from None


def is_fully_signed(actor: Standing, version: Version) -> bool:
    """Whether every party that signs at the start has signed: all but collectives and those who joined later."""
    kind, signed = AgreementKind(version.agreement.kind), signed_roles(version)
    parties = [party for party in version.parties.all() if not party.acceded]
    types = agency_types(actor, [party.agency_id for party in parties])
    needed = [party for party in parties if types[party.agency_id][1] != "collective"]
    return bool(needed) and not any(roles_missing(kind, signed.get(party.pk, ())) for party in needed)


@dataclass(frozen=True, slots=True)
class Joining:
    """Which agency joins an agreement in force, and for which others it signs."""

    agency_id: UUID
    on_behalf_of: tuple[UUID, ...] = ()


@transaction.atomic
def accede(*, actor: Standing, now: datetime, version_id: UUID, joining: Joining, seen_hash: str) -> Party:
    """Join an agreement in force, over the same text. Its grants begin now.

    Open to members of a collective among the parties. Raises `NotAllowed`, `Conflict`, or `BadInput` for an agency
    that may not join or has joined.
    """
    version = version_for_actor(actor, version_id)
    said = policies.sign(actor, joining.agency_id, needed=SIGNERS)
    require(said, Permission.ACCEDE, subject_kind="agreement.version", subject_id=version_id)
    refuse_unless(version, State.IN_FORCE, why="Only an agreement in force can be joined.")
    if seen_hash != version.text_hash:
        raise Conflict(READ_AGAIN)
    party = _joined(actor, version, joining)
    _write(actor, now, version, party, role_held(actor, joining.agency_id, SIGNERS))
    happened(actor, now, version, EventKind.ACCEDED, agency_id=joining.agency_id)
    opened = open_missing(actor, now, version)
    note(actor, now, version, Permission.ACCEDE, {"party": str(joining.agency_id), "grants": opened})
    return party


def _joined(actor: Standing, version: Version, joining: Joining) -> Party:
    there = set(version.parties.values_list("agency_id", flat=True))
    if joining.agency_id in there:
        raise BadInput.one("Your agency is a party already.")
    may_join = frozenset().union(*members_of(there).values())
    wanted = (joining.agency_id, *joining.on_behalf_of)
    names = agency_types(actor, wanted)
    strangers = [
        names[one][0] if one in names else "an agency we do not know" for one in wanted if one not in may_join
    ]
    if strangers:
        raise BadInput.one(
            f"{', '.join(strangers)} cannot join this way: the agreement is open to the members of a body that it "
            "names as a party. Ask who drafts it to name it in the next version.",
            "on_behalf_of",
        )
    party = Party(
        version=version,
        agency_id=joining.agency_id,
        named=names[joining.agency_id][0],
        on_behalf_of=list(joining.on_behalf_of),
        on_behalf_names=[names[one][0] for one in joining.on_behalf_of],
        acceded=True,
    )
    Party.objects.bulk_create([party])
    return party
