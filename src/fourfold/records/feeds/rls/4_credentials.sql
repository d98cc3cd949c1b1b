-- Keys with which agencies' own systems send files. A call is verified before anybody acts: the public key is all that
-- may be asked for without a context, and it signs nothing. Everything after that is done in the maker's name.

do $$
declare name text;
begin
    foreach name in array array['credential', 'nonce'] loop
        execute format('alter table feeds_%s enable row level security', name);
        execute format('alter table feeds_%s force row level security', name);
    end loop;
end $$;

revoke all on feeds_credential, feeds_nonce from fourfold_app;
grant select, insert on feeds_credential to fourfold_app;
grant update (ended_at, ended_by) on feeds_credential to fourfold_app;

-- The agencies whose keys the actor makes.
create or replace function feeds_keeps_keys_for() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return array(select distinct p.agency_id from partnership_places() p
                     where p.kind in ('agency-administrator', 'champion'));
    end $$;

drop policy if exists read_keys on feeds_credential;
create policy read_keys on feeds_credential for select to fourfold_app
    using (agency_id = any ((select feeds_keeps_keys_for())::uuid[])
           or agency_id = any ((select feeds_answers_for())::uuid[]));
drop policy if exists make_key on feeds_credential;
create policy make_key on feeds_credential for insert to fourfold_app
    with check (agency_id = any ((select feeds_keeps_keys_for())::uuid[]) and made_by = (select fourfold_actor())
                and ended_at is null and last_used_at is null and calls = 0);
drop policy if exists end_key on feeds_credential;
create policy end_key on feeds_credential for update to fourfold_app
    using (ended_at is null and (agency_id = any ((select feeds_keeps_keys_for())::uuid[])
                                 or agency_id = any ((select feeds_answers_for())::uuid[])))
    with check (ended_by = (select fourfold_actor()));

-- By which a signature is verified, and in whose name the call then acts. Asked before anybody acts.
create or replace function feeds_key(wanted uuid, out public_key bytea, out made_by uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        select c.public_key, c.made_by into public_key, made_by from feeds_credential c where c.id = wanted;
    end $$;

-- A call with a sound signature, counted: why it goes no further, or an empty text. Its nonce is used up even where the
-- call fails later. Calls of one key come one after the other for as long as this takes.
create or replace function feeds_call(wanted uuid, print bytea, moment timestamptz, most int) returns text
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare one feeds_credential;
    begin
        select * into one from feeds_credential c where c.id = wanted and c.made_by = fourfold_actor() for update;
        if one.id is null or not (one.agency_id = any (feeds_keeps_keys_for())) then return 'unknown'; end if;
        if one.ended_at is not null then return 'ended'; end if;
        if one.until <= moment then return 'expired'; end if;
        -- Nonces are kept for longer than a signature is timely, before and after.
        delete from feeds_nonce n where n.credential_id = wanted and n.at < moment - interval '15 minutes';
        if (select count(*) from feeds_nonce n where n.credential_id = wanted and n.at > moment - interval '1 minute') >= most
        then
            return 'too-many';
        end if;
        insert into feeds_nonce (credential_id, mac, at) values (wanted, print, moment) on conflict do nothing;
        if not found then return 'replayed'; end if;
        update feeds_credential set last_used_at = moment, calls = calls + 1 where id = wanted;
        return '';
    end $$;

-- Whether a delivery may say that it came with a key: one of the actor's own, that sends this feed for this agency.
create or replace function feeds_key_sends(wanted uuid, agency uuid, feed text) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from feeds_credential c
                       where c.id = wanted and c.made_by = fourfold_actor() and c.agency_id = agency
                         and feed = any (c.contracts) and c.ended_at is null and c.until > now());
    end $$;

drop policy if exists send on feeds_delivery;
create policy send on feeds_delivery for insert to fourfold_app
    with check (holder_id = any ((select feeds_sends_for())::uuid[]) and state = 'received'
                and sent_by is not distinct from (select fourfold_actor())
                and (data_set = '' or catalogue_is_live(holder_id, data_set))
                and (credential_id is null or feeds_key_sends(credential_id, holder_id, contract)));
