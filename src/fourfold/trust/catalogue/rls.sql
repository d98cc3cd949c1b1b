-- Who reads the catalogue, and who writes it. As in policies.py; tests hold the two together.

create or replace function catalogue_reads() returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return partnership_is_active() or fourfold_service_reads()
            or coalesce(fourfold_service() in ('installation', 'public-reader'), false);
    end $$;

-- The agencies for whose use of data the actor answers.
create or replace function catalogue_governed() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(r.agency_id), '{}') from partnership_role r
            where r.person_id = partnership_person() and r.kind in ('accountable-officer', 'data-protection-officer')
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

-- Whether an agency's data set is live today, for the rooms that ask before they grant or keep anything.
create or replace function catalogue_is_live(wanted_holder uuid, wanted_set text) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from catalogue_holderdataset h join catalogue_dataset d on d.id = h.data_set_id
            where h.holder_id = wanted_holder and d.key = wanted_set and h.live_since <= partnership_today()
              and (h.live_until is null or h.live_until > partnership_today()));
    end $$;

do $$
declare
    name text;
begin
    foreach name in array array['purpose', 'gateway', 'lawfulbasis', 'condition', 'dataset', 'datafield',
                                'holderdataset', 'purposeproposal', 'purposeapproval'] loop
        execute format('alter table catalogue_%s enable row level security', name);
        execute format('alter table catalogue_%s force row level security', name);
        execute format('drop policy if exists read_catalogue on catalogue_%s', name);
        execute format('drop policy if exists register on catalogue_%s', name);
        execute format('drop policy if exists amend on catalogue_%s', name);
        execute format('create policy read_catalogue on catalogue_%s for select to fourfold_app
                        using ((select catalogue_reads()))', name);
        execute format('revoke delete on catalogue_%s from fourfold_app', name);
        if name in ('gateway', 'lawfulbasis', 'condition', 'dataset', 'datafield', 'purpose') then
            execute format('create policy register on catalogue_%s for insert to fourfold_app
                            with check ((select fourfold_service()) = ''installation'')', name);
            execute format('create policy amend on catalogue_%s for update to fourfold_app
                            using ((select fourfold_service()) = ''installation'')
                            with check ((select fourfold_service()) = ''installation'')', name);
        end if;
    end loop;
end $$;

-- A purpose that people proposed enters by whoever gives the second approval; a trigger counts them.
drop policy if exists enter_approved on catalogue_purpose;
create policy enter_approved on catalogue_purpose for insert to fourfold_app
    with check (proposal_id is not null and cardinality((select catalogue_governed())) > 0);

drop policy if exists take_live on catalogue_holderdataset;
create policy take_live on catalogue_holderdataset for insert to fourfold_app
    with check (holder_id = any ((select catalogue_governed())::uuid[])
                or (select fourfold_service()) = 'installation');
drop policy if exists end_live on catalogue_holderdataset;
create policy end_live on catalogue_holderdataset for update to fourfold_app
    using (holder_id = any ((select catalogue_governed())::uuid[]) or (select fourfold_service()) = 'installation')
    with check (holder_id = any ((select catalogue_governed())::uuid[])
                or (select fourfold_service()) = 'installation');

-- Proposed in one's own name, not yet withdrawn; withdrawn by the same person; approved in one's own name, for an
-- agency that one answers for. Whoever approves locks the proposal meanwhile, and changes nothing of it.
drop policy if exists propose on catalogue_purposeproposal;
create policy propose on catalogue_purposeproposal for insert to fourfold_app
    with check (proposed_by_id = (select partnership_person()) and withdrawn_at is null
                and (select partnership_is_active()));
drop policy if exists withdraw on catalogue_purposeproposal;
create policy withdraw on catalogue_purposeproposal for update to fourfold_app
    using ((proposed_by_id = (select partnership_person()) and (select partnership_is_active()))
           or cardinality((select catalogue_governed())) > 0)
    with check (proposed_by_id = (select partnership_person()));
drop policy if exists approve on catalogue_purposeapproval;
create policy approve on catalogue_purposeapproval for insert to fourfold_app
    with check (person_id = (select partnership_person()) and agency_id = any ((select catalogue_governed())::uuid[]));

revoke update on catalogue_purposeapproval from fourfold_app;
