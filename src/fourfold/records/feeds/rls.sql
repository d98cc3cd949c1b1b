-- Records about people. Rows are seen by grant (`access_guard`); what they say leaves by `feeds_read` alone, which writes
-- the audit entry in the same statement: what cannot be logged is not shown. What is found by is in `rls/3_keys.sql`.
-- Anonymised records are counted by `feeds_patterns`, and never read one by one.

-- Whoever may hand in records of an agency: its own people, and the installation while it sets up a demonstration.
create or replace function feeds_holds(wanted uuid) returns boolean
    language plpgsql stable
    as $$
    begin
        return coalesce(fourfold_service() = 'installation', false)
            or exists (select from partnership_places() p where p.agency_id = wanted);
    end $$;

-- Whether a record may be attached to a person: one of whom nothing is held yet, or of whom the actor sees something.
create or replace function feeds_may_attach(wanted uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return wanted is null
            or coalesce(fourfold_service() = 'installation', false)
            or not exists (select from feeds_record r where r.subject_id = wanted)
            or exists (select from feeds_record r where r.subject_id = wanted
                         and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted));
    end $$;

-- The person whom a reference names, for the installation, which sees nobody's records while it adds them.
create or replace function feeds_person_of(wanted text) returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select s.id from feeds_subject s where s.reference = wanted and fourfold_service() = 'installation');
    end $$;

-- A record says truly what it is: its label is made of its own columns, its reference is its person's, and its holder
-- holds such a data set, live. One that comes in a delivery is closed (label 0) until its delivery is whole.
create or replace function feeds_record_enters() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if not catalogue_is_live(new.holder_id, new.data_set) then
            raise exception 'The data set is not live for its holder.' using errcode = 'check_violation';
        end if;
        new.label_id := case when new.delivery_id is not null then 0 else
            access_label(new.holder_id, new.data_set, new.subject_kind, new.subject_role, new.handling) end;
        new.reference := coalesce((select s.reference from feeds_subject s where s.id = new.subject_id), '');
        return new;
    end $$;
drop trigger if exists enters on feeds_record;
create trigger enters before insert on feeds_record for each row execute function feeds_record_enters();

-- Content is added with its record by its holder's people; afterwards it is closed.
create or replace function feeds_is_mine_to_fill(wanted uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from feeds_record r
            where r.id = wanted and feeds_holds(r.holder_id)
              and not exists (select from feeds_content c where c.record_id = wanted));
    end $$;

do $$
declare name text;
begin
    foreach name in array array['subject', 'content', 'lookup'] loop
        execute format('alter table feeds_%s enable row level security', name);
        execute format('alter table feeds_%s force row level security', name);
    end loop;
    perform access_guard('feeds_record');
    perform access_knows('feeds_record');
end $$;

revoke all on feeds_subject, feeds_record, feeds_content, feeds_lookup from fourfold_app;
grant insert on feeds_subject, feeds_content to fourfold_app;
grant select, insert on feeds_record, feeds_lookup to fourfold_app;

drop policy if exists add_person on feeds_subject;
create policy add_person on feeds_subject for insert to fourfold_app
    with check ((select fourfold_service()) = 'installation' or (select partnership_is_active()));
drop policy if exists hand_in on feeds_record;
create policy hand_in on feeds_record for insert to fourfold_app
    with check (delivery_id is null and feeds_holds(holder_id) and feeds_may_attach(subject_id));
drop policy if exists fill on feeds_content;
create policy fill on feeds_content for insert to fourfold_app with check (feeds_is_mine_to_fill(record_id));
drop function if exists feeds_name_labels(boolean), feeds_name_pairs();
drop function if exists feeds_word_enters() cascade;  -- with the triggers of tables that search keys replaced

-- Reading --------------------------------------------------------------------------------------------------------
-- What records say, as far as the actor's grants open it for the purpose of the transaction, in the order asked for.
-- `wanted`: only these fields; null: all that are shared. One audit entry names every record, person, field and grant.
create or replace function feeds_read(ids uuid[], wanted text[], request text)
    returns table (record_id uuid, shown jsonb, grants uuid[])
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare
        one record;
        keys uuid[] := '{}'; people uuid[] := '{}'; fields text[] := '{}'; opened uuid[] := '{}';
    begin
        if cardinality(ids) > 200 then
            raise exception 'At most 200 records are read at once.' using errcode = 'program_limit_exceeded';
        end if;
        for one in
            select r.id, r.subject_id,
                   access_shown(r.label_id, r.subject_id, c.values) as says,
                   array(select g.grant_id from access_grants_of(r.label_id, r.subject_id) g) as because
            from feeds_record r join feeds_content c on c.record_id = r.id
            where r.id = any (ids) and r.subject_kind <> 'nobody'
              and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted)
              and not access_fields_of(r.label_id, r.subject_id) <@ array['name', 'born_on']  -- locked: ADR 18
            order by array_position(ids, r.id)
        loop
            record_id := one.id;
            grants := one.because;
            shown := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(one.says)
                      where wanted is null or key = any (wanted));
            keys := keys || one.id;
            people := people || one.subject_id;
            fields := fields || array(select jsonb_object_keys(shown));
            opened := opened || one.because;
            return next;
        end loop;
        if keys <> '{}' then
            perform access_log_read('record:read', 'record', keys,
                array(select distinct unnest(people)), array(select distinct unnest(fields) order by 1),
                array(select distinct unnest(opened)), request);
        end if;
    end $$;

-- What an anonymised record is counted by: of a moment or a day, its month alone.
create or replace function feeds_pattern_value(content jsonb, field text) returns text
    language sql immutable
    as $$ select case when field ~ '_(at|on)$' then left(content ->> field, 7) else content ->> field end $$;

-- Anonymised records, counted by two fields: 7 or fewer withheld (null), the rest rounded to 5, before a number leaves.
create or replace function feeds_patterns(
    wanted_set text, row_field text, column_field text, since date, until date, request text)
    returns table (row_value text, column_value text, published integer)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare opened uuid[];
    begin
        opened := array(
            select distinct g.grant_id
            from (select distinct r.label_id from feeds_record r
                  where r.data_set = wanted_set and r.subject_kind = 'nobody') one,
                 access_grants_of(one.label_id, null) g
            where access_sees(one.label_id, null, null, false));
        if opened <> '{}' then
            perform access_log_read('pattern:read', 'data-set', '{}'::uuid[], '{}'::uuid[],
                                    array[row_field, column_field], opened, request);
        end if;
        return query
            with open as (
                select one.label_id, access_fields_of(one.label_id, null) as fields
                from (select distinct r.label_id from feeds_record r
                      where r.data_set = wanted_set and r.subject_kind = 'nobody') one
                where access_sees(one.label_id, null, null, false)
            ), counted as (
                select feeds_pattern_value(c.values, row_field) as r, feeds_pattern_value(c.values, column_field) as c,
                       count(*) as n
                from feeds_record rec
                join open on open.label_id = rec.label_id
                join feeds_content c on c.record_id = rec.id
                where rec.data_set = wanted_set and rec.subject_kind = 'nobody'
                  and rec.occurred_on >= since and rec.occurred_on < until
                  and row_field = any (open.fields) and column_field = any (open.fields)
                group by 1, 2
            )
            select counted.r, counted.c,
                   case when counted.n < 8 then null else (5 * ((counted.n + 2) / 5))::integer end
            from counted where counted.r is not null and counted.c is not null order by 1, 2;
    end $$;

-- Look-ups ---------------------------------------------------------------------------------------------------------
-- Recorded under a grant of the look-up's data set to the actor's agency; read by the asking agency's people.
create or replace function feeds_may_look_up(wanted_agency uuid, wanted_grant uuid) returns boolean
    language plpgsql stable
    as $$
    begin
        return exists (select from jsonb_array_elements(access_grants()) one
                       join access_grant g on g.id = (one ->> 'id')::uuid
                       where g.id = wanted_grant and g.recipient_id = wanted_agency and g.data_set = 'cp-is');
    end $$;

drop policy if exists record_look_up on feeds_lookup;
create policy record_look_up on feeds_lookup for insert to fourfold_app
    with check (asked_by_id = (select partnership_person()) and purpose = (select fourfold_purpose())
                and feeds_may_look_up(agency_id, grant_id));
drop policy if exists read_look_ups on feeds_lookup;
create policy read_look_ups on feeds_lookup for select to fourfold_app
    using (agency_id in (select p.agency_id from partnership_places() p));

-- Requests to share ------------------------------------------------------------------------------------------------
-- Who asks names a person of whom they see a record for the purpose of the transaction, or describes them in words: an
-- id that they came by otherwise attaches to nobody.
create or replace function feeds_request_about_seen() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if new.subject_id is not null
           and not exists (select from feeds_record r where r.subject_id = new.subject_id) then
            raise exception 'a request is about a person whom you see' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
drop trigger if exists about_seen on requests_request;
create trigger about_seen before insert on requests_request
    for each row execute function feeds_request_about_seen();
