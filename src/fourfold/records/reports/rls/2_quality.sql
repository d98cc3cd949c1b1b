-- How good feeds are: figures about deliveries for everybody in the partnership. The measurer alone counts and writes;
-- what it is told of deliveries holds no name of a file, no value and no reason in words. Counts of people's rows are
-- withheld at 7 or fewer and rounded to 5 here, before they leave the database.

alter table reports_feedquality enable row level security;
alter table reports_feedquality force row level security;
revoke all on reports_feedquality from fourfold_app;
grant select, insert, update, delete on reports_feedquality to fourfold_app;
drop policy if exists read_quality on reports_feedquality;
create policy read_quality on reports_feedquality for select to fourfold_app
    using ((select partnership_is_active() or fourfold_service_reads()));
drop policy if exists measure_add on reports_feedquality;
create policy measure_add on reports_feedquality for insert to fourfold_app
    with check ((select fourfold_service()) = 'measurer');
drop policy if exists measure_anew on reports_feedquality;
create policy measure_anew on reports_feedquality for update to fourfold_app
    using ((select fourfold_service()) = 'measurer') with check ((select fourfold_service()) = 'measurer');
drop policy if exists measure_forget on reports_feedquality;
create policy measure_forget on reports_feedquality for delete to fourfold_app
    using ((select fourfold_service()) = 'measurer');

-- A count as it is published: of people 7 or fewer withheld, then the rest rounded to 5; of nobody, as it is.
create or replace function reports_published(counted bigint, of_people boolean) returns integer
    language sql immutable
    as $$ select case when not of_people then counted::integer when counted >= 8 then (5 * ((counted + 2) / 5))::integer end $$;

-- A share in words that tell of nobody: `most` or `few` where 7 or fewer are on the other side, else the percentage to
-- the nearest 5; `unknown` of too few. Of nobody: the percentage to one decimal, cut. `domain/quality_figures.py` says the same.
create or replace function reports_share(yes bigint, no bigint, of_people boolean) returns text
    language sql immutable
    as $$
    select case
        when yes + no = 0 or (of_people and yes < 8 and no < 8) then 'unknown'
        when not of_people then round((1000 * yes / (yes + no)) / 10.0, 1)::text
        when no < 8 then 'most'
        when yes < 8 then 'few'
        else least(95, greatest(5, 5 * ((40 * yes + yes + no) / (2 * (yes + no)))))::text end
    $$;

create or replace function reports_only_measurer() returns void
    language plpgsql stable
    as $$
    begin
        if fourfold_service() is distinct from 'measurer' then
            raise exception 'Only the measurer counts.' using errcode = 'insufficient_privilege';
        end if;
    end $$;

-- Every delivery that arrived since a day, in figures: rows with a key that came before, rows of another census or
-- outside Kent, waiting rows by the contract's column that is wrong ('' for the row as a whole).
drop function if exists reports_deliveries(date);
create or replace function reports_deliveries(since date)
    returns table (id uuid, contract text, holder_id uuid, state text, as_of timestamptz, received_at timestamptz,
                   counts jsonb, remarks jsonb, waiting jsonb, mended bigint,
                   touched timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform reports_only_measurer();
        return query
            with faulty as (
                select w.delivery_id, w.id, w.state, f ->> 'key' as key
                from feeds_waitingrow w left join lateral jsonb_array_elements(w.faults) f on true
            ), by_column as (
                select o.delivery_id, jsonb_object_agg(o.key, o.n) as waiting
                from (select x.delivery_id, coalesce(x.key, '') as key, count(distinct x.id) as n
                      from faulty x group by 1, 2) o
                group by 1
            ), by_state as (
                select w.delivery_id, count(*) filter (where w.state = 'entered') as mended, max(w.decided_at) as at
                from feeds_waitingrow w where w.state <> 'waiting' group by 1
            )
            select d.id, d.contract::text, d.holder_id, d.state::text, d.as_of, d.received_at, d.counts,
                   (select coalesce(jsonb_object_agg(m.kind, m.n), '{}')
                    from (select r ->> 'kind' as kind, sum((r ->> 'count')::int) as n
                          from jsonb_array_elements(d.remarks) r
                          where r ->> 'kind' in ('repeat', 'other-vintage', 'outside') group by 1) m),
                   coalesce(c.waiting, '{}'), coalesce(s.mended, 0),
                   greatest(d.received_at, d.delivered_at, d.undone_at, d.decided_at, s.at)
            from feeds_delivery d
            left join by_column c on c.delivery_id = d.id
            left join by_state s on s.delivery_id = d.id
            where d.received_at >= (since::timestamp at time zone 'Europe/London')
            order by d.received_at, d.id;
    end $$;

-- The data sets of a contract's records: records are found by their data set (`record_newest`).
create or replace function reports_data_sets(wanted text) returns text[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform reports_only_measurer();
        return array(select distinct d.data_set::text from feeds_delivery d where d.contract = wanted and d.data_set <> '');
    end $$;

-- Rows of a feed that are seen, by the month in which they happened.
create or replace function reports_volume(wanted text, holder uuid, since date, until date)
    returns table (month date, published integer)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare sets text[] := reports_data_sets(wanted);
    begin
        perform reports_only_measurer();
        return query
            select date_trunc('month', r.occurred_on)::date, reports_published(count(*), true)
            from feeds_record r
            where r.data_set = any (sets) and r.contract = wanted and r.holder_id = reports_volume.holder and r.label_id <> 0
              and r.occurred_on >= since and r.occurred_on < until
            group by 1
            union all
            select o.month, reports_published(count(*), false)
            from feeds_openrow o
            where o.contract = wanted and o.holder_id = reports_volume.holder
              and coalesce(o.is_live, o.delivery_id = any ((select feeds_whole())::uuid[])) and o.month >= since and o.month < until
            group by 1
            order by 1;
    end $$;

-- How many of a feed's rows since a day hold something, column by column, as a share.
create or replace function reports_filled(wanted text, holder uuid, since date)
    returns table (key text, said text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare sets text[] := reports_data_sets(wanted);
    begin
        perform reports_only_measurer();
        return query
            with seen as (
                select c.cells as cells, true as of_people
                from feeds_record r join feeds_content c on c.record_id = r.id
                where r.data_set = any (sets) and r.contract = wanted and r.holder_id = reports_filled.holder and r.label_id <> 0
                  and r.occurred_on >= since
                union all
                select o.values, false
                from feeds_openrow o
                where o.contract = wanted and o.holder_id = reports_filled.holder
                  and coalesce(o.is_live, o.delivery_id = any ((select feeds_whole())::uuid[])) and (o.month is null or o.month >= since)
            ), whole as (
                select count(*) as n, coalesce(bool_or(s.of_people), false) as of_people from seen s
            ), keyed as (
                select k as name, count(*) as n from seen s, jsonb_object_keys(s.cells) k group by 1
            )
            select k.name, reports_share(k.n, w.n - k.n, w.of_people) from keyed k, whole w
            union all
            select '', case when w.n = 0 then 'unknown' else 'most' end from whole w;
    end $$;

-- The share of a feed's people who are held to be one person with somebody of another agency. No row while no linkage
-- has been completed.
create or replace function reports_linked(wanted text, holder uuid)
    returns table (said text, linked_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare
        sets text[] := reports_data_sets(wanted);
        last timestamptz := (select max(u.ended_at) from identity_run u where u.state = 'done');
    begin
        perform reports_only_measurer();
        if last is null then return; end if;
        return query
            with mine as (
                select distinct r.subject_id from feeds_record r
                where r.data_set = any (sets) and r.contract = wanted and r.holder_id = reports_linked.holder and r.label_id <> 0
                  and r.subject_id is not null
            ), told as (
                select m.subject_id, exists (
                    select from access_sameperson p
                    join access_sameperson q on q.person_id = p.person_id and q.subject_id <> p.subject_id
                    join feeds_record other on other.subject_id = q.subject_id and other.label_id <> 0
                    where p.subject_id = m.subject_id and other.holder_id <> reports_linked.holder) as is_linked
                from mine m
            )
            select reports_share(count(*) filter (where t.is_linked), count(*) filter (where not t.is_linked), true), last
            from told t;
    end $$;

-- Whether a delivery came, entered, was mended or undone since a moment: the figures are then made anew.
create or replace function reports_news(since timestamptz) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        perform reports_only_measurer();
        return exists (select from feeds_delivery d
                       where greatest(d.received_at, d.delivered_at, d.undone_at, d.decided_at) > since)
            or exists (select from feeds_waitingrow w where w.decided_at > since);
    end $$;
