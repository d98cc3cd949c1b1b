"""A plan with 200 actions and 20,000 updates: its page, and search, beside a plain Django view of the same."""

from uuid import UUID

from django.db import connections
from django.test import Client, RequestFactory
from django.urls import reverse

from benchmarks import peers
from benchmarks.demonstration import signed_in
from benchmarks.timing import beside

ACTIONS, UPDATES = 200, 20_000

_BUILD = """
insert into plan_plan (id, title, summary, audience, scope, area, state, version, created_at, published_at)
values (%(plan)s, 'A large plan', '', 'partnership', 'county', '', 'live', 1, now(), now());
insert into plan_strand (id, plan_id, kind, aim, position)
select gen_random_uuid(), %(plan)s, kind, 'An aim', place - 1
from unnest(array['prevent', 'protect', 'pursue', 'prepare']) with ordinality as strand (kind, place);
insert into plan_action (id, plan_id, strand_id, number, title, text, status, status_reason, status_since, version,
                         changed_at)
select gen_random_uuid(), %(plan)s, s.id, n, 'Action ' || n || ' of ' || s.kind,
       'Work with schools, families and wards in area ' || n, 'on-track', '', now(), 1, now()
from plan_strand s, generate_series(1, %(each)s) n where s.plan_id = %(plan)s;
insert into plan_actionagency (id, plan_id, action_id, agency_id, part, named, qualifier, position)
select gen_random_uuid(), %(plan)s, a.id, g.id, 'lead', g.name, '', row_number() over (partition by a.id) - 1
from plan_action a, partnership_agency g
where a.plan_id = %(plan)s and g.key in ('kent-police', 'kent-county-council', 'medway-council');
insert into plan_timescale (id, plan_id, action_id, kind, date, raw)
select gen_random_uuid(), %(plan)s, id, 'due', current_date + (number * 7 - 100), '' from plan_action
where plan_id = %(plan)s;
insert into plan_update (id, plan_id, action_id, author_id, at, text, status_before, status_after, reason, marking,
                         carried_from)
select gen_random_uuid(), %(plan)s, a.id, (select id from partnership_person limit 1),
       now() - make_interval(hours => n),
       'Update ' || n || ': met the ' || (array['school', 'ward', 'clinic', 'hostel', 'club'])[1 + n %% 5]
           || ' leads about mentoring, transport and exploitation; ' || md5(n::text || a.id::text),
       'on-track', 'on-track', '', 'official', ''
from plan_action a, generate_series(1, %(updates)s) n where a.plan_id = %(plan)s;
analyze;
"""


def build() -> UUID:
    """Put the plan into the database, past the operations (as maintenance), in a few statements."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("select gen_random_uuid()")
        (plan,) = cursor.fetchone()
        values = {"plan": plan, "each": ACTIONS // 4, "updates": UPDATES // ACTIONS}
        for statement in filter(str.strip, _BUILD.split(";\n")):
            cursor.execute(statement, values if "%" in statement else None)
    return plan


def run() -> None:
    """Print each page beside its peer."""
    plan = build()
    client = signed_in("tom-hadlow")
    print(f"A plan with {ACTIONS} actions and {UPDATES:,} updates (ours | a plain Django view | ratio)")
    show("plan on a page", client, reverse("plan:plan", args=[plan]), lambda request: peers.plan_page(request, plan))
    for words in ("mentoring clinic", "hostel", "area 7"):
        path = reverse("plan:search") + f"?q={words}&plan={plan}"
        show(f"search: {words}", client, path, lambda request, words=words: peers.search(request, plan, words))


def show(name: str, client: Client, path: str, peer: object) -> None:
    """Time one page beside its peer, and print the medians and their ratio."""
    factory = RequestFactory(SERVER_NAME="localhost")
    answers = client.get(path), peer(factory.get(path))  # type: ignore[operator]
    if any(answer.status_code != 200 for answer in answers):
        raise RuntimeError(f"{path} did not answer.")
    mine, theirs, ratio = beside(lambda: client.get(path), lambda: peer(factory.get(path)))  # type: ignore[operator]
    print(f"  {name:<26} {mine:7.1f} ms | {theirs:7.1f} ms | {ratio:5.2f}")
