-- Who acts, as the row-level security policies of every room see it.
-- Set with SET LOCAL inside the transaction (context.py); after the transaction the setting is '' and not null.
create or replace function fourfold_actor() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('fourfold.actor', true), '')::uuid $$;

create or replace function fourfold_service() returns text
    language sql stable parallel safe
    as $$ select nullif(current_setting('fourfold.service', true), '') $$;

-- What personal data is looked at for; null where none is.
create or replace function fourfold_purpose() returns text
    language sql stable parallel safe
    as $$ select nullif(current_setting('fourfold.purpose', true), '') $$;

-- The services that read the directory, the live plans for the partnership and the boards, as in kernel/actors.py.
create or replace function fourfold_service_reads() returns boolean
    language sql stable parallel safe
    as $$ select coalesce(current_setting('fourfold.service', true) in ('chaser', 'measurer'), false) $$;
