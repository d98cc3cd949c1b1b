"""What Django's constraints cannot say: a data set is live once at a time for each holder, a purpose that people
propose is approved by two of them, and what was proposed, approved or live is never rewritten."""

from django.db import migrations

# Without btree_gist (see partnership/migrations/0002_integrity.py): one id for holder and data set.
LIVE_ONCE = """
create function catalogue_holding_key(holder uuid, data_set uuid) returns uuid
    language sql immutable parallel safe
    return md5(holder::text || ' ' || data_set::text)::uuid;

alter table catalogue_holderdataset add constraint live_once_at_a_time exclude using gist (
    uuidrange(catalogue_holding_key(holder_id, data_set_id), catalogue_holding_key(holder_id, data_set_id), '[]')
        with &&,
    daterange(live_since, live_until) with &&);
"""
LIVE_OFTEN = """
alter table catalogue_holderdataset drop constraint live_once_at_a_time;
drop function catalogue_holding_key(uuid, uuid);
"""

# Of a holding its end changes, of a proposal that it was withdrawn, of an approval nothing.
KEEP = """
create function catalogue_keep() returns trigger language plpgsql as $$
declare
    may_change text := case tg_table_name when 'catalogue_holderdataset' then 'live_until'
                                          when 'catalogue_purposeproposal' then 'withdrawn_at' else '' end;
begin
    if to_jsonb(new) - may_change <> to_jsonb(old) - may_change then
        raise exception 'Only % of % changes.', may_change, tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger keep before update on catalogue_holderdataset for each row execute function catalogue_keep();
create trigger keep before update on catalogue_purposeproposal for each row execute function catalogue_keep();
create trigger keep before update on catalogue_purposeapproval for each row execute function catalogue_keep();
"""
REWRITE = """
drop trigger keep on catalogue_purposeapproval;
drop trigger keep on catalogue_purposeproposal;
drop trigger keep on catalogue_holderdataset;
drop function catalogue_keep();
"""

# The second wall of the approvals; policies.py is the first. The functions see past row-level security.
APPROVALS = """
create function catalogue_approval_counts() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (select from catalogue_purposeproposal p where p.id = new.proposal_id
                   and (p.proposed_by_id = new.person_id or p.withdrawn_at is not null)) then
            raise exception 'Nobody approves what they proposed themselves, or what was withdrawn.'
                using errcode = 'check_violation', constraint = 'approval_is_by_another';
        end if;
        return new;
    end $$;
create trigger counts before insert on catalogue_purposeapproval
    for each row execute function catalogue_approval_counts();

create function catalogue_purpose_is_approved() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if new.proposal_id is null then return new; end if;
        if not exists (
            select from catalogue_purposeproposal p
            where p.id = new.proposal_id and p.withdrawn_at is null and p.dpia_reference <> ''
              and (p.key, p.label, p.text, p.regime, p.source_url)
                  = (new.key, new.label, new.text, new.regime, new.source_url)
              and (select count(distinct a.person_id) >= 2 and count(distinct a.agency_id) >= 2
                   from catalogue_purposeapproval a where a.proposal_id = p.id)) then
            raise exception 'A new purpose is approved by two people of two agencies, as it was proposed.'
                using errcode = 'check_violation', constraint = 'purpose_is_approved';
        end if;
        return new;
    end $$;
create trigger is_approved before insert or update on catalogue_purpose
    for each row execute function catalogue_purpose_is_approved();
"""
UNAPPROVED = """
drop trigger is_approved on catalogue_purpose;
drop function catalogue_purpose_is_approved();
drop trigger counts on catalogue_purposeapproval;
drop function catalogue_approval_counts();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("partnership", "0002_integrity")]
    operations = [
        migrations.RunSQL(LIVE_ONCE, LIVE_OFTEN),
        migrations.RunSQL(KEEP, REWRITE),
        migrations.RunSQL(APPROVALS, UNAPPROVED),
    ]
