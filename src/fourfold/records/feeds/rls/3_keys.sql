-- Keys by which records are found. They enter with a record's content and stand while the record is seen, each under the
-- label of the record for the fields of which it is made: who is not shown one of these fields does not find by it. The
-- application reads them by the wall, and never writes one.

alter table feeds_searchkey enable row level security;
alter table feeds_searchkey force row level security;
revoke all on feeds_searchkey from fourfold_app;
grant select on feeds_searchkey to fourfold_app;
select access_guard('feeds_searchkey', 'record_id');

-- The keys of these records, of those that are seen and not yet found.
create or replace function feeds_enter_keys(ids uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        with entering as materialized (
            select r.id, r.subject_id, r.is_restricted, r.holder_id, r.data_set, r.subject_kind, r.subject_role,
                   r.handling, said.key as field, said.value as macs
            from feeds_record r
            join feeds_content c on c.record_id = r.id
            cross join lateral jsonb_each(c.keys) said
            where r.id = any (ids) and r.label_id <> 0 and r.subject_id is not null
        ), kinds as (
            select distinct holder_id, data_set, subject_kind, subject_role, handling, field from entering
        ), labels as materialized (
            select k.*, access_label(k.holder_id, k.data_set, k.subject_kind, k.subject_role, k.handling, k.field)
                   as label_id
            from kinds k
        )
        insert into feeds_searchkey (record_id, mac, label_id, subject_id, is_restricted)
        select e.id, mac::bigint, l.label_id, e.subject_id, e.is_restricted
        from entering e
        join labels l using (holder_id, data_set, subject_kind, subject_role, handling, field)
        cross join lateral jsonb_array_elements_text(e.macs) mac
        on conflict (record_id, mac, label_id) do nothing;
    end $$;

create or replace function feeds_keys_come() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        perform feeds_enter_keys(array(select w.record_id from written w));
        return null;
    end $$;

-- What is removed from a record is found no more.
create or replace function feeds_keys_go() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        delete from feeds_searchkey k using gone g where k.record_id = g.record_id;
        return null;
    end $$;

create or replace function feeds_keys_change() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        delete from feeds_searchkey k using gone g where k.record_id = g.record_id;
        perform feeds_enter_keys(array(select w.record_id from written w));
        return null;
    end $$;

drop trigger if exists keys_come on feeds_content;
create trigger keys_come after insert on feeds_content referencing new table as written
    for each statement execute function feeds_keys_come();
drop trigger if exists keys_go on feeds_content;
create trigger keys_go after delete on feeds_content referencing old table as gone
    for each statement execute function feeds_keys_go();
drop trigger if exists keys_change on feeds_content;
create trigger keys_change after update on feeds_content referencing old table as gone new table as written
    for each statement execute function feeds_keys_change();

revoke all on function feeds_enter_keys(uuid[]) from public, fourfold_app;
