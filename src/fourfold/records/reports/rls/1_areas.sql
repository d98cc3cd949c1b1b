-- My area: figures for each district, counted here and published here. What leaves is withheld and rounded; the counts
-- behind it stand in a table that the application cannot read. Everybody in the partnership reads the figures; nobody,
-- the measurer among them, writes one but through `reports_publish_area`.

do $$
declare name text;
begin
    foreach name in array array['arearelease', 'areafigure', 'areacount'] loop
        execute format('alter table reports_%s enable row level security', name);
        execute format('alter table reports_%s force row level security', name);
        execute format('revoke all on reports_%s from fourfold_app', name);
    end loop;
    foreach name in array array['arearelease', 'areafigure'] loop
        execute format('grant select on reports_%s to fourfold_app', name);
        execute format('drop policy if exists read_areas on reports_%s', name);
        execute format('create policy read_areas on reports_%s for select to fourfold_app
                        using ((select partnership_is_active() or fourfold_service_reads()))', name);
    end loop;
end $$;

-- The feed that a measure is counted from, as in domain/areas.py.
create or replace function reports_area_feed(wanted text) returns text
    language plpgsql immutable
    as $$
    begin
        return case wanted
            when 'violence-published' then 'street-crime'
            when 'violence-recorded' then 'police-incidents'
            when 'assault-attendances' then 'assault-attendances'
            when 'missing-episodes' then 'missing-episodes'
            when 'suspensions' then 'education'
            when 'nrm-referrals' then 'nrm-referrals'
            when 'first-time-entrants' then 'youth-justice' end;
    end $$;

-- Rows of a feed about people or nobody that are seen, of one month, of agencies for which their data set is live.
create or replace function reports_area_records(feed text, in_month date)
    returns table (id uuid, subject_id uuid, subject_kind text, holder_id uuid, delivery_id uuid, is_synthetic boolean,
                   said jsonb)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare
        live uuid[] := array(select distinct d.holder_id from feeds_delivery d
                             where d.contract = feed and catalogue_is_live(d.holder_id, d.data_set));
        data_sets text[] := array(select distinct d.data_set from feeds_delivery d where d.contract = feed);
    begin
        return query
            select r.id, r.subject_id, r.subject_kind::text, r.holder_id, r.delivery_id, r.is_synthetic, c.cells
            from feeds_record r join feeds_content c on c.record_id = r.id
            where r.data_set = any (data_sets) and r.contract = feed and r.label_id <> 0
              and r.delivery_id is not null and r.holder_id = any (live) and r.occurred_on >= in_month and r.occurred_on < in_month + interval '1 month';
    end $$;

-- Where things are by their postcode, or by the code of a small area of either census: '' for nothing said.
create or replace function reports_area_of_postcode(said text) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return case when coalesce(said, '') = '' then 'unplaced' else
            coalesce((select p.district::text from identity_postcode p where p.postcode = said), 'outside') end;
    end $$;

create or replace function reports_area_of_lsoa(said text) returns text
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return case when coalesce(said, '') = '' then 'unplaced' else
            coalesce((select a.within ->> 'district' from identity_area a
                      where a.code = said and a.kind = 'lsoa' order by a.vintage limit 1), 'outside') end;
    end $$;

-- Each thing that a measure counts in a month, once, with its district.
create or replace function reports_area_things(wanted text, in_month date)
    returns table (district text, thing text, holder_id uuid, delivery_id uuid, vintage int, is_synthetic boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare
        feed text := reports_area_feed(wanted);
        whole uuid[] := feeds_whole();
    begin
        if wanted = 'violence-published' then
            return query
                with codes as (
                    select o.id, o.lsoa_code, o.holder_id, o.delivery_id, o.lsoa_vintage
                    from feeds_openrow o
                    where o.contract = feed and o.month = in_month and o.category = 'violent-crime'
                      and coalesce(o.is_live, o.delivery_id = any (whole))
                ), placed as (
                    select one.lsoa_code, reports_area_of_lsoa(one.lsoa_code) as district
                    from (select distinct c.lsoa_code from codes c) one
                )
                select p.district, c.id::text, c.holder_id, c.delivery_id, c.lsoa_vintage::int, d.is_synthetic
                from codes c join placed p on p.lsoa_code = c.lsoa_code
                join feeds_delivery d on d.id = c.delivery_id;
            return;
        end if;
        return query
            select distinct on (2)
                case wanted
                    when 'violence-recorded' then reports_area_of_lsoa(r.said ->> 'lsoa_code')
                    when 'assault-attendances' then
                        coalesce((select h.district::text from identity_place h
                                  where h.kind = 'hospital' and h.reference = r.said ->> 'site_code'), 'unplaced')
                    when 'missing-episodes' then coalesce(r.said ->> 'district', 'unplaced')
                    when 'nrm-referrals' then reports_area_of_postcode((
                        select c.cells ->> 'postcode' from feeds_record other
                        join feeds_content c on c.record_id = other.id
                        where other.subject_id = r.subject_id and other.holder_id = r.holder_id
                          and other.label_id <> 0 and c.cells ? 'postcode'
                        order by other.occurred_on desc, other.id limit 1))
                    else reports_area_of_postcode(r.said ->> 'postcode') end,
                case wanted when 'violence-recorded' then r.holder_id::text || ' ' || (r.said ->> 'incident_reference')
                            else r.id::text end,
                r.holder_id, r.delivery_id,
                case when wanted = 'violence-recorded'
                     then (select max(a.vintage)::int from identity_area a
                           where a.code = r.said ->> 'lsoa_code' and a.kind = 'lsoa') end,
                r.is_synthetic
            from reports_area_records(feed, in_month) r
            where case wanted
                when 'violence-recorded' then r.said ->> 'offence_group' = 'violent-crime'
                when 'missing-episodes' then r.subject_kind = 'child'
                when 'suspensions' then r.said ->> 'event' = 'suspension'
                when 'first-time-entrants' then (r.said ->> 'first_time')::boolean
                else true end
            order by 2, 1, r.id;
    end $$;

-- Months of which a feed told, in deliveries that are not undone, or of which figures are out already.
create or replace function reports_area_months(wanted text) returns table (month date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare feed text := reports_area_feed(wanted);
    begin
        perform reports_only_measurer();
        return query
            select (told.month || '-01')::date
            from feeds_delivery d, jsonb_object_keys(d.months) as told (month)
            where d.contract = feed and d.state = 'delivered'
            union
            select a.month from reports_arearelease a where a.measure = wanted
            order by 1;
    end $$;

-- The count behind the next version of a cell: the new one where it differs by 8 or more and by two steps or more of
-- rounding (the withheld counts being two), else the former (`kept` in domain/areas.py says why).
create or replace function reports_area_kept(before bigint, counted bigint) returns bigint
    language sql immutable
    as $$
    select case when abs(counted - before) >= 8
                 and abs((case when counted < 5 then 0 when counted < 8 then 1 else 2 + (counted - 8) / 5 end)
                       - (case when before < 5 then 0 when before < 8 then 1 else 2 + (before - 8) / 5 end)) >= 2
                then counted else before end
    $$;

-- Counts one measure of one month and publishes it: a first version, or a further one where the count of a district
-- has come to differ clearly from that which was last published (`reports_area_kept`); other cells stay as they are. Answers the version that is new, and how many cells changed; 0, 0 else.
create or replace function reports_publish_area(
    wanted text, in_month date, why text, at timestamptz, out version int, out changed int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare
        last reports_arearelease;
        fresh uuid := gen_random_uuid();
    begin
        perform reports_only_measurer();
        version := 0;
        changed := 0;
        if reports_area_feed(wanted) is null or in_month <> date_trunc('month', in_month)::date
           or ((in_month + interval '1 month') at time zone 'Europe/London') > statement_timestamp() then
            raise exception 'Figures are published of a measure, for a month that is over.'
                using errcode = 'check_violation';
        end if;
        perform pg_advisory_xact_lock(hashtextextended('reports:' || wanted || in_month, 0));
        select * into last from reports_arearelease a
        where a.measure = wanted and a.month = in_month order by a.version desc limit 1;
        create temporary table reports_told on commit drop as select * from reports_area_things(wanted, in_month);
        -- All that told of the month, whether or not they had anything that counts: else a release would show where
        -- there was none of it, which a withheld figure does not.
        create temporary table reports_sources on commit drop as
            select d.id, d.holder_id, d.delivered_at, d.is_synthetic from feeds_delivery d
            where d.contract = reports_area_feed(wanted) and d.state = 'delivered'
              and d.months ? to_char(in_month, 'YYYY-MM')
              and (wanted = 'violence-published' or catalogue_is_live(d.holder_id, d.data_set));
        create temporary table reports_cells on commit drop as
            select place.code, count(t.thing) as counted, max(c.counted) as before, max(f.published) as was
            from (select a.code from identity_area a where a.kind = 'district'
                  union all values ('unplaced'), ('outside')) place
            left join reports_told t on t.district = place.code
            left join reports_areafigure f on f.release_id = last.id and f.district = place.code
            left join reports_areacount c on c.figure_id = f.id
            group by 1;
        update reports_cells set counted = reports_area_kept(before, counted) where before is not null;
        changed := (select count(*) from reports_cells x where reports_published(x.counted, true) is distinct from x.was);
        if last.id is null or changed > 0 then
            version := coalesce(last.version, 0) + 1;
            insert into reports_arearelease (id, measure, month, version, note, vintages, deliveries, holders, newest_on,
                                             is_synthetic, computed_at)
            select fresh, wanted, in_month, reports_publish_area.version, case when last.id is null then '' else why end,
                   array(select distinct t.vintage from reports_told t where t.vintage is not null order by 1),
                   array(select s.id from reports_sources s order by 1),
                   array(select distinct s.holder_id from reports_sources s order by 1),
                   (select max(s.delivered_at at time zone 'Europe/London')::date from reports_sources s),
                   coalesce((select bool_or(s.is_synthetic) from reports_sources s), false), at;
            with figures as (
                insert into reports_areafigure (id, release_id, district, published)
                select gen_random_uuid(), fresh, x.code, reports_published(x.counted, true) from reports_cells x
                returning id, district
            )
            insert into reports_areacount (figure_id, counted)
            select f.id, x.counted from figures f join reports_cells x on x.code = f.district;
        else
            changed := 0;
        end if;
        drop table reports_told, reports_sources, reports_cells;
    end $$;

revoke all on function reports_area_records(text, date), reports_area_things(text, date),
    reports_area_of_postcode(text), reports_area_of_lsoa(text) from public, fourfold_app;

-- Small areas of each district, and how many of them are among the tenth and the fifth most deprived of England:
-- published data, as the reader sees it.
create or replace function reports_deprivation()
    returns table (district text, areas bigint, tenth bigint, fifth bigint)
    language plpgsql stable
    as $$
    begin
        return query
            select o.district_code::text, count(*), count(*) filter (where (o.values ->> 'imd_decile')::int = 1),
                   count(*) filter (where (o.values ->> 'imd_decile')::int <= 2)
            from feeds_openrow o where o.contract = 'imd-2025' group by 1 order by 1;
    end $$;
