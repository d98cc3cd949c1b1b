-- For the chaser, which writes letters without a word of what was asked; and for everybody: numbers alone ------------------
create or replace function rights_waiting()
    returns table (kind text, id uuid, agency_id uuid, on_day date, is_new boolean)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'chaser' then return; end if;
        return query
            select case when q.kind = 'complaint' and q.acknowledged_on is null then 'acknowledge' else 'request' end,
                   q.id, q.agency_id, q.due_on, q.state = 'received'
            from rights_request q where q.state <> 'closed'
            union all
            select 'part', p.id, p.holder_id, p.answer_by, true from rights_part p join rights_request q on q.id = p.request_id
            where p.answer = '' and q.state <> 'closed'
            union all
            select 'hold', h.id, h.holder_id, h.review_on, false from rights_legalhold h where h.lifted_at is null
            union all
            -- One letter about what was removed with others, however much that is.
            select 'notice', min(n.id::text)::uuid, n.agency_id, (n.at at time zone 'Europe/London')::date, true
            from rights_notice n where n.settled_at is null group by n.agency_id, n.holder_id, n.kind, n.at;
    end $$;

-- By kind: how many came, and how many of those that are answered were so in time; 7 or fewer withheld, the rest rounded
-- to 5, before a number leaves.
create or replace function rights_counts(since date, until date)
    returns table (kind text, received int, answered int, in_time int)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        if fourfold_service() is distinct from 'public-form' and not partnership_is_active() then return; end if;
        return query
            select c.kind, rights_shown(c.received), rights_shown(c.answered),
                   case when c.answered - c.in_time between 1 and 7 then null else rights_shown(c.in_time) end
            from (select q.kind::text as kind, count(*) as received,
                         count(*) filter (where q.state = 'closed') as answered,
                         count(*) filter (where q.state = 'closed' and q.closed_on <= q.due_on
                                   and (q.kind <> 'complaint' or q.acknowledged_on <= q.received_on + 29)) as in_time
                  -- Counted once, where it is answered.
                  from rights_request q where q.received_on >= since and q.received_on < until
                    and q.outcome <> 'handed-on' group by 1) c
            order by 1;
    end $$;

create or replace function rights_shown(count bigint) returns int
    language sql immutable
    as $$ select case when count < 8 then null else (5 * ((count + 2) / 5))::int end $$;

-- What waits for the officers of an agency, for their page of today. A hold from a week before its review, as its letter.
drop function if exists rights_work(int);
create or replace function rights_work(most int, rules jsonb)
    returns table (kind text, id uuid, reference text, agency text, on_day date)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    declare mine uuid[] := rights_agencies();
    begin
        return query
            select w.kind, w.id, w.reference, a.name::text, w.on_day from (
                select case when q.kind = 'complaint' and q.acknowledged_on is null then 'acknowledge' else 'request' end
                           as kind, q.id, q.reference::text, q.agency_id, q.due_on as on_day
                from rights_request q where q.state <> 'closed' and q.agency_id = any (mine)
                union all
                select 'part', p.id, q.reference::text, p.holder_id, p.answer_by
                from rights_part p join rights_request q on q.id = p.request_id
                where p.answer = '' and q.state <> 'closed' and p.holder_id = any (mine)
                union all
                select 'hold', h.id, '', h.holder_id, h.review_on from rights_legalhold h
                where h.lifted_at is null and h.holder_id = any (mine) and h.review_on <= partnership_today() + 7
                union all
                select 'due', o.holder_id, '', o.holder_id, o.oldest
                from (select d.holder_id, min(d.fell_due) as oldest from rights_due(rules) d group by 1) o
                union all
                -- One that another officer has to confirm, or whose decider or confirmer has left.
                select 'removal', x.id, '', x.holder_id, (x.decided_at at time zone 'Europe/London')::date
                from rights_dueremoval x, lateral rights_removal_waits(x.id) v
                where x.holder_id = any (mine)
                  and ((x.state = 'proposed' and x.decided_by_id is distinct from partnership_person())
                       or (x.state in ('proposed', 'going') and not (v.decider and v.confirmer)))
                union all
                select 'notice', n.id, '', n.agency_id, (n.at at time zone 'Europe/London')::date
                from rights_notice n where n.settled_at is null and n.agency_id = any (mine)) w
            join partnership_agency a on a.id = w.agency_id
            order by w.on_day, w.id limit most;
    end $$;
