-- Who acts, as the row-level security policies of every room see it.
-- Set with SET LOCAL inside the transaction (context.py); after the transaction the setting is '' and not null.
create or replace function fourfold_actor() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('fourfold.actor', true), '')::uuid $$;

create or replace function fourfold_service() returns text
    language sql stable parallel safe
    as $$ select nullif(current_setting('fourfold.service', true), '') $$;
