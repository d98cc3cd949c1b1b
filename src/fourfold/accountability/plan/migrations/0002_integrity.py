"""What Django's constraints cannot say: rows keep to their plan, history is never rewritten, search never lags."""

from django.db import migrations

CHILDREN = [
    "actionagency", "timescale", "dependency", "update", "comment", "milestone", "risk", "evidence", "revision",
]
HISTORY = ["update", "comment", "revision"]

KEEP_TO_PLAN = """
alter table plan_action add constraint action_of_plan unique (id, plan_id);
alter table plan_strand add constraint strand_of_plan unique (id, plan_id);
alter table plan_action add constraint action_strand_same_plan
    foreign key (strand_id, plan_id) references plan_strand (id, plan_id) deferrable initially deferred;
alter table plan_successfactor add constraint factor_strand_same_plan
    foreign key (strand_id, plan_id) references plan_strand (id, plan_id) deferrable initially deferred;
alter table plan_dependency add constraint needed_same_plan
    foreign key (needed_id, plan_id) references plan_action (id, plan_id) deferrable initially deferred;
""" + "\n".join(
    f"alter table plan_{child} add constraint {child}_same_plan"
    " foreign key (action_id, plan_id) references plan_action (id, plan_id) deferrable initially deferred;"
    for child in CHILDREN
)

FREE_FROM_PLAN = "\n".join(f"alter table plan_{child} drop constraint {child}_same_plan;" for child in CHILDREN) + """
alter table plan_dependency drop constraint needed_same_plan;
alter table plan_successfactor drop constraint factor_strand_same_plan;
alter table plan_action drop constraint action_strand_same_plan;
alter table plan_strand drop constraint strand_of_plan;
alter table plan_action drop constraint action_of_plan;
"""

KEEP_HISTORY = """
create function plan_keep_history() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        raise exception 'The history of a plan is never rewritten (%).', tg_table_name using errcode = 'restrict_violation';
    end if;
    return old;
end $$;
""" + "\n".join(
    f"create trigger keep_history before update on plan_{name} for each row execute function plan_keep_history();"
    for name in HISTORY
)
REWRITE_HISTORY = "\n".join(f"drop trigger keep_history on plan_{name};" for name in HISTORY) + """
drop function plan_keep_history();
"""

# One function writes the words of a row; each table's trigger hands it the text. Only lexemes of the English
# dictionary are kept, so 'schools' finds 'school'. Words over 200 characters are cut by left().
WORDS = """
create function plan_write_words(of_plan uuid, of_action uuid, of_source text, of_id uuid, body text) returns void
    language sql security definer set search_path = public, pg_temp
    as $$
        delete from plan_word where source_id = of_id and source = of_source;
        insert into plan_word (plan_id, action_id, source, source_id, word)
        select of_plan, of_action, of_source, of_id, left(lexeme, 200)
        from unnest(tsvector_to_array(to_tsvector('english', body))) as lexeme;
    $$;
revoke execute on function plan_write_words(uuid, uuid, text, uuid, text) from public;

create function plan_words_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if tg_op = 'DELETE' then
        delete from plan_word where source_id = old.id;
        return old;
    end if;
    case tg_table_name
        when 'plan_action' then
            perform plan_write_words(new.plan_id, new.id, 'action', new.id, new.title || ' ' || new.text);
        when 'plan_update' then
            if new.marking = 'official' then
                perform plan_write_words(new.plan_id, new.action_id, 'update', new.id,
                                         new.text || ' ' || new.reason);
            end if;
        when 'plan_comment' then
            perform plan_write_words(new.plan_id, new.action_id, 'comment', new.id, new.text);
        when 'plan_milestone' then
            perform plan_write_words(new.plan_id, new.action_id, 'milestone', new.id, new.title);
        when 'plan_actionagency' then
            perform plan_write_words(new.plan_id, new.action_id, 'agency', new.id,
                                     new.named || ' ' || new.qualifier);
        when 'plan_successfactor' then
            perform plan_write_words(new.plan_id, null, 'success-factor', new.id, new.text);
    end case;
    return new;
end $$;

create trigger words_changed after insert or delete or update of title, text on plan_action
    for each row execute function plan_words_changed();
create trigger words_changed after insert or delete on plan_update
    for each row execute function plan_words_changed();
create trigger words_changed after insert or delete on plan_comment
    for each row execute function plan_words_changed();
create trigger words_changed after insert or delete or update of title on plan_milestone
    for each row execute function plan_words_changed();
create trigger words_changed after insert or delete or update of named, qualifier on plan_actionagency
    for each row execute function plan_words_changed();
create trigger words_changed after insert or delete or update of text on plan_successfactor
    for each row execute function plan_words_changed();
"""
NO_WORDS = "\n".join(
    f"drop trigger words_changed on plan_{name};"
    for name in ["action", "update", "comment", "milestone", "actionagency", "successfactor"]
) + """
drop function plan_words_changed();
drop function plan_write_words(uuid, uuid, text, uuid, text);
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("partnership", "0002_integrity")]
    operations = [
        migrations.RunSQL(KEEP_TO_PLAN, FREE_FROM_PLAN),
        migrations.RunSQL(KEEP_HISTORY, REWRITE_HISTORY),
        migrations.RunSQL(WORDS, NO_WORDS),
    ]
