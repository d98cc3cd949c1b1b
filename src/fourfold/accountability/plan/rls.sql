-- Who reads and who moves a plan. The functions see past row-level security (they belong to maintenance) and
-- answer for the current actor alone; policies wrap them in (select ...), so each runs once a statement.

create or replace function plan_may_coordinate() returns boolean
    language sql stable
    as $$ select fourfold_service() = 'installation' or partnership_has_role('plan-coordinator') $$;

-- A plan for the partnership is read by everyone with a live role; any other by those related to it.
-- A draft is read only by the coordinators among them.
create or replace function plan_visible() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(p.id), '{}') from plan_plan p,
                (select partnership_is_active() as active, plan_may_coordinate() as coordinates,
                        access_related('plan', array['audience']) as related,
                        fourfold_service() = 'installation' as installs, fourfold_service_reads() as serves) me
            where coalesce(me.installs, false)
               or (me.serves and p.state = 'live' and p.audience = 'partnership')
               or ((p.state <> 'draft' or me.coordinates)
                   and ((p.audience = 'partnership' and me.active) or (me.active and p.id = any (me.related))))
        );
    end $$;

-- The plans a coordinator may change: those they can see that are not closed.
create or replace function plan_coordinated() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select case when plan_may_coordinate() then
                coalesce((select array_agg(id) from plan_plan where id = any ((select plan_visible())::uuid[]) and state <> 'closed'), '{}')
            else '{}'::uuid[] end
        );
    end $$;

-- The actions the actor may move: led or delivered by one of their agencies, or theirs as accountable officer
-- or deputy, or any action of a live plan they coordinate.
create or replace function plan_movable() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            with me as materialized (
                select partnership_agencies() as agencies, partnership_person() as person,
                       plan_visible() as visible, plan_coordinated() as coordinated
            )
            select coalesce(array_agg(a.id), '{}') from plan_action a join plan_plan p on p.id = a.plan_id, me
            where a.plan_id = any (me.visible) and p.state <> 'closed'
              and (a.plan_id = any (me.coordinated)
                   or (p.state = 'live'
                       and (me.person in (a.accountable_officer_id, a.deputy_id)
                            or exists (select from plan_actionagency l
                                       where l.action_id = a.id and l.part in ('lead', 'deliverer')
                                         and l.agency_id = any (me.agencies)))))
        );
    end $$;

-- Restricted updates the actor is named on.
create or replace function plan_updates_named_on() returns uuid[]
    language sql stable
    as $$ select access_related('plan.update', array['named-reader']) $$;

do $$
declare
    name text;
    plan_key text;
begin
    foreach name in array array['plan', 'strand', 'successfactor', 'action', 'actionagency', 'timescale',
                                'dependency', 'update', 'comment', 'milestone', 'risk', 'evidence', 'revision',
                                'sourcedocument', 'question', 'continuation', 'word'] loop
        plan_key := case when name = 'plan' then 'id' else 'plan_id' end;
        execute format('alter table plan_%s enable row level security', name);
        execute format('alter table plan_%s force row level security', name);
        execute format('drop policy if exists read_audience on plan_%s', name);
        execute format('drop policy if exists coordinate on plan_%s', name);
        execute format('drop policy if exists move on plan_%s', name);
        if name <> 'update' then
            execute format('create policy read_audience on plan_%s for select to fourfold_app
                            using (%I = any ((select plan_visible())::uuid[]))', name, plan_key);
        end if;
        -- What coordinators write: the plan's frame. Words are written by triggers alone.
        if name in ('plan', 'strand', 'successfactor', 'action', 'actionagency', 'timescale', 'dependency',
                    'milestone', 'risk', 'sourcedocument', 'question', 'continuation') then
            execute format('create policy coordinate on plan_%s for all to fourfold_app
                            using (%I = any ((select plan_coordinated())::uuid[]))
                            with check (%I = any ((select plan_coordinated())::uuid[]))', name, plan_key, plan_key);
        end if;
        -- What an action's own people write.
        if name in ('timescale', 'dependency', 'milestone', 'risk') then
            execute format('create policy move on plan_%s for all to fourfold_app
                            using (plan_id = any ((select plan_visible())::uuid[])
                                   and action_id = any ((select plan_movable())::uuid[]))
                            with check (plan_id = any ((select plan_visible())::uuid[])
                                        and action_id = any ((select plan_movable())::uuid[]))', name);
        end if;
    end loop;
end $$;

-- A new plan is not yet visible to anyone: only a coordinator may write it.
drop policy if exists begin_plan on plan_plan;
create policy begin_plan on plan_plan for insert to fourfold_app with check ((select plan_may_coordinate()));

create policy move on plan_action for update to fourfold_app
    using (id = any ((select plan_movable())::uuid[])) with check (id = any ((select plan_movable())::uuid[]));

-- History is written by those who may act, and never rewritten: there is no policy to update or delete it.
drop policy if exists read_update on plan_update;
create policy read_update on plan_update for select to fourfold_app
    using (plan_id = any ((select plan_visible())::uuid[])
           and (marking = 'official'
                or author_id = (select partnership_person())
                or id = any ((select plan_updates_named_on())::uuid[])));
create policy move on plan_update for insert to fourfold_app
    with check (action_id = any ((select plan_movable())::uuid[]) and author_id = (select partnership_person()));
create policy move on plan_revision for insert to fourfold_app
    with check (action_id = any ((select plan_movable())::uuid[])
                and by_id is not distinct from (select partnership_person()));
drop policy if exists say on plan_comment;
create policy say on plan_comment for insert to fourfold_app
    with check (plan_id = any ((select plan_visible())::uuid[]) and author_id = (select partnership_person()));
create policy move on plan_evidence for insert to fourfold_app
    with check (action_id = any ((select plan_movable())::uuid[]) and added_by_id = (select partnership_person()));
drop policy if exists take_back on plan_evidence;
create policy take_back on plan_evidence for delete to fourfold_app
    using (action_id = any ((select plan_movable())::uuid[]));

-- History that came with an import: by coordinators, into drafts, and never under the name of an account.
create or replace function plan_drafts_coordinated() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(id), '{}') from plan_plan
            where state = 'draft' and id = any ((select plan_coordinated())::uuid[])
        );
    end $$;
do $$
declare
    part text[];
begin
    foreach part slice 1 in array array[['update', 'author_id'], ['comment', 'author_id'], ['revision', 'by_id'],
                                        ['evidence', 'added_by_id']] loop
        execute format('drop policy if exists carry_over on plan_%s', part[1]);
        execute format('create policy carry_over on plan_%s for insert to fourfold_app
                        with check (plan_id = any ((select plan_drafts_coordinated())::uuid[])
                                    and %I is null and carried_from <> '''')', part[1], part[2]);
    end loop;
end $$;

-- Of the version before, only who reads it learns anything: a new version may be for more people than the old one.
drop policy if exists read_both on plan_continuation;
create policy read_both on plan_continuation as restrictive for select to fourfold_app
    using (before_id = any ((select plan_visible())::uuid[]));

-- Taking an action out of a draft asks who may; the function belongs to maintenance, which may delete history.
grant execute on function plan_take_out_of_draft(uuid[]) to fourfold_app;

-- How a table layout is read: kept by coordinators, for coordinators. It names headings, no person and no plan.
alter table plan_tablelayout enable row level security;
alter table plan_tablelayout force row level security;
drop policy if exists coordinate on plan_tablelayout;
create policy coordinate on plan_tablelayout for all to fourfold_app
    using ((select plan_may_coordinate())) with check ((select plan_may_coordinate()));

revoke insert, update, delete on plan_word from fourfold_app;
revoke update, delete on plan_update, plan_comment, plan_revision from fourfold_app;
revoke update on plan_evidence from fourfold_app;

-- Attachments of a plan follow the plan's audience.
drop policy if exists plan_read on files_storedfile;
create policy plan_read on files_storedfile for select to fourfold_app
    using (audience_kind = 'plan' and audience_id = any ((select plan_visible())::uuid[]));
drop policy if exists plan_store on files_storedfile;
create policy plan_store on files_storedfile for insert to fourfold_app
    with check (audience_kind = 'plan' and audience_id = any ((select plan_visible())::uuid[]));
drop policy if exists plan_remove on files_storedfile;
create policy plan_remove on files_storedfile for delete to fourfold_app
    using (audience_kind = 'plan' and audience_id = any ((select plan_visible())::uuid[]));

-- A team's plan is invisible until its first reader is related to it: whoever begins it may relate themselves.
create or replace function plan_is_begun_by_me(wanted uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select plan_may_coordinate()
               and exists (select from plan_plan p where p.id = wanted and p.state = 'draft'
                             and p.created_by = fourfold_actor())
               and not exists (select from access_relationship r where r.subject_kind = 'plan' and r.subject_id = wanted)
        );
    end $$;

-- Relationships that this room writes: a plan's audience, by its coordinators; an update's named readers, by
-- its author.
create or replace function plan_updates_written() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(id), '{}') from plan_update
            where author_id = partnership_person() and marking = 'official-sensitive'
        );
    end $$;
drop policy if exists plan_relate on access_relationship;
create policy plan_relate on access_relationship for all to fourfold_app
    using ((subject_kind = 'plan' and kind = 'audience' and subject_id = any ((select plan_coordinated())::uuid[]))
           or (subject_kind = 'plan.update' and kind = 'named-reader'
               and subject_id = any ((select plan_updates_written())::uuid[])))
    with check ((subject_kind = 'plan' and kind = 'audience'
                 and (subject_id = any ((select plan_coordinated())::uuid[]) or (user_id = (select fourfold_actor()) and plan_is_begun_by_me(subject_id))))
                or (subject_kind = 'plan.update' and kind = 'named-reader'
                    and subject_id = any ((select plan_updates_written())::uuid[])));
