"""What is decided about records that are due, and which of them are closed until then."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Records that are due are kept with a reason and until a day."""

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
                ('before', models.DateField()),
                ('until', models.DateField()),
                ('why', models.TextField(max_length=4000)),
                ('records', models.PositiveIntegerField()),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['holder', 'data_set', '-decided_at'], name='rights_retention_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('decided_at__date')), models.Q(('why', ''), _negated=True)), name='rights_kept_says_why_and_until')],
            },
        ),
    ]
