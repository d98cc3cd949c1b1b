-- Registers and reviews are read by everyone with a live role and by the services that read for the partnership.
-- A register is written by its own agency's keepers and by coordinators, a review by coordinators.

-- The agencies whose register the actor keeps by a live role there; policies.KEEPERS says the same.
create or replace function governance_agencies_kept() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct r.agency_id), '{}') from partnership_role r
            where r.person_id = partnership_person()
              and r.kind in ('champion', 'accountable-officer', 'deputy', 'agency-administrator')
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

-- The documents of those agencies.
create or replace function governance_entries_kept() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(e.id), '{}') from governance_policyentry e
            where e.agency_id = any ((select governance_agencies_kept())::uuid[])
        );
    end $$;

do $$
declare name text;
begin
    foreach name in array array['policyentry', 'policycheck', 'review', 'reviewitem', 'finding'] loop
        execute format('alter table governance_%s enable row level security', name);
        execute format('alter table governance_%s force row level security', name);
        execute format('drop policy if exists read_partnership on governance_%s', name);
        execute format('drop policy if exists coordinate on governance_%s', name);
        execute format('create policy read_partnership on governance_%s for select to fourfold_app
                        using ((select partnership_is_active() or fourfold_service_reads()))', name);
        execute format('create policy coordinate on governance_%s for all to fourfold_app
                        using ((select plan_may_coordinate())) with check ((select plan_may_coordinate()))', name);
    end loop;
end $$;

drop policy if exists keep on governance_policyentry;
create policy keep on governance_policyentry for all to fourfold_app
    using (agency_id = any ((select governance_agencies_kept())::uuid[]))
    with check (agency_id = any ((select governance_agencies_kept())::uuid[]));
drop policy if exists keep on governance_policycheck;
create policy keep on governance_policycheck for all to fourfold_app
    using (entry_id = any ((select governance_entries_kept())::uuid[]))
    with check (entry_id = any ((select governance_entries_kept())::uuid[])
                and by_id = (select partnership_person())
                and plan_id = any ((select plan_visible())::uuid[]));

-- What a review found, and what a check found, is never taken back.
revoke delete on governance_policycheck, governance_finding, governance_review from fourfold_app;
