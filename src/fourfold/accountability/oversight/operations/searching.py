"""Searching the audit log on the record: who oversees is overseen."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.domain.searching import MOST_EXPORTED, Found, Place, Wanted
from fourfold.accountability.oversight.models import Breach
from fourfold.accountability.oversight.policies import Permission
from fourfold.accountability.oversight.queries.breaches import breaches_for_actor
from fourfold.accountability.oversight.queries.entries import Part, looks_at, search_entries
from fourfold.accountability.plan.domain.exporting.cells import guard
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

MARKING = "OFFICIAL-SENSITIVE"
SEARCHED = [
    "marking",
    "time",
    "who",
    "agency",
    "purpose",
    "permission",
    "outcome",
    "about",
    "keys",
    "people",
    "fields",
]
KEPT = [
    *("marking", "reference", "agency", "title", "what_happened", "happened_on", "known_at", "regime", "people"),
    *("people_about", "records", "records_about", "consequences", "measures", "ico_decision", "ico_at"),
    *("ico_reference", "ico_reason", "ico_delay", "people_decision", "people_on", "people_reason", "closed_at"),
]
Names = Mapping[UUID, str]


@transaction.atomic
def search(*, actor: Standing, now: datetime, wanted: Wanted, place: Place | None = None) -> Part:
    """A page of the search. What was asked is written to the log itself. Raises `NotAllowed`."""
    found = search_entries(actor, wanted, place=place)
    _note(actor, now, Permission.SEARCH, {**wanted.asked, "found": len(found.entries)})
    return found


@transaction.atomic
def see_looks(*, actor: Standing, now: datetime, person_id: UUID, place: Place | None = None) -> Part:
    """Who looked at a person, a page; seeing that is written to the log too. Raises `NotFound`."""
    found = looks_at(actor, person_id, place=place)
    detail: dict[str, object] = {"found": len(found.entries)}
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.SEE_LOOKS,
        subject_kind="person",
        subject_id=person_id,
        outcome=Outcome.READ,
        detail=detail | {"subjects": [person_id]},
    )
    return found


@transaction.atomic
def export_search(*, actor: Standing, now: datetime, wanted: Wanted, people: Names, agencies: Names) -> bytes:
    """The newest entries of a search as CSV, at most `MOST_EXPORTED`. `people` by user id. Raises `NotAllowed`."""
    require(policies.oversee(actor), Permission.EXPORT, subject_kind="audit.entry")
    found = search_entries(actor, wanted, size=MOST_EXPORTED)
    _note(actor, now, Permission.EXPORT, {**wanted.asked, "found": len(found.entries)})
    return _csv(SEARCHED, (_row(entry, people, agencies) for entry in found.entries))


@transaction.atomic
def export_breaches(*, actor: Standing, now: datetime) -> bytes:
    """The register as CSV, as the Commissioner may ask for it (article 33(5)). Raises `NotAllowed`."""
    require(policies.oversee(actor), Permission.EXPORT_BREACHES, subject_kind="oversight.breach")
    found = list(breaches_for_actor(actor))
    _note(actor, now, Permission.EXPORT_BREACHES, {"found": len(found)})
    return _csv(KEPT, (_kept(breach) for breach in found))


def reference_of(breach_id: UUID) -> str:
    """How people speak of a breach: short, drawn by chance, so that it does not tell how many there are."""
    return f"B-{str(breach_id)[:6].upper()}"


def _kept(breach: Breach) -> list[object]:
    known = {"reference": reference_of(breach.pk), "agency": breach.agency.name}
    return [known.get(name) or getattr(breach, name) for name in KEPT[1:]]


def _row(entry: Found, people: Names, agencies: Names) -> list[object]:
    who = people.get(entry.user_id, entry.actor) if entry.user_id else entry.actor
    agency = agencies.get(entry.agency_id, str(entry.agency_id)) if entry.agency_id else ""
    about = f"{entry.subject_kind} {entry.subject_id}".strip()
    lists = [" ".join(map(str, some)) for some in (entry.keys, entry.subjects, entry.fields)]
    return [entry.occurred_at, who, agency, entry.purpose, entry.permission, entry.outcome, about, *lists]


def _csv(headers: list[str], rows: Iterable[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([MARKING, *(guard(_text(value)) for value in row)])
    return out.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _note(actor: Standing, now: datetime, permission: Permission, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="audit.entry" if permission is not Permission.EXPORT_BREACHES else "oversight.breach",
        subject_id="",
        outcome=Outcome.READ,
        detail=detail,
    )
