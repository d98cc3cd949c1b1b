-- Who reads indicators and their figures, and who writes them. As in policies.py; tests hold the two together.

-- The catalogue is read by everyone with a live role and by the services that read the partnership; a plan's own
-- indicator by those who read the plan.
create or replace function indicators_reads_catalogue() returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$ begin return partnership_is_active() or fourfold_service() = 'installation' or fourfold_service_reads(); end $$;

-- The indicators whose figures the actor may enter: coordinators all that they read; others those that one of their
-- agencies supplies. What a room measures is written by the measurer alone, and by nobody else.
create or replace function indicators_enterable() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(i.id), '{}') from indicators_indicator i,
                (select partnership_is_active() as active, plan_may_coordinate() as coordinates,
                        partnership_agencies() as agencies, plan_visible() as visible,
                        coalesce(fourfold_service(), '') as service) me
            where case when me.service = 'measurer' then i.measure <> '' and i.plan_id is null
                       when me.service = 'installation' then i.plan_id is null
                       else i.measure = '' and me.active
                            and (i.plan_id is null or i.plan_id = any (me.visible))
                            and (me.coordinates or i.owner_id = any (me.agencies)) end
        );
    end $$;

do $$
declare
    name text;
begin
    foreach name in array array['indicator', 'factorindicator', 'yardstick', 'series', 'delivery', 'observation'] loop
        execute format('alter table indicators_%s enable row level security', name);
        execute format('alter table indicators_%s force row level security', name);
        execute format('drop policy if exists read_with_plan on indicators_%s', name);
        execute format('drop policy if exists coordinate on indicators_%s', name);
        execute format('drop policy if exists enter on indicators_%s', name);
        execute format('drop policy if exists register on indicators_%s', name);
        execute format('create policy read_with_plan on indicators_%s for select to fourfold_app
                        using ((plan_id is null and (select indicators_reads_catalogue()))
                               or plan_id = any ((select plan_visible())::uuid[]))', name);
    end loop;
end $$;

-- The catalogue itself is written when Fourfold is installed or brought up to date; coordinators keep what is in a
-- plan, and may say of an indicator of the catalogue whether it is public and where its headline is.
create policy register on indicators_indicator for all to fourfold_app
    using (plan_id is null and (select fourfold_service()) = 'installation')
    with check (plan_id is null and (select fourfold_service()) = 'installation');
create policy coordinate on indicators_indicator for insert to fourfold_app
    with check (plan_id = any ((select plan_coordinated())::uuid[]));
drop policy if exists amend on indicators_indicator;
create policy amend on indicators_indicator for update to fourfold_app
    using ((plan_id is null and (select plan_may_coordinate())) or plan_id = any ((select plan_coordinated())::uuid[]))
    with check ((plan_id is null and (select plan_may_coordinate()))
                or plan_id = any ((select plan_coordinated())::uuid[]));

create policy coordinate on indicators_factorindicator for all to fourfold_app
    using (plan_id = any ((select plan_coordinated())::uuid[]))
    with check (plan_id = any ((select plan_coordinated())::uuid[])
                and exists (select from indicators_indicator i where i.id = indicator_id));
create policy coordinate on indicators_yardstick for insert to fourfold_app
    with check (plan_id = any ((select plan_coordinated())::uuid[])
                and exists (select from indicators_indicator i where i.id = indicator_id)
                and set_by_id is not distinct from (select partnership_person()));

create policy enter on indicators_series for insert to fourfold_app
    with check (indicator_id = any ((select indicators_enterable())::uuid[]));
create policy enter on indicators_delivery for insert to fourfold_app
    with check (indicator_id = any ((select indicators_enterable())::uuid[])
                and by_id is not distinct from (select partnership_person()));
-- A delivery that waits is taken or thrown away; one that was taken stays.
drop policy if exists take on indicators_delivery;
create policy take on indicators_delivery for update to fourfold_app
    using (state = 'waiting' and indicator_id = any ((select indicators_enterable())::uuid[]))
    with check (indicator_id = any ((select indicators_enterable())::uuid[])
                and by_id is not distinct from (select partnership_person()));
drop policy if exists discard on indicators_delivery;
create policy discard on indicators_delivery for delete to fourfold_app
    using (state = 'waiting' and indicator_id = any ((select indicators_enterable())::uuid[]));

create policy enter on indicators_observation for insert to fourfold_app
    with check (by_id is not distinct from (select partnership_person())
                and exists (select from indicators_series s where s.id = series_id
                              and s.indicator_id = any ((select indicators_enterable())::uuid[])));
drop policy if exists supersede on indicators_observation;
create policy supersede on indicators_observation for update to fourfold_app
    using (exists (select from indicators_series s where s.id = series_id
                     and s.indicator_id = any ((select indicators_enterable())::uuid[])))
    with check (true);

revoke update, delete on indicators_yardstick from fourfold_app;
revoke delete on indicators_observation, indicators_series from fourfold_app;
