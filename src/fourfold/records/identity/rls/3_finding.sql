-- Finding a person. Whose results stand together: of these subjects, those held to be one person, by the smallest of
-- them that the actor sees. A subject of whom they see nothing is neither asked about nor told.
create or replace function identity_together(wanted uuid[]) returns table (subject_id uuid, person_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            with seen as (
                select one.id from unnest(wanted[1:200]) one (id)
                where exists (select from feeds_record r where r.subject_id = one.id
                                and access_sees(r.label_id, r.subject_id, r.id, r.is_restricted))
            ), held as (
                select s.id, coalesce(p.person_id, s.id) as person
                from seen s left join access_sameperson p on p.subject_id = s.id
            )
            select h.id, min(h.id::text) over (partition by h.person)::uuid from held h;
    end $$;

-- Who else knows the person of a record that was added by hand: records of other agencies that share an identifier with
-- it, or the date of birth with the sound of every word of the name (two at least), and of whose data set nothing is
-- shared with the agency that added it. For the linker alone, who tells their holders and nobody else.
create or replace function identity_known_elsewhere(wanted uuid)
    returns table (adder_id uuid, holder_id uuid, subject_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'linker' then return; end if;
        return query
            with mine as (
                select k.mac, l.field, l.holder_id as adder
                from feeds_searchkey k join access_label l on l.id = k.label_id
                where k.record_id = wanted and l.field in ('born_on+name', 'nhs_number', 'upn', 'pnc_id')
            ), met as (
                select k.record_id, min(m.adder::text)::uuid as adder,
                       count(distinct k.mac) filter (where m.field = 'born_on+name') as words,
                       count(*) filter (where m.field <> 'born_on+name') as numbers
                from mine m join feeds_searchkey k on k.mac = m.mac and k.record_id <> wanted
                group by k.record_id
            )
            select distinct met.adder, r.holder_id, r.subject_id
            from met join feeds_record r on r.id = met.record_id
            where r.holder_id <> met.adder and r.label_id <> 0
              and (met.numbers > 0
                   or (met.words >= 4 and met.words = (select count(*) from mine m where m.field = 'born_on+name')))
              and not exists (
                    select from access_grant g
                    where g.recipient_id = met.adder and g.provider_id = r.holder_id and g.data_set = r.data_set
                      -- of this record: a grant about one other person shares nothing of this one
                      and (g.subject_id is null or g.subject_id = r.subject_id)
                      and r.subject_kind = any (g.subject_kinds) and r.subject_role = any (g.subject_roles)
                      and r.handling = any (g.handling)
                      and g.since <= statement_timestamp() and statement_timestamp() < g.until
                      and (g.revoked_at is null or statement_timestamp() < g.revoked_at));
    end $$;
