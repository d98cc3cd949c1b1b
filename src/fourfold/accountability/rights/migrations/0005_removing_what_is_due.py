"""Two officers of a holder have what is due removed: what they decided, and how far it is."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import fourfold.accountability.rights.domain.removal


class Migration(migrations.Migration):
    """The removal of what is due, and when each record was removed, for the copy of the list."""

    dependencies: ClassVar = [
        ('partnership', '0006_training'),
        ('rights', '0004_retention'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='DueRemoval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data_set', models.CharField(max_length=60)),
                ('state', models.CharField(default=fourfold.accountability.rights.domain.removal.RemovalState['PROPOSED'], max_length=10)),
                ('decided_before', models.DateField()),
                ('periods', models.JSONField()),
                ('why', models.TextField(max_length=4000)),
                ('due', models.PositiveIntegerField()),
                ('decided_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.TextField(blank=True, max_length=4000)),
                ('looked', models.PositiveIntegerField(default=0)),
                ('removed', models.PositiveIntegerField(default=0)),
                ('stayed', models.JSONField(default=dict)),
                ('after_on', models.DateField(null=True)),
                ('after_id', models.UUIDField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='removal',
            index=models.Index(fields=['removed_at'], name='rights_removed_when'),
        ),
        migrations.AddField(
            model_name='dueremoval',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person'),
        ),
        migrations.AddField(
            model_name='dueremoval',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person'),
        ),
        migrations.AddField(
            model_name='dueremoval',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person'),
        ),
        migrations.AddField(
            model_name='dueremoval',
            name='holder',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency'),
        ),
        migrations.AddIndex(
            model_name='dueremoval',
            index=models.Index(fields=['holder', '-decided_at'], name='rights_due_removal_of'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [fourfold.accountability.rights.domain.removal.RemovalState['PROPOSED'], fourfold.accountability.rights.domain.removal.RemovalState['GOING'], fourfold.accountability.rights.domain.removal.RemovalState['DONE'], fourfold.accountability.rights.domain.removal.RemovalState['WITHDRAWN']])), name='rights_removal_known'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='rights_removal_says_why'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='rights_removal_by_two'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [fourfold.accountability.rights.domain.removal.RemovalState['PROPOSED'], fourfold.accountability.rights.domain.removal.RemovalState['WITHDRAWN']]), ('confirmed_by__isnull', False), _connector='OR'), name='rights_removal_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('state', fourfold.accountability.rights.domain.removal.RemovalState['WITHDRAWN']), models.Q(('ended_why', ''), _negated=True)), models.Q(models.Q(('state', fourfold.accountability.rights.domain.removal.RemovalState['WITHDRAWN']), _negated=True), ('ended_by__isnull', True), ('ended_why', '')), _connector='OR'), name='rights_removal_withdrawn_whole'),
        ),
        migrations.AddConstraint(
            model_name='dueremoval',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [fourfold.accountability.rights.domain.removal.RemovalState['PROPOSED'], fourfold.accountability.rights.domain.removal.RemovalState['GOING']])), fields=('holder', 'data_set'), name='rights_removing_once'),
        ),
    ]
