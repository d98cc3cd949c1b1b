-- Legal hold --------------------------------------------------------------------------------------------------------
create or replace function rights_holds_person(subject uuid, holder uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from feeds_record r where r.subject_id = subject and r.holder_id = holder);
    end $$;
drop policy if exists read_hold on rights_legalhold;
create policy read_hold on rights_legalhold for select to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]));
drop policy if exists place_hold on rights_legalhold;
create policy place_hold on rights_legalhold for insert to fourfold_app
    with check (holder_id = any ((select rights_agencies())::uuid[]) and placed_by_id = (select partnership_person())
                and lifted_at is null and rights_holds_person(subject_id, holder_id));
drop policy if exists lift_hold on rights_legalhold;
create policy lift_hold on rights_legalhold for update to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]) and lifted_at is null)
    with check (holder_id = any ((select rights_agencies())::uuid[]));
revoke update on rights_legalhold from fourfold_app;
grant update (review_on, lifted_at, lifted_by_id, lifted_why) on rights_legalhold to fourfold_app;

create or replace function rights_refuse_held() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from rights_legalhold h where h.subject_id = old.subject_id and h.holder_id = old.holder_id
                   and h.lifted_at is null) then
            raise exception 'A legal hold keeps this record.' using errcode = 'check_violation',
                constraint = 'rights_legal_hold';
        end if;
        return old;
    end $$;
drop trigger if exists a_held_stays on feeds_record;
create trigger a_held_stays before delete on feeds_record for each row execute function rights_refuse_held();

create or replace function rights_hold_stays() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if old.lifted_at is null then
            raise exception 'A legal hold is lifted, with a reason.' using errcode = 'check_violation',
                constraint = 'rights_legal_hold';
        end if;
        return old;
    end $$;
drop trigger if exists stays on rights_legalhold;
create trigger stays before delete on rights_legalhold for each row execute function rights_hold_stays();

-- The list of removals ----------------------------------------------------------------------------------------------
insert into rights_removalsalt (id, salt)
select 1, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
where not exists (select from rights_removalsalt);

create or replace function rights_mac(holder uuid, of_contract text, content bytea) returns bytea
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare salt bytea := (select s.salt from rights_removalsalt s);
    begin
        return sha256(salt || sha256(salt || convert_to(holder || '/' || of_contract || '/', 'UTF8') || content));
    end $$;
revoke all on function rights_mac(uuid, text, bytea) from public, fourfold_app;

create or replace function rights_row_mac(holder uuid, of_contract text, print bytea, place int) returns bytea
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$ begin return rights_mac(holder, of_contract, print || int4send(place)); end $$;
revoke all on function rights_row_mac(uuid, text, bytea, int) from public, fourfold_app;

-- Whatever deletes a record puts it on the list.
create or replace function rights_write_removal() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        insert into rights_removal (record_id, holder_id, row_mac, key_mac, removed_at)
        values (old.id, old.holder_id,
                case when old.fingerprint is not null
                     then rights_row_mac(old.holder_id, old.contract, old.fingerprint, old.occurrence) end,
                case when old.key_hash is not null then rights_mac(old.holder_id, old.contract, old.key_hash) end,
                statement_timestamp())
        on conflict do nothing;
        return null;
    end $$;
drop trigger if exists b_removal_is_listed on feeds_record;
create trigger b_removal_is_listed after delete on feeds_record for each row execute function rights_write_removal();

-- A removed row does not come back with a later delivery; a newer version of one that must not be used is closed, too.
create or replace function rights_stay_away() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.delivery_id is null then return new; end if;
        if exists (select from rights_removal x where x.holder_id = new.holder_id)
           and exists (select from rights_removal x
                       where x.row_mac = rights_row_mac(new.holder_id, new.contract, new.fingerprint, new.occurrence)
                          or x.key_mac = rights_mac(new.holder_id, new.contract, new.key_hash)) then
            perform set_config('fourfold.removed_people',
                concat_ws(' ', nullif(current_setting('fourfold.removed_people', true), ''), new.subject_id), true);
            return null;
        end if;
        if new.key_hash is not null and exists (
               select from rights_recordmark m join feeds_record r on r.id = m.record_id
               where m.holder_id = new.holder_id and m.kind = 'restricted' and m.until is null
                 and r.key_hash = new.key_hash and r.contract = new.contract) then
            if new.is_restricted then
                update rights_recordmark m set was_restricted = true from feeds_record r
                where r.id = m.record_id and m.holder_id = new.holder_id and m.kind = 'restricted' and m.until is null
                  and r.key_hash = new.key_hash and r.contract = new.contract;
            end if;
            new.is_restricted := true;
        end if;
        return new;
    end $$;
drop trigger if exists a_removed_stays_away on feeds_record;
create trigger a_removed_stays_away before insert on feeds_record
    for each row execute function rights_stay_away();

-- Nor is it noted that it was said again, nor its person known anew by the agency's number.
create or replace function rights_say_nothing() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare one feeds_delivery; people uuid[];
    begin
        if not exists (select from rights_removal) then return new; end if;
        select * into one from feeds_delivery d where d.id = new.delivery_id;
        if one.data_set = '' or not exists (
               select from rights_removal x
               where x.row_mac = rights_row_mac(one.holder_id, one.contract, new.fingerprint, new.occurrence)
                  or x.key_mac = rights_mac(one.holder_id, one.contract, new.key_hash)) then
            return new;
        end if;
        people := string_to_array(nullif(current_setting('fourfold.removed_people', true), ''), ' ')::uuid[];
        if people is not null then
            perform set_config('fourfold.removed_people', '', true);
            delete from feeds_ownreference o where o.subject_id = any (people)
                and not exists (select from feeds_record r where r.subject_id = o.subject_id);
            delete from feeds_subject s where s.id = any (people)
                and not exists (select from feeds_record r where r.subject_id = s.id)
                and not exists (select from feeds_ownreference o where o.subject_id = s.id);
        end if;
        return null;
    end $$;
drop trigger if exists a_removed_stays_away on feeds_saidagain;
create trigger a_removed_stays_away before insert on feeds_saidagain
    for each row execute function rights_say_nothing();

-- For the file outside backups: what is on the list, and what of it is here again after a restore.
create or replace function rights_removals() returns table (record_id uuid, holder_id uuid, row_mac text, key_mac text,
                                                            removed_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then return; end if;
        return query select x.record_id, x.holder_id, encode(x.row_mac, 'hex'), encode(x.key_mac, 'hex'), x.removed_at
                     from rights_removal x order by x.removed_at, x.record_id;
    end $$;

create or replace function rights_list_again(entries jsonb) returns uuid[]
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then
            raise exception 'Only the installation applies removals again.' using errcode = 'insufficient_privilege';
        end if;
        insert into rights_removal (record_id, holder_id, row_mac, key_mac, removed_at)
        select (e ->> 'record')::uuid, (e ->> 'holder')::uuid, decode(e ->> 'row', 'hex'), decode(e ->> 'key', 'hex'),
               (e ->> 'at')::timestamptz
        from jsonb_array_elements(entries) e on conflict do nothing;
        -- A hold that was lifted after the backup must not keep what was removed since.
        update rights_legalhold h set lifted_at = statement_timestamp(), lifted_by_id = h.placed_by_id,
            lifted_why = 'Lifted again after a restore: the record was removed before.'
        where h.lifted_at is null and exists (
            select from feeds_record r join jsonb_array_elements(entries) e on (e ->> 'record')::uuid = r.id
            where r.subject_id = h.subject_id and r.holder_id = h.holder_id);
        return array(
            select r.id from feeds_record r join jsonb_array_elements(entries) e on (e ->> 'record')::uuid = r.id
            union
            select r.id from feeds_record r join rights_removal x on x.holder_id = r.holder_id
            where r.fingerprint is not null
              and (x.row_mac = rights_row_mac(r.holder_id, r.contract, r.fingerprint, r.occurrence)
                   or x.key_mac = rights_mac(r.holder_id, r.contract, r.key_hash)));
    end $$;
revoke all on rights_removal, rights_removalsalt from fourfold_app;
