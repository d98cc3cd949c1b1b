-- Who stands where. These functions answer for the current actor alone and see past row-level security
-- (they belong to maintenance), so that policies can ask them once a statement: wrap them in (select ...). They are
-- PL/pgSQL for its kept plans: before PostgreSQL 18, a function in SQL is planned anew at each call.

create or replace function partnership_person() returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select p.id from partnership_person p join partnership_user u on u.id = p.user_id
            where u.id = fourfold_actor() and u.is_active
        );
    end $$;

create or replace function partnership_today() returns date
    language sql stable
    as $$ select (now() at time zone 'Europe/London')::date $$;

create or replace function partnership_is_active() returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select exists (
                select from partnership_role r
                where r.person_id = (select partnership_person())
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today()))
        );
    end $$;

create or replace function partnership_has_role(wanted text) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select exists (
                select from partnership_role r
                where r.person_id = (select partnership_person()) and r.kind = wanted
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today()))
        );
    end $$;

-- The agencies of the actor's live roles, with the collectives they belong to and every predecessor whose
-- work they took over: an action led by any of these is theirs to move.
create or replace function partnership_agencies() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            with recursive mine(agency_id) as (
                select r.agency_id from partnership_role r
                where r.person_id = (select partnership_person())
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
                union
                select step.reached
                from mine, lateral (
                    select c.collective_id as reached from partnership_collectivemember c
                    where c.agency_id = mine.agency_id
                    union all
                    select s.predecessor_id from partnership_succession s
                    where s.successor_id = mine.agency_id and s.on <= partnership_today()
                ) step
            )
            select coalesce(array_agg(agency_id), '{}') from mine
        );
    end $$;

-- The agencies whose own administrator the actor is, with the predecessors that these took over from. Collectives are
-- left out: what several agencies are called together is nobody's to administer alone.
create or replace function partnership_administered() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            with recursive mine(agency_id) as (
                select r.agency_id from partnership_role r
                where r.person_id = (select partnership_person()) and r.kind = 'agency-administrator'
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
                union
                select s.predecessor_id
                from mine join partnership_succession s on s.successor_id = mine.agency_id
                where s.on <= partnership_today()
            )
            select coalesce(array_agg(agency_id), '{}') from mine
        );
    end $$;

-- Each agency of the actor's live roles and each predecessor whose work it took over, with the role held there. No
-- collectives: what several agencies are called together signs no agreement, and receives nothing by one.
create or replace function partnership_places() returns table (agency_id uuid, kind text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            with recursive mine(place, held) as (
                select r.agency_id, r.kind::text from partnership_role r
                where r.person_id = (select partnership_person())
                  and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
                union
                select s.predecessor_id, mine.held
                from mine join partnership_succession s on s.successor_id = mine.place
                where s.on <= partnership_today()
            )
            select place, held from mine;
    end $$;

-- The day from which the actor's training in information sharing no longer holds; null where there was none.
create or replace function partnership_trained_until() returns date
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select max(t.valid_until) from partnership_training t
            where t.person_id = (select partnership_person()) and t.kind = 'information-sharing'
              and t.completed_on <= partnership_today()
        );
    end $$;

create or replace function partnership_may_administer() returns boolean
    language sql stable
    as $$ select coalesce(fourfold_service() = 'installation', false) or partnership_has_role('administrator') $$;

do $$
declare name text;
begin
    foreach name in array array['agency', 'agencyalias', 'succession', 'collectivemember', 'person', 'role',
                                'contact', 'absence', 'cover', 'participation', 'directoryword', 'training',
                                'invitation'] loop
        execute format('alter table partnership_%s enable row level security', name);
        execute format('alter table partnership_%s force row level security', name);
        execute format('drop policy if exists read_directory on partnership_%s', name);
        execute format('drop policy if exists administer on partnership_%s', name);
        -- The directory of agencies and professionals: read by anyone with a live role, written by administrators.
        if name <> 'invitation' then
            execute format('create policy read_directory on partnership_%s for select to fourfold_app
                            using ((select partnership_is_active() or fourfold_service_reads()))', name);
        end if;
        execute format('create policy administer on partnership_%s for all to fourfold_app
                        using ((select partnership_may_administer()))
                        with check ((select partnership_may_administer()))', name);
    end loop;
end $$;

-- Somebody who sets their first password has not signed in: the link's token speaks for them, and opens nothing else.
drop policy if exists open_invitation on partnership_invitation;
create policy open_invitation on partnership_invitation for all to fourfold_app
    using ((select fourfold_service()) = 'invitation')
    with check ((select fourfold_service()) = 'invitation');

-- The words of the directory are written by triggers alone.
drop policy if exists administer on partnership_directoryword;
revoke insert, update, delete on partnership_directoryword from fourfold_app;

-- An agency's own administrator. People of theirs are those whose every role, ever, is in an agency that they
-- administer: with anybody else they could reach what another agency gave. Somebody just added has no role yet.
create or replace function partnership_people_of_mine() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := partnership_administered();
    begin
        if mine = '{}' then return '{}'; end if;
        return (
            select coalesce(array_agg(p.id), '{}') from partnership_person p
            where not exists (
                select from partnership_role r where r.person_id = p.id and r.agency_id <> all (mine))
        );
    end $$;

-- Of them, those whose account is theirs to keep: not that of somebody who coordinates plans or administers them all.
create or replace function partnership_accounts_of_mine() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare people uuid[] := partnership_people_of_mine();
    begin
        if people = '{}' then return '{}'; end if;
        return (
            select coalesce(array_agg(p.user_id), '{}') from partnership_person p
            where p.id = any (people) and p.user_id is not null and not exists (
                select from partnership_role r
                where r.person_id = p.id and r.kind in ('administrator', 'plan-coordinator')
                  and (r.until is null or r.until > partnership_today()))
        );
    end $$;

-- Whoever holds a role today in an agency that the actor administers: their absence may be recorded.
create or replace function partnership_people_here() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct r.person_id), '{}') from partnership_role r
            where r.agency_id = any ((select partnership_administered())::uuid[])
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

-- `agency/kind` of the actor's own live roles that they may hand over, and `agency/person` of their live colleagues.
create or replace function partnership_mine_to_hand_over() returns text[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(r.agency_id || '/' || r.kind), '{}') from partnership_role r
            where r.person_id = (select partnership_person())
              and r.kind in ('champion', 'accountable-officer', 'deputy', 'lead-responsible-officer')
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

create or replace function partnership_colleagues() returns text[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct r.agency_id || '/' || r.person_id), '{}') from partnership_role r
            where r.agency_id in (
                    select own.agency_id from partnership_role own where own.person_id = (select partnership_person())
                      and own.since <= partnership_today()
                      and (own.until is null or own.until > partnership_today()))
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

drop policy if exists add_to_own_agency on partnership_person;
create policy add_to_own_agency on partnership_person for insert to fourfold_app
    with check ((select partnership_administered()) <> '{}');

drop policy if exists give_in_own_agency on partnership_role;
create policy give_in_own_agency on partnership_role for insert to fourfold_app
    with check (agency_id = any ((select partnership_administered())::uuid[])
                and kind not in ('administrator', 'plan-coordinator')
                and (person_id = any ((select partnership_people_of_mine())::uuid[])
                     or person_id = any ((select partnership_people_here())::uuid[])));
drop policy if exists end_in_own_agency on partnership_role;
create policy end_in_own_agency on partnership_role for update to fourfold_app
    using (agency_id = any ((select partnership_administered())::uuid[])
           and kind not in ('administrator', 'plan-coordinator'));

-- Whoever holds a role hands it over to a colleague of the same agency, and goes on as somebody who works there.
drop policy if exists hand_over on partnership_role;
create policy hand_over on partnership_role for insert to fourfold_app
    with check (((agency_id || '/' || kind) = any ((select partnership_mine_to_hand_over())::text[])
                 and (agency_id || '/' || person_id) = any ((select partnership_colleagues())::text[]))
                or (kind = 'member' and person_id = (select partnership_person())
                    and (agency_id || '/' || person_id) = any ((select partnership_colleagues())::text[])));
drop policy if exists end_own on partnership_role;
create policy end_own on partnership_role for update to fourfold_app
    using (person_id = (select partnership_person())
           and (agency_id || '/' || kind) = any ((select partnership_mine_to_hand_over())::text[]))
    with check (person_id = (select partnership_person()) and until is not null);

-- Nobody puts the end of their own role off.
create or replace function partnership_own_role_ends() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if current_user = 'fourfold_app' and old.until is not null and (new.until is null or new.until > old.until)
           and not partnership_may_administer() and new.agency_id <> all (partnership_administered()) then
            raise exception 'this role is not yours to keep on' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
drop trigger if exists own_role_ends on partnership_role;
create trigger own_role_ends before update of until on partnership_role
    for each row execute function partnership_own_role_ends();

drop policy if exists invite_own on partnership_invitation;
create policy invite_own on partnership_invitation for all to fourfold_app
    using (user_id = any ((select partnership_accounts_of_mine())::uuid[]))
    with check (user_id = any ((select partnership_accounts_of_mine())::uuid[]));

drop policy if exists keep_contact on partnership_contact;
create policy keep_contact on partnership_contact for all to fourfold_app
    using (person_id = (select partnership_person())
           or person_id = any ((select partnership_people_of_mine())::uuid[]))
    with check (person_id = (select partnership_person())
                or person_id = any ((select partnership_people_of_mine())::uuid[]));

-- Being away: written by oneself, by coordinators, and by one's agency's administrator.
create or replace function partnership_may_coordinate() returns boolean
    language sql stable
    as $$ select partnership_has_role('plan-coordinator') $$;

drop policy if exists keep_absence on partnership_absence;
create policy keep_absence on partnership_absence for all to fourfold_app
    using (person_id = (select partnership_person()) or (select partnership_may_coordinate())
           or person_id = any ((select partnership_people_here())::uuid[]))
    with check (person_id = (select partnership_person()) or (select partnership_may_coordinate())
                or person_id = any ((select partnership_people_here())::uuid[]));
drop policy if exists keep_cover on partnership_cover;
create policy keep_cover on partnership_cover for all to fourfold_app
    using (person_id = (select partnership_person()) or (select partnership_may_coordinate())
           or person_id = any ((select partnership_people_here())::uuid[]))
    with check (person_id = (select partnership_person()) or (select partnership_may_coordinate())
                or person_id = any ((select partnership_people_here())::uuid[]));

drop policy if exists expect on partnership_participation;
create policy expect on partnership_participation for all to fourfold_app
    using ((select partnership_may_coordinate())) with check ((select partnership_may_coordinate()));

-- The doorkeeper sees who holds which role, to close the accounts of those who have none.
do $$
declare name text;
begin
    foreach name in array array['person', 'role', 'agency'] loop
        execute format('drop policy if exists see_who_left on partnership_%s', name);
        execute format('create policy see_who_left on partnership_%s for select to fourfold_app
                        using ((select fourfold_service()) = ''doorkeeper'')', name);
    end loop;
end $$;
drop policy if exists end_links on partnership_invitation;
create policy end_links on partnership_invitation for all to fourfold_app
    using ((select fourfold_service()) = 'doorkeeper') with check ((select fourfold_service()) = 'doorkeeper');

-- Accounts and second factors are read before anybody is known, so they have no row-level security. What takes an
-- account over, opens or closes it is held by triggers instead: to administrators, to an agency's own for people of
-- theirs, and (closing) to whoever may end the last role.
create or replace function partnership_may_keep_account(account uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return partnership_may_administer() or account = any (partnership_accounts_of_mine());
    end $$;

create or replace function partnership_has_left(account uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return not exists (
            select from partnership_role r join partnership_person p on p.id = r.person_id
            where p.user_id = account
              and (r.until is null or (r.until > partnership_today() and r.until > r.since)));
    end $$;

create or replace function partnership_account_is_kept() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if current_user <> 'fourfold_app' or partnership_may_keep_account(new.id) then return new; end if;
        if tg_op = 'INSERT' then
            if partnership_administered() <> '{}' then return new; end if;
        elsif (old.email, old.is_active, old.closed_at, old.is_demonstration)
              is not distinct from (new.email, new.is_active, new.closed_at, new.is_demonstration) then
            return new;
        elsif old.email = new.email and old.is_demonstration = new.is_demonstration and not new.is_active
              and partnership_has_left(new.id)
              and (partnership_administered() <> '{}' or fourfold_service() = 'doorkeeper') then
            return new;
        end if;
        raise exception 'this account is not yours to keep' using errcode = 'insufficient_privilege';
    end $$;
drop trigger if exists account_is_kept on partnership_user;
create trigger account_is_kept before insert or update of email, is_active, closed_at, is_demonstration
    on partnership_user for each row execute function partnership_account_is_kept();

create or replace function partnership_factor_is_kept() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if current_user <> 'fourfold_app' or old.user_id = fourfold_actor()
           or partnership_may_keep_account(old.user_id) then return old; end if;
        raise exception 'this second factor is not yours to remove' using errcode = 'insufficient_privilege';
    end $$;
drop trigger if exists factor_is_kept on mfa_authenticator;
create trigger factor_is_kept before delete on mfa_authenticator
    for each row execute function partnership_factor_is_kept();

-- The outbox (trust/messages) knows no roles, so what people may do with it stands here: everybody with a live role
-- writes in their own name and reads nothing; administrators see what waits and fails, and keep the webhooks.
drop policy if exists write_as_person on outbox_message;
create policy write_as_person on outbox_message for insert to fourfold_app with check (
    written_by = 'person:' || (select fourfold_actor())::text and state in ('waiting', 'refused')
    and (select partnership_is_active()));

do $$
declare item record;
begin
    for item in select * from (values
        ('message', 'select'), ('message', 'update'), ('attempt', 'select'), ('undeliverable', 'select'),
        ('undeliverable', 'delete'), ('webhook', 'select'), ('webhook', 'insert'), ('webhook', 'update')
    ) as wanted (name, act) loop
        execute format('drop policy if exists administer_%s on outbox_%s', item.act, item.name);
        execute format('create policy administer_%s on outbox_%s for %s to fourfold_app %s %s',
            item.act, item.name, item.act,
            case when item.act <> 'insert' then 'using ((select partnership_may_administer()))' else '' end,
            case when item.act in ('insert', 'update')
                 then 'with check ((select partnership_may_administer()))' else '' end);
    end loop;
end $$;

-- Agencies' own directories (OpenID Connect). Administrators keep them. Before anybody is known, the service that links
-- people reads them, and who holds which role; it links, and never changes or unlinks. Nobody else sees any of it.
do $$
declare name text;
begin
    foreach name in array array['identityprovider', 'federatedidentity'] loop
        execute format('alter table partnership_%s enable row level security', name);
        execute format('alter table partnership_%s force row level security', name);
        execute format('drop policy if exists read_as_federation on partnership_%s', name);
        execute format('create policy read_as_federation on partnership_%s for select to fourfold_app
                        using ((select fourfold_service()) = ''federation'')', name);
    end loop;
    foreach name in array array['person', 'role', 'agency'] loop
        execute format('drop policy if exists see_who_signs_in on partnership_%s', name);
        execute format('create policy see_who_signs_in on partnership_%s for select to fourfold_app
                        using ((select fourfold_service()) = ''federation'')', name);
    end loop;
    -- allauth's own tables for this stay shut: no row goes in or out.
    foreach name in array array['socialaccount', 'socialapp', 'socialtoken'] loop
        execute format('alter table socialaccount_%s enable row level security', name);
        execute format('alter table socialaccount_%s force row level security', name);
    end loop;
end $$;

drop policy if exists administer on partnership_identityprovider;
create policy administer on partnership_identityprovider for all to fourfold_app
    using ((select partnership_may_administer())) with check ((select partnership_may_administer()));
drop policy if exists administer on partnership_federatedidentity;
create policy administer on partnership_federatedidentity for select to fourfold_app
    using ((select partnership_may_administer()));
drop policy if exists unlink on partnership_federatedidentity;
create policy unlink on partnership_federatedidentity for delete to fourfold_app
    using ((select partnership_may_administer()));
drop policy if exists link on partnership_federatedidentity;
create policy link on partnership_federatedidentity for insert to fourfold_app
    with check ((select fourfold_service()) = 'federation');

-- Training is written down by a champion or administrator of the person's agency, or an administrator of the
-- partnership; never by oneself, and never changed: it says until when somebody is shown personal data.
create or replace function partnership_people_to_train() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct r.person_id), '{}') from partnership_role r
            where (r.agency_id = any ((select partnership_administered())::uuid[])
                   or r.agency_id in (
                        select own.agency_id from partnership_role own
                        where own.person_id = (select partnership_person()) and own.kind = 'champion'
                          and own.since <= partnership_today()
                          and (own.until is null or own.until > partnership_today())))
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;
drop policy if exists record_training on partnership_training;
create policy record_training on partnership_training for insert to fourfold_app
    with check (person_id = any ((select partnership_people_to_train())::uuid[]));
drop policy if exists never_ones_own on partnership_training;
create policy never_ones_own on partnership_training as restrictive for insert to fourfold_app
    with check (person_id is distinct from (select partnership_person()));
revoke update, delete on partnership_training from fourfold_app;

-- Nothing is kept that is sealed by a key that is gone (trust/sealing).
select sealing_guard('partnership_identityprovider', 'sealed_secret');
select sealing_guard('mfa_authenticator', 'data');
