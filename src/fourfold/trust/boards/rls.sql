-- Who reads and who runs a board: as policies.py and queries/visibility.py say. The functions see past row-level
-- security (they belong to maintenance) and answer for the current actor alone; policies wrap them in (select ...).

create or replace function boards_coordinates() returns boolean
    language sql stable
    as $$ select coalesce(fourfold_service() = 'installation', false) or partnership_has_role('plan-coordinator') $$;

-- The boards on which the actor has a live seat of one of these parts.
create or replace function boards_seated(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(s.board_id), '{}') from boards_seat s
            where s.person_id = partnership_person() and s.part = any (wanted) and partnership_is_active()
              and s.since <= partnership_today() and (s.until is null or s.until > partnership_today())
        );
    end $$;

create or replace function boards_read() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if boards_coordinates() or fourfold_service_reads() then
            return (select coalesce(array_agg(id), '{}') from boards_board);
        end if;
        return boards_seated(array['chair', 'deputy-chair', 'secretary', 'member', 'adviser']);
    end $$;

create or replace function boards_run() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if boards_coordinates() then
            return (select coalesce(array_agg(id), '{}') from boards_board);
        end if;
        return boards_seated(array['chair', 'deputy-chair', 'secretary']);
    end $$;

-- The open escalation of a subject to a board, for whoever is about to raise it again and may not see it.
create or replace function boards_escalation_open(wanted uuid, kind text, subject uuid) returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select e.id from boards_escalation e
            where e.board_id = wanted and e.subject_kind = kind and e.subject_id = subject and e.answered_at is null
              and (partnership_is_active() or fourfold_service_reads() or boards_coordinates())
        );
    end $$;

-- Whose a calendar's address is, where it is still good. Asked without a context, with an id whose signature was
-- checked; everything else is then read as that person.
create or replace function boards_feed_holder(wanted uuid) returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select f.user_id from boards_subscription f join partnership_user u on u.id = f.user_id
            where f.id = wanted and f.ended_at is null and u.is_active
        );
    end $$;

do $$
declare
    name text;
begin
    foreach name in array array['board', 'seat', 'oversight', 'subscription', 'meeting', 'agendaitem', 'paper',
                                'attendance', 'decision', 'arisingaction', 'escalation'] loop
        execute format('alter table boards_%s enable row level security', name);
        execute format('alter table boards_%s force row level security', name);
        execute format('drop policy if exists read_partnership on boards_%s', name);
        execute format('drop policy if exists read_board on boards_%s', name);
        execute format('drop policy if exists run_add on boards_%s', name);
        execute format('drop policy if exists run_change on boards_%s', name);
        execute format('drop policy if exists run_remove on boards_%s', name);
        if name in ('board', 'seat', 'oversight') then
            execute format('create policy read_partnership on boards_%s for select to fourfold_app
                            using ((select partnership_is_active() or fourfold_service_reads()
                                           or boards_coordinates()))', name);
        elsif name <> 'subscription' then
            execute format('create policy read_board on boards_%s for select to fourfold_app
                            using (board_id = any ((select boards_read())::uuid[]))', name);
        end if;
        if name in ('seat', 'oversight', 'meeting', 'agendaitem', 'paper', 'attendance', 'decision',
                    'arisingaction') then
            execute format('create policy run_add on boards_%s for insert to fourfold_app
                            with check (board_id = any ((select boards_run())::uuid[]))', name);
        end if;
        if name in ('seat', 'meeting', 'agendaitem', 'attendance', 'decision', 'arisingaction', 'escalation') then
            execute format('create policy run_change on boards_%s for update to fourfold_app
                            using (board_id = any ((select boards_run())::uuid[]))
                            with check (board_id = any ((select boards_run())::uuid[]))', name);
        end if;
        if name in ('oversight', 'agendaitem', 'paper', 'attendance') then
            execute format('create policy run_remove on boards_%s for delete to fourfold_app
                            using (board_id = any ((select boards_run())::uuid[]))', name);
        end if;
    end loop;
end $$;

drop policy if exists begin_board on boards_board;
create policy begin_board on boards_board for insert to fourfold_app with check ((select boards_coordinates()));
create policy run_change on boards_board for update to fourfold_app
    using (id = any ((select boards_run())::uuid[])) with check (id = any ((select boards_run())::uuid[]));

-- Whoever owns an action arising reads it and says when it was done.
drop policy if exists read_own on boards_arisingaction;
create policy read_own on boards_arisingaction for select to fourfold_app
    using (owner_id = (select partnership_person()) and (select partnership_is_active()));
drop policy if exists finish_own on boards_arisingaction;
create policy finish_own on boards_arisingaction for update to fourfold_app
    using (owner_id = (select partnership_person()) and (select partnership_is_active()))
    with check (owner_id = (select partnership_person()));

-- An escalation is raised in one's own name, or by the chaser in nobody's; it has no answer yet.
drop policy if exists read_own on boards_escalation;
create policy read_own on boards_escalation for select to fourfold_app
    using (raised_by_id = (select partnership_person()) and (select partnership_is_active()));
drop policy if exists raise_it on boards_escalation;
create policy raise_it on boards_escalation for insert to fourfold_app
    with check (answered_at is null
                and ((raised_by_id = (select partnership_person()) and (select partnership_is_active()))
                     or (raised_by_id is null and (select fourfold_service()) = 'chaser')));

-- A calendar's address is its person's own, for a board they read.
drop policy if exists own on boards_subscription;
create policy own on boards_subscription for all to fourfold_app
    using (user_id = (select fourfold_actor()))
    with check (user_id = (select fourfold_actor())
                and (ended_at is not null or board_id = any ((select boards_read())::uuid[])));

-- Papers follow the board.
drop policy if exists board_read on files_storedfile;
create policy board_read on files_storedfile for select to fourfold_app
    using (audience_kind = 'board' and audience_id = any ((select boards_read())::uuid[]));
drop policy if exists board_store on files_storedfile;
create policy board_store on files_storedfile for insert to fourfold_app
    with check (audience_kind = 'board' and audience_id = any ((select boards_run())::uuid[]));
drop policy if exists board_remove on files_storedfile;
create policy board_remove on files_storedfile for delete to fourfold_app
    using (audience_kind = 'board' and audience_id = any ((select boards_run())::uuid[]));

-- The relationship that a seat gives, for upper rooms to ask.
drop policy if exists board_relate on access_relationship;
create policy board_relate on access_relationship for all to fourfold_app
    using (subject_kind = 'board' and kind = 'member' and subject_id = any ((select boards_run())::uuid[]))
    with check (subject_kind = 'board' and kind = 'member' and subject_id = any ((select boards_run())::uuid[]));
