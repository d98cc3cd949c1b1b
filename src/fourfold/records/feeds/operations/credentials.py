"""Making and ending the keys of agencies' systems, and taking a call that was signed with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.kernel.personal_data import find
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.credentials import (
    CALLS_A_MINUTE,
    NAME_LENGTH,
    YEAR_DAYS,
    Use,
    new_pair,
    public_key_of,
)
from fourfold.records.feeds.models import Credential
from fourfold.records.feeds.queries.sending import senders
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import Standing

KIND = "delivery-key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is asked for. `until`: the last day. `public_pem`: the agency's own key; without it a pair is made."""

    agency_id: UUID
    name: str
    contracts: Sequence[str]
    until: date
    public_pem: str = ""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was made. `private_pem`: shown once, and kept nowhere; empty where the agency brought its own."""

    credential: Credential
    private_pem: str


@transaction.atomic
def make_key(*, actor: Standing, now: datetime, new: NewKey) -> MadeKey:
    """Make a key for a system of an agency. It acts in the maker's name. Raises BadInput, NotAllowed."""
    require(
        policies.keep_keys(actor, agency_id=new.agency_id),
        policies.Permission.MAKE_KEY,
        subject_kind="agency",
        subject_id=new.agency_id,
    )
    if actor.user_id is None:
        raise NotFound(KIND)  # a service holds no role, so the policy has refused it already
    until = datetime.combine(new.until + timedelta(days=1), time.min, LONDON)
    _refuse(actor, now, new, until)
    public, private = _keys(new)
    made = Credential(
        agency_id=new.agency_id,
        name=new.name.strip(),
        public_key=public,
        contracts=sorted(set(new.contracts)),
        made_by=actor.user_id,
        made_at=now,
        until=until,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise BadInput.one("Your agency uses this key already. Make a pair for each system.", "public_key") from None
    _note(actor, now, policies.Permission.MAKE_KEY, made, {"contracts": made.contracts, "until": f"{new.until}"})
    return MadeKey(made, private)


@transaction.atomic
def end_key(*, actor: Standing, now: datetime, credential_id: UUID) -> Credential:
    """End a key for good: its next call is refused. Raises NotFound (hidden or absent), Conflict if ended."""
    found = Credential.objects.select_for_update().filter(pk=credential_id).first()
    if found is None:
        if Credential.objects.filter(pk=credential_id).exists():
            raise Conflict("This key has ended already.")
        raise NotFound(KIND, credential_id)
    require(
        policies.end_key(actor, agency_id=found.agency_id),
        policies.Permission.END_KEY,
        subject_kind=KIND,
        subject_id=credential_id,
    )
    found.ended_at, found.ended_by = now, actor.user_id
    found.save(update_fields=["ended_at", "ended_by"])
    _note(actor, now, policies.Permission.END_KEY, found, {})
    return found


def take_call(*, actor: Standing, now: datetime, credential_id: UUID, nonce: str, is_act: bool) -> Use:
    """Count a call whose signature is sound, and use up its nonce. Commit it whatever follows.

    `is_act`: it changes something or reads what people's rows say, and is written down.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select feeds_call(%s, %s, %s, %s)",
            [credential_id, sha256(nonce.encode()).digest(), now, CALLS_A_MINUTE],
        )
        use = Use(cursor.fetchone()[0])
    if is_act and use is Use.FINE:
        write_down(
            actor=actor.actor,
            now=now,
            permission=policies.Permission.CALL,
            subject_kind=KIND,
            subject_id=credential_id,
        )
    return use


def _refuse(actor: Standing, now: datetime, new: NewKey, until: datetime) -> None:
    name = new.name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise BadInput.one(f"Name the system in at most {NAME_LENGTH} characters.", "name")
    if found := find(name):
        raise BadInput.one(f"This looks like {found[0].looks_like}. Name the system, not a person.", "name")
    if until <= now:
        raise BadInput.one("This day is over. Choose one in the year to come.", "until")
    if until > now + timedelta(days=YEAR_DAYS):
        raise BadInput.one(
            "A key lasts a year at most. Choose an earlier day; a new key can be made before it.", "until"
        )
    sends = {one.agency_id: {contract.key for contract in one.contracts} for one in senders(actor)}
    if not new.contracts or not set(new.contracts) <= sends.get(new.agency_id, set()):
        raise BadInput.one("Choose at least one feed that your agency sends.", "contracts")


def _keys(new: NewKey) -> tuple[bytes, str]:
    if not new.public_pem.strip():
        pair = new_pair()
        return pair.public, pair.private_pem
    try:
        return public_key_of(new.public_pem), ""
    except ValueError as wrong:
        raise BadInput.one(str(wrong), "public_key") from None


def _note(
    actor: Standing, now: datetime, permission: policies.Permission, key: Credential, detail: dict[str, object]
) -> None:
    write_down(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind=KIND,
        subject_id=key.pk,
        detail={"agency": str(key.agency_id), **detail},
    )
