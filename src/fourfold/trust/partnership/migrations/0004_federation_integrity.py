"""One directory an agency and one agency a domain at a time; nobody is linked to a directory that may not speak for them."""

from django.db import migrations

ALONE = """
create function partnership_identity_provider_stands_alone() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    perform pg_advisory_xact_lock(hashtext('partnership_identityprovider'));
    if exists (
        select from partnership_identityprovider p
        where p.id <> new.id and (p.agency_id = new.agency_id or p.domains && new.domains)
          and daterange(p.since, p.until) && daterange(new.since, new.until)
    ) then
        raise exception 'an agency has one directory at a time, and a domain one agency'
            using errcode = 'exclusion_violation';
    end if;
    if tg_op = 'UPDATE' and (old.agency_id, old.issuer, old.subject_claim, old.since)
       is distinct from (new.agency_id, new.issuer, new.subject_claim, new.since) then
        raise exception 'a directory ends and another begins: it never becomes another' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger identity_provider_stands_alone before insert or update on partnership_identityprovider
    for each row execute function partnership_identity_provider_stands_alone();
"""
NOT_ALONE = """
drop trigger identity_provider_stands_alone on partnership_identityprovider;
drop function partnership_identity_provider_stands_alone();
"""

# The rule of `federation/entering.py`, once more: whatever the code above it believed.
SPOKEN_FOR = """
create function partnership_identity_is_spoken_for() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if not exists (
        select from partnership_identityprovider p
        join partnership_user u on u.id = new.user_id and u.is_active
        join partnership_person n on n.user_id = u.id
        join partnership_role r on r.person_id = n.id and r.agency_id = p.agency_id
        cross join (select (now() at time zone 'Europe/London')::date as day) today
        where p.id = new.provider_id and split_part(u.email, '@', 2) = any (p.domains)
          and p.since <= today.day and (p.until is null or p.until > today.day)
          and r.since <= today.day and (r.until is null or r.until > today.day)
    ) then
        raise exception 'this directory may not speak for this account' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger identity_is_spoken_for before insert or update on partnership_federatedidentity
    for each row execute function partnership_identity_is_spoken_for();
"""
NOT_SPOKEN_FOR = """
drop trigger identity_is_spoken_for on partnership_federatedidentity;
drop function partnership_identity_is_spoken_for();
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0003_federation")]
    operations = [
        migrations.RunSQL(ALONE, NOT_ALONE),
        migrations.RunSQL(SPOKEN_FOR, NOT_SPOKEN_FOR),
    ]
