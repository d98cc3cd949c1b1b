"""What Django's constraints cannot say: rows keep to their indicator's plan, periods do not overlap, and figures,
baselines and targets are never rewritten."""

from django.db import migrations

# A row of the catalogue has no plan. PostgreSQL compares no nulls in foreign keys, so a trigger holds both cases.
KEEP_TO_PLAN = """
create function indicators_keep_to_plan() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
declare
    expected uuid;
begin
    case tg_table_name
        when 'indicators_series', 'indicators_delivery' then
            select plan_id into expected from indicators_indicator where id = new.indicator_id;
        when 'indicators_observation' then
            select plan_id into expected from indicators_series where id = new.series_id;
            if not exists (select from indicators_series s join indicators_delivery d on d.indicator_id = s.indicator_id
                           where s.id = new.series_id and d.id = new.delivery_id) then
                raise exception 'A figure and its delivery belong to one indicator.' using errcode = 'check_violation';
            end if;
        else
            select coalesce(plan_id, new.plan_id) into expected from indicators_indicator where id = new.indicator_id;
    end case;
    if new.plan_id is distinct from expected then
        raise exception 'A row of % belongs to another plan than its indicator.', tg_table_name
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

""" + "\n".join(
    f"create trigger keep_to_plan before insert or update on indicators_{name} for each row"
    " execute function indicators_keep_to_plan();"
    for name in ("series", "delivery", "observation", "factorindicator", "yardstick")
) + """

alter table indicators_factorindicator add constraint link_factor_same_plan
    foreign key (factor_id, plan_id) references plan_successfactor (id, plan_id) on delete cascade
    deferrable initially deferred;

alter table indicators_observation add constraint current_periods_do_not_overlap exclude using gist (
    uuidrange(series_id, series_id, '[]') with &&, daterange(start, "end") with &&) where (is_current);
"""

FREE = """
alter table indicators_observation drop constraint current_periods_do_not_overlap;
alter table indicators_factorindicator drop constraint link_factor_same_plan;
""" + "\n".join(
    f"drop trigger keep_to_plan on indicators_{name};"
    for name in ("series", "delivery", "observation", "factorindicator", "yardstick")
) + """
drop function indicators_keep_to_plan();
"""

# The one thing that changes in a figure is that it is no longer the current one.
KEEP_HISTORY = """
create function indicators_keep_figures() returns trigger language plpgsql as $$
begin
    if old.is_current and not new.is_current
       and to_jsonb(new) - 'is_current' = to_jsonb(old) - 'is_current' then
        return new;
    end if;
    raise exception 'A figure is never rewritten: a revision stands beside it.' using errcode = 'restrict_violation';
end $$;
create trigger keep_figures before update on indicators_observation
    for each row execute function indicators_keep_figures();

create function indicators_keep_yardsticks() returns trigger language plpgsql as $$
begin
    raise exception 'A baseline or target is never rewritten: a newer one stands in its place.'
        using errcode = 'restrict_violation';
end $$;
create trigger keep_yardsticks before update on indicators_yardstick
    for each row execute function indicators_keep_yardsticks();
"""
REWRITE = """
drop trigger keep_yardsticks on indicators_yardstick;
drop function indicators_keep_yardsticks();
drop trigger keep_figures on indicators_observation;
drop function indicators_keep_figures();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial"), ("plan", "0003_versions"), ("partnership", "0002_integrity")]
    operations = [
        migrations.RunSQL(KEEP_TO_PLAN, FREE),
        migrations.RunSQL(KEEP_HISTORY, REWRITE),
    ]
