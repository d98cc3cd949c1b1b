-- Who stands where. These functions answer for the current actor alone and see past row-level security
-- (they belong to maintenance), so that policies can ask them once a statement: wrap them in (select ...). They are
-- PL/pgSQL for its kept plans: before PostgreSQL 18, a function in SQL is planned anew at each call.

create or replace function partnership_person() returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select p.id from partnership_person p join partnership_user u on u.id = p.user_id
            where u.id = fourfold_actor() and u.is_active
        );
    end $$;

create or replace function partnership_today() returns date
    language sql stable
    as $$ select (now() at time zone 'Europe/London')::date $$;

create or replace function partnership_is_active() returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select exists (
                select from partnership_role r
                where r.person_id = partnership_person()
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today()))
        );
    end $$;

create or replace function partnership_has_role(wanted text) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select exists (
                select from partnership_role r
                where r.person_id = partnership_person() and r.kind = wanted
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today()))
        );
    end $$;

-- The agencies of the actor's live roles, with the collectives they belong to and every predecessor whose
-- work they took over: an action led by any of these is theirs to move.
create or replace function partnership_agencies() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            with recursive mine(agency_id) as (
                select r.agency_id from partnership_role r
                where r.person_id = partnership_person()
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
                union
                select step.reached
                from mine, lateral (
                    select c.collective_id as reached from partnership_collectivemember c
                    where c.agency_id = mine.agency_id
                    union all
                    select s.predecessor_id from partnership_succession s
                    where s.successor_id = mine.agency_id and s.on <= partnership_today()
                ) step
            )
            select coalesce(array_agg(agency_id), '{}') from mine
        );
    end $$;

create or replace function partnership_may_administer() returns boolean
    language sql stable
    as $$ select fourfold_service() = 'installation' or partnership_has_role('administrator') $$;

do $$
declare name text;
begin
    foreach name in array array['agency', 'agencyalias', 'succession', 'collectivemember', 'person', 'role',
                                'invitation'] loop
        execute format('alter table partnership_%s enable row level security', name);
        execute format('alter table partnership_%s force row level security', name);
        execute format('drop policy if exists read_directory on partnership_%s', name);
        execute format('drop policy if exists administer on partnership_%s', name);
        -- The directory of agencies and professionals: read by anyone with a live role, written by administrators.
        if name <> 'invitation' then
            execute format('create policy read_directory on partnership_%s for select to fourfold_app
                            using ((select partnership_is_active() or fourfold_service_reads()))', name);
        end if;
        execute format('create policy administer on partnership_%s for all to fourfold_app
                        using ((select partnership_may_administer()))
                        with check ((select partnership_may_administer()))', name);
    end loop;
end $$;

-- Somebody who sets their first password has not signed in: the link's token speaks for them, and opens nothing else.
drop policy if exists open_invitation on partnership_invitation;
create policy open_invitation on partnership_invitation for all to fourfold_app
    using ((select fourfold_service()) = 'invitation')
    with check ((select fourfold_service()) = 'invitation');
