-- Marks and notices -------------------------------------------------------------------------------------------------
create or replace function rights_holds_record(record uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from feeds_record r where r.id = record and r.holder_id = any (rights_agencies()));
    end $$;
drop policy if exists read_with_record on rights_recordmark;
create policy read_with_record on rights_recordmark for select to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[])
           or exists (select from feeds_record r where r.id = record_id));
drop policy if exists mark on rights_recordmark;
create policy mark on rights_recordmark for insert to fourfold_app
    with check (holder_id = any ((select rights_agencies())::uuid[]) and rights_holds_record(record_id));
drop policy if exists unmark on rights_recordmark;
create policy unmark on rights_recordmark for update to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]) and until is null)
    with check (until is not null and ended_by_id = (select partnership_person()));

-- A record that must not be used for now is read by those named on it alone, and so are its newer versions.
create or replace function rights_restrict(records uuid[], closed boolean) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare whole uuid[] := feeds_versions(records);
    begin
        if exists (select from feeds_record r where r.id = any (whole) and r.holder_id <> all (rights_agencies())) then
            raise exception 'Records are restricted by the agency that holds them.' using errcode = 'insufficient_privilege';
        end if;
        if closed then
            -- What is closed for another reason stays closed when the restriction ends.
            update rights_recordmark m set was_restricted = true
            where m.record_id = any (whole) and m.kind = 'restricted' and m.until is null
              and exists (select from feeds_record r where r.id = any (feeds_versions(array[m.record_id])) and r.is_restricted)
              and not exists (
                  select from rights_recordmark other where other.id <> m.id and other.kind = 'restricted'
                    and other.until is null and other.record_id = any (feeds_versions(array[m.record_id]))
                    and not other.was_restricted);
        else
            whole := array(
                select one from unnest(whole) one where not exists (
                    select from rights_recordmark m where m.record_id = any (feeds_versions(array[one]))
                      and m.kind = 'restricted' and (m.until is null or m.was_restricted)));
        end if;
        update feeds_record set is_restricted = closed where id = any (whole);
        update feeds_searchkey set is_restricted = closed where record_id = any (whole);
        return cardinality(whole);
    end $$;

drop policy if exists read_notice on rights_notice;
create policy read_notice on rights_notice for select to fourfold_app
    using (agency_id = any ((select rights_agencies())::uuid[]) or holder_id = any ((select rights_agencies())::uuid[]));
drop policy if exists give_notice on rights_notice;
create policy give_notice on rights_notice for insert to fourfold_app
    with check (holder_id = any ((select rights_agencies())::uuid[]) and settled_at is null);
drop policy if exists settle_notice on rights_notice;
create policy settle_notice on rights_notice for update to fourfold_app
    using (agency_id = any ((select rights_agencies())::uuid[]) and settled_at is null)
    with check (settled_by_id = (select partnership_person()));
revoke update on rights_notice from fourfold_app;
grant update (reference, happened_on, settled_at, settled_by_id) on rights_notice to fourfold_app;

-- Packs -------------------------------------------------------------------------------------------------------------
drop policy if exists read_pack on rights_pack;
create policy read_pack on rights_pack for select to fourfold_app
    using (request_id = any ((select rights_mine())::uuid[]));
drop policy if exists draft_pack on rights_pack;
create policy draft_pack on rights_pack for insert to fourfold_app
    with check (request_id = any ((select rights_mine())::uuid[]) and released_at is null
                and drafted_by_id = (select partnership_person()));
drop policy if exists release_pack on rights_pack;
create policy release_pack on rights_pack for update to fourfold_app
    using (request_id = any ((select rights_mine())::uuid[]));
revoke update on rights_pack from fourfold_app;
grant update (released_at, released_by_id, early_why, content, destroyed_at) on rights_pack to fourfold_app;

-- A pack is released by somebody, once it is known who asks, in which right and where they are reached safely, the
-- agency's own part is decided, and the holders' time is up (or a reason says why it is not waited for).
create or replace function rights_pack_is_ready() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare asked rights_request;
    begin
        if (new.id, new.request_id, new.number, new.sha256, new.drafted_at, new.drafted_by_id)
               is distinct from (old.id, old.request_id, old.number, old.sha256, old.drafted_at, old.drafted_by_id)
           or (new.content <> old.content and new.content <> '')
           or (old.released_at is not null and new.released_at is distinct from old.released_at) then
            raise exception 'a pack stays as it was drafted' using errcode = 'check_violation';
        end if;
        if new.released_at is null or old.released_at is not null then return new; end if;
        select * into asked from rights_request q where q.id = new.request_id;
        if asked.identity <> 'confirmed' or asked.standing in ('', 'none') or asked.contact_decided_on is null
           or asked.asked_on is null
           or exists (select from rights_part p where p.request_id = asked.id and p.holder_id = asked.agency_id
                      and p.answer = '')
           or exists (select from rights_part p where p.request_id = asked.id and p.answer = 'something'
                      and p.decided_at > new.drafted_at)
           or (asked.answer_by >= partnership_today() and new.early_why = '')
           or new.released_by_id is distinct from partnership_person() then
            raise exception 'a pack is released when everything about it is decided' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists is_ready on rights_pack;
create trigger is_ready before update on rights_pack for each row execute function rights_pack_is_ready();

-- Old packs are emptied by the chaser: what was given lies with the person.
create or replace function rights_empty_packs(before timestamptz) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare gone integer;
    begin
        if fourfold_service() is distinct from 'chaser' then return 0; end if;
        update rights_pack set content = '', destroyed_at = statement_timestamp()
        where destroyed_at is null and coalesce(released_at, drafted_at) < before;
        get diagnostics gone = row_count;
        return gone;
    end $$;

-- Once its holder has answered, a decision goes only with its record: what was given of it here goes, too.
create or replace function rights_empty_with_record() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        update rights_pack k set content = '', destroyed_at = statement_timestamp()
        from rights_part p
        where p.id = old.part_id and p.answer <> '' and k.request_id = p.request_id and k.destroyed_at is null;
        return null;
    end $$;
drop trigger if exists empty_with_record on rights_recorddecision;
create trigger empty_with_record after delete on rights_recorddecision
    for each row execute function rights_empty_with_record();

-- Of a request that was closed long ago its dates and outcome stay, and nothing about a person.
create or replace function rights_forget_requests(before date) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare old_ones uuid[];
    begin
        if fourfold_service() is distinct from 'chaser' then return 0; end if;
        old_ones := array(select q.id from rights_request q where q.state = 'closed' and q.closed_on < before
                          and q.about_name <> '');
        update rights_request set about_name = '', about_born = null, about_more = '', asker_name = '', asker_says = '',
            words = '', contact = '', care = '', outcome_why = 'Forgotten.',
            identity_how = case when identity_how = '' then '' else 'Forgotten.' end,
            standing_why = case when standing_why = '' then '' else 'Forgotten.' end,
            extended_why = case when extended_why = '' then '' else 'Forgotten.' end
        where id = any (old_ones);
        update rights_entry set text = '' where request_id = any (old_ones);
        delete from rights_about where request_id = any (old_ones);
        return cardinality(old_ones);
    end $$;

-- Nothing is kept that is sealed by a key that is gone (trust/sealing).
select sealing_guard('rights_pack', 'content');
