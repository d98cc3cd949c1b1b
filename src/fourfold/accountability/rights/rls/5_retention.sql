-- Retention ----------------------------------------------------------------------------------------------------------
-- `rules`: of each data set the day (`before`) since which records are young enough, and the `months` that this is, as
-- contracts say. Older ones are due: somebody keeps them, with a reason and until a day, or removes them. What is due and tells of a suspicion is
-- closed meanwhile; what protects somebody stays open to those who work with them.
create or replace function rights_overdue(rules jsonb)
    returns table (record_id uuid, holder_id uuid, data_set text, occurred_on date, fell_due date, is_suspicion boolean,
                   is_open boolean, is_held boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select r.id, r.holder_id, r.data_set::text, r.occurred_on,
                   (r.occurred_on + make_interval(months => rule.months))::date, r.subject_role = 'suspect', r.label_id <> 0,
                   r.subject_id is not null
                       and exists (select from rights_legalhold h where h.holder_id = r.holder_id and h.lifted_at is null)
                       and rights_holds_over(r.subject_id, r.holder_id) <> '{}'
            from jsonb_to_recordset(rules) rule(data_set text, before date, months int)
            join feeds_record r on r.data_set = rule.data_set and r.occurred_on < rule.before
            where r.replaced_by_id is null and not exists (
                select from rights_retentiondecision k
                where k.holder_id = r.holder_id and k.data_set = r.data_set and k.act = 'keep'
                  and r.occurred_on < k.before and k.until > partnership_today());
    end $$;
revoke all on function rights_overdue(jsonb) from public, fourfold_app;

-- For the officers of a holder: what of theirs is due, by data set, of the newest versions of records.
create or replace function rights_due(rules jsonb)
    returns table (holder_id uuid, data_set text, records int, held int, closed int, oldest date, fell_due date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := rights_agencies();
    begin
        if mine = '{}' then return; end if;
        return query
            select o.holder_id, o.data_set, count(*)::int, (count(*) filter (where o.is_held))::int,
                   (count(*) filter (where exists (select from rights_closedrecord c where c.record_id = o.record_id)))::int,
                   min(o.occurred_on), min(o.fell_due)
            from rights_overdue(rules) o where o.holder_id = any (mine) group by 1, 2 order by 7, 2, 1;
    end $$;

-- The next of them that no hold keeps, to be removed.
create or replace function rights_due_next(rules jsonb, holder uuid, wanted text, most int) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if holder <> all (rights_agencies()) then return '{}'; end if;
        return array(select o.record_id from rights_overdue(rules) o
                     where o.holder_id = holder and o.data_set = wanted and not o.is_held limit most);
    end $$;

-- When the first record of each data set of theirs falls due that is not due yet.
create or replace function rights_oldest(rules jsonb) returns table (holder_id uuid, data_set text, oldest date, falls_due date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select mine.one, rule.data_set, first.occurred_on,
                   (first.occurred_on + make_interval(months => rule.months))::date
            from unnest(rights_agencies()) mine(one), jsonb_to_recordset(rules) rule(data_set text, before date, months int),
                 lateral (select r.occurred_on from feeds_record r
                          where r.data_set = rule.data_set and r.occurred_on >= rule.before and r.holder_id = mine.one
                          order by r.occurred_on, r.id limit 1) first
            order by 4, 2;
    end $$;

-- Suspicions that are due are closed until somebody decides; by the chaser, each hour.
create or replace function rights_close_overdue(rules jsonb) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare due uuid[];
    begin
        if fourfold_service() is distinct from 'chaser' then return 0; end if;
        due := array(select o.record_id from rights_overdue(rules) o where o.is_suspicion and o.is_open);
        insert into rights_closedrecord (record_id, closed_at) select unnest(due), statement_timestamp()
            on conflict do nothing;
        update feeds_record r set label_id = 0 where r.id = any (due);
        delete from feeds_searchkey k where k.record_id = any (due);
        return cardinality(due);
    end $$;

-- A later delivery that says the same row again does not open it.
create or replace function rights_stays_closed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from rights_closedrecord c where c.record_id = new.id) then new.label_id := 0; end if;
        return new;
    end $$;
drop trigger if exists b_due_stays_closed on feeds_record;
create trigger b_due_stays_closed before update on feeds_record for each row
    when (old.label_id = 0 and new.label_id <> 0) execute function rights_stays_closed();

-- What is kept is open again, unless it was corrected or taken back meanwhile.
create or replace function rights_open_kept() returns trigger
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare kept uuid[]; again uuid[];
    begin
        if new.act <> 'keep' then return null; end if;
        kept := array(select c.record_id from rights_closedrecord c join feeds_record r on r.id = c.record_id
                      where r.holder_id = new.holder_id and r.data_set = new.data_set and r.occurred_on < new.before);
        delete from rights_closedrecord c where c.record_id = any (kept);
        again := array(
            select r.id from feeds_record r left join feeds_delivery d on d.id = r.delivery_id
            where r.id = any (kept) and r.label_id = 0 and r.replaced_by_id is null
              and (d.id is null or d.state = 'delivered'));
        update feeds_record r
        set label_id = access_label(r.holder_id, r.data_set, r.subject_kind, r.subject_role, r.handling)
        where r.id = any (again);
        perform feeds_enter_keys(again);
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
                and finished_at is null);
drop policy if exists finish_removal on rights_retentiondecision;
create policy finish_removal on rights_retentiondecision for update to fourfold_app
    using (holder_id = any ((select rights_agencies())::uuid[]) and act = 'remove' and finished_at is null)
    with check (finished_at is not null);

-- Removals that a worker left unfinished, for another to take up in the name of whoever decided.
create or replace function rights_unfinished_removals() returns table (decision_id uuid, user_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' then return; end if;
        return query select k.id, p.user_id from rights_retentiondecision k
            join partnership_person p on p.id = k.decided_by_id and p.user_id is not null
            where k.act = 'remove' and k.finished_at is null;
    end $$;
