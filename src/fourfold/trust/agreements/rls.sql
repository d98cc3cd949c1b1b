-- Who reads, drafts, signs and closes agreements, and what a grant must rest on. The functions see past row-level
-- security (they belong to maintenance) and answer for the current actor alone; policies wrap them in (select ...).
-- policies.py and queries/visibility.py say the same in Python.

-- The agencies in which the actor holds one of these roles today. No predecessors, no collectives: they sign nothing.
create or replace function agreements_offices(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct r.agency_id), '{}') from partnership_role r
            where r.person_id = partnership_person() and r.kind = any (wanted)
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

-- What is agreed is read by every member; what is not yet, by the people of its parties and by who drafts it.
create or replace function agreements_read() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare
        mine uuid[] := partnership_agencies();
        drafts boolean := partnership_has_role('plan-coordinator');
        member boolean := partnership_is_active() or fourfold_service_reads()
                          or coalesce(fourfold_service() = 'installation', false);
        public_reader boolean := coalesce(fourfold_service() = 'public-reader', false);
        serves boolean := fourfold_service_reads() or coalesce(fourfold_service() = 'installation', false);
    begin
        if not coalesce(member, false) and not public_reader then return '{}'; end if;
        return (
            select coalesce(array_agg(v.id), '{}')
            from agreements_version v join agreements_agreement a on a.id = v.agreement_id
            where (v.in_force_at is not null and (member or (public_reader and a.in_register)))
               or (member and (drafts or serves or a.drafted_by_id = any (mine)
                   or exists (select from agreements_party p
                              where p.version_id = v.id and (p.agency_id = any (mine) or p.on_behalf_of && mine))))
        );
    end $$;

-- The agreements that the actor drafts: plan coordinators all; officers of the drafting agency its own.
create or replace function agreements_drafted() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare offices uuid[] := agreements_offices(
        array['accountable-officer', 'deputy', 'data-protection-officer']);
    begin
        return (
            select coalesce(array_agg(a.id), '{}') from agreements_agreement a
            where (select partnership_has_role('plan-coordinator')) or a.drafted_by_id = any (offices)
        );
    end $$;

create or replace function agreements_versions_drafted(states text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(v.id), '{}') from agreements_version v
            where v.state = any (states) and v.agreement_id = any ((select agreements_drafted())::uuid[])
        );
    end $$;

-- The versions in which the actor may sign, suspend or withdraw for a party.
create or replace function agreements_versions_kept(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct p.version_id), '{}') from agreements_party p
            where p.agency_id = any ((select agreements_offices(wanted))::uuid[])
        );
    end $$;

-- The members of collectives, through collectives of collectives.
create or replace function agreements_members(named uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            with recursive inside(agency_id) as (
                select unnest(named)
                union
                select c.agency_id from inside join partnership_collectivemember c on c.collective_id = inside.agency_id
            )
            select coalesce(array_agg(i.agency_id), '{}') from inside i where i.agency_id <> all (named)
        );
    end $$;

-- The collectives among a version's parties: their members may join by accession.
create or replace function agreements_open_to(of_version uuid) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return agreements_members((
            select coalesce(array_agg(p.agency_id), '{}') from agreements_party p
            join partnership_agency a on a.id = p.agency_id where p.version_id = of_version and a.is_collective));
    end $$;

-- Whether a party has every signature that it needs, over the text as it is now.
create or replace function agreements_party_signed(of_party uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select v.text_hash <> ''
               and exists (select from agreements_signature s where s.party_id = p.id and s.hash = v.text_hash
                           and s.voided_at is null
                           and (s.role = 'accountable-officer' or (s.role = 'deputy' and a.kind not in (
                               'data-protection-impact-assessment', 'equality-impact-assessment'))))
               and (a.kind not in ('data-protection-impact-assessment', 'equality-impact-assessment')
                    or exists (select from agreements_signature s where s.party_id = p.id and s.hash = v.text_hash
                               and s.voided_at is null and s.role = 'data-protection-officer'))
            from agreements_party p join agreements_version v on v.id = p.version_id
            join agreements_agreement a on a.id = v.agreement_id where p.id = of_party
        );
    end $$;

create or replace function agreements_fully_signed(of_version uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(bool_and(agreements_party_signed(p.id)), false)
            from agreements_party p join partnership_agency a on a.id = p.agency_id
            where p.version_id = of_version and not p.acceded and not a.is_collective
        );
    end $$;

-- The agencies that named agencies of a line stand for today: those bound by a signature over the same text, for
-- themselves and for those whom the signed text says they sign for. Who joined later gives and gets for nobody but the
-- members of a collective that the line names.
create or replace function agreements_stand_for(of_version uuid, asked uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare inside uuid[] := agreements_members(asked);
    begin
        return (
            select coalesce(array_agg(distinct one.agency_id), '{}')
            from agreements_party p, unnest(p.agency_id || p.on_behalf_of) as one(agency_id)
            where p.version_id = of_version and p.suspended_at is null and p.withdrawn_at is null
              and agreements_party_signed(p.id)
              and (one.agency_id = any (asked) or one.agency_id = any (inside)
                   or (not p.acceded and p.agency_id = any (asked)))
        );
    end $$;

create or replace function agreements_bound(of_version uuid) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(distinct one.agency_id), '{}')
            from agreements_party p, unnest(p.agency_id || p.on_behalf_of) as one(agency_id)
            where p.version_id = of_version and p.suspended_at is null and p.withdrawn_at is null
              and agreements_party_signed(p.id)
        );
    end $$;

-- Reading.
do $$
declare name text;
begin
    foreach name in array array['agreement', 'version', 'clause', 'scheduleline', 'party', 'signature', 'comment',
                                'saved', 'event'] loop
        execute format('alter table agreements_%s enable row level security', name);
        execute format('alter table agreements_%s force row level security', name);
        execute format('drop policy if exists read_audience on agreements_%s', name);
        execute format('drop policy if exists draft on agreements_%s', name);
        execute format('drop policy if exists write_own on agreements_%s', name);
        if name not in ('agreement', 'version') then
            execute format('create policy read_audience on agreements_%s for select to fourfold_app
                            using (version_id = any ((select agreements_read())::uuid[]))', name);
        end if;
        if name in ('clause', 'scheduleline', 'party') then
            execute format('create policy draft on agreements_%s for all to fourfold_app
                            using (version_id = any ((select agreements_versions_drafted(
                                   array[''draft'', ''consultation'']))::uuid[]))
                            with check (version_id = any ((select agreements_versions_drafted(
                                   array[''draft'', ''consultation'']))::uuid[]))', name);
        end if;
    end loop;
end $$;
create policy read_audience on agreements_version for select to fourfold_app
    using (id = any ((select agreements_read())::uuid[]));

create or replace function agreements_known() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(distinct v.agreement_id), '{}') from agreements_version v
                where v.id = any ((select agreements_read())::uuid[]));
    end $$;
create policy read_audience on agreements_agreement for select to fourfold_app
    using (id = any ((select agreements_known())::uuid[]) or id = any ((select agreements_drafted())::uuid[]));

-- Drafting. An agreement's kind, tier and reference never change; nothing is deleted but lines of a draft.
create policy draft on agreements_agreement for insert to fourfold_app
    with check ((select partnership_has_role('plan-coordinator'))
                or drafted_by_id = any ((select agreements_offices(
                       array['accountable-officer', 'deputy', 'data-protection-officer']))::uuid[]));
drop policy if exists keep on agreements_agreement;
create policy keep on agreements_agreement for update to fourfold_app
    using (id = any ((select agreements_drafted())::uuid[]))
    with check (id = any ((select agreements_drafted())::uuid[]));
revoke update, delete on agreements_agreement from fourfold_app;
grant update (in_register) on agreements_agreement to fourfold_app;

create policy draft on agreements_version for insert to fourfold_app
    with check (state = 'draft' and agreement_id = any ((select agreements_drafted())::uuid[]));
drop policy if exists keep on agreements_version;
create policy keep on agreements_version for update to fourfold_app
    using (id = any ((select agreements_versions_drafted(
               array['draft', 'consultation', 'signing', 'in-force', 'suspended']))::uuid[])
           or (state in ('signing', 'in-force', 'suspended') and id = any ((select agreements_versions_kept(
               array['accountable-officer', 'deputy', 'data-protection-officer']))::uuid[])))
    with check (id = any ((select agreements_versions_drafted(
                    array['draft', 'consultation', 'signing', 'in-force', 'suspended']))::uuid[])
                or state = 'in-force');
revoke delete on agreements_version from fourfold_app;

-- Signing, in one's own name and for one's own agency. A member of a collective that is named may join.
create policy write_own on agreements_signature for insert to fourfold_app
    with check (person_id = (select partnership_person()) and voided_at is null
                and party_id in (select p.id from agreements_party p
                                 where p.version_id = agreements_signature.version_id
                                   and p.agency_id = any (agreements_offices(array[agreements_signature.role]::text[]))));
drop policy if exists call_back on agreements_signature;
create policy call_back on agreements_signature for update to fourfold_app
    using (version_id = any ((select agreements_versions_drafted(array['signing']))::uuid[]));
revoke update, delete on agreements_signature from fourfold_app;
grant update (voided_at) on agreements_signature to fourfold_app;

drop policy if exists join_later on agreements_party;
create policy join_later on agreements_party for insert to fourfold_app
    with check (acceded
                and agency_id = any ((select agreements_offices(array['accountable-officer', 'deputy']))::uuid[]));
drop policy if exists keep_own on agreements_party;
create policy keep_own on agreements_party for update to fourfold_app
    using (agency_id = any ((select agreements_offices(
               array['accountable-officer', 'deputy', 'data-protection-officer']))::uuid[]));

-- What is said and what happened: in one's own name, about what one reads, never rewritten. Answers by who drafts.
create policy write_own on agreements_comment for insert to fourfold_app
    with check (author_id = (select partnership_person()) and answered_at is null
                and version_id = any ((select agreements_read())::uuid[])
                and agency_id in (select agency_id from partnership_places()));
drop policy if exists answer on agreements_comment;
create policy answer on agreements_comment for update to fourfold_app
    using (version_id = any ((select agreements_versions_drafted(
               array['draft', 'consultation', 'signing', 'in-force', 'suspended']))::uuid[]))
    with check (answered_by_id = (select partnership_person()));
revoke update, delete on agreements_comment from fourfold_app;
grant update (answer, answered_by_id, answered_at) on agreements_comment to fourfold_app;
create policy write_own on agreements_saved for insert to fourfold_app
    with check (by_id = (select partnership_person())
                and version_id = any ((select agreements_versions_drafted(array['draft', 'consultation']))::uuid[]));
create policy write_own on agreements_event for insert to fourfold_app
    with check (by_id = (select partnership_person())
                and (version_id = any ((select agreements_read())::uuid[])
                     or version_id = any ((select agreements_versions_drafted(array['draft']))::uuid[])));
revoke update, delete on agreements_saved, agreements_event from fourfold_app;

-- What grants rest on -------------------------------------------------------------------------------------------
-- Who may write or end a grant: an officer of a party of the agreement's binding version. What may be written, the
-- trigger below says, whoever writes.
create or replace function agreements_may_issue(of_agreement uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from agreements_version v join agreements_party p on p.version_id = v.id
            where v.agreement_id = of_agreement and v.state = 'in-force'
              and (p.agency_id || p.on_behalf_of) && agreements_offices(
                  array['accountable-officer', 'deputy', 'data-protection-officer', 'champion']));
    end $$;

create or replace function agreements_may_revoke(of_agreement uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return of_agreement = any (agreements_drafted()) or exists (
            select from agreements_version v join agreements_party p on p.version_id = v.id
            where v.agreement_id = of_agreement
              and (p.agency_id || p.on_behalf_of) && agreements_offices(
                  array['accountable-officer', 'deputy', 'data-protection-officer', 'champion']));
    end $$;

drop policy if exists issue_by_agreement on access_grant;
create policy issue_by_agreement on access_grant for insert to fourfold_app
    with check (agreements_may_issue(agreement_id));
drop policy if exists end_by_agreement on access_grant;
create policy end_by_agreement on access_grant for update to fourfold_app
    using (agreements_may_revoke(agreement_id));

-- Whether a grant lies within one version: within a line of its schedule, or within what it lets parties ask for.
create or replace function agreements_covers(v agreements_version, g access_grant) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare
        l agreements_scheduleline;
        is_assessment boolean;
        opens timestamptz;
        closes timestamptz;
    begin
        opens := v.starts_on::timestamp at time zone 'Europe/London';
        closes := v.ends_on::timestamp at time zone 'Europe/London';
        if v.state = 'replaced' then closes := least(closes, v.ended_at); end if;
        if opens is null or closes is null or g.since < opens or g.until > closes
           or not agreements_fully_signed(v.id) then return false; end if;
        if g.request_id is not null then
            return v.permits_requests and g.provider_id <> g.recipient_id and g.subject_id is not null
               and array[g.provider_id, g.recipient_id] <@ agreements_bound(v.id);
        end if;
        select * into l from agreements_scheduleline s where s.version_id = v.id and s.number = g.line_number;
        select a.kind = 'data-protection-impact-assessment' into is_assessment
        from agreements_agreement a where a.id = v.agreement_id;
        return l.id is not null and g.subject_id is null
           and g.data_set = l.data_set and g.purpose = l.purpose
           and g.fields::text[] <@ l.fields::text[] and g.subject_kinds::text[] <@ l.subject_kinds::text[]
           and g.subject_roles::text[] <@ l.subject_roles::text[] and g.handling::text[] <@ l.handling::text[]
           and (cardinality(l.recipient_roles) = 0 or (cardinality(g.recipient_roles) > 0
                and g.recipient_roles::text[] <@ l.recipient_roles::text[]))
           and (g.needs_relationship or not l.needs_relationship)
           and (l.starts_on is null or g.since >= (l.starts_on::timestamp at time zone 'Europe/London'))
           and (l.ends_on is null or g.until <= (l.ends_on::timestamp at time zone 'Europe/London'))
           and g.provider_id = any (agreements_stand_for(v.id, l.provider_ids))
           and g.recipient_id = any (agreements_stand_for(v.id, l.recipient_ids))
           and (is_assessment = (g.provider_id = g.recipient_id));
    end $$;

create or replace function agreements_grant_is_agreed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare v agreements_version;
    begin
        if not catalogue_is_live(new.provider_id, new.data_set) then
            raise exception 'the data set % is not live for its provider', new.data_set
                using errcode = 'check_violation', constraint = 'grant_data_set_is_live';
        end if;
        for v in select * from agreements_version one where one.agreement_id = new.agreement_id
                 and (one.state = 'in-force' or (one.state = 'replaced' and one.ended_at > now())) loop
            if agreements_covers(v, new) then return new; end if;
        end loop;
        raise exception 'no signed agreement in force says this grant'
            using errcode = 'check_violation', constraint = 'grant_is_agreed';
    end $$;
drop trigger if exists is_agreed on access_grant;
create trigger is_agreed before insert on access_grant for each row execute function agreements_grant_is_agreed();

-- No data set goes live without both assessments of it, by its holder, signed and in force.
create or replace function agreements_assessed(assessment uuid, of_kind text, holder uuid, of_set uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from agreements_version v join agreements_agreement a on a.id = v.agreement_id
            join catalogue_dataset d on d.id = of_set
            where a.id = assessment and a.kind = of_kind and v.state = 'in-force' and d.key = any (v.data_sets)
              and v.starts_on <= partnership_today() and (v.ends_on is null or v.ends_on > partnership_today())
              and holder = any (agreements_bound(v.id)));
    end $$;

create or replace function agreements_live_is_assessed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.live_until is not null and new.live_until <= partnership_today() then return new; end if;
        if not agreements_assessed(new.dpia_id, 'data-protection-impact-assessment', new.holder_id, new.data_set_id)
           or not agreements_assessed(new.equality_id, 'equality-impact-assessment', new.holder_id, new.data_set_id)
        then
            raise exception 'a data set goes live with an approved impact assessment and equality assessment'
                using errcode = 'check_violation', constraint = 'live_is_assessed';
        end if;
        return new;
    end $$;
drop trigger if exists live_is_assessed on catalogue_holderdataset;
create trigger live_is_assessed before insert or update on catalogue_holderdataset
    for each row execute function agreements_live_is_assessed();

-- A purpose is proposed with an impact assessment that is in force.
create or replace function agreements_proposal_is_assessed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if not exists (
            select from agreements_version v join agreements_agreement a on a.id = v.agreement_id
            where a.reference = new.dpia_reference and a.kind = 'data-protection-impact-assessment'
              and v.state = 'in-force' and v.starts_on <= partnership_today()
              and (v.ends_on is null or v.ends_on > partnership_today())) then
            raise exception 'a purpose is proposed with an impact assessment that is in force'
                using errcode = 'check_violation', constraint = 'proposal_is_assessed';
        end if;
        return new;
    end $$;
drop trigger if exists is_assessed on catalogue_purposeproposal;
create trigger is_assessed before insert on catalogue_purposeproposal
    for each row execute function agreements_proposal_is_assessed();

-- What is no longer live is no longer shared, whichever agreement opened it.
create or replace function agreements_end_with_data_set() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.live_until is not null and new.live_until <= partnership_today() then
            update access_grant g set revoked_at = clock_timestamp(), revoked_because = 'not-live'
            from catalogue_dataset d where d.id = new.data_set_id and g.provider_id = new.holder_id
              and g.data_set = d.key and g.revoked_at is null;
        end if;
        return null;
    end $$;
drop trigger if exists end_grants on catalogue_holderdataset;
create trigger end_grants after update on catalogue_holderdataset
    for each row execute function agreements_end_with_data_set();

-- Everybody reads the register (queries/register.py): agreements, what they say and who is party. Who signed, who said
-- what and what happened names people, and is the partnership's own.
do $$
declare name text;
begin
    foreach name in array array['signature', 'comment', 'saved', 'event'] loop
        execute format('drop policy if exists not_for_the_public on agreements_%s', name);
        execute format('create policy not_for_the_public on agreements_%s as restrictive for select to fourfold_app
                        using (coalesce((select fourfold_service()), '''') <> ''public-reader'')', name);
    end loop;
end $$;
