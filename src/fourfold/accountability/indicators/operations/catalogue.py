"""Bringing the catalogue of indicators up to date, with the open series that come with Fourfold."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.catalogue import Definition, definitions
from fourfold.accountability.indicators.domain.figures import changes
from fourfold.accountability.indicators.domain.kinds import DeliveryKind
from fourfold.accountability.indicators.domain.shipped import shipped
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.operations.writing import begin_delivery, write
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.queries.series import known_series
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_ids_by_key

_FIELDS = [
    *(
        "title",
        "definition",
        "unit",
        "direction",
        "frequency",
        "kind",
        "source",
        "owner",
        "place",
        "pairing",
        "caveats",
    ),
    *(
        "licence",
        "attribution",
        "source_url",
        "verified_on",
        "measure",
        "about_people",
        "rate",
        "marks",
        "changed_at",
    ),
]
"""What a newer catalogue brings up to date. Whether an indicator is public is the coordinators' choice, once made."""


@transaction.atomic
def register_indicators(*, actor: Standing, now: datetime) -> int:
    """Bring every indicator of the catalogue up to date by its key, and its shipped figures. None is removed.

    How many indicators or figures were new or changed. The register of agencies must be in the directory.
    """
    require(policies.register(actor), Permission.REGISTER, subject_kind="indicator.catalogue")
    agencies = agency_ids_by_key()
    known = {item.key: item for item in Indicator.objects.filter(plan__isnull=True)}
    if missing := {item.owner for item in definitions().values()} - agencies.keys():
        raise BadInput.one(f"The directory lacks these agencies of the register: {', '.join(sorted(missing))}.")
    rows = [_row(item, known.get(item.key), now) for item in definitions().values()]
    for row, item in zip(rows, definitions().values(), strict=True):
        row.owner_id = agencies[item.owner]
    fresh = [row for row in rows if row.key not in known]
    changed = [row for row in rows if row.key in known and _differs(known[row.key], row)]
    Indicator.objects.bulk_create(fresh)
    Indicator.objects.bulk_update(changed, _FIELDS)
    figures = sum(_ship(actor, now, row) for row in rows)
    counts = Counter(new=len(fresh), changed=len(changed), figures=figures)
    if counts.total():
        record(
            actor=actor.actor,
            now=now,
            permission=Permission.REGISTER,
            subject_kind="indicator.catalogue",
            subject_id="catalogue",
            detail=dict(counts),
        )
    return counts.total()


def _row(item: Definition, known: Indicator | None, now: datetime) -> Indicator:
    row = Indicator(
        key=item.key,
        title=item.title,
        definition=item.definition,
        unit=item.unit,
        direction=item.direction,
        frequency=item.frequency,
        kind=item.kind,
        source=item.source,
        place=item.place,
        pairing=item.pairing,
        caveats=item.caveats,
        licence=item.licence,
        attribution=item.attribution,
        source_url=item.source_url,
        verified_on=item.verified_on,
        measure=item.measure,
        about_people=item.about_people,
        rate=item.rate,
        is_public=item.public,
        marks=[{"on": mark.on.isoformat(), "text": mark.text} for mark in item.marks],
        changed_at=now,
    )
    if known is not None:
        row.pk, row.is_public, row.version = known.pk, known.is_public, known.version
    return row


def _differs(known: Indicator, row: Indicator) -> bool:
    names = ["owner_id" if name == "owner" else name for name in _FIELDS if name != "changed_at"]
    return any(getattr(known, name) != getattr(row, name) for name in names)


def _ship(actor: Standing, now: datetime, indicator: Indicator) -> int:
    """Store the shipped figures that are not known yet. What people have entered since is never written over."""
    figures = shipped(indicator.key)
    if not figures:
        return 0
    known = known_series(indicator)
    last = max((row.end for rows in known.rows.values() for row in rows.values()), default=date.min)
    found = [change for change in changes(known.figures, figures) if change.before is None]
    found = [change for change in found if not known.rows or change.after.period.start >= last]
    if not found:
        return 0
    delivery = begin_delivery(actor, now, indicator, DeliveryKind.SHIPPED)
    return write(actor, now, delivery, known, found)
