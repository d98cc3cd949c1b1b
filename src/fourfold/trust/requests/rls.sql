-- Who reads, asks, answers and withdraws: as policies.py and queries/visibility.py say. Functions that see past
-- row-level security answer for the current actor alone; policies wrap them in (select ...).

create or replace function requests_places() returns uuid[]
    language plpgsql stable
    as $$ begin return (select coalesce(array_agg(distinct p.agency_id), '{}') from partnership_places() p); end $$;

create or replace function requests_answering() returns uuid[]
    language plpgsql stable
    as $$
    begin
        return (select coalesce(array_agg(distinct p.agency_id), '{}') from partnership_places() p
                where p.kind in ('champion', 'accountable-officer', 'deputy', 'data-protection-officer'));
    end $$;

-- The people of whom the actor may see nothing, whoever said so. Used by the policies alone: nobody learns who they are.
create or replace function requests_closed() returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return (select coalesce(array_agg(x.subject_id), '{}') from access_exclusion x
                where x.user_id = fourfold_actor() and x.since <= statement_timestamp()
                  and (x.until is null or statement_timestamp() < x.until));
    end $$;

do $$
declare name text;
begin
    foreach name in array array['request', 'answer', 'words'] loop
        execute format('alter table requests_%s enable row level security', name);
        execute format('alter table requests_%s force row level security', name);
        execute format('revoke update, delete on requests_%s from fourfold_app', name);
    end loop;
end $$;
grant update (withdrawn_at, withdrawn_by_id) on requests_request to fourfold_app;
revoke select on requests_words from fourfold_app;

drop policy if exists read_concerned on requests_request;
create policy read_concerned on requests_request for select to fourfold_app
    using (((asked_by_id = (select partnership_person())
             and asking_agency_id = any ((select requests_places())::uuid[]))
            or asking_agency_id = any ((select requests_answering())::uuid[])
            or asked_agency_id = any ((select requests_answering())::uuid[]))
           and (subject_id is null or subject_id <> all ((select requests_closed())::uuid[])));
drop policy if exists ask_in_own_name on requests_request;
create policy ask_in_own_name on requests_request for insert to fourfold_app
    with check (asked_by_id = (select partnership_person()) and withdrawn_at is null
                and asking_agency_id = any ((select requests_places())::uuid[])
                and (subject_id is null or subject_id <> all ((select requests_closed())::uuid[])));
drop policy if exists withdraw on requests_request;
create policy withdraw on requests_request for update to fourfold_app
    using (withdrawn_at is null
           and ((asked_by_id = (select partnership_person())
                 and asking_agency_id = any ((select requests_places())::uuid[]))
                or asking_agency_id = any ((select requests_answering())::uuid[])))
    with check (withdrawn_by_id = (select partnership_person()));

drop policy if exists read_concerned on requests_answer;
create policy read_concerned on requests_answer for select to fourfold_app
    using (request_id in (select id from requests_request));
drop policy if exists answer_in_own_name on requests_answer;
create policy answer_in_own_name on requests_answer for insert to fourfold_app
    with check (answered_by_id = (select partnership_person())
                and request_id in (select r.id from requests_request r
                                   where r.asked_agency_id = any ((select requests_answering())::uuid[])
                                     and r.asked_by_id <> (select partnership_person())));

-- The asker writes whom it is about and why; who may answer writes why not.
drop policy if exists write_own on requests_words;
create policy write_own on requests_words for insert to fourfold_app
    with check ((part in ('about', 'why')
                 and request_id in (select r.id from requests_request r
                                    where r.asked_by_id = (select partnership_person())))
                or (part = 'answer'
                    and request_id in (select r.id from requests_request r
                                       where r.asked_agency_id = any ((select requests_answering())::uuid[])
                                         and r.asked_by_id <> (select partnership_person()))));

-- Whether a duty to share is named is the law's to say, not the asker's.
create or replace function requests_named_law() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.is_duty is distinct from (select g.is_duty from catalogue_gateway g where g.key = new.gateway) then
            raise exception 'a request says of its gateway what the catalogue says' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists named_law on requests_request;
create trigger named_law before insert on requests_request
    for each row execute function requests_named_law();

-- An answer stands on an open request: within what was asked, and with the reason that the law asks for. It is checked
-- here whoever wrote it. The lock makes answering and withdrawing wait for each other.
create or replace function requests_answer_stands() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare asked requests_request; whole boolean;
    begin
        select * into asked from requests_request r where r.id = new.request_id for update;
        if asked.withdrawn_at is not null then
            raise exception 'this request was withdrawn' using errcode = 'check_violation';
        end if;
        if new.answered_by_id = asked.asked_by_id then
            raise exception 'nobody answers their own request' using errcode = 'check_violation';
        end if;
        if not new.fields <@ asked.fields or new.until > asked.wanted_until
           or (asked.subject_id is not null and new.subject_id is distinct from asked.subject_id
               and new.outcome <> 'refused') then
            raise exception 'an answer opens no more than was asked for' using errcode = 'check_violation';
        end if;
        whole := new.fields @> asked.fields and new.until = asked.wanted_until;
        if (new.outcome = 'whole') is distinct from coalesce(whole, false) then
            raise exception 'an answer says what it opens' using errcode = 'check_violation';
        end if;
        if asked.is_duty and new.outcome <> 'whole' and new.reason not in ('more-detrimental', 'not-held') then
            raise exception 'under a duty to share, a refusal says why sharing would be more detrimental'
                using errcode = 'check_violation';
        end if;
        if new.outcome <> 'whole' and not exists (
            select from requests_words w where w.request_id = new.request_id and w.part = 'answer') then
            raise exception 'what is not shared has its reason in words' using errcode = 'check_violation';
        end if;
        -- Whom the answer names, the request is about: exclusions close it, and looks at the person find it.
        update requests_request set subject_id = new.subject_id
        where id = new.request_id and subject_id is null and new.subject_id is not null;
        return new;
    end $$;
drop trigger if exists answer_stands on requests_answer;
create trigger answer_stands before insert on requests_answer
    for each row execute function requests_answer_stands();

create or replace function requests_withdrawn_unanswered() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from requests_answer a where a.request_id = new.id) then
            raise exception 'this request was answered' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists withdrawn_unanswered on requests_request;
create trigger withdrawn_unanswered before update on requests_request
    for each row execute function requests_withdrawn_unanswered();

-- A grant that carries out a request opens what its answer accepted: no more, about nobody else, to nobody else.
create or replace function requests_grant_as_answered() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.request_id is not null and not exists (
            select from requests_request r join requests_answer a on a.request_id = r.id
            where r.id = new.request_id and r.agreement_id = new.agreement_id and r.asked_agency_id = new.provider_id
              and r.asking_agency_id = new.recipient_id and r.data_set = new.data_set and r.purpose = new.purpose
              and new.subject_id = a.subject_id and new.fields <@ a.fields
              and new.subject_kinds <@ array[r.subject_kind]
              and new.until <= (a.until::timestamp at time zone 'Europe/London')) then
            raise exception 'a grant opens no more than the answer to its request'
                using errcode = 'check_violation';
        end if;
        return new;
    end $$;
drop trigger if exists as_answered on access_grant;
create trigger as_answered before insert on access_grant
    for each row execute function requests_grant_as_answered();

-- What was typed, for whoever may read the request: logged in the same statement, for the purpose of the request.
create or replace function requests_words_of(wanted uuid, of_http_request text) returns jsonb
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
    declare
        asked requests_request;
        before text := coalesce(current_setting('fourfold.purpose', true), '');
        found jsonb;
    begin
        select * into asked from requests_request r where r.id = wanted
           and ((r.asked_by_id = partnership_person() and r.asking_agency_id = any (requests_places()))
                or r.asking_agency_id = any (requests_answering()) or r.asked_agency_id = any (requests_answering()))
           and (r.subject_id is null or r.subject_id <> all (requests_closed()));
        if asked.id is null then return '{}'; end if;
        select coalesce(jsonb_object_agg(w.part, w.text), '{}') into found
        from requests_words w where w.request_id = wanted;
        perform set_config('fourfold.purpose', asked.purpose, true);
        perform access_log_read('requests:read', 'requests.request', array[wanted],
                                array_remove(array[asked.subject_id], null),
                                array(select jsonb_object_keys(found)), '{}', of_http_request);
        perform set_config('fourfold.purpose', before, true);
        return found;
    end $$;

-- What waits everywhere, for the service that reminds: keys and times, no person and no word.
create or replace function requests_unanswered()
    returns table (id uuid, reference text, data_set text, asking_id uuid, asked_id uuid, due_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' then return; end if;
        return query
            select r.id, r.reference::text, r.data_set::text, r.asking_agency_id, r.asked_agency_id, r.due_at
            from requests_request r
            where r.withdrawn_at is null and not exists (select from requests_answer a where a.request_id = r.id)
            order by r.due_at, r.id;
    end $$;

-- When requests of a period were asked, due and answered, for the service that measures: times alone.
create or replace function requests_times(since date, until date)
    returns table (asked_at timestamptz, due_at timestamptz, answered_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'measurer' then return; end if;
        return query
            select r.asked_at, r.due_at, a.answered_at
            from requests_request r left join requests_answer a on a.request_id = r.id
            where r.withdrawn_at is null
              and r.asked_at >= (requests_times.since::timestamp at time zone 'Europe/London')
              and r.asked_at < (requests_times.until::timestamp at time zone 'Europe/London');
    end $$;

-- Figures for everyone in the partnership, over the four quarters that end with `ending`: a fixed window, so that
-- nobody can move its edge to single one request out. Counts of 7 or fewer are withheld here, then all are rounded to
-- 5: nothing finer leaves the database. `cut` is `asked` and `asking` (key: an agency), `gateway`, `reason`.
create or replace function requests_counted(n bigint) returns integer
    language sql immutable
    as $$ select case when n > 7 then 5 * round(n / 5.0)::integer end $$;

create or replace function requests_figures(ending date)
    returns table (cut text, key text, what text, counted integer)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if not partnership_is_active() or ending <> date_trunc('quarter', ending)::date
           or ending > partnership_today() then return; end if;
        return query
        with known as (
            select r.asked_agency_id::text as asked, r.asking_agency_id::text as asking, r.gateway::text as gateway,
                   coalesce(a.reason, '')::text as reason, r.asked_at, r.due_at, a.answered_at,
                   case when r.withdrawn_at is not null then 'withdrawn'
                        else coalesce(a.outcome, 'unanswered') end::text as outcome
            from requests_request r left join requests_answer a on a.request_id = r.id
            where r.asked_at >= ((ending - interval '1 year') at time zone 'Europe/London')
              and r.asked_at < (ending::timestamp at time zone 'Europe/London')
        ), cuts as (
            select one.*, known.reason, known.outcome, known.asked_at, known.due_at, known.answered_at
            from known, lateral (values ('asked', known.asked), ('asking', known.asking),
                                        ('gateway', known.gateway)) as one (of_cut, of_key)
        )
        select of_cut, of_key, outcome, requests_counted(count(*)) from cuts group by of_cut, of_key, outcome
        union all
        select of_cut, of_key, case when answered_at < due_at then 'in-time' else 'late' end,
               requests_counted(count(*))
        from cuts where outcome <> 'withdrawn' and (answered_at is not null or due_at <= statement_timestamp())
        group by 1, 2, 3
        union all
        select of_cut, of_key, 'median-days',
               case when count(*) > 7 then round(percentile_cont(0.5) within group (
                   order by extract(epoch from answered_at - asked_at) / 86400))::integer end
        from cuts where answered_at is not null group by of_cut, of_key
        union all
        select 'reason', reason, outcome, requests_counted(count(*)) from known where reason <> ''
        group by reason, outcome;
    end $$;
