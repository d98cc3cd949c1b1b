-- Runs, models and changes, as far as they are read: runs by those who answer for the linkage or for data in it, models
-- by everybody who works here, changes by those to whom the wall opens a record of every subject of theirs.

create or replace function identity_sees_runs() returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return coalesce(fourfold_service() in ('linker', 'installation'), false)
            or exists (select from partnership_places() p
                       where p.kind in ('administrator', 'plan-coordinator', 'data-protection-officer', 'champion',
                                        'accountable-officer', 'deputy'));
    end $$;

revoke all on identity_run from fourfold_app;
grant select (id, kind, state, delivery_id, model_id, stage, done, of, reason, asked_by, asked_at, began_at, ended_at,
              looks_at_all), insert on identity_run to fourfold_app;
grant update (state, model_id, stage, done, of, counts, reason, began_at, ended_at, looks_at_all) on identity_run to fourfold_app;
grant select (id, version, content, card, made_at), insert on identity_linkmodel to fourfold_app;
grant select (id, kind, run_id, at, subjects, before, after), insert on identity_change to fourfold_app;

drop policy if exists link on identity_run;
create policy link on identity_run for all to fourfold_app
    using ((select fourfold_service()) = 'linker') with check ((select fourfold_service()) = 'linker');
drop policy if exists follow on identity_run;
-- Not runs of judgements: one tells that somebody judged a pair, perhaps one that is hidden from the looker.
create policy follow on identity_run for select to fourfold_app
    using (kind <> 'judgement' and (select identity_sees_runs()));
drop policy if exists keep on identity_linkmodel;
create policy keep on identity_linkmodel for insert to fourfold_app
    with check ((select fourfold_service()) = 'linker');
drop policy if exists read_model on identity_linkmodel;
create policy read_model on identity_linkmodel for select to fourfold_app
    using ((select partnership_is_active() or fourfold_service_reads() or identity_sees_runs()));
drop policy if exists note on identity_change;
create policy note on identity_change for insert to fourfold_app
    with check ((select fourfold_service()) = 'linker');
drop policy if exists read_of_seen on identity_change;
create policy read_of_seen on identity_change for select to fourfold_app
    using ((select fourfold_actor()) is not null and identity_sees_every(subjects));

-- What full runs found, as it is published; counts of smaller ones are nobody's to read.
create or replace function identity_runs_found(wanted uuid[]) returns table (run_id uuid, counts text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not identity_sees_runs() then return; end if;
        return query select r.id, identity_found(r)::text from identity_run r
            where r.id = any (wanted) and r.kind = 'full' and r.state = 'done';
    end $$;

-- The subjects of this one's person of whom the wall opens a record; nothing where it opens none of this one.
create or replace function identity_same_as(wanted uuid) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not identity_sees_every(array[wanted]) then return '{}'; end if;
        return array(select one from unnest(access_same(array[wanted])) one where identity_sees_every(array[one]));
    end $$;

-- The same for many at once: each of them that the wall opens, with every subject of its person that it opens.
create or replace function identity_members_of(wanted uuid[]) returns table (subject_id uuid, member_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            with pairs as materialized (
                select one as asked, one as member from unnest(wanted) one
                union
                select mine.subject_id, other.subject_id from access_sameperson mine
                join access_sameperson other on other.person_id = mine.person_id
                where mine.subject_id = any (wanted)
            ), seen as materialized (
                select p.member from (select distinct pairs.member from pairs) p
                where identity_sees_every(array[p.member])
            )
            select p.asked, p.member from pairs p join seen a on a.member = p.asked join seen b on b.member = p.member;
    end $$;

-- The newest changes of a subject whom the actor sees, of those that they see: hidden ones take no place among them.
create or replace function identity_changes_about(wanted uuid, most integer) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not identity_sees_every(array[wanted]) then return '{}'; end if;
        return array(select c.id from identity_change c where c.subjects @> array[wanted]
                       and identity_sees_every(c.subjects)
                     order by c.at desc, c.id desc limit most);
    end $$;

-- Why records were joined or parted: what made the linkage look, whether a judgement had a part in it, and of the pairs
-- that spoke for one person what comes from fields that are shared on both sides. No row for a change that is not seen.
create or replace function identity_because(wanted uuid)
    returns table (run_kind text, is_judged boolean, l_subject uuid, r_subject uuid, shown jsonb)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare one identity_change; pair jsonb; l_record uuid; r_record uuid;
    begin
        select * into one from identity_change c where c.id = wanted and identity_sees_every(c.subjects);
        if one.id is null then return; end if;
        run_kind := one.because ->> 'run';
        is_judged := jsonb_array_length(one.because -> 'judgements') > 0;
        return next;
        for pair in select p from jsonb_array_elements(one.because -> 'pairs') p loop
            select d.subject_id, d.record_id into l_subject, l_record
            from identity_description d where d.id = (pair ->> 'l')::uuid;
            select d.subject_id, d.record_id into r_subject, r_record
            from identity_description d where d.id = (pair ->> 'r')::uuid;
            select coalesce(jsonb_object_agg(f.feature, jsonb_build_object('level', f.level, 'part', f.part)), '{}')
            into shown
            from (select substr(key, 7) as feature, pair ->> key as level,
                         coalesce((pair ->> ('part_' || substr(key, 7)))::double precision, 0) as part
                  from jsonb_object_keys(pair) key where key like 'level\_%') f
            where f.level is not null and f.level <> 'missing'
              and identity_opens(l_record, identity_fields_of(f.feature, f.level))
              and identity_opens(r_record, identity_fields_of(f.feature, f.level));
            if shown <> '{}' then return next; end if;
        end loop;
    end $$;
