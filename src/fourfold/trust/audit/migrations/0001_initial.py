import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('position', models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                ('entry_id', models.UUIDField(unique=True)),
                ('entry_seq', models.BigIntegerField(editable=False)),
                ('row_hash', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
                ('chain_hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.TextField(editable=False)),
                ('seq', models.BigIntegerField(editable=False, unique=True)),
                ('cluster', models.BigIntegerField(editable=False)),
                ('xid', models.BigIntegerField(editable=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('occurred_at', models.DateTimeField()),
                ('actor', models.TextField()),
                ('permission', models.TextField()),
                ('outcome', models.TextField(choices=[('done', 'done'), ('read', 'read'), ('denied', 'denied')])),
                ('subject_kind', models.TextField(blank=True)),
                ('subject_id', models.TextField(blank=True)),
                ('purpose', models.TextField(blank=True)),
                ('request_id', models.TextField(blank=True)),
                ('detail', models.JSONField(blank=True, default=dict)),
                ('row_hash', models.BinaryField()),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['cluster', 'xid', 'seq'], name='audit_entry_to_seal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['done', 'read', 'denied'])), name='audit_entry_outcome_known'), models.CheckConstraint(condition=models.Q(('actor__regex', '^(nobody|service:[a-z-]+|person:[0-9a-f-]{36})$')), name='audit_entry_actor_opaque')],
            },
        ),
    ]
