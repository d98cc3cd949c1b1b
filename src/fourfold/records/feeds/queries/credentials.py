"""Keys of agencies' systems: for those who keep them, and by which a call is verified."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds import policies
from fourfold.records.feeds.models import Credential
from fourfold.trust.partnership.domain.roles import Standing

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Verifying:
    """By which a signature is verified, and the account in whose name the call then acts."""

    public_key: bytes
    user_id: UUID


def credentials(actor: Standing) -> "QuerySet[Credential]":
    """The keys of the agencies whose keys the actor keeps or ends, newest first; a page of them is a slice."""
    ids = {role.agency_id for role in actor.roles if policies.end_key(actor, agency_id=role.agency_id)}
    return Credential.objects.filter(agency_id__in=ids).select_related("agency").order_by("-made_at", "-pk")


def credential(actor: Standing, credential_id: UUID) -> Credential:
    """One key. Raises NotFound alike for hidden and absent."""
    found = credentials(actor).filter(pk=credential_id).first()
    if found is None:
        raise NotFound("delivery-key", credential_id)
    return found


def keeps_keys_of(actor: Standing) -> list[UUID]:
    """The agencies for which the actor may make keys."""
    return list({one.agency_id for one in actor.roles if policies.keep_keys(actor, agency_id=one.agency_id)})


def verifying(credential_id: UUID) -> Verifying | None:
    """By which a call's signature is verified, before anybody acts; None for a key that there is not."""
    with connection.cursor() as cursor:
        cursor.execute("select public_key, made_by from feeds_key(%s)", [credential_id])
        public_key, user_id = cursor.fetchone()
    return Verifying(bytes(public_key), user_id) if public_key is not None else None
