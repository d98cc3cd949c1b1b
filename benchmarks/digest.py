"""The weekly digest for 2,000 people, two actions each, beside a plain loop that asks and mails one by one."""

import statistics
from datetime import datetime, timedelta

from django.core import mail
from django.db import connections
from django.template import engines
from django.test.utils import override_settings

from benchmarks.timing import milliseconds
from fourfold.accountability.chasing.domain.weeks import monday_of
from fourfold.accountability.chasing.operations.digests import write_due_digests
from fourfold.accountability.plan.models import Action
from fourfold.ground.kernel.clock import LONDON, today
from fourfold.ground.kernel.working_days import is_working_day
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.partnership.models import Person

PEOPLE, ROUNDS = 2_000, 3
MOST_SECONDS = 30

_BUILD = """
create temporary table bench_people as
select gen_random_uuid() as person, gen_random_uuid() as account, n from generate_series(1, %(people)s) n;
insert into partnership_user (id, email, password, is_active, is_demonstration, created_at)
select account, 'digest' || n || '@bench.example', '!', true, true, now() from bench_people;
insert into partnership_person (id, user_id, name, is_synthetic)
select person, account, 'Digest Person ' || n, true from bench_people;
insert into partnership_role (id, person_id, agency_id, kind, title, since)
select gen_random_uuid(), person, (select id from partnership_agency where key = 'kent-police'), 'member', '',
       date '2025-01-01' from bench_people;
create temporary table bench_plan as select gen_random_uuid() as plan, gen_random_uuid() as strand;
insert into plan_plan (id, title, label, summary, audience, scope, area, state, version, created_at, published_at)
select plan, 'Digest plan', '', '', 'partnership', 'county', '', 'live', 1, now(), now() from bench_plan;
insert into plan_strand (id, plan_id, kind, aim, position) select strand, plan, 'prevent', '', 1 from bench_plan;
create temporary table bench_actions as
select gen_random_uuid() as action, person, row_number() over () as n from bench_people, generate_series(1, 2);
insert into plan_action (id, plan_id, strand_id, number, title, text, status, status_reason, status_since,
                         accountable_officer_id, version, changed_at)
select action, plan, strand, n, 'Action number ' || n, 'What is to be done.', 'on-track', '', now(), person, 1, now()
from bench_actions, bench_plan;
insert into plan_timescale (id, plan_id, action_id, kind, date, raw)
select gen_random_uuid(), plan, action, 'due', current_date - 3 + (n %% 10)::int, '' from bench_actions, bench_plan;
analyze;
"""

_TEXT = engines["django"].from_string(
    "Hello {{ person.name }},\n{% for action in actions %}- {{ action.title }}: "
    "{% for one in action.timescales.all %}{{ one.date }}{% endfor %}\n{% endfor %}"
)


def build() -> None:
    """Put people, accounts and a plan into the database, past the operations (as maintenance)."""
    with connections["maintenance"].cursor() as cursor:
        for statement in filter(str.strip, _BUILD.split(";\n")):
            cursor.execute(statement, {"people": PEOPLE} if "%" in statement else None)


def ours(moment: datetime) -> int:
    """The job: lines, digests, links, sealed letters in the outbox, audit; through row-level security."""
    with acting_as(CHASER.actor):
        return write_due_digests(actor=CHASER, now=moment)


def peer() -> int:
    """What a plain Django project would write: a query and a mail a person, to memory; no links, no outbox."""
    until = today() + timedelta(days=14)
    people = Person.objects.using("maintenance").filter(user__is_active=True).select_related("user")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        for person in people:
            actions = Action.objects.using("maintenance").filter(
                accountable_officer=person, timescales__date__lte=until, timescales__done_on__isnull=True
            )
            found = list(actions.prefetch_related("timescales").distinct())
            if found and person.user:
                text = _TEXT.render({"person": person, "actions": found})
                mail.EmailMessage("Your actions", text, "us@bench.example", [person.user.email]).send()
        return len(mail.outbox)


def tuesdays(count: int) -> list[datetime]:
    """The next working Tuesdays at eight."""
    day, found = monday_of(today()) + timedelta(days=8), []
    while len(found) < count:
        if is_working_day(day):
            found.append(datetime(day.year, day.month, day.day, 8, 3, tzinfo=LONDON))
        day += timedelta(days=7)
    return found


def run() -> None:
    """Print ours and the peer, round by round."""
    build()
    pairs: list[tuple[float, float]] = []
    written: list[int] = []
    for moment in tuesdays(ROUNDS):
        mine = milliseconds(lambda moment=moment: written.append(ours(moment)))  # type: ignore[misc]
        pairs.append((mine / 1000, milliseconds(peer) / 1000))
    print(f"\nThe weekly digest for {PEOPLE:,} people (claim: under {MOST_SECONDS} s)")
    print(f"  digests written: {', '.join(map(str, written))}")
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"  ours {mine:.1f} s, plain loop {theirs:.1f} s, ratio {mine / theirs:.2f}")
