-- What many records say, for data sets of analysts. Grants open it that name `person_key` for the agency of the analyst,
-- and their fields alone: what the same person reads for their work is not theirs to analyse. Nothing that says who
-- somebody is may be wanted (`records/feeds/domain/bulk.py` holds the same list). One audit entry names every record,
-- person, field and grant; it has a permission, and therefore a count, of its own (`access_count_read`).
create or replace function feeds_read_bulk(ids uuid[], wanted text[], recipient uuid, request text)
    returns table (record_id uuid, shown jsonb)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare
        one record;
        keys uuid[] := '{}'; people uuid[] := '{}'; opened uuid[] := '{}'; fields text[] := '{}';
    begin
        if cardinality(ids) > 5000 then
            raise exception 'At most 5000 records are read in bulk.' using errcode = 'program_limit_exceeded';
        end if;
        if not wanted <@ array['born_on', 'postcode', 'lsoa', 'sex', 'ethnicity', 'risk_level', 'missing_from',
                               'reported_at', 'returned_at', 'offered_at', 'held_at'] then
            raise exception 'A field that may say who somebody is does not leave in bulk.'
                using errcode = 'insufficient_privilege';
        end if;
        for one in
            with asked as materialized (
                select r.id, r.subject_id, r.label_id from feeds_record r
                where r.id = any (ids) and r.subject_kind <> 'nobody' and not r.is_restricted
                  and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted)
            ), open as materialized (
                select l.label_id, array_agg(distinct (g ->> 'id')::uuid) as grants,
                       array_agg(distinct field) as fields
                from (select distinct a.label_id from asked a) l
                join lateral jsonb_array_elements(access_grants()) g on g -> 'labels' @> to_jsonb(l.label_id)
                cross join lateral jsonb_array_elements_text(g -> 'fields') field
                where (g ->> 'recipient')::uuid = recipient and g -> 'fields' ? 'person_key'
                  and g ->> 'subject' is null and not (g ->> 'needs')::boolean
                group by l.label_id
            )
            select a.id, a.subject_id, o.grants,
                   (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(c.values)
                    where key = any (wanted) and key = any (o.fields)) as says
            from asked a join open o on o.label_id = a.label_id join feeds_content c on c.record_id = a.id
        loop
            record_id := one.id;
            shown := one.says;
            keys := keys || one.id;
            people := people || one.subject_id;
            if not opened @> one.grants then opened := opened || one.grants; end if;
            if not fields @> array(select jsonb_object_keys(shown)) then
                fields := fields || array(select jsonb_object_keys(shown));
            end if;
            return next;
        end loop;
        if keys <> '{}' then
            perform access_log_read('extract:read', 'record', keys, array(select distinct unnest(people)),
                array(select distinct unnest(fields || array['person_key']) order by 1),
                array(select distinct unnest(opened)), request);
        end if;
    end $$;
