"""Stamps, hashes and guards of the audit tables. See the room's README for what each one is for."""

from django.db import migrations

# Canonical form v1 of an entry. `verification.py` holds the same expression on purpose: it does not trust this
# function, which whoever owns the database could replace.
HASH = """
create function audit_micros(moment timestamptz) returns bigint
    language sql immutable strict parallel safe
    return (extract(epoch from moment) * 1000000)::bigint;

create function audit_entry_hash(entry audit_entry) returns bytea
    language sql stable parallel safe
    return sha256(convert_to(jsonb_build_array(
        (entry).version, (entry).id, (entry).seq, (entry).cluster, (entry).xid,
        audit_micros((entry).recorded_at), audit_micros((entry).occurred_at),
        (entry).actor, (entry).permission, (entry).outcome, (entry).subject_kind, (entry).subject_id,
        (entry).purpose, (entry).request_id, (entry).detail
    )::text, 'UTF8'));
"""
DROP_HASH = "drop function audit_entry_hash(audit_entry); drop function audit_micros(timestamptz);"

# The stamp runs as its owner, because the app role has no right to the sequence: its numbers would tell how much
# other agencies do.
STAMP_ENTRY = """
create sequence audit_entry_order as bigint owned by audit_entry.seq;

create function audit_entry_stamp() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    new.version := 'v1';
    new.seq := nextval('public.audit_entry_order');
    new.cluster := (select system_identifier from pg_control_system());
    new.xid := pg_current_xact_id()::text::bigint;
    new.recorded_at := clock_timestamp();
    new.row_hash := audit_entry_hash(new);
    return new;
end $$;

create trigger audit_entry_stamp before insert on audit_entry
    for each row execute function audit_entry_stamp();
"""
DROP_STAMP_ENTRY = """
drop trigger audit_entry_stamp on audit_entry;
drop function audit_entry_stamp();
drop sequence audit_entry_order;
"""

# A link says nothing of its own but which entry it seals and when: the rest follows from the chain and the entry.
# Both look-ups are by key. A session that planned them while the tables were small would go on reading whole tables
# (1.2 ms a link with 20,000 entries, against 0.05), hence enable_seqscan.
STAMP_LINK = """
create function audit_link_stamp() returns trigger
    language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
    as $$
declare
    last_position bigint;
    last_hash bytea;
begin
    select position, chain_hash into last_position, last_hash
        from audit_link order by position desc limit 1;
    select seq, row_hash into new.entry_seq, new.row_hash from audit_entry where id = new.entry_id;
    if not found then
        raise exception 'There is no audit entry % to seal.', new.entry_id using errcode = 'no_data_found';
    end if;
    new.position := coalesce(last_position, 0) + 1;
    new.chain_hash := sha256(
        coalesce(last_hash, decode(repeat('00', 32), 'hex')) || int8send(new.position) || new.row_hash
        || int8send(audit_micros(new.sealed_at)));
    return new;
end $$;

create trigger audit_link_stamp before insert on audit_link
    for each row execute function audit_link_stamp();
"""
DROP_STAMP_LINK = "drop trigger audit_link_stamp on audit_link; drop function audit_link_stamp();"

# Per statement, so that it speaks even where row-level security would let a change touch no row in silence; and
# `always`, so that session_replication_role does not switch it off.
GUARD = """
create function audit_refuse_change() returns trigger
    language plpgsql
    as $$
begin
    raise exception 'The audit log is append-only: % on % is refused.', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_refuse_change();
create trigger audit_link_append_only before update or delete or truncate on audit_link
    for each statement execute function audit_refuse_change();
alter table audit_entry enable always trigger audit_entry_append_only;
alter table audit_link enable always trigger audit_link_append_only;
"""
DROP_GUARD = """
drop trigger audit_entry_append_only on audit_entry;
drop trigger audit_link_append_only on audit_link;
drop function audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(HASH, DROP_HASH),
        migrations.RunSQL(STAMP_ENTRY, DROP_STAMP_ENTRY),
        migrations.RunSQL(STAMP_LINK, DROP_STAMP_LINK),
        migrations.RunSQL(GUARD, DROP_GUARD),
    ]
