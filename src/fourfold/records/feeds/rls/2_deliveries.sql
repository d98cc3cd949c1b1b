-- Deliveries: what an agency sends is seen by its own people, and rows enter through the functions below alone. A
-- record of a delivery has the label 0, which no grant opens, until its delivery is whole (`feeds_deliver`), after it
-- is undone (`feeds_undo`), and while a newer row says otherwise (`feeds_settle`).

do $$
declare name text;
begin
    foreach name in array array['delivery', 'deliveryfile', 'rememberedmapping', 'waitingrow', 'openrow', 'saidagain',
                                'ownreference'] loop
        execute format('alter table feeds_%s enable row level security', name);
        execute format('alter table feeds_%s force row level security', name);
    end loop;
end $$;

revoke all on feeds_delivery, feeds_deliveryfile, feeds_rememberedmapping, feeds_waitingrow, feeds_openrow,
              feeds_saidagain, feeds_ownreference from fourfold_app;
grant select, insert on feeds_delivery, feeds_waitingrow to fourfold_app;
grant delete on feeds_waitingrow to fourfold_app;  -- of a file that is being checked, when all of it is refused
-- Who sends a delivery says what it is: `rls/4_credentials.sql`.
grant update (state, mapping, detected, counts, remarks, months, reason, decided_by, decided_at, decided_because)
    on feeds_delivery to fourfold_app;
grant update (state, record_id, decided_by, decided_at, because) on feeds_waitingrow to fourfold_app;
grant select, insert, delete on feeds_deliveryfile to fourfold_app;
grant select, insert, update on feeds_rememberedmapping to fourfold_app;
grant select on feeds_openrow to fourfold_app;

-- The agencies whose deliveries the actor sees and sends. The installation, while it sets up a demonstration: all.
create or replace function feeds_sends_for() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if coalesce(fourfold_service() = 'installation', false) then
            return array(select a.id from partnership_agency a);
        end if;
        return array(select distinct p.agency_id from partnership_places() p);
    end $$;

-- The agencies for whose data the actor answers.
create or replace function feeds_answers_for() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if coalesce(fourfold_service() = 'installation', false) then
            return array(select a.id from partnership_agency a);
        end if;
        return array(select distinct p.agency_id from partnership_places() p
                     where p.kind in ('champion', 'accountable-officer', 'deputy', 'lead-responsible-officer',
                                      'data-protection-officer'));
    end $$;

drop policy if exists read_own on feeds_delivery;
create policy read_own on feeds_delivery for select to fourfold_app
    using (holder_id = any ((select feeds_sends_for())::uuid[]));
-- Who looks after a delivery: its sender, and those who answer for the agency's data.
drop policy if exists move on feeds_delivery;
create policy move on feeds_delivery for update to fourfold_app
    using (holder_id = any ((select feeds_sends_for())::uuid[])
           and (sent_by = (select fourfold_actor()) or holder_id = any ((select feeds_answers_for())::uuid[])));

-- What a file says, and its rows that wait, are read by those alone.
drop policy if exists of_own on feeds_deliveryfile;
create policy of_own on feeds_deliveryfile for all to fourfold_app
    using (exists (select from feeds_delivery d where d.id = delivery_id
                   and (d.sent_by = (select fourfold_actor())
                        or d.holder_id = any ((select feeds_answers_for())::uuid[]))));
do $$
declare act text;
begin
    foreach act in array array['select', 'insert', 'update', 'delete'] loop
        execute format('drop policy if exists of_own_%s on feeds_waitingrow', act);
        execute format('create policy of_own_%1$s on feeds_waitingrow for %1$s to fourfold_app %2$s
                        (exists (select from feeds_delivery d where d.id = delivery_id
                                 and (d.sent_by = (select fourfold_actor())
                                      or d.holder_id = any ((select feeds_answers_for())::uuid[]))
                                 and (%3$s or d.state in (''received'', ''checking''))))',
                       act, case act when 'insert' then 'with check' else 'using' end,
                       case when act in ('select', 'update') then 'true' else 'false' end);
    end loop;
end $$;
drop policy if exists of_own on feeds_rememberedmapping;
create policy of_own on feeds_rememberedmapping for all to fourfold_app
    using (holder_id = any ((select feeds_sends_for())::uuid[]));
drop policy if exists everybody on feeds_openrow;
create policy everybody on feeds_openrow for select to fourfold_app
    using (coalesce(is_live, delivery_id = any ((select feeds_whole())::uuid[]))
           and (select partnership_is_active() or fourfold_service_reads()
                               or coalesce(fourfold_service() = 'installation', false)));

-- A delivery moves on as it should. It becomes delivered or undone by the functions below alone, which open and close
-- its rows in the same statement: by hand the application says neither.
create or replace function feeds_delivery_moves() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    declare onward jsonb := '{
        "received": ["mapping", "checking", "held", "entering", "refused"],
        "mapping": ["received", "refused"],
        "checking": ["mapping", "held", "entering", "refused"],
        "held": ["entering", "refused"],
        "entering": ["delivered", "refused"],
        "delivered": ["undone"]}';
    begin
        if new.state = old.state then return new; end if;
        if not coalesce(onward -> old.state::text ? new.state::text, false)
           or (new.state in ('delivered', 'undone') and current_user = 'fourfold_app') then
            raise exception 'A delivery does not go from % to %.', old.state, new.state using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists moves on feeds_delivery;
create trigger moves before update on feeds_delivery for each row execute function feeds_delivery_moves();

-- A delivery that the actor may work on, locked against everybody else who would.
create or replace function feeds_mine(wanted uuid, in_state text) returns feeds_delivery
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare found feeds_delivery;
    begin
        select * into found from feeds_delivery d
        where d.id = wanted and d.holder_id = any (feeds_sends_for())
          and (d.sent_by = fourfold_actor() or d.holder_id = any (feeds_answers_for())) for update;
        if found.id is null or found.state <> in_state then
            raise exception 'There is no such delivery in the state %.', in_state using errcode = 'no_data_found';
        end if;
        -- One delivery of an agency at a time keeps or settles rows: what the other wrote is then seen.
        perform pg_advisory_xact_lock(hashtextextended('feeds:' || found.holder_id, 0));
        return found;
    end $$;
revoke all on function feeds_mine(uuid, text) from public, fourfold_app;

-- One batch enters, closed, and the delivery's progress with it: both or neither. `after` is the row from which the
-- caller goes on; when another has gone further meanwhile, nothing is taken (`serialization_failure`).
create or replace function feeds_take(wanted uuid, after bigint, upto bigint, rows json, out entered int, out again int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one feeds_delivery := feeds_mine(wanted, 'entering');
    begin
        if one.progress <> after then
            raise exception 'Another worker has taken this batch.' using errcode = 'serialization_failure';
        end if;
        if one.data_set = '' then
            select * into entered, again from feeds_keep_open(one, rows);
        else
            select * into entered, again from feeds_keep(one, rows);
        end if;
        update feeds_delivery set progress = upto, counts = counts || jsonb_build_object(
            'entered', coalesce((counts ->> 'entered')::int, 0) + entered,
            'already_here', coalesce((counts ->> 'already_here')::int, 0) + again)
        where id = wanted;
    end $$;

-- All of it becomes seen at once, and what it corrects is closed.
create or replace function feeds_deliver(wanted uuid, at timestamptz, out corrected int, out late int)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one feeds_delivery := feeds_mine(wanted, 'entering');
    begin
        update feeds_delivery set state = 'delivered', delivered_at = at where id = wanted;
        select * into corrected, late from feeds_settle(one, null);
        update feeds_delivery set counts = counts || jsonb_build_object('corrected', corrected, 'late', late)
        where id = wanted;
        delete from feeds_deliveryfile f where f.delivery_id = wanted;
    end $$;

-- What it brought is closed, and what it replaced is open again. Nothing is deleted.
create or replace function feeds_undo(wanted uuid, at timestamptz, why text) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one feeds_delivery := feeds_mine(wanted, 'delivered');
    begin
        update feeds_delivery set state = 'undone', undone_at = at, undone_by = fourfold_actor(), undone_because = why
        where id = wanted;
        perform feeds_settle(one, null);
    end $$;

-- A waiting row enters as it was mended; `same_key`: it does not, since another row of its delivery has its key.
create or replace function feeds_mend(wanted uuid, row_id uuid, one_row jsonb, out same_key boolean, out record_id uuid)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare
        one feeds_delivery := feeds_mine(wanted, 'delivered');
        print bytea := decode(one_row ->> 'f', 'hex');
        key bytea := decode(one_row ->> 'k', 'hex');
        which int := 1 + (select count(*) from feeds_claims(one) c where c.fingerprint = print);
        made json := json_build_array(one_row || jsonb_build_object('o', which));
    begin
        if not exists (select from feeds_waitingrow w where w.id = row_id and w.delivery_id = wanted
                       and w.state = 'waiting') then
            raise exception 'There is no such row that waits.' using errcode = 'no_data_found';
        end if;
        same_key := (one_row ->> 'unique')::boolean and key is not null
            and exists (select from feeds_claims(one) c where c.key_hash = key);
        if same_key then return; end if;
        if one.data_set = '' then perform feeds_keep_open(one, made); else perform feeds_keep(one, made); end if;
        perform feeds_settle(one, coalesce(key, print));
        record_id := (select r.id from feeds_record r where r.fingerprint = print and r.occurrence = which
                        and r.contract = one.contract and r.holder_id = one.holder_id);
    end $$;

-- Deliveries that nobody works on although they should go on, for the job that looks after them.
create or replace function feeds_unfinished() returns table (delivery_id uuid, user_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query select d.id, d.sent_by from feeds_delivery d
            where fourfold_service() = 'installation'
              and d.state in ('received', 'checking', 'entering') and d.sent_by is not null
              -- What was sent on a page waits for its sender to say that the columns are right.
              and not (d.state = 'received' and d.how = 'page' and d.mapping = '{}');
    end $$;
