-- Relationships are the rows that open doors. The app role reads its own and those of subjects it manages;
-- upper rooms add their policies for writing (see accountability/plan/rls.sql), and nothing else may write.

create or replace function access_related(wanted_subject text, wanted_kinds text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (
            select coalesce(array_agg(subject_id), '{}') from access_relationship
            where user_id = fourfold_actor() and subject_kind = wanted_subject and kind = any (wanted_kinds)
              and until is null  -- a relationship begins when it is written and ends when `until` is
        );
    end $$;

alter table access_relationship enable row level security;
alter table access_relationship force row level security;

drop policy if exists read_own on access_relationship;
create policy read_own on access_relationship for select to fourfold_app
    using (user_id = (select fourfold_actor()));

-- The wall around personal data ---------------------------------------------------------------------------------
-- A guarded table has the columns id, label_id, subject_id and is_restricted. What the actor's grants open for the
-- purpose of the transaction is computed once, kept in settings local to the transaction, and asked by the policies:
-- two small arrays of labels decide almost every row, and `access_opens` the rest. Without an actor, a purpose or
-- training in date nothing is open. `domain/deciding.py` says the same in Python, and tests/access/trust/access hold
-- both to a reference model.

create or replace function access_places_match(wanted_agency uuid, wanted_roles text[]) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (
            select from partnership_places() p
            where p.agency_id = wanted_agency and (wanted_roles = '{}' or p.kind = any (wanted_roles)));
    end $$;

-- Labels are made here alone, with numbers that tell nothing of how many there are. A label with a field is that of the
-- keys by which rows are found, such as the words of a name: open where a grant opens the row and names the field; one
-- with several (`born_on+name`) where a grant names all of them.
drop function if exists access_label(uuid, text, text, text, text);
create or replace function access_label(
    holder uuid, of_set text, kind text, person_role text, handled text, found_by text default '')
    returns integer language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare found_id integer;
    begin
        loop
            select l.id into found_id from access_label l
            where l.holder_id = holder and l.data_set = of_set and l.subject_kind = kind
              and l.subject_role = person_role and l.handling = handled and l.field = found_by;
            if found_id is not null then return found_id; end if;
            insert into access_label (id, holder_id, data_set, subject_kind, subject_role, handling, field)
            values (floor(random() * 2147483646)::integer + 1, holder, of_set, kind, person_role, handled, found_by)
            on conflict do nothing;
        end loop;
    end $$;

-- These subjects and all that are held to be one person with one of them (`records/identity`). That two are one person is
-- personal data itself, so only functions of the wall ask it.
create or replace function access_same(about uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if about = '{}' then return about; end if;
        return (
            select coalesce(array_agg(one order by one), '{}') from (
                select unnest(about) as one
                union
                select other.subject_id from access_sameperson mine
                join access_sameperson other on other.person_id = mine.person_id
                where mine.subject_id = any (about)) closed);
    end $$;
revoke all on function access_same(uuid[]) from public, fourfold_app;

-- What is open now, as texts that settings can keep. `labels`: the labels of which rows are open. `asked`: those of them
-- whose rows ask for more than their label; of these `conditional` open only by a relationship to the person (`related`)
-- or for one person (`pairs`). `changes_at` is the next instant at which it may be different, in seconds of the epoch.
drop function if exists access_opened();
create function access_opened(
    out labels text, out asked text, out conditional text, out related text, out pairs text,
    out people text, out excluded text, out named text, out grants text, out changes_at double precision)
    language plpgsql stable parallel safe security definer set search_path = public, pg_temp
    as $$
    declare
        me uuid := fourfold_actor();
        why text := fourfold_purpose();
        at timestamptz := statement_timestamp();
        known uuid[];
    begin
        labels := '{}'; asked := '{}'; conditional := ','; related := ','; pairs := ',';
        people := '{}'; excluded := '{}'; named := '{}'; grants := '[]';
        changes_at := date_part('epoch', (partnership_today() + 1)::timestamp at time zone 'Europe/London');
        if me is null or why is null or partnership_trained_until() is null
           or partnership_trained_until() <= partnership_today() then return; end if;
        select coalesce(array_agg(one.subject_id), '{}') into known from (
            select r.subject_id from access_relationship r
            where r.user_id = me and r.subject_kind = 'person' and r.kind in ('case', 'referral', 'author')
              and r.since <= at and (r.until is null or at < r.until)
            union
            select e.subject_id from access_emergency e
            where e.user_id = me and e.purpose = why and e.follows_id is null and e.since <= at and at < e.until) one;
        known := access_same(known);  -- what is known of one subject holds for all subjects of that person
        people := known::text;
        select access_same(coalesce(array_agg(distinct x.subject_id), '{}'))::text into excluded from access_exclusion x
        where x.user_id = me and x.since <= at and (x.until is null or at < x.until);
        select coalesce(array_agg(r.subject_id), '{}')::text into named from access_relationship r
        where r.user_id = me and r.subject_kind = 'record' and r.kind = 'named-reader'
          and r.since <= at and (r.until is null or at < r.until);
        with live as (
            select g.id, g.fields, g.needs_relationship, g.subject_id, g.recipient_id,
                   coalesce((select array_agg(l.id) from access_label l
                             where l.holder_id = g.provider_id and l.data_set = g.data_set
                               and l.subject_kind = any (g.subject_kinds)
                               and l.subject_role = any (g.subject_roles)
                               and l.handling = any (g.handling)
                               and string_to_array(l.field, '+') <@ g.fields::text[]), '{}') as labels
            from access_grant g
            where g.purpose = why and g.recipient_id in (select p.agency_id from partnership_places() p)
              and g.since <= at and at < g.until and (g.revoked_at is null or at < g.revoked_at)
              and access_places_match(g.recipient_id, g.recipient_roles::text[])
        ), each as (select live.*, unnest(live.labels) as label from live),
        here as (
            select coalesce(array_agg(distinct label), '{}') as every_label,
                   coalesce(array_agg(distinct label)
                            filter (where subject_id is null and not needs_relationship), '{}') as open,
                   coalesce(string_agg(distinct label || ',', '')
                            filter (where subject_id is null and needs_relationship), '') as by_relationship,
                   coalesce(string_agg(distinct label || ':' || subject_id || ',', '')
                            filter (where subject_id is not null
                                    and (not needs_relationship or subject_id = any (known))), '') as for_one
            from each
        ),
        more as (select coalesce(array_agg(label), '{}') as labels from here, unnest(every_label) label
                 where label <> all (open))
        select every_label::text, case when excluded = '{}' then more.labels else every_label end::text,
               ',' || array_to_string(more.labels, ',') || ',', ',' || by_relationship, ',' || for_one,
               coalesce((select jsonb_agg(jsonb_build_object('id', id, 'fields', fields, 'needs', needs_relationship,
                         'subject', subject_id, 'recipient', recipient_id, 'labels', live.labels)) from live), '[]')::text
        into labels, asked, conditional, related, pairs, grants from here, more;
        select least(changes_at, date_part('epoch', min(instant))) into changes_at from (
            select unnest(array[g.since, g.until, g.revoked_at]) as instant from access_grant g
            where g.purpose = why and g.recipient_id in (select p.agency_id from partnership_places() p)
            union all
            select unnest(array[e.since, e.until]) from access_emergency e where e.user_id = me
            union all
            select unnest(array[x.since, x.until]) from access_exclusion x where x.user_id = me
            union all
            select unnest(array[r.since, r.until]) from access_relationship r where r.user_id = me
        ) change where instant > at;
    end $$;

-- Whose and for what that is which the settings keep: compared before it is believed.
create or replace function access_key() returns text
    language sql stable parallel safe
    as $$ select concat(current_setting('fourfold.actor', true), '|', current_setting('fourfold.purpose', true)) $$;

-- Computes what is open and keeps it for this transaction. `access/looking.py` calls it when a purpose is set.
create or replace function access_enter() returns void
    language plpgsql volatile
    as $$
    declare seen record;
    begin
        select * into seen from access_opened();
        perform set_config('fourfold.access_' || part.key, part.value, true)
        from jsonb_each_text(to_jsonb(seen)) part;
        perform set_config('fourfold.access_key', access_key(), true);
    end $$;

-- One part of what is open, computed anew: for a transaction that did not enter, and after something has changed.
create or replace function access_part(part text) returns text
    language plpgsql stable parallel safe
    as $$ begin return (select to_jsonb(seen) ->> part from access_opened() seen); end $$;

-- What may be asked of it: what the settings keep, while it is the same actor's and purpose's and nothing has changed
-- since; else computed anew. A statement asks once for `access_labels` and `access_asked`, as initial plans; a row that
-- asks for more costs a call of `access_opens`, which looks for its numbers in texts, since reading arrays costs more.
do $$
declare
    fresh text := $fresh$ current_setting('fourfold.access_key', true)
            = current_setting('fourfold.actor', true) || '|' || current_setting('fourfold.purpose', true)
            and date_part('epoch', statement_timestamp())
              < current_setting('fourfold.access_changes_at', true)::double precision $fresh$;
    opens text := $opens$
        (of_subject is null or strpos(%1$s, of_subject::text) = 0)
        and (not restricted or strpos(%2$s, of_id::text) > 0)
        and (strpos(%3$s, ',' || of_label || ',') = 0
             or (strpos(%4$s, ',' || of_label || ',') > 0 and strpos(%5$s, of_subject::text) > 0)
             or strpos(%6$s, ',' || of_label || ':' || of_subject || ',') > 0) $opens$;
    parts text[] := array['excluded', 'named', 'conditional', 'related', 'people', 'pairs'];
    part text[];
begin
    foreach part slice 1 in array array[
            ['labels', 'labels', 'int[]'], ['asked', 'asked', 'int[]'], ['people', 'people', 'uuid[]'],
            ['excluded_people', 'excluded', 'uuid[]'], ['named_records', 'named', 'uuid[]'],
            ['grants', 'grants', 'jsonb']] loop
        execute format('create or replace function access_%1$s() returns %3$s language plpgsql stable parallel safe
            as $body$ begin return case when %4$s then current_setting(''fourfold.access_%2$s'', true)
                                        else access_part(''%2$s'') end::%3$s; end $body$',
            part[1], part[2], part[3], fresh);
    end loop;
    execute format('create or replace function access_opens(
            of_label int, of_subject uuid, of_id uuid, restricted boolean)
            returns boolean language plpgsql stable parallel safe
            as $body$
            declare seen record;
            begin
                if %s then return coalesce(%s, false); end if;
                select * into seen from access_opened();
                return coalesce(%s, false);
            end $body$',
        fresh,
        format(opens, variadic array(select format('current_setting(''fourfold.access_%s'', true)', p)
                                     from unnest(parts) with ordinality as one (p, n) order by n)),
        format(opens, variadic array(select 'seen.' || p from unnest(parts) with ordinality as one (p, n) order by n)));
end $$;

drop function if exists access_condition();
create or replace function access_condition(key text default 'id') returns text language sql immutable as $$ select
    'label_id = any ((select access_labels())::int[])'
    ' and ((not is_restricted and label_id <> all ((select access_asked())::int[]))'
    ' or access_opens(label_id, subject_id, ' || key || ', is_restricted))' $$;

-- `key`: the column that names the record, where it is not the row's own `id`.
drop function if exists access_guard(regclass), access_asking(text, text), access_open_with(text);
create or replace function access_guard(guarded regclass, key text default 'id') returns void
    language plpgsql
    as $$
    begin
        execute format('alter table %s enable row level security', guarded);
        execute format('alter table %s force row level security', guarded);
        execute format('drop policy if exists see_by_grant on %s', guarded);
        execute format('create policy see_by_grant on %s for select to fourfold_app using (%s)',
                       guarded, access_condition(key));
    end $$;
revoke all on function access_guard(regclass, text) from public;

do $$
begin
    execute format($definition$
        create or replace function access_sees(label_id int, subject_id uuid, id uuid, is_restricted boolean)
            returns boolean language plpgsql stable
            as $body$ begin return coalesce(%s, false); end $body$ $definition$, access_condition());
end $$;

-- The grants that open a row, the fields they name, and what is left of its values.
create or replace function access_grants_of(of_label int, of_subject uuid)
    returns table (grant_id uuid, recipient_id uuid, fields jsonb)
    language plpgsql stable
    as $$
    begin
        return query
            select (one ->> 'id')::uuid, (one ->> 'recipient')::uuid, one -> 'fields'
            from jsonb_array_elements(access_grants()) one
            where one -> 'labels' @> to_jsonb(of_label)
              and (one ->> 'subject' is null or (one ->> 'subject')::uuid = of_subject)
              and (not (one ->> 'needs')::boolean or of_subject = any (access_people()))
            order by 1;
    end $$;

create or replace function access_fields_of(of_label int, of_subject uuid) returns text[]
    language plpgsql stable
    as $$
    begin
        return (select coalesce(array_agg(distinct field order by field), '{}')
                from access_grants_of(of_label, of_subject) g, jsonb_array_elements_text(g.fields) field);
    end $$;

create or replace function access_shown(of_label int, of_subject uuid, content jsonb) returns jsonb
    language plpgsql stable
    as $$
    declare shared text[] := access_fields_of(of_label, of_subject);
    begin
        return (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(content)
                where key = any (shared));
    end $$;

-- One audit entry for one read. Whoever shows personal values writes it in the same statement.
create or replace function access_log_read(
    of_permission text, of_kind text, keys uuid[], subjects uuid[], fields text[], grants uuid[], of_request text)
    returns void language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        insert into audit_entry (id, occurred_at, actor, permission, outcome, subject_kind, subject_id, purpose,
                                 request_id, detail)
        values (gen_random_uuid(), statement_timestamp(),
                coalesce('person:' || fourfold_actor(), 'service:' || fourfold_service()),
                of_permission, 'read', of_kind,
                case when cardinality(keys) = 1 then keys[1]::text else '' end,
                coalesce(fourfold_purpose(), ''), coalesce(of_request, ''),
                jsonb_build_object(
                    'agency', (select g.recipient_id from access_grant g where g.id = any (grants)
                               order by g.id limit 1),
                    'keys', to_jsonb(keys), 'subjects', to_jsonb(subjects),
                    'fields', to_jsonb(fields), 'grants', to_jsonb(grants)));
        perform access_count_read(subjects, of_permission = 'extract:read');
    end $$;
revoke all on function access_log_read(text, text, uuid[], uuid[], text[], uuid[], text) from public, fourfold_app;

-- Everything that `decide` asks about the actor, for `queries/looker.py`: raw, so that Python decides by itself.
create or replace function access_looker() returns jsonb
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare me uuid := fourfold_actor(); at timestamptz := statement_timestamp();
    begin
        if me is null then return '{}'; end if;
        return jsonb_build_object(
            'places', (select coalesce(jsonb_agg(jsonb_build_array(p.agency_id, p.kind)), '[]')
                       from partnership_places() p),
            'trained_until', partnership_trained_until(),
            'grants', (select coalesce(jsonb_agg(to_jsonb(g) order by g.id), '[]') from access_grant g
                       where g.recipient_id in (select p.agency_id from partnership_places() p)
                         and coalesce(g.revoked_at, g.until) > at - interval '400 days'),
            'related', (select to_jsonb(access_same(coalesce(array_agg(r.subject_id), '{}'))) from access_relationship r
                        where r.user_id = me and r.subject_kind = 'person' and r.kind in ('case', 'referral', 'author')
                          and r.since <= at and (r.until is null or at < r.until)),
            'excluded', (select to_jsonb(access_same(coalesce(array_agg(x.subject_id), '{}'))) from access_exclusion x
                         where x.user_id = me and x.since <= at and (x.until is null or at < x.until)),
            'usual', (select u.purpose from access_usualpurpose u where u.user_id = me),
            'labels', (select coalesce(jsonb_object_agg(p.key, p.label), '{}') from catalogue_purpose p),
            'named_on', (select coalesce(jsonb_agg(distinct r.subject_id), '[]') from access_relationship r
                         where r.user_id = me and r.subject_kind = 'record' and r.kind = 'named-reader'
                           and r.since <= at and (r.until is null or at < r.until)),
            'emergencies', (select coalesce(jsonb_agg(to_jsonb(e) || jsonb_build_object('subject_id', one)), '[]')
                            from access_emergency e, unnest(access_same(array[e.subject_id])) one
                            where e.user_id = me and e.follows_id is null and e.until > at));
    end $$;

-- Whatever changes what is open makes this transaction look again.
create or replace function access_look_again() returns trigger
    language plpgsql
    as $$ begin perform set_config('fourfold.access_key', '', true); return null; end $$;

do $$
declare name text;
begin
    foreach name in array array['access_grant', 'access_exclusion', 'access_emergency', 'access_relationship',
                                'access_label', 'access_sameperson', 'partnership_role', 'partnership_training'] loop
        execute format('drop trigger if exists look_again on %s', name);
        execute format('create trigger look_again after insert or update or delete on %s
                        for each statement execute function access_look_again()', name);
    end loop;
    foreach name in array array['access_label', 'access_grant', 'access_exclusion', 'access_emergency'] loop
        execute format('alter table %s enable row level security', name);
        execute format('alter table %s force row level security', name);
    end loop;
end $$;

revoke all on access_label from fourfold_app;

-- Grants are read by whoever they bind; those about one person only by the two agencies. The agreements room says who
-- writes them (its rls.sql); a grant that is written only ever ends.
revoke insert, update, delete on access_grant from fourfold_app;
grant insert on access_grant to fourfold_app;
grant update (revoked_at, revoked_because) on access_grant to fourfold_app;
drop policy if exists read_grants on access_grant;
create policy read_grants on access_grant for select to fourfold_app
    using ((subject_id is null and (select partnership_is_active()))
           or provider_id = any ((select partnership_agencies())::uuid[])
           or recipient_id = any ((select partnership_agencies())::uuid[])
           or (select fourfold_service()) = 'installation');

create or replace function access_grant_only_ends() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if tg_op = 'DELETE' then
            raise exception 'a grant is never deleted: revoke it' using errcode = 'insufficient_privilege';
        end if;
        if old.revoked_at is not null or new.revoked_at is null
           or to_jsonb(old) - 'revoked_at' - 'revoked_because'
              is distinct from to_jsonb(new) - 'revoked_at' - 'revoked_because' then
            raise exception 'a grant that is written only ever ends' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
drop trigger if exists only_ends on access_grant;
create trigger only_ends before update or delete on access_grant
    for each row execute function access_grant_only_ends();

-- Whose exclusions and emergencies one reads and writes. What an owner placed, the person kept away never learns.
drop policy if exists read_own on access_exclusion;
create policy read_own on access_exclusion for select to fourfold_app
    using (user_id = (select fourfold_actor()) and kind in ('self', 'relative'));
drop policy if exists declare_own on access_exclusion;
create policy declare_own on access_exclusion for insert to fourfold_app
    with check (user_id = (select fourfold_actor()) and kind in ('self', 'relative') and until is null);
drop policy if exists read_own on access_emergency;
create policy read_own on access_emergency for select to fourfold_app
    using (user_id = (select fourfold_actor()) and follows_id is null);
drop policy if exists begin_own on access_emergency;
create policy begin_own on access_emergency for insert to fourfold_app
    with check (user_id = (select fourfold_actor()) and reviewed_at is null and follows_id is null
                and since <= statement_timestamp() + interval '1 minute'
                and agency_id in (select p.agency_id from partnership_places() p));
revoke update, delete on access_emergency from fourfold_app;
grant update (reviewed_at, reviewed_by, was_appropriate, review) on access_emergency to fourfold_app;
revoke delete on access_exclusion from fourfold_app;

-- Pages, purposes, reviews, conflicts and budgets: below this line ------------------------------------------------

-- Of whom agencies hold records, under which reference. A guarded table with a column `reference` says so by a trigger:
-- `select access_knows('some_table')` in its room's rls.sql. Nobody reads it; the functions below answer for it.
create or replace function access_subjects_known() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        insert into access_subject (id, subject_id, reference, holder_id)
        select gen_random_uuid(), one.subject_id, one.reference, one.holder_id
        from (select distinct w.subject_id, upper(regexp_replace(w.reference, '[^A-Za-z0-9]', '', 'g')) as reference,
                     l.holder_id
              from written w join access_label l on l.id = w.label_id
              where w.subject_id is not null and w.reference <> '') one
        on conflict do nothing;
        return null;
    end $$;

create or replace function access_knows(guarded regclass) returns void
    language plpgsql
    as $$
    begin
        execute format('drop trigger if exists knows_subjects on %s', guarded);
        execute format('create trigger knows_subjects after insert on %s referencing new table as written
                        for each statement execute function access_subjects_known()', guarded);
    end $$;
revoke all on function access_knows(regclass) from public;

-- The person whom a reference names; null for one that nobody has. Whoever asks answers alike in both cases.
create or replace function access_subject_of(wanted text) returns uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not partnership_is_active() then return null; end if;
        return (select s.subject_id from access_subject s where s.reference = wanted limit 1);
    end $$;

-- The agencies in which the actor holds one of these roles now, with those whose work these took over.
create or replace function access_places_as(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(distinct p.agency_id), '{}') from partnership_places() p
                where p.kind = any (wanted));
    end $$;

-- The people of whom these agencies hold records.
create or replace function access_held_as(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := access_places_as(wanted);
    begin
        if mine = '{}' then return '{}'; end if;
        return (select coalesce(array_agg(distinct s.subject_id), '{}') from access_subject s
                where s.holder_id = any (mine));
    end $$;

-- Whether any of these agencies holds records of a person.
create or replace function access_holds(about uuid, wanted text[]) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from access_subject s
                       where s.subject_id = about and s.holder_id = any (access_places_as(wanted)));
    end $$;

-- Everybody else with a live role in these agencies.
create or replace function access_colleagues_as(wanted text[]) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := access_places_as(wanted);
    begin
        if mine = '{}' then return '{}'; end if;
        return (
            select coalesce(array_agg(distinct p.user_id), '{}')
            from partnership_role r join partnership_person p on p.id = r.person_id
            where r.agency_id = any (mine) and p.user_id is not null and p.user_id is distinct from fourfold_actor()
              and r.since <= partnership_today() and (r.until is null or r.until > partnership_today())
        );
    end $$;

-- Emergency access is reviewed by the data protection officers of the agencies that hold records of the person; by
-- those of the user's own agency where no other holds any. The latter read of it in any case.
create or replace function access_reviewed_by_others(about uuid, of_agency uuid) returns boolean
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return exists (select from access_subject s where s.subject_id = about and s.holder_id <> of_agency);
    end $$;

-- Emergency access opens the whole person, so that each other agency whose records of them an agreement opens by it is
-- told of its own subject, and of no other: by a row that follows. Whoever looks, and their agency, never read these:
-- which agencies hold what is hidden from them is not theirs to learn. Their own agency reads of what was begun.
create or replace function access_emergency_follow(emergency access_emergency) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    begin
        insert into access_emergency (id, user_id, agency_id, subject_id, reference, purpose, reason, since, until,
                                      follows_id, review)
        select gen_random_uuid(), emergency.user_id, emergency.agency_id, s.subject_id, min(s.reference),
               emergency.purpose, emergency.reason, emergency.since, emergency.until,
               emergency.id, ''
        from access_subject s
        where s.subject_id = any (access_same(array[emergency.subject_id])) and s.subject_id <> emergency.subject_id
          and s.holder_id <> emergency.agency_id
          and not exists (select from access_subject named
                          where named.subject_id = emergency.subject_id and named.holder_id = s.holder_id)
          and exists (select from access_grant g
                      where g.provider_id = s.holder_id and g.recipient_id = emergency.agency_id
                        and g.purpose = emergency.purpose and g.needs_relationship
                        and g.since < emergency.until and emergency.since < g.until
                        and (g.revoked_at is null or emergency.since < g.revoked_at)
                        and (g.subject_id is null or g.subject_id = s.subject_id))
        group by s.subject_id
        on conflict (follows_id, subject_id) where follows_id is not null do nothing;
    end $$;
revoke all on function access_emergency_follow(access_emergency) from public, fourfold_app;

create or replace function access_emergency_begun() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$ begin perform access_emergency_follow(new); return null; end $$;
drop trigger if exists follow on access_emergency;
create trigger follow after insert on access_emergency
    for each row when (new.follows_id is null) execute function access_emergency_begun();

-- A subject that is found to be the same person while emergency access is open is opened, too.
create or replace function access_emergency_grown() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        perform access_emergency_follow(e) from access_emergency e
        where e.follows_id is null and e.until > statement_timestamp();
        return null;
    end $$;
drop trigger if exists follow_emergencies on access_sameperson;
create trigger follow_emergencies after insert or update on access_sameperson
    for each statement execute function access_emergency_grown();

-- Whom to alert: the holders of records of the person about whom the actor has just begun emergency access, each by the
-- row that is theirs to read.
drop function if exists access_holders_alerted(uuid);
create or replace function access_emergency_told(begun uuid) returns table (emergency_id uuid, holders uuid[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select e.id, array(select s.holder_id from access_subject s
                               where s.subject_id = e.subject_id
                                 and (e.follows_id is null or s.holder_id <> e.agency_id))
            from access_emergency e
            where (e.id = begun or e.follows_id = begun) and e.user_id = fourfold_actor() and e.reviewed_at is null;
    end $$;

drop policy if exists read_as_officer on access_emergency;
create policy read_as_officer on access_emergency for select to fourfold_app
    using (user_id <> (select fourfold_actor())
           and ((follows_id is null
                 and agency_id = any ((select access_places_as(array['data-protection-officer']))::uuid[]))
                or subject_id = any ((select access_held_as(
                    array['data-protection-officer', 'accountable-officer', 'champion']))::uuid[])));
drop policy if exists review on access_emergency;
create policy review on access_emergency for update to fourfold_app
    using (user_id <> (select fourfold_actor()) and reviewed_at is null
           and (subject_id = any ((select access_held_as(array['data-protection-officer']))::uuid[])
                or (follows_id is null
                    and agency_id = any ((select access_places_as(array['data-protection-officer']))::uuid[])
                    and not access_reviewed_by_others(subject_id, agency_id))))
    with check (reviewed_by = (select fourfold_actor()));

-- Exclusions are placed by data protection officers on their agency's people; on anybody by the data protection and
-- accountable officers of an agency that holds records of the person. Nobody places, reads or ends their own.
drop policy if exists read_as_owner on access_exclusion;
create policy read_as_owner on access_exclusion for select to fourfold_app
    using (user_id <> (select fourfold_actor())
           and (user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[])
                or subject_id = any ((select access_held_as(
                    array['data-protection-officer', 'accountable-officer']))::uuid[])));
drop policy if exists place on access_exclusion;
create policy place on access_exclusion for insert to fourfold_app
    with check (user_id <> (select fourfold_actor()) and until is null
                and (user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[])
                     or (kind = 'placed' and subject_id = any ((select access_held_as(
                         array['data-protection-officer', 'accountable-officer']))::uuid[]))));
drop policy if exists lift on access_exclusion;
create policy lift on access_exclusion for update to fourfold_app
    using (user_id <> (select fourfold_actor()) and until is null
           and (user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[])
                or (kind = 'placed' and subject_id = any ((select access_held_as(
                    array['data-protection-officer', 'accountable-officer']))::uuid[]))))
    with check (until is not null);
revoke update on access_exclusion from fourfold_app;
grant update (until, ended_by) on access_exclusion to fourfold_app;

-- Who works with whom: a colleague says it, who answers for the agency's work. A relationship of this kind begins when
-- it is written, and only ever ends.
drop policy if exists read_who_works_with on access_relationship;
create policy read_who_works_with on access_relationship for select to fourfold_app
    using (subject_kind = 'person' and kind = 'case'
           and user_id = any ((select access_colleagues_as(array['champion', 'accountable-officer', 'deputy',
                                   'lead-responsible-officer', 'data-protection-officer']))::uuid[]));
drop policy if exists say_who_works_with on access_relationship;
create policy say_who_works_with on access_relationship for insert to fourfold_app
    with check (subject_kind = 'person' and kind = 'case' and until is null and reason <> ''
                and given_by = 'person:' || (select fourfold_actor())::text
                and user_id = any ((select access_colleagues_as(array['champion', 'accountable-officer', 'deputy',
                                        'lead-responsible-officer']))::uuid[]));
drop policy if exists end_work_with on access_relationship;
create policy end_work_with on access_relationship for update to fourfold_app
    using (subject_kind = 'person' and kind = 'case' and until is null
           and user_id = any ((select access_colleagues_as(array['champion', 'accountable-officer', 'deputy',
                                   'lead-responsible-officer', 'data-protection-officer']))::uuid[]))
    with check (subject_kind = 'person' and kind = 'case' and until is not null);

-- The conflict register: read by oneself and by the data protection officers of one's agency, who settle it.
do $$
declare name text;
begin
    foreach name in array array['subject', 'canary', 'declaration', 'readhour', 'usualpurpose'] loop
        execute format('alter table access_%s enable row level security', name);
        execute format('alter table access_%s force row level security', name);
    end loop;
end $$;
revoke all on access_subject, access_readhour, access_canary, access_declaration from fourfold_app;
grant select, insert on access_declaration, access_canary to fourfold_app;
grant select on access_readhour to fourfold_app;
revoke delete on access_usualpurpose from fourfold_app;
drop policy if exists keep_own on access_usualpurpose;
create policy keep_own on access_usualpurpose for all to fourfold_app
    using (user_id = (select fourfold_actor())) with check (user_id = (select fourfold_actor()));
drop policy if exists read_counts on access_readhour;
create policy read_counts on access_readhour for select to fourfold_app
    using (user_id = (select fourfold_actor())
           or user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[]));
grant update (settled, settled_at, settled_by) on access_declaration to fourfold_app;
grant update (until) on access_canary to fourfold_app;

drop policy if exists declare_own on access_declaration;
create policy declare_own on access_declaration for insert to fourfold_app
    with check (user_id = (select fourfold_actor()) and settled = '' and (select partnership_is_active()));
drop policy if exists read_own on access_declaration;
create policy read_own on access_declaration for select to fourfold_app
    using (user_id = (select fourfold_actor()));
drop policy if exists read_as_officer on access_declaration;
create policy read_as_officer on access_declaration for select to fourfold_app
    using (user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[]));
drop policy if exists settle on access_declaration;
create policy settle on access_declaration for update to fourfold_app
    using (settled = '' and user_id = any ((select access_colleagues_as(array['data-protection-officer']))::uuid[]))
    with check (settled_by = (select fourfold_actor()));

-- Who declared last when, for the service that reminds.
create or replace function access_last_declared() returns table (user_id uuid, at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if coalesce(fourfold_service(), '') <> 'chaser' then return; end if;
        return query select d.user_id, max(d.declared_at) from access_declaration d group by d.user_id;
    end $$;

-- People whom nobody has cause to read: kept by the data protection officers of the agency that holds them.
drop policy if exists keep on access_canary;
create policy keep on access_canary for all to fourfold_app
    using (holder_id = any ((select access_places_as(array['data-protection-officer']))::uuid[]))
    with check (holder_id = any ((select access_places_as(array['data-protection-officer']))::uuid[])
                and subject_id = any ((select access_held_as(array['data-protection-officer']))::uuid[]));

-- Read budgets. Each read is counted in its own transaction, on a row of its own user and hour; `access_log_read` calls
-- this. Which canaries were read stays with the transaction, for the alert.
drop function if exists access_count_read(uuid[]);
create or replace function access_count_read(about uuid[], in_bulk boolean) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare me uuid := fourfold_actor(); people uuid[]; met text;
    begin
        people := array(select distinct one from unnest(about) one where one is not null);
        if me is null or people = '{}' then return; end if;
        insert into access_readhour as kept (id, user_id, hour, subjects, is_bulk)
        values (gen_random_uuid(), me, date_trunc('hour', statement_timestamp(), 'UTC'), people, in_bulk)
        on conflict (user_id, hour, is_bulk) do update
            set subjects = array(select distinct one from unnest(kept.subjects || excluded.subjects) one)
            where not kept.subjects @> excluded.subjects;
        select string_agg(c.holder_id::text, ' ') into met from access_canary c
        where c.subject_id = any (people) and c.since <= statement_timestamp()
          and (c.until is null or statement_timestamp() < c.until);
        if met is not null then
            perform set_config('fourfold.canaries',
                concat_ws(' ', nullif(current_setting('fourfold.canaries', true), ''), met), true);
        end if;
    end $$;
revoke all on function access_count_read(uuid[], boolean) from public, fourfold_app;

-- About how many people the actor has read in this hour and in the last 24, the same in bulk for analysis, and whose
-- canaries in this transaction.
drop function if exists access_budget();
create or replace function access_budget(
    out in_hour integer, out in_day integer, out bulk_in_hour integer, out bulk_in_day integer, out canaries uuid[])
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare this_hour timestamptz := date_trunc('hour', statement_timestamp(), 'UTC');
    begin
        select count(distinct one) filter (where not r.is_bulk and r.hour = this_hour),
               count(distinct one) filter (where not r.is_bulk),
               count(distinct one) filter (where r.is_bulk and r.hour = this_hour),
               count(distinct one) filter (where r.is_bulk)
        into in_hour, in_day, bulk_in_hour, bulk_in_day
        from access_readhour r, unnest(r.subjects) one
        where r.user_id = fourfold_actor() and r.hour > this_hour - interval '24 hours';
        canaries := coalesce(string_to_array(nullif(current_setting('fourfold.canaries', true), ''), ' ')::uuid[], '{}');
    end $$;

-- What is older than two days counts no more, and is cleared away each night.
create or replace function access_forget_counts() returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare gone integer;
    begin
        if coalesce(fourfold_service(), '') <> 'chaser' then return 0; end if;
        delete from access_readhour where hour < statement_timestamp() - interval '2 days';
        get diagnostics gone = row_count;
        return gone;
    end $$;

-- What `decide` asks about somebody at an instant, for `fourfold access explain`: their roles, training and agencies'
-- grants as they stood then, what has ended and what had not begun too. For oneself, administrators, and the data
-- protection officer of an agency of theirs.
create or replace function access_explained(of_user uuid, at timestamptz) returns jsonb
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare on_day date := (at at time zone 'Europe/London')::date; held jsonb; places uuid[];
    begin
        if not (of_user is not distinct from fourfold_actor() or partnership_may_administer()
                or of_user = any (access_colleagues_as(array['data-protection-officer']))) then
            return null;
        end if;
        with recursive mine(place, held) as (
            select r.agency_id, r.kind::text
            from partnership_role r join partnership_person p on p.id = r.person_id
            join partnership_user u on u.id = p.user_id
            where u.id = of_user and u.is_active and r.since <= on_day and (r.until is null or r.until > on_day)
            union
            select s.predecessor_id, mine.held
            from mine join partnership_succession s on s.successor_id = mine.place where s.on <= on_day
        )
        select coalesce(jsonb_agg(jsonb_build_array(mine.place, mine.held, a.name)), '[]'),
               coalesce(array_agg(mine.place), '{}')
        into held, places from mine join partnership_agency a on a.id = mine.place;
        return jsonb_build_object(
            'places', held,
            'trained_until', (
                select max(t.valid_until) from partnership_training t join partnership_person p on p.id = t.person_id
                where p.user_id = of_user and t.kind = 'information-sharing' and t.completed_on <= on_day),
            'grants', (select coalesce(jsonb_agg(to_jsonb(g) order by g.id), '[]') from access_grant g
                       where g.recipient_id = any (places) and g.subject_id is null));
    end $$;

-- Who is held to be one person ---------------------------------------------------------------------------------------
-- Written by the linkage (records/identity) through its own functions, and read by nobody: that two references are one
-- person's is itself personal data. What is known of one subject of a person, relationships and exclusions, follows.
alter table access_sameperson enable row level security;
alter table access_sameperson force row level security;
revoke all on access_sameperson from fourfold_app;
