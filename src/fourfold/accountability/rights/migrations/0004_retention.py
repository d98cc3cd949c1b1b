"""What is decided about records that are due, and which of them are closed until then."""

from typing import ClassVar

import uuid

import django.db.models.deletion
import fourfold.accountability.rights.domain.retention
from django.db import migrations, models


class Migration(migrations.Migration):
    """Records that are due are kept with a reason and until a day, or removed."""

    dependencies: ClassVar = [
        ('partnership', '0006_training'),
        ('rights', '0003_holds_over_whole_people'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='ClosedRecord',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('closed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RetentionDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data_set', models.CharField(max_length=60)),
                ('act', models.CharField(max_length=10)),
                ('before', models.DateField()),
                ('until', models.DateField(null=True)),
                ('why', models.TextField(blank=True, max_length=4000)),
                ('records', models.PositiveIntegerField()),
                ('decided_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['holder', 'data_set', '-decided_at'], name='rights_retention_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', [fourfold.accountability.rights.domain.retention.RetentionAct['KEEP'], fourfold.accountability.rights.domain.retention.RetentionAct['REMOVE']])), name='rights_retention_known'), models.CheckConstraint(condition=models.Q(models.Q(('act', fourfold.accountability.rights.domain.retention.RetentionAct['REMOVE']), ('until__isnull', True)), models.Q(('act', fourfold.accountability.rights.domain.retention.RetentionAct['KEEP']), ('finished_at__isnull', True), ('until__gt', models.F('decided_at__date')), models.Q(('why', ''), _negated=True)), _connector='OR'), name='rights_kept_says_why_and_until'), models.UniqueConstraint(condition=models.Q(('act', fourfold.accountability.rights.domain.retention.RetentionAct['REMOVE']), ('finished_at__isnull', True)), fields=('holder', 'data_set'), name='rights_removing_once')],
            },
        ),
    ]
