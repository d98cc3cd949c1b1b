-- Parts -------------------------------------------------------------------------------------------------------------
-- Every holder of records is asked, whoever they are: the answer says how many letters to write to whom, and is not shown.
create or replace function rights_ask(wanted uuid, at timestamptz, until date) returns uuid[]
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare asked uuid[];
    begin
        if wanted <> all (rights_mine()) then
            raise exception 'There is no such request.' using errcode = 'no_data_found';
        end if;
        with made as (
            insert into rights_part (id, request_id, holder_id, asked_at, answer_by, answer)
            select gen_random_uuid(), wanted, one.holder_id, at, until, ''
            from (select distinct r.holder_id from feeds_record r
                  where r.subject_id = any (rights_subjects(wanted))) one
            on conflict (request_id, holder_id) do nothing
            returning holder_id)
        select coalesce(array_agg(m.holder_id), '{}') into asked from made m;
        return asked;
    end $$;

drop policy if exists read_part on rights_part;
create policy read_part on rights_part for select to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[])
           or (answer = 'something' and request_id = any ((select rights_mine())::uuid[])));
drop policy if exists answer_part on rights_part;
create policy answer_part on rights_part for update to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]) and answer = '')
    with check (holder_id = any ((select rights_agencies())::uuid[]) and decided_by_id = (select partnership_person()));

-- What a holder needs to know of the request in order to decide: whom it is about, what is asked; not how to reach them.
create or replace function rights_asked(parts uuid[]) returns table (part_id uuid, said jsonb)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select p.id, jsonb_build_object(
                'request', q.id, 'reference', q.reference, 'kind', q.kind, 'agency', a.name, 'state', q.state,
                'received_on', q.received_on, 'due_on', q.due_on, 'behalf', q.behalf, 'name', q.about_name,
                'born', q.about_born, 'more', q.about_more, 'words', q.words, 'standing', q.standing,
                'identity', q.identity)
            from rights_part p join rights_request q on q.id = p.request_id join partnership_agency a on a.id = q.agency_id
            where p.id = any (parts) and p.holder_id = any (rights_agencies());
    end $$;

-- The holder's records of the people concerned, as they are held now; older versions of a row are left out.
create or replace function rights_records(wanted uuid, request text)
    returns table (record_id uuid, data_set text, role text, kind text, reference text, occurred_on date, handling text,
                   is_restricted boolean, is_seen boolean, recorded_at timestamptz, delivered_at timestamptz,
                   row_number int, said jsonb)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare part rights_part; own_ids uuid[]; people uuid[];
    begin
        select * into part from rights_part p where p.id = wanted and p.holder_id = any (rights_agencies());
        if part.id is null then return; end if;
        select coalesce(array_agg(r.id), '{}'), coalesce(array_agg(distinct r.subject_id), '{}') into own_ids, people
        from feeds_record r
        where r.subject_id = any (rights_subjects(part.request_id)) and r.holder_id = part.holder_id
          and r.replaced_by_id is null;
        if own_ids <> '{}' then
            perform access_log_read('rights:read-records', 'record', own_ids, people, '{}'::text[], '{}'::uuid[], request);
        end if;
        return query
            select r.id, r.data_set::text, r.subject_role::text, r.subject_kind::text, r.reference::text, r.occurred_on,
                   r.handling::text, r.is_restricted, r.label_id <> 0, r.recorded_at, d.delivered_at, r.row_number, c.values
            from feeds_record r join feeds_content c on c.record_id = r.id left join feeds_delivery d on d.id = r.delivery_id
            where r.id = any (own_ids) order by r.occurred_on desc, r.id;
    end $$;

create or replace function rights_is_of(part uuid, record uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from rights_part p join feeds_record r on r.id = record and r.holder_id = p.holder_id
            where p.id = part and r.subject_id = any (rights_subjects(p.request_id)));
    end $$;

do $$
declare act text;
begin
    foreach act in array array['select', 'insert', 'update', 'delete'] loop
        execute format('drop policy if exists of_holder_%s on rights_recorddecision', act);
        execute format('create policy of_holder_%1$s on rights_recorddecision for %1$s to fourfold_app %2$s', act,
            case act when 'insert' then 'with check (part_id = any ((select rights_my_parts())::uuid[])
                     and decided_by_id = (select partnership_person()) and rights_is_of(part_id, record_id))'
                     else 'using (part_id = any ((select rights_my_parts())::uuid[]))' end);
    end loop;
end $$;

-- What the holders gave, for the pack: each record without what was left out of it.
create or replace function rights_given(wanted uuid, request text)
    returns table (holder_id uuid, record_id uuid, act text, note text, data_set text, role text, kind text,
                   reference text, occurred_on date, recorded_at timestamptz, delivered_at timestamptz, said jsonb)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare own_ids uuid[]; people uuid[];
    begin
        if wanted <> all (rights_mine()) then return; end if;
        select coalesce(array_agg(x.record_id), '{}') into own_ids
        from rights_recorddecision x join rights_part p on p.id = x.part_id
        where p.request_id = wanted and p.answer = 'something' and x.act <> 'withhold';
        people := array(select distinct r.subject_id from feeds_record r where r.id = any (own_ids));
        if own_ids <> '{}' then
            perform access_log_read('rights:read-given', 'record', own_ids, people, '{}'::text[], '{}'::uuid[], request);
        end if;
        return query
            select p.holder_id, r.id, x.act::text, x.note, r.data_set::text, r.subject_role::text, r.subject_kind::text,
                   r.reference::text, r.occurred_on, r.recorded_at, d.delivered_at,
                   (select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each(c.values) v
                    where v.key <> all (x.fields))
            from rights_recorddecision x join rights_part p on p.id = x.part_id
            join feeds_record r on r.id = x.record_id join feeds_content c on c.record_id = r.id
            left join feeds_delivery d on d.id = r.delivery_id
            where r.id = any (own_ids) and p.request_id = wanted
            order by p.holder_id, r.occurred_on desc, r.id;
    end $$;

-- Who looked at what was given: by agency, role and purpose, never by name.
create or replace function rights_looks(wanted uuid)
    returns table (agency_id uuid, role text, purpose text, first_on date, last_on date, looks int)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare keys jsonb[];
    begin
        if wanted <> all (rights_mine()) then return; end if;
        keys := array(select jsonb_build_object('keys', jsonb_build_array(x.record_id)) from rights_recorddecision x join rights_part p on p.id = x.part_id
                      where p.request_id = wanted and p.answer = 'something' and x.act in ('give', 'part'));
        return query
            select a.id, held.kind, e.purpose::text, min((e.occurred_at at time zone 'Europe/London')::date),
                   max((e.occurred_at at time zone 'Europe/London')::date), count(*)::int
            from audit_entry e
            join partnership_agency a on a.id::text = e.detail ->> 'agency'
            cross join lateral (
                select coalesce(min(r.kind::text), '') as kind
                from partnership_role r join partnership_person p on p.id = r.person_id
                where e.actor = 'person:' || p.user_id and r.agency_id = a.id
                  and r.since <= (e.occurred_at at time zone 'Europe/London')::date
                  and (r.until is null or r.until > (e.occurred_at at time zone 'Europe/London')::date)) held
            where e.outcome = 'read' and e.permission = 'record:read' and e.detail @> any (keys)
            group by a.id, held.kind, e.purpose order by 4, 1;
    end $$;

-- With whom the holders share such data by agreement today.
create or replace function rights_shared_with(wanted uuid)
    returns table (holder_id uuid, data_set text, recipient_id uuid, purpose text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if wanted <> all (rights_mine()) then return; end if;
        return query
            select distinct g.provider_id, g.data_set::text, g.recipient_id, g.purpose::text
            from rights_recorddecision x join rights_part p on p.id = x.part_id join feeds_record r on r.id = x.record_id
            join access_grant g on g.provider_id = r.holder_id and g.data_set = r.data_set and g.recipient_id <> r.holder_id
            where p.request_id = wanted and p.answer = 'something' and x.act in ('give', 'part')
              and g.since <= statement_timestamp() and statement_timestamp() < g.until
              and (g.revoked_at is null or statement_timestamp() < g.revoked_at)
              and (g.subject_id is null or g.subject_id = r.subject_id)
              and r.subject_kind = any (g.subject_kinds) and r.subject_role = any (g.subject_roles);
    end $$;

-- Which other agencies' people read any of these records: for its holder, who tells them of what became of it.
create or replace function rights_readers(records uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from feeds_record r where r.id = any (records) and r.holder_id <> all (rights_agencies())) then
            return '{}';
        end if;
        return array(
            select distinct a.id from audit_entry e join partnership_agency a on a.id::text = e.detail ->> 'agency'
            where e.outcome = 'read' and a.id <> all (rights_agencies()) and e.detail @> any (array(
                select jsonb_build_object('keys', jsonb_build_array(one)) from unnest(records) one)));
    end $$;

-- What records say that the holder decides about, for marks and notices.
create or replace function rights_facts(records uuid[])
    returns table (record_id uuid, holder_id uuid, subject_id uuid, data_set text, reference text, occurred_on date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query select r.id, r.holder_id, r.subject_id, r.data_set::text, r.reference::text, r.occurred_on
            from feeds_record r where r.id = any (records) and r.holder_id = any (rights_agencies());
    end $$;
