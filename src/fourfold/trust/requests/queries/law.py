"""A request as the law's rules see it: with what kind of bodies ask and are asked."""

from datetime import date
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.catalogue.domain.lines import Body
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.catalogue.queries import holdings
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types
from fourfold.trust.requests.domain.lawful import Wanted
from fourfold.trust.requests.models import Request


def wanted_of(
    actor: Standing,
    *,
    asking_id: UUID,
    asked_id: UUID,
    data_set: str,
    fields: tuple[str, ...],
    law: tuple[str, str],
    until: date,
) -> Wanted:
    """What is asked for, `law` being purpose and gateway. Raises `BadInput` for an agency that is not there."""
    known = agency_types(actor, [asking_id, asked_id])
    if asked_id not in known:
        raise BadInput.one("Choose an agency of the partnership.", "asked")
    provider, recipient = (Body(name, sectors_of(kind)) for name, kind in (known[asked_id], known[asking_id]))
    purpose, gateway = law
    return Wanted(data_set, fields, provider, recipient, purpose, gateway, until)


def is_live(actor: Standing, *, holder_id: UUID, data_set: str, on: date) -> bool:
    """Whether an agency holds a data set live: with an approved impact assessment and an equality assessment."""
    return bool(holdings(actor, holder_id=holder_id, data_set=data_set, on=on))


def wanted_by(request: Request, *, fields: tuple[str, ...], until: date) -> Wanted:
    """The part of a request that is about to be accepted."""
    asked, asking = request.asked_agency, request.asking_agency
    return Wanted(
        data_set=request.data_set,
        fields=fields,
        provider=Body(asked.name, sectors_of(asked.type)),
        recipient=Body(asking.name, sectors_of(asking.type)),
        purpose=request.purpose,
        gateway=request.gateway,
        until=until,
    )
