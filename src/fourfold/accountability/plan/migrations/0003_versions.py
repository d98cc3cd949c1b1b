"""Versions of a plan, what continues what, and remembered table layouts."""

import django.db.models.constraints
import django.db.models.deletion
import uuid
from django.db import migrations, models

LINEAGE = """
alter table plan_successfactor add constraint factor_of_plan unique (id, plan_id);
alter table plan_plan add constraint plan_with_predecessor unique (id, replaces_id);
alter table plan_plan add constraint plan_replaces_another check (replaces_id is distinct from id);
alter table plan_continuation add constraint continuation_of_predecessor
    foreign key (plan_id, before_id) references plan_plan (id, replaces_id) deferrable initially deferred;
alter table plan_continuation add constraint continuation_old_action_same_lineage
    foreign key (old_action_id, before_id) references plan_action (id, plan_id) deferrable initially deferred;
alter table plan_continuation add constraint continuation_action_same_plan
    foreign key (action_id, plan_id) references plan_action (id, plan_id) deferrable initially deferred;
alter table plan_continuation add constraint continuation_old_factor_same_lineage
    foreign key (old_factor_id, before_id) references plan_successfactor (id, plan_id) deferrable initially deferred;
alter table plan_continuation add constraint continuation_factor_same_plan
    foreign key (factor_id, plan_id) references plan_successfactor (id, plan_id) deferrable initially deferred;
"""
NO_LINEAGE = """
alter table plan_continuation drop constraint continuation_factor_same_plan;
alter table plan_continuation drop constraint continuation_old_factor_same_lineage;
alter table plan_continuation drop constraint continuation_action_same_plan;
alter table plan_continuation drop constraint continuation_old_action_same_lineage;
alter table plan_continuation drop constraint continuation_of_predecessor;
alter table plan_plan drop constraint plan_replaces_another;
alter table plan_plan drop constraint plan_with_predecessor;
alter table plan_successfactor drop constraint factor_of_plan;
"""

# Of a plan and the version that replaces it, never are both live: looked at when the transaction ends, so that one
# transaction can close the one and open the other. What a plan replaces never changes once it is live.
ONE_LIVE = """
create function plan_one_version_is_live() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if exists (select from plan_plan newer join plan_plan older on older.id = newer.replaces_id
               where newer.state <> 'draft' and older.state <> 'closed' and new.id in (newer.id, older.id)) then
        raise exception 'A plan and the version that replaces it cannot both be live.'
            using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create constraint trigger one_version_is_live after insert or update of state, replaces_id on plan_plan
    deferrable initially deferred for each row execute function plan_one_version_is_live();
"""
MANY_LIVE = """
drop trigger one_version_is_live on plan_plan;
drop function plan_one_version_is_live();
"""

# In a draft, what was taken in or carried over can be taken out again, with its history, which nobody else read.
# Rows go under the rights of maintenance, because the application may not delete history: the function asks first.
TAKE_OUT = """
create function plan_take_out_of_draft(wanted uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if exists (select from plan_action where id = any (wanted) and plan_id <> all (plan_drafts_coordinated())) then
        raise exception 'Only the actions of a draft can be taken out, by its coordinators.'
            using errcode = 'insufficient_privilege';
    end if;
    delete from plan_continuation where action_id = any (wanted);
    delete from plan_evidence where action_id = any (wanted);
    delete from plan_update where action_id = any (wanted);
    delete from plan_comment where action_id = any (wanted);
    delete from plan_revision where action_id = any (wanted);
    delete from plan_milestone where action_id = any (wanted);
    delete from plan_risk where action_id = any (wanted);
    delete from plan_dependency where action_id = any (wanted) or needed_id = any (wanted);
    delete from plan_timescale where action_id = any (wanted);
    delete from plan_actionagency where action_id = any (wanted);
    delete from plan_action where id = any (wanted);
    delete from plan_word where action_id = any (wanted);
end $$;
revoke execute on function plan_take_out_of_draft(uuid[]) from public;
"""
LEAVE_IN = "drop function plan_take_out_of_draft(uuid[]);"


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0002_integrity'),
        ('plan', '0002_integrity'),
    ]

    operations = [
        migrations.CreateModel(
            name='Continuation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('proposed', models.BooleanField(default=False)),
                ('likeness', models.PositiveSmallIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TableLayout',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('headings', models.JSONField()),
                ('columns', models.JSONField()),
                ('strands', models.JSONField(default=dict)),
                ('statuses', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='successfactor',
            name='factor_number_once',
        ),
        migrations.AddField(
            model_name='plan',
            name='label',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='plan',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='plan.plan'),
        ),
        migrations.AddConstraint(
            model_name='successfactor',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('strand', 'number'), name='factor_number_once'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='action',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='continues', to='plan.action'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='before',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.plan'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='factor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='continues', to='plan.successfactor'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='old_action',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='continued_by', to='plan.action'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='old_factor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='continued_by', to='plan.successfactor'),
        ),
        migrations.AddField(
            model_name='continuation',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='continuations', to='plan.plan'),
        ),
        migrations.AddField(
            model_name='tablelayout',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person'),
        ),
        migrations.AddConstraint(
            model_name='continuation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('factor__isnull', True), ('old_action__isnull', False), ('old_factor__isnull', True)), models.Q(('action__isnull', True), ('old_action__isnull', True), ('old_factor__isnull', False)), _connector='OR'), name='continuation_is_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='continuation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('factor__isnull', True), _negated=True), models.Q(('reason', ''), _negated=True), ('proposed', True), _connector='OR'), name='dropped_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='continuation',
            constraint=models.UniqueConstraint(condition=models.Q(('old_action__isnull', False)), fields=('plan', 'old_action', 'action'), name='continuation_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='continuation',
            constraint=models.UniqueConstraint(condition=models.Q(('old_factor__isnull', False)), fields=('plan', 'old_factor', 'factor'), name='factor_continuation_once', nulls_distinct=False),
        ),
        migrations.RunSQL(LINEAGE, NO_LINEAGE),
        migrations.RunSQL(ONE_LIVE, MANY_LIVE),
        migrations.RunSQL(TAKE_OUT, LEAVE_IN),
    ]
