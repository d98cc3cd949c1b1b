-- Areas, postcodes and public places are known to everybody in the partnership; the installation brings them up to date.
-- A home is seen by those alone to whom the address in its record is shared: it is the record's.

create or replace function identity_knows_places() returns boolean
    language plpgsql stable
    as $$
    begin
        return partnership_is_active() or fourfold_service_reads()
            or coalesce(fourfold_service() in ('installation', 'linker'), false);
    end $$;

do $$
declare name text;
begin
    foreach name in array array['area', 'arealookup', 'postcode', 'place'] loop
        execute format('alter table identity_%s enable row level security', name);
        execute format('alter table identity_%s force row level security', name);
        execute format('revoke all on identity_%s from fourfold_app', name);
        execute format('grant select, insert, update on identity_%s to fourfold_app', name);
        execute format('drop policy if exists register on identity_%s', name);
        execute format('drop policy if exists amend on identity_%s', name);
        execute format('drop policy if exists read on identity_%s', name);
    end loop;
    foreach name in array array['area', 'arealookup', 'postcode'] loop
        execute format('create policy read on identity_%s for select to fourfold_app
                        using ((select identity_knows_places()))', name);
        execute format('create policy register on identity_%s for insert to fourfold_app
                        with check ((select fourfold_service()) = ''installation'')', name);
        execute format('create policy amend on identity_%s for update to fourfold_app
                        using ((select fourfold_service()) = ''installation'')', name);
    end loop;
end $$;

-- Whether the address in a record is shared with the actor for the purpose of the transaction. The record is asked for
-- as the actor sees it: what the wall hides is not there.
create or replace function identity_opens_home(wanted uuid) returns boolean
    language plpgsql stable
    as $$
    begin
        return exists (select from feeds_record r
                       where r.id = wanted and 'address' = any (access_fields_of(r.label_id, r.subject_id)));
    end $$;

-- A home goes with its record. It cannot stay without one: left where it is, the record could never be removed.
create or replace function feeds_records_go(records uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        delete from identity_place p where p.record_id = any (records);
    end $$;

drop policy if exists read_public on identity_place;
create policy read_public on identity_place for select to fourfold_app
    using (record_id is null and (select identity_knows_places()));
drop policy if exists read_home on identity_place;
create policy read_home on identity_place for select to fourfold_app
    using (record_id is not null and identity_opens_home(record_id));
create policy register on identity_place for insert to fourfold_app
    with check (case when record_id is null
                     then (select fourfold_service()) = 'installation' or (select partnership_is_active())
                     else identity_opens_home(record_id) end);
create policy amend on identity_place for update to fourfold_app
    using (record_id is null and (select fourfold_service()) = 'installation')
    with check (record_id is null);
