"""Requests to one's own agency: list, one request with its history, whom it may be about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import State
from fourfold.accountability.rights.models import About, Entry, Pack, Part, Request
from fourfold.accountability.rights.policies import Permission
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.references import read_reference
from fourfold.records.feeds.domain.search_keys import hashed, word_key, words_of
from fourfold.records.feeds.queries.sealing import all_keys, room_keys
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.request_context import request_id
from fourfold.trust.partnership.domain.roles import Standing

SHOWN = ("open", "overdue", "closed")
"""The quick filters of the list, by their word in the address; without one, what is open."""


def agencies_of(actor: Standing) -> frozenset[UUID]:
    """The agencies of which the actor is an officer, with those whose work these took over. One query."""
    if not policies.handle(actor):
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute("select rights_agencies()")
        return frozenset(cursor.fetchone()[0])


def requests_for_actor(actor: Standing, show: str, today: date) -> QuerySet[Request]:
    """The requests to the actor's agencies, what is due first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.request")
    found = _of_actor(actor)
    if show == "closed":
        return found.filter(state=State.CLOSED).order_by("-closed_on", "-received_at", "id")
    late = Q(due_on__lt=today) if show == "overdue" else Q()
    return found.exclude(state=State.CLOSED).filter(late).order_by("due_on", "received_at", "id")


def request_counts(actor: Standing, today: date) -> dict[str, int]:
    """How many requests each quick filter shows."""
    rows = list(_of_actor(actor).values_list("state", "due_on"))
    is_open = [due for state, due in rows if state != State.CLOSED]
    return {"open": len(is_open), "overdue": sum(due < today for due in is_open), "closed": len(rows) - len(is_open)}


def request_for_actor(actor: Standing, request_id: UUID, *, lock: bool = False) -> Request:
    """One request. Raises `NotFound` alike for hidden and absent, and for somebody who handles none."""
    found = _of_actor(actor).filter(pk=request_id).select_related("agency", "lodged_by", "handed_to")
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise NotFound("rights.request", request_id)
    return one


def entries_of(asked: Request) -> QuerySet[Entry]:
    """The history of a request already fetched, newest first, without the lines of holders' parts."""
    return Entry.objects.filter(request=asked, part_id__isnull=True).select_related("by").order_by("-at", "-id")


def recipients_of(asked: Request) -> list[tuple[UUID, str]]:
    """The other agencies in which somebody answers requests, by name. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select id, name from rights_controllers()")
        return [(key, name) for key, name in cursor.fetchall() if key != asked.agency_id]


def people_of(asked: Request) -> list[About]:
    """Whom a request already fetched is about."""
    return list(About.objects.filter(request=asked).order_by("added_at"))


def parts_of(asked: Request) -> list[Part]:
    """The parts of a request already fetched of which its officers may know."""
    return list(Part.objects.filter(request=asked).select_related("holder").order_by("holder__name"))


def packs_of(asked: Request) -> list[Pack]:
    """The packs of a request already fetched, newest first."""
    return list(Pack.objects.filter(request=asked).select_related("released_by", "drafted_by").order_by("-number"))


def pack_for_actor(actor: Standing, pack_id: UUID, *, lock: bool = False) -> Pack:
    """One pack. Raises `NotFound`."""
    found = Pack.objects.filter(pk=pack_id, request__agency_id__in=agencies_of(actor))
    found = found.select_related("request__agency")
    pack = (found.select_for_update(of=("self",)) if lock else found).first()
    if pack is None:
        raise NotFound("rights.pack", pack_id)
    return pack


FOUND = 25
"""People whom one search finds at most; `rights_find` has the same bound."""
_FIND = """
select subject_id, reference, said_name, born_on, records from rights_find(%s::bigint[], %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of whom the officer's own agency holds records."""

    subject_id: UUID
    reference: str
    name: str
    born_on: str
    records: int


def candidates(actor: Standing, text: str) -> list[Candidate]:
    """People of whom the actor's own agency holds records: by reference, its own number, or all words of a name.

    At most 25. Nothing else is looked at, counted or hinted at; the search is logged with everybody it found.
    """
    require(policies.handle(actor), Permission.FIND, subject_kind="rights.request")
    reference = read_reference(text)
    number = room_keys().hashed(text.strip(), "person")
    found: dict[UUID, Candidate] = {}
    with connection.cursor() as cursor:
        for keys in all_keys():
            words = [] if reference else [hashed(word_key(word), keys) for word in words_of(text)]
            cursor.execute(_FIND, [words, reference, number, request_id()])
            found |= {row[0]: Candidate(*row) for row in cursor.fetchall()}
    return sorted(found.values(), key=lambda one: (one.name, one.reference))[:FOUND]


def _of_actor(actor: Standing) -> QuerySet[Request]:
    return Request.objects.filter(agency_id__in=agencies_of(actor)).select_related("agency")
