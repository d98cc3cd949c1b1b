-- Who oversees. A data protection officer answers for the agencies in which they hold that role today and for those
-- whose work these took over; the accountable officer is told, too, who looked at people of whom the agency holds records.

create or replace function oversight_agencies() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(distinct p.agency_id), '{}') from partnership_places() p
                where p.kind = 'data-protection-officer');
    end $$;

create or replace function oversight_owned_agencies() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(distinct p.agency_id), '{}') from partnership_places() p
                where p.kind in ('data-protection-officer', 'accountable-officer'));
    end $$;

-- The breach register -----------------------------------------------------------------------------------------------
do $$
declare name text;
begin
    foreach name in array array['breach', 'breachentry', 'witness', 'sentcheckpoint'] loop
        execute format('alter table oversight_%s enable row level security', name);
        execute format('alter table oversight_%s force row level security', name);
    end loop;
end $$;

drop policy if exists read_as_concerned on oversight_breach;
create policy read_as_concerned on oversight_breach for select to fourfold_app
    using (agency_ids && (select oversight_agencies())::uuid[]);
drop policy if exists open_for_own on oversight_breach;
create policy open_for_own on oversight_breach for insert to fourfold_app
    with check (agency_id = any ((select oversight_agencies())::uuid[]) and closed_at is null
                and opened_by_id = (select partnership_person()));
drop policy if exists decide_for_own on oversight_breach;
create policy decide_for_own on oversight_breach for update to fourfold_app
    using (agency_id = any ((select oversight_agencies())::uuid[]))
    with check (agency_id = any ((select oversight_agencies())::uuid[]));

create or replace function oversight_breaches() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(b.id), '{}') from oversight_breach b
                where b.agency_ids && oversight_agencies());
    end $$;

drop policy if exists read_as_concerned on oversight_breachentry;
create policy read_as_concerned on oversight_breachentry for select to fourfold_app
    using (breach_id = any ((select oversight_breaches())::uuid[]));
drop policy if exists write_own on oversight_breachentry;
create policy write_own on oversight_breachentry for insert to fourfold_app
    with check (breach_id = any ((select oversight_breaches())::uuid[]) and by_id = (select partnership_person()));

-- What was written down stays: a breach is never removed, who recorded it and whose it is never changed, nor its history.
revoke delete on oversight_breach from fourfold_app;
revoke update, delete on oversight_breachentry from fourfold_app;
create or replace function oversight_breach_stays() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if (new.id, new.agency_id, new.opened_at, new.opened_by_id)
               is distinct from (old.id, old.agency_id, old.opened_at, old.opened_by_id)
           or not new.agency_ids @> old.agency_ids then
            raise exception 'what the register says of a breach’s beginning stays' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
drop trigger if exists breach_stays on oversight_breach;
create trigger breach_stays before update on oversight_breach
    for each row execute function oversight_breach_stays();

-- The chaser learns when to warn whom, and nothing of what happened.
create or replace function oversight_undecided() returns table (id uuid, known_at timestamptz, agency_ids uuid[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' then return; end if;
        return query select b.id, b.known_at, b.agency_ids from oversight_breach b
                     where b.closed_at is null and b.ico_decision = '';
    end $$;

-- Checkpoints -------------------------------------------------------------------------------------------------------
drop policy if exists read on oversight_witness;
create policy read on oversight_witness for select to fourfold_app
    using ((select partnership_may_administer() or oversight_agencies() <> '{}' or fourfold_service() = 'chaser'));
drop policy if exists name on oversight_witness;
create policy name on oversight_witness for insert to fourfold_app
    with check ((select partnership_has_role('administrator')) and named_by_id = (select partnership_person()));
drop policy if exists relieve on oversight_witness;
create policy relieve on oversight_witness for update to fourfold_app
    using ((select partnership_has_role('administrator')));
revoke update, delete on oversight_witness from fourfold_app;
grant update (until) on oversight_witness to fourfold_app;

drop policy if exists read on oversight_sentcheckpoint;
create policy read on oversight_sentcheckpoint for select to fourfold_app
    using ((select partnership_may_administer() or oversight_agencies() <> '{}' or fourfold_service() = 'chaser'));
drop policy if exists send on oversight_sentcheckpoint;
create policy send on oversight_sentcheckpoint for insert to fourfold_app
    with check ((select fourfold_service()) = 'chaser');
revoke update, delete on oversight_sentcheckpoint from fourfold_app;

-- Searching the audit log -------------------------------------------------------------------------------------------
-- The log itself is read by nobody but the sealer. What follows shows a data protection officer the entries that they
-- answer for: of their agencies' people in the time of their roles there; of reads that rest on grants of their agencies'
-- data; and of refusals about records that their agencies hold.

-- Who worked in these agencies, from when to when, as the log names them.
create or replace function oversight_tenures(of_agencies uuid[])
    returns table (actor text, since timestamptz, until timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select 'person:' || p.user_id, r.since::timestamp at time zone 'Europe/London',
                   coalesce(r.until::timestamp at time zone 'Europe/London', 'infinity')
            from partnership_role r join partnership_person p on p.id = r.person_id
            where r.agency_id = any (of_agencies) and p.user_id is not null;
    end $$;

-- Those of the ids (of records or of people) of which these agencies hold something, by every guarded table there is.
create or replace function oversight_held(ids uuid[], of_agencies uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare guarded regclass; part uuid[]; found_ids uuid[] := '{}';
    begin
        -- Words and keys by which records are found name theirs in `record_id`, and hold nothing more.
        for guarded in select p.polrelid::regclass from pg_policy p where p.polname = 'see_by_grant'
            and not exists (select from pg_attribute a where a.attrelid = p.polrelid and a.attname = 'record_id') loop
            execute format(
                'select coalesce(array_agg(distinct one.held), ''{}'') from (
                     select g.id as held from %1$s g join access_label l on l.id = g.label_id
                     where g.id = any ($1) and l.holder_id = any ($2)
                     union all
                     select g.subject_id from %1$s g join access_label l on l.id = g.label_id
                     where g.subject_id = any ($1) and l.holder_id = any ($2)) one', guarded)
                into part using ids, of_agencies;
            found_ids := found_ids || part;
        end loop;
        return found_ids;
    end $$;

-- What an entry's detail must contain to rest on a grant of these agencies' data.
create or replace function oversight_rests_on(of_agencies uuid[]) returns jsonb[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(jsonb_build_object('grants', jsonb_build_array(g.id))), '{}')
                from access_grant g where g.provider_id = any (of_agencies));
    end $$;
revoke all on function oversight_tenures(uuid[]), oversight_held(uuid[], uuid[]), oversight_rests_on(uuid[])
    from public, fourfold_app;

create or replace function oversight_among(ids jsonb, wanted text[]) returns jsonb
    language sql immutable
    as $$ select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(ids) one where one = any (wanted) $$;

-- An entry as it is shown. `is_own`: of the officer's own people. Of a read that rests on several agencies' grants, the
-- officer of one sees the records and people of that one alone.
drop function if exists oversight_shown(uuid[], uuid[]);
create function oversight_shown(entries uuid[], of_agencies uuid[])
    returns table (id uuid, occurred_at timestamptz, actor text, permission text, outcome text, subject_kind text,
                   subject_id text, purpose text, agency text, keys jsonb, subjects jsonb, fields jsonb, grants jsonb,
                   is_own boolean, is_emergency boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := oversight_agencies(); own_grants text[]; held text[];
    begin
        select coalesce(array_agg(g.id::text), '{}') into own_grants from access_grant g
        where g.provider_id = any (of_agencies);
        -- Once for the whole page: what they hold of all that these entries are about.
        held := oversight_held(array(
            select distinct one.id::uuid from audit_entry e, jsonb_array_elements_text(
                coalesce(e.detail -> 'keys', '[]') || coalesce(e.detail -> 'subjects', '[]')) one(id)
            where e.id = any (entries) and e.outcome = 'read'), of_agencies)::text[];
        return query
            with tenures as materialized (select * from oversight_tenures(mine))
            select e.id, e.occurred_at, e.actor, e.permission, e.outcome, e.subject_kind, e.subject_id, e.purpose,
                   e.detail ->> 'agency',
                   case when w.whole then e.detail -> 'keys' else oversight_among(e.detail -> 'keys', held) end,
                   case when w.whole then e.detail -> 'subjects' else oversight_among(e.detail -> 'subjects', held) end,
                   e.detail -> 'fields', e.detail -> 'grants', w.own,
                   exists (select from access_emergency x
                           where 'person:' || x.user_id = e.actor and x.purpose = e.purpose
                             and x.since <= e.occurred_at and e.occurred_at < x.until
                             and e.detail -> 'subjects' ? x.subject_id::text)
            from audit_entry e
            cross join lateral (
                select exists (select from tenures t
                               where t.actor = e.actor and t.since <= e.occurred_at and e.occurred_at < t.until
                                 and coalesce(e.detail ->> 'agency' = any (mine::text[]), true)) as own) o
            cross join lateral (
                select o.own, o.own or e.outcome <> 'read' or not exists (
                           select from jsonb_array_elements_text(e.detail -> 'grants') g
                           where g <> all (own_grants)) as whole) w
            where e.id = any (entries)
            order by e.occurred_at desc, e.id desc;
    end $$;
revoke all on function oversight_shown(uuid[], uuid[]) from public, fourfold_app;

-- The newest of some entries.
create or replace function oversight_newest(entries uuid[], most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select e.id from audit_entry e where e.id = any (entries)
                     order by e.occurred_at desc, e.id desc limit most);
    end $$;
revoke all on function oversight_newest(uuid[], int) from public, fourfold_app;

-- What a search asks besides time: `wanted` holds actor, permission, outcome and purpose, each where it is asked for.
create or replace function oversight_matches(e audit_entry, wanted jsonb) returns boolean
    language sql immutable
    as $$
        select (wanted ->> 'actor' is null or (e).actor = wanted ->> 'actor')
           and (wanted ->> 'permission' is null or (e).permission = wanted ->> 'permission')
           and (wanted ->> 'outcome' is null or (e).outcome = wanted ->> 'outcome')
           and (wanted ->> 'purpose' is null or (e).purpose = wanted ->> 'purpose') $$;

-- The newest entries before a place, of their own people: for each tenure by the index on actor and time. One tenure at
-- a time, so that the planner knows whose entries it counts, and does not sort all of them to find the newest.
create or replace function oversight_own_entries(
    mine uuid[], wanted jsonb, since_at timestamptz, before_at timestamptz, before_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    set enable_bitmapscan = off
    as $$
    declare t record; part uuid[]; found_ids uuid[] := '{}';
    begin
        for t in select * from oversight_tenures(mine) loop
            continue when t.actor <> wanted ->> 'actor';
            select array_agg(found.id) into part from (
                select e.id from audit_entry e
                where e.actor = t.actor and e.occurred_at >= greatest(t.since, since_at) and e.occurred_at < t.until
                  and (e.occurred_at, e.id) < (before_at, before_id)
                  and oversight_matches(e, wanted)
                  and coalesce(e.detail ->> 'agency' = any (mine::text[]), true)
                order by e.occurred_at desc, e.id desc limit most) found;
            found_ids := found_ids || part;
        end loop;
        return oversight_newest(found_ids, most);
    end $$;

-- Reads of one user that rest on grants of their data. In the order of the index on actor and time: `?|` keeps the planner
-- from gathering all reads on these grants first.
create or replace function oversight_relied_of(
    mine uuid[], wanted jsonb, since_at timestamptz, before_at timestamptz, before_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    set enable_bitmapscan = off
    as $$
    declare own_grants text[] := array(select g.id::text from access_grant g where g.provider_id = any (mine));
    begin
        return array(
            select e.id from audit_entry e
            where e.actor = wanted ->> 'actor' and e.outcome = 'read' and e.detail -> 'grants' ?| own_grants
              and e.occurred_at >= since_at and (e.occurred_at, e.id) < (before_at, before_id)
              and oversight_matches(e, wanted)
            order by e.occurred_at desc, e.id desc limit most);
    end $$;
revoke all on function oversight_relied_of(uuid[], jsonb, timestamptz, timestamptz, uuid, int) from public, fourfold_app;

-- Reads that rest on grants of their data, by whomever. Looks back in ever longer steps: where there is much, the first
-- step is enough; where there is little, the last one finds it by the index on what the detail contains.
create or replace function oversight_relied_entries(
    mine uuid[], wanted jsonb, since_at timestamptz, before_at timestamptz, before_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    as $$
    declare
        rests jsonb[] := oversight_rests_on(mine);
        newest timestamptz := least(before_at, now() + interval '1 day');
        upper_end timestamptz := newest;
        lower_end timestamptz;
        step interval;
        part uuid[]; found_ids uuid[] := '{}';
    begin
        if rests = '{}' or coalesce(wanted ->> 'outcome', 'read') <> 'read' then return '{}'; end if;
        if wanted ? 'actor' then
            return oversight_relied_of(mine, wanted, since_at, before_at, before_id, most);
        end if;
        foreach step in array array['1 day', '10 days', '100 days', '100 years']::interval[] loop
            lower_end := greatest(newest - step, since_at);
            select coalesce(array_agg(one.id), '{}') into part from (
                select e.id from audit_entry e
                where e.outcome = 'read' and e.detail @> any (rests)
                  and e.occurred_at >= lower_end and e.occurred_at <= upper_end
                  and (e.occurred_at, e.id) < (before_at, before_id)
                  and oversight_matches(e, wanted) and e.id <> all (found_ids)
                order by e.occurred_at desc, e.id desc limit most - cardinality(found_ids)) one;
            found_ids := found_ids || part;
            exit when cardinality(found_ids) >= most or lower_end <= since_at;
            upper_end := lower_end;
        end loop;
        return found_ids;
    end $$;

-- Refusals about records and people of which they hold something: the newest 200, then a thousand at a time.
create or replace function oversight_refused_entries(
    mine uuid[], wanted jsonb, since_at timestamptz, before_at timestamptz, before_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    as $$
    declare size int := 200; page record; held uuid[]; part uuid[]; found_ids uuid[] := '{}';
    begin
        if coalesce(wanted ->> 'outcome', 'denied') <> 'denied' then return '{}'; end if;
        loop
            select array_agg(one.id order by one.occurred_at desc, one.id desc) as ids,
                   array_agg(distinct one.subject_id::uuid) as about, min(one.occurred_at) as last_at, count(*) as many
            into page from (
                select e.id, e.occurred_at, e.subject_id from audit_entry e
                where e.outcome = 'denied' and e.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                  and e.occurred_at >= since_at and (e.occurred_at, e.id) < (before_at, before_id)
                  and oversight_matches(e, wanted)
                order by e.occurred_at desc, e.id desc limit size) one;
            exit when page.many = 0;
            held := oversight_held(page.about, mine);
            select coalesce(array_agg(e.id order by e.occurred_at desc, e.id desc), '{}') into part from audit_entry e
            where e.id = any (page.ids) and e.subject_id = any (held::text[]);
            found_ids := found_ids || part;
            exit when cardinality(found_ids) >= most or page.many < size;
            size := 1000;
            before_at := page.last_at;
            before_id := page.ids[cardinality(page.ids)];
        end loop;
        return found_ids[1:most];
    end $$;

-- Everything about one record or one person.
create or replace function oversight_entries_about(
    mine uuid[], about uuid, wanted jsonb, since_at timestamptz, before_at timestamptz, before_id uuid, most int)
    returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    as $$
    declare
        rests jsonb[] := oversight_rests_on(mine);
        is_held boolean := oversight_held(array[about], mine) <> '{}';
    begin
        return (select coalesce(array_agg(one.id), '{}') from (
            select e.id from (
                select r.* from audit_entry r
                where r.outcome = 'read' and r.detail @> jsonb_build_object('subjects', jsonb_build_array(about))
                union all
                select k.* from audit_entry k
                where k.outcome = 'read' and k.detail @> jsonb_build_object('keys', jsonb_build_array(about))
                  and not k.detail @> jsonb_build_object('subjects', jsonb_build_array(about))
                union all
                select o.* from audit_entry o where o.subject_id = about::text and o.outcome <> 'read') e
            where e.occurred_at >= since_at and (e.occurred_at, e.id) < (before_at, before_id)
              and ((wanted ->> 'actor' is null or e.actor = wanted ->> 'actor')
                   and (wanted ->> 'permission' is null or e.permission = wanted ->> 'permission')
                   and (wanted ->> 'outcome' is null or e.outcome = wanted ->> 'outcome')
                   and (wanted ->> 'purpose' is null or e.purpose = wanted ->> 'purpose'))
              and ((e.outcome = 'read' and e.detail @> any (rests)) or (e.outcome = 'denied' and is_held)
                   or exists (select from oversight_tenures(mine) t
                              where t.actor = e.actor and t.since <= e.occurred_at and e.occurred_at < t.until
                                and coalesce(e.detail ->> 'agency' = any (mine::text[]), true)))
            order by e.occurred_at desc, e.id desc limit most) one);
    end $$;
revoke all on function
    oversight_own_entries(uuid[], jsonb, timestamptz, timestamptz, uuid, int),
    oversight_relied_entries(uuid[], jsonb, timestamptz, timestamptz, uuid, int),
    oversight_refused_entries(uuid[], jsonb, timestamptz, timestamptz, uuid, int),
    oversight_entries_about(uuid[], uuid, jsonb, timestamptz, timestamptz, uuid, int) from public, fourfold_app;

-- A page of the search, newest first: at most `most` entries before the place (`before_at`, `before_id`).
drop function if exists oversight_search(jsonb, uuid, timestamptz, timestamptz, uuid, int);
create function oversight_search(
    wanted jsonb, about uuid, since_at timestamptz, before_at timestamptz, before_id uuid, most int)
    returns table (id uuid, occurred_at timestamptz, actor text, permission text, outcome text, subject_kind text,
                   subject_id text, purpose text, agency text, keys jsonb, subjects jsonb, fields jsonb, grants jsonb,
                   is_own boolean, is_emergency boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := oversight_agencies(); ids uuid[];
    begin
        if mine = '{}' then return; end if;
        if about is not null then
            ids := oversight_entries_about(mine, about, wanted, since_at, before_at, before_id, most);
        else
            ids := oversight_own_entries(mine, wanted, since_at, before_at, before_id, most)
                || oversight_relied_entries(mine, wanted, since_at, before_at, before_id, most)
                || oversight_refused_entries(mine, wanted, since_at, before_at, before_id, most);
        end if;
        return query select * from oversight_shown(oversight_newest(ids, most), mine);
    end $$;

-- Who looked at a person: the looks that rest on grants of the owner's data, and those of their own people for their data
-- protection officer. Null where the owner holds nothing about the person: it is then as if there were no such person.
drop function if exists oversight_looks(uuid, timestamptz, uuid, int);
create function oversight_looks(of_person uuid, before_at timestamptz, before_id uuid, most int)
    returns table (id uuid, occurred_at timestamptz, actor text, permission text, outcome text, subject_kind text,
                   subject_id text, purpose text, agency text, keys jsonb, subjects jsonb, fields jsonb, grants jsonb,
                   is_own boolean, is_emergency boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := oversight_owned_agencies(); rests jsonb[] := oversight_rests_on(mine); known jsonb[];
    begin
        if oversight_held(array[of_person], mine) = '{}' then return; end if;
        -- The whole person, as far as the owner holds them: of what others hold, nothing is told.
        known := array(select jsonb_build_object('subjects', jsonb_build_array(one))
                       from unnest(oversight_held(access_same(array[of_person]), mine)) one);
        return query select * from oversight_shown(
            (select coalesce(array_agg(one.id), '{}') from (
                select e.id from audit_entry e
                where e.outcome = 'read'
                  and e.detail @> any (known) and e.detail @> any (rests)
                  and (e.occurred_at, e.id) < (before_at, before_id)
                order by e.occurred_at desc, e.id desc limit most) one), mine);
    end $$;

-- Whether an owner holds anything about a person.
create or replace function oversight_holds(of_person uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$ begin return oversight_held(array[of_person], oversight_owned_agencies()) <> '{}'; end $$;

-- Whom a reference stands for, for those who answer for an agency that holds records about them; else nobody.
create or replace function oversight_person(of_reference text) returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select s.subject_id from access_subject s
                where s.reference = of_reference and s.holder_id = any ((select oversight_owned_agencies())::uuid[]) limit 1);
    end $$;
