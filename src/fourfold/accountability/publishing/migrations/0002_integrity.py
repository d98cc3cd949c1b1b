"""What Django's constraints cannot say: what is frozen stays frozen, and who approves does so in their own name."""

from django.db import migrations

KEEP = """
create function publishing_keep_release() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if (new.content, new.plan_id, new.number, new.slug, new.proposed_by_id, new.reading_age)
       is distinct from (old.content, old.plan_id, old.number, old.slug, old.proposed_by_id, old.reading_age) then
        raise exception 'A version of a public page is never rewritten.' using errcode = 'restrict_violation';
    end if;
    if old.published_at is not null and (new.published_at, new.decision_id, new.approved_by_id)
       is distinct from (old.published_at, old.decision_id, old.approved_by_id) then
        raise exception 'How a version came to be published is never rewritten.' using errcode = 'restrict_violation';
    end if;
    if new.state in ('proposed', 'published') and old.state in ('replaced', 'withdrawn') then
        raise exception 'A version that was taken down does not come back.' using errcode = 'restrict_violation';
    end if;
    if new.approved_by_id is distinct from old.approved_by_id
       and (new.approved_by_id is distinct from partnership_person()
            or not new.plan_id = any (publishing_plans_approved())) then
        raise exception 'Only a chair approves, and in their own name.' using errcode = 'restrict_violation';
    end if;
    if new.decision_id is distinct from old.decision_id
       and not exists (select from boards_decision d
                       where d.id = new.decision_id and d.state in ('taken', 'ratified')
                         and d.board_id = any (boards_read())) then
        raise exception 'Only what a board has firmly decided publishes a page.' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger keep_release before update on publishing_release
    for each row execute function publishing_keep_release();

create function publishing_keep_pack() returns trigger language plpgsql as $$
begin
    if old.state = 'ready' and new is distinct from old then
        raise exception 'A finished pack is never rewritten.' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger keep_pack before update on publishing_pack for each row execute function publishing_keep_pack();

alter table publishing_publicwords add constraint publicwords_same_plan
    foreign key (action_id, plan_id) references plan_action (id, plan_id) deferrable initially deferred;
"""

LET_GO = """
alter table publishing_publicwords drop constraint publicwords_same_plan;
drop trigger keep_pack on publishing_pack;
drop function publishing_keep_pack();
drop trigger keep_release on publishing_release;
drop function publishing_keep_release();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial"), ("plan", "0002_integrity"), ("boards", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
