"""Periods of the same role never overlap themselves (without btree_gist; see docs/adr)."""

from django.db import migrations

SQL = """
create type uuidrange as range (subtype = uuid);

-- A random id for (person, agency, kind), so that one exclusion constraint serves the three of them.
create function partnership_role_key(person uuid, agency uuid, kind text) returns uuid
    language sql immutable parallel safe
    return md5(person::text || ' ' || agency::text || ' ' || kind)::uuid;

alter table partnership_role add constraint role_periods_do_not_overlap exclude using gist (
    uuidrange(partnership_role_key(person_id, agency_id, kind),
              partnership_role_key(person_id, agency_id, kind), '[]') with &&,
    daterange(since, until) with &&);
"""

UNDO = """
alter table partnership_role drop constraint role_periods_do_not_overlap;
drop function partnership_role_key(uuid, uuid, text);
drop type uuidrange;
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
