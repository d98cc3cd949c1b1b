-- Retention ----------------------------------------------------------------------------------------------------------
-- `rules`: of each contract the day (`before`) since which its records are young enough, and the `months` that this is;
-- of records handed in without a file, by `data_set` with an empty contract. Older ones are due: somebody keeps them, with
-- a reason and until a day. What is due and tells of a suspicion is read by those named on it alone meanwhile
-- (`is_restricted`: the linkage, holds and requests know it as before); what protects somebody stays open.
create or replace function rights_overdue(rules jsonb, holders uuid[])
    returns table (record_id uuid, holder_id uuid, data_set text, occurred_on date, fell_due date, is_suspicion boolean,
                   is_restricted boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select r.id, r.holder_id, r.data_set::text, r.occurred_on,
                   (r.occurred_on + make_interval(months => rule.months))::date, r.subject_role = 'suspect',
                   r.is_restricted
            from jsonb_to_recordset(rules) rule(contract text, data_set text, before date, months int)
            join feeds_record r on r.data_set = rule.data_set and r.contract = rule.contract and r.occurred_on < rule.before
            where r.label_id <> 0 and (holders is null or r.holder_id = any (holders)) and not exists (
                select from rights_retentiondecision k
                where k.holder_id = r.holder_id and k.data_set = r.data_set
                  and r.occurred_on < k.before and k.until > partnership_today());
    end $$;
revoke all on function rights_overdue(jsonb, uuid[]) from public, fourfold_app;

-- For the officers of a holder: what of theirs is due, by data set.
create or replace function rights_due(rules jsonb)
    returns table (holder_id uuid, data_set text, records int, closed int, oldest date, before date, fell_due date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := rights_agencies();
    begin
        if mine = '{}' then return; end if;
        return query
            select o.holder_id, o.data_set, count(*)::int, count(c.record_id)::int, min(o.occurred_on),
                   max(o.occurred_on) + 1, min(o.fell_due)
            from rights_overdue(rules, mine) o left join rights_closedrecord c on c.record_id = o.record_id
            group by 1, 2 order by 7, 2, 1;
    end $$;

-- When the first record of each data set of theirs falls due that is not due yet.
create or replace function rights_oldest(rules jsonb) returns table (holder_id uuid, data_set text, falls_due date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select mine.one, rule.data_set, min((first.occurred_on + make_interval(months => rule.months))::date)
            from unnest(rights_agencies()) mine(one),
                 jsonb_to_recordset(rules) rule(contract text, data_set text, before date, months int),
                 lateral (select r.occurred_on from feeds_record r
                          where r.data_set = rule.data_set and r.contract = rule.contract and r.holder_id = mine.one
                            and r.occurred_on >= rule.before and r.label_id <> 0
                          order by r.occurred_on, r.id limit 1) first
            group by 1, 2 order by 3, 2;
    end $$;

-- Each hour, by the chaser: suspicions that are due are closed, and what is closed and due no more is open again. A record
-- that was read by named people alone before is left as it was; one that somebody restricted meanwhile stays restricted.
create or replace function rights_close_overdue(rules jsonb) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare due uuid[]; fresh uuid[]; again uuid[];
    begin
        if fourfold_service() is distinct from 'chaser' then return 0; end if;
        due := array(select o.record_id from rights_overdue(rules, null) o where o.is_suspicion);
        fresh := array(select r.id from feeds_record r where r.id = any (due) and not r.is_restricted for update);
        insert into rights_closedrecord (record_id, closed_at) select unnest(fresh), statement_timestamp()
            on conflict do nothing;
        update feeds_record r set is_restricted = true where r.id = any (fresh);
        update feeds_searchkey k set is_restricted = true where k.record_id = any (fresh);
        again := array(select c.record_id from rights_closedrecord c where c.record_id <> all (due));
        perform rights_open_again(again);
        return cardinality(fresh);
    end $$;

create or replace function rights_open_again(wanted uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare free uuid[];
    begin
        delete from rights_closedrecord c where c.record_id = any (wanted);
        -- Restricted by right meanwhile: it stays so until that ends, and not for longer.
        update rights_recordmark m set was_restricted = false
        where m.record_id = any (wanted) and m.kind = 'restricted' and m.until is null;
        free := array(select one from unnest(wanted) one where not exists (
            select from rights_recordmark m where m.record_id = any (feeds_versions(array[one]))
              and m.kind = 'restricted' and m.until is null));
        update feeds_record r set is_restricted = false where r.id = any (free);
        update feeds_searchkey k set is_restricted = false where k.record_id = any (free);
    end $$;
revoke all on function rights_open_again(uuid[]) from public, fourfold_app;

-- What is kept is open again at once.
create or replace function rights_open_kept() returns trigger
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform rights_open_again(array(
            select c.record_id from rights_closedrecord c join feeds_record r on r.id = c.record_id
            where r.holder_id = new.holder_id and r.data_set = new.data_set and r.occurred_on < new.before));
        return null;
    end $$;
drop trigger if exists opens on rights_retentiondecision;
create trigger opens after insert on rights_retentiondecision for each row execute function rights_open_kept();

drop policy if exists read_retention on rights_retentiondecision;
create policy read_retention on rights_retentiondecision for select to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]));
drop policy if exists decide_retention on rights_retentiondecision;
create policy decide_retention on rights_retentiondecision for insert to fourfold_app
    with check (holder_id = any ((select rights_agencies())::uuid[]) and decided_by_id = (select partnership_person())
                and before <= partnership_today() and until <= partnership_today() + 3653);
