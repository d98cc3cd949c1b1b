"""Searching an audit log of a million entries as a data protection officer, beside the same search without our wall.

Ours shows an officer what they answer for: acts of their people, looks that rest on their grants, refusals about what
they hold. The peer is the plain statement that asks for the same filter and sees every entry, as maintenance.

    python -m benchmarks audit_search
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from benchmarks.timing import beside
from fourfold.accountability.oversight.domain.searching import PAGE, Place, Wanted
from fourfold.accountability.oversight.queries.entries import looks_at, search_entries
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import account_by_email, standing_of

ENTRIES, MOST_MILLISECONDS = 1_000_000, 50
OFFICER = "adaeze.cole@kent-police.example"

# Of each 20 entries 13 are looks, 6 acts and one is a refusal, over the last 400 days. A look rests on two
# grants, and is at one of the people whom agencies hold. The log's own triggers are off: what they fill is made
# up here.
_MAKE = f"""
alter table audit_entry disable trigger user;
with users as (select array_agg('person:' || id) as ids from partnership_user),
     people as (select array_agg(distinct subject_id) as ids from access_subject),
     grants as (select array_agg(id) as ids, array_agg(recipient_id) as homes from access_grant)
insert into audit_entry (id, version, seq, cluster, xid, recorded_at, occurred_at, actor, permission, outcome,
                         subject_kind, subject_id, purpose, request_id, detail, row_hash)
select gen_random_uuid(), 'v1', 1000000000 + n, 0, n, at, at, users.ids[1 + n * 7 % cardinality(users.ids)],
       case outcome when 'done' then (array['plan:move-action', 'boards:run', 'agreements:sign'])[1 + n % 3]
            when 'read' then (case when n % 5000 = 0 then 'record:export' else 'record:read' end)
            else 'record:read' end,
       outcome, case outcome when 'done' then 'plan.action' else 'person' end, person::text,
       case when outcome = 'done' then '' when n % 1000 = 0 then 'crime-prevention' else 'safeguarding-children' end,
       md5(n::text),
       case outcome when 'read' then jsonb_build_object(
            'agency', grants.homes[1 + spot], 'keys', jsonb_build_array(md5('record' || n)::uuid),
            'subjects', jsonb_build_array(person), 'fields', '["name", "born_on", "reported_at"]'::jsonb,
            'grants', jsonb_build_array(grants.ids[1 + spot], grants.ids[1 + (spot + 3) % cardinality(grants.ids)]))
       else '{{}}'::jsonb end, sha256(n::text::bytea)
from users, people, grants, generate_series(1, {ENTRIES}) n,
     lateral (select now() - n * interval '400 days' / {ENTRIES} as at, n * 11 % cardinality(grants.ids) as spot,
                     people.ids[1 + (n::bigint * 7919 % cardinality(people.ids))::int] as person,
                     case when n % 20 = 0 then 'denied' when n % 20 < 7 then 'done' else 'read' end as outcome) made;
alter table audit_entry enable trigger user;
alter table audit_entry enable always trigger audit_entry_append_only;
"""
_NEWEST = "order by occurred_at desc, id desc limit %(most)s"
_PEER = f"""
select * from audit_entry where (occurred_at, id) < (%(before)s, %(before_id)s) and occurred_at >= %(since)s
{{filters}} {_NEWEST}
"""
_ABOUT = """
 and (subject_id = %(about)s or (outcome = 'read' and (detail @> %(subjects)s or detail @> %(keys)s)))"""


def searches(day: datetime, person: UUID, record: UUID, colleague: UUID) -> dict[str, tuple[Wanted, Place | None]]:
    """Every filter that the page offers, alone and with others, and pages far down."""
    deep = Place(day - timedelta(days=200), UUID(int=0))
    return {
        "everything": (Wanted(), None),
        "everything, half a year down": (Wanted(), deep),
        "looks": (Wanted(outcome="read"), None),
        "refusals": (Wanted(outcome="denied"), None),
        "refusals, half a year down": (Wanted(outcome="denied"), deep),
        "acts": (Wanted(outcome="done"), None),
        "a permission, common": (Wanted(permission="record:read"), None),
        "a permission, rare": (Wanted(permission="record:export"), None),
        "a permission nobody used": (Wanted(permission="record:burn"), None),
        "a purpose, common": (Wanted(purpose="safeguarding-children"), None),
        "a purpose, rare": (Wanted(purpose="crime-prevention"), None),
        "a purpose nobody had": (Wanted(purpose="no-such"), None),
        "a colleague": (Wanted(who=colleague), None),
        "a colleague's refusals": (Wanted(who=colleague, outcome="denied"), None),
        "a day last year": (Wanted(since=day - timedelta(days=300), until=day - timedelta(days=299)), None),
        "a person": (Wanted(about=person), None),
        "a person, last year": (Wanted(about=person, until=day - timedelta(days=300)), None),
        "a record": (Wanted(about=record), None),
    }


def run() -> None:
    """Make a million entries, then time each search beside the plain one."""
    raw = connections["maintenance"]
    raw.ensure_connection()
    with raw.cursor() as cursor:
        cursor.execute(_MAKE)
        cursor.execute("vacuum analyze audit_entry")
    actor = _officer()
    person, record, colleague = _known(raw)
    print(f"\nSearching {ENTRIES:,} audit entries, {PAGE} a page (claim: under {MOST_MILLISECONDS} ms)\n")
    print("| Search | Ours | Without the wall | Ratio |")
    print("|---|---|---|---|")
    with acting_as(actor.actor):
        for title, (wanted, place) in searches(now(), person, record, colleague).items():
            _tell(title, _ours(actor, wanted, place), _theirs(raw, wanted, place))
        looked = Wanted(about=person, outcome="read")
        _tell("who has looked at this person", lambda: looks_at(actor, person), _theirs(raw, looked, None))


def _tell(title: str, ours: Callable[[], object], peer: Callable[[], object]) -> None:
    mine, theirs, ratio = beside(ours, peer)
    print(f"| {title} | {mine:.1f} ms | {theirs:.1f} ms | {ratio:.2f} |", flush=True)


def _officer() -> Standing:
    user = account_by_email(OFFICER)
    if user is None:
        raise LookupError(OFFICER)
    actor = Actor.person(user.pk)
    with acting_as(actor):
        return standing_of(actor)


def _known(raw: Any) -> tuple[UUID, UUID, UUID]:
    """A person of whom the officer's agency holds records, a record that was looked at, and a colleague."""
    with raw.cursor() as cursor:
        cursor.execute(
            "select s.subject_id from access_subject s join partnership_agency a on a.id = s.holder_id"
            " where a.key = 'kent-police' order by 1 limit 1"
        )
        (person,) = cursor.fetchone()
        cursor.execute("select (detail -> 'keys' ->> 0)::uuid from audit_entry where outcome = 'read' limit 1")
        (record,) = cursor.fetchone()
        cursor.execute(
            "select p.user_id from partnership_role r join partnership_person p on p.id = r.person_id"
            " join partnership_agency a on a.id = r.agency_id"
            " where a.key = 'kent-police' and p.user_id is not null order by 1 limit 1"
        )
        (colleague,) = cursor.fetchone()
    return person, record, colleague


def _ours(actor: Standing, wanted: Wanted, place: Place | None) -> Callable[[], object]:
    return lambda: search_entries(actor, wanted, place=place)


def _theirs(raw: Any, wanted: Wanted, place: Place | None) -> Callable[[], object]:
    asked = {"permission": wanted.permission, "outcome": wanted.outcome, "purpose": wanted.purpose}
    asked |= {"actor": f"person:{wanted.who}" if wanted.who else ""}
    filters = "".join(f" and {name} = %({name})s" for name, value in asked.items() if value)
    statement = _PEER.format(filters=filters + (_ABOUT if wanted.about else ""))
    before = place.at if place else wanted.until or now() + timedelta(days=1)
    facts = asked | {
        "before": before,
        "before_id": place.entry_id if place else UUID(int=0),
        "since": wanted.since or datetime.fromtimestamp(0, tz=before.tzinfo),
        "most": PAGE + 1,
        "about": str(wanted.about),
        "subjects": f'{{"subjects": ["{wanted.about}"]}}',
        "keys": f'{{"keys": ["{wanted.about}"]}}',
    }

    def ask() -> object:
        with raw.cursor() as cursor:
            cursor.execute(statement, facts)
            return cursor.fetchall()

    return ask
