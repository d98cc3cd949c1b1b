"""What Django's constraints cannot say: the life of a version, frozen texts, signatures, and grants that end with them."""

from django.db import migrations

# As domain/life.py, NEXT.
LIFE = """
create function agreements_life_allows(before text, after text) returns boolean
    language sql immutable
    return before = after or (before || '>' || after) = any (array[
        'draft>consultation', 'draft>signing', 'draft>withdrawn',
        'consultation>draft', 'consultation>signing', 'consultation>withdrawn',
        'signing>draft', 'signing>in-force', 'signing>withdrawn',
        'in-force>suspended', 'in-force>withdrawn', 'in-force>replaced',
        'suspended>in-force', 'suspended>withdrawn', 'suspended>replaced']);

create function agreements_keep_life() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if tg_op = 'INSERT' then
            if new.state <> 'draft' then
                raise exception 'a version begins as a draft' using errcode = 'check_violation';
            end if;
            return new;
        end if;
        if not agreements_life_allows(old.state, new.state) then
            raise exception 'a version does not go from % to %', old.state, new.state using errcode = 'check_violation';
        end if;
        if old.state not in ('draft', 'consultation') and (
            to_jsonb(old) - array['state', 'text_hash', 'signing_at', 'in_force_at', 'ended_at', 'revision']
            is distinct from
            to_jsonb(new) - array['state', 'text_hash', 'signing_at', 'in_force_at', 'ended_at', 'revision']) then
            raise exception 'a version is frozen from signing on' using errcode = 'restrict_violation';
        end if;
        if new.text_hash <> old.text_hash and new.state not in ('signing', 'draft') then
            raise exception 'the text that was signed is kept' using errcode = 'restrict_violation';
        end if;
        if old.state = 'signing' and new.state = 'signing' and new.text_hash <> old.text_hash then
            raise exception 'the text that is being signed is kept' using errcode = 'restrict_violation';
        end if;
        if new.state = 'in-force' and old.state <> 'in-force' then
            if not agreements_fully_signed(new.id) then
                raise exception 'not every party has signed this text' using errcode = 'check_violation';
            end if;
            update agreements_version before
            set state = 'replaced',
                ended_at = greatest(new.in_force_at, new.starts_on::timestamp at time zone 'Europe/London')
            where before.agreement_id = new.agreement_id and before.id <> new.id
              and before.state in ('in-force', 'suspended');
        end if;
        return new;
    end $$;
create trigger keep_life before insert or update on agreements_version
    for each row execute function agreements_keep_life();
"""
NO_LIFE = "drop trigger keep_life on agreements_version; drop function agreements_keep_life(); drop function agreements_life_allows(text, text);"

FROZEN = """
create function agreements_keep_text() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare
        touched uuid := coalesce(to_jsonb(new), to_jsonb(old)) ->> 'version_id';
        is_in text;
    begin
        select v.state into is_in from agreements_version v where v.id = touched;
        if is_in in ('draft', 'consultation') and not (tg_table_name = 'agreements_party' and tg_op <> 'DELETE'
                and coalesce(to_jsonb(new) ->> 'acceded', '') = 'true') then
            if tg_op = 'UPDATE' and to_jsonb(new) ->> 'version_id' <> to_jsonb(old) ->> 'version_id' then
                raise exception 'what a version says stays with it' using errcode = 'restrict_violation';
            end if;
            if tg_op = 'DELETE' then return old; end if;
            return new;
        end if;
        if tg_table_name = 'agreements_party' and is_in in ('in-force', 'suspended') then
            if tg_op = 'INSERT' and (to_jsonb(new) ->> 'acceded')::boolean and is_in = 'in-force'
               and (new.agency_id || new.on_behalf_of) <@ agreements_open_to(touched) then
                return new;
            end if;
            if tg_op = 'UPDATE' and to_jsonb(old) - 'suspended_at' - 'withdrawn_at'
               = to_jsonb(new) - 'suspended_at' - 'withdrawn_at'
               and (old.withdrawn_at is null or old.withdrawn_at = new.withdrawn_at) then
                return new;
            end if;
        end if;
        raise exception 'a version is frozen from signing on (%)', tg_table_name using errcode = 'restrict_violation';
    end $$;
""" + "\n".join(
    f"create trigger keep_text before insert or update or delete on agreements_{name}"
    " for each row execute function agreements_keep_text();"
    for name in ("clause", "scheduleline", "party")
)
NOT_FROZEN = (
    "\n".join(f"drop trigger keep_text on agreements_{name};" for name in ("clause", "scheduleline", "party"))
    + """
drop function agreements_keep_text();
"""
)

SIGNED = """
create function agreements_keep_signature() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare v agreements_version; p agreements_party;
    begin
        if tg_op = 'DELETE' then
            raise exception 'a signature is never deleted' using errcode = 'restrict_violation';
        end if;
        if tg_op = 'UPDATE' then
            if old.voided_at is not null or to_jsonb(old) - 'voided_at' <> to_jsonb(new) - 'voided_at' then
                raise exception 'a signature is never changed' using errcode = 'restrict_violation';
            end if;
            return new;
        end if;
        select * into v from agreements_version one where one.id = new.version_id;
        select * into p from agreements_party one where one.id = new.party_id;
        if p.version_id <> v.id or new.hash <> v.text_hash
           or not (v.state = 'signing' or (v.state = 'in-force' and p.acceded)) then
            raise exception 'what is signed is the text that is being signed' using errcode = 'check_violation';
        end if;
        return new;
    end $$;
create trigger keep_signature before insert or update or delete on agreements_signature
    for each row execute function agreements_keep_signature();
"""
NOT_SIGNED = "drop trigger keep_signature on agreements_signature; drop function agreements_keep_signature();"

# Whatever closes an agreement or a party's part in it ends its grants in the same statement, whoever asks and whether
# or not they see them. What was asked for about one person outlives a new version that lets the same two ask.
CLOSED = """
-- An assessment that is in force no more: what it let go live is live no more.
create function agreements_end_assessed(of_agreement uuid, still text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        update catalogue_holderdataset h set live_until = greatest(partnership_today(), h.live_since)
        from catalogue_dataset d
        where d.id = h.data_set_id and of_agreement in (h.dpia_id, h.equality_id) and d.key <> all (still)
          and (h.live_until is null or h.live_until > partnership_today());
    end $$;
revoke execute on function agreements_end_assessed(uuid, text[]) from public;

create function agreements_close_grants() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare next_version uuid;
    begin
        if old.state in ('in-force', 'suspended') and new.state not in ('in-force') and old.state <> new.state then
            select v.id into next_version from agreements_version v
            where v.agreement_id = new.agreement_id and v.number > new.number and v.permits_requests
              and new.state = 'replaced' order by v.number desc limit 1;
            update access_grant g set revoked_at = clock_timestamp(), revoked_because = new.state
            where g.agreement_id = new.agreement_id and g.revoked_at is null
              and not (g.request_id is not null and next_version is not null
                       and array[g.provider_id, g.recipient_id] <@ agreements_bound(next_version));
            perform agreements_end_assessed(new.agreement_id, coalesce((
                select v.data_sets::text[] from agreements_version v
                where v.agreement_id = new.agreement_id and v.number > new.number and new.state = 'replaced'
                order by v.number desc limit 1), '{}'));
        end if;
        return null;
    end $$;
create trigger close_grants after update of state on agreements_version
    for each row execute function agreements_close_grants();

create function agreements_close_part() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare is_alone boolean; remaining integer;
    begin
        if (new.suspended_at is not null and old.suspended_at is null)
           or (new.withdrawn_at is not null and old.withdrawn_at is null) then
            update access_grant g set revoked_at = clock_timestamp(),
                   revoked_because = case when new.withdrawn_at is not null then 'withdrawn' else 'suspended' end
            from agreements_version v
            where v.id = new.version_id and g.agreement_id = v.agreement_id and g.revoked_at is null
              and (g.provider_id = any (new.agency_id || new.on_behalf_of)
                   or g.recipient_id = any (new.agency_id || new.on_behalf_of));
            perform agreements_end_assessed(v.agreement_id, '{}') from agreements_version v
            join agreements_agreement a on a.id = v.agreement_id where v.id = new.version_id
             and a.kind in ('data-protection-impact-assessment', 'equality-impact-assessment');
            -- Too few are left to share with: the whole is suspended, or over.
            select a.kind in ('data-protection-impact-assessment', 'equality-impact-assessment',
                              'appropriate-policy-document') into is_alone
            from agreements_version v join agreements_agreement a on a.id = v.agreement_id where v.id = new.version_id;
            select count(*) into remaining from agreements_party p
            where p.version_id = new.version_id and p.withdrawn_at is null
              and (new.withdrawn_at is not null or p.suspended_at is null) and agreements_party_signed(p.id);
            if remaining < (case when is_alone then 1 else 2 end) then
                update agreements_version v
                set state = case when new.withdrawn_at is not null then 'withdrawn' else 'suspended' end,
                    ended_at = case when new.withdrawn_at is not null then new.withdrawn_at else v.ended_at end
                where v.id = new.version_id and v.state in ('in-force', 'suspended')
                  and v.state <> case when new.withdrawn_at is not null then 'withdrawn' else 'suspended' end;
            end if;
        end if;
        return null;
    end $$;
create trigger close_part after update on agreements_party
    for each row execute function agreements_close_part();
"""
NOT_CLOSED = """
drop trigger close_part on agreements_party;
drop function agreements_close_part();
drop trigger close_grants on agreements_version;
drop function agreements_close_grants();
drop function agreements_end_assessed(uuid, text[]);
"""

ANSWERED = """
create function agreements_keep_comment() returns trigger
    language plpgsql set search_path = public, pg_temp
    as $$
    begin
        if old.answered_at is not null or to_jsonb(old) - array['answer', 'answered_by_id', 'answered_at']
           <> to_jsonb(new) - array['answer', 'answered_by_id', 'answered_at'] then
            raise exception 'a comment and its answer stay as they were written' using errcode = 'restrict_violation';
        end if;
        return new;
    end $$;
create trigger keep_comment before update on agreements_comment
    for each row execute function agreements_keep_comment();
"""
NOT_ANSWERED = "drop trigger keep_comment on agreements_comment; drop function agreements_keep_comment();"


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("access", "0002_grants"),
        ("catalogue", "0001_initial"),
        ("partnership", "0006_training"),
    ]
    operations = [
        migrations.RunSQL(LIFE, NO_LIFE),
        migrations.RunSQL(FROZEN, NOT_FROZEN),
        migrations.RunSQL(SIGNED, NOT_SIGNED),
        migrations.RunSQL(CLOSED, NOT_CLOSED),
        migrations.RunSQL(ANSWERED, NOT_ANSWERED),
    ]
