-- Who reads and makes packs, and what the public sees: as policies.py and queries/ say. A pack reaches those who read
-- its plan and, where it is a board's, the board's meetings. The public reader sees what is published, and no other row
-- of any table.

create or replace function publishing_packs_read() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(k.id), '{}') from publishing_pack k,
                (select plan_visible() as plans, boards_read() as boards) me
            where k.plan_id = any (me.plans) and (k.board_id is null or k.board_id = any (me.boards))
        );
    end $$;

-- A pack whose asker lost their rights while it waited is theirs no more to change: this says only that it was refused.
create or replace function publishing_refuse_pack(wanted uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        update publishing_pack set state = 'failed', trouble = 'not-allowed'
        where id = wanted and asked_by_user = fourfold_actor() and state in ('queued', 'making');
    end $$;

-- The plans whose public page the actor may approve: as chair or deputy chair of a strategic board, or of one that
-- oversees an action of the plan.
create or replace function publishing_plans_approved() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(p.id), '{}') from plan_plan p,
                (select plan_visible() as plans, boards_seated(array['chair', 'deputy-chair']) as boards) me
            where p.id = any (me.plans)
              and exists (select from boards_board b where b.id = any (me.boards)
                            and (b.kind = 'strategic'
                                 or exists (select from boards_oversight o join plan_action a on a.id = o.subject_id
                                            where o.board_id = b.id and o.subject_kind = 'plan.action'
                                              and a.plan_id = p.id)))
        );
    end $$;

do $$
declare
    name text;
begin
    foreach name in array array['pack', 'publicwords', 'release'] loop
        execute format('alter table publishing_%s enable row level security', name);
        execute format('alter table publishing_%s force row level security', name);
        execute format('drop policy if exists read_audience on publishing_%s', name);
        execute format('drop policy if exists coordinate on publishing_%s', name);
    end loop;
    foreach name in array array['publicwords', 'release'] loop
        execute format('create policy read_audience on publishing_%s for select to fourfold_app
                        using (plan_id = any ((select plan_visible())::uuid[]))', name);
    end loop;
end $$;

create policy coordinate on publishing_publicwords for all to fourfold_app
    using (plan_id = any ((select plan_coordinated())::uuid[]))
    with check (plan_id = any ((select plan_coordinated())::uuid[]));
-- Withdrawing must work on a plan that is closed, too.
create policy coordinate on publishing_release for update to fourfold_app
    using ((select plan_may_coordinate()) and plan_id = any ((select plan_visible())::uuid[]))
    with check (plan_id = any ((select plan_visible())::uuid[]));
drop policy if exists propose on publishing_release;
create policy propose on publishing_release for insert to fourfold_app
    with check (plan_id = any ((select plan_coordinated())::uuid[]) and state = 'proposed'
                and proposed_by_id = (select partnership_person()));

create policy read_audience on publishing_pack for select to fourfold_app
    using (plan_id = any ((select plan_visible())::uuid[])
           and (board_id is null or board_id = any ((select boards_read())::uuid[])));
drop policy if exists ask on publishing_pack;
create policy ask on publishing_pack for insert to fourfold_app
    with check (asked_by_user = (select fourfold_actor()) and asked_by_id = (select partnership_person())
                and plan_id = any ((select plan_visible())::uuid[])
                and (board_id is null or board_id = any ((select boards_run())::uuid[])));
drop policy if exists carry_on on publishing_pack;
create policy carry_on on publishing_pack for update to fourfold_app
    using (asked_by_user = (select fourfold_actor()) and plan_id = any ((select plan_visible())::uuid[])
           and (board_id is null or board_id = any ((select boards_run())::uuid[])))
    with check (asked_by_user = (select fourfold_actor()));
revoke delete on publishing_pack, publishing_release from fourfold_app;

-- A chair approves what a coordinator proposed; the constraint release_by_a_decision_or_two_people keeps it to two.
drop policy if exists approve on publishing_release;
create policy approve on publishing_release for update to fourfold_app
    using (plan_id = any ((select publishing_plans_approved())::uuid[]))
    with check (plan_id = any ((select plan_visible())::uuid[]));

drop policy if exists public_read on publishing_release;
create policy public_read on publishing_release for select to fourfold_app
    using (state = 'published' and (select fourfold_service()) = 'public-reader');

-- The files of a pack follow the pack.
drop policy if exists pack_read on files_storedfile;
create policy pack_read on files_storedfile for select to fourfold_app
    using (audience_kind = 'pack' and audience_id = any ((select publishing_packs_read())::uuid[]));
drop policy if exists pack_store on files_storedfile;
create policy pack_store on files_storedfile for insert to fourfold_app
    with check (audience_kind = 'pack' and audience_id = any ((select publishing_packs_read())::uuid[]));
