"""The directory with 400 agencies and 2,000 people: its search, beside a plain Django view of the same question."""

from django.db import connections
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse

from benchmarks.demonstration import signed_in
from benchmarks.large_plan import show
from fourfold.ground.kernel.clock import today
from fourfold.trust.partnership.models import Role

AGENCIES, PEOPLE = 400, 2_000
MOST_MILLISECONDS = 40

# Names that overlap as real ones do: 20 places, 20 kinds of body, 40 first and 50 last names.
_BUILD = """
insert into partnership_agency (id, key, name, short_name, type, tier, area_code, is_collective,
                                statutory_safeguarding, source_url)
select gen_random_uuid(), 'bench-' || n,
       'Place' || chr(97 + n %% 20) || ' ' || (array['Council', 'Police', 'Health Trust', 'Youth Service', 'Housing',
           'Probation', 'College', 'Academy', 'Hospice', 'Fire Service', 'Charity', 'Forum', 'Partnership', 'Court',
           'Prison', 'Surgery', 'Library', 'Club', 'Church', 'Union'])[1 + n / 20],
       'Agency ' || n, 'voluntary', 'local', '', false, false, ''
from generate_series(0, %(agencies)s - 1) n;
insert into partnership_agencyalias (id, agency_id, alias)
select gen_random_uuid(), id, 'also ' || short_name from partnership_agency where key like 'bench-%%';
insert into partnership_person (id, name, is_synthetic)
select gen_random_uuid(), 'First' || chr(97 + n %% 26) || chr(97 + n %% 7) || ' Last' || chr(97 + n %% 23)
       || chr(97 + n %% 11) || chr(97 + n %% 5), true
from generate_series(1, %(people)s) n;
insert into partnership_role (id, person_id, agency_id, kind, title, since)
select gen_random_uuid(), p.id, a.id,
       case (p.n / %(agencies)s) %% 5 when 0 then 'champion' when 1 then 'accountable-officer' else 'member' end,
       'Officer', date '2025-01-01'
from (select id, row_number() over (order by id) as n from partnership_person
      where name like 'First%%' and name like '%% Last%%') p
join (select id, row_number() over (order by id) as n from partnership_agency where key like 'bench-%%') a
  on a.n = 1 + p.n %% %(agencies)s;
analyze;
"""

_PAGE = engines["django"].from_string(
    "<h1>{{ words }}</h1>{% for role in roles %}<h2>{{ role.agency.name }}</h2><p>{{ role.kind }} "
    "{{ role.person.name }}"
    " {{ role.person.contact.telephone }} {{ role.person.user.email }}</p>{% endfor %}"
)


def build() -> None:
    """Put agencies and people into the database, past the operations (as maintenance)."""
    values = {"agencies": AGENCIES, "people": PEOPLE}
    with connections["maintenance"].cursor() as cursor:
        for statement in filter(str.strip, _BUILD.split(";\n")):
            cursor.execute(statement, values if "%" in statement else None)


def peer(request: HttpRequest, words: str) -> HttpResponse:
    """What a plain Django project would write: every word in a name, a role or an alias, with `icontains`."""
    roles = Role.objects.using("maintenance").filter(Q(until__isnull=True) | Q(until__gt=today()))
    for word in words.split():
        roles = roles.filter(
            Q(agency__name__icontains=word)
            | Q(agency__short_name__icontains=word)
            | Q(agency__aliases__alias__icontains=word)
            | Q(person__name__icontains=word)
            | Q(kind__icontains=word)
        )
    found = (
        roles.select_related("agency", "person__user", "person__contact").order_by("agency__name", "pk").distinct()
    )
    return HttpResponse(_PAGE.render({"words": words, "roles": list(found[:25])}, request))


def run() -> None:
    """Print each question beside its peer."""
    build()
    client = signed_in("tom-hadlow")
    print(f"A directory of {AGENCIES} agencies and {PEOPLE:,} people (claim: under {MOST_MILLISECONDS} ms)")
    for words in ("champion placea council", "firstab", "placec", "champion", "placeb police accountable officer"):
        path = reverse("partnership:directory") + f"?q={words.replace(' ', '+')}"
        show(f"directory: {words}", client, path, lambda request, words=words: peer(request, words))
