-- Clerical review. A question is seen by those to whom the wall opens a record of each of its subjects, for the purpose of
-- the transaction; whose relative one is, and whom an owner keeps away, the wall knows. What the model found in a pair is
-- never read as it stands (`pairs` has no column privilege): `identity_compared` gives of it what comes from fields that
-- are shared on both sides. A second reviewer reads the first opinion after their own.

-- Whether the wall opens a record of each of these people, with more than a name and a date of birth in it (such a record
-- is locked: ADR 18).
create or replace function identity_sees_every(wanted uuid[]) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return coalesce(cardinality(wanted), 0) > 0 and not exists (
            select from unnest(wanted) one(subject)
            where not exists (
                select from feeds_record r
                where r.subject_id = one.subject and r.subject_kind <> 'nobody'
                  and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted)
                  and not access_fields_of(r.label_id, r.subject_id) <@ array['name', 'born_on']));
    end $$;

-- The fields of the catalogue from which a feature's level comes: of a level that is asked after others, theirs too.
-- `domain/comparing.py` says the same. Null for what is not known, which is then shown to nobody.
create or replace function identity_fields_of(feature text, level text) returns text[]
    language sql immutable
    as $$
        select case
            when feature in ('forename', 'surname', 'namesakes') then array['name', 'other_names']
            when feature = 'birth' then array['born_on']
            when feature = 'sex' then array['sex']
            when feature = 'place' then array['address', 'postcode']
            when feature in ('nhs_number', 'upn', 'pnc_id') then array[feature]
            when feature = 'kin' and level in ('one_person', 'twins') then array['name', 'other_names', 'born_on']
            when feature = 'kin' and level in ('siblings', 'generations', 'like_named', 'strangers')
                then array['name', 'other_names', 'born_on', 'address', 'postcode']
            when feature = 'kin' then array['name', 'other_names', 'born_on', 'address', 'postcode',
                                            'nhs_number', 'upn', 'pnc_id']
        end $$;

-- Of these fields, whether the actor's grants open all that the record's data set has. Other names are a description of
-- their own, and count where the record gives some.
create or replace function identity_opens(of_record uuid, wanted text[]) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return wanted is not null and exists (
            select from feeds_record r join feeds_content c on c.record_id = r.id
            where r.id = of_record and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted)
              and not access_fields_of(r.label_id, r.subject_id) <@ array['name', 'born_on']
              and not exists (
                select from catalogue_datafield f join catalogue_dataset s on s.id = f.data_set_id
                where s.key = r.data_set and f.key = any (wanted)
                  and (f.key <> 'other_names' or c.values ? 'other_names')
                  and f.key <> all (access_fields_of(r.label_id, r.subject_id))));
    end $$;

-- What the model found in each pair of descriptions of a question, as far as the fields behind it are shared on both
-- sides: `shown` by feature (level, part), `hidden` the sum of the other parts, null where there are none. A record that
-- the actor does not see is null. No row for a question that is not seen.
create or replace function identity_compared(wanted uuid)
    returns table (l_subject uuid, l_record uuid, r_subject uuid, r_record uuid, weight double precision,
                   shown jsonb, hidden double precision)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare pair jsonb; feature text; level text; part double precision;
    begin
        for pair in select p from identity_task t, jsonb_array_elements(t.pairs) p
                    where t.id = wanted and identity_sees_every(t.subjects) loop
            select d.subject_id, case when identity_opens(d.record_id, '{}') then d.record_id end
            into l_subject, l_record from identity_description d where d.id = (pair ->> 'l')::uuid;
            select d.subject_id, case when identity_opens(d.record_id, '{}') then d.record_id end
            into r_subject, r_record from identity_description d where d.id = (pair ->> 'r')::uuid;
            continue when l_subject is null or r_subject is null;
            weight := (pair ->> 'weight')::double precision;
            shown := '{}';
            hidden := null;
            for feature in select substr(key, 7) from jsonb_object_keys(pair) key where key like 'level\_%' loop
                level := pair ->> ('level_' || feature);
                continue when level is null or level = 'missing';
                part := coalesce((pair ->> ('part_' || feature))::double precision, 0);
                if l_record is not null and r_record is not null
                   and identity_opens(l_record, identity_fields_of(feature, level))
                   and identity_opens(r_record, identity_fields_of(feature, level)) then
                    shown := shown || jsonb_build_object(feature, jsonb_build_object('level', level, 'part', part));
                else
                    hidden := coalesce(hidden, 0) + part;
                end if;
            end loop;
            return next;
        end loop;
    end $$;

-- Questions ------------------------------------------------------------------------------------------------------------
revoke all on identity_task from fourfold_app;
grant select (id, run_id, subjects, weight, state, made_at, closed_at) on identity_task to fourfold_app;
grant insert on identity_task to fourfold_app;
grant update (state, closed_at) on identity_task to fourfold_app;

drop policy if exists ask on identity_task;
create policy ask on identity_task for all to fourfold_app
    using ((select fourfold_service()) = 'linker') with check ((select fourfold_service()) = 'linker');
drop policy if exists read_as_reviewer on identity_task;
create policy read_as_reviewer on identity_task for select to fourfold_app
    using ((select fourfold_actor()) is not null and identity_sees_every(subjects));

-- Opinions -------------------------------------------------------------------------------------------------------------
create or replace function identity_has_answered(of_task uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from identity_opinion o where o.task_id = of_task and o.reviewer = fourfold_actor());
    end $$;

-- Whether others' opinions of a question are the actor's to read: once it is closed, once they have given their own, or
-- when two have spoken and a third settles it.
create or replace function identity_reads_opinions(of_task uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from identity_task t
            where t.id = of_task and identity_sees_every(t.subjects)
              and (t.state not in ('open', 'second') or identity_has_answered(of_task)
                   or (select count(*) from identity_opinion o where o.task_id = of_task) >= 2));
    end $$;

create or replace function identity_may_answer(of_task uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from identity_task t
            where t.id = of_task and t.state in ('open', 'second') and identity_sees_every(t.subjects));
    end $$;

drop function if exists identity_answers(uuid[]);

-- All that was said of a question, in its order and without names, for the operation that finds out what follows from it:
-- to whoever has just said something, and to nobody else.
create or replace function identity_said(of_task uuid) returns text[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not identity_has_answered(of_task) then return null; end if;
        return (select array_agg(o.groups::text order by o.at, o.id) from identity_opinion o where o.task_id = of_task);
    end $$;

revoke all on identity_opinion from fourfold_app;
grant select, insert on identity_opinion to fourfold_app;
drop policy if exists read_own on identity_opinion;
create policy read_own on identity_opinion for select to fourfold_app
    using (reviewer = (select fourfold_actor()));
drop policy if exists read_others on identity_opinion;
create policy read_others on identity_opinion for select to fourfold_app
    using ((select fourfold_actor()) is not null and identity_reads_opinions(task_id));
drop policy if exists answer on identity_opinion;
create policy answer on identity_opinion for insert to fourfold_app
    with check (reviewer = (select fourfold_actor()) and identity_may_answer(task_id));

-- A reviewer moves on a question of which they have said something, and only while it is open.
drop policy if exists move_on on identity_task;
create policy move_on on identity_task for update to fourfold_app
    using ((select fourfold_actor()) is not null and state in ('open', 'second') and identity_has_answered(id))
    with check (state in ('second', 'decided'));

-- Decisions ------------------------------------------------------------------------------------------------------------
-- What an opinion (a letter a subject) says of two of them.
create or replace function identity_said_of(groups text, subjects uuid[], one uuid, other uuid) returns text
    language sql immutable
    as $$
        select case when groups = '' then 'not-sure'
                    when substr(groups, array_position(subjects, one), 1)
                         = substr(groups, array_position(subjects, other), 1) then 'together'
                    else 'apart' end $$;

-- Whether the opinions of a question carry a decision about two of its subjects: one alone, or two that agree, or the
-- third, who settles what two disagreed about. While two disagree nothing is in force.
create or replace function identity_carries(of_task uuid, one uuid, other uuid, decision text) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare said text[];
    begin
        select array_agg(identity_said_of(o.groups, t.subjects, one, other) order by o.at, o.id) into said
        from identity_task t join identity_opinion o on o.task_id = t.id
        where t.id = of_task and t.subjects @> array[one, other];
        return coalesce(case cardinality(said) when 1 then said[1] = decision
                                               when 2 then said[1] = decision and said[2] = decision
                                               else said[cardinality(said)] = decision end, false);
    end $$;

revoke all on identity_override from fourfold_app;
grant select, insert on identity_override to fourfold_app;
grant update (ended_at, ended_by, ended_because) on identity_override to fourfold_app;
drop policy if exists follow on identity_override;
create policy follow on identity_override for select to fourfold_app
    using ((select fourfold_service()) = 'linker');
drop policy if exists read_as_reviewer on identity_override;
create policy read_as_reviewer on identity_override for select to fourfold_app
    using ((select fourfold_actor()) is not null and identity_sees_every(array[left_id, right_id]));
drop policy if exists decide on identity_override;
create policy decide on identity_override for insert to fourfold_app
    with check (decided_by = (select fourfold_actor()) and ended_at is null
                and identity_sees_every(array[left_id, right_id])
                and (task_id is null or identity_carries(task_id, left_id, right_id, judgement)));
drop policy if exists take_back on identity_override;
create policy take_back on identity_override for update to fourfold_app
    using (ended_at is null and (select fourfold_actor()) is not null
           and identity_sees_every(array[left_id, right_id]))
    with check (ended_by = (select fourfold_actor()));

-- Figures about the work, which name nobody: whoever adds a record or answers a question must not see one of them move
-- by it, so counts below 8 are withheld and the rest rounded to 5, as those of reports are.
create or replace function identity_published(counted bigint) returns bigint
    language sql immutable
    as $$ select case when counted >= 8 then 5 * ((counted + 2) / 5) end $$;
-- ------------------------------------------------------------------------------
-- How often a first and a second reviewer said what of a pair, before either knew of the other.
create or replace function identity_agreement() returns table (first text, second text, times bigint)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not partnership_is_active() then return; end if;
        return query
            with said as (
                select t.subjects, array_agg(o.groups::text order by o.at, o.id) as groups
                from identity_task t join identity_opinion o on o.task_id = t.id
                group by t.id having count(*) >= 2)
            select identity_said_of(s.groups[1], s.subjects, s.subjects[i], s.subjects[j]),
                   identity_said_of(s.groups[2], s.subjects, s.subjects[i], s.subjects[j]), identity_published(count(*))
            from said s, generate_subscripts(s.subjects, 1) i, generate_subscripts(s.subjects, 1) j
            where i < j group by 1, 2 having count(*) >= 8 order by 1, 2;
    end $$;

-- What reviewers decided of pairs, by the weight that the model gave them, in steps of one; of decisions in force.
create or replace function identity_labels() returns table (step integer, judgement text, times bigint)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not (partnership_is_active() or fourfold_service_reads()) then return; end if;
        return query
            select floor(best.weight)::integer, o.judgement::text, identity_published(count(*))
            from identity_override o join identity_task t on t.id = o.task_id
            cross join lateral (
                select max((p ->> 'weight')::double precision) as weight
                from jsonb_array_elements(t.pairs) p
                join identity_description l on l.id = (p ->> 'l')::uuid
                join identity_description r on r.id = (p ->> 'r')::uuid
                where array[l.subject_id, r.subject_id] @> array[o.left_id, o.right_id]) best
            where o.ended_at is null and best.weight is not null
            group by 1, 2 having count(*) >= 8 order by 1, 2;
    end $$;

-- How many questions stand where; null: fewer than 8.
create or replace function identity_questions() returns table (state text, times bigint)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not partnership_is_active() then return; end if;
        return query select t.state::text, identity_published(count(*)) from identity_task t group by 1 order by 1;
    end $$;

-- The model by which a question was asked, for those who see the question, and how many have spoken of it.
create or replace function identity_asked_by(wanted uuid) returns table (content jsonb, given bigint)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select m.content, (select count(*) from identity_opinion o where o.task_id = t.id)
            from identity_task t join identity_run r on r.id = t.run_id
            left join identity_linkmodel m on m.id = r.model_id
            where t.id = wanted and identity_sees_every(t.subjects);
    end $$;

-- What the latest full run that ended well found, in counts as they are published (null: fewer than 8). Smaller runs tell
-- of a few records, perhaps of one, and of whom it met; runs of judgements that somebody judged a pair.
create or replace function identity_found(run identity_run) returns jsonb
    language sql stable
    as $$ select coalesce(jsonb_object_agg(c.key, identity_published(c.value::bigint)), '{}')
          from jsonb_each_text(run.counts) c where c.value ~ '^[0-9]+$' $$;

create or replace function identity_latest_run() returns table (kind text, counts text, ended_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not partnership_is_active() then return; end if;
        return query select r.kind::text, identity_found(r)::text, r.ended_at from identity_run r
            where r.state = 'done' and r.kind = 'full' order by r.ended_at desc nulls last limit 1;
    end $$;
