-- Requests of people about their own data. A request is read by the data protection and accountable officers of the
-- agency that was asked, and each holder's part by that holder's; the public form only ever adds. What a holder answers
-- reaches whoever asked once there is something to tell, so that "nothing" and "not yet" look alike.

create or replace function rights_agencies() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$ begin return access_places_as(array['data-protection-officer', 'accountable-officer']); end $$;

create or replace function rights_mine() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select q.id from rights_request q where q.agency_id = any (rights_agencies()));
    end $$;

create or replace function rights_my_parts() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select p.id from rights_part p where p.holder_id = any (rights_agencies()));
    end $$;

do $$
declare name text;
begin
    foreach name in array array['request', 'about', 'entry', 'part', 'recorddecision', 'recordmark', 'notice', 'pack',
                                'legalhold', 'removal', 'removalsalt', 'retentiondecision', 'closedrecord',
                                'dueremoval'] loop
        execute format('alter table rights_%s enable row level security', name);
        execute format('alter table rights_%s force row level security', name);
        execute format('revoke all on rights_%s from fourfold_app', name);
    end loop;
end $$;
grant select, insert, update on rights_request, rights_part, rights_recorddecision, rights_pack, rights_legalhold,
    rights_notice to fourfold_app;
revoke insert on rights_part from fourfold_app;
grant select, insert, delete on rights_about to fourfold_app;
grant select, insert on rights_entry, rights_recordmark to fourfold_app;
grant update (until, told_on, ended_by_id, ended_why) on rights_recordmark to fourfold_app;
grant delete on rights_recorddecision to fourfold_app;
grant select, insert on rights_retentiondecision to fourfold_app;

-- Requests ----------------------------------------------------------------------------------------------------------
drop policy if exists read_as_asked on rights_request;
create policy read_as_asked on rights_request for select to fourfold_app
    using (agency_id = any ((select rights_agencies())::uuid[]));
drop policy if exists lodge on rights_request;
create policy lodge on rights_request for insert to fourfold_app
    with check (state = 'received' and outcome = '' and identity = '' and standing = ''
                and handed_from is null
                and case when channel = 'form' then (select fourfold_service()) = 'public-form'
                    else lodged_by_id = (select partnership_person())
                         and agency_id in (select p.agency_id from partnership_places() p) end);
drop policy if exists handle on rights_request;
create policy handle on rights_request for update to fourfold_app
    using (agency_id = any ((select rights_agencies())::uuid[]))
    with check (agency_id = any ((select rights_agencies())::uuid[]));

-- What was asked, of whom, when and how stays as it came.
create or replace function rights_request_stays() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if (new.id, new.reference, new.agency_id, new.kind, new.channel, new.received_at, new.received_on, new.lodged_by_id,
            new.handed_from)
               is distinct from
           (old.id, old.reference, old.agency_id, old.kind, old.channel, old.received_at, old.received_on, old.lodged_by_id,
            old.handed_from)
           or (old.state = 'closed' and new.state <> 'closed') then
            raise exception 'what a request began with stays' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
drop trigger if exists stays on rights_request;
create trigger stays before update on rights_request for each row execute function rights_request_stays();

-- To whom a request may be sent: agencies in which somebody is there to answer it.
create or replace function rights_controllers() returns table (id uuid, name text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'public-form' and not partnership_is_active() then return; end if;
        return query select distinct a.id, a.name::text from partnership_role r join partnership_agency a on a.id = r.agency_id
            where r.kind in ('data-protection-officer', 'accountable-officer')
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
            order by 2;
    end $$;

-- A request that another agency has to answer goes on there as it came, with what was decided about who asks, and with its
-- dates: the time of the person is not begun anew. Whoever handed it on keeps that it did, and to whom.
create or replace function rights_hand_on(wanted uuid, going uuid, named text, recipient uuid, at timestamptz) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare came rights_request;
    begin
        select * into came from rights_request q where q.id = wanted and q.id = any (rights_mine()) and q.state <> 'closed'
            and q.asked_on is null and q.agency_id <> recipient;
        if came.id is null or not exists (select from rights_controllers() c where c.id = recipient) then
            raise exception 'This request cannot be handed on there.' using errcode = 'insufficient_privilege';
        end if;
        delete from rights_about a where a.request_id = wanted;
        came.handed_from := came.id;
        came.id := going;
        came.reference := named;
        came.agency_id := recipient;
        came.state := 'received';
        came.version := 1;
        insert into rights_request select came.*;
        insert into rights_entry (id, request_id, kind, at, by_id, text)
        values (going, going, 'received', came.received_at, came.lodged_by_id, ''),
               (gen_random_uuid(), going, 'came', at, partnership_person(),
                (select a.name || ', ' || q.reference from rights_request q join partnership_agency a on a.id = q.agency_id
                 where q.id = wanted));
    end $$;

drop policy if exists read_as_asked on rights_about;
create policy read_as_asked on rights_about for select to fourfold_app
    using (request_id = any ((select rights_mine())::uuid[]));
drop policy if exists name_person on rights_about;
create policy name_person on rights_about for insert to fourfold_app
    with check (request_id = any ((select rights_mine())::uuid[]) and added_by_id = (select partnership_person()));
drop policy if exists take_back on rights_about;
create policy take_back on rights_about for delete to fourfold_app
    using (request_id = any ((select rights_mine())::uuid[]));

drop policy if exists read_history on rights_entry;
create policy read_history on rights_entry for select to fourfold_app
    using ((part_id is null and request_id = any ((select rights_mine())::uuid[]))
           or part_id = any ((select rights_my_parts())::uuid[]));
drop policy if exists write_history on rights_entry;
create policy write_history on rights_entry for insert to fourfold_app
    with check ((by_id = (select partnership_person())
                 and ((part_id is null and request_id = any ((select rights_mine())::uuid[]))
                      or part_id = any ((select rights_my_parts())::uuid[])
                      or kind = 'received'))
                or (kind = 'received' and by_id is null and part_id is null
                    and (select fourfold_service()) = 'public-form'));

-- Finding: among what the asked agency itself holds. By name, reference, or the agency's own number.
drop function if exists rights_find(text[], text, bytea, text);
create or replace function rights_find(names bigint[], wanted_reference text, number_mac bytea, request text)
    returns table (subject_id uuid, reference text, said_name text, born_on text, records int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := rights_agencies(); found uuid[];
    begin
        if mine = '{}' then return; end if;
        found := array(
            select distinct r.subject_id from feeds_record r
            where r.holder_id = any (mine) and r.subject_id is not null
              and ((wanted_reference <> '' and r.reference = wanted_reference)
                   or r.subject_id in (select o.subject_id from feeds_ownreference o
                                       where o.holder_id = any (mine) and o.mac = number_mac)
                   or (names <> '{}' and r.id in (
                        select k.record_id from feeds_searchkey k where k.mac = any (names)
                        group by k.record_id having count(distinct k.mac) = cardinality(names))))
            limit 25);
        if found <> '{}' then
            perform access_log_read('rights:find', 'person', '{}'::uuid[], found, array['name', 'born_on'],
                                    '{}'::uuid[], request);
        end if;
        return query
            select distinct on (r.subject_id) r.subject_id, r.reference::text, coalesce(c.values ->> 'name', ''),
                   coalesce(c.values ->> 'born_on', ''),
                   (select count(*)::int from feeds_record x where x.subject_id = r.subject_id and x.holder_id = any (mine))
            from feeds_record r join feeds_content c on c.record_id = r.id
            where r.subject_id = any (found) and r.holder_id = any (mine)
            order by r.subject_id, (c.values ? 'name') desc, r.occurred_on desc;
    end $$;

-- The subjects that a request is about, with those that are held to be the same person.
create or replace function rights_subjects(wanted uuid) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(
            select a.subject_id from rights_about a where a.request_id = wanted
            union
            select other.subject_id from rights_about a
            join access_sameperson s on s.subject_id = a.subject_id
            join access_sameperson other on other.person_id = s.person_id
            where a.request_id = wanted);
    end $$;
revoke all on function rights_subjects(uuid) from public, fourfold_app;
