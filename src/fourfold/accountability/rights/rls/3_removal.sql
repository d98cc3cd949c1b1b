-- Legal hold --------------------------------------------------------------------------------------------------------
create or replace function rights_holds_person(subject uuid, holder uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (holder = any (rights_agencies()) or fourfold_service() = 'installation')
            and exists (select from feeds_record r where r.subject_id = subject and r.holder_id = holder);
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

-- The live holds over a person, under whichever of their references: linked now, or known for the same when it was placed.
create or replace function rights_holds_over(subject uuid, holder uuid) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select h.id from rights_legalhold h
                     where h.holder_id = holder and h.lifted_at is null
                       and (subject = any (h.also) or h.subject_id = any (access_same(array[subject]))));
    end $$;
revoke all on function rights_holds_over(uuid, uuid) from public, fourfold_app;

-- Whom the holder knows for the same person, by records of its own: of others' an officer learns nothing.
create or replace function rights_hold_whole() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        new.also := array(
            select one from unnest(access_same(array[new.subject_id])) one
            where one <> new.subject_id and rights_holds_person(one, new.holder_id)
            union
            select one from unnest(new.also) one where fourfold_service() = 'installation');
        return new;
    end $$;
drop trigger if exists whole on rights_legalhold;
create trigger whole before insert on rights_legalhold for each row execute function rights_hold_whole();

create or replace function rights_refuse_held() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if old.subject_id is not null and rights_holds_over(old.subject_id, old.holder_id) <> '{}' then
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
drop function if exists rights_removals();
create or replace function rights_removals(since timestamptz, until timestamptz)
    returns table (record_id uuid, holder_id uuid, row_mac text, key_mac text, removed_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then return; end if;
        return query select x.record_id, x.holder_id, encode(x.row_mac, 'hex'), encode(x.key_mac, 'hex'), x.removed_at
                     from rights_removal x where since is null or x.removed_at between since and until
                     order by x.removed_at, x.record_id;
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
            where h.id = any (rights_holds_over(r.subject_id, r.holder_id)));
        return array(
            select r.id from feeds_record r join jsonb_array_elements(entries) e on (e ->> 'record')::uuid = r.id
            union
            select r.id from feeds_record r join rights_removal x on x.holder_id = r.holder_id
            where r.fingerprint is not null
              and (x.row_mac = rights_row_mac(r.holder_id, r.contract, r.fingerprint, r.occurrence)
                   or x.key_mac = rights_mac(r.holder_id, r.contract, r.key_hash)));
    end $$;
revoke all on rights_removal, rights_removalsalt from fourfold_app;

-- Holds are on the list too, without their reasons: one placed after a backup is placed again.
create or replace function rights_holds() returns table (id uuid, said text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then return; end if;
        return query select h.id, json_build_object(
                'hold', h.id, 'holder', h.holder_id, 'subject', h.subject_id, 'also', h.also, 'placed_at', h.placed_at,
                'placed_by', h.placed_by_id, 'review_on', h.review_on, 'lifted', h.lifted_at is not null)::text
            from rights_legalhold h order by h.placed_at, h.id;
    end $$;

-- `placed`: how many stand again. `lost`: those whose person, holder or officer the backup does not know.
create or replace function rights_hold_again(entries jsonb, out placed integer, out lost uuid[])
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one jsonb; person feeds_subject;
    begin
        if fourfold_service() is distinct from 'installation' then
            raise exception 'Only the installation places holds again.' using errcode = 'insufficient_privilege';
        end if;
        lost := '{}';
        -- Lifted by the removals just before, through a link that was parted since.
        update rights_legalhold h set lifted_at = null, lifted_by_id = null, lifted_why = ''
        from jsonb_array_elements(entries) e
        where h.id = (e ->> 'hold')::uuid and not (e ->> 'lifted')::boolean and h.lifted_at is not null
          and not exists (select from rights_legalhold other where other.holder_id = h.holder_id
                            and other.subject_id = h.subject_id and other.lifted_at is null);
        get diagnostics placed = row_count;
        for one in select e from jsonb_array_elements(entries) e
                   where not (e ->> 'lifted')::boolean
                     and not exists (select from rights_legalhold h where h.id = (e ->> 'hold')::uuid) loop
            select s.* into person from feeds_subject s
                where s.id = (one ->> 'subject')::uuid
                   or s.id in (select jsonb_array_elements_text(one -> 'also')::uuid)
                order by s.id = (one ->> 'subject')::uuid desc limit 1;
            if person.id is null
               or not exists (select from partnership_person p where p.id = (one ->> 'placed_by')::uuid)
               or not exists (select from partnership_agency a where a.id = (one ->> 'holder')::uuid) then
                lost := lost || (one ->> 'hold')::uuid;
                continue;
            end if;
            continue when exists (select from rights_legalhold h where h.holder_id = (one ->> 'holder')::uuid
                                    and h.subject_id = person.id and h.lifted_at is null);
            insert into rights_legalhold (id, holder_id, subject_id, also, reference, why, placed_at, placed_by_id,
                                          review_on, lifted_why)
            values ((one ->> 'hold')::uuid, (one ->> 'holder')::uuid, person.id,
                    array(select jsonb_array_elements_text(one -> 'also')::uuid), person.reference,
                    'Placed again after a restore. Whoever placed it knows the reason: write it down when you keep it.',
                    (one ->> 'placed_at')::timestamptz, (one ->> 'placed_by')::uuid, (one ->> 'review_on')::date, '');
            placed := placed + 1;
        end loop;
    end $$;
