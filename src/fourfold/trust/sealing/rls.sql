-- Keys are read by whatever seals and opens, in sign-in too, before anybody is known: as they stand here they open with
-- the secret key alone, which the database does not hold. Maintenance writes them (`fourfold keys`), nobody else.
alter table sealing_key enable row level security;
alter table sealing_key force row level security;
revoke all on sealing_key from fourfold_app;
create or replace function sealing_keys() returns table (number integer, wrapped text)
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$ begin return query select k.number, k.wrapped from sealing_key k; end $$;

-- By which keys the texts within a value are sealed; what says no number, by the first.
create or replace function sealing_numbers(held jsonb) returns setof integer
    language plpgsql immutable set search_path = public, pg_temp
    as $$
    begin
        return query
            select distinct coalesce(substring(said #>> '{}' from '\.([0-9]{1,9})$')::integer, 1)
            from jsonb_path_query(held, 'strict $.**') said
            where jsonb_typeof(said) = 'string' and said #>> '{}' ~ '^gAAAA[A-Za-z0-9_-]{60,}={0,2}(\.[0-9]{1,9})?$';
    end $$;

-- Nothing is kept that is sealed by a key that is gone: a process may have sealed it just before. A key is not taken
-- away while a transaction that sealed with it is open. Of each column named after the trigger.
create or replace function sealing_refuse_gone() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare asked integer; named text;
    begin
        foreach named in array tg_argv loop
            for asked in select sealing_numbers(to_jsonb(new) -> named) loop
                perform from sealing_key k where k.number = asked for key share;
                if not found then
                    raise exception 'Sealed with data key %, which is gone. Try again.', asked
                        using errcode = 'serialization_failure';
                end if;
            end loop;
        end loop;
        return new;
    end $$;
revoke all on function sealing_refuse_gone() from public, fourfold_app;

create or replace function sealing_guard(place regclass, variadic columns text[]) returns void
    language plpgsql volatile set search_path = public, pg_temp
    as $$
    begin
        execute format('drop trigger if exists sealed_with_live_key on %s', place);
        execute format('create trigger sealed_with_live_key before insert or update of %s on %s for each row'
                       ' execute function sealing_refuse_gone(%s)',
                       (select string_agg(format('%I', c), ', ') from unnest(columns) c), place,
                       (select string_agg(quote_literal(c), ', ') from unnest(columns) c));
    end $$;
revoke all on function sealing_guard(regclass, text[]) from public, fourfold_app;
