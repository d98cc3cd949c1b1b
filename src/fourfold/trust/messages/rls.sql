-- Who may write and read the outbox. Everybody writes in their own name and reads nothing; the messenger sends.
-- Administrators' policies, and people's right to write, are in partnership/rls.sql, which knows who they are.

-- The live webhooks that listen to an event. Whoever acts learns their ids, to write to them, and nothing else.
create or replace function outbox_listeners(event text, at timestamptz) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
    begin
        return query
            select w.id from outbox_webhook w
            where event = any (w.events) and w.since <= at and (w.until is null or w.until > at)
              and w.paused_at is null;
    end $$;

do $$
declare name text;
begin
    foreach name in array array['message', 'attempt', 'undeliverable', 'webhook'] loop
        execute format('alter table outbox_%s enable row level security', name);
        execute format('alter table outbox_%s force row level security', name);
        execute format('drop policy if exists send on outbox_%s', name);
        execute format('create policy send on outbox_%s for all to fourfold_app
                        using ((select fourfold_service()) = ''messenger'')
                        with check ((select fourfold_service()) = ''messenger'')', name);
    end loop;
end $$;

drop policy if exists write_as_service on outbox_message;
create policy write_as_service on outbox_message for insert to fourfold_app
    with check (written_by = 'service:' || (select fourfold_service()) and state in ('waiting', 'refused'));

-- Whom not to chase by mail.
drop policy if exists read_as_chaser on outbox_undeliverable;
create policy read_as_chaser on outbox_undeliverable for select to fourfold_app
    using ((select fourfold_service_reads()));

-- Nothing is kept that is sealed by a key that is gone (trust/sealing).
select sealing_guard('outbox_message', 'sealed_body');
select sealing_guard('outbox_webhook', 'sealed_secret', 'sealed_former_secret');
