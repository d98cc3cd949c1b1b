-- Removal. A record goes with everything that was made of it: what it says, the words and keys by which it is found, how
-- it describes somebody, rows that waited, and every row of any room that names it. Who was known by it alone is
-- forgotten. Nothing is left but opaque ids in the audit log, and in what agencies agreed or did about one person
-- (`feeds_lineage`), of which nobody can say any more whose they were. Upper rooms guard this by triggers: a legal hold
-- refuses, and a list of removals keeps rows from coming back (accountability/rights).

-- Tables that keep opaque ids of people, since they tell of what agencies did: their free text is taken out.
create or replace function feeds_lineage() returns text[]
    language sql immutable
    as $$ select array['audit_entry', 'audit_link', 'access_grant', 'access_emergency', 'requests_request',
                       'requests_answer'] $$;

-- Deletes rows, and before them whatever refers to them by a foreign key, however deep.
create or replace function feeds_delete_rows(target regclass, key name, wanted uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare child record; held text[];
    begin
        if wanted = '{}' then return; end if;
        for child in
            select c.conrelid::regclass as place, a.attname as column_name, b.attname as of_column,
                   format_type(b.atttypid, b.atttypmod) as of_type, a.attnotnull as needed
            from pg_constraint c
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
            where c.confrelid = target and c.contype = 'f' and cardinality(c.conkey) = 1
        loop
            execute format('select coalesce(array_agg(%I::text), ''{}'') from %s where %I = any ($1)',
                           child.of_column, target, key) into held using wanted;
            continue when held = '{}';
            if child.place = target or not child.needed then
                execute format('update %s set %I = null where %2$I = any ($1::%s[])',
                               child.place, child.column_name, child.of_type) using held;
            elsif child.of_type = 'uuid' then
                perform feeds_delete_rows(child.place, child.column_name, held::uuid[]);
            else
                execute format('delete from %s where %I = any ($1::%s[])',
                               child.place, child.column_name, child.of_type) using held;
            end if;
        end loop;
        execute format('delete from %s where %I = any ($1)', target, key) using wanted;
    end $$;

-- Takes these ids out of every table of every room that names records or people without a foreign key.
create or replace function feeds_forget(wanted uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare place record; held uuid[];
    begin
        if wanted = '{}' then return; end if;
        update access_readhour set subjects = array(select one from unnest(subjects) one where one <> all (wanted))
        where subjects && wanted;
        for place in
            select c.oid::regclass as name, a.attname as column_name, a.atttypid = 'uuid[]'::regtype as is_many
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and ((a.atttypid = 'uuid'::regtype and a.attname in ('record_id', 'subject_id', 'person_id')
                    and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
                                    and a.attnum = any (k.conkey)))
                   or (a.atttypid = 'uuid[]'::regtype and a.attname in ('subjects', 'records')))
              and c.relname <> all (feeds_lineage() || array['access_readhour', 'access_sameperson', 'rights_removal'])
        loop
            if place.is_many then
                execute format('select coalesce(array_agg(id), ''{}'') from %s where %I && $1',
                               place.name, place.column_name) into held using wanted;
                perform feeds_delete_rows(place.name, 'id', held);
            else
                perform feeds_delete_rows(place.name, place.column_name, wanted);
            end if;
        end loop;
    end $$;

-- People of whom nothing is held any more: their reference, their numbers, who they were held to be.
create or replace function feeds_forget_people(wanted uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare gone uuid[] := array(select one from unnest(wanted) one
                                 where not exists (select from feeds_record r where r.subject_id = one));
    begin
        if gone = '{}' then return; end if;
        update requests_words w set text = 'Removed, with the person’s records.'
        from requests_request q where q.id = w.request_id and q.subject_id = any (gone);
        update access_emergency set reason = 'Removed, with the person’s records.', reference = '',
            review = case when review = '' then '' else 'Removed, with the person’s records.' end
        where subject_id = any (gone);
        perform feeds_forget(gone);
        delete from access_sameperson where subject_id = any (gone);
        with people as (
            select s.person_id, (array_agg(s.subject_id order by s.subject_id))[1] as smallest, count(*) as many
            from access_sameperson s group by s.person_id
        ), alone as (
            delete from access_sameperson s using people p where p.person_id = s.person_id and p.many = 1 returning 1
        )
        update access_sameperson s set person_id = p.smallest from people p
        where p.person_id = s.person_id and p.many > 1 and p.person_id <> p.smallest;
        perform feeds_delete_rows('feeds_subject', 'id', gone);
    end $$;

-- A record and every version of the same row of its holder: an older one would be seen again.
create or replace function feeds_versions(wanted uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(
            select r.id from feeds_record r where r.id = any (wanted)
            union
            select v.id from feeds_record r
            join feeds_record v on v.key_hash = r.key_hash and v.contract = r.contract and v.holder_id = r.holder_id
            where r.id = any (wanted) and r.key_hash is not null);
    end $$;

-- Says whose records are about to go, while all that hangs on them is still there. Nothing here listens: the linkage,
-- which stands above, puts its own in place of this (records/identity/rls/1_core.sql).
create or replace function feeds_people_go(people uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$ begin end $$;

-- Says which records are about to go, to tables whose rows are nothing without theirs. Nothing here listens: homes, which
-- follow the record that tells of them, put their own in place of this (records/identity/rls/4_places.sql).
create or replace function feeds_records_go(records uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$ begin end $$;

-- Rows in quarantine name their person by the agency's own number: they go with the last records of theirs, every
-- version of each being given. `undecided`: rows that still wait go too; else they are left to whoever mends them, since
-- they may say something newer.
drop function if exists feeds_own_numbers(uuid[]);
drop function if exists feeds_drop_waiting(uuid[]);
create or replace function feeds_drop_waiting(whole uuid[], undecided boolean) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        with people as (
            select distinct r.subject_id, r.holder_id from feeds_record r
            where r.id = any (whole) and r.subject_id is not null
              and not exists (select from feeds_record x where x.subject_id = r.subject_id
                                and x.holder_id = r.holder_id and x.id <> all (whole))
        ), gone as (
            delete from feeds_waitingrow w using people p, feeds_ownreference o, feeds_delivery d
            where o.subject_id = p.subject_id and o.holder_id = p.holder_id and w.person_mac = o.mac
              and d.id = w.delivery_id and d.holder_id = p.holder_id
              and (undecided or w.state <> 'waiting' or d.state in ('refused', 'undone'))
            returning w.delivery_id, w.state
        )
        update feeds_delivery d set counts = jsonb_set(d.counts, '{waiting}', to_jsonb((d.counts ->> 'waiting')::int - g.n))
        from (select delivery_id, count(*) as n from gone where state = 'waiting' group by 1) g
        where d.id = g.delivery_id and (d.counts ->> 'waiting')::int >= g.n;
    end $$;

create or replace function feeds_destroy(wanted uuid[]) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare whole uuid[] := feeds_versions(wanted); people uuid[]; one record;
    begin
        if whole = '{}' then return 0; end if;
        people := array(select distinct r.subject_id from feeds_record r
                        where r.id = any (whole) and r.subject_id is not null);
        perform feeds_drop_waiting(whole, false);
        perform feeds_people_go(people);
        delete from feeds_saidagain s using feeds_record r, feeds_delivery d
        where r.id = any (whole) and d.id = s.delivery_id and d.contract = r.contract and d.holder_id = r.holder_id
          and ((s.fingerprint = r.fingerprint and s.occurrence = r.occurrence) or s.key_hash = r.key_hash);
        for one in select distinct r.subject_id, r.holder_id from feeds_record r
                   where r.id = any (whole) and r.subject_id is not null loop
            continue when exists (select from feeds_record r where r.subject_id = one.subject_id
                                    and r.holder_id = one.holder_id and r.id <> all (whole));
            delete from access_subject a where a.subject_id = one.subject_id and a.holder_id = one.holder_id;
            delete from feeds_ownreference o where o.subject_id = one.subject_id and o.holder_id = one.holder_id;
        end loop;
        delete from feeds_waitingrow w where w.record_id = any (whole);
        perform feeds_forget(whole);
        perform feeds_records_go(whole);
        perform feeds_delete_rows('feeds_record', 'id', whole);
        perform feeds_forget_people(people);
        return cardinality(whole);
    end $$;

revoke all on function feeds_delete_rows(regclass, name, uuid[]), feeds_forget(uuid[]), feeds_forget_people(uuid[]),
    feeds_versions(uuid[]), feeds_people_go(uuid[]), feeds_records_go(uuid[]), feeds_destroy(uuid[]),
    feeds_drop_waiting(uuid[], boolean)
    from public, fourfold_app;

-- By those who answer for the data of the agency that holds the records; all of them, or none.
create or replace function feeds_remove(wanted uuid[]) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := access_places_as(array['data-protection-officer', 'accountable-officer']);
    begin
        if exists (select from feeds_record r where r.id = any (wanted) and r.holder_id <> all (mine)) then
            raise exception 'Records are removed by the agency that holds them.' using errcode = 'insufficient_privilege';
        end if;
        perform feeds_drop_waiting(feeds_versions(wanted), true);
        return feeds_destroy(wanted);
    end $$;

-- After a restore: what is on the list of removals goes again. By the installation alone.
create or replace function feeds_remove_again(wanted uuid[]) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then
            raise exception 'Only the installation applies removals again.' using errcode = 'insufficient_privilege';
        end if;
        perform feeds_drop_waiting(feeds_versions(wanted), true);
        return feeds_destroy(wanted);
    end $$;

-- What rows in quarantine said is forgotten once nobody has to mend them any more, since a time. Which column was wrong
-- stays, and by which delivery: the quality of feeds is measured by it. By the installation alone.
create or replace function feeds_forget_sent(before timestamptz) returns table (delivery_id uuid, forgotten bigint)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'installation' then
            raise exception 'Only the installation forgets what was sent.' using errcode = 'insufficient_privilege';
        end if;
        return query
            with done as (
                update feeds_waitingrow w
                set as_sent = '{}', person_mac = null, faults = (
                    select coalesce(jsonb_agg(f || jsonb_build_object(
                        'value', '', 'mend', '', 'reason', 'What was sent is not kept any more.')), '[]')
                    from jsonb_array_elements(w.faults) f)
                from feeds_delivery d
                where d.id = w.delivery_id and w.as_sent <> '{}'
                  and (w.decided_at < before or d.undone_at < before
                       or (d.state = 'refused' and greatest(d.received_at, d.decided_at) < before))
                returning w.delivery_id
            )
            select done.delivery_id, count(*) from done group by 1;
    end $$;
