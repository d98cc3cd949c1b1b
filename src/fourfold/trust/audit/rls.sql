-- Who may write and read the audit log. Run after each migration as maintenance; may be run again.
-- Writing: only in the name of whoever the context says is acting. Someone who has not signed in can only be refused.
-- Reading: only the sealer, which also verifies. Nobody updates, deletes or truncates (see the append-only triggers).
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
alter table audit_link enable row level security;
alter table audit_link force row level security;

drop policy if exists audit_entry_write on audit_entry;
create policy audit_entry_write on audit_entry for insert to fourfold_app with check (
    actor = 'person:' || (select fourfold_actor())::text
    or actor = 'service:' || (select fourfold_service())
    or (actor = 'nobody' and outcome = 'denied'
        and (select fourfold_actor()) is null and (select fourfold_service()) is null)
);

drop policy if exists audit_entry_read on audit_entry;
create policy audit_entry_read on audit_entry for select to fourfold_app
    using ((select fourfold_service()) = 'audit-sealer');

drop policy if exists audit_link_write on audit_link;
create policy audit_link_write on audit_link for insert to fourfold_app
    with check ((select fourfold_service()) = 'audit-sealer');

drop policy if exists audit_link_read on audit_link;
create policy audit_link_read on audit_link for select to fourfold_app
    using ((select fourfold_service()) = 'audit-sealer');

revoke all on audit_entry, audit_link from public, fourfold_app;
grant select, insert on audit_entry, audit_link to fourfold_app;

-- The numbers of the sequence would tell how much other agencies do: only the stamp, as its owner, draws them.
revoke all on sequence audit_entry_order from public, fourfold_app;
alter function audit_entry_stamp() owner to fourfold_owner;
revoke all on function audit_entry_stamp(), audit_link_stamp(), audit_refuse_change() from public, fourfold_app;
