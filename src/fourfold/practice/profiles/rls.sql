-- Who reads and writes a problem profile: as policies.py says. Those with a part in it see all of it; people of the agencies
-- that receive it see its editions, once there is one. Contents change while it is a draft alone. What a reviewer found,
-- and an edition, are never changed.

-- The profiles in which the actor has one of these parts.
create or replace function profiles_mine(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(p.profile_id), '{}') from profiles_participant p
            where p.person_id = partnership_person() and p.part = any (wanted) and partnership_is_active()
        );
    end $$;

-- The approved profiles that the actor's agencies receive, or hold.
create or replace function profiles_received() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := array(select distinct p.agency_id from partnership_places() p);
    begin
        return (
            select coalesce(array_agg(p.id), '{}') from profiles_profile p
            where p.edition > 0 and p.state <> 'withdrawn' and partnership_is_active()
              and (p.agency_id = any (mine) or exists (select from profiles_recipient r where r.profile_id = p.id
                                                         and r.agency_id = any (mine)))
        );
    end $$;

-- The profiles whose words the actor may change now: those they write, while drafts.
create or replace function profiles_open() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(p.id), '{}') from profiles_profile p
            where p.state = 'draft' and p.id = any (profiles_mine(array['author', 'contributor']))
        );
    end $$;

create or replace function profiles_parts_of(wanted uuid) returns text[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select p.part::text from profiles_participant p
                     where p.profile_id = wanted and p.person_id = partnership_person() and partnership_is_active());
    end $$;

create or replace function profiles_every_part() returns uuid[]
    language sql stable
    as $$ select profiles_mine(array['author', 'contributor', 'reviewer', 'approver']) $$;

-- Whether the actor is an officer of an agency who may approve for it.
create or replace function profiles_may_approve(agency uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from partnership_places() p where p.agency_id = agency
                         and p.kind in ('accountable-officer', 'deputy', 'lead-responsible-officer'));
    end $$;

do $$
declare name text;
begin
    foreach name in array array['profile', 'participant', 'sectiontext', 'figure', 'judgement', 'gap', 'recommendation',
                                'check', 'edition', 'recipient'] loop
        execute format('alter table profiles_%s enable row level security', name);
        execute format('alter table profiles_%s force row level security', name);
        execute format('drop policy if exists read_it on profiles_%s', name);
        execute format('drop policy if exists write_it on profiles_%s', name);
        execute format('drop policy if exists lead_it on profiles_%s', name);
    end loop;
    foreach name in array array['participant', 'sectiontext', 'figure', 'judgement', 'gap', 'recommendation', 'check',
                                'recipient'] loop
        execute format('create policy read_it on profiles_%s for select to fourfold_app
                        using (profile_id = any ((select profiles_every_part())::uuid[]))', name);
    end loop;
    foreach name in array array['sectiontext', 'figure', 'judgement', 'gap', 'recommendation'] loop
        execute format('create policy write_it on profiles_%s for all to fourfold_app
                        using (profile_id = any ((select profiles_open())::uuid[]))
                        with check (profile_id = any ((select profiles_open())::uuid[]))', name);
    end loop;
    foreach name in array array['participant', 'recipient'] loop
        execute format('create policy lead_it on profiles_%s for all to fourfold_app
                        using (profile_id = any ((select profiles_mine(array[''author'']))::uuid[]))
                        with check (profile_id = any ((select profiles_mine(array[''author'']))::uuid[]))', name);
    end loop;
end $$;

create policy read_it on profiles_profile for select to fourfold_app
    using (id = any ((select profiles_every_part())::uuid[]) or id = any ((select profiles_received())::uuid[])
           or (begun_by_id = (select partnership_person()) and (select partnership_is_active())));
create policy read_it on profiles_edition for select to fourfold_app
    using (profile_id = any ((select profiles_every_part())::uuid[])
           or profile_id = any ((select profiles_received())::uuid[]));

-- Begun in one's own name, for an agency in which one has a role; whoever began it is its first author.
drop policy if exists begin_it on profiles_profile;
create policy begin_it on profiles_profile for insert to fourfold_app
    with check (begun_by_id = (select partnership_person()) and state = 'draft' and edition = 0
                and agency_id in (select p.agency_id from partnership_places() p));
create policy lead_it on profiles_profile for update to fourfold_app
    using (id = any ((select profiles_every_part())::uuid[]));
drop policy if exists begin_it on profiles_participant;
create policy begin_it on profiles_participant for insert to fourfold_app
    with check (part = 'author' and person_id = (select partnership_person())
                and exists (select from profiles_profile p where p.id = profile_id
                              and p.begun_by_id = (select partnership_person()) and p.edition = 0));

drop policy if exists read_received on profiles_recipient;
create policy read_received on profiles_recipient for select to fourfold_app
    using (profile_id = any ((select profiles_received())::uuid[]));

-- A gap is answered by whoever is to find out, whatever state the profile is in.
drop policy if exists answer_it on profiles_gap;
create policy answer_it on profiles_gap for update to fourfold_app
    using ((select partnership_is_active())
           and (owner_id = (select partnership_person())
                or profile_id = any ((select profiles_mine(array['author', 'contributor']))::uuid[])));
drop policy if exists read_own on profiles_gap;
create policy read_own on profiles_gap for select to fourfold_app
    using (owner_id = (select partnership_person()) and (select partnership_is_active()));

-- A reviewer says in their own name what they found, in the part that they have, while it is reviewed.
drop policy if exists check_it on profiles_check;
create policy check_it on profiles_check for insert to fourfold_app
    with check (person_id = (select partnership_person())
                and profile_id = any ((select profiles_mine(array[part]))::uuid[])
                and exists (select from profiles_profile p where p.id = profile_id and p.state = 'review'));
drop policy if exists approve_it on profiles_edition;
create policy approve_it on profiles_edition for insert to fourfold_app
    with check (approved_by_id = (select partnership_person())
                and profile_id = any ((select profiles_mine(array['approver']))::uuid[])
                and exists (select from profiles_profile p where p.id = profile_id and p.state = 'review'
                              and profiles_may_approve(p.agency_id)));

revoke update, delete on profiles_check, profiles_edition from fourfold_app;
revoke delete on profiles_profile from fourfold_app;

-- Contents change while it is a draft alone, whoever asks; a gap may be answered, and nothing else of it changed.
create or replace function profiles_draft_alone() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare one uuid := case when tg_op = 'DELETE' then old.profile_id else new.profile_id end;
    begin
        if tg_op = 'UPDATE' and new.profile_id <> old.profile_id then
            raise exception 'What a profile says stays with it.' using errcode = 'check_violation';
        end if;
        if tg_table_name = 'profiles_gap' and tg_op = 'UPDATE'
           and (to_jsonb(new) - 'answer' - 'answered_on') = (to_jsonb(old) - 'answer' - 'answered_on') then
            return new;
        end if;
        if (select p.state from profiles_profile p where p.id = one) is distinct from 'draft' then
            raise exception 'A profile changes while it is being written alone.' using errcode = 'check_violation';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
    end $$;
do $$
declare name text;
begin
    foreach name in array array['sectiontext', 'figure', 'judgement', 'gap', 'recommendation'] loop
        execute format('drop trigger if exists draft_alone on profiles_%s', name);
        execute format('create trigger draft_alone before insert or update or delete on profiles_%s
                        for each row execute function profiles_draft_alone()', name);
    end loop;
end $$;

-- A profile moves on as it should. It is approved by an edition alone, and an edition needs a peer's word on the same
-- text, of somebody else than who approves; neither of them wrote it (one part each: `participant_has_one_part`).
create or replace function profiles_moves() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare onward jsonb := '{"draft": ["review", "withdrawn"], "review": ["draft", "approved", "withdrawn"],
                              "approved": ["draft", "withdrawn"], "withdrawn": []}';
    begin
        if new.agency_id <> old.agency_id or new.begun_by_id <> old.begun_by_id then
            raise exception 'Whose profile it is does not change.' using errcode = 'check_violation';
        end if;
        if new.state <> old.state and not onward -> old.state::text ? new.state::text then
            raise exception 'A profile does not go from % to %.', old.state, new.state using errcode = 'check_violation';
        end if;
        if new.state <> old.state and 'author' <> all (profiles_parts_of(new.id))
           and (new.state in ('review', 'withdrawn') or old.state = 'approved') then
            raise exception 'Only its author moves a profile so.' using errcode = 'insufficient_privilege';
        end if;
        if (to_jsonb(new) - array['state', 'edition', 'version', 'changed_at', 'withdrawn_because'])
           <> (to_jsonb(old) - array['state', 'edition', 'version', 'changed_at', 'withdrawn_because'])
           and not (old.state = 'draft' and array['author', 'contributor'] && profiles_parts_of(new.id)) then
            raise exception 'A profile changes while it is being written alone.' using errcode = 'check_violation';
        end if;
        if new.edition <> old.edition and not (
                new.edition = old.edition + 1 and new.state = 'approved' and old.state = 'review'
                and exists (select from profiles_edition e where e.profile_id = new.id and e.number = new.edition)) then
            raise exception 'Only an edition approves a profile.' using errcode = 'check_violation';
        end if;
        if new.state = 'approved' and old.state = 'review' and new.edition = old.edition then
            raise exception 'Only an edition approves a profile.' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists moves on profiles_profile;
create trigger moves before update on profiles_profile for each row execute function profiles_moves();

create or replace function profiles_edition_is_reviewed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare said text := (
        select c.verdict from profiles_check c
        where c.profile_id = new.profile_id and c.part = 'reviewer' and c.digest = new.digest
          and c.person_id <> new.approved_by_id
        order by c.at desc limit 1);
    begin
        if said is distinct from 'ready' then
            raise exception 'A peer has not found this text sound.' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists is_reviewed on profiles_edition;
create trigger is_reviewed before insert on profiles_edition
    for each row execute function profiles_edition_is_reviewed();
