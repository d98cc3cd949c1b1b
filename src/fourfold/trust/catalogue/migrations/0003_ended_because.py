"""Why a data set was taken out of use: said with its end, and as little rewritten as that."""

from django.db import migrations, models

_KEEP = """
create or replace function catalogue_keep() returns trigger language plpgsql as $$
declare
    may_change {kind} := case tg_table_name when 'catalogue_holderdataset' then {of_holding}
                                            when 'catalogue_purposeproposal' then {of_proposal} else {nothing} end;
begin
    if to_jsonb(new) - may_change <> to_jsonb(old) - may_change then
        raise exception 'Only % of % changes.', {said}, tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
"""
WITH_REASON = _KEEP.format(
    kind="text[]",
    of_holding="array['live_until', 'ended_because']",
    of_proposal="array['withdrawn_at']",
    nothing="'{}'::text[]",
    said="array_to_string(may_change, ' and ')",
)
END_ALONE = _KEEP.format(
    kind="text", of_holding="'live_until'", of_proposal="'withdrawn_at'", nothing="''", said="may_change"
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_integrity")]
    operations = [
        migrations.AddField(
            model_name="holderdataset",
            name="ended_because",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.RunSQL(WITH_REASON, END_ALONE),
    ]
