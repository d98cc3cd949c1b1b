-- The missing children report: counted here, and only published counts leave. A report is added once and never changed.

alter table reports_missingreport enable row level security;
alter table reports_missingreport force row level security;
revoke all on reports_missingreport from fourfold_app;
grant select, insert on reports_missingreport to fourfold_app;
drop policy if exists read_missing on reports_missingreport;
create policy read_missing on reports_missingreport for select to fourfold_app
    using ((select partnership_is_active() or fourfold_service_reads()));
drop policy if exists publish_missing on reports_missingreport;
create policy publish_missing on reports_missingreport for insert to fourfold_app
    with check ((select fourfold_service()) = 'measurer');

-- Where a child was missing from: a council other than Kent and Medway had placed them, other care, home, elsewhere.
create or replace function reports_missing_from(place text, council text) returns text
    language sql immutable
    as $$
    select case
        when council is not null and council not in ('E10000016', 'E06000035') then 'placed'
        when council is not null or place in ('foster', 'residential', 'supported') then 'care'
        when place = 'home' then 'home'
        else 'elsewhere' end
    $$;

-- How far the return home interview came, by the clock that starts with the return.
create or replace function reports_missing_stage(
    returned timestamptz, offered timestamptz, held timestamptz, allowed interval) returns text
    language sql immutable
    as $$
    select case
        when returned is null then 'no-return'
        when held is not null and held - returned <= allowed then 'held'
        when offered is not null and offered - returned <= allowed then 'offered'
        when offered is not null or held is not null then 'late'
        else 'nothing' end
    $$;

-- Published cells of the report. `bands`: the first age of each band, from 0 up; a band is called by it. A child is
-- one person, however many numbers agencies gave them, and stands where and as old as at their last episode.
create or replace function reports_missing(
    since date, until date, bands integer[], repeat_days integer, allowed_hours integer)
    returns table (cut text, row_key text, column_key text, published integer)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        perform reports_only_measurer();
        return query
            with told as (
                select coalesce(p.person_id, r.subject_id) as person, r.occurred_on as day,
                       (c.cells ->> 'reported_at')::timestamptz as reported,
                       (c.cells ->> 'returned_at')::timestamptz as returned,
                       c.cells ->> 'episode_reference' as reference, c.cells ->> 'district' as district,
                       reports_missing_from(c.cells ->> 'missing_from', c.cells ->> 'placed_by') as missing_from,
                       date_part('year', age(r.occurred_on, (c.cells ->> 'date_of_birth')::date))::int as years
                from feeds_record r
                join feeds_content c on c.record_id = r.id
                left join access_sameperson p on p.subject_id = r.subject_id
                where r.data_set = 'missing-episodes' and r.contract = 'missing-episodes' and r.label_id <> 0 and r.subject_kind = 'child'
                  and r.occurred_on >= since - repeat_days and r.occurred_on < until
            ), interviews as (
                select c.cells ->> 'episode_reference' as reference,
                       min((c.cells ->> 'offered_at')::timestamptz) as offered,
                       min((c.cells ->> 'held_at')::timestamptz) as held
                from feeds_record r join feeds_content c on c.record_id = r.id
                where r.data_set = 'return-home-interviews' and r.contract = 'return-home-interviews' and r.label_id <> 0 and r.subject_kind = 'child'
                group by 1
            ), counted as (
                select t.*, to_char(t.day, 'YYYY-MM') as month,
                       coalesce((select max(b)::text from unnest(bands) b where b <= t.years), 'unknown') as band,
                       reports_missing_stage(t.returned, i.offered, i.held,
                                             make_interval(hours => allowed_hours)) as stage,
                       count(*) over (partition by t.person order by t.reported
                                      range between make_interval(days => repeat_days) preceding and current row) as lately
                from told t left join interviews i on i.reference = t.reference
            ), episodes as (
                select * from counted e where e.day >= since
            ), children as (
                select distinct on (e.person) e.person, e.district, e.band,
                       case max(e.lately) over (partition by e.person)
                           when 1 then 'once' when 2 then 'two' else 'three' end as often
                from episodes e order by e.person, e.reported desc
            ), cells as (
                select 'month' as cut, e.month as r, e.stage as c, count(*) as n from episodes e group by 2, 3
                union all select 'district', e.district, e.stage, count(*) from episodes e group by 2, 3
                union all select 'age', e.band, e.stage, count(*) from episodes e group by 2, 3
                union all select 'from', e.missing_from, e.stage, count(*) from episodes e group by 2, 3
                union all select 'children-district', k.district, k.often, count(*) from children k group by 2, 3
                union all select 'children-age', k.band, k.often, count(*) from children k group by 2, 3
            )
            select x.cut, x.r, x.c, reports_published(x.n, true) from cells x order by 1, 2, 3;
    end $$;
