"""Bringing areas, postcodes and hospitals up to date, and adding places."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.identifiers import read_postcode, read_uprn
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.records.feeds.queries import Sight
from fourfold.records.feeds.queries.records import record_for_actor
from fourfold.records.identity import policies
from fourfold.records.identity.domain.gazetteer import Gazetteer, read_gazetteer
from fourfold.records.identity.domain.places import PlaceKind
from fourfold.records.identity.models import Place, Postcode
from fourfold.records.identity.policies import PlacePermission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

_KIND = "place"
ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A public place to add. `point`: degrees east and north (WGS 84)."""

    kind: PlaceKind
    name: str
    lines: str = ""
    postcode: str = ""
    uprn: str = ""
    point: tuple[float, float] | None = None


@transaction.atomic
def register_places(*, actor: Standing, now: datetime, gazetteer: Gazetteer | None = None) -> int:
    """Bring areas, lookups, postcodes and hospitals up to date (default: those that come with Fourfold).

    How many were new or changed. Called again it changes nothing. None is removed: what refers to one stays readable.
    """
    require(policies.register_places(actor), PlacePermission.REGISTER, subject_kind=_KIND)
    known = gazetteer or read_gazetteer()
    counts = {
        "areas": _areas(known),
        "lookups": _lookups(known),
        "postcodes": _postcodes(known),
        "hospitals": _hospitals(known, now),
    }
    if any(counts.values()):
        _note(actor, now, PlacePermission.REGISTER, "gazetteer", counts)
    return sum(counts.values())


def _areas(known: Gazetteer) -> int:
    rows = [asdict(area) | {"within": dict(area.within)} for area in known.areas]
    return _bring(
        """insert into identity_area (id, kind, vintage, code, name, within, residents, source)
           select gen_random_uuid(), r.kind, r.vintage, r.code, r.name, r.within, r.residents, r.source
           from json_to_recordset(%s::json)
             as r (kind text, vintage int, code text, name text, within jsonb, residents int, source text)
           on conflict (code, vintage) do update
           set kind = excluded.kind, name = excluded.name, within = excluded.within, residents = excluded.residents,
               source = excluded.source
           where (identity_area.kind, identity_area.name, identity_area.within, identity_area.residents,
                  identity_area.source)
              is distinct from (excluded.kind, excluded.name, excluded.within, excluded.residents,
                                excluded.source)""",
        rows,
    )


def _lookups(known: Gazetteer) -> int:
    rows = [{"old": old, "new": new, "change": change} for (old, new), change in known.changes.items()]
    return _bring(
        """insert into identity_arealookup (id, old, new, change)
           select gen_random_uuid(), r.old, r.new, r.change
           from json_to_recordset(%s::json) as r (old text, new text, change text)
           on conflict (old, new) do update set change = excluded.change
           where identity_arealookup.change <> excluded.change""",
        rows,
    )


def _postcodes(known: Gazetteer) -> int:
    return _bring(
        """insert into identity_postcode (postcode, lsoa11, lsoa21, is_approximate, ward, district, longitude,
                                          latitude)
           select r.postcode, r.lsoa11, r.lsoa21, r.is_approximate, r.ward, r.district, r.longitude, r.latitude
           from json_to_recordset(%s::json)
             as r (postcode text, lsoa11 text, lsoa21 text, is_approximate boolean, ward text, district text,
                   longitude float8, latitude float8)
           on conflict (postcode) do update
           set lsoa11 = excluded.lsoa11, lsoa21 = excluded.lsoa21, is_approximate = excluded.is_approximate,
               ward = excluded.ward, district = excluded.district, longitude = excluded.longitude,
               latitude = excluded.latitude
           where (identity_postcode.lsoa11, identity_postcode.lsoa21, identity_postcode.is_approximate,
                  identity_postcode.ward, identity_postcode.district, identity_postcode.longitude,
                  identity_postcode.latitude)
              is distinct from (excluded.lsoa11, excluded.lsoa21, excluded.is_approximate, excluded.ward,
                                excluded.district, excluded.longitude, excluded.latitude)""",
        (asdict(one) for one in known.postcodes),
    )


def _hospitals(known: Gazetteer, now: datetime) -> int:
    there = set(
        Place.objects.filter(kind=PlaceKind.HOSPITAL).exclude(reference="").values_list("reference", flat=True)
    )
    fresh = [
        Place(kind=PlaceKind.HOSPITAL, added_at=now, **asdict(one))
        for one in known.hospitals
        if one.reference not in there
    ]
    return len(Place.objects.bulk_create(fresh))


def _bring(statement: str, rows: Iterable[Mapping[str, Any]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(list(rows))])
        return int(cursor.rowcount)


@transaction.atomic
def add_place(*, actor: Standing, now: datetime, new: NewPlace, checked: bool = False) -> Place:
    """Add a public place. Its areas follow from its postcode, where that is known.

    Raises BadInput for a home (`add_home` adds those), a name or number that cannot be right, and, unless it was
    looked at again (`checked`), for a name that seems to be somebody's.
    """
    require(policies.add_place(actor), PlacePermission.ADD, subject_kind=_KIND)
    postcode, uprn = read_postcode(new.postcode), read_uprn(new.uprn)
    problems = [*_problems(postcode, new.postcode, "postcode"), *_problems(uprn, new.uprn, "uprn")]
    if not new.kind.is_public:
        problems.append(Problem("A home is added from the record that tells of it.", "kind"))
    if not new.name.strip():
        problems.append(Problem("Say what the place is called.", "name"))
    if not checked:
        problems += [
            Problem(f"“{one.text}” looks like personal data ({one.looks_like}). Take it out, or confirm it.", field)
            for field, text in (("name", new.name), ("lines", new.lines))
            for one in find(text)
        ]
    if problems:
        raise BadInput(problems)
    place = Place(
        kind=new.kind,
        name=new.name.strip(),
        lines=new.lines.strip(),
        uprn=str(uprn.value or "") if new.uprn else "",
        added_at=now,
        **_areas_of(str(postcode.value or "") if new.postcode else "", new.point),
    )
    return _added(actor, now, place)


@transaction.atomic
def add_home(*, actor: Standing, now: datetime, sight: Sight, record_id: UUID, uprn: str = "") -> Place:
    """Make a place of the home that a record tells of. It is seen by those who see the record's address.

    The address itself stays in the record. Raises NotFound where the record is hidden or absent; BadInput where its
    address is not shared with you or its postcode is not one of ours; Conflict where its home is a place already.
    """
    shown = record_for_actor(sight, record_id)
    if ADDRESS not in shown.decision.fields:
        raise BadInput.one("The address in this record is not shared with you.")
    read = read_uprn(uprn)
    if problems := _problems(read, uprn, "uprn"):
        raise BadInput(problems)
    place = Place(
        kind=PlaceKind.HOME,
        record_id=record_id,
        uprn=str(read.value or "") if uprn else "",
        added_at=now,
        **_areas_of(shown.values.get("postcode", ""), None),
    )
    try:
        with transaction.atomic():
            return _added(actor, now, place)
    except IntegrityError as error:
        if "place_home_once" not in str(error):
            raise
        raise Conflict("The home in this record is a place already.") from error


def _added(actor: Standing, now: datetime, place: Place) -> Place:
    (added,) = Place.objects.bulk_create([place])
    _note(actor, now, PlacePermission.ADD, str(added.pk), {"kind": str(added.kind)})
    return added


def _areas_of(postcode: str, point: tuple[float, float] | None) -> dict[str, Any]:
    """Postcode, point and areas, as far as the postcode is one of ours."""
    found = Postcode.objects.filter(pk=postcode).first() if postcode else None
    at = point or ((found.longitude, found.latitude) if found else (None, None))
    told: dict[str, Any] = {"postcode": postcode, "longitude": at[0], "latitude": at[1]}
    if found:
        told |= {name: getattr(found, name) for name in ("lsoa11", "lsoa21", "ward", "district")}
    return told


def _problems(cell: Cell, given: str, field: str) -> list[Problem]:
    if not given or cell.problem is None:
        return []
    return [Problem(f"{cell.problem.reason} {cell.problem.mend}".strip(), field)]


def _note(actor: Standing, now: datetime, permission: PlacePermission, subject: str, detail: dict[str, Any]) -> None:
    record(actor=actor.actor, now=now, permission=permission, subject_kind=_KIND, subject_id=subject, detail=detail)
