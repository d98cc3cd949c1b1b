-- Rows of deliveries are kept, closed, and then settled: which of them is seen follows from the deliveries that are
-- not undone, and from nothing else, so that their order of arrival, and undoing one, changes nothing but that one.

-- Every row that a delivery says: those that it brought, and those that were here already.
create or replace function feeds_claims(one feeds_delivery)
    returns table (fingerprint bytea, occurrence int, key_hash bytea)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select r.fingerprint, r.occurrence, r.key_hash from feeds_record r where r.delivery_id = one.id
            union all
            select r.fingerprint, r.occurrence, r.key_hash from feeds_openrow r where r.delivery_id = one.id
            union all
            select s.fingerprint, s.occurrence, s.key_hash from feeds_saidagain s where s.delivery_id = one.id;
    end $$;

-- Records about people, or anonymised ones. The same number of the same agency is the same person.
create or replace function feeds_keep(one feeds_delivery, rows json, out entered int, out again int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        create temporary table feeds_batch on commit drop as
            select (r ->> 'id')::uuid as id, (r ->> 'n')::int as n, decode(r ->> 'f', 'hex') as f, (r ->> 'o')::int as o,
                   decode(r ->> 'k', 'hex') as k, decode(r ->> 'p', 'hex') as p, (r ->> 'new')::text as new_reference,
                   r ->> 'kind' as kind, r ->> 'role' as role, r ->> 'handling' as handling, (r ->> 'on')::date as happened,
                   (r -> 'values')::jsonb as said, (r -> 'cells')::jsonb as cells,
                   (r -> 'keys')::jsonb as keys, (r ->> 'dk')::int as data_key, (r ->> 'kv')::smallint as keys_version
            from json_array_elements(rows) r;
        analyze feeds_batch;
        with strangers as (
            select distinct on (b.p) b.p, gen_random_uuid() as id, b.new_reference from feeds_batch b
            where b.p is not null
              and not exists (select from feeds_ownreference o where o.holder_id = one.holder_id and o.mac = b.p)
            order by b.p, b.n
        ), met as (
            insert into feeds_subject (id, reference, added_at)
            select s.id, s.new_reference, statement_timestamp() from strangers s returning id
        )
        insert into feeds_ownreference (id, holder_id, mac, subject_id)
        select gen_random_uuid(), one.holder_id, s.p, s.id from strangers s join met on met.id = s.id;
        insert into feeds_record (id, label_id, holder_id, data_set, subject_kind, subject_role, handling, subject_id,
            reference, occurred_on, is_restricted, is_synthetic, recorded_at, delivery_id, contract, row_number,
            fingerprint, occurrence, key_hash)
        select b.id, 0, one.holder_id, one.data_set, b.kind, b.role, b.handling, o.subject_id, '', b.happened, false,
               one.is_synthetic, statement_timestamp(), one.id, one.contract, b.n, b.f, b.o, b.k
        from feeds_batch b left join feeds_ownreference o on o.holder_id = one.holder_id and o.mac = b.p
        order by b.n
        on conflict (fingerprint, occurrence, contract, holder_id) do nothing;
        get diagnostics entered = row_count;
        insert into feeds_content (record_id, values, cells, keys, data_key_id, keys_version)
        select r.id, b.said, b.cells, b.keys, b.data_key, b.keys_version from feeds_batch b join feeds_record r on r.id = b.id;
        insert into feeds_saidagain (delivery_id, row_number, fingerprint, occurrence, key_hash)
        select one.id, b.n, b.f, b.o, b.k from feeds_batch b
        where not exists (select from feeds_record r where r.id = b.id)
        on conflict do nothing;
        get diagnostics again = row_count;
        drop table feeds_batch;
    end $$;

-- Published data.
create or replace function feeds_keep_open(one feeds_delivery, rows json, out entered int, out again int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        with batch as (
            select * from json_to_recordset(rows) as b (n int, f text, o int, k text, month date, lsoa text, vintage smallint,
                district text, longitude double precision, latitude double precision, category text, said jsonb)
        ), kept as (
            insert into feeds_openrow (delivery_id, holder_id, contract, row_number, fingerprint, occurrence, key_hash,
                is_live, month, lsoa_code, lsoa_vintage, district_code, longitude, latitude, category, values)
            select one.id, one.holder_id, one.contract, b.n, decode(b.f, 'hex'), b.o, decode(b.k, 'hex'), null, b.month,
                   b.lsoa, b.vintage, b.district, b.longitude, b.latitude, b.category, b.said
            from batch b
            on conflict (fingerprint, occurrence, contract, holder_id) do nothing
            returning row_number
        ), repeated as (
            insert into feeds_saidagain (delivery_id, row_number, fingerprint, occurrence, key_hash)
            select one.id, b.n, decode(b.f, 'hex'), b.o, decode(b.k, 'hex') from batch b
            where b.n not in (select kept.row_number from kept)
            on conflict do nothing returning 1
        )
        select (select count(*) from kept), (select count(*) from repeated) into entered, again;
    end $$;

-- Whether a whole delivery of published data says nothing that another says, and names nothing that another names: then
-- each of its rows is seen as it is (`is_live` null), and there is nothing to settle.
create or replace function feeds_stands_alone(one feeds_delivery) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if one.data_set <> '' or exists (select from feeds_saidagain s where s.delivery_id = one.id) then
            return false;
        end if;
        if exists (select from feeds_openrow r where r.delivery_id = one.id and r.is_live is not null) then
            return false;
        end if;
        if exists (select from feeds_saidagain s join feeds_openrow r on r.fingerprint = s.fingerprint
                   where r.delivery_id = one.id)
           or exists (select from feeds_saidagain s join feeds_openrow r on r.key_hash = s.key_hash
                      where r.delivery_id = one.id) then
            return false;
        end if;
        return not exists (select from feeds_openrow r join feeds_openrow o on o.key_hash = r.key_hash
                           where r.delivery_id = one.id and o.delivery_id <> one.id);
    end $$;

-- Which of the rows that a delivery touches are seen: without a key, those that a delivery says which is not undone;
-- of those with one key, what the latest such delivery says. `only_one`: one key or fingerprint; null: all it touches.
-- Answers how many rows others now stand before (`corrected`), and how many of its own stand behind newer ones.
create or replace function feeds_settle(one feeds_delivery, only_one bytea, out corrected int, out late int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare target text := case when one.data_set = '' then 'feeds_openrow' else 'feeds_record' end;
    begin
        if only_one is null and feeds_stands_alone(one) then
            corrected := 0;
            late := 0;
            return;
        end if;
        -- Step by step, each with statistics of its own: guesses at the size of such steps join every row with every row.
        create temporary table feeds_said on commit drop as
            select distinct c.fingerprint, c.occurrence, c.key_hash from feeds_claims(one) c
            where only_one is null or only_one in (c.key_hash, c.fingerprint);
        analyze feeds_said;
        execute format($find$
            create temporary table feeds_rows on commit drop as
            select r.id, r.key_hash, r.delivery_id, r.fingerprint, r.occurrence, true as own
            from feeds_said s join %1$s r on r.fingerprint = s.fingerprint and r.occurrence = s.occurrence
                                         and r.contract = ($1).contract and r.holder_id = ($1).holder_id
            union all
            select r.id, r.key_hash, r.delivery_id, r.fingerprint, r.occurrence, false
            from (select distinct key_hash from feeds_said where key_hash is not null) k
            join %1$s r on r.key_hash = k.key_hash and r.contract = ($1).contract and r.holder_id = ($1).holder_id
            where not exists (select from feeds_said s
                              where s.fingerprint = r.fingerprint and s.occurrence = r.occurrence)
            $find$, target) using one;
        analyze feeds_rows;
        create temporary table feeds_claimed on commit drop as
            select r.id, r.key_hash, d.id as delivery_id, d.as_of, d.received_at
            from feeds_rows r join feeds_delivery d on d.id = r.delivery_id where d.state = 'delivered'
            union all
            select r.id, r.key_hash, d.id, d.as_of, d.received_at
            from feeds_rows r
            join feeds_saidagain s on s.fingerprint = r.fingerprint and s.occurrence = r.occurrence
            join feeds_delivery d on d.id = s.delivery_id and d.contract = one.contract
                                 and d.holder_id = one.holder_id and d.state = 'delivered';
        analyze feeds_claimed;
        create temporary table feeds_live on commit drop as
            with newest as (
                select distinct on (c.key_hash) c.key_hash, c.delivery_id from feeds_claimed c
                where c.key_hash is not null
                order by c.key_hash, c.as_of desc, c.received_at desc, c.delivery_id desc
            )
            select distinct c.id, c.key_hash from feeds_claimed c left join newest n on n.key_hash = c.key_hash
            where c.key_hash is null or c.delivery_id = n.delivery_id;
        analyze feeds_live;
        create temporary table feeds_touched on commit drop as
            with heads as (
                select distinct on (l.key_hash) l.key_hash, l.id from feeds_live l where l.key_hash is not null
                order by l.key_hash, l.id
            ), claimed as (select distinct c.id from feeds_claimed c)
            select r.id, r.own, l.id is not null as lives,
                   case when l.id is null and c.id is not null then h.id end as behind
            from feeds_rows r
            left join feeds_live l on l.id = r.id
            left join claimed c on c.id = r.id
            left join heads h on h.key_hash = r.key_hash;
        analyze feeds_touched;
        if one.data_set = '' then
            select * into corrected from feeds_show_open();
        else
            select * into corrected from feeds_show();
        end if;
        late := (select count(*) from feeds_touched t where t.own and t.behind is not null);
        drop table feeds_said, feeds_rows, feeds_claimed, feeds_live, feeds_touched;
    end $$;

-- Puts into force what `feeds_settle` found: labels of records, and the keys by which they are found.
create or replace function feeds_show() returns int
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare corrected int;
    begin
        corrected := (select count(*) from feeds_touched t join feeds_record r on r.id = t.id
                      where not t.own and t.behind is not null and r.label_id <> 0);
        update feeds_record r
        set label_id = case when t.lives
                then access_label(r.holder_id, r.data_set, r.subject_kind, r.subject_role, r.handling) else 0 end,
            replaced_by_id = t.behind
        from feeds_touched t
        where t.id = r.id and ((r.label_id <> 0) <> t.lives or r.replaced_by_id is distinct from t.behind);
        delete from feeds_searchkey k using feeds_touched t where k.record_id = t.id and not t.lives;
        perform feeds_enter_keys(array(select t.id from feeds_touched t where t.lives));
        insert into access_subject (id, subject_id, reference, holder_id)
        select gen_random_uuid(), known.subject_id, known.reference, known.holder_id
        from (select distinct r.subject_id, upper(regexp_replace(r.reference, '[^A-Za-z0-9]', '', 'g')) as reference,
                     r.holder_id
              from feeds_touched t join feeds_record r on r.id = t.id
              where t.lives and r.subject_id is not null) known
        on conflict do nothing;
        return corrected;
    end $$;

-- Published rows are seen as their delivery is: only those are touched for which that is not so.
create or replace function feeds_show_open() returns int
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare corrected int;
    begin
        corrected := (select count(*) from feeds_touched t join feeds_openrow r on r.id = t.id
                      where not t.own and t.behind is not null
                        and coalesce(r.is_live, r.delivery_id = any (feeds_whole())));
        update feeds_openrow r set is_live = nullif(t.lives, d.state = 'delivered')
        from feeds_touched t, feeds_delivery d
        where t.id = r.id and d.id = r.delivery_id
          and r.is_live is distinct from nullif(t.lives, d.state = 'delivered');
        return corrected;
    end $$;

-- Deliveries of published data that are whole and not undone.
create or replace function feeds_whole() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select d.id from feeds_delivery d where d.state = 'delivered' and d.data_set = '');
    end $$;

revoke all on function feeds_claims(feeds_delivery), feeds_stands_alone(feeds_delivery), feeds_keep(feeds_delivery, json),
    feeds_keep_open(feeds_delivery, json), feeds_settle(feeds_delivery, bytea), feeds_show(), feeds_show_open()
    from public, fourfold_app;
