"""Bringing the register of agencies into the directory."""

from datetime import date, datetime

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.register import Agency as Registered
from fourfold.trust.partnership.domain.register import Register
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Agency, AgencyAlias, CollectiveMember, Succession
from fourfold.trust.partnership.policies import Permission, require_administrator


@transaction.atomic
def register_agencies(*, actor: Standing, now: datetime, register: Register) -> int:
    """Bring every agency of the register into the directory, with aliases, collectives and successions.

    Agencies that are there already are brought up to date by their key; none is removed. The number of agencies.
    """
    require_administrator(actor)
    found = {agency.key: _as_row(agency) for agency in register.agencies.values()}
    known = dict(Agency.objects.filter(key__in=found).values_list("key", "pk"))
    for key, row in found.items():
        row.pk = known.get(key, row.pk)
    Agency.objects.bulk_create(found.values(), update_conflicts=True, unique_fields=["key"], update_fields=_FIELDS)
    _replace_links(found, register, today(now))
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.register",
        subject_id="register",
        detail={"agencies": len(found)},
    )
    return len(found)


_FIELDS = [
    "name",
    "short_name",
    "type",
    "tier",
    "area_code",
    "is_collective",
    "statutory_safeguarding",
    "since",
    "until",
    "source_url",
    "verified_on",
]


def _as_row(agency: Registered) -> Agency:
    return Agency(
        key=agency.key,
        name=agency.name,
        short_name=agency.short_name,
        type=agency.type.value,
        tier=agency.tier.value,
        area_code=agency.area,
        is_collective=agency.is_collective,
        statutory_safeguarding=agency.statutory_safeguarding,
        since=agency.starts,
        until=agency.ends,
        source_url=agency.source_url,
        verified_on=agency.verified_on,
    )


def _replace_links(rows: dict[str, Agency], register: Register, on: date) -> None:
    ids = [row.pk for row in rows.values()]
    AgencyAlias.objects.filter(agency_id__in=ids).delete()
    CollectiveMember.objects.filter(collective_id__in=ids).delete()
    Succession.objects.filter(predecessor_id__in=ids).delete()
    agencies = list(register.agencies.values())
    AgencyAlias.objects.bulk_create(
        AgencyAlias(agency=rows[agency.key], alias=alias) for agency in agencies for alias in agency.aliases
    )
    CollectiveMember.objects.bulk_create(
        CollectiveMember(collective=rows[agency.key], agency=rows[member.key])
        for agency in agencies
        for member in register.members(agency, on)
        if agency.is_collective and member.key != agency.key
    )
    Succession.objects.bulk_create(
        Succession(predecessor=rows[agency.key], successor=rows[step.key], on=step.on)
        for agency in agencies
        for step in agency.successors
    )
