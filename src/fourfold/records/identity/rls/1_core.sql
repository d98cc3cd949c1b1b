-- What the linker alone does. How records describe people, the keys under which descriptions are compared, and the
-- scores of pairs are written and read by these functions, and the application has no other right to them: so nobody but
-- the service `linker` learns of a record that the wall hides.

do $$
declare name text;
begin
    foreach name in array array['pair', 'touched'] loop
        execute format('alter table identity_%s enable row level security', name);
        execute format('alter table identity_%s force row level security', name);
        execute format('revoke all on identity_%s from fourfold_app', name);
    end loop;
end $$;

create or replace function identity_linker_only() returns void
    language plpgsql stable
    as $$
    begin
        if coalesce(fourfold_service(), '') <> 'linker' then
            raise exception 'This is done by the linker alone.' using errcode = 'insufficient_privilege';
        end if;
    end $$;

-- What has changed -----------------------------------------------------------------------------------------------------
-- Whatever makes a record seen or closes it (handed in, delivered, corrected, undone, mended, removed), or changes it, has the linkage
-- look at its subject again.
create or replace function identity_touch_new() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        insert into identity_touched (subject_id, is_paired)
        select distinct w.subject_id, false from written w where w.subject_id is not null and w.label_id <> 0;
        return null;
    end $$;
create or replace function identity_touch_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        insert into identity_touched (subject_id, is_paired)
        select distinct one, false from now_so n join was_so w on w.id = n.id, unnest(array[n.subject_id, w.subject_id]) one
        where one is not null and (n.label_id <> w.label_id or n.subject_id is distinct from w.subject_id);
        return null;
    end $$;
create or replace function identity_touch_said() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        -- Sealed anew it says the same (records/feeds/operations/resealing.py).
        if current_setting('fourfold.renewing', true) = 'on' then return null; end if;
        insert into identity_touched (subject_id, is_paired)
        select distinct r.subject_id, false from written w join feeds_record r on r.id = w.record_id
        where r.subject_id is not null and r.label_id <> 0;
        return null;
    end $$;
drop trigger if exists linkage_looks on feeds_record;
create trigger linkage_looks after insert on feeds_record referencing new table as written
    for each statement execute function identity_touch_new();
drop trigger if exists linkage_looks_again on feeds_record;
create trigger linkage_looks_again after update on feeds_record referencing old table as was_so new table as now_so
    for each statement execute function identity_touch_changed();
drop trigger if exists linkage_forgets on feeds_record;
create trigger linkage_forgets after delete on feeds_record referencing old table as written
    for each statement execute function identity_touch_new();
drop trigger if exists linkage_reads_again on feeds_content;
create trigger linkage_reads_again after update on feeds_content referencing new table as written
    for each statement execute function identity_touch_said();

-- Whose records are destroyed takes along scores and judgements, and who they were held to be: all who share a person, a
-- pair or a judgement with them are decided anew. Marks of those who are forgotten go with them (`feeds_forget`).
create or replace function feeds_people_go(people uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        insert into identity_touched (subject_id, is_paired)
        select theirs.subject_id, false from access_sameperson mine
        join access_sameperson theirs on theirs.person_id = mine.person_id where mine.subject_id = any (people)
        union
        select other.subject_id, false from identity_description mine
        join identity_pair p on p.left_id = mine.id join identity_description other on other.id = p.right_id
        where mine.subject_id = any (people)
        union
        select other.subject_id, false from identity_description mine
        join identity_pair p on p.right_id = mine.id join identity_description other on other.id = p.left_id
        where mine.subject_id = any (people)
        union
        select unnest(array[o.left_id, o.right_id]), false from identity_override o
        where o.ended_at is null and (o.left_id = any (people) or o.right_id = any (people));
    end $$;

-- How many subjects wait to be looked at.
create or replace function identity_waiting() returns integer
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return (select count(distinct t.subject_id) from identity_touched t where not t.is_paired);
    end $$;

-- The next of them, in the order in which they came, and their marks. What is read later waits for the next look:
-- also a mark with a smaller number, whose transaction began before and is committed after.
drop function if exists identity_next(integer), identity_looked_at(uuid[], bigint), identity_undecided(),
    identity_decided(bigint);
create or replace function identity_next(most integer, out subjects uuid[], out marks bigint[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        subjects := array(
            select t.subject_id from identity_touched t where not t.is_paired
            group by t.subject_id order by min(t.id) limit most);
        marks := array(select t.id from identity_touched t where t.subject_id = any (subjects) and not t.is_paired);
    end $$;

create or replace function identity_looked_at(marks bigint[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        update identity_touched t set is_paired = true where t.id = any (marks);
    end $$;

-- Those of whom it is still to be decided who they are; afterwards they are forgotten.
create or replace function identity_undecided(out subjects uuid[], out marks bigint[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        subjects := array(select distinct t.subject_id from identity_touched t where t.is_paired);
        marks := array(select t.id from identity_touched t where t.is_paired);
    end $$;
create or replace function identity_decided(marks bigint[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        delete from identity_touched t where t.id = any (marks);
    end $$;

-- Descriptions ---------------------------------------------------------------------------------------------------------
-- What the live records of subjects say, identifiers sealed; the newest of each subject first.
create or replace function identity_records_of(subjects uuid[])
    returns table (subject_id uuid, holder_id uuid, record_id uuid, says text, cells text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            select r.subject_id, r.holder_id, r.id, c.values::text, c.cells::text
            from feeds_record r join feeds_content c on c.record_id = r.id
            where r.subject_id = any (subjects) and r.label_id <> 0
            order by r.subject_id, r.occurred_on desc, r.recorded_at desc, r.id;
    end $$;

-- The same for descriptions, each with the record in which it stands.
drop function if exists identity_described(uuid[]);
create or replace function identity_described(descriptions uuid[])
    returns table (description_id uuid, subject_id uuid, holder_id uuid, mac text, data_key integer, says text, cells text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            select d.id, d.subject_id, d.holder_id, encode(d.details_mac, 'hex'), d.data_key_id, c.values::text,
                   c.cells::text
            from identity_description d join feeds_content c on c.record_id = d.record_id
            where d.id = any (descriptions);
    end $$;

-- Live descriptions in their order, which is that of subjects and hashes, page by page.
create or replace function identity_live(after_subject uuid, most integer)
    returns table (subject_id uuid, description_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            select d.subject_id, d.id from identity_description d
            where d.is_live and d.subject_id in (
                select s.subject_id from identity_description s
                where s.is_live and (after_subject is null or s.subject_id > after_subject)
                group by 1 order by 1 limit most)
            order by 1, d.details_mac;
    end $$;

-- Keeps how records describe these subjects, and answers which descriptions are to be compared: those that are new or
-- live again, and those that share a key whose block has become too large, or is so no more. `rows`: of each description
-- s(ubject), h(older), r(ecord), m(ac) and k(eys), hashes in hex; the first byte of a key says its rule, by whose number
-- `largest` gives the size up to which blocks are compared. `key_used` and `rules`: with what hashes and keys were made.
drop function if exists identity_describe(uuid[], json, integer[], timestamptz);
create or replace function identity_describe(subjects uuid[], rows json, largest integer[], at timestamptz,
                                             key_used integer, rules integer)
    returns uuid[]
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare found uuid[];
    begin
        perform identity_linker_only();
        create temporary table identity_told on commit drop as
            select gen_random_uuid() as id, (r ->> 's')::uuid as s, (r ->> 'h')::uuid as h, (r ->> 'r')::uuid as rec,
                   decode(r ->> 'm', 'hex') as m, r -> 'k' as k
            from json_array_elements(rows) r;
        update identity_told t set id = d.id from identity_description d
        where d.subject_id = t.s and d.holder_id = t.h and d.details_mac = t.m;
        create temporary table identity_gone on commit drop as
            select d.id from identity_description d
            where d.subject_id = any (subjects) and d.is_live and d.id not in (select t.id from identity_told t);
        create temporary table identity_come on commit drop as
            select t.* from identity_told t left join identity_description d on d.id = t.id
            where d.id is null or not d.is_live;
        create temporary table identity_blocks on commit drop as
            select k.mac from identity_blockingkey k where k.description_id in (select g.id from identity_gone g)
            union
            select decode(one, 'hex') from identity_come c, json_array_elements_text(c.k) one;
        analyze identity_blocks;
        create temporary table identity_before on commit drop as
            select b.mac, count(k.id) as size from identity_blocks b left join identity_blockingkey k using (mac) group by 1;
        delete from identity_blockingkey k where k.description_id in (select g.id from identity_gone g);
        update identity_description d set is_live = false where d.id in (select g.id from identity_gone g);
        insert into identity_description (id, subject_id, holder_id, record_id, details_mac, is_live, taken_at,
                                          data_key_id, keys_version)
        select t.id, t.s, t.h, t.rec, t.m, true, at, key_used, rules from identity_told t
        on conflict (subject_id, holder_id, details_mac) do update
            set is_live = true, record_id = excluded.record_id
            where not identity_description.is_live or identity_description.record_id <> excluded.record_id;
        insert into identity_blockingkey (description_id, mac)
        select c.id, decode(one, 'hex') from identity_come c, json_array_elements_text(c.k) one;
        found := array(
            select c.id from identity_come c
            union
            select k.description_id
            from identity_before b
            join lateral (select count(*) as size from identity_blockingkey n where n.mac = b.mac) after on true
            join identity_blockingkey k on k.mac = b.mac
            where (b.size <= largest[get_byte(b.mac, 0) + 1]) <> (after.size <= largest[get_byte(b.mac, 0) + 1]));
        delete from identity_pair p
        where p.left_id = any (found) or p.left_id in (select g.id from identity_gone g);
        delete from identity_pair p
        where p.right_id = any (found) or p.right_id in (select g.id from identity_gone g);
        -- Who shares such a block may be with others from now on, or with others no more.
        insert into identity_touched (subject_id, is_paired)
        select distinct d.subject_id, true from identity_description d
        where d.id = any (found) and d.subject_id <> all (subjects);
        drop table identity_told, identity_gone, identity_come, identity_blocks, identity_before;
        return found;
    end $$;

-- Those that are hashed with another data key than this one (null: whatever it is), or have keys by other rules: how
-- many, and the next, live or not, with what their records say. Then they are kept with hashes and keys made anew (`m`,
-- `k`): they stay the descriptions that they are, and their scores stay.
create or replace function identity_stale(key_used integer, rules integer) returns integer
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return (select count(*) from identity_description d
                where d.keys_version <> rules or d.data_key_id <> coalesce(key_used, d.data_key_id));
    end $$;
create or replace function identity_next_stale(key_used integer, rules integer, most integer)
    returns table (description_id uuid, mac text, data_key integer, says text, cells text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            select d.id, encode(d.details_mac, 'hex'), d.data_key_id, coalesce(c.values::text, '{}'),
                   coalesce(c.cells::text, '{}')
            from (select x.* from identity_description x where x.keys_version <> rules or x.data_key_id <> key_used
                  order by x.keys_version, x.data_key_id limit most) d
            left join feeds_content c on c.record_id = d.record_id;
    end $$;
create or replace function identity_renew(rows json, key_used integer, rules integer) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        delete from identity_blockingkey k using json_array_elements(rows) r where k.description_id = (r ->> 'id')::uuid;
        update identity_description d
        set details_mac = decode(r ->> 'm', 'hex'), data_key_id = key_used, keys_version = rules
        from json_array_elements(rows) r where d.id = (r ->> 'id')::uuid;
        insert into identity_blockingkey (description_id, mac)
        select d.id, decode(one, 'hex')
        from json_array_elements(rows) r join identity_description d on d.id = (r ->> 'id')::uuid,
             json_array_elements_text(r -> 'k') one
        where d.is_live;
    end $$;

-- Pairs ----------------------------------------------------------------------------------------------------------------
-- Pairs that are worth comparing, each once: of two subjects, sharing a key whose block is not too large. With `once`,
-- pairs of which the first is among the descriptions; else those of which either is.
create or replace function identity_candidates(descriptions uuid[], largest integer[], once boolean)
    returns table (l uuid, r uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            with mine as materialized (
                select k.mac, k.description_id, d.subject_id from identity_blockingkey k
                join identity_description d on d.id = k.description_id
                where k.description_id = any (descriptions)
            ), sizes as materialized (
                select k.mac from (select distinct m.mac from mine m) one join identity_blockingkey k on k.mac = one.mac
                group by 1 having count(*) between 2 and largest[get_byte(k.mac, 0) + 1]
            )
            select distinct least(m.description_id, k.description_id), greatest(m.description_id, k.description_id)
            from mine m join sizes s on s.mac = m.mac
            join identity_blockingkey k on k.mac = m.mac and k.description_id <> m.description_id
            join identity_description d on d.id = k.description_id and d.subject_id <> m.subject_id
            where not once or m.description_id < k.description_id;
    end $$;

-- Of groups of descriptions (`homes`: the group of each), the pairs within that are worth comparing and have no score.
create or replace function identity_unscored(descriptions uuid[], homes integer[], largest integer[])
    returns table (l uuid, r uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query
            with mine as materialized (
                select k.mac, one.id, one.home, d.subject_id
                from unnest(descriptions, homes) one(id, home)
                join identity_description d on d.id = one.id
                join identity_blockingkey k on k.description_id = one.id
            ), both_sides as (
                select distinct a.id as l, b.id as r, a.mac from mine a
                join mine b on b.mac = a.mac and b.home = a.home and b.id > a.id and b.subject_id <> a.subject_id
            ), sizes as (
                select k.mac from (select distinct x.mac from both_sides x) one
                join identity_blockingkey k on k.mac = one.mac
                group by 1 having count(*) <= largest[get_byte(k.mac, 0) + 1]
            )
            select distinct x.l, x.r from both_sides x join sizes s on s.mac = x.mac
            where not exists (select from identity_pair p where p.left_id = x.l and p.right_id = x.r);
    end $$;

create or replace function identity_keep_pairs(rows json) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        insert into identity_pair (left_id, right_id, weight, levels, parts)
        select (p ->> 'l')::uuid, (p ->> 'r')::uuid, (p ->> 'w')::double precision, p ->> 'v',
               array(select one::double precision from json_array_elements_text(p -> 'p') one)
        from json_array_elements(rows) p
        on conflict (left_id, right_id) do update
            set weight = excluded.weight, levels = excluded.levels, parts = excluded.parts;
    end $$;

create or replace function identity_forget_pairs() returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        delete from identity_pair;
    end $$;

-- Who is one person ----------------------------------------------------------------------------------------------------
-- These subjects and all whom a decision about them may touch: through pairs that reach `join_at`, through judgements,
-- and through who is one person now. Without subjects: everybody.
create or replace function identity_affected(seeds uuid[], join_at double precision) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare known uuid[] := seeds; edge uuid[] := seeds;
    begin
        perform identity_linker_only();
        if seeds is null then
            return array(select d.subject_id from identity_description d where d.is_live
                         union select s.subject_id from access_sameperson s);
        end if;
        while edge <> '{}' loop
            edge := array(
                select other.one from (
                    select rd.subject_id as one from identity_description ld
                    join identity_pair p on p.left_id = ld.id and p.weight >= join_at
                    join identity_description rd on rd.id = p.right_id
                    where ld.subject_id = any (edge) and ld.is_live and rd.is_live
                    union
                    select ld.subject_id from identity_description rd
                    join identity_pair p on p.right_id = rd.id and p.weight >= join_at
                    join identity_description ld on ld.id = p.left_id
                    where rd.subject_id = any (edge) and ld.is_live and rd.is_live
                    union
                    select o.right_id from identity_override o where o.ended_at is null and o.left_id = any (edge)
                    union
                    select o.left_id from identity_override o where o.ended_at is null and o.right_id = any (edge)
                    union
                    select theirs.subject_id from access_sameperson mine
                    join access_sameperson theirs on theirs.person_id = mine.person_id
                    where mine.subject_id = any (edge)) other
                except select unnest(known));
            known := known || edge;
        end loop;
        return array(select distinct one from unnest(known) one);
    end $$;

-- What decides about these subjects, as it stands: live descriptions in their order, scores, judgements, persons now.
create or replace function identity_descriptions_of(subjects uuid[])
    returns table (subject_id uuid, description_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select d.subject_id, d.id from identity_description d
            where d.subject_id = any (subjects) and d.is_live order by d.subject_id, d.details_mac, d.holder_id;
    end $$;
create or replace function identity_pairs_of(subjects uuid[])
    returns table (l uuid, r uuid, weight double precision, levels text, parts double precision[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select p.left_id, p.right_id, p.weight, p.levels::text, p.parts
            from identity_description ld
            join identity_pair p on p.left_id = ld.id
            join identity_description rd on rd.id = p.right_id
            where ld.subject_id = any (subjects) and ld.is_live and rd.is_live
            union
            select p.left_id, p.right_id, p.weight, p.levels::text, p.parts
            from identity_description rd
            join identity_pair p on p.right_id = rd.id
            join identity_description ld on ld.id = p.left_id
            where rd.subject_id = any (subjects) and ld.is_live and rd.is_live;
    end $$;
create or replace function identity_judgements_of(subjects uuid[])
    returns table (override_id uuid, left_id uuid, right_id uuid, judgement text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select o.id, o.left_id, o.right_id, o.judgement::text from identity_override o
            where o.ended_at is null and (o.left_id = any (subjects) or o.right_id = any (subjects)) order by 1;
    end $$;
create or replace function identity_persons_of(subjects uuid[]) returns table (subject_id uuid, person_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select s.subject_id, s.person_id from access_sameperson s where s.subject_id = any (subjects);
    end $$;

-- The one place where it is written who is one person. `persons`: of each of the subjects, or null: nobody else's.
create or replace function identity_set_persons(subjects uuid[], persons uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        delete from access_sameperson s using unnest(subjects, persons) one(subject, person)
        where s.subject_id = one.subject and one.person is null;
        insert into access_sameperson (subject_id, person_id)
        select one.subject, one.person from unnest(subjects, persons) one(subject, person)
        where one.person is not null
        on conflict (subject_id) do update set person_id = excluded.person_id
            where access_sameperson.person_id <> excluded.person_id;
    end $$;

-- Questions about these subjects that are open, or that were answered and asked nothing else, with what they compared.
create or replace function identity_questions_of(about uuid[])
    returns table (task_id uuid, subjects uuid[], state text, compared text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select t.id, t.subjects, t.state::text, t.pairs::text from identity_task t
            where t.state <> 'superseded' and t.id in (
                select q.id from identity_task q, unnest(q.subjects) asked(one)
                join unnest(about) wanted(one) on wanted.one = asked.one where q.state <> 'superseded')
            -- What a question decided was taken back: it is as if it had not been answered.
            and (t.state <> 'decided' or not exists (select from identity_override o where o.task_id = t.id)
                 or exists (select from identity_override o where o.task_id = t.id and o.ended_at is null));
    end $$;

-- Whom to tell of a change: users who work with one of the subjects now.
create or replace function identity_who_works_with(about uuid[]) returns table (user_id uuid, subject_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select distinct r.user_id, r.subject_id from access_relationship r
            where r.subject_kind = 'person' and r.kind in ('case', 'referral', 'author') and r.subject_id = any (about)
              and r.since <= statement_timestamp() and (r.until is null or statement_timestamp() < r.until);
    end $$;

-- Deliveries about people that are whole, and that no run has linked or is to link.
create or replace function identity_unlinked_deliveries() returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return query select d.id from feeds_delivery d
            where d.state = 'delivered' and d.data_set <> ''
              and exists (select from feeds_record r where r.delivery_id = d.id and r.subject_id is not null)
              and not exists (select from identity_run n where n.delivery_id = d.id and n.kind = 'delivery'
                              and n.state <> 'failed')
              -- A full run that began after it, or is still to begin, looks at its records with all others.
              and not exists (select from identity_run n where n.kind = 'full' and n.state <> 'failed'
                              and (n.began_at is null or n.began_at > d.delivered_at))
            order by d.delivered_at, d.id;
    end $$;

-- The same under another key. Former models are weighed with no more, and keep none.
create or replace function identity_keep_frequencies(kept jsonb) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare newest integer := (select max(m.version) from identity_linkmodel m);
    begin
        perform identity_linker_only();
        update identity_linkmodel m set frequencies = case when m.version = newest then kept else '{}' end
        where m.version = newest or m.frequencies <> '{}';
    end $$;

-- How often names are borne, by keyed hash, under the newest model.
create or replace function identity_frequencies() returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform identity_linker_only();
        return (select m.frequencies::text from identity_linkmodel m order by m.version desc limit 1);
    end $$;
