-- Removal of what is due ---------------------------------------------------------------------------------------------
-- Two officers of the holder decide; a worker removes, some at a time, as the chaser. A row goes whole: with all versions
-- of it, and only if each that is seen is over its period. `periods` are those in force when it was decided, by contract:
-- `months` since it happened, `ends` (dates of the record from which the time runs) and `looks` (codes that a person looks
-- at). Python asks the same by itself (`domain/removal.py`); where either says no, the record stays.

-- A date as a record says it; null where it says none that is written as such (PostgreSQL alone takes `epoch`, too).
create or replace function rights_end_of(said text, kind text) returns date
    language plpgsql stable set search_path = public, pg_temp
    as $$
    begin
        if said !~ (case kind when 'datetime' then '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?[+-]\d\d:\d\d$'
                             else '^\d{4}-\d\d-\d\d$' end) then
            return null;
        end if;
        return case kind
            when 'datetime' then (said::timestamptz at time zone 'Europe/London')::date
            when 'month' then (said::date + interval '1 month' - interval '1 day')::date
            else said::date end;
    exception when data_exception then
        return null;
    end $$;

-- Why the period of a version is not over before a day; empty where it is.
create or replace function rights_runs(of_contract text, cells jsonb, happened date, periods jsonb, before date) returns text
    language plpgsql stable set search_path = public, pg_temp
    as $$
    declare period jsonb := periods -> of_contract; one jsonb; day date; missing text := ''; asked int := 0;
    begin
        if period is null then return 'unknown'; end if;
        if (happened + make_interval(months => (period ->> 'months')::int))::date >= before then return 'runs'; end if;
        for one in select jsonb_array_elements(period -> 'ends') loop
            -- A row that does not say whether it is one of them counts as one.
            continue when one ->> 'where' <> '' and cells ->> (one ->> 'where') is not null
                      and not one -> 'codes' ? (cells ->> (one ->> 'where'));
            asked := asked + 1;
            day := rights_end_of(cells ->> (one ->> 'column'), one ->> 'kind');
            if day is null then
                missing := coalesce(nullif(missing, ''), concat_ws('/', 'empty', of_contract, one ->> 'column'));
            elsif (day + make_interval(months => (one ->> 'months')::int))::date >= before then
                return 'runs';
            end if;
        end loop;
        if asked = 0 then return 'unknown'; end if;
        for one in select jsonb_array_elements(period -> 'looks') loop
            if one -> 'codes' ? coalesce(cells ->> (one ->> 'column'), '') then
                return concat_ws('/', 'look', of_contract, one ->> 'column');
            end if;
        end loop;
        return missing;
    end $$;

-- What else keeps the versions of a row for now; empty where nothing does. Whatever is under way elsewhere is one word.
create or replace function rights_in_the_way(whole uuid[], holder uuid) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare own_ids uuid[]; people uuid[];
    begin
        own_ids := array(select distinct r.subject_id from feeds_record r where r.id = any (whole) and r.subject_id is not null);
        people := access_same(own_ids);
        if exists (select from unnest(own_ids) one where rights_holds_over(one, holder) <> '{}') then return 'held'; end if;
        if exists (select from rights_recordmark m
                   where m.record_id = any (whole) and m.kind = 'restricted' and m.until is null) then
            return 'restricted';
        end if;
        if exists (select from feeds_record r join rights_retentiondecision k
                       on k.holder_id = r.holder_id and k.data_set = r.data_set and r.occurred_on < k.before
                   where r.id = any (whole) and r.label_id <> 0 and k.until > partnership_today()) then
            return 'kept';
        end if;
        if exists (select from rights_about a join rights_request q on q.id = a.request_id
                   where a.subject_id = any (people) and q.state <> 'closed'
                     and (q.agency_id = holder or exists (select from rights_part p
                                                          where p.request_id = q.id and p.holder_id = holder))) then
            return 'asked';
        end if;
        if exists (select from rights_about a join rights_request q on q.id = a.request_id
                   where a.subject_id = any (people) and q.state <> 'closed' and q.kind not in ('complaint', 'objection'))
           or exists (select from access_relationship s
                      where s.subject_kind = 'person' and s.subject_id = any (people) and s.kind in ('case', 'referral')
                        and (s.until is null or s.until > statement_timestamp()))
           or exists (select from access_emergency e where e.subject_id = any (people) and e.reviewed_at is null)
           or exists (select from requests_request q
                      where q.subject_id = any (people) and q.withdrawn_at is null and q.wanted_until > partnership_today()
                        and not exists (select from requests_answer w where w.request_id = q.id)) then
            return 'under-way';
        end if;
        return '';
    end $$;

-- When anything was last said, or taken back, about these versions.
create or replace function rights_touched(whole uuid[]) returns timestamptz
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select max(greatest(r.recorded_at, d.delivered_at, d.undone_at, e.delivered_at, e.undone_at))
            from feeds_record r
            left join feeds_delivery d on d.id = r.delivery_id
            left join feeds_saidagain s on s.fingerprint = r.fingerprint and s.occurrence = r.occurrence
            left join feeds_delivery e on e.id = s.delivery_id and e.contract = r.contract and e.holder_id = r.holder_id
            where r.id = any (whole));
    end $$;

-- Why a record stays; empty where it may go. `at`: when it was decided.
create or replace function rights_why_stays(
    record uuid, holder uuid, of_data_set text, periods jsonb, before date, at timestamptz) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare whole uuid[] := feeds_versions(array[record]); why text;
    begin
        if not exists (select from feeds_record r where r.id = record and r.holder_id = holder and r.data_set = of_data_set
                         and r.label_id <> 0) then
            return 'changed';
        end if;
        -- Its own reason first.
        select case when r.id = record or why.said = '' then why.said else 'version' end into why
        from feeds_record r left join feeds_content c on c.record_id = r.id,
             lateral (select rights_runs(r.contract, coalesce(c.cells, '{}'), r.occurred_on, periods, before) as said) why
        where r.id = any (whole) and r.label_id <> 0
        order by why.said = '', r.id <> record limit 1;
        if why <> '' then return why; end if;
        if rights_touched(whole) > at then return 'changed'; end if;
        return rights_in_the_way(whole, holder);
    end $$;

-- Whether somebody answers for the data of an agency today, or of one that took over its work.
create or replace function rights_answers(person uuid, agency uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            with recursive place(id) as (
                select agency union
                select s.successor_id from place join partnership_succession s on s.predecessor_id = place.id
                where s.on <= partnership_today())
            select from partnership_role r join place on place.id = r.agency_id
            where r.person_id = person and r.kind in ('data-protection-officer', 'accountable-officer')
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today()));
    end $$;

-- Why the work waits: somebody left, a file is on its way, rows wait to be mended (each may say something newer), or it is
-- not to be done, or done. Empty: it goes on.
create or replace function rights_halts(wanted uuid) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare one rights_dueremoval := (select x from rights_dueremoval x where x.id = wanted);
    begin
        if one.state is distinct from 'going' then return 'over'; end if;
        if not rights_answers(one.decided_by_id, one.holder_id) or not rights_answers(one.confirmed_by_id, one.holder_id) then
            return 'left';
        end if;
        return rights_arriving(one.holder_id, one.data_set);
    end $$;

create or replace function rights_arriving(holder uuid, of_data_set text) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from feeds_delivery d where d.holder_id = holder and d.data_set = of_data_set
                     and d.state in ('received', 'mapping', 'checking', 'held', 'entering')) then
            return 'coming';
        end if;
        if exists (select from feeds_waitingrow w join feeds_delivery d on d.id = w.delivery_id
                   where d.holder_id = holder and d.data_set = of_data_set and d.state = 'delivered'
                     and w.state = 'waiting') then
            return 'waiting';
        end if;
        return '';
    end $$;

-- Those that are due, the oldest first, after a place in that order.
create or replace function rights_due_records(holder uuid, of_data_set text, periods jsonb, before date,
                                              after_on date, after_id uuid, most int)
    returns table (record_id uuid, occurred_on date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare last_day date := before - make_interval(months => (
        select coalesce(min((p.value ->> 'months')::int), 0) from jsonb_each(periods) p));
    begin
        return query
            select r.id, r.occurred_on from feeds_record r
            where r.data_set = of_data_set and r.holder_id = holder and r.label_id <> 0 and r.occurred_on < last_day
              and (after_on is null or (r.occurred_on, r.id) > (after_on, after_id))
            order by r.occurred_on, r.id limit most;
    end $$;

-- The next of a removal with all that Python asks about them; nobody else removes or settles rows of the holder meanwhile.
create or replace function rights_removal_next(wanted uuid, most int) returns jsonb
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one rights_dueremoval; named text[];
    begin
        if fourfold_service() is distinct from 'chaser' then return null; end if;
        select * into one from rights_dueremoval x where x.id = wanted for update;
        if one.id is null then return null; end if;
        perform pg_advisory_xact_lock(hashtextextended('feeds:' || one.holder_id, 0));
        named := array(select jsonb_path_query(one.periods, '$.*.*[*].column') #>> '{}'
                       union select jsonb_path_query(one.periods, '$.*.*[*].where') #>> '{}');
        return jsonb_build_object(
            'halts', rights_halts(wanted), 'holder', one.holder_id, 'before', one.decided_before, 'at', one.decided_at,
            'periods', one.periods,
            'rows', (
                select coalesce(jsonb_agg(jsonb_build_object(
                    'id', o.record_id, 'on', o.occurred_on, 'touched', rights_touched(v.whole),
                    'way', rights_in_the_way(v.whole, one.holder_id),
                    'versions', (
                        select jsonb_agg(jsonb_build_object(
                            'id', r.id, 'on', r.occurred_on, 'contract', r.contract, 'cells', (
                                select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(c.cells) f
                                where f.key = any (named))))
                        from feeds_record r left join feeds_content c on c.record_id = r.id
                        where r.id = any (v.whole) and r.label_id <> 0))
                    order by o.occurred_on, o.record_id), '[]')
                from rights_due_records(one.holder_id, one.data_set, one.periods, one.decided_before, one.after_on,
                                        one.after_id, most) o,
                     lateral (select feeds_versions(array[o.record_id]) as whole) v));
    end $$;

-- One batch: what may go goes, what stays is counted by its reason, and the place from which to go on is written, in one
-- transaction. `staying`: how many stay already, by reason. Answers how many went.
create or replace function rights_remove_batch(
    wanted uuid, going uuid[], staying jsonb, last_on date, last_id uuid) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one rights_dueremoval; single uuid; why text; sure uuid[] := '{}'; stays jsonb := staying; seen int;
    begin
        if fourfold_service() is distinct from 'chaser' then
            raise exception 'Only the worker removes what is due.' using errcode = 'insufficient_privilege';
        end if;
        select * into one from rights_dueremoval x where x.id = wanted for update;
        if one.id is null or rights_halts(wanted) <> '' then
            raise exception 'This removal does not go on.' using errcode = 'insufficient_privilege';
        end if;
        seen := cardinality(going) + (select coalesce(sum(s.value::int), 0) from jsonb_each_text(staying) s);
        foreach single in array going loop
            why := rights_why_stays(single, one.holder_id, one.data_set, one.periods, one.decided_before, one.decided_at);
            if why = '' then
                sure := sure || single;
            else
                stays := jsonb_set(stays, array[why], to_jsonb(coalesce((stays ->> why)::int, 0) + 1));
            end if;
        end loop;
        perform rights_tell_readers(sure, one.confirmed_at);
        perform feeds_destroy(sure);
        update rights_dueremoval x
        set removed = x.removed + cardinality(sure), looked = x.looked + seen, after_on = last_on, after_id = last_id,
            stayed = x.stayed || (select coalesce(jsonb_object_agg(s.key, coalesce((x.stayed ->> s.key)::int, 0) + s.value::int), '{}')
                                  from jsonb_each_text(stays) s)
        where x.id = wanted;
        return cardinality(sure);
    end $$;

-- Agencies whose people read any version of what goes are told, once for a person, and put their copies right.
create or replace function rights_tell_readers(going uuid[], at timestamptz) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        insert into rights_notice (id, agency_id, holder_id, kind, data_set, happened_on, reference, at)
        select gen_random_uuid(), told.agency_id, told.holder_id, 'removed', told.data_set, told.happened, told.reference, at
        from (select a.id as agency_id, r.holder_id, r.data_set, r.reference, max(r.occurred_on) as happened
              from feeds_record r
              join audit_entry e on e.outcome = 'read' and e.detail @> jsonb_build_object('keys', jsonb_build_array(r.id))
              join partnership_agency a on a.id::text = e.detail ->> 'agency' and a.id <> r.holder_id
              where r.id = any (feeds_versions(going)) and r.reference <> '' group by 1, 2, 3, 4) told
        where not exists (select from rights_notice n where n.agency_id = told.agency_id and n.reference = told.reference
                            and n.kind = 'removed' and n.data_set = told.data_set and n.settled_at is null);
    end $$;

create or replace function rights_removal_done(wanted uuid, at timestamptz) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' or rights_halts(wanted) <> '' then
            raise exception 'This removal does not go on.' using errcode = 'insufficient_privilege';
        end if;
        if exists (select from rights_dueremoval x, rights_due_records(
                       x.holder_id, x.data_set, x.periods, x.decided_before, x.after_on, x.after_id, 1)
                   where x.id = wanted) then
            raise exception 'There is more to look at.' using errcode = 'insufficient_privilege';
        end if;
        update rights_dueremoval x set state = 'done', ended_at = at, after_on = null, after_id = null where x.id = wanted;
    end $$;

-- Removals that nobody works on although they should go on.
create or replace function rights_unfinished_removals() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' then return '{}'; end if;
        return array(select x.id from rights_dueremoval x where x.state = 'going' and rights_halts(x.id) = '' order by 1);
    end $$;

revoke all on function rights_end_of(text, text), rights_runs(text, jsonb, date, jsonb, date),
    rights_in_the_way(uuid[], uuid), rights_touched(uuid[]), rights_tell_readers(uuid[], timestamptz),
    rights_why_stays(uuid, uuid, text, jsonb, date, timestamptz), rights_answers(uuid, uuid), rights_halts(uuid),
    rights_arriving(uuid, text), rights_due_records(uuid, text, jsonb, date, date, uuid, int) from public, fourfold_app;

-- For the holder's officers: what is due, the oldest first, and what of it may go; whose records these are is read, and
-- written down.
create or replace function rights_removal_lines(holder uuid, of_data_set text, periods jsonb, before date,
                                                after_on date, after_id uuid, most int, request text)
    returns table (record_id uuid, occurred_on date, reference text, subject_role text, why text)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare shown uuid[]; people uuid[];
    begin
        if holder <> all (rights_agencies()) then return; end if;
        shown := array(select o.record_id from rights_due_records(holder, of_data_set, periods, before, after_on, after_id, most) o);
        people := array(select distinct r.subject_id from feeds_record r where r.id = any (shown) and r.subject_id is not null);
        if shown <> '{}' then
            perform access_log_read('rights:read-due', 'record', shown, people, '{}'::text[], '{}'::uuid[], request);
        end if;
        return query
            select r.id, r.occurred_on, r.reference::text, r.subject_role::text,
                   rights_why_stays(r.id, holder, of_data_set, periods, before, statement_timestamp())
            from feeds_record r where r.id = any (shown) order by r.occurred_on, r.id;
    end $$;

-- How many of the oldest that are due may go, and how many stay, by reason: of no more than `most`.
create or replace function rights_removal_counts(holder uuid, of_data_set text, periods jsonb, before date, most int)
    returns table (why text, records int)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if holder <> all (rights_agencies()) then return; end if;
        return query
            select rights_why_stays(o.record_id, holder, of_data_set, periods, before, statement_timestamp()), count(*)::int
            from rights_due_records(holder, of_data_set, periods, before, null, null, most) o group by 1 order by 2 desc, 1;
    end $$;

-- What keeps a removal from going on, for its page; and whether something arrives that may say more of a data set.
create or replace function rights_removal_waits(wanted uuid) returns table (halts text, decider boolean, confirmer boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select case when x.state = 'proposed' then rights_arriving(x.holder_id, x.data_set) else rights_halts(x.id) end,
                   rights_answers(x.decided_by_id, x.holder_id),
                   x.confirmed_by_id is null or rights_answers(x.confirmed_by_id, x.holder_id)
            from rights_dueremoval x where x.id = wanted and x.holder_id = any (rights_agencies());
    end $$;

-- Requests to a holder that do not say yet whom they are about.
create or replace function rights_unnamed(holder uuid) returns integer
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if holder <> all (rights_agencies()) then return 0; end if;
        return (select count(*)::int from rights_request q where q.agency_id = holder and q.state <> 'closed'
                  and not exists (select from rights_about a where a.request_id = q.id));
    end $$;

drop policy if exists read_removal on rights_dueremoval;
create policy read_removal on rights_dueremoval for select to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]));
drop policy if exists propose_removal on rights_dueremoval;
create policy propose_removal on rights_dueremoval for insert to fourfold_app
    with check (holder_id = any ((select rights_agencies())::uuid[]) and decided_by_id = (select partnership_person())
                and decided_before <= partnership_today() and decided_at <= statement_timestamp() + interval '1 minute'
                and state = 'proposed' and confirmed_by_id is null and removed = 0 and looked = 0 and stayed = '{}');
drop policy if exists move_removal on rights_dueremoval;
create policy move_removal on rights_dueremoval for update to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]))
    with check (holder_id = any ((select rights_agencies())::uuid[]));
grant select, insert on rights_dueremoval to fourfold_app;
grant update (state, decided_by_id, confirmed_by_id, confirmed_at, ended_by_id, ended_at, ended_why, after_on, after_id)
    on rights_dueremoval to fourfold_app;

-- Whoever decided does not confirm; each acts in their own name; a place is taken only from somebody who has left it.
create or replace function rights_removal_moves() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    declare me uuid := partnership_person();
    begin
        if current_user <> 'fourfold_app' then return new; end if;
        if old.state not in ('proposed', 'going')
           or (new.after_on is not null and new.after_on is distinct from old.after_on)
           or (new.after_id is not null and new.after_id is distinct from old.after_id)
           or not (
               (old.state = 'proposed' and new.state = 'going' and new.confirmed_by_id = me
                and new.decided_by_id = old.decided_by_id)
            or (new.state = 'withdrawn' and new.ended_by_id = me and new.decided_by_id = old.decided_by_id
                and new.confirmed_by_id is not distinct from old.confirmed_by_id)
            or (new.state = old.state and new.ended_by_id is null
                and rights_may_take(old.id, 'decider', old.decided_by_id, new.decided_by_id)
                and rights_may_take(old.id, 'confirmer', old.confirmed_by_id, new.confirmed_by_id)))
        then
            raise exception 'A removal of what is due does not move like that.' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;

create or replace function rights_may_take(wanted uuid, place text, held uuid, taker uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if held is not distinct from taker then return true; end if;
        return taker = partnership_person() and exists (
            select from rights_removal_waits(wanted) w
            where case place when 'decider' then not w.decider else not w.confirmer end);
    end $$;
drop trigger if exists moves on rights_dueremoval;
create trigger moves before update on rights_dueremoval for each row execute function rights_removal_moves();
