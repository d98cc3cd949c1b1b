"""Periods that never overlap (without btree_gist; docs/adr/0007), rows that keep to their person, and search's words."""

from django.db import migrations

PERIODS = """
create type uuidrange as range (subtype = uuid);

-- A random id for (person, agency, kind), so that one exclusion constraint serves the three of them.
create function partnership_role_key(person uuid, agency uuid, kind text) returns uuid
    language sql immutable parallel safe
    return md5(person::text || ' ' || agency::text || ' ' || kind)::uuid;

alter table partnership_role add constraint role_periods_do_not_overlap exclude using gist (
    uuidrange(partnership_role_key(person_id, agency_id, kind),
              partnership_role_key(person_id, agency_id, kind), '[]') with &&,
    daterange(since, until) with &&);
alter table partnership_absence add constraint absences_do_not_overlap exclude using gist (
    uuidrange(person_id, person_id, '[]') with &&, daterange(since, until) with &&);
alter table partnership_participation add constraint participations_do_not_overlap exclude using gist (
    uuidrange(agency_id, agency_id, '[]') with &&, daterange(since, until) with &&);
"""
NO_PERIODS = """
alter table partnership_participation drop constraint participations_do_not_overlap;
alter table partnership_absence drop constraint absences_do_not_overlap;
alter table partnership_role drop constraint role_periods_do_not_overlap;
drop function partnership_role_key(uuid, uuid, text);
drop type uuidrange;
"""

# Cover is of a role of the one who is away, and by somebody who on the first day has a role in that agency, or in one
# that took its work over. And a role keeps what it is: whoever becomes something else gets another role.
COVER = """
alter table partnership_role add constraint role_of_person unique (id, person_id);
alter table partnership_cover
    add constraint cover_of_their_role foreign key (role_id, person_id)
        references partnership_role (id, person_id) deferrable initially deferred,
    add constraint cover_of_their_absence foreign key (absence_id, person_id)
        references partnership_absence (id, person_id) deferrable initially deferred;

create function partnership_cover_is_by_a_colleague() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if not exists (
        with recursive place(agency_id) as (
            select r.agency_id from partnership_role r where r.id = new.role_id
            union
            select s.successor_id from place join partnership_succession s on s.predecessor_id = place.agency_id
        )
        select from partnership_role r join place on place.agency_id = r.agency_id
        join partnership_absence a on a.id = new.absence_id
        where r.person_id = new.by_id and r.since <= a.since and (r.until is null or r.until > a.since)
    ) then
        raise exception 'cover is by somebody with a role in the agency' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger cover_is_by_a_colleague before insert or update on partnership_cover
    for each row execute function partnership_cover_is_by_a_colleague();

create function partnership_role_keeps_what_it_is() returns trigger language plpgsql as $$
begin
    if (old.person_id, old.agency_id, old.kind, old.since)
       is distinct from (new.person_id, new.agency_id, new.kind, new.since) then
        raise exception 'a role ends and another begins: it never becomes another' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger role_keeps_what_it_is before update on partnership_role
    for each row execute function partnership_role_keeps_what_it_is();
"""
NO_COVER = """
drop trigger role_keeps_what_it_is on partnership_role;
drop function partnership_role_keeps_what_it_is();
drop trigger cover_is_by_a_colleague on partnership_cover;
drop function partnership_cover_is_by_a_colleague();
alter table partnership_cover drop constraint cover_of_their_absence, drop constraint cover_of_their_role;
alter table partnership_role drop constraint role_of_person;
"""

# The words of a name, as the directory is searched by them: small letters, without accents and apostrophes.
WORDS = """
create function partnership_words_of(name text) returns table (word text)
    language sql immutable parallel safe
    as $$
        select distinct left(part, 80)
        from regexp_split_to_table(
            regexp_replace(normalize(lower(name), NFD), '[\u0300-\u036f''’]', '', 'g'), '[^[:alnum:]]+') as part
        where part <> ''
    $$;

create function partnership_words_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
declare of_agency uuid;
begin
    if tg_table_name = 'partnership_person' then
        delete from partnership_directoryword where person_id = new.id;
        insert into partnership_directoryword (person_id, word) select new.id, w.word
        from partnership_words_of(new.name) w;
        return null;
    end if;
    if tg_table_name = 'partnership_agency' then
        of_agency := new.id;
    elsif tg_op = 'DELETE' then
        of_agency := old.agency_id;
    else
        of_agency := new.agency_id;
    end if;
    delete from partnership_directoryword where agency_id = of_agency;
    insert into partnership_directoryword (agency_id, word) select a.id, w.word
    from partnership_agency a, partnership_words_of(
        a.name || ' ' || a.short_name || ' '
        || coalesce((select string_agg(s.alias, ' ') from partnership_agencyalias s where s.agency_id = a.id), '')) w
    where a.id = of_agency;
    return null;
end $$;

create trigger words_changed after insert or update of name on partnership_person
    for each row execute function partnership_words_changed();
create trigger words_changed after insert or update of name, short_name on partnership_agency
    for each row execute function partnership_words_changed();
create trigger words_changed after insert or delete or update of alias on partnership_agencyalias
    for each row execute function partnership_words_changed();
"""
NO_WORDS = """
drop trigger words_changed on partnership_agencyalias;
drop trigger words_changed on partnership_agency;
drop trigger words_changed on partnership_person;
drop function partnership_words_changed();
drop function partnership_words_of(text);
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]
    operations = [
        migrations.RunSQL(PERIODS, NO_PERIODS),
        migrations.RunSQL(COVER, NO_COVER),
        migrations.RunSQL(WORDS, NO_WORDS),
    ]
